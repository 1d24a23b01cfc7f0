//! The talk: its files, joined with what runs.
//!
//! [`read`] gives the data, [`check`] holds it against the runs, [`handout`] prints it. The files are those of `assets/talk/`.

mod card;
mod check;
mod figure;
#[cfg(not(target_family = "wasm"))]
mod files;
mod handout;
mod own;

pub use card::{card, card_parts};
pub use check::{check, go_lines, runs};
pub use figure::text as figure;
pub use handout::{diagram, handout, picture};
pub use own::TalkFile;

#[cfg(not(target_family = "wasm"))]
pub use files::{EXAMPLES, read, read_own};

use talk::{Fault, Script, Talk};

/// The talk as the page gets it.
///
/// # Errors
///
/// The fault of every step whose lines of Go are not there.
pub fn script(talk: &Talk) -> Result<Script, Vec<Fault>> {
    Script::of(talk, go_lines)
}
