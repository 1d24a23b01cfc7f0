//! The browser, as far as the page needs it.

use super::app::{App, Msg};
use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, Event, HtmlInputElement, Node, Window};
use yew::html::Scope;
use yew::prelude::*;

/// The window.
///
/// # Panics
/// Outside a browser's main thread, where the page cannot run at all.
pub(super) fn window() -> Window {
    web_sys::window().expect("the page runs in a window")
}

/// The document.
///
/// # Panics
/// As [`window`].
pub(super) fn document() -> Document {
    window().document().expect("the window has a document")
}

/// Milliseconds since the page was opened.
pub(super) fn milliseconds() -> f64 {
    window()
        .performance()
        .map_or(0.0, |performance| performance.now())
}

/// Whether a media query holds.
pub(super) fn matches(query: &str) -> bool {
    window()
        .match_media(query)
        .ok()
        .flatten()
        .is_some_and(|list| list.matches())
}

/// Calls back when a media query begins or ceases to hold.
pub(super) fn on_media_change(query: &str, callback: Callback<()>) -> Option<EventListener> {
    let list = window().match_media(query).ok().flatten()?;
    Some(EventListener::new(&list, "change", move |_| {
        callback.emit(());
    }))
}

/// How many of the screen's pixels are one of CSS's, as a media query writes it: in thousandths.
pub(super) fn pixel_ratio_text() -> String {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a ratio is between 0.1 and 10"
    )]
    let thousandths = (window().device_pixel_ratio() * 1e3).round() as u32;
    format!("{}.{:03}", thousandths / 1_000, thousandths % 1_000)
}

/// The query string of the address.
pub(super) fn query() -> String {
    window().location().search().unwrap_or_default()
}

/// A relative address of this very link.
pub(super) fn query_or_top() -> String {
    let query = query();
    if query.is_empty() {
        String::from("?")
    } else {
        query
    }
}

/// Puts a query string into the address bar without loading anything. Some frames may not do that; the link is then
/// the frame's own.
pub(super) fn set_query(query: &str) {
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(query));
    }
}

/// The whole address of a query string on this page.
pub(super) fn address_of(query: &str) -> String {
    let location = window().location();
    format!(
        "{}{}{query}",
        location.origin().unwrap_or_default(),
        location.pathname().unwrap_or_default()
    )
}

/// The elements within that a selector names, in the document's order.
pub(super) fn all(within: &Node, selector: &str) -> impl Iterator<Item = Element> + use<> {
    let list = within
        .unchecked_ref::<Element>()
        .query_selector_all(selector)
        .ok();
    let mut place = 0;
    std::iter::from_fn(move || {
        place += 1;
        list.as_ref()?.item(place - 1).map(JsCast::unchecked_into)
    })
}

/// Whether an element or one around it is one of those that a selector names.
pub(super) fn is_within(target: &Element, selector: &str) -> bool {
    target.closest(selector).ok().flatten().is_some()
}

/// The element that an event is for.
pub(super) fn target_of(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// The value of the field, slider or list that an event is for. All of them have it by the same name.
pub(super) fn value_of(event: &Event) -> String {
    event
        .target()
        .map(|target| target.unchecked_into::<HtmlInputElement>().value())
        .unwrap_or_default()
}

/// Sends a message in so many milliseconds, unless what this returns is dropped before.
pub(super) fn later(link: &Scope<App>, milliseconds: u32, msg: Msg) -> Timeout {
    let link = link.clone();
    Timeout::new(milliseconds, move || link.send_message(msg))
}

/// Copies an address; says how it went. Pages without HTTPS have no clipboard.
pub(super) fn share(address: String, done: Callback<&'static str>) {
    let clipboard = window().navigator().clipboard();
    wasm_bindgen_futures::spawn_local(async move {
        let copied = !clipboard.is_undefined()
            && wasm_bindgen_futures::JsFuture::from(clipboard.write_text(&address))
                .await
                .is_ok();
        done.emit(if copied {
            "Link copied"
        } else {
            "Copy the link from the address bar"
        });
    });
}
