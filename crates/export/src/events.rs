//! The events of a run, one JSON object a line: what `jq` and data frames read.

use super::Run;
use super::event::lines;

/// The events of the runs, run after run, each on a line of its own. Names are those of Go's tracer where it has the event
/// (`GoCreate`, `GoBlock`, …), and times are nanoseconds of virtual time. Fields that do not apply are left out.
#[must_use]
pub fn events(runs: &[Run<'_>]) -> String {
    let mut out = Vec::new();
    for line in runs.iter().flat_map(lines) {
        let written = serde_json::to_writer(&mut out, &line);
        written.expect("an event has only names and numbers");
        out.push(b'\n');
    }
    String::from_utf8(out).expect("JSON is text")
}
