//! A tab for each run, which shows its source.

use super::open_menu::CompareMenu;
use super::panel::PanelProps;
use crate::comparison::Run;
use crate::ui::hooks::use_dispatch;
use crate::ui::state::Command;
use lab::scenarios::MOST_PATTERNS;
use yew::prelude::*;

/// The tabs. Of several runs each can be taken away; up to six can be compared.
#[component]
pub(crate) fn Tabs(props: &PanelProps) -> Html {
    let dispatch = use_dispatch();
    let runs = &props.comparison.runs;
    let tab = |(place, run): (usize, &Run)| {
        let pattern = run.pattern;
        html! {
            <span class="tab" key={pattern.id}>
                <button aria-pressed={(place == props.chosen).to_string()} title={pattern.summary}
                    onclick={dispatch.on(Command::Choose { pattern })}>{ pattern.name }</button>
                if runs.len() > 1 {
                    <button class="remove" aria-label={format!("Remove {}", pattern.name)} title="Remove"
                        onclick={dispatch.on(Command::Remove { pattern })}>{ "✕" }</button>
                }
            </span>
        }
    };
    let shown: Vec<_> = runs.iter().map(|run| run.pattern).collect();
    html! {
        <nav class="tabs" aria-label="Source">
            { for runs.iter().enumerate().map(tab) }
            if shown.len() < MOST_PATTERNS {
                <CompareMenu {shown} />
            }
        </nav>
    }
}
