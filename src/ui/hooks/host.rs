//! The page around the frame in which the Lab is shown: a deck of slides.

use crate::ui::state::{Event, Message};
use gloo_utils::{document, window};
use std::iter;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::js_sys::JSON;
use web_sys::{Element, HtmlElement, KeyboardEvent, KeyboardEventInit, Window};

/// The host's window; `None` if the Lab is shown in a window of its own.
pub(crate) fn host() -> Option<Window> {
    let own = window();
    let parent = own.parent().ok().flatten();
    parent.filter(|parent| *parent != own)
}

/// Hands a press of a key on to the host: to one of the Lab's own origin as the same press on the frame's element, to any
/// other as a message. No other origin may see into the host.
pub(crate) fn hand_on(host: &Window, press: &KeyboardEvent) {
    match window().frame_element() {
        Ok(Some(frame)) => {
            for kind in ["keydown", "keyup"] {
                if let Ok(event) =
                    KeyboardEvent::new_with_keyboard_event_init_dict(kind, &same(press))
                {
                    // An element of a page can be given an event.
                    let _ = frame.dispatch_event(&event);
                }
            }
        }
        Ok(None) | Err(_) => tell(
            host,
            EVERYBODY,
            Event::Key {
                key: press.key(),
                code: press.code(),
                key_code: press.key_code(),
                shift: press.shift_key(),
                repeat: press.repeat(),
            },
        ),
    }
}

fn same(press: &KeyboardEvent) -> KeyboardEventInit {
    let init = KeyboardEventInit::new();
    init.set_key(&press.key());
    init.set_code(&press.code());
    // Decks still go by the number.
    init.set_key_code(press.key_code());
    init.set_shift_key(press.shift_key());
    init.set_repeat(press.repeat());
    init.set_bubbles(true);
    init.set_cancelable(true);
    init
}

/// The target of messages that say nothing that is not for everybody.
pub(crate) const EVERYBODY: &str = "*";

/// Sends a host of an origin a message.
pub(crate) fn tell(host: &Window, origin: &str, event: Event) {
    let text = serde_json::to_string(&Message::new(event)).unwrap_or_default();
    if let Ok(object) = JSON::parse(&text) {
        // A host that is gone, or shows another page by now, needs no message.
        let _ = host.post_message(&object, origin);
    }
}

/// Whether the element that shows the Lab is hidden by its style, if the Lab may see it: it may in a host of its own origin.
pub(crate) fn is_hidden_by_style() -> bool {
    let frame = window().frame_element().ok().flatten();
    let is = |element: &Element, property: &str, value: &str| {
        let style = window().get_computed_style(element).ok().flatten();
        style.is_some_and(|style| style.get_property_value(property).as_deref() == Ok(value))
    };
    // Visibility is inherited; what is transparent hides all that is in it.
    let mut around = iter::successors(frame.clone(), |element| element.parent_element());
    // Observers of intersections take what is scaled to nothing for a part of the screen.
    let is_nothing = |frame: &Element| {
        let area = frame.get_bounding_client_rect();
        area.width() < 1.0 || area.height() < 1.0
    };
    frame.is_some_and(|frame| is(&frame, "visibility", "hidden") || is_nothing(&frame))
        || around.any(|element| is(&element, "opacity", "0"))
}

/// Gives the host the keys again: its window has the focus afterwards, and nothing in the frame.
pub(crate) fn give_focus_back(host: &Window) {
    let focused = document().active_element();
    if let Some(element) = focused.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // Nothing follows from it if it does not go: the host's window takes the keys all the same.
        let _: Result<(), JsValue> = element.blur();
    }
    let _: Result<(), JsValue> = host.focus();
}

/// Gives the host the keys again if they are only here because somebody clicked: on a button, or on nothing that takes keys.
pub(crate) fn give_focus_back_after_click(host: &Window) {
    let takes_keys = |selector| {
        let focused = document().active_element();
        focused.is_some_and(|element| element.matches(selector).unwrap_or(false))
    };
    let is_wanted = takes_keys(":focus-visible") || takes_keys("input, select, [role=slider]");
    if document().has_focus().unwrap_or(false) && !is_wanted {
        give_focus_back(host);
    }
}
