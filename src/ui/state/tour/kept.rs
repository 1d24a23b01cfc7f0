//! What of the tour outlives its document.

use crate::talk::TalkFile;
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// What of the tour outlives its document, when that is loaded again.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Kept {
    /// When the talk began, in milliseconds since 1970.
    pub began: Option<f64>,
    /// Whether notes and time are shown.
    pub presents: bool,
    /// The id of the step that was left for a card.
    pub left: Option<String>,
    /// The talk, if it is a text that somebody has given.
    pub file: Option<Rc<TalkFile>>,
}

/// How long ago a talk can have begun that is still being given, in milliseconds.
const LONGEST: f64 = 6.0 * 3_600_000.0;

impl Kept {
    /// What is still of use at a moment, in milliseconds since 1970: yesterday's talk is not the one that is given today.
    pub(super) fn at(self, now: f64) -> Kept {
        let is_recent = |began: &f64| (0.0..LONGEST).contains(&(now - began));
        let began = self.began.filter(is_recent);
        Kept {
            presents: self.presents && began.is_some(),
            began,
            left: self.left,
            file: self.file,
        }
    }
}
