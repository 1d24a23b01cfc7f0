//! `goroutine-lab go FILE.go`: runs a Go program on the Lab's runtime.

use super::Refusal;
use super::answer::Answer;
use super::arguments::{GoArguments, GoFormat};
use super::json::Exact;
use analysis::analyse;
use golang::machine::{Execution, Limits};
use golang::types::is_module_file;
use golang::{Complaint, Program};
use goroutine_lab::exports::Look;
use goroutine_lab::program::{is_test, unpack};
use goruntime::runtime::Schedule;
use goruntime::trace::Trace;
use lab::link;
use picture::{FigureView, figure};
use serde::Serialize;
use std::path::{Path, PathBuf};

/// The exit code of a program that the Lab stopped.
const STOPPED: u8 = 3;

pub(super) fn go(arguments: &GoArguments) -> Result<Answer, Refusal> {
    let (files, of_link) = match carried(&arguments.files)? {
        Some(program) => (vec![(program.0, program.1)], Some(program.2)),
        None => (read(&arguments.files)?, None),
    };
    let of_link = of_link.filter(|text| !text.is_empty());
    let schedule_text = arguments.schedule.as_deref().or(of_link.as_deref());
    let schedule = schedule_text.map(schedule).transpose()?;
    let is_test = arguments.test.is_some() || are_tests(&files);
    let program = if is_test {
        Program::compile_tests(&files, arguments.test.as_deref())
    } else {
        Program::compile(&files)
    };
    let program = match program {
        Ok(program) => program,
        Err(complaints) => return Ok(said(&complaints, 1)),
    };
    let execution = match schedule {
        Some(schedule) => program.replay(
            &arguments.arguments,
            arguments.seed,
            Limits::default(),
            schedule,
        ),
        None => program.run(&arguments.arguments, arguments.seed, Limits::default()),
    };
    Ok(match arguments.format {
        GoFormat::Text => process(execution),
        GoFormat::Json => json(&execution).into(),
        GoFormat::Svg => svg(&arguments.files[0].display().to_string(), &execution.trace).into(),
    })
}

/// The program that a link of the page carries (`#go=…`): a name, its text, and its schedule.
fn carried(arguments: &[PathBuf]) -> Result<Option<(String, Vec<u8>, String)>, Refusal> {
    let [only] = arguments else { return Ok(None) };
    let text = only.to_string_lossy();
    if only.exists() || !text.contains("go=") {
        return Ok(None);
    }
    // A link can be given as people copy it, or as its fragment alone.
    let link = if text.starts_with("go=") {
        format!("#{text}")
    } else {
        text.into_owned()
    };
    let Some(program) = link::parse(&link).program else {
        return Ok(None);
    };
    let source = unpack(&program.packed);
    let source = source.map_err(|reason| Refusal(format!("go in the link: {reason}")))?;
    let name = if is_test(&source) {
        "prog_test.go"
    } else {
        "prog.go"
    };
    Ok(Some((
        String::from(name),
        source.into_bytes(),
        program.schedule,
    )))
}

/// The names and texts of Go files.
pub(super) fn read(paths: &[impl AsRef<Path>]) -> Result<Vec<(String, Vec<u8>)>, Refusal> {
    let mut files = Vec::new();
    for path in paths {
        let name = path.as_ref().display();
        match std::fs::read(path) {
            Ok(text) => files.push((name.to_string(), text)),
            Err(error) => return Err(Refusal(format!("{name}: cannot be read: {error}"))),
        }
    }
    files.extend(paths.first().and_then(|path| module_file(path.as_ref())));
    Ok(files)
}

/// The `go.mod` of the module that a file is in, as Go finds it: in the file's folder, or the nearest one above.
fn module_file(path: &Path) -> Option<(String, Vec<u8>)> {
    let path = path.canonicalize().ok()?;
    let found = path.ancestors().skip(1).map(|folder| folder.join("go.mod"));
    let found = found.into_iter().find(|file| file.is_file())?;
    let text = std::fs::read(&found).ok()?;
    Some((found.display().to_string(), text))
}

/// Whether all are test files.
pub(super) fn are_tests(files: &[(String, Vec<u8>)]) -> bool {
    let mut sources = files.iter().filter(|file| !is_module_file(&file.0));
    sources.all(|file| file.0.ends_with("_test.go"))
}

fn schedule(text: &str) -> Result<Schedule, Refusal> {
    text.parse()
        .map_err(|reason| Refusal(format!("--schedule {text}: {reason}")))
}

/// What is wrong with the program, as `go vet` says it.
pub(super) fn said(complaints: &[Complaint], code: u8) -> Answer {
    let lines: Vec<String> = complaints
        .iter()
        .map(|complaint| format!("{complaint}\n"))
        .collect();
    Answer::Process {
        stdout: Vec::new(),
        stderr: lines.concat().into_bytes(),
        code,
    }
}

/// The program's own output and exit code.
fn process(execution: Execution) -> Answer {
    let code = execution.exit_code.and_then(|code| u8::try_from(code).ok());
    Answer::Process {
        stdout: execution.stdout,
        stderr: execution.stderr,
        code: code.unwrap_or(STOPPED),
    }
}

#[derive(Serialize)]
struct ProgramAnswer<'a> {
    outcome: &'static str,
    /// Null where the Lab stopped the program.
    exit_code: Option<i32>,
    /// What the Go runtime says; empty if nothing.
    message: &'a str,
    total_ns: Exact,
    /// Main is counted.
    goroutines: u32,
    stdout: String,
    stderr: String,
    /// Sixteen hexadecimal digits.
    trace_hash: String,
}

fn json(execution: &Execution) -> String {
    let exit = execution.trace.exit();
    let answer = ProgramAnswer {
        outcome: exit.outcome.name(),
        exit_code: execution.exit_code,
        message: &exit.message,
        total_ns: Exact(exit.at.elapsed().0),
        goroutines: execution.trace.goroutines(),
        stdout: String::from_utf8_lossy(&execution.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&execution.stderr).into_owned(),
        trace_hash: format!("{:016x}", execution.trace.hash()),
    };
    let text = serde_json::to_string(&answer);
    text.unwrap_or_else(|error| unreachable!("these values are JSON: {error}")) + "\n"
}

/// The timeline of the program's goroutines.
pub(super) fn svg(name: &str, trace: &Trace) -> String {
    let report = analyse(trace);
    let look = Look::default();
    let figure = figure(
        name,
        "",
        &[(name, &report)],
        f32::from(Look::WIDTH),
        FigureView::default(),
    );
    picture::svg(&figure, look.theme())
}
