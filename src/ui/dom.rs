//! The browser, as far as the page needs it.

use super::app::{App, Msg};
use super::ears::Hear;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, Event, HtmlInputElement, MediaQueryList, Node, Window};
use yew::html::Scope;

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
    media(query).is_some_and(|list| list.matches())
}

/// A media query.
pub(super) fn media(query: &str) -> Option<MediaQueryList> {
    window().match_media(query).ok().flatten()
}

/// The query string of the address.
pub(super) fn query() -> String {
    window().location().search().unwrap_or_default()
}

/// Puts a query string into the address bar without loading anything. Some frames may not do that; the link is then
/// the frame's own.
pub(super) fn set_query(query: &str) {
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(query));
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

/// What the browser calls back, as long as it is kept. All have one type, so that its glue is there once.
pub(super) type Callback = Closure<dyn FnMut(JsValue)>;

/// Has what the browser calls back with told to the page.
pub(super) fn callback(link: &Scope<App>, hear: Hear) -> Callback {
    let link = link.clone();
    Closure::new(move |event: JsValue| hear.tell(&link, event.unchecked_ref()))
}

/// A message on its way. Without this it does not arrive.
pub(super) struct Timeout {
    id: Option<i32>,
    _elapsed: Callback,
}

impl Drop for Timeout {
    fn drop(&mut self) {
        if let Some(id) = self.id {
            window().clear_timeout_with_handle(id);
        }
    }
}

/// Sends a message in so many milliseconds, unless what this returns is dropped before.
pub(super) fn later(link: &Scope<App>, milliseconds: i32, msg: Msg) -> Timeout {
    let elapsed = callback(link, Hear::Msg(msg));
    let function = elapsed.as_ref().unchecked_ref();
    let id = window().set_timeout_with_callback_and_timeout_and_arguments_0(function, milliseconds);
    Timeout {
        id: id.ok(),
        _elapsed: elapsed,
    }
}

/// Sends the moment of the next frame, in milliseconds. What this returns must be kept until then.
pub(super) fn next_frame(link: &Scope<App>) -> Callback {
    // The moment stands where the event does elsewhere.
    let frame = callback(link, Hear::read(|at| at.as_f64().map(Msg::Frame)));
    // It cannot fail for a function.
    let _ = window().request_animation_frame(frame.as_ref().unchecked_ref());
    frame
}

/// Copies an address, and says how it went in one of two ways: pages without HTTPS have no clipboard.
pub(super) fn share(link: &Scope<App>, address: &str, [copied, failed]: [&'static str; 2]) {
    let clipboard = window().navigator().clipboard();
    if clipboard.is_undefined() {
        link.send_message(Msg::Shared(failed));
        return;
    }
    let done = [copied, failed].map(|words| callback(link, Hear::Msg(Msg::Shared(words))));
    let _ = clipboard.write_text(address).then2(&done[0], &done[1]);
    // The browser drops them with the promise.
    for done in done {
        done.into_js_value();
    }
}
