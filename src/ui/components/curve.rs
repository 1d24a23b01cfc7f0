//! The curve over the large slider: how long the run takes with every other value.

use super::canvas::Canvas;
use super::scrub::{across, use_scrub};
use crate::ui::hooks::{Size, use_dispatch, use_look};
use crate::ui::state::Command;
use crate::ui::work::CurveOf;
use goruntime::time::Time;
use lab::params::{POSITIONS, Value};
use lab::scenarios::Scenario;
use picture::{SweepFrame, sweep_chart};
use std::rc::Rc;
use yew::prelude::*;

/// Half a thumb, as the style sheet has it: 1.05rem. In CSS pixels, on a projector and elsewhere.
pub(super) const INSETS: (f32, f32) = (21.0, 16.8);

#[derive(PartialEq, Properties)]
pub(crate) struct CurvePlotProps {
    pub scenario: Rc<Scenario>,
    pub curve: CurveOf,
    /// What it says.
    pub words: String,
}

/// The curve; a press on it sets the value there.
#[component]
pub(crate) fn CurvePlot(props: &CurvePlotProps) -> Html {
    let CurvePlotProps {
        scenario,
        curve,
        words,
    } = props;
    let (dispatch, look) = (use_dispatch(), use_look());
    let (parameter, node) = (curve.key, use_node_ref());
    let set = use_callback((dispatch, parameter, scenario.scale()), {
        |at: Time, (dispatch, parameter, slider)| {
            let position = u32::try_from(at.0).unwrap_or_default();
            let value = Value::Number(slider.value(position));
            dispatch.give(Command::Set {
                parameter: *parameter,
                value: parameter.param().write(&value),
            });
        }
    });
    // The slider's positions are the moments of this axis.
    let positions = across(&node, (Time::ZERO, Time(POSITIONS.into())));
    let scrub = use_scrub(&node, positions, set);
    let draw = use_callback(
        (curve.clone(), Rc::clone(scenario), look.large),
        |size: Size, (curve, scenario, large)| {
            let (key, slider) = (curve.key, scenario.scale());
            let frame = SweepFrame {
                curve: &curve.curve,
                current: Some(scenario.values().number(key)),
                width: size.width,
                height: size.height,
                inset: if *large { INSETS.0 } else { INSETS.1 },
                large: *large,
                apart: key.param().never(),
                is_linear: scenario.is_linear(),
                place: &|value| slider.fraction(value),
                show: &|value| key.param().show(&Value::Number(value)),
                say: &|text| scenario.say(text),
            };
            Rc::new(sweep_chart(&frame))
        },
    );
    let (name, what) = (&curve.name, parameter.param().label);
    let label = format!("{name}, total time by {what}. {words}");
    html! {
        <div ref={node} class="plot sweep" onpointerdown={scrub.pressed} onpointermove={scrub.moved}
            onclick={scrub.tapped}>
            <Canvas {draw} {label} />
        </div>
    }
}
