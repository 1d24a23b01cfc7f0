//! What a frame showed before its slide was unloaded.

use super::here::current_query;
use super::host::host;
use crate::ui::state::Shown;
use gloo_events::EventListener;
use gloo_utils::window;
use serde::{Deserialize, Serialize};
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

/// Remembers what is shown when the document is left. A frame to which its host has given a name keeps that, and remembers nothing.
#[hook]
pub(crate) fn use_remember(shown: impl Fn() -> Option<Shown> + 'static) {
    let link = use_memo((), |()| current_query());
    let newest = use_mut_ref(|| None::<Box<dyn Fn() -> Option<Shown>>>);
    *newest.borrow_mut() = Some(Box::new(shown));
    use_effect_with((), move |()| {
        let listener = EventListener::new(&window(), "pagehide", move |_| {
            let name = window().name().unwrap_or_default();
            let is_free = name.is_empty() || name.starts_with(SIGN);
            let shown = newest.borrow().as_ref().and_then(|shown| shown());
            if let Some(shown) = shown.filter(|_| is_free) {
                let link = String::clone(&link);
                let memory = serde_json::to_string(&Memory { link, shown });
                // A name that cannot be set leaves the frame to begin anew.
                let _ = window().set_name(&[SIGN, &memory.unwrap_or_default()].concat());
            }
        });
        || drop(listener)
    });
}
