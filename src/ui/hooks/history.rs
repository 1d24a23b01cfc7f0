//! The address bar, and Back and Forward.

use super::here::{current_query, path};
use super::host::host;
use crate::ui::state::Session;
use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use gloo_utils::window;
use wasm_bindgen::JsValue;
use yew::prelude::*;

/// Browsers limit how often the address may change, so it follows a drag after this pause, in milliseconds.
const PAUSE: u32 = 150;

/// Lets the address follow the session: what opens something else is a step of the history, what changes a value
/// replaces the newest one. In a frame everything does: Back belongs to the page around it. `returned` gets the query string when the browser goes to another step.
#[hook]
pub(crate) fn use_history(session: &Session, returned: Callback<String>) {
    let written = use_mut_ref(|| (session.opened(), None::<String>));
    use_effect_with((session.query(), session.opened()), {
        let written = written.clone();
        move |(query, opened)| {
            let (before, shown) = written.replace((*opened, Some(query.clone())));
            let mut later = None;
            match shown {
                // A link is read once, and then stands there in the Lab's own form.
                None => replace(query),
                Some(shown) if shown == *query => {}
                Some(shown) if *opened != before && host().is_none() => {
                    // The step that is left keeps its newest values, also those that were to be written after the pause.
                    replace(&shown);
                    push(query);
                }
                Some(_) => {
                    let query = query.clone();
                    later = Some(Timeout::new(PAUSE, move || replace(&query)));
                }
            }
            // What is dropped before its time is up is not done.
            || drop(later)
        }
    });
    use_effect_with((), move |()| {
        let listener = EventListener::new(&window(), "popstate", move |_| {
            let query = current_query();
            written.borrow_mut().1 = Some(query.clone());
            returned.emit(query);
        });
        || drop(listener)
    });
}

/// Some frames may not change their address; the link is then the frame's own. With the path, a query that was there goes
/// when a fragment comes.
fn replace(query: &str) {
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&(path() + query)));
    }
}

fn push(query: &str) {
    if let Ok(history) = window().history() {
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&(path() + query)));
    }
}
