//! What a host may do.

use crate::ui::state::command::Command;
use serde::Serialize;

const ONLY_PLAYBACK: &str = "is not allowed to this host, which may play, pause, toggle, restart, seek, start, end, nudge and step; \
     its origin in allow-origin= of the frame's link allows the others";

/// What the page around a frame may do with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rights {
    /// Play, pause, seek, step, and read what is shown.
    Playback,
    /// Every command that stays within the page.
    All,
}

impl Rights {
    /// The rights of a host of an origin, in a page of the origin `own` whose link allows some more. Origins are as browsers write them.
    /// `null` is the origin of every file and of every sandboxed frame, so it equals not even itself.
    #[must_use]
    pub fn of(host: &str, own: &str, allowed: &[String]) -> Rights {
        let is_own = host == own && host != "null";
        if is_own || allowed.iter().any(|origin| origin == host) {
            Rights::All
        } else {
            Rights::Playback
        }
    }

    /// Why a command is refused, if it is.
    ///
    /// Nobody may reach out of the page by a message: to the clipboard, to other programs, to files, or to another page in its place.
    pub(super) fn refusal(self, command: &Command) -> Option<&'static str> {
        let reaches_out = matches!(
            command,
            Command::Copy | Command::Send | Command::Save | Command::Update | Command::Audience
        );
        if reaches_out {
            return Some("reaches out of the frame, which no message may");
        }
        (self == Rights::Playback && !command.moves_playhead()).then_some(ONLY_PLAYBACK)
    }

    /// Why it is refused to show again what a state says, if it is: its link may be any.
    pub(super) fn refusal_of_show(self) -> Option<&'static str> {
        (self == Rights::Playback).then_some(ONLY_PLAYBACK)
    }
}
