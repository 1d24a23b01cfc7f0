//! What a page shows, in a form that another page, or the same one later, can show again.

use super::text;
use goruntime::time::Time;
use serde::{Deserialize, Serialize};

/// What a page shows. Its text form is JSON; moments are nanoseconds of virtual time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "a record of JSON, each of whose members says one thing"
)]
pub struct Shown {
    /// The link of what is run, with the part of the axis and the goroutine that are shown: a query with its `?`, or a long one with `#`.
    pub link: String,
    /// The link of the runs that are kept behind these.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept: Option<String>,
    /// The id of the pattern whose source is shown.
    pub chosen: String,
    /// The line of its source that is selected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// The moment shown.
    #[serde(with = "text::moment")]
    pub at: Time,
    /// Whether the moment moves, or will as soon as somebody sees it.
    pub playing: bool,
    /// Virtual seconds in a thousand seconds of the viewer's.
    pub speed: u64,
    /// Whether that was chosen: it is not made to fit when the runs are longer or shorter.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub chosen_speed: bool,
    /// Whether stretches that are too short to see are played slowly, and the rest quickly.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub story: bool,
    /// Whether results are shown that the playhead has not come to.
    pub revealed: bool,
}

impl Shown {
    /// Whether two differ in nothing but the moment, and whether it moves.
    #[must_use]
    pub fn is_same_picture(&self, other: &Shown) -> bool {
        let Shown {
            link,
            kept,
            chosen,
            line,
            ..
        } = self;
        (link, kept, chosen, line) == (&other.link, &other.kept, &other.chosen, &other.line)
    }
}
