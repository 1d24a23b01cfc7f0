//! Writes the talk as the page gets it: `talk-script TALK GO TEMPLATES OUT`, with the folder of the talk's files, that of the Go
//! programs, that of the page's templates, and the file to write. trunk runs it when it builds the page, and names by
//! `TRUNK_STAGING_DIR` the folder for the file.

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};
use talk::{Excerpt, Fault, GoLine, Script, Step, Talk};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [talk, go, templates, out] = arguments.as_slice() else {
        eprintln!(
            "talk-script: allowed are four arguments: the folders of the talk, the Go programs and the templates, the file to write"
        );
        return ExitCode::FAILURE;
    };
    let staging = env::var_os("TRUNK_STAGING_DIR").unwrap_or_default();
    match write(
        Path::new(talk),
        [Path::new(go), Path::new(templates)],
        &Path::new(&staging).join(out),
    ) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn write(folder: &Path, go: [&Path; 2], out: &Path) -> Result<(), Box<dyn Error>> {
    let plan = folder.join("talk.toml");
    let plan = (plan.display().to_string(), text(&plan)?);
    let files = texts(folder, "md")?;
    let files = files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()));
    let talk = Talk::read((&plan.0, &plan.1), files).map_err(|faults| lines(&faults))?;
    let cut = |step: &Step| {
        step.go
            .as_ref()
            .map_or(Ok(Vec::new()), |excerpt| lines_of(step, excerpt, go))
    };
    let script = Script::of(&talk, cut).map_err(|faults| lines(&faults))?;
    fs::write(out, serde_json::to_string(&script)?)
        .map_err(|error| format!("could not write {}: {error}", out.display()))?;
    Ok(())
}

/// The lines of a step, out of the one file of its program that has them, or out of a template.
fn lines_of(
    step: &Step,
    excerpt: &Excerpt,
    [go, templates]: [&Path; 2],
) -> Result<Vec<GoLine>, Fault> {
    let mut files = texts(&go.join(&excerpt.program), "go").unwrap_or_default();
    let template = templates.join(&excerpt.program);
    files.extend(text(&template).map(|text| (excerpt.program.clone(), text)));
    let none = || {
        let (go, templates) = (go.display(), templates.display());
        let allowed =
            format!("there is no such program below {go} and no such file in {templates}");
        ("go.program", excerpt.program.clone(), allowed)
    };
    let cut = files
        .iter()
        .map(|(_, text)| excerpt.cut(text))
        .reduce(|first, other| first.or_else(|wrong| other.map_err(|_| wrong)));
    let cut = cut.unwrap_or_else(|| Err(none()));
    cut.map_err(|(field, value, allowed)| Fault {
        file: step.file.clone(),
        line: excerpt.line,
        field: String::from(field),
        value,
        allowed,
    })
}

/// The files of a folder with an ending, in the order of their names: their paths and their texts.
fn texts(folder: &Path, ending: &str) -> Result<Vec<(String, String)>, Box<dyn Error>> {
    let unreadable = |error| format!("could not read {}: {error}", folder.display());
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension().is_some_and(|found| found == ending) {
            paths.push(path);
        }
    }
    paths.sort();
    let read = |path: &std::path::PathBuf| Ok((path.display().to_string(), text(path)?));
    paths.iter().map(read).collect()
}

fn text(path: &Path) -> Result<String, Box<dyn Error>> {
    let text = fs::read_to_string(path);
    Ok(text.map_err(|error| format!("could not read {}: {error}", path.display()))?)
}

fn lines(faults: &[Fault]) -> String {
    let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
    lines.join("\n")
}
