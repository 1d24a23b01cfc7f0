//! What a host is told.

use super::rights::Rights;
use super::state::State;
use serde::Serialize;

/// The version of the messages' form.
pub(super) const VERSION: u32 = 1;
/// The name of the Lab in messages: whom a message is for, and whom it is from.
pub const NAME: &str = "goroutine-lab";

/// A message to the host. Its text form is JSON, and the host gets it as an object:
/// `{"source":"goroutine-lab","version":1,"event":"key","key":"PageDown","code":"PageDown","shift":false,"repeat":false}`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Message {
    /// Always `goroutine-lab`.
    source: &'static str,
    /// The version of this form: 1.
    version: u32,
    /// What happened.
    #[serde(flatten)]
    event: Event,
}

/// What happened in the frame.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum Event {
    /// A key was pressed that the Lab does not use in a frame.
    Key {
        /// `KeyboardEvent.key`.
        key: String,
        /// `KeyboardEvent.code`.
        code: String,
        /// `KeyboardEvent.keyCode`, by which some decks still go.
        #[serde(rename = "keyCode")]
        key_code: u32,
        /// Whether Shift was held.
        shift: bool,
        /// Whether the key is held down and repeats.
        repeat: bool,
    },
    /// The first runs are there. Without an answer to `hello` it has neither rights nor a state.
    Ready {
        /// That of the request.
        #[serde(skip_serializing_if = "Option::is_none")]
        id: Option<u64>,
        /// What the host may do.
        #[serde(skip_serializing_if = "Option::is_none")]
        may: Option<Rights>,
        /// What is shown.
        #[serde(skip_serializing_if = "Option::is_none")]
        state: Option<State>,
    },
    /// The answer to a request: what is shown after it.
    State {
        /// That of the request.
        #[serde(skip_serializing_if = "Option::is_none")]
        id: Option<u64>,
        /// What is shown.
        state: State,
    },
    /// Something else is shown, or it began or stopped to play.
    Changed {
        /// What is shown.
        state: State,
    },
    /// It has been played to its end.
    Ended {
        /// What is shown.
        state: State,
    },
    /// A request was refused. Nothing has changed.
    Error {
        /// That of the request.
        #[serde(skip_serializing_if = "Option::is_none")]
        id: Option<u64>,
        /// The request, its value, and what is allowed.
        reason: String,
    },
}

impl Message {
    /// The message of an event.
    #[must_use]
    pub fn new(event: Event) -> Message {
        Message {
            source: NAME,
            version: VERSION,
            event,
        }
    }
}
