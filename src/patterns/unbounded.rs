//! A goroutine per task, all at once, under one `WaitGroup`.

use super::source::{Program, at, function};
use super::{Line, Pattern};
use crate::go::{WaitGroup, defer, go, println};
use crate::world::{Workload, process_task, summary};

const GO: Program = Program::new(include_str!("../../assets/go/unbounded/main.go"));
const SPAWN: Line = GO.line("go func(t lab.Task) {");
const PROCESS: Line = GO.line("lab.ProcessTask(t)");
const WAIT: Line = GO.line("wg.Wait()");

pub(super) const PATTERN: Pattern = Pattern {
    id: "unbounded",
    name: "Unbounded",
    summary: "A goroutine per task, all at once, under one WaitGroup; main waits for the last.",
    when: "For few tasks (under 50) that need nothing scarce: no database, no API, little memory.",
    folder: "unbounded",
    variant: None,
    source: function!(GO, "func processTasksWithWaitGroup"),
    params: &[],
    defaults: &[],
    note: None,
    main: |tasks| Box::pin(run(tasks)),
};

async fn run(tasks: Workload) {
    let wg = WaitGroup::new();
    for task in 0..tasks.len() {
        wg.add(1);
        at(SPAWN);
        let (t, wg) = (tasks.clone(), wg.clone());
        go(async move {
            let _done = defer(|| wg.done());
            at(PROCESS);
            process_task(&t, task).await;
        });
    }
    at(WAIT);
    wg.wait().await;
    println(summary(&tasks));
}
