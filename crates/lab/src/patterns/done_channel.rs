//! Each goroutine of a batch signals its end on a channel.

use super::print::print_summary;
use super::source::{Program, at, functions};
use super::{Line, Pattern};
use crate::params::Key;
use crate::world::{Workload, process_task};
use goruntime::go::{Chan, go_named};

const GO: Program = Program::new(include_str!("../../../../assets/go/done-channel/main.go"));
const SPAWN: Line = GO.line("go func(idx int) {");
const PROCESS: Line = GO.line("lab.ProcessTask(tasks[idx])");
const SIGNAL: Line = GO.line("done <- true");
const WAIT: Line = GO.line("<-done // Receive");

pub(super) const PATTERN: Pattern = Pattern {
    id: "done-channel",
    name: "Done channel",
    summary: "Batches, but each goroutine signals its end on a channel, and main counts the signals.",
    when: "When a goroutine's result is wanted too; for the end alone, a WaitGroup is shorter.",
    folder: "done-channel",
    source: functions!(GO, "func processWithDoneChannel"),
    params: &[Key::Batch],
    defaults: &[],
    note: None,
    main: |tasks| Box::pin(run(tasks)),
};

async fn run(tasks: Workload) {
    let mut batch_size = tasks.count(Key::Batch);
    let mut i = 0;
    while i < tasks.len() {
        batch_size = batch_size.min(tasks.len() - i);
        // Go's is a chan bool, but the value is not used.
        let done: Chan<()> = Chan::new(batch_size).named("done");
        for index in i..i + batch_size {
            at(SPAWN);
            let (tasks, done) = (tasks.clone(), done.clone());
            go_named(("task", index), async move {
                at(PROCESS);
                process_task(&tasks, index).await;
                at(SIGNAL);
                done.send(()).await;
            });
        }
        for _ in 0..batch_size {
            at(WAIT);
            done.receive().await;
        }
        i += batch_size;
    }
    print_summary(&tasks);
}
