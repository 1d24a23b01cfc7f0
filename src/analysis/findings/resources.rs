//! Resources: who was refused, who asked again, who waited, and how much memory there was.

use super::{Finding, FindingKind, first_at};
use crate::analysis::words::{bytes, counted, grouped, length, percent};
use crate::analysis::{Report, ResourceUse};
use crate::trace::{Outcome, Resource};

/// What a resource refused, since when, and what was asked for again.
pub(super) fn refused(report: &Report, findings: &mut Vec<Finding>) {
    for used in &report.resources {
        let (refused, gave_up, retries) = (used.refused, used.gave_up, used.retries);
        if refused.count > 0 {
            let who = match used.resource {
                Resource::Memory | Resource::Token => continue,
                Resource::Connection => "The database refused a connection ",
                Resource::Request => "The API answered 429 Too Many Requests ",
                Resource::File => "There was no file to be opened ",
            };
            let (times, when) = (times(refused.count), first_at(refused.count, refused.first));
            let parts = [who, &times, &when, &limit(used), "."];
            findings.push(Finding::new(refused.first, FindingKind::Refused, &parts));
        }
        if gave_up.count > 0 {
            let (times, when) = (times(gave_up.count), first_at(gave_up.count, gave_up.first));
            let what = place(used.resource);
            let parts = ["Tasks gave up waiting for ", what, " ", &times, &when, "."];
            findings.push(Finding::new(gave_up.first, FindingKind::Refused, &parts));
        }
        if retries.count > 0 {
            let count = counted(retries.count, "retry", "retries");
            let again = match used.again.count {
                0 => String::new(),
                1 => String::from("; one was refused again"),
                again => ["; ", &grouped(again), " were refused again"].concat(),
            };
            let last = length(retries.last.elapsed());
            let parts = [&count, ", the last at ", &last, &again, "."];
            findings.push(Finding::new(retries.last, FindingKind::Retried, &parts));
        }
    }
}

/// How often and how long tasks waited for a resource.
pub(super) fn waited(report: &Report, findings: &mut Vec<Finding>) {
    for used in &report.resources {
        if used.waited.0 > 0 {
            let (times, sum) = (times(used.waits.count), length(used.waited));
            let (most, at) = (grouped(used.peak_queue.value), used.peak_queue.at);
            let what = place(used.resource);
            let parts = [
                "Tasks waited for ",
                what,
                " ",
                &times,
                ", ",
                &sum,
                " in all, at most ",
                &most,
                " at once.",
            ];
            findings.push(Finding::new(at, FindingKind::Waited, &parts));
        }
    }
}

fn times(count: u64) -> String {
    match count {
        1 => String::from("once"),
        _ => grouped(count) + " times",
    }
}

/// What one waits for.
const fn place(resource: Resource) -> &'static str {
    match resource {
        Resource::Memory => "memory",
        Resource::Connection => "a connection",
        Resource::Request => "the API",
        Resource::File => "a file",
        Resource::Token => "the client’s own rate limit",
    }
}

/// The limit, if it was reached when the first was refused: else something else was the reason.
fn limit(used: &ResourceUse) -> String {
    let Some(limit) = used.limit else {
        return String::new();
    };
    if used.peak.value < limit || used.peak.at > used.refused.first {
        return String::new();
    }
    let limit = grouped(limit);
    match used.resource {
        Resource::Memory | Resource::Token => String::new(),
        Resource::Connection => [": it has no more than ", &limit].concat(),
        Resource::Request => [": it works on no more than ", &limit, " at once"].concat(),
        Resource::File => [": no more than ", &limit, " may be open"].concat(),
    }
}

/// How near the run came to its memory limit.
pub(super) fn memory(report: &Report) -> Option<Finding> {
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
