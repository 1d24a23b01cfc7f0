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
use std::fs;
use std::path::{Path, PathBuf};
use talk::{Fault, Script, Talk};

/// The folder with the talk's files, as faults name it.
const FOLDER: &str = "assets/talk/";
/// The plan among them.
const PLAN: &str = "talk.toml";

#[derive(RustEmbed)]
#[folder = "assets/talk/"]
struct Files;

/// Seven programs of the talk in one file, which needs nothing but Go.
pub const EXAMPLES: &str = include_str!("../../assets/talk/go-concurrency-examples.go");

/// Reads a speaker's own talk: the files of a folder that is like `assets/talk/`.
///
/// # Errors
///
/// A sentence on what cannot be read, or every fault of the files, a line for each.
pub fn read_folder(folder: &Path) -> Result<Talk, String> {
    let text = |path: &Path| {
        fs::read_to_string(path)
            .map_err(|error| format!("could not read {}: {error}", path.display()))
    };
    let entries = fs::read_dir(folder);
    let entries =
        entries.map_err(|error| format!("could not read {}: {error}", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
    paths.sort();
    let mut files = Vec::new();
    for path in &paths {
        files.push((path.display().to_string(), text(path)?));
    }
    let plan = folder.join(PLAN);
    let (name, plan) = (plan.display().to_string(), text(&plan)?);
    let files = files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()));
    Talk::read((&name, &plan), files).map_err(|faults| {
        let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
        faults.join("; ")
    })
}

/// The talk as the page gets it, in JSON.
///
/// # Errors
///
/// The fault of every step whose lines of Go are not there.
pub fn script(talk: &Talk) -> Result<String, Vec<Fault>> {
    let script = Script::of(talk, go_lines)?;
    Ok(serde_json::to_string(&script).unwrap_or_default())
}

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
