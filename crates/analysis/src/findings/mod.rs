//! Findings: sentences about a run with their numbers, each of them true of the trace.

mod end;
mod resources;
mod sentence;
mod shape;
mod tasks;
#[cfg(test)]
mod tests;

use super::Report;
use super::flows::{Incident, IncidentKind};
use super::held::Held;
use super::waiting::Waiting;
use goruntime::time::Time;
use sentence::Sentence;
use shape::Straggler;

/// The most findings of a run.
const MOST_FINDINGS: usize = 4;

/// A sentence about a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The moment that it is about.
    pub at: Time,
    /// Its kind.
    pub kind: FindingKind,
    /// The sentence.
    pub text: String,
    /// The lines of the Go program that it is about; empty if they are those at which goroutines are at its moment.
    pub lines: Vec<u32>,
}

/// The kind of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FindingKind {
    /// The run was ended: killed, deadlocked, panicked or stopped.
    Ended,
    /// Work was lost because main did not wait for it, or because no goroutine took it up.
    Lost,
    /// Two goroutines used a variable without synchronisation.
    Race,
    /// Goroutines were blocked when main returned.
    Leaked,
    /// The program dropped a client.
    Dropped,
    /// The result of the work was no longer wanted.
    Wasted,
    /// Requests for a resource were refused.
    Refused,
    /// Refused or failed requests were repeated.
    Retried,
    /// Tasks failed, or calls that they made.
    Failed,
    /// Tasks were cancelled.
    Cancelled,
    /// The distribution of the tasks over time.
    Shape,
    /// One task delayed all others of its batch.
    Straggler,
    /// Tasks waited for a resource.
    Waited,
    /// The use of memory.
    Memory,
}

/// The worst straggler as an incident.
pub(super) fn straggler(report: &Report) -> Option<Incident> {
    let Straggler { task, since, .. } = shape::slowest(report)?;
    let goroutine = report.tasks.get(task as usize)?.goroutine?;
    Some(Incident {
        at: since,
        kind: IncidentKind::Straggler,
        goroutine,
        other: None,
        object: None,
    })
}

/// The findings of a run, the most important first; at least one, at most four.
pub(super) fn findings(report: &Report, held: Held, waiting: &Waiting) -> Vec<Finding> {
    let mut findings = Vec::new();
    findings.extend(end::end(report, held, waiting));
    findings.extend(end::race(report));
    findings.extend(end::leaked(report, waiting));
    findings.extend(end::dropped(report));
    findings.extend(end::for_nobody(report));
    findings.extend(end::timers(report));
    resources::refused(report, &mut findings);
    findings.extend(tasks::failed(report));
    findings.extend(tasks::cancelled(report));
    findings.extend(shape::shape(report));
    findings.extend(shape::straggler(report));
    resources::waited(report, &mut findings);
    if findings.len() < MOST_FINDINGS - 1 {
        findings.extend(resources::memory(report));
    }
    findings.truncate(MOST_FINDINGS);
    if findings.is_empty() {
        let mut text = Sentence::default();
        text.text("Finished at ").moment(report.total).text(".");
        findings.push(text.finding(report.total, FindingKind::Shape));
    }
    findings
}
