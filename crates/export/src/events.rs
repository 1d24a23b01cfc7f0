//! The events of a run, one JSON object a line: what `jq` and data frames read.

use super::Run;
use super::event::{Lines, Words, words};
use serde::Serialize;

/// An event. Fields that do not apply are left out.
#[derive(Serialize)]
struct Line<'t> {
    pattern: &'static str,
    at_ns: u64,
    /// The goroutine that runs; absent for the runtime's own events.
    #[serde(skip_serializing_if = "Option::is_none")]
    goroutine: Option<u32>,
    event: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    other: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    processor: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    task: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    resource: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    amount: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'t str>,
    /// The line of the Go program at which the goroutine is.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
}

/// The events of the runs, run after run, each on a line of its own. Names are those of Go's tracer where it has the event
/// (`GoCreate`, `GoBlock`, …), and times are nanoseconds of virtual time.
#[must_use]
pub fn events(runs: &[Run<'_>]) -> String {
    let mut out = Vec::new();
    for run in runs {
        let mut lines = Lines::new(run.trace);
        for record in run.trace.records() {
            let line = lines.read(&record);
            let Some(words) = words(&record) else {
                continue;
            };
            let Words {
                name,
                other,
                reason,
                processor,
                task,
                outcome,
                resource,
                amount,
                text,
            } = words;
            let line = Line {
                pattern: run.pattern.id,
                at_ns: record.at.0,
                goroutine: record.by.map(|by| by.0),
                event: name,
                other,
                reason,
                processor,
                task,
                outcome,
                resource,
                amount,
                text,
                line,
            };
            let written = serde_json::to_writer(&mut out, &line);
            written.expect("an event has only names and numbers");
            out.push(b'\n');
        }
    }
    String::from_utf8(out).expect("JSON is text")
}
