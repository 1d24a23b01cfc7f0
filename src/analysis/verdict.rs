//! The run in two words.

use super::Report;
use super::findings::FOR_NOBODY;
use super::words::{counted, grouped, length};
use crate::trace::Outcome;

/// The run in two words: one large, one small.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Whether it went well.
    pub kind: VerdictKind,
    /// The number or the word that matters: `2 s`, `killed`.
    pub headline: String,
    /// What stands beside it, small: `peak 250 goroutines · 100 of 100 done`.
    pub chip: String,
}

/// Whether a run went well.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum VerdictKind {
    /// It did all its work; among compared runs, the fastest that did.
    Good,
    /// It came to its end, but slower than another, with failed tasks, or for nobody.
    #[default]
    Neutral,
    /// It died, or lost its work.
    Bad,
}

/// The verdicts of runs that are compared: only the fastest of those that did all their work stay good.
#[must_use]
pub fn verdicts(reports: &[&Report]) -> Vec<VerdictKind> {
    let good = |report: &&&Report| report.verdict.kind == VerdictKind::Good;
    let best = reports.iter().filter(good).map(|report| report.total).min();
    let rank = |report: &&Report| match report.verdict.kind {
        VerdictKind::Good if Some(report.total) == best => VerdictKind::Good,
        VerdictKind::Good | VerdictKind::Neutral => VerdictKind::Neutral,
        VerdictKind::Bad => VerdictKind::Bad,
    };
    reports.iter().map(rank).collect()
}

/// The verdict of a run on its own.
pub(super) fn verdict(report: &Report) -> Verdict {
    let all = report.counts.all();
    let kind = match report.outcome {
        // What it computed may be wrong, however well it ended.
        Outcome::Finished | Outcome::Exited if !report.races.is_empty() => VerdictKind::Bad,
        Outcome::Finished if report.counts.ok == all && !is_for_nobody(report) => VerdictKind::Good,
        Outcome::Finished | Outcome::Exited | Outcome::Cancelled => VerdictKind::Neutral,
        Outcome::MainReturnedEarly
        | Outcome::Deadlock
        | Outcome::Panic
        | Outcome::Fatal
        | Outcome::OutOfMemory
        | Outcome::BudgetExceeded => VerdictKind::Bad,
    };
    let headline = match report.outcome {
        Outcome::Finished | Outcome::MainReturnedEarly | Outcome::Exited => {
            length(report.total.elapsed())
        }
        Outcome::Deadlock => String::from("deadlock"),
        Outcome::Panic => String::from("panic"),
        Outcome::Fatal => String::from("fatal error"),
        Outcome::OutOfMemory => String::from("killed"),
        Outcome::BudgetExceeded | Outcome::Cancelled => String::from("stopped"),
    };
    let peak = counted(report.peak_goroutines.value, "goroutine", "goroutines");
    let mut chip = String::from("peak ") + &peak;
    if all > 0 {
        let (ok, all) = (grouped(report.counts.ok.into()), grouped(all.into()));
        chip += &[" · ", &ok, " of ", &all, " done"].concat();
    }
    for (count, word) in [
        (report.counts.error, " failed"),
        (report.counts.cancelled, " cancelled"),
    ] {
        if count > 0 {
            chip += &[" · ", &grouped(count.into()), word].concat();
        }
    }
    if !report.races.is_empty() {
        chip += " · data race";
    }
    Verdict {
        kind,
        headline,
        chip,
    }
}

/// Whether the program says that it worked on when its client was gone.
fn is_for_nobody(report: &Report) -> bool {
    let mut lines = report.stdout.iter();
    lines.any(|printed| printed.line.starts_with(FOR_NOBODY))
}
