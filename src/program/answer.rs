//! What the worker does: a program is compiled and run, formatted, or explored.

use super::base::{VERSION, name_of};
use super::{Answer, Base, Complaint, Explored, Fault, Flag, Kind, Request, is_test};
use explore::{GoProgram, Search, Settings, Tally, shrink, try_all};
use golang::machine::Limits;
use golang::syntax;
use goruntime::runtime::Schedule;
use goruntime::trace::Trace;

/// How many jumps and calls a program may make on the page: some seconds of work in a browser.
const JUMPS: u64 = 200_000_000;
/// The most orderings that a fault may need so that PCT looks for it.
const DEPTH: u32 = 3;
/// The most faults that are made smaller and shown.
const MOST_SHOWN: usize = 20;
/// After how many schedules the progress is said.
const STEP: u64 = 20;

/// Answers requests. It keeps the newest program, which a curve runs again and again.
#[derive(Debug, Default)]
pub struct Answerer {
    newest: Option<Compiled>,
}

/// A program with what it was compiled from.
#[derive(Debug)]
struct Compiled {
    source: String,
    /// The folder and the edited file's lines, if it is the edited program of a pattern.
    of: Option<(String, Vec<(u32, String)>)>,
    program: golang::Program,
    is_test: bool,
}

impl Answerer {
    /// Answers a request; with a run comes its trace. `progress` gets answers that come before the last one.
    #[must_use]
    pub fn answer(
        &mut self,
        request: &Request,
        mut progress: impl FnMut(Answer),
    ) -> (Answer, Option<Trace>) {
        let answered = match request {
            Request::Run {
                source,
                seed,
                schedule,
                arguments,
                base,
                watches,
            } => self
                .compiled(source, base.as_ref())
                .and_then(|(program, _)| {
                    let base = base.as_ref();
                    run(&program, base, (*seed, *watches), schedule, arguments)
                })
                .map(|(flags, trace)| (Answer::Ran { flags }, Some(trace))),
            Request::Original { base } => original(base).map(|answer| (answer, None)),
            Request::Format { source } => format(source).map(|answer| (answer, None)),
            Request::Explore {
                source,
                seed,
                schedules,
                arguments,
                base,
            } => self.compiled(source, base.as_ref()).map(|program| {
                let base = base.as_ref();
                let found = explored(program, base, (*seed, *schedules), arguments, &mut progress);
                (Answer::Explored(found), None)
            }),
        };
        answered.unwrap_or_else(|complaints| (Answer::Wrong { complaints }, None))
    }

    fn compiled(
        &mut self,
        source: &str,
        base: Option<&Base>,
    ) -> Result<(golang::Program, bool), Vec<Complaint>> {
        let of = base.map(|base| (base.folder.clone(), base.shown.clone()));
        let same = |newest: &&Compiled| newest.source == source && newest.of == of;
        if let Some(newest) = self.newest.as_ref().filter(same) {
            return Ok((newest.program.clone(), newest.is_test));
        }
        let (program, is_test) = compiled(source, base)?;
        self.newest = Some(Compiled {
            source: String::from(source),
            of,
            program: program.clone(),
            is_test,
        });
        Ok((program, is_test))
    }
}

/// Compiles a program: one file, or with its surroundings the edited program of a pattern. Also says whether it is tests, which
/// are then what runs.
///
/// # Errors
/// What is wrong with it, with the names of files.
pub fn compile(
    source: &str,
    base: Option<&Base>,
) -> Result<(golang::Program, bool), Vec<golang::Complaint>> {
    if let Some(base) = base {
        let program = golang::Program::compile_in_module(&base.with(source), VERSION)?;
        return Ok((program, false));
    }
    let is_test = is_test(source);
    let name = if is_test { "prog_test.go" } else { "prog.go" };
    let files = [(String::from(name), source.as_bytes().to_vec())];
    let program = if is_test {
        golang::Program::compile_tests(&files, None)
    } else {
        golang::Program::compile(&files)
    };
    Ok((program?, is_test))
}

/// The same with complaints about lines of the one file that is edited.
fn compiled(source: &str, base: Option<&Base>) -> Result<(golang::Program, bool), Vec<Complaint>> {
    let edited = base.map(|base| base.with(source).swap_remove(0).0);
    let own = |complaint: golang::Complaint| {
        let is_elsewhere = edited.as_ref().is_some_and(|file| *file != complaint.file);
        if is_elsewhere {
            return about_nothing(complaint.to_string());
        }
        Complaint {
            line: complaint.line,
            column: complaint.column,
            message: complaint.message,
        }
    };
    compile(source, base).map_err(|complaints| complaints.into_iter().map(own).collect())
}

fn about_nothing(message: String) -> Complaint {
    Complaint {
        line: 0,
        column: 0,
        message,
    }
}

fn original(base: &Base) -> Result<Answer, Vec<Complaint>> {
    let source = base.original();
    let source = source.ok_or_else(|| {
        let message = format!("there is no such program in the folder {}", base.folder);
        vec![about_nothing(message)]
    })?;
    Ok(Answer::Text { source })
}

fn run(
    program: &golang::Program,
    base: Option<&Base>,
    (seed, watches): (u64, bool),
    schedule: &str,
    arguments: &[String],
) -> Result<(Vec<Flag>, Trace), Vec<Complaint>> {
    let schedule: Option<Schedule> = match schedule {
        "" => None,
        text => {
            let schedule = text.parse();
            Some(
                schedule
                    .map_err(|reason| vec![about_nothing(format!("schedule {text}: {reason}"))])?,
            )
        }
    };
    let execute = |arguments: &[String]| match &schedule {
        None if watches => program.run_watched(arguments, seed, limits(base)),
        None => program.run(arguments, seed, limits(base)),
        Some(schedule) => program.replay(arguments, seed, limits(base), schedule.clone()),
    };
    let with_own = |own: &[String]| with_own(program, base, own);
    let mut execution = execute(&with_own(arguments));
    let known = of_flags(arguments, &execution.flags);
    if known.len() < arguments.len() {
        execution = execute(&with_own(&known));
    }
    let flags = execution.flags.into_iter().map(|flag| Flag {
        kind: Kind::of(&flag.kind),
        name: flag.name,
        default: flag.default,
        usage: flag.usage,
        is_of_lab: flag.is_of_lab,
    });
    Ok((flags.collect(), execution.trace))
}

fn limits(base: Option<&Base>) -> Limits {
    Limits {
        jumps: JUMPS,
        budget: base.map(Base::budget).unwrap_or_default(),
        ..Limits::default()
    }
}

/// The scenario's arguments, if there is one, and then these. Of a flag that stands twice, the last one counts.
fn with_own(program: &golang::Program, base: Option<&Base>, arguments: &[String]) -> Vec<String> {
    let of_scenario = base.map_or_else(Vec::new, |base| base.arguments_of(program));
    [&of_scenario, arguments].concat()
}

/// Those arguments that set a flag of the program: a text that is being edited has lost others.
fn of_flags(arguments: &[String], flags: &[golang::machine::Flag]) -> Vec<String> {
    let is_known = |argument: &&String| {
        let name = name_of(argument);
        flags.iter().any(|flag| flag.name == name)
    };
    arguments.iter().filter(is_known).cloned().collect()
}

fn format(source: &str) -> Result<Answer, Vec<Complaint>> {
    match syntax::format("prog.go", source.as_bytes(), syntax::Limits::default()) {
        Ok(source) => Ok(Answer::Text { source }),
        Err(wrong) => Err(wrong
            .errors
            .into_iter()
            .map(|error| {
                let at = wrong.files.position(error.pos);
                Complaint {
                    line: at.line,
                    column: at.column,
                    message: error.message,
                }
            })
            .collect()),
    }
}

fn explored(
    (program, is_test): (golang::Program, bool),
    base: Option<&Base>,
    (seed, schedules): (u64, u64),
    arguments: &[String],
    progress: &mut dyn FnMut(Answer),
) -> Explored {
    let mut own = Vec::new();
    if !arguments.is_empty() {
        let once = program.run(&with_own(&program, base, arguments), seed, limits(base));
        own = of_flags(arguments, &once.flags);
    }
    let arguments = with_own(&program, base, &own);
    let budget = base.map(Base::budget).unwrap_or_default();
    let subject = GoProgram::new(program, arguments, seed, is_test).within(budget);
    let mut tried = 0;
    let mut step = || {
        tried += 1;
        if tried % STEP == 0 {
            progress(Answer::Progress {
                tried: tried.min(schedules),
                of: schedules,
            });
        }
    };
    let complete = try_all(&subject, schedules, &mut step);
    let is_complete = complete.is_some();
    let tally = complete.map_or_else(
        || {
            tried = 0;
            searched(&subject, seed, schedules, progress)
        },
        |complete| complete.tally,
    );
    let mut found: Vec<_> = tally.found.into_iter().collect();
    found.sort_by_key(|(_, found)| (found.fault.kind, found.first));
    let more = found.len().saturating_sub(MOST_SHOWN);
    let faults = found.into_iter().take(MOST_SHOWN).map(|(identity, found)| {
        let smaller = shrink(&subject, &found.schedule, &identity);
        let (schedule, fault) = smaller.unwrap_or((found.schedule, found.fault));
        Fault {
            text: fault.to_string(),
            lines: fault.places.iter().map(|place| place.line).collect(),
            details: fault.details,
            seen: found.seen,
            schedule: schedule.to_string(),
        }
    });
    Explored {
        tried: tally.tried,
        is_complete,
        cut: tally.cut,
        faults: faults.collect(),
        more,
    }
}

/// Schedules by chance.
fn searched(
    subject: &GoProgram,
    seed: u64,
    schedules: u64,
    progress: &mut dyn FnMut(Answer),
) -> Tally {
    let settings = Settings {
        schedules,
        decisions: Settings::DECISIONS,
        seed,
        depth: DEPTH,
    };
    let (search, first) = Search::begin(subject, settings);
    let mut tally = Tally::default();
    for one in first {
        tally.merge(one);
    }
    let racy = search.racy();
    for number in search.left() {
        search.try_one(subject, number, &racy, &mut tally);
        if number % STEP == 0 {
            progress(Answer::Progress {
                tried: tally.tried,
                of: schedules,
            });
        }
    }
    tally
}
