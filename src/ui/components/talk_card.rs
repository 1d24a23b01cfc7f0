//! The talk's quick reference card, to be read and printed.

use super::dialog::Modal;
use crate::talk::card_parts;
use crate::ui::hooks::page_address;
use crate::ui::state::Tour;
use gloo_utils::window;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct TalkCardProps {
    pub tour: Tour,
}

/// The card: on paper it stands alone, on one sheet.
#[component]
pub(crate) fn TalkCard(TalkCardProps { tour }: &TalkCardProps) -> Html {
    let script = tour.script().cloned();
    let parts = use_memo(script, |script| {
        let script = script.as_ref()?;
        let address = page_address() + "?talk";
        // An address that is too long for a code is left out.
        let parts = card_parts(script, Some(&address));
        let parts = parts.or_else(|_| card_parts(script, None)).ok()?;
        Some(AttrValue::from(parts))
    });
    let print = Callback::from(|_| {
        // A browser that cannot print has no dialog for it.
        let _ = window().print();
    });
    html! {
        <Modal id="card" title="Quick reference">
            if let Some(parts) = &*parts {
                <p class="ways"><button onclick={print}>{ "Print" }</button>{ " One sheet, A4 or Letter." }</p>
                <div class="card">{ Html::from_html_unchecked(parts.clone()) }</div>
            } else if let Some(fault) = tour.fault() {
                <p role="alert">{ fault }</p>
            } else {
                <p role="status">{ "The talk is loading …" }</p>
            }
        </Modal>
    }
}
