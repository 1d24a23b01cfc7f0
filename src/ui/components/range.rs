//! A slider of a parameter.

use crate::ui::css::percent;
use crate::ui::hooks::use_dispatch;
use crate::ui::state::Command;
use lab::params::{Key, POSITIONS, Slider, Value};
use lab::scenarios::Scenario;
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct RangeProps {
    pub scenario: Rc<Scenario>,
    pub parameter: Key,
    /// Where the parameter's values lie.
    pub slider: Slider,
    #[prop_or_default]
    pub id: Option<&'static str>,
}

/// A slider. The browser's own moves by position; here the keys move by the parameter's steps.
#[component]
pub(crate) fn Range(props: &RangeProps) -> Html {
    let RangeProps {
        scenario,
        parameter,
        slider,
        id,
    } = props;
    let (parameter, slider) = (*parameter, *slider);
    let dispatch = use_dispatch();
    let param = parameter.param();
    let value = scenario.values().number(parameter);
    let set = move |value: u64| Command::Set {
        parameter,
        value: param.write(&Value::Number(value)),
    };
    let oninput = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: InputEvent| {
            let input: Option<HtmlInputElement> = event.target_dyn_into();
            if let Some(position) = input.and_then(|input| input.value().parse().ok()) {
                dispatch.give(set(slider.value(position)));
            }
        })
    };
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        let slide = |steps| Command::Slide {
            parameter: Some(parameter),
            steps,
        };
        let command = match event.key().as_str() {
            "ArrowRight" | "ArrowUp" => slide(1),
            "ArrowLeft" | "ArrowDown" => slide(-1),
            "Home" => set(slider.value(0)),
            "End" => set(slider.value(POSITIONS)),
            _ => return,
        };
        event.prevent_default();
        dispatch.give(command);
    });
    html! {
        <input type="range" id={*id} min="0" max={POSITIONS.to_string()} step="1"
            value={slider.position(value).to_string()} style={format!("--part:{}", percent(slider.fraction(value)))}
            aria-label={scenario.say(param.label)} aria-valuetext={param.show(scenario.values().get(parameter))}
            {oninput} {onkeydown} />
    }
}
