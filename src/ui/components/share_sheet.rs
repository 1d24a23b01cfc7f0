//! The sheet that shares what is shown.

use super::dialog::Modal;
use crate::ui::code::Code;
use crate::ui::hooks::{LINK_FIELD, can_pair, can_send, page_address, use_dispatch};
use crate::ui::state::{Command, Dialog, Session, Sheet, View};
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct ShareSheetProps {
    pub session: UseReducerHandle<Session>,
    pub view: View,
}

/// The link, its code, and what it holds.
#[component]
pub(crate) fn ShareSheet(ShareSheetProps { session, view }: &ShareSheetProps) -> Html {
    let dispatch = use_dispatch();
    let field = use_node_ref();
    let Sheet {
        link,
        holds,
        remarks,
        code,
    } = Sheet::new(session, *view, &page_address());
    let room = dispatch.on(Command::Show {
        dialog: Dialog::Room,
    });
    html! {
        <Modal id="share" title="Share" field={field.clone()}>
            <div class="link">
                <input ref={field} id={LINK_FIELD} readonly={true} aria-label="Link" value={link} />
                <button onclick={dispatch.on(Command::Copy)}>{ "Copy" }</button>
                if can_send() {
                    <button onclick={dispatch.on(Command::Send)}>{ "Send …" }</button>
                }
            </div>
            { for remarks.into_iter().map(|remark| html! { <p class="remark-of-link">{ remark }</p> }) }
            <div class="of-link">
                if let Some(code) = code {
                    <div>
                        <CodePicture {code} />
                        <button onclick={room}>{ "Show it to the room" }</button>
                    </div>
                }
                <section aria-labelledby="holds">
                    <h3 id="holds">{ "What this link holds" }</h3>
                    <ul>{ for holds.into_iter().map(|line| html! { <li>{ line }</li> }) }</ul>
                    <p>{ "Whoever opens it sees these runs from their beginning." }</p>
                </section>
            </div>
            <div class="file">
                <button onclick={dispatch.on(Command::Save)}>{ "Save this run as a page" }</button>
                <p>{ "One file with all of the Lab in it, which opens with this run, without a network." }</p>
            </div>
            if can_pair() {
                <div class="file">
                    <button onclick={dispatch.on(Command::Audience)}>{ "Open an audience window" }</button>
                    <p>{ "A second window for the projector, in step with this one. Keys and clicker work in both." }</p>
                </div>
            }
        </Modal>
    }
}

#[derive(PartialEq, Properties)]
pub(crate) struct CodePictureProps {
    pub code: Code,
}

/// A QR code. It is black on white in every theme, since not every reader knows the opposite.
#[component]
pub(crate) fn CodePicture(CodePictureProps { code }: &CodePictureProps) -> Html {
    let width = code.width.to_string();
    html! {
        <svg class="code-picture" role="img" aria-label="The link as a QR code" viewBox={format!("0 0 {width} {width}")} shape-rendering="crispEdges">
            <rect width={width.clone()} height={width} fill="#fff" />
            <path d={code.path.clone()} fill="#000" />
        </svg>
    }
}
