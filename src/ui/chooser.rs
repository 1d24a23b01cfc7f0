//! Which patterns are shown: a list that opens one alone, tabs that can be taken away, and a list that adds one.

use super::app::{App, Msg};
use super::dom;
use super::engine::Shown;
use crate::patterns::{self, Pattern};
use crate::scenarios::{self, Entry, MOST_PATTERNS, Scenario};
use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;
use yew::html::Scope;
use yew::prelude::*;

/// All that the Lab can show: the scenarios, and each pattern alone.
pub(super) fn open(link: &Scope<App>) -> Html {
    let chosen = link.batch_callback(|event: Event| {
        let id = take_choice(&event)?;
        let scenario = scenarios::find(&id).map(Scenario::new);
        scenario
            .or_else(|| patterns::find(&id).map(Scenario::of_pattern))
            .map(|scenario| Msg::Open(Box::new(scenario)))
    });
    html! {
        <select class="open" aria-label="Open a scenario or a pattern" onchange={chosen}>
            <option value="" selected={true}>{ "Open …" }</option>
            <optgroup label="Scenarios of the talk">
                { for scenarios::ALL.into_iter().map(|entry| html! { <option value={entry.id}>{ entry.title }</option> }) }
            </optgroup>
            { for groups(|_| false) }
        </select>
    }
}

/// A tab for each run, which shows its source; with several runs each can be taken away.
pub(super) fn tabs(link: &Scope<App>, runs: &[Shown], chosen: usize) -> Html {
    let tab = |(place, run): (usize, &Shown)| {
        let pattern = run.pattern;
        let pressed = (place == chosen).to_string();
        html! {
            <span class="tab" key={pattern.id}>
                <button aria-pressed={pressed} title={pattern.summary} onclick={link.callback(move |_| Msg::Choose(pattern))}>{ pattern.name }</button>
                if runs.len() > 1 {
                    <button class="remove" aria-label={format!("Remove {}", pattern.name)} title="Remove"
                            onclick={link.callback(move |_| Msg::Remove(pattern))}>{ "✕" }</button>
                }
            </span>
        }
    };
    html! {
        <nav class="tabs" aria-label="Source">
            { for runs.iter().enumerate().map(tab) }
            if runs.len() < MOST_PATTERNS { { add(link, runs) } }
        </nav>
    }
}

fn add(link: &Scope<App>, runs: &[Shown]) -> Html {
    let chosen =
        link.batch_callback(|event: Event| Some(Msg::Add(patterns::find(&take_choice(&event)?)?)));
    let is_shown = |pattern: &Pattern| runs.iter().any(|run| run.pattern == pattern);
    html! {
        <select class="add" aria-label="Compare with another pattern" onchange={chosen}>
            <option value="" selected={true}>{ "+ Compare with …" }</option>
            { for groups(is_shown) }
        </select>
    }
}

fn groups(is_shown: impl Fn(&Pattern) -> bool) -> Vec<Html> {
    let option = |pattern: &&'static Pattern| {
        html! { <option value={pattern.id} disabled={is_shown(pattern)} title={pattern.summary}>{ pattern.name }</option> }
    };
    let group = |(heading, patterns): &(&'static str, Vec<&'static Pattern>)| {
        html! { <optgroup label={*heading}>{ for patterns.iter().map(option) }</optgroup> }
    };
    patterns::groups().iter().map(group).collect()
}

/// The scenario with other values.
pub(super) fn presets(link: &Scope<App>, scenario: &Scenario) -> Html {
    let presets = scenario.entry().into_iter().flat_map(Entry::presets);
    let preset = |(name, query): (&'static str, String)| {
        let open = move |_| Msg::Open(Box::new(crate::link::parse(&query).scenario));
        html! { <button onclick={link.callback(open)}>{ name }</button> }
    };
    presets.map(preset).collect()
}

/// What was chosen; the list shows its first line again.
fn take_choice(event: &Event) -> Option<String> {
    let list: HtmlSelectElement = dom::target_of(event)?.dyn_into().ok()?;
    let choice = list.value();
    list.set_selected_index(0);
    Some(choice)
}
