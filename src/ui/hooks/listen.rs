//! What the page around the frame says.

use super::host::host;
use crate::ui::state::{NAME, Sight};
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
    /// Whether the frame is seen, by what the host knows of it.
    Sight(Sight),
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
    if let Some(text) = data.as_string() {
        return sight(&text).map(Heard::Sight);
    }
    let target = Reflect::get(&data, &JsValue::from_str("target")).ok()?;
    (target == NAME).then(|| Heard::Message {
        origin: event.origin(),
        text: JSON::stringify(&data).ok().map(String::from),
    })
}

/// What reveal.js tells every frame of a slide, and `embed.js` every frame of the Lab.
fn sight(text: &str) -> Option<Sight> {
    match text {
        "slide:start" => Some(Sight::Slide(true)),
        "slide:stop" => Some(Sight::Slide(false)),
        "frame:shown" => Some(Sight::Style(true)),
        "frame:hidden" => Some(Sight::Style(false)),
        _ => None,
    }
}
