//! A slider of a parameter.

use super::fader::Fader;
use crate::ui::hooks::use_dispatch;
use crate::ui::state::Command;
use lab::params::{Key, Slider, Value};
use lab::scenarios::Scenario;
use std::rc::Rc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct RangeProps {
    pub scenario: Rc<Scenario>,
    pub parameter: Key,
    /// Where the parameter's values lie.
    pub slider: Slider,
    #[prop_or_default]
    pub id: Option<&'static str>,
    /// See [`FaderProps`](super::fader::FaderProps).
    #[prop_or_default]
    pub lets_keys_go: bool,
}

/// The slider.
#[component]
pub(crate) fn Range(props: &RangeProps) -> Html {
    let RangeProps {
        scenario,
        parameter,
        slider,
        id,
        lets_keys_go,
    } = props;
    let (parameter, slider) = (*parameter, *slider);
    let dispatch = use_dispatch();
    let param = parameter.param();
    let set = use_callback(
        (dispatch.clone(), parameter),
        |value, (dispatch, parameter)| {
            dispatch.give(Command::Set {
                parameter: *parameter,
                value: parameter.param().write(&Value::Number(value)),
            });
        },
    );
    let step = use_callback((dispatch, parameter), |steps, (dispatch, parameter)| {
        dispatch.give(Command::Slide {
            parameter: Some(*parameter),
            steps,
        });
    });
    html! {
        <Fader {slider} value={scenario.values().number(parameter)} label={scenario.say(param.label)}
            said={param.show(scenario.values().get(parameter))} {set} {step} id={*id} lets_keys_go={*lets_keys_go} />
    }
}
