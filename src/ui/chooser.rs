//! Which patterns are shown: a list that opens one alone, tabs that can be taken away, and a list that adds one.

use super::app::Msg;
use super::ears::{Ears, Hear};
use super::el::{El, button, el, given, truth};
use super::engine::Shown;
use lab::patterns::{self, Pattern};
use lab::scenarios::{self, Entry, MOST_PATTERNS, Scenario};
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement};

/// All that the Lab can show: the scenarios, and each pattern alone.
pub(super) fn open(ears: &Ears) -> El {
    let chosen = |event: &Event| {
        let id = take_choice(event)?;
        let scenario = scenarios::find(&id).map(Scenario::new);
        scenario
            .or_else(|| patterns::find(&id).map(Scenario::of_pattern))
            .map(|scenario| Msg::Open(Box::new(scenario)))
    };
    let scenarios = scenarios::ALL
        .into_iter()
        .map(|entry| el!("option", "value" = entry.id).text(entry.title));
    el!(
        "select",
        "class" = "open",
        "aria-label" = "Open a scenario or a pattern"
    )
    .change(ears, Hear::read(chosen))
    .child(first_line("Open …"))
    .child(el!("optgroup", "label" = "Scenarios of the talk").list(scenarios))
    .list(groups(&[]))
}

/// A tab for each run, which shows its source; with several runs each can be taken away.
pub(super) fn tabs(ears: &Ears, runs: &[Shown], chosen: usize) -> El {
    let tab = |(place, run): (usize, &Shown)| {
        let pattern = run.pattern;
        let show = el!(
            "button",
            "aria-pressed" = truth(place == chosen),
            "title" = pattern.summary,
        );
        let remove = el!(
            "button",
            "class" = "remove",
            "aria-label" = &["Remove ", pattern.name].concat(),
            "title" = "Remove",
        );
        let remove = remove.text("✕").click(ears, Msg::Remove(pattern));
        el!("span.tab")
            .key(pattern.id)
            .child(show.text(pattern.name).click(ears, Msg::Choose(pattern)))
            .maybe((runs.len() > 1).then_some(remove))
    };
    el!("nav", "class" = "tabs", "aria-label" = "Source")
        .list(runs.iter().enumerate().map(tab))
        .maybe((runs.len() < MOST_PATTERNS).then(|| add(ears, runs)))
}

fn add(ears: &Ears, runs: &[Shown]) -> El {
    let chosen = |event: &Event| Some(Msg::Add(patterns::find(&take_choice(event)?)?));
    el!(
        "select",
        "class" = "add",
        "aria-label" = "Compare with another pattern"
    )
    .change(ears, Hear::read(chosen))
    .child(first_line("+ Compare with …"))
    .list(groups(runs))
}

/// What a list says while nothing is chosen.
fn first_line(words: &str) -> El {
    el!("option", "value" = "", "selected" = "").text(words)
}

/// All patterns below their headings; those that are shown cannot be chosen.
fn groups(shown: &[Shown]) -> impl Iterator<Item = El> {
    patterns::groups().into_iter().map(|(heading, patterns)| {
        let option = |pattern: &'static Pattern| {
            let is_shown = shown.iter().any(|run| run.pattern == pattern);
            el!(
                "option",
                "value" = pattern.id,
                "disabled" = given(is_shown),
                "title" = pattern.summary,
            )
            .text(pattern.name)
        };
        el!("optgroup", "label" = heading).list(patterns.into_iter().map(option))
    })
}

/// The scenario with other values.
pub(super) fn presets(ears: &Ears, scenario: &Scenario) -> impl Iterator<Item = El> {
    let presets = scenario.entry().into_iter().flat_map(Entry::presets);
    presets.map(|(name, query)| button("", name, ears, Msg::Follow(query.into())))
}

/// What was chosen; the list shows its first line again.
fn take_choice(event: &Event) -> Option<String> {
    // A list has its value by the same name as a field.
    let list: HtmlInputElement = event.target()?.unchecked_into();
    let choice = list.value();
    list.set_value("");
    Some(choice)
}
