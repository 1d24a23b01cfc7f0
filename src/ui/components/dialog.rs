//! A dialog over the page.

use crate::ui::hooks::use_dispatch;
use crate::ui::state::Command;
use gloo_events::EventListener;
use web_sys::HtmlDialogElement;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct ModalProps {
    pub id: &'static str,
    pub title: &'static str,
    pub children: Html,
}

/// A modal dialog of the browser's own, which keeps the focus and gives it back.
#[component]
pub(crate) fn Modal(
    ModalProps {
        id,
        title,
        children,
    }: &ModalProps,
) -> Html {
    let dispatch = use_dispatch();
    let node = use_node_ref();
    use_effect_with(node.clone(), move |node| {
        let dialog = node.cast::<HtmlDialogElement>();
        let closed = dialog.map(|dialog| {
            // It cannot fail for a dialog that is in the document and closed.
            let _ = dialog.show_modal();
            // Escape and a click beside it close it, too. The event does not bubble, so Yew's own listeners miss it.
            EventListener::new(&dialog, "close", move |_| dispatch.give(Command::Close))
        });
        || drop(closed)
    });
    let title_id = format!("{id}-title");
    html! {
        <dialog ref={node} id={*id} class="dialog" closedby="any" aria-labelledby={title_id.clone()}>
            <form method="dialog">
                <h2 id={title_id}>{ *title }</h2>
                <button class="close">{ "Close" }</button>
            </form>
            { children.clone() }
        </dialog>
    }
}
