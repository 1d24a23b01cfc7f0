//! The talk's `FetchWorkflowStatus`: one of two errors is lost, or none.

use super::errors::Errors;
use super::print::print_summary;
use super::source::{Program, at, functions};
use super::{Line, Pattern};
use crate::params::Key;
use crate::world::{Workload, process};
use goruntime::go::{WaitGroup, context, defer, go_named, println};

const GO: Program = Program::new(include_str!("../../../../assets/go/fetch-status/main.go"));
const PRINTED: Lines = Lines {
    query: [
        GO.line("handler.ciHandler.FetchCiStatusForTriggerView(appId)\n"),
        GO.line("handler.cdHandler.FetchAppWorkflowStatusForTriggerView(appId)\n"),
    ],
    wait: GO.line("wg.Wait()\n"),
};
const BOTH: Lines = Lines {
    query: [
        GO.line("handler.ciHandler.FetchCiStatusForTriggerView(appId) // CI"),
        GO.line("handler.cdHandler.FetchAppWorkflowStatusForTriggerView(appId) // CD"),
    ],
    wait: GO.line("wg.Wait() // Both"),
};

/// The lines of a function. Main starts each goroutine two lines above its query.
struct Lines {
    query: [Line; 2],
    wait: Line,
}

pub(super) const PATTERN: Pattern = Pattern {
    id: "fetch-status",
    name: "Workflow status, an error lost",
    summary: "CI and CD are asked at once, and only CI's error is looked at: when CD fails, the answer is 200 OK.",
    when: "Never: each goroutine's error needs somebody who looks at it.",
    folder: "fetch-status",
    source: functions!(GO, "FetchWorkflowStatus(appId int) {"),
    params: &[],
    defaults: &[(Key::Tasks, "2"), (Key::Latency, "500ms"), (Key::Fail, "1")],
    note: Some(
        "The talk's FetchWorkflowStatus declares err and err1 and looks at err alone: as printed it does not compile \
         (err1 is not used). One line makes it compile; the rest is as printed.",
    ),
    main: |queries| Box::pin(run(queries, &PRINTED, false)),
};

pub(super) const FIXED: Pattern = Pattern {
    id: "fetch-status-fixed",
    name: "Workflow status, both errors",
    summary: "The same, but both errors are looked at after Wait: when CD fails, the answer is 500.",
    when: "For two or three queries with variables of their own; for more, a slice of errors.",
    source: functions!(GO, "fetchBothErrors(appId int) {"),
    note: None,
    main: |queries| Box::pin(run(queries, &BOTH, true)),
    ..PATTERN
};

/// The names of the two goroutines of an application.
const NAMES: [&str; 2] = ["CI", "CD"];

async fn run(queries: Workload, lines: &'static Lines, looks_at_both: bool) {
    for app in 0..queries.len().div_ceil(2) {
        let errors = Errors::new(2);
        let wg = WaitGroup::new().named("wg");
        wg.add(2);
        for (place, name) in NAMES.into_iter().enumerate() {
            let line = lines.query[place];
            at(Line(line.0 - 2));
            let (queries, errors, wg) = (queries.clone(), errors.clone(), wg.clone());
            go_named(name, async move {
                let _done = defer(|| wg.done());
                at(line);
                let query = 2 * app + place;
                if query < queries.len() {
                    errors.set(
                        place,
                        process(&context::background(), &queries, query).await,
                    );
                }
            });
        }
        at(lines.wait);
        wg.wait().await;
        let seen = if looks_at_both { 2 } else { 1 };
        let error = (0..seen).find_map(|place| errors.get(place));
        let status = |place: usize| match errors.get(place) {
            Some(_) => "",
            None if 2 * app + place < queries.len() => "succeeded",
            None => "none",
        };
        println(match error {
            Some(error) => format!("500 Internal Server Error: {error}"),
            None => format!("200 OK: CI {:?}, CD {:?}", status(0), status(1)),
        });
    }
    print_summary(&queries);
}
