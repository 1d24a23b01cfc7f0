//! What the page hears of the browser: keys, and what the screen is like.

use super::super::css::decimal;
use super::super::dom::{self, Callback};
use super::super::ears::{self, Ears, Hear};
use super::super::keys::{Focus, Press, action};
use super::super::plot::Look;
use super::{App, Msg};
use picture::Theme;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{KeyboardEvent, MediaQueryList};
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

/// Who listens, and to what of the screen.
pub(super) struct Listeners {
    look: Callback,
    screen: Vec<MediaQueryList>,
    _keys: Callback,
    _elements: Callback,
}

impl Listeners {
    pub(super) fn new(link: &Scope<App>, parts: [Rc<Ears>; 2]) -> Listeners {
        let keys = dom::callback(link, Hear::read(|event| pressed(event.unchecked_ref())));
        dom::window().set_onkeydown(Some(keys.as_ref().unchecked_ref()));
        let mut listeners = Listeners {
            look: dom::callback(link, Hear::Msg(Msg::Look)),
            screen: Vec::new(),
            _keys: keys,
            _elements: ears::listen(link, parts),
        };
        listeners.listen();
        listeners
    }

    /// Listens to what the screen is like now, and no longer to what it was like.
    pub(super) fn listen(&mut self) {
        for query in self.screen.drain(..) {
            query.set_onchange(None);
        }
        // A window that comes to a projector has other pixels from then on.
        let pixels = [
            "(resolution: ",
            &decimal(dom::window().device_pixel_ratio()),
            "dppx)",
        ]
        .concat();
        for query in [LIGHT, PROJECTOR, NARROW, &pixels] {
            if let Some(query) = dom::media(query) {
                query.set_onchange(Some(self.look.as_ref().unchecked_ref()));
                self.screen.push(query);
            }
        }
    }
}

fn pressed(event: &KeyboardEvent) -> Option<Msg> {
    if event.default_prevented() {
        return None;
    }
    let action = action(press(event, &event.key()))?;
    event.prevent_default();
    Some(Msg::Act(action))
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
