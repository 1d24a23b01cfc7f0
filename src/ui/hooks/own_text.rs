//! The page's own pieces of text, kept where Yew has put them.
//!
//! Translators and highlighters replace pieces of text by elements of their own. Yew would go on changing the pieces, which
//! nobody sees any more, and panic when it puts something before one of them.

use super::work::milliseconds;
use gloo_utils::document;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::js_sys::Array;
use web_sys::{Element, MutationObserver, MutationObserverInit, MutationRecord, Node};
use yew::prelude::*;

/// The element that translators put in the place of a text. The page has none.
const TRANSLATED: &str = "FONT";
/// Who replaces a text again as soon as it is put back would keep the page busy for ever, so after so many times in a second
/// the page gives in.
const MOST_IN_A_SECOND: u32 = 200;

/// Puts back each piece of text that something else has replaced, before Yew renders again.
#[hook]
pub(crate) fn use_own_text() {
    use_effect_with((), |()| {
        let mut since = milliseconds();
        let mut times = 0;
        let replaced = Closure::<dyn FnMut(Array, MutationObserver)>::new(
            move |records: Array, observer: MutationObserver| {
                let restored = records.iter().map(JsCast::unchecked_into).filter(restore);
                if restored.count() == 0 {
                    return;
                }
                if milliseconds() - since > 1_000.0 {
                    (since, times) = (milliseconds(), 0);
                }
                times += 1;
                if times > MOST_IN_A_SECOND {
                    observer.disconnect();
                }
            },
        );
        let observer = MutationObserver::new(replaced.as_ref().unchecked_ref()).ok();
        if let (Some(observer), Some(app)) = (&observer, document().get_element_by_id("app")) {
            let options = MutationObserverInit::new();
            options.set_child_list(true);
            options.set_subtree(true);
            // An element can be observed, so this cannot fail.
            let _ = observer.observe_with_options(&app, &options);
        }
        move || {
            if let Some(observer) = observer {
                observer.disconnect();
            }
            drop(replaced);
        }
    });
}

/// Puts the text that a record says was removed back in the place of what replaced it. True if there was something to do.
fn restore(record: &MutationRecord) -> bool {
    let removed = record.removed_nodes();
    let text = (0..removed.length())
        .filter_map(|place| removed.get(place))
        .find(|node| node.node_type() == Node::TEXT_NODE);
    let (Some(text), Some(parent)) = (text, record.target()) else {
        return false;
    };
    let Some(foreign) = in_its_place(record) else {
        return false;
    };
    // It may have been taken away since.
    parent.replace_child(&text, &foreign).is_ok()
}

/// What replaced a removed text. Yew never replaces a node in one step, and makes none of the translators' elements.
fn in_its_place(record: &MutationRecord) -> Option<Node> {
    let added = record.added_nodes();
    let replacement = added.get(0).filter(|_| added.length() == 1);
    let beside = [record.previous_sibling(), record.next_sibling()];
    let is_translation = |node: &Node| {
        node.dyn_ref::<Element>()
            .is_some_and(|element| element.tag_name() == TRANSLATED)
    };
    replacement.or_else(|| beside.into_iter().flatten().find(is_translation))
}
