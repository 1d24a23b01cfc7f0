//! The large slider of somebody's own program, under the curve of its runs.

use super::canvas::Canvas;
use super::curve::INSETS;
use super::dial::DialRange;
use super::scrub::{across, use_scrub};
use crate::program::{Dial, Program};
use crate::ui::css::percent;
use crate::ui::hooks::{Over, OwnCurve, OwnRun, Size, use_choice, use_dispatch, use_look};
use crate::ui::state::Command;
use crate::ui::work::with_one_seed;
use goruntime::time::Time;
use lab::link::{PROGRAM_SEED, PROGRAM_SLIDER};
use lab::params::POSITIONS;
use picture::{SweepFrame, sweep_chart, sweep_words};
use std::rc::Rc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct OwnSliderProps {
    pub program: Rc<Program>,
    pub own: OwnRun,
    pub curve: Option<OwnCurve>,
}

/// The slider, if the program has a flag that is a number, or the seed was put on it.
#[component]
pub(crate) fn OwnSlider(
    OwnSliderProps {
        program,
        own,
        curve,
    }: &OwnSliderProps,
) -> Html {
    let (dispatch, look) = (use_dispatch(), use_look());
    let Some(dial) = program.on_slider(&own.dials) else {
        return Html::default();
    };
    let now = program.value(dial);
    let Some((slider, value)) = dial.slider(now).zip(dial.number(now)) else {
        return Html::default();
    };
    let widest = dial.text(slider.ends().1).chars().count() as f64 + 1.0;
    let marks = slider.marks(widest * if look.narrow { 0.04 } else { 0.018 });
    let mark = |value| {
        let style = format!("left:{}", percent(slider.fraction(value)));
        html! { <span {style}>{ dial.text(value) }</span> }
    };
    let is_of_it =
        |curve: &&OwnCurve| matches!(&curve.over, Over::Dial { dial: of, .. } if of == dial);
    let curve = curve.as_ref().filter(is_of_it);
    let words = curve.map(|curve| words(curve, dial, program));
    let step = |direction: &str, sign: &'static str, steps: i64| {
        let move_it = Command::turned(dial, slider.moved(value, steps));
        html! {
            <button class="step" aria-label={format!("{} {direction}", dial.label)} onclick={dispatch.on(move_it)}>{ sign }</button>
        }
    };
    html! {
        <section class="large" aria-label={dial.label.clone()}>
            <div class="reading">
                <Which program={Rc::clone(program)} own={own.clone()} now={dial.part.clone()} />
                <output for="large">{ now }</output>
                <p class="found" title={words.clone()}>{ words.clone() }</p>
            </div>
            { step("down", "−", -1) }
            <div class="track">
                if let (Some(curve), Some(words)) = (curve, words) {
                    <Plot dial={dial.clone()} {value} curve={curve.clone()} {words} />
                }
                <DialRange program={Rc::clone(program)} dial={dial.clone()} id="large" lets_keys_go={true} />
                <div class="marks" aria-hidden="true">{ for marks.into_iter().map(mark) }</div>
            </div>
            { step("up", "+", 1) }
        </section>
    }
}

/// What the curve says, and that each value ran once; as long as values are missing, how many have been tried.
fn words(curve: &OwnCurve, dial: &Dial, program: &Program) -> String {
    let tried = curve.curve.points.len();
    match curve.missing {
        0 => {
            let said = sweep_words(&curve.curve, &|value| dial.text(value));
            if dial.part == PROGRAM_SEED {
                said
            } else {
                with_one_seed(&said, program.seed())
            }
        }
        missing if curve.is_cut => format!(
            "{tried} of {} values tried: the runs take too long for more",
            tried + missing
        ),
        missing => format!("{tried} of {} values tried", tried + missing),
    }
}

#[derive(PartialEq, Properties)]
struct WhichProps {
    program: Rc<Program>,
    own: OwnRun,
    /// The dial that is on the slider.
    now: String,
}

/// What the slider moves.
#[component]
fn Which(WhichProps { program, own, now }: &WhichProps) -> Html {
    let dispatch = use_dispatch();
    let change = Callback::from(move |part: String| {
        dispatch.give(Command::Setting {
            setting: String::from(PROGRAM_SLIDER),
            value: Some(part),
        });
    });
    let choice = use_choice(now, change);
    let has_slider = |dial: &&Dial| dial.slider(program.value(dial)).is_some();
    let option = |dial: &Dial| {
        html! { <option value={dial.part.clone()} selected={dial.part == *now}>{ &dial.label }</option> }
    };
    html! {
        <select ref={choice.node} class="which" aria-label="What the slider moves" onchange={choice.changed}
            onkeydown={choice.pressed} onblur={choice.left}>
            { for own.dials.iter().filter(has_slider).map(option) }
        </select>
    }
}

#[derive(PartialEq, Properties)]
struct PlotProps {
    dial: Dial,
    value: u64,
    curve: OwnCurve,
    /// What it says.
    words: String,
}

/// The curve; a press on it sets the value there.
#[component]
fn Plot(props: &PlotProps) -> Html {
    let PlotProps {
        dial,
        value,
        curve,
        words,
    } = props;
    let (dispatch, look) = (use_dispatch(), use_look());
    let node = use_node_ref();
    let slider = dial.slider(&dial.text(*value));
    let set = use_callback(
        (dispatch, dial.clone(), slider),
        |at: Time, (dispatch, dial, slider)| {
            let position = u32::try_from(at.0).unwrap_or_default();
            if let Some(slider) = slider {
                dispatch.give(Command::turned(dial, slider.value(position)));
            }
        },
    );
    // The slider's positions are the moments of this axis.
    let positions = across(&node, (Time::ZERO, Time(POSITIONS.into())));
    let scrub = use_scrub(&node, positions, set);
    let draw = use_callback(
        (curve.clone(), dial.clone(), *value, look.large),
        |size: Size, (curve, dial, value, large)| {
            let slider = dial.slider(&dial.text(*value));
            let frame = SweepFrame {
                curve: &curve.curve,
                current: Some(*value),
                width: size.width,
                height: size.height,
                inset: if *large { INSETS.0 } else { INSETS.1 },
                large: *large,
                apart: None,
                is_linear: false,
                place: &|value| slider.map_or(0.0, |slider| slider.fraction(value)),
                show: &|value| dial.text(value),
                say: &|text| String::from(text),
            };
            Rc::new(sweep_chart(&frame))
        },
    );
    let label = format!("Your program, total time by {}. {words}", dial.label);
    html! {
        <div ref={node} class="plot sweep" onpointerdown={scrub.pressed} onpointermove={scrub.moved}
            onclick={scrub.tapped}>
            <Canvas {draw} {label} />
        </div>
    }
}
