//! The talk's decision tree with the open scenario's numbers put in, and what running it says.

use super::app::{Msg, Refused};
use super::controls::{entered, reading, refusal};
use super::dom;
use super::ears::{Ears, Hear};
use super::el::{ABSENT, El, button, el, given};
use super::engine::Shared;
use analysis::Curve;
use analysis::words::grouped;
use lab::advice::{Approach, QUESTIONS, RESOURCES, advise, bounded, check, setting};
use lab::params::{Key, Value};
use lab::patterns;
use lab::scenarios::{self, Scenario};
use web_sys::Event;

/// The questions, prefilled, and the answer. `curve` is that of the bound, once it is whole.
pub(super) fn part(
    ears: &Ears,
    scenario: &Scenario,
    chosen: &str,
    refused: &[Refused],
    curve: Option<&Shared<Curve>>,
) -> El {
    let advice = advise(scenario);
    let params = scenario.params();
    let questions = QUESTIONS.iter().filter(|(key, _)| params.contains(key));
    let questions = questions.map(|(key, words)| question(ears, scenario, *key, words, refused));
    let bound = bounded(scenario, chosen);
    let checked = curve.and_then(|curve| check(advice.value, curve));
    let best = curve.and_then(|curve| curve.recommended());
    let best = best
        .map(|best| best.value)
        .filter(|best| *best != advice.value);
    let rules = advice
        .bounds
        .iter()
        .map(|bound| el!("li").text(&bound.rule));
    let shows = advice.approach != Approach::Bounded;
    let mut answer = None;
    let mut apply = el!("p")
        .maybe(shows.then(|| open(ears, "Show it", all_at_once(scenario, advice.approach))));
    if let Some((with, pattern, key)) = bound {
        let words = [
            pattern.name,
            ", ",
            key.param().label,
            ": ",
            &grouped(advice.value),
            ". ",
        ];
        let mut text = el!("p").text(&words.concat());
        if let Some(name) = setting(scenario) {
            text = text
                .text("In Devtron’s configuration: ")
                .child(el!("code").text(name))
                .text(".");
        }
        answer = Some(text);
        // What has not been tried, or fails, is not offered.
        let tried = curve.and_then(|curve| curve.at(advice.value));
        let rule = tried.filter(|point| point.failure().is_none());
        let rule = rule.map(|point| point.value);
        for value in [rule, best].into_iter().flatten() {
            let mut with = with.clone();
            let _ = with.set(key, Value::Number(value));
            apply = apply.child(open(ears, &["Apply ", &grouped(value)].concat(), with));
        }
    }
    let fields = el!("div.fields")
        .child(resources(ears, scenario))
        .list(questions);
    let approach = el!("p")
        .child(el!("strong").text("The talk’s rules: "))
        .text(advice.approach.words());
    let status = checked.as_deref().unwrap_or("Running the values …");
    let summary = el!("summary").text("Which batch size?");
    el!("details.parameters advice")
        .child(summary.click(ears, Msg::Advise))
        .child(fields)
        .child(approach)
        .child(el!("ul").list(rules))
        .maybe(answer)
        .child(el!("p", "role" = "status").text(status))
        .child(apply)
}

fn open(ears: &Ears, words: &str, scenario: Scenario) -> El {
    button("apply", words, ears, Msg::Open(Box::new(scenario)))
}

/// The scenario with the pattern that needs no bound among the others.
fn all_at_once(scenario: &Scenario, approach: Approach) -> Scenario {
    let id = match approach {
        Approach::Sequential => "sequential",
        Approach::WaitGroup | Approach::Bounded => "unbounded",
    };
    let mut scenario = scenario.clone();
    let patterns = scenario.patterns().to_vec();
    scenario.set_patterns(patterns.into_iter().chain(patterns::find(id)));
    scenario
}

/// What is scarce decides which of the talk's scenarios it is.
fn resources(ears: &Ears, scenario: &Scenario) -> El {
    let own = scenario.entry().map_or("", |entry| entry.id);
    let is_listed = RESOURCES.iter().any(|(_, id)| *id == own);
    let own = if is_listed { own } else { "" };
    let before = scenario.clone();
    let chosen = move |event: &Event| {
        let mut scenario = Scenario::new(scenarios::find(&dom::value_of(event))?);
        // What somebody has set stays, where it can be set here too.
        for key in scenario.params() {
            let value = before.values().get(key);
            if key == Key::Tasks || *value != before.default_of(key) {
                let _ = scenario.set(key, value.clone());
            }
        }
        Some(Msg::Open(Box::new(scenario)))
    };
    let option = |(words, id): &(&'static str, &'static str)| {
        el!("option", "value" = id, "selected" = given(*id == own)).text(words)
    };
    let list = el!("select")
        .change(ears, Hear::read(chosen))
        .child(option(&("what this scenario has", "")))
        .list(RESOURCES.iter().map(option));
    el!("label.field").text("What is scarce?").child(list)
}

fn question(ears: &Ears, scenario: &Scenario, key: Key, words: &str, refused: &[Refused]) -> El {
    let (text, reason) = reading(scenario, key, refused);
    let input = el!(
        "input",
        "type" = "text",
        "autocomplete" = "off",
        "value" = &text,
        "aria-invalid" = reason.map_or(ABSENT, |_| "true"),
    );
    el!("label.field")
        .key(key.param().name)
        .text(words)
        .child(input.change(ears, entered(key)))
        .maybe(reason.map(|reason| refusal(ABSENT, reason)))
}
