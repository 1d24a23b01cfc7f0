//! What happens in the chosen run, in words: for those who do not see its picture, and for those who want to read it.

use super::panel::PanelProps;
use crate::ui::hooks::{use_dispatch, use_opened};
use crate::ui::state::Command;
use analysis::fmt::length;
use yew::prelude::*;

/// The panel: a list of moments, each of which moves the playhead there.
#[component]
pub(crate) fn Story(props: &PanelProps) -> Html {
    let run = props.run().clone();
    let scenario = props.comparison.scenario.clone();
    let is_open = use_state_eq(|| false);
    let told = use_memo((run, *is_open), |(run, is_open)| {
        // Nobody reads it before it is opened.
        let story = if *is_open {
            run.report.story()
        } else {
            Vec::new()
        };
        let say = |text: &str| scenario.say(text);
        story
            .into_iter()
            .map(|step| (step.at, say(&step.text)))
            .collect::<Vec<_>>()
    });
    let dispatch = use_dispatch();
    let opened = use_callback(is_open.setter(), |(), is_open| is_open.set(true));
    let node = use_opened(opened);
    let step = |(at, text): &(goruntime::time::Time, String)| {
        let onclick = dispatch.on(Command::Seek { at: *at });
        html! {
            <li><button class="finding" {onclick}><time>{ length(at.elapsed()) }</time>{ " " }{ text }</button></li>
        }
    };
    html! {
        <details ref={node} class="story">
            <summary>{ "What happens, in words" }</summary>
            <ol>{ for told.iter().map(step) }</ol>
        </details>
    }
}
