//! Sharing a link.

use gloo_timers::future::TimeoutFuture;
use gloo_utils::window;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::prelude::*;

/// How long the page says what came of it, in milliseconds.
const SHOWN: u32 = 2_500;

/// Copies an address, and says what came of it for a while: pages without HTTPS have no clipboard.
pub(crate) fn share(address: &str, toast: UseStateSetter<Option<AttrValue>>) {
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
        toast.set(Some(AttrValue::Static(words)));
        TimeoutFuture::new(SHOWN).await;
        toast.set(None);
    });
}
