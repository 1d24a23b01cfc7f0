//! What two windows of one machine tell each other: the presenter's, and the audience's, which shows the same.

use super::command::Command;
use super::shown::Shown;
use crate::talk::TalkFile;
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// A message between the two windows. Its text form is JSON.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pair {
    /// An audience's window was opened, and wants to know what is shown.
    Join,
    /// The audience's window was loaded again, and wants to know what is shown.
    Rejoin,
    /// An audience's window is there.
    There,
    /// An audience's window is closed, or loaded again.
    Leave,
    /// A window that remembers that it is the presenter's, as after it was loaded again.
    Present,
    /// The presenter's window is there already: a window that was made as its copy is none.
    Taken,
    /// The presenter's window shows this.
    Shows(Shown),
    /// The presenter's window shows this of the talk.
    Talk {
        /// The form, as a link names it, and the id of the step; `None` outside of the talk.
        at: Option<(String, String)>,
        /// Whether the screen is black.
        black: bool,
        /// The talk, if it is a text that the speaker has given.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        file: Option<Rc<TalkFile>>,
    },
    /// The audience's window was given a command, which is the presenter's.
    Command(Command),
}

impl Command {
    /// Whether a command that is given in the audience's window is carried out in the presenter's: all that changes what both
    /// show. The others concern the window itself.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        !matches!(
            self,
            Command::Share
                | Command::Copy
                | Command::Send
                | Command::Save
                | Command::Update
                | Command::Audience
                | Command::Show { .. }
                | Command::Close
                | Command::Present
                | Command::Advise
                | Command::Dismiss
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(message: &Pair, text: &str) {
        assert_eq!(serde_json::to_string(message).unwrap(), text);
        assert_eq!(&serde_json::from_str::<Pair>(text).unwrap(), message);
    }

    #[test]
    fn messages_have_a_text_form() {
        check(&Pair::Join, r#""join""#);
        check(&Pair::Rejoin, r#""rejoin""#);
        check(&Pair::There, r#""there""#);
        check(&Pair::Leave, r#""leave""#);
        check(&Pair::Present, r#""present""#);
        check(&Pair::Taken, r#""taken""#);
        check(
            &Pair::Talk {
                at: Some((String::from("25"), String::from("060-batches"))),
                black: false,
                file: None,
            },
            r#"{"talk":{"at":["25","060-batches"],"black":false}}"#,
        );
        check(
            &Pair::Command(Command::Step { forward: true }),
            r#"{"command":{"command":"step","forward":true}}"#,
        );
        check(
            &Pair::Shows(Shown {
                link: String::from("?pattern=leak"),
                kept: None,
                chosen: String::from("leak"),
                line: None,
                at: goruntime::time::Time(5),
                playing: true,
                speed: 1_000,
                chosen_speed: false,
                story: false,
                revealed: false,
            }),
            r#"{"shows":{"link":"?pattern=leak","chosen":"leak","at":5,"playing":true,"speed":1000,"revealed":false}}"#,
        );
    }

    #[test]
    fn what_changes_the_picture_is_the_presenters() {
        for (command, is_shared) in [
            (Command::Toggle, true),
            (Command::Undo, true),
            (Command::Whole, true),
            (Command::Live, true),
            (Command::Close, false),
            (Command::Update, false),
        ] {
            assert_eq!(command.is_shared(), is_shared, "{command:?}");
        }
    }
}
