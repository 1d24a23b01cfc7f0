//! A Go program as a subject, and the faults of its runs.

use crate::fault::{Fault, Kind, Place};
use crate::holders::Holders;
use crate::subject::{Attempt, Subject, Trial};
use crate::waiting::{ForEver, MOST_DETAILS, deadlock, leaks, place};
use golang::Program;
use golang::machine::{Access, DataRace, Explored, Limits, Plan, StackFrame};
use goruntime::runtime::{Budget, Decisions, Replay};
use goruntime::trace::Outcome;
use std::rc::Rc;

/// The most scheduling steps of a run.
const STEPS: u64 = 200_000;

/// The most jumps and calls of a run.
const JUMPS: u64 = 5_000_000;

/// For how many steps the other goroutines go on after main has returned.
const DRAIN: u32 = 5_000;

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

    fn limits_of(&self, attempt: &Attempt) -> Limits {
        let mut limits = self.limits();
        limits.budget.steps = limits.budget.steps.min(attempt.most.steps);
        limits.jumps = limits.jumps.min(attempt.most.jumps);
        limits
    }

    fn explored(&self, again: &Again, plan: Plan) -> Explored {
        let Again { seed, limits, .. } = again;
        self.program.explore(&self.arguments, *seed, *limits, plan)
    }

    /// The faults of goroutines of a stopped run that wait for ever. Most of them need only the decisions before these waited:
    /// the run is repeated with these alone, and a fault that is not there then needs all of them.
    fn waiting_for_ever(&self, explored: &Explored, again: &Again) -> Vec<Fault> {
        let found = ForEver::of(explored, again.in_full);
        if found.by_locks.is_empty() && found.unreachable.is_empty() {
            return Vec::new();
        }
        let settled = found.settled;
        let mut needed = explored.deviations.clone();
        needed.retain(|deviation| deviation.at < settled);
        if needed.len() == explored.deviations.len() {
            return found.faults(Some(settled));
        }
        let decisions = Decisions::default();
        let plan = Plan {
            chooser: (Box::new(Replay::new(needed, decisions.clone())), decisions),
            racy: Rc::default(),
            keeps_stacks: again.in_full,
            touches: None,
            drain: DRAIN,
        };
        let repeated = ForEver::of(&self.explored(again, plan), again.in_full);
        let mut faults = repeated.faults(Some(settled));
        for fault in found.faults(None) {
            if faults.iter().all(|known| known.identity != fault.identity) {
                faults.push(fault);
            }
        }
        faults
    }
}

/// What stays the same when a run is repeated in another order.
struct Again {
    seed: u64,
    limits: Limits,
    in_full: bool,
}

impl Subject for GoProgram {
    fn run(&self, attempt: Attempt) -> Trial {
        let in_full = attempt.in_full;
        let again = Again {
            seed: attempt.seed.unwrap_or(self.seed),
            limits: self.limits_of(&attempt),
            in_full,
        };
        let plan = Plan {
            chooser: attempt.chooser,
            racy: attempt.racy,
            keeps_stacks: in_full,
            touches: attempt.touches,
            drain: DRAIN,
        };
        let explored = self.explored(&again, plan);
        let outcome = explored.execution.trace.exit().outcome;
        let mut faults = faults(&explored, self.goes_on, in_full, &self.program.code().files);
        if matches!(outcome, Outcome::BudgetExceeded | Outcome::OutOfMemory) {
            faults.extend(self.waiting_for_ever(&explored, &again));
        }
        Trial {
            racy: explored.races.iter().flat_map(|race| race.places).collect(),
            is_cut: outcome == Outcome::BudgetExceeded,
            faults,
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
            faults.extend(leaks(explored.stuck.iter(), &holders()));
        }
        _ => {}
    }
    faults
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
        settled: None,
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
        settled: None,
    }
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
        settled: None,
    }
}
