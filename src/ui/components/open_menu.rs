//! The lists of what can be opened, and of what can be compared with it.

use crate::ui::hooks::{use_choice, use_dispatch};
use crate::ui::state::{Command, Dialog};
use lab::patterns::{self, Pattern};
use lab::scenarios;
use yew::prelude::*;

/// The lines of the list that are no links.
const TALK: &str = "talk";
const STEPS: &str = "steps";

/// All that the Lab can show: the scenarios, and each pattern alone.
#[component]
pub(crate) fn OpenMenu() -> Html {
    let dispatch = use_dispatch();
    let open = Callback::from(move |line: String| {
        dispatch.give(match line.as_str() {
            TALK => Command::Talk { form: None },
            STEPS => Command::Show {
                dialog: Dialog::Steps,
            },
            _ => Command::Open { link: line },
        });
    });
    let choice = use_choice("", open);
    let scenario = |template: &scenarios::Template| {
        html! { <option value={format!("scenario={}", template.id)}>{ template.title }</option> }
    };
    html! {
        <select ref={choice.node} class="open" aria-label="Open a scenario or a pattern" onchange={choice.changed}
            onkeydown={choice.pressed} onblur={choice.left}>
            { first_line("Open …") }
            <optgroup label="The talk">
                <option value={TALK}>{ "Step by step" }</option>
                <option value={STEPS}>{ "Find a slide, a diagram, a question …" }</option>
            </optgroup>
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
    let add = Callback::from(move |id: String| {
        if let Some(pattern) = patterns::find(&id) {
            dispatch.give(Command::Add { pattern });
        }
    });
    let choice = use_choice("", add);
    html! {
        <select ref={choice.node} class="add" aria-label="Compare with another pattern" onchange={choice.changed}
            onkeydown={choice.pressed} onblur={choice.left}>
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
