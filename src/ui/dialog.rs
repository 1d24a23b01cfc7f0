//! What lies over the page: the help, and notices about a link.

use super::app::{App, Msg};
use super::dom;
use super::keys::HELP;
use crate::link::Notice;
use crate::scenarios::Entry;
use wasm_bindgen::JsCast;
use web_sys::HtmlDialogElement;
use yew::html::Scope;
use yew::prelude::*;

/// Opens a dialog that is in the document, if it is not open yet: a modal dialog of the browser's own keeps the focus and
/// gives it back.
pub(super) fn show(id: &str) {
    let dialog = dom::document().get_element_by_id(id);
    if let Some(dialog) = dialog.and_then(|element| element.dyn_into::<HtmlDialogElement>().ok())
        && !dialog.open()
    {
        // It cannot fail for a closed dialog that is in the document.
        let _ = dialog.show_modal();
    }
}

/// The keys, and what the page is.
pub(super) fn help(link: &Scope<App>, entry: Option<&Entry>) -> Html {
    let closed = link.callback(|_: Event| Msg::CloseHelp);
    html! {
        <dialog id="help" class="dialog" aria-labelledby="help-title" onclose={closed}>
            <h2 id="help-title">{ "Goroutine Lab" }</h2>
            <p>
                { "Every picture is drawn from the trace of a program that really ran, on a small Go-like runtime with a virtual \
                   clock. Height is concurrency, width is time: a block is a task, the wedge in it the goroutines that it has \
                   started, the curve above the memory in use." }
            </p>
            if let Some(entry) = entry {
                <p>{ "The talk says: " }{ entry.claim }{ " (" }{ entry.source }{ ")" }</p>
            }
            <dl>
                { for HELP.iter().map(|(keys, what)| html! {
                    <div>
                        <dt>{ for keys.split(' ').map(|key| html! { <kbd>{ key }</kbd> }) }</dt>
                        <dd>{ *what }</dd>
                    </div>
                }) }
            </dl>
            <form method="dialog"><button class="close">{ "Close" }</button></form>
        </dialog>
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
