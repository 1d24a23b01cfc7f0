//! A `WaitGroup` per batch: the slides' loop, with the smaller last batch.

use super::print::print_summary;
use super::source::{Program, at, functions};
use super::{Line, Pattern};
use crate::params::Key;
use crate::world::{Workload, process_task};
use goruntime::go::{WaitGroup, defer, go_named, panic};

const GO: Program = Program::new(include_str!("../../../../assets/go/batched/main.go"));
const BATCHES: Lines = Lines {
    spawn: GO.line("go func(idx int) {"),
    process: GO.line("lab.ProcessTask(tasks[idx])"),
    wait: GO.line("wg.Wait() // Wait"),
};
const SLIDE_5: Lines = Lines {
    spawn: GO.line("go func(index int) {"),
    process: GO.line("processItem(items[index])"),
    wait: GO.line("wg.Wait()\n"),
};

pub(super) const PATTERN: Pattern = Pattern {
    id: "batched",
    name: "Batched",
    summary: "Batches of goroutines, one after the other; each waits for its slowest. The talk's worker pool.",
    when: "For many tasks that use something scarce: never more goroutines than the batch size.",
    folder: "batched",
    source: functions!(GO, "func processTasksInBatches"),
    params: &[Key::Batch],
    defaults: &[],
    note: None,
    main: |tasks| Box::pin(run(tasks, &BATCHES)),
};

pub(super) const SLIDE: Pattern = Pattern {
    id: "batched-slide",
    name: "Batched, as on slide 5",
    summary: "Slide 5's loop: a last batch that is not full reads behind the end of the slice, and the process dies.",
    when: "Never: it works only while the number of items is a multiple of the batch size.",
    source: functions!(GO, "func processAsOnSlide5"),
    defaults: &[(Key::Tasks, "7")],
    note: Some("The loop is slide 5's, as printed. Slide 7's makes the last batch smaller."),
    main: |tasks| Box::pin(run(tasks, &SLIDE_5)),
    ..PATTERN
};

/// The lines of a loop.
#[derive(PartialEq, Eq)]
struct Lines {
    spawn: Line,
    process: Line,
    wait: Line,
}

async fn run(tasks: Workload, lines: &'static Lines) {
    let shrinks = *lines == BATCHES;
    let mut batch_size = tasks.count(Key::Batch);
    let mut i = 0;
    while i < tasks.len() {
        // The last batch might be smaller.
        let remaining = tasks.len() - i;
        if shrinks && remaining < batch_size {
            batch_size = remaining;
        }
        let wg = WaitGroup::new().named("wg");
        for j in 0..batch_size {
            wg.add(1);
            let index = i + j;
            at(lines.spawn);
            let (t, wg) = (tasks.clone(), wg.clone());
            go_named(("task", index), async move {
                let _done = defer(|| wg.done());
                at(lines.process);
                if index >= t.len() {
                    panic_behind(index, t.len());
                    return;
                }
                process_task(&t, index).await;
            });
        }
        at(lines.wait);
        wg.wait().await;
        i += batch_size;
    }
    print_summary(&tasks);
}

/// `items[index]` behind the end.
pub(super) fn panic_behind(index: usize, length: usize) {
    panic(&format!(
        "runtime error: index out of range [{index}] with length {length}"
    ));
}
