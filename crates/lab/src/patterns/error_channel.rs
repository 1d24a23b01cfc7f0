//! Errors through a channel: as printed in the talk, which deadlocks, and corrected.

use super::print::{print_error, print_summary};
use super::source::{Program, at, functions};
use super::{Line, Pattern};
use crate::params::Key;
use crate::world::{Workload, process};
use goruntime::go::{Chan, Error, context, go_named};

const GO: Program = Program::new(include_str!("../../../../assets/go/error-channel/main.go"));

/// The lines of a variant.
struct Lines {
    spawn: Line,
    process: Line,
    receive: Line,
}

const SEND: Line = GO.line("errChan <- err");
const LINES: Lines = Lines {
    spawn: GO.line("go func(i lab.Task) {\n\t\t\tif err"),
    process: GO.line("if err := process(i)"),
    receive: GO.line("<-errChan"),
};
const FIXED_LINES: Lines = Lines {
    spawn: GO.line("go func(i lab.Task) {\n\t\t\tresults"),
    process: GO.line("results <- process(i)"),
    receive: GO.line("<-results"),
};

pub(super) const PATTERN: Pattern = Pattern {
    id: "error-channel",
    name: "Error channel",
    summary: "Each goroutine sends its error to main, which receives one for each task: one too many as soon as a \
              task succeeds.",
    when: "Never: each goroutine must send its result, nil too.",
    folder: "error-channel",
    source: functions!(GO, "func processAndCollect("),
    params: &[],
    defaults: &[
        (Key::Tasks, "10"),
        (Key::Latency, "uniform:50..300ms"),
        (Key::Fail, "3,7"),
    ],
    note: Some(
        "The talk's code sends only failures, but receives one for each task: it deadlocks unless every task fails.",
    ),
    main: |tasks| Box::pin(run(tasks, false, &LINES)),
};

pub(super) const FIXED: Pattern = Pattern {
    id: "error-channel-fixed",
    name: "Error channel, corrected",
    summary: "Each goroutine sends its result, nil too, and main receives one for each task.",
    when: "When every error is wanted as it comes; the channel's buffer lets each goroutine end, even if nobody receives.",
    source: functions!(GO, "func processAndCollectFixed("),
    note: None,
    main: |tasks| Box::pin(run(tasks, true, &FIXED_LINES)),
    ..PATTERN
};

async fn run(tasks: Workload, sends_nil: bool, lines: &'static Lines) {
    let name = if sends_nil { "results" } else { "errChan" };
    let errors: Chan<Result<(), Error>> = Chan::new(tasks.len()).named(name);
    for task in 0..tasks.len() {
        at(lines.spawn);
        let (t, errors) = (tasks.clone(), errors.clone());
        go_named(("task", task), async move {
            at(lines.process);
            let result = process(&context::background(), &t, task).await;
            if !sends_nil {
                if result.is_ok() {
                    return;
                }
                at(SEND);
            }
            errors.send(result).await;
        });
    }
    for _ in 0..tasks.len() {
        at(lines.receive);
        if let Some(Err(err)) = errors.receive().await {
            print_error(&err);
        }
    }
    print_summary(&tasks);
}
