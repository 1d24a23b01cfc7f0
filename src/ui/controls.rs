//! The controls of the parameters: the large slider and the others behind a disclosure.

use super::advice;
use super::app::{Msg, Refused};
use super::css::percent;
use super::dom;
use super::ears::{Ears, Hear};
use super::el::{ABSENT, El, button, el, given, together};
use super::engine::Shared;
use super::plot::Look;
use super::sweep::{self, Sweeper};
use analysis::Curve;
use lab::params::{Key, POSITIONS, Param, Slider, Unit, Value};
use lab::scenarios::Scenario;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement, KeyboardEvent};
use yew::Html;

/// One parameter, large; which one, can be chosen.
pub(super) fn large(
    ears: &Ears,
    scenario: &Scenario,
    sweeper: &Sweeper,
    look: Look,
    chooses: bool,
) -> El {
    let (key, slider) = (scenario.slider(), scenario.scale());
    let param = key.param();
    // Room for the widest of them, and for a space.
    let widest = param.show(&Value::Number(scenario.values().max(key))).len() as f64 + 1.0;
    let marks = slider
        .marks(widest * if look.narrow { 0.04 } else { 0.018 })
        .into_iter()
        .map(|value| {
            let left = ["left:", &percent(slider.fraction(value))].concat();
            el!("span", "style" = &left).text(&param.show(&Value::Number(value)))
        });
    let (chart, words) = sweep::chart(ears, sweeper, scenario).unzip();
    let label = scenario.say(param.label);
    let step = |direction: &str, sign: &str, steps: i64| {
        el!(
            "button",
            "class" = "step",
            "aria-label" = &[&*label, direction].concat()
        )
        .text(sign)
        .click(ears, Msg::Slide(key, steps))
    };
    let shown = param.show(scenario.values().get(key));
    let name = if chooses {
        which(ears, scenario)
    } else {
        el!("label", "for" = "large").text(&label)
    };
    let reading = el!("div.reading")
        .child(name)
        .child(el!("output", "for" = "large").text(&shown))
        .child(el!("p.found").text(&words.unwrap_or_default()));
    let track = el!("div.track")
        .maybe(chart)
        .child(range(ears, scenario, key, slider, "large"))
        .child(el!("div", "class" = "marks", "aria-hidden" = "true").list(marks));
    el!("section", "class" = "large", "aria-label" = &label)
        .child(reading)
        .child(step(" down", "−", -1))
        .child(track)
        .child(step(" up", "+", 1))
}

/// The list of what the large slider can move, and of what its axis is like.
fn which(ears: &Ears, scenario: &Scenario) -> El {
    let (now, is_linear) = (scenario.slider(), scenario.is_linear());
    let option = |value: &'static str, words: &str, is_chosen| {
        el!("option", "value" = value, "selected" = given(is_chosen)).text(words)
    };
    let params = scenario.sliders().into_iter().map(|key| {
        let param = key.param();
        option(param.name, &scenario.say(param.label), key == now)
    });
    let axis = if is_linear { "logarithmic" } else { "linear" };
    let chosen = move |event: &Event| {
        let list: HtmlInputElement = event.target()?.unchecked_into();
        let choice = Key::of(&list.value());
        // It shows what the slider moves, not what its axis is like.
        list.set_value(choice.unwrap_or(now).param().name);
        Some(choice.map_or(Msg::Axis(!is_linear), Msg::Slider))
    };
    el!(
        "select",
        "class" = "which",
        "aria-label" = "What the slider moves",
        "value" = now.param().name,
    )
    // Another scenario has another list, of which nothing has been chosen yet.
    .key(&scenario.title())
    .change(ears, Hear::read(chosen))
    .child(el!("optgroup", "label" = "What the slider moves").list(params))
    .child(el!("optgroup", "label" = "Make its axis").child(option(axis, axis, false)))
}

/// The other parameters.
pub(super) fn others(
    ears: &Ears,
    scenario: &Scenario,
    refused: &[Refused],
    chosen: &str,
    advised: Option<&Shared<Curve>>,
) -> Html {
    let large = scenario.slider();
    let keys = scenario
        .params_of_use()
        .into_iter()
        .filter(|key| *key != large);
    let back = match scenario.entry() {
        Some(_) => "Back to the talk's values",
        None => "Back to the pattern's values",
    };
    let fields = keys.map(|key| field(ears, scenario, key, refused));
    let parameters = el!("details.parameters")
        .child(el!("summary").text("Parameters"))
        .child(el!("div.fields").list(fields))
        .child(button("reset", back, ears, Msg::Reset));
    let claims = "The talk’s figures, computed";
    together([
        advice::part(ears, scenario, chosen, refused, advised),
        parameters,
        button("all-claims", claims, ears, Msg::Claims),
    ])
}

/// What stands in a parameter's field: what was refused, or its value; and why it was refused.
pub(super) fn reading<'a>(
    scenario: &Scenario,
    key: Key,
    refused: &'a [Refused],
) -> (String, Option<&'a str>) {
    match refused.iter().find(|refused| refused.key == key) {
        Some(refused) => (refused.text.clone(), Some(&refused.reason)),
        None => (key.param().show(scenario.values().get(key)), None),
    }
}

/// Takes what somebody enters for a parameter.
pub(super) fn entered(key: Key) -> Hear {
    Hear::read(move |event| Some(Msg::Type(key, dom::value_of(event))))
}

/// A parameter's field. What cannot be its value stays in it, with the reason below.
fn field(ears: &Ears, scenario: &Scenario, key: Key, refused: &[Refused]) -> El {
    let param = key.param();
    let (text, reason) = reading(scenario, key, refused);
    let about = [param.name, "-about"].concat();
    let input = match param.unit {
        Unit::Choice(words) => {
            let option = |word: &&str| {
                el!("option", "value" = word, "selected" = given(*word == text)).text(word)
            };
            el!("select", "id" = param.name, "aria-describedby" = &about)
                .list(words.iter().map(option))
        }
        _ => el!(
            "input",
            "id" = param.name,
            "type" = "text",
            "autocomplete" = "off",
            "spellcheck" = "false",
            "value" = &text,
            "aria-describedby" = &about,
            "aria-invalid" = reason.map_or(ABSENT, |_| "true"),
        ),
    };
    let below = match reason {
        Some(reason) => refusal(&about, reason),
        None => el!("small", "id" = &about).text(&scenario.say(param.help)),
    };
    let label = el!("label", "for" = param.name).text(&scenario.say(param.label));
    let can_slide = is_slidable(param, scenario.values().get(key));
    let slider = Slider::of(key, scenario.values());
    el!("div.field")
        .key(param.name)
        .child(label)
        .child(input.change(ears, entered(key)))
        .child(below)
        .maybe(can_slide.then(|| range(ears, scenario, key, slider, ABSENT)))
}

/// Why a value was refused.
pub(super) fn refusal(id: &str, reason: &str) -> El {
    el!("small", "class" = "refused", "id" = id, "role" = "alert").text(reason)
}

fn is_slidable(param: &Param, value: &Value) -> bool {
    matches!(value, Value::Number(_)) && !matches!(param.unit, Unit::Choice(_))
}

/// A slider. The browser's own moves by position; here the keys move by the parameter's steps.
fn range(ears: &Ears, scenario: &Scenario, key: Key, slider: Slider, id: &str) -> El {
    let (param, values) = (key.param(), scenario.values());
    let value = values.number(key);
    let moved = move |event: &Event| {
        if event.type_() == "input" {
            let position = dom::value_of(event).parse().unwrap_or_default();
            return Some(Msg::Set(key, slider.value(position)));
        }
        let msg = match event.unchecked_ref::<KeyboardEvent>().key().as_str() {
            "ArrowRight" | "ArrowUp" => Msg::Slide(key, 1),
            "ArrowLeft" | "ArrowDown" => Msg::Slide(key, -1),
            "Home" => Msg::Set(key, slider.value(0)),
            "End" => Msg::Set(key, slider.value(POSITIONS)),
            _ => return None,
        };
        event.prevent_default();
        Some(msg)
    };
    let part = ["--part:", &percent(slider.fraction(value))].concat();
    el!(
        "input",
        "type" = "range",
        "id" = id,
        "min" = "0",
        "max" = &POSITIONS.to_string(),
        "step" = "1",
        "style" = &part,
        "aria-label" = &scenario.say(param.label),
        "aria-valuetext" = &param.show(values.get(key)),
    )
    .position(&slider.position(value).to_string())
    .on(&["input", "keydown"], ears, Hear::read(moved))
}
