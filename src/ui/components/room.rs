//! The link as a QR code for everybody in the room.

use super::dialog::Modal;
use super::share_sheet::CodePicture;
use crate::ui::hooks::{page_address, use_dispatch, use_full_screen};
use crate::ui::state::{Command, Session, Sheet, Tour, View};
use yew::prelude::*;

/// The longest link that anybody types, in bytes. A longer one would only take room from its code.
const LONGEST_TYPED: usize = 120;

#[derive(PartialEq, Properties)]
pub(crate) struct RoomProps {
    pub session: UseReducerHandle<Session>,
    pub view: View,
    pub tour: Tour,
}

/// The code, as large as the screen, and the link below it for those who type.
#[component]
pub(crate) fn Room(
    RoomProps {
        session,
        view,
        tour,
    }: &RoomProps,
) -> Html {
    let dispatch = use_dispatch();
    let node = use_node_ref();
    let close = dispatch.on(Command::Close);
    let left = use_callback(dispatch, |(), dispatch| dispatch.give(Command::Close));
    use_full_screen(&node, left);
    let Sheet {
        link,
        remarks,
        code,
        ..
    } = Sheet::new(session, *view, tour, &page_address());
    html! {
        <Modal id="room" title="Scan to open">
            <div ref={node} class="screen">
                // A full screen shows this element alone, without the dialog's own button.
                <button class="close" onclick={close}>{ "Close" }</button>
                if let Some(code) = code {
                    <CodePicture {code} />
                    if link.len() <= LONGEST_TYPED {
                        <p class="address">{ link }</p>
                    }
                } else {
                    { for remarks.into_iter().map(|remark| html! { <p>{ remark }</p> }) }
                }
            </div>
        </Modal>
    }
}
