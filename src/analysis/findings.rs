//! What is worth saying about a run: sentences with their numbers, each of them true of the trace.

use super::Report;
use super::pass::{Each, Held};
use super::words::{bytes, counted, grouped, length, percent};
use crate::time::{Duration, Time};
use crate::trace::{Outcome, TaskOutcome};

/// No run says more than this.
const MOST_FINDINGS: usize = 3;

/// One plain sentence about a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The moment it is about.
    pub at: Time,
    /// What it is about.
    pub kind: FindingKind,
    /// The sentence.
    pub text: String,
}

/// What a sentence is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FindingKind {
    /// The run was ended: killed, deadlocked, panicked or stopped.
    Ended,
    /// Work was lost because main did not wait for it.
    Lost,
    /// Tasks failed or were cancelled.
    Failed,
    /// How the tasks lie in time.
    Shape,
    /// How much memory was used.
    Memory,
}

/// The sentences about a run, the most important first; at least one, at most three.
pub(super) fn findings(report: &Report, held: Held) -> Vec<Finding> {
    let mut findings = Vec::new();
    findings.extend(end(report, held));
    findings.extend(failures(report));
    findings.extend(shape(report));
    findings.extend(memory(report));
    findings.truncate(MOST_FINDINGS);
    if findings.is_empty() {
        let text = String::from("Finished at ") + &length(report.total.elapsed()) + ".";
        findings.push(Finding {
            at: report.total,
            kind: FindingKind::Shape,
            text,
        });
    }
    findings
}

/// How the run ended, unless it simply finished.
fn end(report: &Report, held: Held) -> Option<Finding> {
    let at = report.total;
    let moment = length(at.elapsed());
    let said = report.message.lines().next().unwrap_or_default();
    let (kind, text) = match report.outcome {
        Outcome::Finished => return None,
        Outcome::MainReturnedEarly => (FindingKind::Lost, lost(report, &moment)),
        Outcome::OutOfMemory => (FindingKind::Ended, killed(report, held, &moment)),
        Outcome::Deadlock => (FindingKind::Ended, deadlock(report, &moment)),
        Outcome::Panic => (
            FindingKind::Ended,
            ended("Panic at ", &moment, said.trim_start_matches("panic: ")),
        ),
        Outcome::BudgetExceeded => (
            FindingKind::Ended,
            ended("Stopped by the Lab at ", &moment, said),
        ),
        Outcome::Cancelled => (FindingKind::Ended, ended("Stopped at ", &moment, said)),
    };
    Some(Finding { at, kind, text })
}

fn ended(how: &str, moment: &str, said: &str) -> String {
    let colon = if said.is_empty() { "" } else { ": " };
    String::from(how) + moment + colon + said.trim_end_matches('.') + "."
}

fn lost(report: &Report, moment: &str) -> String {
    let unfinished = report.counts.unfinished;
    let head = String::from("Main returned at ") + moment;
    if unfinished == 0 {
        return head
            + " while "
            + &counted(live_at_end(report), "goroutine was", "goroutines were")
            + " alive.";
    }
    let lost = if unfinished == 1 {
        ": it is lost."
    } else {
        ": they are lost."
    };
    head + " while " + &counted(unfinished.into(), "task", "tasks") + " had not finished" + lost
}

fn killed(report: &Report, held: Held, moment: &str) -> String {
    let limit = match report.memory_limit {
        Some(limit) => bytes(limit) + " limit",
        None => String::from("memory limit"),
    };
    let live = counted(live_at_end(report), "goroutine", "goroutines");
    let holding = match held.each {
        Each::None => String::new(),
        Each::Equal(amount) => {
            String::from(", ")
                + &grouped(held.holders)
                + " of them holding "
                + &bytes(amount)
                + " each,"
        }
        Each::Mixed => String::from(" and the ") + &bytes(held.bytes) + " they hold",
    };
    String::from("Killed for memory at ")
        + moment
        + ": "
        + &live
        + &holding
        + " passed the "
        + &limit
        + "."
}

fn deadlock(report: &Report, moment: &str) -> String {
    let others = match live_at_end(report) {
        0 => String::new(),
        live => {
            String::from(", and ")
                + &counted(live, "goroutine waits", "goroutines wait")
                + " with it"
        }
    };
    String::from("Deadlock at ")
        + moment
        + ": main waits for what can no longer happen"
        + &others
        + "."
}

/// How many tasks failed or were cancelled, with the moment of the first.
fn failures(report: &Report) -> Option<Finding> {
    let counts = report.counts;
    let first = |outcome| {
        let of_kind = report
            .tasks
            .iter()
            .filter(|task| task.outcome == Some(outcome));
        of_kind.filter_map(|task| task.end).min()
    };
    let (at, count, what) = match (first(TaskOutcome::Error), first(TaskOutcome::Cancelled)) {
        (Some(at), _) => (at, counts.error, " failed, the first at "),
        (None, Some(at)) => (at, counts.cancelled, " were cancelled, the first at "),
        (None, None) => return None,
    };
    let of_all = grouped(count.into()) + " of " + &counted(counts.all().into(), "task", "tasks");
    let text = of_all + what + &length(at.elapsed()) + ".";
    Some(Finding {
        at,
        kind: FindingKind::Failed,
        text,
    })
}

/// How the tasks of a finished run lie in time.
fn shape(report: &Report) -> Option<Finding> {
    let tasks = report.counts.all();
    if report.outcome != Outcome::Finished || tasks < 2 || report.counts.unfinished > 0 {
        return None;
    }
    let lengths = Lengths::of(report);
    let total = length(report.total.elapsed());
    let text = if report.lanes == 1 {
        let sum = if lengths.sum == report.total.elapsed() {
            String::from(": ")
                + &total
                + " is the sum of "
                + &counted(tasks.into(), "task", "tasks")
        } else {
            String::new()
        };
        let each = match lengths.each() {
            Some(each) if !sum.is_empty() => String::from(" of ") + &length(each),
            Some(_) | None => String::new(),
        };
        String::from("One task at a time") + &sum + &each + "."
    } else if let Some(waves) = report.waves {
        let head = counted(waves.count.into(), "wave", "waves")
            + " of at most "
            + &tasks_text(waves.most_tasks);
        match waves.each {
            Some(each) => head + ", " + &length(each) + " each, make " + &total + ".",
            None if waves.idle == Duration::ZERO => head + ".",
            None => {
                let share = percent(waves.idle.0, waves.idle.0.saturating_add(waves.busy.0));
                head + "; each waits for its slowest, which idles "
                    + &share
                    + " of the tasks' time."
            }
        }
    } else if report.lanes == tasks && lengths.longest == report.total.elapsed() {
        String::from("All ")
            + &tasks_text(tasks)
            + " at once: "
            + &total
            + " is the longest of them."
    } else {
        String::from("At most ") + &tasks_text(report.lanes) + " at once."
    };
    Some(Finding {
        at: report.total,
        kind: FindingKind::Shape,
        text,
    })
}

/// How near the run came to its memory limit.
fn memory(report: &Report) -> Option<Finding> {
    let limit = report.memory_limit.filter(|limit| *limit > 0)?;
    if report.outcome != Outcome::Finished || report.peak_memory.value == 0 {
        return None;
    }
    let share = percent(report.peak_memory.value, limit);
    let head = String::from("Peak memory ") + &bytes(report.peak_memory.value) + " is ";
    let text = head + &share + " of the " + &bytes(limit) + " limit.";
    Some(Finding {
        at: report.peak_memory.at,
        kind: FindingKind::Memory,
        text,
    })
}

fn tasks_text(count: u32) -> String {
    counted(count.into(), "task", "tasks")
}

fn live_at_end(report: &Report) -> u64 {
    report.moment_at(report.total).states.live().into()
}

/// How long the tasks ran.
struct Lengths {
    shortest: Duration,
    longest: Duration,
    sum: Duration,
}

impl Lengths {
    fn of(report: &Report) -> Lengths {
        let mut lengths = Lengths {
            shortest: Duration(u64::MAX),
            longest: Duration::ZERO,
            sum: Duration::ZERO,
        };
        for task in &report.tasks {
            if let (Some(start), Some(end)) = (task.start, task.end) {
                let length = end.since(start);
                lengths.shortest = lengths.shortest.min(length);
                lengths.longest = lengths.longest.max(length);
                lengths.sum += length;
            }
        }
        lengths
    }

    fn each(&self) -> Option<Duration> {
        (self.shortest == self.longest).then_some(self.longest)
    }
}
