//! The events of a run, one JSON object a line: what `jq` and data frames read.

use super::event::lines;
use super::{Run, json};

/// The events of the runs, run after run, each on a line of its own. Names are those of Go's tracer where it has the event
/// (`GoCreate`, `GoBlock`, …), and times are nanoseconds of virtual time. Fields that do not apply are left out.
#[must_use]
pub fn events(runs: &[Run<'_>]) -> String {
    let mut out = Vec::new();
    for line in runs.iter().flat_map(lines) {
        json::put(&mut out, &line);
        out.push(b'\n');
    }
    json::text(out)
}
