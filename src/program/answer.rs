//! What the worker does: a program is compiled and run, formatted, or explored.

use super::{Answer, Complaint, Explored, Fault, Request};
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

/// Answers a request; with a run comes its trace. `progress` gets answers that come before the last one.
#[must_use]
pub fn answer(request: &Request, mut progress: impl FnMut(Answer)) -> (Answer, Option<Trace>) {
    let answered = match request {
        Request::Run {
            source,
            seed,
            schedule,
        } => run(source, *seed, schedule).map(|trace| (Answer::Ran, Some(trace))),
        Request::Format { source } => format(source).map(|answer| (answer, None)),
        Request::Explore {
            source,
            seed,
            schedules,
        } => explored(source, *seed, *schedules, &mut progress)
            .map(|found| (Answer::Explored(found), None)),
    };
    answered.unwrap_or_else(|complaints| (Answer::Wrong { complaints }, None))
}

/// A compiled program, and whether it is tests.
fn compiled(source: &str) -> Result<(golang::Program, bool), Vec<Complaint>> {
    let is_test = is_test(source);
    let name = if is_test { "prog_test.go" } else { "prog.go" };
    let files = [(String::from(name), source.as_bytes().to_vec())];
    let program = if is_test {
        golang::Program::compile_tests(&files, None)
    } else {
        golang::Program::compile(&files)
    };
    let own = |complaint: golang::Complaint| Complaint {
        line: complaint.line,
        column: complaint.column,
        message: complaint.message,
    };
    let program = program.map_err(|complaints| complaints.into_iter().map(own).collect::<Vec<_>>());
    Ok((program?, is_test))
}

/// Whether a file has tests and no main.
#[must_use]
pub fn is_test(source: &str) -> bool {
    let has = |start: &str| source.lines().any(|line| line.starts_with(start));
    has("func Test") && !has("func main(")
}

fn run(source: &str, seed: u64, schedule: &str) -> Result<Trace, Vec<Complaint>> {
    let (program, _) = compiled(source)?;
    let limits = Limits {
        jumps: JUMPS,
        ..Limits::default()
    };
    if schedule.is_empty() {
        return Ok(program.run(&[], seed, limits).trace);
    }
    let schedule: Schedule = schedule.parse().map_err(|reason| {
        let message = format!("schedule {schedule}: {reason}");
        vec![Complaint {
            line: 0,
            column: 0,
            message,
        }]
    })?;
    Ok(program.replay(&[], seed, limits, schedule).trace)
}

fn format(source: &str) -> Result<Answer, Vec<Complaint>> {
    match syntax::format("prog.go", source.as_bytes(), syntax::Limits::default()) {
        Ok(source) => Ok(Answer::Formatted { source }),
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
    source: &str,
    seed: u64,
    schedules: u64,
    progress: &mut dyn FnMut(Answer),
) -> Result<Explored, Vec<Complaint>> {
    let (program, is_test) = compiled(source)?;
    let subject = GoProgram::new(program, Vec::new(), seed, is_test);
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
    Ok(Explored {
        tried: tally.tried,
        is_complete,
        cut: tally.cut,
        faults: faults.collect(),
        more,
    })
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
