//! The second window, for the audience.

use super::here::is_file;
use crate::ui::state::Pair;
use gloo_events::EventListener;
use gloo_utils::window;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::js_sys::{Math, Reflect};
use web_sys::{BroadcastChannel, MessageEvent, PageTransitionEvent};
use yew::prelude::*;

/// Under which name a window remembers the pair that it presents to, also when it is loaded again.
const REMEMBERED: &str = "goroutine-lab-audience";
/// The largest number of a pair.
const MOST: f64 = 999_999_999.0;

/// This window's part in a pair of windows, if it has one.
#[derive(Clone, PartialEq)]
pub(crate) struct PairHandle {
    number: UseStateHandle<Option<u32>>,
    /// Whether this is the audience's window, which does what the presenter's does.
    pub is_audience: bool,
}

/// This window's part in a pair. `audience` is the pair's number in an audience's window.
#[hook]
pub(crate) fn use_pair(audience: Option<u32>) -> PairHandle {
    PairHandle {
        number: use_state_eq(|| audience.or_else(presented)),
        is_audience: audience.is_some(),
    }
}

impl PairHandle {
    /// Whether there is, or was, another window.
    pub(crate) fn is_paired(&self) -> bool {
        self.number.is_some()
    }

    /// Ends this window's part in the pair.
    pub(crate) fn leave(&self) {
        if let Ok(Some(storage)) = window().session_storage() {
            // What cannot be forgotten was not remembered.
            let _ = storage.remove_item(REMEMBERED);
        }
        self.number.set(None);
    }

    /// Tells the other window something.
    pub(crate) fn tell(&self, message: &Pair) {
        if let Some(channel) = self.number.and_then(channel) {
            post(&channel, message);
            channel.close();
        }
    }

    /// The number of the pair that this window presents to from now on.
    pub(crate) fn present(&self) -> u32 {
        let number = self.number.unwrap_or_else(new_number);
        if let Ok(Some(storage)) = window().session_storage() {
            // Where it cannot be remembered, the pair lasts until this window is loaded again.
            let _ = storage.set_item(REMEMBERED, &number.to_string());
        }
        self.number.set(Some(number));
        number
    }
}

/// Hears what the other window says, and gives the way to answer it.
#[hook]
pub(crate) fn use_pair_messages(pair: &PairHandle, heard: Callback<Pair>) -> Callback<Pair> {
    let channel = use_memo(*pair.number, |number| number.and_then(channel));
    use_effect_with(((*pair.number), heard), {
        let channel = channel.clone();
        move |(_, heard)| {
            let heard = heard.clone();
            let listener = channel.as_ref().as_ref().map(|channel| {
                EventListener::new(channel, "message", move |event| {
                    let event: &MessageEvent = event.unchecked_ref();
                    let text = event.data().as_string().unwrap_or_default();
                    // A window of another version may say what this one does not know.
                    if let Ok(message) = serde_json::from_str(&text) {
                        heard.emit(message);
                    }
                })
            });
            || drop(listener)
        }
    });
    use_callback(*pair.number, move |message, _| {
        if let Some(channel) = &*channel {
            post(channel, &message);
        }
    })
}

/// Says when an audience's window goes, and when the browser brings it back as it was.
#[hook]
pub(crate) fn use_leaving(pair: &PairHandle, say: Callback<Pair>) {
    use_effect_with((say, pair.is_audience), |(say, is_audience)| {
        let listen = |event: &'static str, news: Pair| {
            let say = say.clone();
            EventListener::new(&window(), event, move |event| {
                let event: &PageTransitionEvent = event.unchecked_ref();
                // A document that is shown for the first time joins by itself.
                if news == Pair::Leave || event.persisted() {
                    say.emit(news.clone());
                }
            })
        };
        let listeners = is_audience.then(|| {
            let gone = listen("pagehide", Pair::Leave);
            (gone, listen("pageshow", Pair::Rejoin))
        });
        || drop(listeners)
    });
}

/// Whether windows of this page can hear each other: those of files cannot.
pub(crate) fn can_pair() -> bool {
    let has_channels = Reflect::has(&window(), &JsValue::from_str("BroadcastChannel"));
    has_channels.unwrap_or(false) && !is_file()
}

fn presented() -> Option<u32> {
    let storage = window().session_storage().ok()??;
    storage.get_item(REMEMBERED).ok()??.parse().ok()
}

fn channel(number: u32) -> Option<BroadcastChannel> {
    BroadcastChannel::new(&format!("goroutine-lab-{number}")).ok()
}

fn post(channel: &BroadcastChannel, message: &Pair) {
    let text = serde_json::to_string(message).unwrap_or_default();
    // A text can always be sent.
    let _ = channel.post_message(&JsValue::from_str(&text));
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a number from 1 to the largest"
)]
fn new_number() -> u32 {
    (1.0 + Math::random() * (MOST - 1.0)) as u32
}
