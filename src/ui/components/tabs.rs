//! A tab for each run, which shows its source, and the way to the editor.

use super::edit::Edit;
use super::open_menu::CompareMenu;
use super::panel::PanelProps;
use crate::comparison::Run;
use crate::ui::hooks::use_dispatch;
use crate::ui::state::Command;
use lab::scenarios::MOST_PATTERNS;
use std::rc::Rc;
use yew::prelude::*;

/// The tabs. Of several runs each can be taken away; up to six can be compared.
#[component]
pub(crate) fn Tabs(props: &PanelProps) -> Html {
    let dispatch = use_dispatch();
    let runs = &props.comparison.runs;
    let tab = |(place, run): (usize, &Run)| {
        let name = AttrValue::from(String::from(run.name()));
        let title = run.pattern().map(|pattern| pattern.summary);
        let remove = match run.pattern() {
            Some(pattern) => Command::Remove { pattern },
            None => Command::CloseProgram,
        };
        html! {
            <span class="tab" key={run.id()}>
                <button aria-pressed={(place == props.chosen).to_string()} {title}
                    onclick={dispatch.on(Command::choose(run))}>{ &*name }</button>
                if runs.len() > 1 {
                    <button class="remove" aria-label={format!("Remove {name}")} title="Remove"
                        onclick={dispatch.on(remove)}>{ "✕" }</button>
                }
            </span>
        }
    };
    let shown: Vec<_> = runs.iter().filter_map(Run::pattern).collect();
    let is_alone = props.session.is_program_alone();
    html! {
        <div class="source-head">
            <nav class="tabs" aria-label="Source">
                { for runs.iter().enumerate().map(tab) }
                if shown.len() < MOST_PATTERNS && !is_alone {
                    <CompareMenu {shown} />
                }
            </nav>
            if let Some(pattern) = props.run().pattern() {
                <Edit {pattern} scenario={Rc::clone(&props.comparison.scenario)} />
            }
        </div>
    }
}
