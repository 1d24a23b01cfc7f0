//! `goroutine-lab go FILE.go`: runs a Go program on the Lab's runtime.

use super::Refusal;
use super::answer::Answer;
use super::arguments::{GoArguments, GoFormat};
use super::json::Exact;
use analysis::analyse;
use golang::machine::{Execution, Limits};
use golang::types::is_module_file;
use golang::{Complaint, Program};
use goroutine_lab::exports::{Look, chrome_of_program};
use goroutine_lab::program::{Base, Program as Linked, SEED, compile, unpack, why_not_editable};
use goruntime::runtime::Schedule;
use goruntime::trace::Trace;
use lab::link;
use picture::{FigureView, figure};
use serde::Serialize;
use std::path::Path;

/// The exit code of a program that the Lab stopped.
const STOPPED: u8 = 3;

pub(super) fn go(arguments: &GoArguments) -> Result<Answer, Refusal> {
    let own = own_program(arguments)?;
    let schedule_text = arguments.schedule.as_deref().or(own.schedule.as_deref());
    let schedule = schedule_text.map(schedule).transpose()?;
    let program = match own.program {
        Ok(program) => program,
        Err(complaints) => return Ok(said(&complaints, 1)),
    };
    // Of a flag that stands twice, the last one counts.
    let mut flags = own.arguments;
    flags.extend_from_slice(&arguments.arguments);
    let limits = Limits {
        budget: own.base.as_ref().map(Base::budget).unwrap_or_default(),
        ..Limits::default()
    };
    let seed = arguments.seed.or(own.seed).unwrap_or(SEED);
    let execution = match schedule {
        Some(schedule) => program.replay(&flags, seed, limits, schedule),
        // A program's own process says nothing of its data races; what shows the run does.
        None if arguments.format == GoFormat::Text => program.run(&flags, seed, limits),
        None => program.run_watched(&flags, seed, limits),
    };
    Ok(match arguments.format {
        GoFormat::Text => process(execution),
        GoFormat::Json => json(&execution).into(),
        GoFormat::Svg => svg(&own.name, &execution.trace).into(),
        GoFormat::Chrome => chrome_of_program(&own.name, &own.source, &execution.trace).into(),
    })
}

/// What the command line names.
struct OwnProgram {
    /// The name of the file that marks are lines of: the first.
    name: String,
    /// Its text.
    source: String,
    program: Result<Program, Vec<Complaint>>,
    /// The surroundings, if it is the edited program of a pattern.
    base: Option<Base>,
    /// The arguments that a link names.
    arguments: Vec<String>,
    /// The seed that a link names.
    seed: Option<u64>,
    /// The schedule that a link names.
    schedule: Option<String>,
}

fn own_program(arguments: &GoArguments) -> Result<OwnProgram, Refusal> {
    if let [only] = &arguments.files[..]
        && let Some(linked) = linked(&only.to_string_lossy())?
    {
        let LinkedProgram {
            program,
            base,
            arguments: own,
            seed,
        } = linked;
        let test = arguments.test.as_deref();
        may_have_tests(base.as_ref(), test)?;
        let compiled = compile_linked(&program, base.as_ref(), test);
        let of_scenario = base.as_ref().zip(compiled.as_ref().ok());
        let of_scenario = of_scenario.map(|(base, program)| base.arguments_of(program));
        return Ok(OwnProgram {
            name: program.file_name().into_owned(),
            source: program.source.clone(),
            program: compiled,
            base,
            arguments: [of_scenario.unwrap_or_default(), own].concat(),
            seed,
            schedule: Some(program.schedule).filter(|schedule| !schedule.is_empty()),
        });
    }
    let files = read(&arguments.files)?;
    let is_test = arguments.test.is_some() || are_tests(&files);
    let (name, source) = &files[0];
    Ok(OwnProgram {
        name: name.clone(),
        source: String::from_utf8_lossy(source).into_owned(),
        program: if is_test {
            Program::compile_tests(&files, arguments.test.as_deref())
        } else {
            Program::compile(&files)
        },
        base: None,
        arguments: Vec::new(),
        seed: None,
        schedule: None,
    })
}

/// A program that a link of the page carries (`#go=…`).
pub(super) struct LinkedProgram {
    pub(super) program: Linked,
    /// The surroundings, if it is the edited program of a pattern.
    pub(super) base: Option<Base>,
    /// The program's flags that the link names, which come behind the scenario's.
    pub(super) arguments: Vec<String>,
    /// The seed that the link names.
    pub(super) seed: Option<u64>,
}

/// The program of a link; none if the text is a file's name, or a link without a program.
pub(super) fn linked(text: &str) -> Result<Option<LinkedProgram>, Refusal> {
    if Path::new(text).exists() || !text.contains("go=") {
        return Ok(None);
    }
    // A link can be given as people copy it, or as its fragment alone.
    let link = if text.starts_with("go=") {
        format!("#{text}")
    } else {
        String::from(text)
    };
    let link = link::parse(&link);
    let Some(carried) = link.program else {
        return Ok(None);
    };
    let of_program = |notice: &&link::Notice| notice.name.starts_with("go");
    if let Some(notice) = link.notices.iter().find(of_program) {
        return Err(Refusal(notice.to_string()));
    }
    if let Some((pattern, reason)) = carried
        .origin
        .and_then(|pattern| Some((pattern, why_not_editable(pattern)?)))
    {
        return Err(Refusal(format!("go-pattern={}: {reason}", pattern.id)));
    }
    let source = unpack(&carried.packed)
        .map_err(|reason| Refusal(format!("go in the link: {}", reason.of("program"))))?;
    let base = carried
        .origin
        .map(|origin| Base::of(origin, &link.scenario));
    let program = Linked {
        source,
        schedule: carried.schedule,
        is_compared: carried.is_compared,
        origin: carried.origin,
        settings: carried.settings,
    };
    let arguments = program.arguments();
    let seed = base.as_ref().map_or(program.seed(), |base| base.seed);
    Ok(Some(LinkedProgram {
        program,
        base,
        arguments,
        seed: Some(seed),
    }))
}

/// Refuses a test of what has none.
pub(super) fn may_have_tests(base: Option<&Base>, test: Option<&str>) -> Result<(), Refusal> {
    match (base, test) {
        (Some(_), Some(test)) => {
            let why = "the edited program of a pattern has no tests";
            Err(Refusal(format!("--test {test}: {why}")))
        }
        _ => Ok(()),
    }
}

/// The program of a link, or one of its tests.
pub(super) fn compile_linked(
    program: &Linked,
    base: Option<&Base>,
    test: Option<&str>,
) -> Result<Program, Vec<Complaint>> {
    match test {
        Some(test) => {
            let name = program.file_name().into_owned();
            let files = [(name, program.source.clone().into_bytes())];
            Program::compile_tests(&files, Some(test))
        }
        None => compile(&program.source, base).map(|(program, _)| program),
    }
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
