//! The Go program of a pattern in one file, with the parameters of a run: for `go run main.go`.
//!
//! The files of the pattern's folder and those of the package `lab` become one `package main`. The parameters are arguments
//! that come before those of the command line, so that `go run main.go -tasks=5` still changes them. The file is laid out as
//! gofmt does.

mod arguments;
mod merge;

pub use arguments::{arguments, unsupported};

use super::source::Program;
use lab::link;
use lab::patterns::Pattern;
use lab::scenarios::Scenario;
use merge::Merged;
use std::fmt::Write as _;

/// The program of a pattern with the values of a scenario.
///
/// # Errors
///
/// The complaints of the parser if the files are not Go. The files of the registry are.
pub fn single_file(
    program: &Program,
    scenario: &Scenario,
    pattern: &'static Pattern,
) -> Result<String, String> {
    let merged = Merged::new(program);
    let mut alone = scenario.clone();
    alone.set_patterns([pattern]);
    let mut text = String::new();
    // Writing to a String cannot fail.
    if let Some(version) = merged.language() {
        let _ = writeln!(text, "//go:build {version}\n");
    }
    text.push_str(merged.comment());
    let _ = writeln!(
        text,
        "//\n// This is pattern {} of Goroutine Lab, from ?{}.",
        pattern.id,
        link::format(&alone)
    );
    text.push_str(&how_to_run(&merged));
    text.push_str(&left_out(scenario));
    text.push_str("package main\n\nimport (\n");
    for import in merged.imports() {
        let _ = writeln!(text, "\t{import}");
    }
    text.push_str(")\n\n");
    text.push_str(&parameters(&arguments(scenario, pattern)));
    text.push_str(merged.body());
    let name = format!("{}.go", pattern.id);
    golang::syntax::format(&name, text.as_bytes(), golang::syntax::Limits::default()).map_err(
        |not_formatted| {
            let errors = not_formatted.errors.iter();
            let errors = errors.map(|error| error.message.clone());
            format!("{name}: {}", errors.collect::<Vec<_>>().join("; "))
        },
    )
}

fn how_to_run(merged: &Merged) -> String {
    let mut text = String::from("//\n");
    if merged
        .imports()
        .iter()
        .any(|import| import.contains("golang.org/x/"))
    {
        text.push_str("//\tgo mod init pattern && go mod tidy\n");
    }
    text.push_str("//\tgo run main.go\n");
    if merged.language().is_some() {
        text.push_str(
            "//\n// The first line chooses the version of Go whose language this file is in: loops mean what they meant then.\n",
        );
    }
    text
}

/// The limits of the run that the program does not have.
fn left_out(scenario: &Scenario) -> String {
    let names = unsupported(scenario);
    if names.is_empty() {
        return String::new();
    }
    format!(
        "//\n// The run in the Lab had limits that a program alone does not have: {}.\n",
        names.join(", ")
    )
}

fn parameters(arguments: &[String]) -> String {
    let mut text = String::from(
        "// parameters are those of the run. Arguments of the command line come after them and win.\n\
         var parameters = []string{\n",
    );
    for argument in arguments {
        // Writing to a String cannot fail. Arguments have no characters that Go and Rust quote in different ways.
        let _ = writeln!(text, "\t{argument:?},");
    }
    text.push_str(
        "}\n\nfunc init() {\n\tos.Args = append(append(os.Args[:1:1], parameters...), os.Args[1:]...)\n}\n\n",
    );
    text
}
