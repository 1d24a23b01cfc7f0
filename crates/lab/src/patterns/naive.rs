//! A goroutine per task, without waiting for them.

use super::print::print_summary;
use super::source::{Program, at, functions};
use super::{Line, Pattern};
use crate::world::{Workload, process_task};
use goruntime::go::go_named;

const GO: Program = Program::new(include_str!("../../../../assets/go/naive/main.go"));
const SPAWN: Line = GO.line("go func(t lab.Task) {");
const PROCESS: Line = GO.line("lab.ProcessTask(t)");

pub(super) const PATTERN: Pattern = Pattern {
    id: "naive",
    name: "Naive",
    summary: "A goroutine per task, and main returns at once: nothing finishes.",
    when: "Never: when main returns, the process ends, even if goroutines still run.",
    folder: "naive",
    source: functions!(GO, "func processTasksNaive"),
    params: &[],
    defaults: &[],
    note: None,
    main: |tasks| Box::pin(run(tasks)),
};

#[expect(
    clippy::unused_async,
    reason = "main is async, although this one never waits"
)]
async fn run(tasks: Workload) {
    for task in 0..tasks.len() {
        at(SPAWN);
        let t = tasks.clone();
        go_named(("task", task), async move {
            at(PROCESS);
            process_task(&t, task).await;
        });
    }
    print_summary(&tasks);
}
