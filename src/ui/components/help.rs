//! The help: the keys for who has a keyboard, what fingers do for who has none.

use super::dialog::Modal;
use crate::ui::state::{GESTURES, HELP};
use lab::scenarios::Scenario;
use std::rc::Rc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct HelpProps {
    pub scenario: Rc<Scenario>,
}

/// The keys, and what the page is.
#[component]
pub(crate) fn Help(HelpProps { scenario }: &HelpProps) -> Html {
    let key = |(keys, what): &(&'static str, &'static str)| {
        html! {
            <div>
                <dt>{ for keys.split(' ').map(|key| html! { <kbd>{ key }</kbd> }) }</dt>
                <dd>{ *what }</dd>
            </div>
        }
    };
    let gesture = |(what, does): &(&'static str, &'static str)| {
        html! { <div><dt>{ *what }</dt><dd>{ *does }</dd></div> }
    };
    html! {
        <Modal id="help" title="Goroutine Lab">
            <p>
                { "Every picture is drawn from the trace of a program that really ran, on a small Go-like runtime with a virtual \
                   clock. Width is time. The more tasks at once, the taller, on one nearly logarithmic scale: a block is a task, the wedge in it the goroutines that it has \
                   started, the curve above the memory in use. Counts of goroutines leave main out." }
            </p>
            if let Some(template) = scenario.template() {
                <p>{ format!("The talk says: {} ({})", template.claim, template.source) }</p>
            }
            <dl class="keys">{ for HELP.iter().map(key) }</dl>
            <dl class="gestures">{ for GESTURES.iter().map(gesture) }</dl>
        </Modal>
    }
}
