//! Tasks that failed or were cancelled.

use super::{Finding, FindingKind, Sentence};
use crate::verdict::gave_up;
use crate::{Report, TaskSpan};
use goruntime::time::{Duration, Time};
use goruntime::trace::TaskOutcome;

/// Failed tasks, and the moment of the first failure.
pub(super) fn failed(report: &Report) -> Option<Finding> {
    let count = report.counts.error;
    let (at, _) = of_kind(report, TaskOutcome::Error)?;
    let mut text = Sentence::default();
    text.number(count.into()).text(" of ");
    text.tasks(report.counts.all()).text(" failed");
    text.first_at(count.into(), at).text(".");
    Some(text.finding(at, FindingKind::Failed))
}

/// Cancelled tasks, and the work that was wasted on them.
pub(super) fn cancelled(report: &Report) -> Option<Finding> {
    let count = report.counts.cancelled;
    let (at, lost) = of_kind(report, TaskOutcome::Cancelled)?;
    let (were, they) = if count == 1 {
        (" was", " spent on it are wasted")
    } else {
        (" were", " spent on them are wasted")
    };
    let mut text = Sentence::default();
    text.number(count.into()).text(" of ");
    text.tasks(report.counts.all()).text(were);
    text.text(" cancelled").first_at(count.into(), at);
    // A task that gave up waiting has done no work to waste.
    let worked = gave_up(report) < count;
    if worked && lost != Duration::ZERO {
        text.text("; the ").length(lost).text(they);
    }
    Some(text.text(".").finding(at, FindingKind::Cancelled))
}

/// For the tasks with this outcome: the first end, and the sum of their durations.
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
