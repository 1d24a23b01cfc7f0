//! What a page in a frame tells the page around it.

use serde::{Deserialize, Serialize};

/// The version of the messages' form.
const VERSION: u32 = 1;

/// A message to the host: the page that shows the Lab in a frame. Its text form is JSON, and the host gets it as an object:
/// `{"source":"goroutine-lab","version":1,"event":"key","key":"PageDown","code":"PageDown","shift":false,"repeat":false}`.
///
/// `docs/embedding.md` explains it to authors of hosts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Message {
    /// Always `goroutine-lab`.
    source: String,
    /// The version of this form: 1.
    version: u32,
    /// What happened.
    #[serde(flatten)]
    event: Event,
}

/// What happened in the frame.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum Event {
    /// A key was pressed that the Lab does not use in a frame.
    Key {
        /// `KeyboardEvent.key`.
        key: String,
        /// `KeyboardEvent.code`.
        code: String,
        /// Whether Shift was held.
        shift: bool,
        /// Whether the key is held down and repeats.
        repeat: bool,
    },
}

impl Message {
    /// The message of an event.
    #[must_use]
    pub fn new(event: Event) -> Message {
        Message {
            source: String::from("goroutine-lab"),
            version: VERSION,
            event,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_have_a_text_form() {
        let message = Message::new(Event::Key {
            key: String::from("PageDown"),
            code: String::from("PageDown"),
            shift: false,
            repeat: true,
        });
        let text = serde_json::to_string(&message).unwrap();
        assert_eq!(
            text,
            r#"{"source":"goroutine-lab","version":1,"event":"key","key":"PageDown","code":"PageDown","shift":false,"repeat":true}"#
        );
        assert_eq!(serde_json::from_str::<Message>(&text).unwrap(), message);
    }
}
