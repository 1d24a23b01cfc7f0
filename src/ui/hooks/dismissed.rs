//! Menus that close when something else is used.

use gloo_events::EventListener;
use gloo_utils::document;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};
use yew::prelude::*;

/// Closes a popover when something beside it is pressed or gets the focus. Engines close one by themselves only after a click that
/// nothing else has captured, and a press on a picture captures its pointer.
#[hook]
pub(crate) fn use_dismissed() -> NodeRef {
    let node = use_node_ref();
    use_effect_with(node.clone(), |node| {
        let listeners = ["pointerdown", "focusin"].map(|name| {
            let node = node.clone();
            EventListener::new(&document(), name, move |event| {
                let pressed = event
                    .target()
                    .and_then(|target| target.dyn_into::<Node>().ok());
                let Some(menu) = node.cast::<HtmlElement>() else {
                    return;
                };
                // The button before it opens and closes it.
                let opener = menu.previous_element_sibling();
                let is_own = menu.contains(pressed.as_ref())
                    || opener.is_some_and(|opener| opener.contains(pressed.as_ref()));
                if !is_own {
                    // One that is closed stays so.
                    let _ = menu.hide_popover();
                }
            })
        });
        || drop(listeners)
    });
    node
}
