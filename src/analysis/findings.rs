//! What is worth saying about a run: sentences with their numbers, each of them true of the trace.

use super::held::{Each, Held};
use super::words::{bytes, counted, grouped, length, percent};
use super::{Report, Waves};
use crate::time::{Duration, Time};
use crate::trace::{GOROUTINE_BYTES, Outcome, TaskOutcome};

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
    /// Work was lost because main did not wait for it, or because nobody took it up.
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
        Outcome::Finished if report.counts.unfinished == 0 => return None,
        Outcome::Finished => (FindingKind::Lost, never_started(report)),
        Outcome::MainReturnedEarly => (FindingKind::Lost, lost(report, &moment)),
        Outcome::OutOfMemory => (FindingKind::Ended, killed(report, held, &moment)),
        Outcome::Deadlock => (FindingKind::Ended, deadlock(report, &moment)),
        Outcome::Panic => (
            FindingKind::Ended,
            ended("Panic at ", &moment, said.trim_start_matches("panic: ")),
        ),
        Outcome::Fatal => (
            FindingKind::Ended,
            ended(
                "Fatal error at ",
                &moment,
                said.trim_start_matches("fatal error: "),
            ),
        ),
        Outcome::Exited => (
            FindingKind::Ended,
            ended("Exited with code 1 at ", &moment, said),
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
    [how, moment, colon, said.trim_end_matches('.'), "."].concat()
}

/// Nobody works on them any more when main returns, so nobody ever did.
fn never_started(report: &Report) -> String {
    let (never, all) = (report.counts.unfinished, report.counts.all());
    let (never, all) = (grouped(never.into()), grouped(all.into()));
    [&never, " of ", &all, " tasks were never started."].concat()
}

fn lost(report: &Report, moment: &str) -> String {
    let unfinished = report.counts.unfinished;
    let (what, fate) = match unfinished {
        0 => {
            let live = counted(live_at_end(report), "goroutine was", "goroutines were");
            (live, " alive.")
        }
        1 => (tasks_text(1), " had not finished: it is lost."),
        2.. => (tasks_text(unfinished), " had not finished: they are lost."),
    };
    ["Main returned at ", moment, " while ", &what, fate].concat()
}

fn killed(report: &Report, held: Held, moment: &str) -> String {
    let limit = report
        .memory_limit
        .map_or_else(String::new, |limit| bytes(limit) + " ");
    let live = live_at_end(report);
    let own = bytes(GOROUTINE_BYTES);
    let holding = match held.each {
        Each::None | Each::Equal(0) => [" × ", &own].concat(),
        Each::Equal(amount) if held.holders == live => {
            let held = bytes(amount);
            [" × (", &own, " + ", &held, " held)"].concat()
        }
        Each::Equal(amount) if held.holders > live => {
            let held = bytes(amount);
            [" and main, each holding ", &held, ","].concat()
        }
        Each::Equal(amount) => {
            let (holders, held) = (grouped(held.holders), bytes(amount));
            [", ", &holders, " of them holding ", &held, " each,"].concat()
        }
        Each::Mixed => [" and the ", &bytes(held.bytes), " they hold"].concat(),
    };
    let live = counted(live, "goroutine", "goroutines");
    [
        "Killed for memory at ",
        moment,
        ": ",
        &live,
        &holding,
        " passed the ",
        &limit,
        "limit.",
    ]
    .concat()
}

fn deadlock(report: &Report, moment: &str) -> String {
    let others = match live_at_end(report) {
        0 => String::new(),
        live => [
            ", and ",
            &counted(live, "goroutine waits", "goroutines wait"),
            " with it",
        ]
        .concat(),
    };
    [
        "Deadlock at ",
        moment,
        ": main waits for what can no longer happen",
        &others,
        ".",
    ]
    .concat()
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
        (Some(at), _) if counts.error == 1 => (at, 1, " failed, at "),
        (Some(at), _) => (at, counts.error, " failed, the first at "),
        (None, Some(at)) if counts.cancelled == 1 => (at, 1, " was cancelled, at "),
        (None, Some(at)) => (at, counts.cancelled, " were cancelled, the first at "),
        (None, None) => return None,
    };
    let all = tasks_text(counts.all());
    let text = [
        &grouped(count.into()),
        " of ",
        &all,
        what,
        &length(at.elapsed()),
        ".",
    ]
    .concat();
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
    let text = if report.lanes == 1 {
        one_at_a_time(report)
    } else if let Some(waves) = report.waves {
        in_waves(report, waves)
    } else {
        side_by_side(report)
    };
    Some(Finding {
        at: report.total,
        kind: FindingKind::Shape,
        text,
    })
}

fn one_at_a_time(report: &Report) -> String {
    let lengths = Lengths::of(report);
    if lengths.sum != report.total.elapsed() {
        return String::from("One task at a time.");
    }
    let each = lengths
        .each()
        .map_or_else(String::new, |each| String::from(" of ") + &length(each));
    let (total, tasks) = (length(lengths.sum), tasks_text(report.counts.all()));
    [
        "One task at a time: ",
        &total,
        " is the sum of ",
        &tasks,
        &each,
        ".",
    ]
    .concat()
}

fn in_waves(report: &Report, waves: Waves) -> String {
    let count = counted(waves.count.into(), "wave", "waves");
    let tasks = tasks_text(waves.most_tasks);
    let rest = match waves.each {
        Some(each) => [
            ", ",
            &length(each),
            " each, make ",
            &length(report.total.elapsed()),
        ]
        .concat(),
        None if waves.idle == Duration::ZERO => String::new(),
        None => {
            let share = percent(waves.idle.0, waves.idle.0.saturating_add(waves.busy.0));
            [
                "; each waits for its slowest, which idles ",
                &share,
                " of the lanes' time",
            ]
            .concat()
        }
    };
    [&count, " of at most ", &tasks, &rest, "."].concat()
}

fn side_by_side(report: &Report) -> String {
    let tasks = report.counts.all();
    if report.lanes == tasks && Lengths::of(report).longest == report.total.elapsed() {
        let longest = length(report.total.elapsed());
        return [
            "All ",
            &tasks_text(tasks),
            " at once: ",
            &longest,
            " is the longest of them.",
        ]
        .concat();
    }
    ["At most ", &tasks_text(report.lanes), " at once."].concat()
}

/// How near the run came to its memory limit.
fn memory(report: &Report) -> Option<Finding> {
    let limit = report.memory_limit.filter(|limit| *limit > 0)?;
    if report.outcome != Outcome::Finished || report.peak_memory.value == 0 {
        return None;
    }
    let (peak, share) = (
        bytes(report.peak_memory.value),
        percent(report.peak_memory.value, limit),
    );
    let text = [
        "Peak memory ",
        &peak,
        " is ",
        &share,
        " of the ",
        &bytes(limit),
        " limit.",
    ]
    .concat();
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
