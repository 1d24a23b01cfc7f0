//! The talk: its files, joined with what runs.
//!
//! [`read`] gives the data, [`check`] holds it against the runs, [`handout`] prints it. The files are those of `assets/talk/`.

mod card;
mod check;
mod figure;
mod handout;

pub use card::card;
pub use check::{check, go_lines};
pub use figure::text as figure;
pub use handout::{handout, picture};

use rust_embed::RustEmbed;
use talk::{Fault, Talk};

/// The folder with the talk's files, as faults name it.
const FOLDER: &str = "assets/talk/";
/// The plan among them.
const PLAN: &str = "talk.toml";

#[derive(RustEmbed)]
#[folder = "assets/talk/"]
struct Files;

/// Seven programs of the talk in one file, which needs nothing but Go.
pub const EXAMPLES: &str = include_str!("../../assets/talk/go-concurrency-examples.go");

/// Reads the talk.
///
/// # Errors
///
/// Every fault of its files.
pub fn read() -> Result<Talk, Vec<Fault>> {
    let text = |name: &str| {
        let file = Files::get(name).map(|file| file.data.into_owned());
        String::from_utf8(file.unwrap_or_default()).unwrap_or_default()
    };
    let is_step = |name: &str| {
        name.rsplit_once('.')
            .is_some_and(|(_, ending)| ending == "md")
    };
    let mut names: Vec<String> = Files::iter()
        .filter(|name| is_step(name))
        .map(|name| name.to_string())
        .collect();
    names.sort();
    let files: Vec<(String, String)> = names
        .iter()
        .map(|name| ([FOLDER, name].concat(), text(name)))
        .collect();
    let files = files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()));
    Talk::read(([FOLDER, PLAN].concat().as_str(), &text(PLAN)), files)
}
