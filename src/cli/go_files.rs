//! The Go programs, which the binary carries.

use super::Refusal;
use export::{Program, SourceFile};
use lab::patterns::Pattern;
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "assets/go/"]
#[include = "*.go"]
struct Files;

/// The program of a pattern.
pub(super) fn program(pattern: &Pattern) -> Result<Program, Refusal> {
    let folder = format!("{}/", pattern.folder);
    let mut paths: Vec<String> = Files::iter()
        .filter(|path| path.starts_with(&folder))
        .map(String::from)
        .collect();
    // main.go comes first; the rest in the order of their names.
    paths.sort_by_key(|path| (!path.ends_with("/main.go"), path.clone()));
    let files = paths.iter().map(|path| file(path));
    let helpers = Program::HELPERS.map(file);
    let helpers = helpers.into_iter().collect::<Result<_, _>>()?;
    Ok(Program::new(pattern, files.collect::<Result<_, _>>()?, helpers))
}

fn file(path: &str) -> Result<SourceFile, Refusal> {
    let embedded = Files::get(path);
    let text = embedded.and_then(|file| String::from_utf8(file.data.into_owned()).ok());
    let text = text.ok_or_else(|| Refusal(format!("assets/go/{path} is not in this binary")))?;
    Ok(SourceFile::new(path, text))
}
