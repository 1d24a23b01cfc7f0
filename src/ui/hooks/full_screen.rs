//! The whole screen for one element.

use gloo_events::EventListener;
use gloo_utils::document;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Element;
use web_sys::js_sys::{Function, Promise, Reflect};
use yew::prelude::*;

/// Gives an element the whole screen, where the browser allows it, and tells when it has lost it.
#[hook]
pub(crate) fn use_full_screen(node: &NodeRef, left: Callback<()>) {
    use_effect_with((node.clone(), left), |(node, left)| {
        if let Some(element) = node.cast::<Element>() {
            request(&element);
        }
        let left = left.clone();
        let listener = EventListener::new(&document(), "fullscreenchange", move |_| {
            if document().fullscreen_element().is_none() {
                left.emit(());
            }
        });
        || drop(listener)
    });
}

/// Telephones may not have it at all, and elsewhere it needs a press just before. It is no loss if it fails.
fn request(element: &Element) -> Option<()> {
    let function = Reflect::get(element, &JsValue::from_str("requestFullscreen")).ok()?;
    let promise = function.dyn_ref::<Function>()?.call0(element).ok()?;
    let promise: Promise = promise.dyn_into().ok()?;
    spawn_local(async move { drop(JsFuture::from(promise).await) });
    Some(())
}
