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

/// What the address says as far as it has been written, or soon will be.
struct Written {
    opened: u32,
    /// The session's own link, without what is shown of its runs.
    link: String,
    address: String,
}

/// Lets the address follow the session and what is shown of its runs, which stands in `address`: what opens something else is a step
/// of the history; a value, another part of the axis, another goroutine replace the newest one. In a frame everything does: Back
/// belongs to the page around it. `returned` gets the query string when the browser goes to another step.
#[hook]
pub(crate) fn use_history(session: &Session, address: String, returned: Callback<String>) {
    let written = use_mut_ref(|| None::<Written>);
    use_effect_with((session.query(), address, session.opened()), {
        let written = written.clone();
        move |(link, address, opened)| {
            let before = written.replace(Some(Written {
                opened: *opened,
                link: link.clone(),
                address: address.clone(),
            }));
            let mut later = None;
            match before {
                // A link is read once, and then stands there in the Lab's own form.
                None => replace(address),
                Some(before) if before.address == *address => {}
                Some(before)
                    if before.opened != *opened && before.link != *link && host().is_none() =>
                {
                    // The step that is left keeps its newest values, also those that were to be written after the pause.
                    replace(&before.address);
                    push(address);
                }
                Some(_) => {
                    let address = address.clone();
                    later = Some(Timeout::new(PAUSE, move || replace(&address)));
                }
            }
            // What is dropped before its time is up is not done.
            || drop(later)
        }
    });
    use_effect_with((), move |()| {
        let listener = EventListener::new(&window(), "popstate", move |_| {
            let query = current_query();
            if let Some(written) = &mut *written.borrow_mut() {
                written.link.clone_from(&query);
                written.address.clone_from(&query);
            }
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
