//! A built-in pattern as a subject.
//!
//! A pattern's Rust twin gives way only where it waits: others run at its waits, in any order, and timers fire early.

use crate::fault::{Fault, Kind};
use crate::subject::{Attempt, Subject, Trial};
use goruntime::runtime::{Chosen, Survivor};
use goruntime::trace::{BlockReason, Event, GoroutineId, Outcome, Trace};
use lab::patterns::Pattern;
use lab::scenarios::Scenario;
use lab::simulate::Simulation;
use std::collections::BTreeMap;

/// For how many steps the other goroutines go on after main has returned.
const DRAIN: u32 = 5_000;

/// The most lines of details.
const MOST_DETAILS: usize = 40;

/// A pattern in a scenario.
#[derive(Clone, Debug)]
pub struct Twin {
    scenario: Scenario,
    pattern: &'static Pattern,
}

impl Twin {
    /// A pattern of a scenario.
    #[must_use]
    pub fn new(scenario: Scenario, pattern: &'static Pattern) -> Twin {
        Twin { scenario, pattern }
    }
}

impl Subject for Twin {
    fn run(&self, attempt: Attempt) -> Trial {
        let order = (attempt.chooser, attempt.seed);
        let chosen = Simulation::explored(&self.scenario, self.pattern, order, DRAIN);
        let outcome = chosen.trace.exit().outcome;
        Trial {
            faults: faults(&chosen),
            racy: Vec::new(),
            is_cut: outcome == Outcome::BudgetExceeded,
            deviations: chosen.deviations,
            decisions: chosen.decisions,
            jumps: 0,
        }
    }

    fn says_touches(&self) -> bool {
        false
    }
}

fn faults(chosen: &Chosen) -> Vec<Fault> {
    let Chosen {
        trace, survivors, ..
    } = chosen;
    let mut faults: Vec<Fault> = Vec::new();
    for record in trace.records() {
        if let Event::Race { text, .. } = record.event {
            let fault = Fault {
                kind: Kind::Race,
                identity: format!("race {}", without_numbers(text)),
                text: String::from(text),
                places: Vec::new(),
                details: Vec::new(),
                settled: None,
            };
            if faults.iter().all(|known| known.identity != fault.identity) {
                faults.push(fault);
            }
        }
    }
    let exit = trace.exit();
    let said = exit.message.lines().next().unwrap_or("");
    let own = |kind: Kind, prefix: &str| Fault {
        kind,
        text: String::from(said.strip_prefix(prefix).unwrap_or(said)),
        places: Vec::new(),
        details: Vec::new(),
        identity: format!("{} {}", kind.name(), without_digits(said)),
        settled: None,
    };
    let main_returned = survivors.iter().all(|one| one.id != GoroutineId::MAIN);
    match exit.outcome {
        Outcome::Deadlock => faults.push(waiting(
            Kind::Deadlock,
            "goroutines are asleep",
            trace,
            survivors,
        )),
        Outcome::Panic => faults.push(own(Kind::Panic, "panic: ")),
        Outcome::Fatal => faults.push(own(Kind::Fatal, "fatal error: ")),
        Outcome::Finished | Outcome::MainReturnedEarly
            if main_returned && !survivors.is_empty() =>
        {
            faults.push(waiting(
                Kind::Leak,
                "goroutines have not ended",
                trace,
                survivors,
            ));
        }
        _ => {}
    }
    faults
}

/// A text without the numbers of goroutines, which differ from schedule to schedule.
fn without_numbers(text: &str) -> String {
    let mut words = text.split(' ');
    let mut kept = Vec::new();
    while let Some(word) = words.next() {
        kept.push(word);
        if word == "goroutine" {
            words.next();
        }
    }
    kept.join(" ")
}

/// A message without its numbers, such as an index.
fn without_digits(text: &str) -> String {
    text.replace(|c: char| c.is_ascii_digit(), "")
}

/// The goroutines that wait, with the lines at which they were last.
fn waiting(kind: Kind, what: &str, trace: &Trace, survivors: &[Survivor]) -> Fault {
    let mut lines: BTreeMap<GoroutineId, u32> = BTreeMap::new();
    for record in trace.records() {
        if let (Event::Mark { line }, Some(by)) = (record.event, record.by) {
            lines.insert(by, line);
        }
    }
    let reason = |one: &Survivor| one.waits.map_or("runnable", BlockReason::name);
    let line = |one: &Survivor| lines.get(&one.id).copied().unwrap_or(0);
    let mut waits: Vec<String> = survivors
        .iter()
        .map(|one| format!("{} at line {}", reason(one), line(one)))
        .collect();
    waits.sort();
    waits.dedup();
    let mut places: Vec<String> = survivors.iter().map(|one| line(one).to_string()).collect();
    places.sort();
    places.dedup();
    let details = survivors
        .iter()
        .take(MOST_DETAILS)
        .map(|one| format!("{} [{}] at line {}", one.id, reason(one), line(one)));
    Fault {
        kind,
        text: format!("{} {what}: {}", survivors.len(), waits.join(", ")),
        places: Vec::new(),
        details: details.collect(),
        identity: format!("{} {}", kind.name(), places.join(", ")),
        settled: None,
    }
}
