//! Sharing a link.

use gloo_utils::window;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::prelude::*;

/// Copies an address, and says what came of it: pages without HTTPS have no clipboard.
pub(crate) fn share(address: &str, say: Callback<&'static str>) {
    let clipboard = window().navigator().clipboard();
    let copied = (!clipboard.is_undefined()).then(|| clipboard.write_text(address));
    spawn_local(async move {
        let is_copied = match copied {
            Some(promise) => JsFuture::from(promise).await.is_ok(),
            None => false,
        };
        let words = if is_copied {
            "Link copied"
        } else {
            "Copy the link from the address bar"
        };
        say.emit(words);
    });
}
