//! The sheet that shares what is shown.

use super::dialog::Modal;
use crate::talk::TalkFile;
use crate::ui::code::Code;
use crate::ui::hooks::{LINK_FIELD, can_pair, can_send, download, page_address, use_dispatch};
use crate::ui::state::{Command, Dialog, Session, Sheet, Tour, View};
use gloo_file::Blob;
use std::rc::Rc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct ShareSheetProps {
    pub session: UseReducerHandle<Session>,
    pub view: View,
    pub tour: Tour,
}

/// The link, its code, and what it holds.
#[component]
pub(crate) fn ShareSheet(props: &ShareSheetProps) -> Html {
    let ShareSheetProps {
        session,
        view,
        tour,
    } = props;
    let dispatch = use_dispatch();
    let field = use_node_ref();
    let Sheet {
        link,
        holds,
        remarks,
        code,
    } = Sheet::new(session, *view, tour, &page_address());
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
                    <p>{ if tour.shared_place().is_some() { "Whoever opens it sees this step, and can give the talk from there." }
                        else { "Whoever opens it sees these runs from their beginning." } }</p>
                </section>
            </div>
            if let Some(file) = tour.step().and(tour.file()) {
                <SaveTalk file={Rc::clone(file)} />
            }
            <div class="file">
                <button onclick={dispatch.on(Command::Save)}>{ "Save this run as a page" }</button>
                <p>
                    { "One file with all of the Lab in it, which opens " }
                    { if tour.step().is_some() { "at this step of the talk" } else { "with this run" } }
                    { ", without a network." }
                </p>
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
struct SaveTalkProps {
    file: Rc<TalkFile>,
}

/// The way to the file of a talk that is a text.
#[component]
fn SaveTalk(SaveTalkProps { file }: &SaveTalkProps) -> Html {
    let failed = use_state_eq(|| false);
    let save = {
        let (file, failed) = (Rc::clone(file), failed.setter());
        Callback::from(move |_| {
            let saved = download(Blob::new(file.text.as_str()), &file.file);
            failed.set(saved.is_none());
        })
    };
    html! {
        <div class="file">
            <button onclick={save}>{ "Save the talk’s file" }</button>
            <p>{ "Its text, to change it. Whoever has it drops it on the page." }</p>
            if *failed {
                <p role="alert">{ "The browser does not save files." }</p>
            }
        </div>
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
