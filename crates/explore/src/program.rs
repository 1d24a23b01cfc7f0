//! A Go program as a subject, and the faults of its runs.

use crate::fault::{Fault, Kind, Place};
use crate::holders::Holders;
use crate::subject::{Attempt, Subject, Trial};
use golang::Program;
use golang::machine::{Access, DataRace, Explored, Limits, Plan, StackFrame, Stuck};
use goruntime::runtime::Budget;
use goruntime::trace::{BlockReason, GoroutineId, Outcome};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The most scheduling steps of a run.
const STEPS: u64 = 200_000;

/// The most jumps and calls of a run.
const JUMPS: u64 = 5_000_000;

/// For how many steps the other goroutines go on after main has returned.
const DRAIN: u32 = 5_000;

/// The most lines of details.
const MOST_DETAILS: usize = 40;

/// A Go program, or a test.
#[derive(Clone, Debug)]
pub struct GoProgram {
    program: Program,
    arguments: Vec<String>,
    seed: u64,
    /// Whether what goroutines do after main has returned counts, since the process goes on then: in a test.
    goes_on: bool,
    budget: Budget,
}

impl GoProgram {
    /// A program, or a program that runs a test, with the arguments after its name and its seed.
    #[must_use]
    pub fn new(program: Program, arguments: Vec<String>, seed: u64, is_test: bool) -> GoProgram {
        GoProgram {
            program,
            arguments,
            seed,
            goes_on: is_test,
            budget: Budget::default(),
        }
    }

    /// The same with the memory, tasks and processors of a budget. The steps of a run stay those of a search.
    #[must_use]
    pub fn within(self, budget: Budget) -> GoProgram {
        GoProgram { budget, ..self }
    }

    fn limits(&self) -> Limits {
        Limits {
            budget: Budget {
                steps: STEPS,
                ..self.budget
            },
            jumps: JUMPS,
            ..Limits::default()
        }
    }
}

impl Subject for GoProgram {
    fn run(&self, attempt: Attempt) -> Trial {
        let in_full = attempt.in_full;
        let plan = Plan {
            chooser: attempt.chooser,
            racy: attempt.racy,
            keeps_stacks: attempt.in_full,
            touches: attempt.touches,
            drain: DRAIN,
        };
        let seed = attempt.seed.unwrap_or(self.seed);
        let mut limits = self.limits();
        limits.budget.steps = limits.budget.steps.min(attempt.most.steps);
        limits.jumps = limits.jumps.min(attempt.most.jumps);
        let explored = self.program.explore(&self.arguments, seed, limits, plan);
        let outcome = explored.execution.trace.exit().outcome;
        Trial {
            racy: explored.races.iter().flat_map(|race| race.places).collect(),
            is_cut: outcome == Outcome::BudgetExceeded,
            faults: faults(&explored, self.goes_on, in_full, &self.program.code().files),
            deviations: explored.deviations,
            decisions: explored.decisions,
            jumps: explored.jumps,
        }
    }

    fn says_touches(&self) -> bool {
        true
    }
}

fn faults(explored: &Explored, is_test: bool, in_full: bool, files: &[String]) -> Vec<Fault> {
    let mut faults: Vec<Fault> = Vec::new();
    for race in &explored.races {
        let fault = race_fault(race);
        if faults.iter().all(|known| known.identity != fault.identity) {
            faults.push(fault);
        }
    }
    let exit = explored.execution.trace.exit();
    let first_line = exit.message.lines().next().unwrap_or("");
    // Reading the trace takes time, which only a fault that is shown is worth.
    let holders = || {
        if in_full {
            Holders::of(&explored.execution.trace)
        } else {
            Holders::default()
        }
    };
    let counts = is_test || !explored.main_has_returned;
    match exit.outcome {
        Outcome::Deadlock if counts => faults.push(deadlock(&explored.stuck, &holders())),
        Outcome::Panic if counts => {
            let text = first_line.strip_prefix("panic: ").unwrap_or(first_line);
            faults.push(at(Kind::Panic, text, &explored.panicked));
        }
        Outcome::Fatal if counts => {
            let text = first_line
                .strip_prefix("fatal error: ")
                .unwrap_or(first_line);
            faults.push(at(Kind::Fatal, text, &explored.last));
        }
        Outcome::Exited if is_test => faults.push(test_failed(&explored.execution.stdout, files)),
        Outcome::Finished | Outcome::MainReturnedEarly if explored.main_has_returned => {
            faults.extend(leaks(&explored.stuck, &holders()));
        }
        _ => {}
    }
    faults
}

fn place(frame: &StackFrame) -> Place {
    Place {
        file: frame.file.clone(),
        line: frame.line,
    }
}

/// A fault at the innermost call of a stack.
fn at(kind: Kind, text: &str, stack: &[StackFrame]) -> Fault {
    let places: Vec<Place> = stack.first().map(place).into_iter().collect();
    let identity = match places.first() {
        Some(place) => format!("{} {place}", kind.name()),
        None => format!("{} {text}", kind.name()),
    };
    Fault {
        kind,
        text: String::from(text),
        details: stack.iter().map(|frame| format!("in {frame}")).collect(),
        places,
        identity,
    }
}

fn race_fault(race: &DataRace) -> Fault {
    let DataRace {
        variable,
        later,
        earlier,
        ..
    } = race;
    let what = |access: &Access| if access.writes { "write" } else { "read" };
    let at = |access: &Access| access.stack.first().map(place);
    let places: Vec<Place> = [at(later), at(earlier)].into_iter().flatten().collect();
    let mut lines: Vec<String> = places.iter().map(ToString::to_string).collect();
    let variable = variable
        .as_ref()
        .map_or_else(String::new, |name| format!("{name}: "));
    let text = format!(
        "{variable}{} at {} and {} at {}, nothing orders them",
        what(later),
        at(later).map_or_else(String::new, |place| place.to_string()),
        what(earlier),
        at(earlier).map_or_else(String::new, |place| place.to_string()),
    );
    lines.sort();
    let stack = |access: &Access, when: &str| {
        let head = format!("{when}{} by {}", what(access), access.by);
        let frames = access.stack.iter().map(|frame| format!("  in {frame}"));
        std::iter::once(head).chain(frames).collect::<Vec<String>>()
    };
    let mut details = stack(later, "");
    details.extend(stack(earlier, "previous "));
    Fault {
        kind: Kind::Race,
        text,
        places,
        details,
        identity: format!("race {}", lines.join(" ")),
    }
}

/// The words for what a goroutine waits for.
fn reason(stuck: &Stuck) -> &'static str {
    stuck.waits.map_or("runnable", BlockReason::name)
}

fn described(stuck: &Stuck, holders: &Holders) -> String {
    let mut text = format!("{} [{}]", stuck.id, reason(stuck));
    for (number, frame) in stuck.stack.iter().enumerate() {
        let word = if number == 0 { "in" } else { "called by" };
        // Writing to a String cannot fail.
        let _ = write!(text, " {word} {frame}");
    }
    let is_lock = matches!(
        stuck.waits,
        Some(
            BlockReason::SyncMutexLock
                | BlockReason::SyncRWMutexLock
                | BlockReason::SyncRWMutexRLock
        )
    );
    if let Some((holder, line)) = holders.holder(stuck.id).filter(|_| is_lock) {
        let _ = write!(text, "; {holder} has held it since line {line}");
    }
    text
}

fn deadlock(stuck: &[Stuck], holders: &Holders) -> Fault {
    let mut waits: Vec<String> = Vec::new();
    let mut places: Vec<Place> = Vec::new();
    // What runs the tests has no lines of its own, and waits for the test.
    let stuck: Vec<&Stuck> = stuck.iter().filter(|one| !one.stack.is_empty()).collect();
    let mut ordered = stuck.clone();
    // Who waits for the others to end says least.
    ordered.sort_by_key(|one| one.waits == Some(BlockReason::WaitGroupWait));
    for one in ordered {
        if let Some(at) = one.stack.first().map(place) {
            waits.push(format!("{} {at}", reason(one)));
            if !places.contains(&at) {
                places.push(at);
            }
        }
    }
    waits.sort();
    waits.dedup();
    let count = stuck.len();
    let goroutines = if count == 1 {
        String::from("the only goroutine is asleep")
    } else {
        format!("all {count} goroutines are asleep")
    };
    let at: Vec<String> = places.iter().take(4).map(ToString::to_string).collect();
    Fault {
        kind: Kind::Deadlock,
        text: format!("{goroutines}, at {}", at.join(", ")),
        places,
        details: stuck
            .iter()
            .take(MOST_DETAILS)
            .map(|one| described(one, holders))
            .collect(),
        identity: format!("deadlock {}", waits.join(", ")),
    }
}

/// What goroutines have in common that have not ended for the same reason.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Leak<'a> {
    /// They wait at this place, for this.
    Waits(Option<Place>, &'static str),
    /// They began in this function, and go on and on: at which of their lines they are is chance.
    GoesOn(&'a str),
}

/// A leak for each line at which goroutines wait for ever, and each function whose goroutines go on.
fn leaks(stuck: &[Stuck], holders: &Holders) -> Vec<Fault> {
    let mut by_place: BTreeMap<Leak<'_>, Vec<&Stuck>> = BTreeMap::new();
    for one in stuck.iter().filter(|one| one.id != GoroutineId::MAIN) {
        let leak = match &one.began {
            Some(began) if one.goes_on => Leak::GoesOn(began),
            None if one.goes_on => Leak::Waits(one.stack.first().map(place), "still runs"),
            _ => Leak::Waits(one.stack.first().map(place), reason(one)),
        };
        by_place.entry(leak).or_default().push(one);
    }
    let leak = |(leak, stuck): (Leak<'_>, Vec<&Stuck>)| {
        let count = match stuck.len() {
            1 => String::from("a goroutine"),
            count => format!("{count} goroutines"),
        };
        let verb = match (stuck[0].goes_on, stuck.len()) {
            (true, 1) => "does not end",
            (true, _) => "do not end",
            (false, 1) => "waits for ever",
            (false, _) => "wait for ever",
        };
        let at = stuck[0].stack.first().map(place);
        let line = at
            .as_ref()
            .map_or_else(String::new, |place| format!(" at {place}"));
        let (reason, identity) = match leak {
            Leak::Waits(_, reason) => (reason, format!("leak {reason}{line}")),
            Leak::GoesOn(began) => ("still runs", format!("leak still runs {began}")),
        };
        Fault {
            kind: Kind::Leak,
            text: format!("{count} {verb} [{reason}]{line}"),
            identity,
            places: at.into_iter().collect(),
            details: stuck
                .iter()
                .take(MOST_DETAILS)
                .map(|one| described(one, holders))
                .collect(),
        }
    };
    by_place.into_iter().map(leak).collect()
}

/// The line from which a test says something: `x_test.go:12: message`.
fn said_at(text: &str, files: &[String]) -> Option<Place> {
    let mut parts = text.splitn(3, ':');
    let (name, line) = (parts.next()?, parts.next()?);
    let mut files = files.iter();
    let file = files.find(|file| file.rsplit('/').next() == Some(name))?;
    Some(Place {
        file: file.clone(),
        line: line.parse().ok()?,
    })
}

/// A test has failed: its own words.
fn test_failed(stdout: &[u8], files: &[String]) -> Fault {
    let text = String::from_utf8_lossy(stdout);
    let lines: Vec<&str> = text
        .lines()
        .skip_while(|line| !line.trim_start().starts_with("--- FAIL"))
        .take_while(|line| *line != "FAIL")
        .collect();
    // The time that it took is no part of what failed.
    let named = |line: &str| {
        let line = line.trim().trim_start_matches("--- FAIL: ");
        line.split(" (").next().unwrap_or(line).to_owned()
    };
    let name = lines.first().map_or_else(String::new, |line| named(line));
    let said: Vec<&str> = lines.iter().skip(1).map(|line| line.trim()).collect();
    let first = said.first().copied().unwrap_or("");
    Fault {
        kind: Kind::Test,
        text: [&name, ": ", first].concat(),
        places: said_at(first, files).into_iter().collect(),
        details: said
            .iter()
            .take(MOST_DETAILS)
            .map(|line| String::from(*line))
            .collect(),
        identity: format!("test {name}"),
    }
}
