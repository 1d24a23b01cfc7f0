//! The run in two words.

use super::fmt::{counted, grouped, length, percent};
use super::{FindingKind, Report};
use goruntime::time::Duration;
use goruntime::trace::Outcome;

/// The verdict on a run: a headline and a line of details.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Whether it went well.
    pub kind: VerdictKind,
    /// The number or the word that matters most: `2 s`, `killed`.
    pub headline: String,
    /// The details beside it: `27% idle · peak 250 goroutines · 100 of 100 done`. Idle are lanes at a barrier.
    pub chip: String,
}

/// Whether a run went well.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum VerdictKind {
    /// It did all its work; of compared runs, it is the fastest that did.
    Good,
    /// It finished, but slower than another run, with failed tasks, or with wasted work.
    #[default]
    Neutral,
    /// It died, or lost work.
    Bad,
}

/// The verdicts of compared runs: of those that did all their work only the fastest stay good.
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
    let failed = failed(report);
    let kind = match report.outcome {
        // After a data race its results may be wrong, however well it ended.
        Outcome::Finished | Outcome::Exited if !report.races.is_empty() => VerdictKind::Bad,
        Outcome::Finished | Outcome::Exited if failed > 0 => VerdictKind::Bad,
        Outcome::Finished if report.counts.ok == all && !has_left_something(report) => {
            VerdictKind::Good
        }
        Outcome::Finished | Outcome::Exited | Outcome::Cancelled => VerdictKind::Neutral,
        Outcome::MainReturnedEarly
        | Outcome::Deadlock
        | Outcome::Panic
        | Outcome::Fatal
        | Outcome::OutOfMemory
        | Outcome::BudgetExceeded => VerdictKind::Bad,
    };
    let headline = match report.outcome {
        Outcome::Finished | Outcome::Exited if failed > 0 => grouped(failed.into()) + " failed",
        Outcome::Finished | Outcome::MainReturnedEarly | Outcome::Exited => {
            length(report.total.elapsed())
        }
        Outcome::Deadlock => String::from("deadlock"),
        Outcome::Panic => String::from("panic"),
        Outcome::Fatal => String::from("fatal error"),
        Outcome::OutOfMemory => String::from("killed"),
        Outcome::BudgetExceeded | Outcome::Cancelled => String::from("stopped"),
    };
    let mut chip = String::new();
    if failed > 0 || report.outcome == Outcome::BudgetExceeded {
        chip += &[&length(report.total.elapsed()), " · "].concat();
    }
    if let Some(waves) = report.waves.filter(|waves| waves.idle > Duration::ZERO) {
        let share = percent(waves.idle.0, waves.idle.0.saturating_add(waves.busy.0));
        chip += &[&share, " idle · "].concat();
    }
    chip += &match report.peak_goroutines.value {
        0 => String::from("main alone"),
        peak => ["peak ", &counted(peak, "goroutine", "goroutines")].concat(),
    };
    if all > 0 {
        let (ok, all) = (grouped(report.counts.ok.into()), grouped(all.into()));
        chip += &[" · ", &ok, " of ", &all, " done"].concat();
    }
    let cancelled = report.counts.cancelled - gave_up(report);
    if cancelled > 0 {
        let count = grouped(cancelled.into());
        chip += &[" · ", &count, " cancelled"].concat();
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

/// The number of failed tasks, with those that gave up waiting.
fn failed(report: &Report) -> u32 {
    report.counts.error + gave_up(report)
}

/// The number of cancelled tasks that gave up waiting by themselves.
pub(super) fn gave_up(report: &Report) -> u32 {
    let tallies = report.resources.iter().map(|used| used.gave_up.count);
    let count = u32::try_from(tallies.sum::<u64>()).unwrap_or(u32::MAX);
    count.min(report.counts.cancelled)
}

/// Whether all tasks are done, but clients were dropped, goroutines leaked, or work was wasted.
fn has_left_something(report: &Report) -> bool {
    let mut kinds = report.findings.iter().map(|finding| finding.kind);
    kinds.any(|kind| {
        matches!(
            kind,
            FindingKind::Leaked | FindingKind::Dropped | FindingKind::Wasted
        )
    })
}
