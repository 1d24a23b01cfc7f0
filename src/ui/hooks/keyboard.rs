//! The keys.

use super::Dispatch;
use crate::ui::state::{Focus, Modifier, Press, command};
use gloo_events::{EventListener, EventListenerOptions};
use gloo_utils::window;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};
use yew::prelude::*;

/// Gives the commands of the keys that are pressed anywhere on the page and that nothing else has taken.
#[hook]
pub(crate) fn use_keyboard(dispatch: &Dispatch) {
    use_effect_with(dispatch.clone(), |dispatch| {
        let dispatch = dispatch.clone();
        // The page takes keys that scroll, so the browser must wait for it.
        let options = EventListenerOptions::enable_prevent_default();
        let listener =
            EventListener::new_with_options(&window(), "keydown", options, move |event| {
                let event: &KeyboardEvent = event.unchecked_ref();
                if event.default_prevented() {
                    return;
                }
                if let Some(command) = command(press(event, &event.key())) {
                    event.prevent_default();
                    dispatch.give(command);
                }
            });
        || drop(listener)
    });
}

fn press<'a>(event: &KeyboardEvent, key: &'a str) -> Press<'a> {
    Press {
        key,
        repeat: event.repeat(),
        shift: event.shift_key(),
        modifier: modifier(event),
        focus: focus(event),
    }
}

fn modifier(event: &KeyboardEvent) -> Modifier {
    if event.alt_key() {
        Modifier::Alt
    } else if event.ctrl_key() || event.meta_key() {
        Modifier::Control
    } else {
        Modifier::None
    }
}

fn focus(event: &KeyboardEvent) -> Focus {
    let Some(target) = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
    else {
        return Focus::Page;
    };
    // The first that fits.
    let kinds = [
        ("dialog", Focus::Dialog),
        (".axis", Focus::Playhead),
        (".code", Focus::Scroll),
        ("input[type=range]", Focus::Slider),
        ("input[type=checkbox], button, a, summary", Focus::Button),
        ("input, select, textarea", Focus::Field),
    ];
    let within = |selector: &str| target.closest(selector).ok().flatten().is_some();
    kinds
        .into_iter()
        .find(|(selector, _)| within(selector))
        .map_or(Focus::Page, |(_, focus)| focus)
}
