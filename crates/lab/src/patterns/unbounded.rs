//! A goroutine per task, all at once, under one `WaitGroup`.

use super::print::print_summary;
use super::source::{Program, at, functions};
use super::{Line, Pattern};
use crate::world::{Workload, process_task};
use goruntime::go::{WaitGroup, defer, go_named};

const GO: Program = Program::new(include_str!("../../../../assets/go/unbounded/main.go"));
const LINES: Lines = Lines {
    spawn: GO.line("go func(t lab.Task) {"),
    process: GO.line("lab.ProcessTask(t)"),
    wait: GO.line("wg.Wait()"),
};

/// The lines of such a program.
pub(super) struct Lines {
    pub(super) spawn: Line,
    pub(super) process: Line,
    pub(super) wait: Line,
}

pub(super) const PATTERN: Pattern = Pattern {
    id: "unbounded",
    name: "Unbounded",
    summary: "A goroutine per task, all at once, under one WaitGroup; main waits for the slowest.",
    when: "For few tasks (under 50) that use nothing scarce: no database, no API, little memory.",
    folder: "unbounded",
    source: functions!(GO, "func processTasksWithWaitGroup"),
    params: &[],
    defaults: &[],
    note: None,
    main: |tasks| Box::pin(run(tasks, &LINES)),
};

pub(super) async fn run(tasks: Workload, lines: &'static Lines) {
    let wg = WaitGroup::new().named("wg");
    for task in 0..tasks.len() {
        wg.add(1);
        at(lines.spawn);
        let (t, wg) = (tasks.clone(), wg.clone());
        go_named(("task", task), async move {
            let _done = defer(|| wg.done());
            at(lines.process);
            process_task(&t, task).await;
        });
    }
    at(lines.wait);
    wg.wait().await;
    print_summary(&tasks);
}
