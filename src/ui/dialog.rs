//! What lies over the page: the help, and notices about a link.

use super::app::Msg;
use super::dom;
use super::ears::{Ears, Hear};
use super::el::{El, el};
use super::keys::HELP;
use lab::link::Notice;
use lab::scenarios::Entry;
use wasm_bindgen::JsCast;
use web_sys::HtmlDialogElement;

/// Opens the dialogs that are in the document, if they are not open yet: a modal dialog of the browser's own keeps the
/// focus and gives it back.
pub(super) fn show() {
    for dialog in dom::all(&dom::document(), "dialog:not([open])") {
        // It cannot fail for a closed dialog that is in the document.
        let _ = dialog.unchecked_into::<HtmlDialogElement>().show_modal();
    }
}

/// A dialog without its text: of an id, the id of its title, and the title.
pub(super) fn dialog(ears: &Ears, [id, title_id, title]: [&str; 3], closed: Msg) -> El {
    el!(
        "dialog",
        "id" = id,
        "class" = "dialog",
        "closedby" = "any",
        "aria-labelledby" = title_id
    )
    .on(&["close"], ears, Hear::Msg(closed))
    .child(
        el!("form", "method" = "dialog")
            .child(el!("h2", "id" = title_id).text(title))
            .child(el!("button.close").text("Close")),
    )
}

/// The keys, and what the page is.
pub(super) fn help(ears: &Ears, entry: Option<&Entry>) -> El {
    let keys = HELP.iter().map(|(keys, what)| {
        let keys = keys.split(' ').map(|key| el!("kbd").text(key));
        el!("div")
            .child(el!("dt").list(keys))
            .child(el!("dd").text(what))
    });
    let claim = entry.map(|entry| {
        el!("p").text(&["The talk says: ", entry.claim, " (", entry.source, ")"].concat())
    });
    dialog(
        ears,
        ["help", "help-title", "Goroutine Lab"],
        Msg::CloseHelp,
    )
                .child(el!("p").text(
                    "Every picture is drawn from the trace of a program that really ran, on a small Go-like runtime with a \
                     virtual clock. Height is concurrency, width is time: a block is a task, the wedge in it the goroutines \
                     that it has started, the curve above the memory in use.",
                ))
                .maybe(claim)
                .child(el!("dl").list(keys))
}

/// What could not be read of the link, or of what was typed.
pub(super) fn notices(ears: &Ears, notices: &[Notice]) -> Option<El> {
    let list = notices
        .iter()
        .map(|notice| el!("li").text(&notice.to_string()));
    let dismiss = el!("button", "aria-label" = "Dismiss")
        .text("✕")
        .click(ears, Msg::Dismiss);
    let shown = el!("div", "class" = "notices", "role" = "alert")
        .child(el!("ul").list(list))
        .child(dismiss);
    (!notices.is_empty()).then_some(shown)
}
