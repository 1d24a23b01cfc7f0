//! What is worth saying about a run: sentences with their numbers, each of them true of the trace.

mod end;
mod resources;
mod sentence;
mod shape;
mod tasks;
#[cfg(test)]
mod tests;

use super::Report;
use super::held::Held;
use super::waiting::Waiting;
use goruntime::time::Time;
use sentence::Sentence;

/// How a program begins the line that says how long it worked for a client that was gone.
const FOR_NOBODY: &str = "worked for nobody";
/// No run says more than this.
const MOST_FINDINGS: usize = 4;

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
    /// Two goroutines used a variable, and nothing said who is first.
    Race,
    /// Goroutines were blocked when main returned.
    Leaked,
    /// The program gave somebody up.
    Dropped,
    /// Nobody wanted the work any more.
    Wasted,
    /// A resource was refused.
    Refused,
    /// What was refused or failed was asked for again.
    Retried,
    /// Tasks failed, or calls that they made.
    Failed,
    /// Tasks were cancelled.
    Cancelled,
    /// How the tasks lie in time.
    Shape,
    /// One task held the others up.
    Straggler,
    /// Tasks waited for a resource.
    Waited,
    /// How much memory was used.
    Memory,
}

/// The sentences about a run, the most important first; at least one, at most four.
pub(super) fn findings(report: &Report, held: Held, waiting: &Waiting) -> Vec<Finding> {
    let mut findings = Vec::new();
    findings.extend(end::end(report, held, waiting));
    findings.extend(end::race(report));
    findings.extend(end::leaked(report, waiting));
    findings.extend(end::dropped(report));
    findings.extend(end::for_nobody(report));
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
