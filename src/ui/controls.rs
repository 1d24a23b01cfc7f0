//! The controls of the parameters: the large slider and the others behind a disclosure.

use super::advice;
use super::app::{App, Msg, Refused};
use super::css::percent;
use super::dom;
use super::engine::Shared;
use super::plot::Look;
use super::sweep::{self, Sweeper};
use crate::analysis::Curve;
use crate::params::{Key, POSITIONS, Param, Slider, Unit, Value};
use crate::scenarios::Scenario;
use web_sys::{HtmlInputElement, HtmlSelectElement, KeyboardEvent};
use yew::html::Scope;
use yew::prelude::*;

/// One parameter, large.
pub(super) fn large(link: &Scope<App>, scenario: &Scenario, sweeper: &Sweeper, look: Look) -> Html {
    let key = scenario.slider();
    let (param, slider) = (key.param(), Slider::of(key, scenario.values()));
    // Room for the widest of them.
    let widest = param.show(&Value::Number(scenario.values().max(key))).len() as f64;
    let marks = slider
        .marks(widest * if look.narrow { 0.032 } else { 0.012 })
        .into_iter()
        .map(|value| {
            let left = format!("left:{}", percent(slider.fraction(value)));
            html! { <span style={left}>{ param.show(&Value::Number(value)) }</span> }
        });
    let (chart, words) = sweep::chart(link, sweeper, scenario, look).unwrap_or_default();
    let step = |steps: i64| link.callback(move |_| Msg::Slide(key, steps));
    let label = scenario.say(param.label);
    html! {
        <section class="large" aria-label={label.clone()}>
            <div class="reading">
                <label for="large">{ &label }</label>
                <output for="large">{ param.show(scenario.values().get(key)) }</output>
                <p class="found">{ words }</p>
            </div>
            <button class="step" aria-label={label.clone() + " down"} onclick={step(-1)}>{ "−" }</button>
            <div class="track">
                { chart }
                { range(link, scenario, key, Some("large")) }
                <div class="marks" aria-hidden="true">{ for marks }</div>
            </div>
            <button class="step" aria-label={label + " up"} onclick={step(1)}>{ "+" }</button>
        </section>
    }
}

#[derive(Properties)]
pub(super) struct OthersProps {
    pub(super) link: Scope<App>,
    pub(super) scenario: Scenario,
    pub(super) refused: Vec<Refused>,
    /// The pattern whose source is shown.
    pub(super) chosen: &'static str,
    /// The curve by which the advice is checked.
    pub(super) advised: Option<Shared<Curve>>,
}

impl PartialEq for OthersProps {
    fn eq(&self, other: &OthersProps) -> bool {
        // The link is always the page's.
        self.scenario == other.scenario
            && self.refused == other.refused
            && self.chosen == other.chosen
            && self.advised == other.advised
    }
}

/// The other parameters. A component of its own, so that a frame of the playback does not reach it: it would write over
/// what somebody is typing.
#[component]
pub(super) fn Others(props: &OthersProps) -> Html {
    let OthersProps {
        link,
        scenario,
        refused,
        chosen,
        advised,
    } = props;
    let large = scenario.slider();
    let keys = scenario.params().into_iter().filter(|key| *key != large);
    let back = match scenario.entry() {
        Some(_) => "Back to the talk's values",
        None => "Back to the pattern's values",
    };
    html! {
        <>
        { advice::part(link, scenario, chosen, refused, advised.as_ref()) }
        <details class="parameters">
            <summary>{ "Parameters" }</summary>
            <div class="fields">
                { for keys.map(|key| field(link, scenario, key, refused.iter().find(|refused| refused.key == key))) }
            </div>
            <button class="reset" onclick={link.callback(|_| Msg::Reset)}>{ back }</button>
        </details>
        <button class="all-claims" onclick={link.callback(|_| Msg::Claims)}>{ "The talk’s figures, computed" }</button>
        </>
    }
}

/// A parameter's field. What cannot be its value stays in it, with the reason below.
fn field(link: &Scope<App>, scenario: &Scenario, key: Key, refused: Option<&Refused>) -> Html {
    let (param, value) = (key.param(), scenario.values().get(key));
    let text = refused.map_or_else(|| param.show(value), |refused| refused.text.clone());
    let entered = link.callback(move |event: Event| {
        Msg::Type(
            key,
            dom::target_of(&event).map(value_of).unwrap_or_default(),
        )
    });
    let about = format!("{}-about", param.name);
    let input = match param.unit {
        Unit::Choice(words) => html! {
            <select id={param.name} onchange={entered} aria-describedby={about.clone()}>
                { for words.iter().map(|word| html! { <option value={*word} selected={*word == text}>{ *word }</option> }) }
            </select>
        },
        _ => html! {
            <input id={param.name} type="text" autocomplete="off" spellcheck="false" value={text} onchange={entered}
                   aria-describedby={about.clone()} aria-invalid={refused.map(|_| "true")} />
        },
    };
    html! {
        <div class="field" key={param.name}>
            <label for={param.name}>{ scenario.say(param.label) }</label>
            { input }
            if let Some(Refused { reason, .. }) = refused {
                <small class="refused" id={about} role="alert">{ reason }</small>
            } else {
                <small id={about}>{ scenario.say(param.help) }</small>
            }
            if is_slidable(param, value) { { range(link, scenario, key, None) } }
        </div>
    }
}

fn is_slidable(param: &Param, value: &Value) -> bool {
    matches!(value, Value::Number(_)) && !matches!(param.unit, Unit::Choice(_))
}

/// A slider. The browser's own moves by position; here the keys move by the parameter's steps.
fn range(link: &Scope<App>, scenario: &Scenario, key: Key, id: Option<&'static str>) -> Html {
    let (param, values) = (key.param(), scenario.values());
    let slider = Slider::of(key, values);
    let value = values.number(key);
    let moved = link.callback(move |event: InputEvent| {
        let position = dom::target_of(&event)
            .map(value_of)
            .and_then(|text| text.parse().ok())
            .unwrap_or_default();
        Msg::Set(key, slider.value(position))
    });
    let pressed = link.batch_callback(move |event: KeyboardEvent| {
        let steps = match event.key().as_str() {
            "ArrowRight" | "ArrowUp" => 1,
            "ArrowLeft" | "ArrowDown" => -1,
            "Home" => i64::MIN,
            "End" => i64::MAX,
            _ => return None,
        };
        event.prevent_default();
        Some(match steps {
            i64::MIN => Msg::Set(key, slider.value(0)),
            i64::MAX => Msg::Set(key, slider.value(POSITIONS)),
            _ => Msg::Slide(key, steps),
        })
    });
    html! {
        <input type="range" {id} min="0" max={POSITIONS.to_string()} step="1" value={slider.position(value).to_string()}
               style={format!("--part:{}", percent(slider.fraction(value)))}
               aria-label={scenario.say(param.label)} aria-valuetext={param.show(values.get(key))} oninput={moved} onkeydown={pressed} />
    }
}

pub(super) fn value_of(element: web_sys::Element) -> String {
    use wasm_bindgen::JsCast;
    match element.dyn_into::<HtmlInputElement>() {
        Ok(input) => input.value(),
        Err(other) => other
            .dyn_into::<HtmlSelectElement>()
            .map(|list| list.value())
            .unwrap_or_default(),
    }
}
