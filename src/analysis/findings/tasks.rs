//! Tasks that failed or were cancelled.

use super::{Finding, FindingKind, first_at, tasks_text};
use crate::analysis::words::{grouped, length};
use crate::analysis::{Report, TaskSpan};
use crate::time::{Duration, Time};
use crate::trace::TaskOutcome;

/// How many tasks failed, with the moment of the first.
pub(super) fn failed(report: &Report) -> Option<Finding> {
    let count = report.counts.error;
    let (at, _) = of_kind(report, TaskOutcome::Error)?;
    let all = tasks_text(report.counts.all());
    let when = first_at(count.into(), at);
    let parts = [&grouped(count.into()), " of ", &all, " failed", &when, "."];
    Some(Finding::new(at, FindingKind::Failed, &parts))
}

/// How many tasks were cancelled, and how much was done for them in vain.
pub(super) fn cancelled(report: &Report) -> Option<Finding> {
    let count = report.counts.cancelled;
    let (at, lost) = of_kind(report, TaskOutcome::Cancelled)?;
    let (count_text, all) = (grouped(count.into()), tasks_text(report.counts.all()));
    let (were, they) = if count == 1 {
        (" was", " spent on it are wasted")
    } else {
        (" were", " spent on them are wasted")
    };
    let when = first_at(count.into(), at);
    let work = if lost == Duration::ZERO {
        String::new()
    } else {
        ["; the ", &length(lost), they].concat()
    };
    let parts = [
        &count_text,
        " of ",
        &all,
        were,
        " cancelled",
        &when,
        &work,
        ".",
    ];
    Some(Finding::new(at, FindingKind::Cancelled, &parts))
}

/// When the first task ended in this way, and how long all that did had run.
fn of_kind(report: &Report, outcome: TaskOutcome) -> Option<(Time, Duration)> {
    let mut found: Option<(Time, Duration)> = None;
    for TaskSpan {
        start,
        end,
        outcome: own,
        ..
    } in &report.tasks
    {
        if let (Some(start), Some(end)) = (start, end)
            && *own == Some(outcome)
        {
            let (first, sum) = found.get_or_insert((*end, Duration::ZERO));
            *first = (*first).min(*end);
            *sum += end.since(*start);
        }
    }
    found
}
