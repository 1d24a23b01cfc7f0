//! A `WaitGroup` per batch: the slides' loop, with the smaller last batch.

use super::print::print_summary;
use super::source::{Program, at, functions};
use super::{Line, Pattern};
use crate::params::Key;
use crate::world::{Workload, process_task};
use goruntime::go::{WaitGroup, defer, go_named};

const GO: Program = Program::new(include_str!("../../../../assets/go/batched/main.go"));
const SPAWN: Line = GO.line("go func(idx int) {");
const PROCESS: Line = GO.line("lab.ProcessTask(tasks[idx])");
const WAIT: Line = GO.line("wg.Wait()");

pub(super) const PATTERN: Pattern = Pattern {
    id: "batched",
    name: "Batched",
    summary: "Batches of goroutines, one after the other; each waits for its slowest.",
    when: "For many tasks that use something scarce: never more goroutines than the batch size.",
    folder: "batched",
    source: functions!(GO, "func processTasksInBatches"),
    params: &[Key::Batch],
    defaults: &[],
    note: None,
    main: |tasks| Box::pin(run(tasks)),
};

async fn run(tasks: Workload) {
    let mut batch_size = tasks.count(Key::Batch);
    let mut i = 0;
    while i < tasks.len() {
        // The last batch might be smaller.
        let remaining = tasks.len() - i;
        if remaining < batch_size {
            batch_size = remaining;
        }
        let wg = WaitGroup::new().named("wg");
        for j in 0..batch_size {
            wg.add(1);
            let index = i + j;
            at(SPAWN);
            let (t, wg) = (tasks.clone(), wg.clone());
            go_named(("task", index), async move {
                let _done = defer(|| wg.done());
                at(PROCESS);
                process_task(&t, index).await;
            });
        }
        at(WAIT);
        wg.wait().await;
        i += batch_size;
    }
    print_summary(&tasks);
}
