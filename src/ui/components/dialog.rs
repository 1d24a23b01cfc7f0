//! A dialog over the page.

use crate::ui::hooks::use_dispatch;
use crate::ui::state::Command;
use gloo_events::EventListener;
use web_sys::{HtmlDialogElement, HtmlInputElement};
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct ModalProps {
    pub id: &'static str,
    pub title: &'static str,
    /// The field that has the focus first, with its text selected; else the browser chooses.
    #[prop_or_default]
    pub field: NodeRef,
    pub children: Html,
}

/// A modal dialog of the browser's own, which keeps the focus and gives it back.
#[component]
pub(crate) fn Modal(
    ModalProps {
        id,
        title,
        field,
        children,
    }: &ModalProps,
) -> Html {
    let dispatch = use_dispatch();
    let node = use_node_ref();
    use_effect_with((node.clone(), field.clone()), move |(node, field)| {
        let dialog = node.cast::<HtmlDialogElement>();
        let closed = dialog.map(|dialog| {
            // It cannot fail for a dialog that is in the document and closed.
            let _ = dialog.show_modal();
            if let Some(field) = field.cast::<HtmlInputElement>() {
                field.select();
                let _ = field.focus();
            }
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
