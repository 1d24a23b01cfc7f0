//! The tasks are split into ranges, one goroutine each; evenly, or as in production, where the remainder is dropped.

use super::print::print_summary;
use super::source::{Program, at, functions};
use super::{Line, Pattern};
use crate::params::Key;
use crate::world::{Workload, process_task};
use goruntime::go::{WaitGroup, defer, go_named};
use std::ops::Range;

const GO: Program = Program::new(include_str!("../../../../assets/go/chunked/main.go"));
const SPAWN: Line = GO.line("go func(part []lab.Task) {");
const PROCESS: Line = GO.line("lab.ProcessTask(task)");
const WAIT: Line = GO.line("wg.Wait()");

pub(super) const PATTERN: Pattern = Pattern {
    id: "chunked",
    name: "Chunked",
    summary: "The tasks are cut into ranges; a goroutine per range goes through it.",
    when: "For many short tasks of equal length: few goroutines, nothing to hand over.",
    folder: "chunked",
    source: functions!(GO, "func enforceInChunks"),
    params: &[Key::Chunks],
    defaults: &[(Key::Tasks, "1000"), (Key::Latency, "10ms")],
    note: None,
    main: |tasks| Box::pin(run(tasks, even)),
};

pub(super) const REMAINDER: Pattern = Pattern {
    id: "chunked-remainder",
    name: "Chunked, remainder dropped",
    summary: "The same, but what the division into ranges leaves over, nobody does.",
    when: "Never: it works only while the number of tasks is a multiple of the number of ranges.",
    defaults: &[(Key::Tasks, "37"), (Key::Latency, "10ms")],
    note: Some(
        "The production code ends a range at its start plus total/batch: the remainder is never looked at.",
    ),
    main: |tasks| Box::pin(run(tasks, rounded_down)),
    ..PATTERN
};

/// The tasks of a chunk, from its index, the number of chunks and the number of tasks.
type Part = fn(usize, usize, usize) -> Range<usize>;

fn even(chunk: usize, chunks: usize, tasks: usize) -> Range<usize> {
    chunk * tasks / chunks..(chunk + 1) * tasks / chunks
}

fn rounded_down(chunk: usize, chunks: usize, tasks: usize) -> Range<usize> {
    let size = tasks / chunks;
    chunk * size..(chunk + 1) * size
}

async fn run(tasks: Workload, part: Part) {
    let wg = WaitGroup::new().named("wg");
    let chunks = tasks.count(Key::Chunks);
    for chunk in 0..chunks {
        let range = part(chunk, chunks, tasks.len());
        wg.add(1);
        at(SPAWN);
        let (tasks, wg) = (tasks.clone(), wg.clone());
        go_named(("chunk", chunk), async move {
            let _done = defer(|| wg.done());
            for task in range {
                at(PROCESS);
                process_task(&tasks, task).await;
            }
        });
    }
    at(WAIT);
    wg.wait().await;
    print_summary(&tasks);
}
