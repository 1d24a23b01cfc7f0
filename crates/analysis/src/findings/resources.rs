//! Findings on resources: refusals, failed calls, retries, waiting, memory.

use super::{Finding, FindingKind, Sentence};
use crate::fmt::percent;
use crate::{Report, ResourceUse};
use goruntime::trace::{Outcome, Resource};

/// Refusals of resources, failed calls, and retries.
pub(super) fn refused(report: &Report, findings: &mut Vec<Finding>) {
    for used in &report.resources {
        let (refused, gave_up) = (used.refused, used.gave_up);
        let (failed, retries) = (used.failed, used.retries);
        if refused.count > 0 {
            let who = match used.resource {
                Resource::Memory | Resource::Token | Resource::Processor => continue,
                Resource::Connection => "The database refused a connection ",
                Resource::Request => "The API answered 429 Too Many Requests ",
                Resource::File => "There was no file to be opened ",
            };
            let mut text = Sentence::default();
            text.text(who).times(refused.count);
            text.first_at(refused.count, refused.first);
            refusing(used, &mut text);
            findings.push(text.text(".").finding(refused.first, FindingKind::Refused));
        }
        if gave_up.count > 0 {
            let mut text = Sentence::default();
            text.text("Tasks gave up waiting for ")
                .text(place(used.resource));
            text.text(" ").times(gave_up.count);
            text.first_at(gave_up.count, gave_up.first);
            delaying(used, &mut text);
            text.text(".");
            findings.push(text.finding(gave_up.first, FindingKind::Refused));
        }
        if failed.count > 0 {
            let mut text = Sentence::default();
            if used.resource == Resource::Connection {
                text.text("The database lost a connection: ");
                text.counted(failed.count, "query", "queries")
                    .text(" failed");
            } else {
                text.counted(failed.count, "call", "calls");
                text.text(" failed (500 Internal Server Error)");
            }
            text.first_at(failed.count, failed.first).text(".");
            findings.push(text.finding(failed.first, FindingKind::Failed));
        }
        if retries.count > 0 {
            let mut text = Sentence::default();
            text.counted(retries.count, "retry", "retries");
            text.text(", the last at ").moment(retries.last);
            match used.again.count {
                0 => &mut text,
                1 => text.text("; one was refused again"),
                again => text.text("; ").number(again).text(" were refused again"),
            };
            findings.push(text.text(".").finding(retries.last, FindingKind::Retried));
        }
    }
}

/// How often and how long tasks waited for a resource.
pub(super) fn waited(report: &Report, findings: &mut Vec<Finding>) {
    for used in &report.resources {
        if used.waited.0 > 0 {
            let mut text = Sentence::default();
            let who = match used.resource {
                Resource::Processor => "Goroutines waited for ",
                Resource::Memory
                | Resource::Connection
                | Resource::Request
                | Resource::File
                | Resource::Token => "Tasks waited for ",
            };
            text.text(who).text(place(used.resource));
            if used.waits.count > 0 {
                text.text(" ").times(used.waits.count);
            }
            text.text(", ").length(used.waited);
            text.text(" in all, at most ").number(used.peak_queue.value);
            text.text(" at once");
            delaying(used, &mut text);
            text.text(".");
            findings.push(text.finding(used.peak_queue.at, FindingKind::Waited));
        }
    }
}

/// The place where a task waits.
const fn place(resource: Resource) -> &'static str {
    match resource {
        Resource::Memory => "memory",
        Resource::Connection => "a connection",
        Resource::Request => "the API",
        Resource::File => "a file",
        Resource::Token => "the client’s own rate limit",
        Resource::Processor => "a processor",
    }
}

/// The reason of a refusal: the limit on the amount in use, if it was reached by then, or else the rate.
fn refusing(used: &ResourceUse, text: &mut Sentence) {
    let total = used.limit.total.filter(|total| {
        // Otherwise something else was the reason.
        used.peak.value >= *total && used.peak.at <= used.refused.first
    });
    match (used.resource, total) {
        (Resource::Request, total) => calls(used, total, text),
        (Resource::Connection, Some(total)) => {
            text.text(": it has no more than ").number(total);
        }
        (Resource::File, Some(total)) => {
            (text.text(": no more than ").number(total)).text(" may be open");
        }
        (
            Resource::Memory
            | Resource::Connection
            | Resource::File
            | Resource::Token
            | Resource::Processor,
            _,
        ) => {}
    }
}

/// The limits of an API.
fn calls(used: &ResourceUse, total: Option<u64>, text: &mut Sentence) {
    if let Some(rate) = used.limit.rate {
        text.text(": it answers ");
        text.counted(rate.per_second.get().into(), "call", "calls");
        text.text(" a second");
        if rate.burst > 1 {
            text.text(" after a burst of ").number(rate.burst.into());
        }
    }
    if let Some(total) = total {
        // Either limit may have been the reason.
        let and = match used.limit.rate {
            Some(_) => ", and works",
            None => ": it works",
        };
        text.text(and).text(" on no more than ").number(total);
        text.text(" at once");
    }
}

/// The reason for waiting.
fn delaying(used: &ResourceUse, text: &mut Sentence) {
    let limit = used.limit;
    match used.resource {
        Resource::Memory | Resource::File => {}
        Resource::Connection => {
            if let Some(pool) = limit.pool {
                text.text(": the pool opens no more than ");
                text.number(pool.open.get().into());
            }
        }
        Resource::Request => {
            if let Some(total) = limit.total {
                text.text(": it works on no more than ").number(total);
                text.text(" at once");
            }
        }
        Resource::Token => {
            if let Some(rate) = limit.rate {
                text.text(": ");
                text.counted(rate.per_second.get().into(), "call", "calls");
                text.text(" a second");
            }
        }
        Resource::Processor => {
            if let Some(total) = limit.total {
                text.text(": there are no more than ").number(total);
            }
        }
    }
}

/// Peak memory as a share of the limit.
pub(super) fn memory(report: &Report) -> Option<Finding> {
    let limit = report.memory_limit.filter(|limit| *limit > 0)?;
    if report.outcome != Outcome::Finished || report.peak_memory.value == 0 {
        return None;
    }
    let peak = report.peak_memory;
    let mut text = Sentence::default();
    text.text("Peak memory ").bytes(peak.value);
    text.text(" is ").text(&percent(peak.value, limit));
    text.text(" of the ").bytes(limit).text(" limit.");
    Some(text.finding(peak.at, FindingKind::Memory))
}
