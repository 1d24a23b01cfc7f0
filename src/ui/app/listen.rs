//! What the page hears of the browser: keys, and what the screen is like.

use super::super::dom;
use super::super::keys::{Focus, Press, action};
use super::super::plot::Look;
use super::{App, Msg};
use crate::display::Theme;
use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;
use yew::html::Scope;

/// From this width on, in CSS pixels, the page is taken to be on a projector.
const PROJECTOR: &str = "(min-width: 1600px)";
const NARROW: &str = "(max-width: 700px)";
const LIGHT: &str = "(prefers-color-scheme: light)";

/// What decides how the canvases look on this screen.
pub(super) fn current_look() -> Look {
    let large = dom::matches(PROJECTOR);
    let theme = match (dom::matches(LIGHT), large) {
        (true, _) => Theme::Light,
        (false, true) => Theme::Projector,
        (false, false) => Theme::Dark,
    };
    Look {
        theme,
        large,
        pixel_ratio: dom::window().device_pixel_ratio(),
        narrow: dom::matches(NARROW),
    }
}

/// Listens until the listeners are dropped.
pub(super) fn listeners(link: &Scope<App>) -> Vec<EventListener> {
    let look = link.callback(|()| Msg::Look);
    // A window that comes to a projector has other pixels from then on.
    let pixels = format!("(resolution: {}dppx)", dom::pixel_ratio_text());
    let queries = [LIGHT, PROJECTOR, NARROW, &pixels];
    let mut listeners: Vec<EventListener> = queries
        .into_iter()
        .filter_map(|query| dom::on_media_change(query, look.clone()))
        .collect();
    let link = link.clone();
    let options = EventListenerOptions::enable_prevent_default();
    listeners.push(EventListener::new_with_options(
        &dom::window(),
        "keydown",
        options,
        move |event| {
            if let Some(event) = event.dyn_ref::<KeyboardEvent>()
                && !event.default_prevented()
                && let Some(action) = action(press(event, &event.key()))
            {
                event.prevent_default();
                link.send_message(Msg::Act(action));
            }
        },
    ));
    listeners
}

fn press<'a>(event: &KeyboardEvent, key: &'a str) -> Press<'a> {
    let focus = match dom::target_of(event) {
        Some(target) if dom::is_within(&target, "dialog") => Focus::Dialog,
        Some(target) if dom::is_within(&target, ".axis") => Focus::Playhead,
        Some(target) if dom::is_within(&target, ".code") => Focus::Scroll,
        Some(target) if dom::is_within(&target, "input[type=range]") => Focus::Slider,
        Some(target) if dom::is_within(&target, "input[type=checkbox], button, a, summary") => {
            Focus::Button
        }
        Some(target) if dom::is_within(&target, "input, select, textarea") => Focus::Field,
        _ => Focus::Page,
    };
    Press {
        key,
        repeat: event.repeat(),
        shift: event.shift_key(),
        modified: event.ctrl_key() || event.alt_key() || event.meta_key(),
        focus,
    }
}
