//! What the page around the frame says.

use super::host::host;
use crate::ui::state::NAME;
use gloo_events::EventListener;
use gloo_utils::window;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::MessageEvent;
use web_sys::js_sys::{JSON, Reflect};
use yew::prelude::*;

/// Something that the host said.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Heard {
    /// A message for the Lab.
    Message {
        /// The host's origin.
        origin: String,
        /// The message as JSON; `None` if it has no such form.
        text: Option<String>,
    },
    /// Whether the slide with the frame is shown, as reveal.js tells every frame.
    Slide(bool),
}

/// Hears what the host says to the Lab. What others say, and what the host says to others, is passed over.
#[hook]
pub(crate) fn use_host_messages(heard: Callback<Heard>) {
    use_effect_with(heard, |heard| {
        let listener = host().map(|host| {
            let (host, heard) = (JsValue::from(host), heard.clone());
            EventListener::new(&window(), "message", move |event| {
                let event: &MessageEvent = event.unchecked_ref();
                if event.source().is_some_and(|source| *source == host)
                    && let Some(what) = read(event)
                {
                    heard.emit(what);
                }
            })
        });
        || drop(listener)
    });
}

fn read(event: &MessageEvent) -> Option<Heard> {
    let data = event.data();
    match data.as_string().as_deref() {
        Some("slide:start") => return Some(Heard::Slide(true)),
        Some("slide:stop") => return Some(Heard::Slide(false)),
        _ => {}
    }
    let target = Reflect::get(&data, &JsValue::from_str("target")).ok()?;
    (target == NAME).then(|| Heard::Message {
        origin: event.origin(),
        text: JSON::stringify(&data).ok().map(String::from),
    })
}
