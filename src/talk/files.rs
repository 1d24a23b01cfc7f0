//! The files of the talk: those of `assets/talk/`, which the command line carries, and those of a folder.

use super::TalkFile;
use rust_embed::RustEmbed;
use std::fs;
use std::path::{Path, PathBuf};
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

/// Reads a speaker's own talk: one file, whose text is returned, too, or the files of a folder that is like `assets/talk/`.
///
/// # Errors
///
/// A sentence on what cannot be read, or every fault of the files.
pub fn read_own(path: &Path) -> Result<(Talk, Option<TalkFile>), String> {
    if path.is_dir() {
        return Ok((read_folder(path)?, None));
    }
    let file = TalkFile {
        file: path.display().to_string(),
        text: text(path)?,
    };
    let talk = Talk::read_single(&file.file, &file.text).map_err(|faults| listed(&faults))?;
    Ok((talk, Some(file)))
}

fn read_folder(folder: &Path) -> Result<Talk, String> {
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
    Talk::read((&name, &plan), files).map_err(|faults| listed(&faults))
}

fn text(path: &Path) -> Result<String, String> {
    let text = fs::read_to_string(path);
    text.map_err(|error| format!("could not read {}: {error}", path.display()))
}

fn listed(faults: &[Fault]) -> String {
    let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
    faults.join("; ")
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
