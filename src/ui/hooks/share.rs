//! Giving a link away.

use gloo_utils::{document, window};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::js_sys::Reflect;
use web_sys::{HtmlDocument, HtmlInputElement, ShareData};

/// The field that shows the link, for those who copy it by hand.
pub(crate) const LINK_FIELD: &str = "shared-link";

/// Copies an address. Frames, and pages without HTTPS, have no clipboard; there what is selected in the link's field is copied.
pub(crate) async fn copy(address: String) -> bool {
    let clipboard = window().navigator().clipboard();
    if !clipboard.is_undefined() && !is_in_frame() {
        let copied = clipboard.write_text(&address);
        if JsFuture::from(copied).await.is_ok() {
            return true;
        }
    }
    copy_selected().unwrap_or(false)
}

/// Whether the device can hand a link to its other programs.
pub(crate) fn can_send() -> bool {
    Reflect::has(&window().navigator(), &JsValue::from_str("share")).unwrap_or(false)
}

/// Hands an address to the device's other programs. False if that failed, which it also does if the user thinks better of it.
pub(crate) async fn send(title: String, address: String) -> bool {
    let data = ShareData::new();
    data.set_title(&title);
    data.set_url(&address);
    JsFuture::from(window().navigator().share_with_data(&data))
        .await
        .is_ok()
}

fn is_in_frame() -> bool {
    let window = window();
    window
        .parent()
        .ok()
        .flatten()
        .is_none_or(|parent| parent != window)
}

/// The old way: it needs no permission of the page around a frame.
fn copy_selected() -> Option<bool> {
    let field = document().get_element_by_id(LINK_FIELD)?;
    field.dyn_into::<HtmlInputElement>().ok()?.select();
    let document: HtmlDocument = document().dyn_into().ok()?;
    document.exec_command("copy").ok()
}
