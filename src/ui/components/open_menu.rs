//! The lists of what can be opened, and of what can be compared with it.

use crate::ui::hooks::use_dispatch;
use crate::ui::state::Command;
use lab::patterns::{self, Pattern};
use lab::scenarios;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// All that the Lab can show: the scenarios, and each pattern alone.
#[component]
pub(crate) fn OpenMenu() -> Html {
    let dispatch = use_dispatch();
    let onchange = Callback::from(move |event: Event| {
        if let Some(link) = take_choice(&event) {
            dispatch.give(Command::Open { link });
        }
    });
    let scenario = |template: &scenarios::Template| {
        html! { <option value={format!("scenario={}", template.id)}>{ template.title }</option> }
    };
    html! {
        <select class="open" aria-label="Open a scenario or a pattern" {onchange}>
            { first_line("Open …") }
            <optgroup label="Scenarios of the talk">{ for scenarios::ALL.into_iter().map(scenario) }</optgroup>
            { for pattern_groups("pattern=", &[]) }
        </select>
    }
}

#[derive(PartialEq, Properties)]
pub(crate) struct CompareMenuProps {
    /// The patterns that are shown.
    pub shown: Vec<&'static Pattern>,
}

/// The patterns that can be put beside those that are shown.
#[component]
pub(crate) fn CompareMenu(CompareMenuProps { shown }: &CompareMenuProps) -> Html {
    let dispatch = use_dispatch();
    let onchange = Callback::from(move |event: Event| {
        if let Some(pattern) = take_choice(&event).and_then(|id| patterns::find(&id)) {
            dispatch.give(Command::Add { pattern });
        }
    });
    html! {
        <select class="add" aria-label="Compare with another pattern" {onchange}>
            { first_line("+ Compare with …") }
            { for pattern_groups("", shown) }
        </select>
    }
}

/// What a list says while nothing is chosen.
fn first_line(words: &'static str) -> Html {
    html! { <option value="" selected=true>{ words }</option> }
}

/// All patterns below their headings; those that are shown cannot be chosen.
fn pattern_groups(prefix: &str, shown: &[&'static Pattern]) -> Vec<Html> {
    let option = |pattern: &'static Pattern| {
        html! {
            <option value={format!("{prefix}{}", pattern.id)} title={pattern.summary} disabled={shown.contains(&pattern)}>
                { pattern.name }
            </option>
        }
    };
    let group = |(heading, patterns): (&'static str, Vec<&'static Pattern>)| {
        html! { <optgroup label={heading}>{ for patterns.into_iter().map(option) }</optgroup> }
    };
    patterns::groups().into_iter().map(group).collect()
}

/// What was chosen; the list shows its first line again.
fn take_choice(event: &Event) -> Option<String> {
    let list: HtmlSelectElement = event.target_dyn_into()?;
    let choice = list.value();
    list.set_value("");
    Some(choice).filter(|choice| !choice.is_empty())
}
