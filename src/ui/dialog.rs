//! What lies over the page: the help, and notices about a link.

use super::app::{App, Msg};
use super::keys::HELP;
use crate::link::Notice;
use crate::scenarios::Entry;
use yew::html::Scope;
use yew::prelude::*;

/// The keys, and what the page is.
pub(super) fn help(link: &Scope<App>, entry: &Entry) -> Html {
    html! {
        <div class="backdrop" onclick={link.callback(|_| Msg::CloseHelp)}>
            <div class="dialog" role="dialog" aria-modal="true" aria-labelledby="help-title" onclick={|event: MouseEvent| event.stop_propagation()}>
                <h2 id="help-title">{ "Goroutine Lab" }</h2>
                <p>
                    { "Every picture is drawn from the trace of a program that really ran, on a small Go-like runtime with a virtual \
                       clock. Height is concurrency, width is time." }
                </p>
                <p>{ "The talk says: " }{ entry.claim }{ " (" }{ entry.source }{ ")" }</p>
                <dl>
                    { for HELP.iter().map(|(keys, what)| html! {
                        <div>
                            <dt>{ for keys.split(' ').map(|key| html! { <kbd>{ key }</kbd> }) }</dt>
                            <dd>{ *what }</dd>
                        </div>
                    }) }
                </dl>
                <button class="close" autofocus=true onclick={link.callback(|_| Msg::CloseHelp)}>{ "Close" }</button>
            </div>
        </div>
    }
}

/// What could not be read of the link, or of what was typed.
pub(super) fn notices(link: &Scope<App>, notices: &[Notice]) -> Html {
    if notices.is_empty() {
        return Html::default();
    }
    html! {
        <div class="notices" role="alert">
            <ul>{ for notices.iter().map(|notice| html! { <li>{ notice.to_string() }</li> }) }</ul>
            <button aria-label="Dismiss" onclick={link.callback(|_| Msg::Dismiss)}>{ "✕" }</button>
        </div>
    }
}
