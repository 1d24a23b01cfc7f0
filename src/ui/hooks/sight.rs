//! Whether a frame can be seen.

use super::host::{host, is_hidden_by_style};
use crate::ui::state::{Motion, Sight};
use gloo_events::EventListener;
use gloo_timers::callback::Interval;
use gloo_utils::{document, document_element};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::js_sys::Array;
use web_sys::{IntersectionObserver, IntersectionObserverEntry, VisibilityState};
use yew::prelude::*;

/// How often a frame looks whether the style of its element still hides it, in milliseconds. Nothing tells of that.
const LOOK: u32 = 200;

/// Tells the playback whether the frame can be seen, if the page is in one: a deck loads its frames before their slides are shown.
#[hook]
pub(crate) fn use_sight(motion: &Callback<Motion>) {
    use_effect_with(motion.clone(), |motion| {
        let watch = host().and_then(|_| Watch::new(motion));
        || drop(watch)
    });
}

/// What is watched.
struct Watch {
    observer: IntersectionObserver,
    _changed: Closure<dyn Fn(Array)>,
    _visibility: EventListener,
    _looks: Interval,
}

impl Watch {
    /// `None` where the browser cannot say.
    fn new(motion: &Callback<Motion>) -> Option<Watch> {
        let is_on_screen = Rc::new(Cell::new(false));
        let last = Cell::new(false);
        let tell = {
            let (is_on_screen, motion) = (Rc::clone(&is_on_screen), motion.clone());
            Rc::new(move || {
                let is_visible = document().visibility_state() == VisibilityState::Visible;
                let is_seen = is_on_screen.get() && is_visible && !is_hidden_by_style();
                if last.replace(is_seen) != is_seen {
                    motion.emit(Motion::Sight(Sight::Seen(is_seen)));
                }
            })
        };
        let changed = {
            let tell = Rc::clone(&tell);
            Closure::<dyn Fn(Array)>::new(move |entries: Array| {
                let newest = entries.pop().dyn_into::<IntersectionObserverEntry>();
                is_on_screen.set(newest.is_ok_and(|entry| entry.is_intersecting()));
                tell();
            })
        };
        let observer = IntersectionObserver::new(changed.as_ref().unchecked_ref()).ok()?;
        // Until the browser says something, nobody sees it.
        motion.emit(Motion::Sight(Sight::Seen(false)));
        observer.observe(&document_element());
        let (seen, looked) = (Rc::clone(&tell), tell);
        Some(Watch {
            observer,
            _changed: changed,
            _visibility: EventListener::new(&document(), "visibilitychange", move |_| seen()),
            _looks: Interval::new(LOOK, move || looked()),
        })
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
