//! Two runs on the same tasks: where the orders of their events part, and what each does there.

use super::fmt::length;
use super::{GoroutineState, Report};
use goruntime::time::Time;
use goruntime::trace::{Cursor, Event, GoroutineId, Record, TaskOutcome, Trace};
use std::collections::VecDeque;

/// The most tasks that are named.
const MOST_NAMED: usize = 3;
/// No more steps are read ahead of the other run.
const MOST_AHEAD: usize = 100_000;
/// The events that are read at once where nobody waits meanwhile.
const PIECE: usize = 10_000;

/// The first moment at which one run begins or ends a task, and another does not. The order within a moment does not count: it says
/// who was runnable first, not what differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// When.
    pub at: Time,
    /// What the first run does then: `starts task 5`.
    pub first: String,
    /// What the second run does then: `waits for tasks 1, 3 and 4`.
    pub second: String,
}

/// A begin or an end of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Step {
    at: Time,
    /// `None` for a begin. Begins come first: they say the most.
    outcome: Option<TaskOutcome>,
    task: u32,
}

/// Compares two runs, each with its report; `None` if they begin and end the same tasks at the same moments.
#[must_use]
pub fn first_difference(first: (&Trace, &Report), second: (&Trace, &Report)) -> Option<Difference> {
    let mut reading = DifferenceReading::default();
    while !reading.advance(first, second, PIECE) {}
    reading.finish()
}

/// The [`first_difference`] of two runs, read piece by piece, so that a page can respond meanwhile.
#[derive(Debug, Default)]
pub struct DifferenceReading {
    first: Steps,
    second: Steps,
    found: Option<Difference>,
}

impl DifferenceReading {
    /// Reads at most `events` more events of each of the same two runs. True when nothing is left to read.
    pub fn advance(
        &mut self,
        (first, first_report): (&Trace, &Report),
        (second, second_report): (&Trace, &Report),
        events: usize,
    ) -> bool {
        if self.found.is_some() {
            return true;
        }
        self.first.read(first, events);
        self.second.read(second, events);
        loop {
            let next = [&self.first, &self.second].map(Steps::next);
            let Some(at) = next.into_iter().flatten().min() else {
                return self.first.is_over && self.second.is_over;
            };
            if !self.first.has_all_of(at) || !self.second.has_all_of(at) {
                return false;
            }
            let (one, other) = (self.first.instant(at), self.second.instant(at));
            if one != other {
                self.found = Some(Difference {
                    at,
                    first: doing(first_report, missing(&one, &other), at),
                    second: doing(second_report, missing(&other, &one), at),
                });
                return true;
            }
        }
    }

    /// The difference, once all is read.
    #[must_use]
    pub fn finish(self) -> Option<Difference> {
        self.found
    }
}

/// The steps of a run, as far as they were read and not compared.
#[derive(Debug, Default)]
struct Steps {
    ahead: VecDeque<Step>,
    cursor: Cursor,
    /// The moment of the last event that was read.
    read_to: Time,
    is_over: bool,
}

impl Steps {
    fn read(&mut self, trace: &Trace, events: usize) {
        let is_far_ahead = self.ahead.len() > MOST_AHEAD;
        let has_next = self.next().is_some_and(|at| self.has_all_of(at));
        if self.is_over || (is_far_ahead && has_next) {
            return;
        }
        self.is_over = trace.read_on(&mut self.cursor, events, |record| {
            self.read_to = record.at;
            self.ahead.extend(step(&record));
        });
    }

    fn next(&self) -> Option<Time> {
        self.ahead.front().map(|step| step.at)
    }

    /// Whether all steps of an instant were read.
    fn has_all_of(&self, at: Time) -> bool {
        self.is_over || self.read_to > at
    }

    /// Takes the steps of an instant, sorted.
    fn instant(&mut self, at: Time) -> Vec<Step> {
        let count = self.ahead.iter().take_while(|step| step.at == at).count();
        let mut own: Vec<Step> = self.ahead.drain(..count).collect();
        own.sort_unstable();
        own
    }
}

/// The first of one run's steps that the other does not make; both are sorted.
fn missing(one: &[Step], other: &[Step]) -> Option<Step> {
    let is_missing = |step: &&Step| other.binary_search(step).is_err();
    one.iter().find(is_missing).copied()
}

impl Difference {
    /// The words for it, of runs with these names: `At 100 ms, Pool starts task 5; Batched waits for tasks 1, 3 and 4.`
    #[must_use]
    pub fn words(&self, first: &str, second: &str) -> String {
        let at = length(self.at.elapsed());
        format!("At {at}, {first} {}; {second} {}.", self.first, self.second)
    }
}

fn step(record: &Record<'_>) -> Option<Step> {
    match record.event {
        Event::TaskStart { task } => Some(Step {
            at: record.at,
            task,
            outcome: None,
        }),
        Event::TaskEnd { task, outcome } => Some(Step {
            at: record.at,
            task,
            outcome: Some(outcome),
        }),
        _ => None,
    }
}

/// What a run does at a moment: this step, or else what goes on.
fn doing(report: &Report, step: Option<Step>, at: Time) -> String {
    if let Some(step) = step {
        return match step.outcome {
            None => format!("starts task {}", step.task),
            Some(TaskOutcome::Ok) => format!("ends task {}", step.task),
            Some(TaskOutcome::Error) => format!("fails with task {}", step.task),
            Some(TaskOutcome::Cancelled) => format!("cancels task {}", step.task),
        };
    }
    if report.total <= at {
        return String::from("has ended");
    }
    let is_running = |task: &&super::TaskSpan| {
        task.start.is_some_and(|start| start <= at) && task.end.is_none_or(|end| end > at)
    };
    let running: Vec<u32> = report
        .tasks
        .iter()
        .filter(is_running)
        .map(|task| task.id)
        .collect();
    let waits = match main_state(report, at) {
        Some(GoroutineState::Blocked(_)) => "waits for ",
        _ => "still runs ",
    };
    match running.as_slice() {
        [] => String::from("runs no task"),
        tasks => String::from(waits) + &named(tasks),
    }
}

fn main_state(report: &Report, at: Time) -> Option<GoroutineState> {
    let main = report.span(GoroutineId::MAIN)?;
    Some(report.segment_at(main, at)?.state)
}

/// `task 3`; `tasks 1, 3 and 4`; `tasks 1, 3, 4 and 17 more`.
fn named(tasks: &[u32]) -> String {
    let [first, others @ ..] = tasks else {
        return String::new();
    };
    if others.is_empty() {
        return format!("task {first}");
    }
    let shown = if tasks.len() > MOST_NAMED + 1 {
        MOST_NAMED
    } else {
        tasks.len() - 1
    };
    let listed: Vec<String> = tasks[..shown].iter().map(u32::to_string).collect();
    let last = match tasks.len() - shown {
        1 => tasks[shown].to_string(),
        more => format!("{more} more"),
    };
    format!("tasks {} and {last}", listed.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyse;
    use crate::fixtures::{Script, trace};
    use goruntime::trace::Outcome;

    #[track_caller]
    fn check(first: &[Script], second: &[Script], words: Option<&str>) {
        let end = |scripts: &[Script]| scripts.iter().map(|task| task.end).max().unwrap_or(0);
        let [first, second] = [first, second].map(|scripts| {
            let trace = trace(scripts, Outcome::Finished, end(scripts));
            let report = analyse(&trace);
            (trace, report)
        });
        let (a, b) = ((&first.0, &first.1), (&second.0, &second.1));
        let found = first_difference(a, b);
        let mut reading = DifferenceReading::default();
        while !reading.advance(a, b, 2) {}
        assert_eq!(reading.finish(), found, "in pieces");
        assert_eq!(found.map(|found| found.words("A", "B")).as_deref(), words);
    }

    #[test]
    fn the_first_difference_is_explained() {
        let slow = [
            Script::new(0, 100, 0),
            Script::new(0, 50, 0),
            Script::new(100, 150, 0),
        ];
        let mut quick = slow.clone();
        quick[2] = Script::new(50, 100, 0);
        check(
            &quick,
            &slow,
            Some("At 50 ms, A starts task 2; B waits for task 0."),
        );
        check(&slow, &slow, None);
        // Who is first within an instant is no difference.
        let other = [Script::new(0, 100, 0), Script::new(0, 100, 0)];
        check(&other, &[other[1].clone(), other[0].clone()], None);
        check(
            &slow[..2],
            &slow,
            Some("At 100 ms, A has ended; B starts task 2."),
        );
        let mut failing = slow.clone();
        failing[1].outcome = TaskOutcome::Error;
        check(
            &failing,
            &slow,
            Some("At 50 ms, A fails with task 1; B ends task 1."),
        );
    }

    #[test]
    fn few_tasks_are_named() {
        assert_eq!(named(&[3]), "task 3");
        assert_eq!(named(&[1, 3]), "tasks 1 and 3");
        assert_eq!(named(&[1, 3, 4, 5]), "tasks 1, 3, 4 and 5");
        assert_eq!(named(&[1, 3, 4, 5, 6]), "tasks 1, 3, 4 and 2 more");
    }
}
