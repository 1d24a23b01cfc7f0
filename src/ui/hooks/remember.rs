//! What a frame showed before its slide was unloaded.

use super::here::current_query;
use super::host::host;
use crate::ui::state::Shown;
use gloo_events::EventListener;
use gloo_utils::window;
use serde::{Deserialize, Serialize};
use std::rc::Rc;
use yew::prelude::*;

/// What the name of a window begins with that remembers something.
const SIGN: &str = "goroutine-lab ";

/// What is remembered, in the name of the frame's window: a name outlives the document, belongs to this frame alone, and is not forbidden
/// to frames of other origins, as storage is.
#[derive(Serialize, Deserialize)]
struct Memory {
    /// The link with which the frame was opened; with another, something else is wanted.
    link: String,
    shown: Shown,
}

/// What this frame showed when its document was left, if it was opened with the same link.
pub(crate) fn remembered() -> Option<Shown> {
    host()?;
    let name = window().name().ok()?;
    let memory: Memory = serde_json::from_str(name.strip_prefix(SIGN)?).ok()?;
    (memory.link == current_query()).then_some(memory.shown)
}

/// Remembers what is shown: `resting` while nothing moves, and what `newest` says when the document is left. (When another document comes
/// in the place of one of another origin, its last words may come too late.) A frame to which its host has given a name keeps that,
/// and remembers nothing.
#[hook]
pub(crate) fn use_remember(resting: Option<Shown>, newest: impl Fn() -> Option<Shown> + 'static) {
    let link = use_memo((), |()| current_query());
    let last = use_mut_ref(|| None::<Box<dyn Fn() -> Option<Shown>>>);
    *last.borrow_mut() = Some(Box::new(newest));
    use_effect_with(resting, {
        let link = Rc::clone(&link);
        move |resting| {
            if let Some(shown) = resting {
                remember(&link, shown);
            }
        }
    });
    use_effect_with((), move |()| {
        let listener = EventListener::new(&window(), "pagehide", move |_| {
            let shown = last.borrow().as_ref().and_then(|newest| newest());
            if let Some(shown) = shown {
                remember(&link, &shown);
            }
        });
        || drop(listener)
    });
}

fn remember(link: &str, shown: &Shown) {
    let name = window().name().unwrap_or_default();
    if name.is_empty() || name.starts_with(SIGN) {
        let memory = Memory {
            link: String::from(link),
            shown: shown.clone(),
        };
        let text = serde_json::to_string(&memory).unwrap_or_default();
        // A name that cannot be set leaves the frame to begin anew.
        let _ = window().set_name(&[SIGN, &text].concat());
    }
}
