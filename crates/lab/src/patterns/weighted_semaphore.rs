//! Light and heavy tasks under one semaphore.

use super::print::print_summary;
use super::source::{Program, at, functions};
use super::{Line, Pattern};
use crate::params::Key;
use crate::world::{Workload, process};
use goruntime::go::semaphore::Weighted;
use goruntime::go::{WaitGroup, context, defer, go_named};

const GO: Program = Program::new(include_str!(
    "../../../../assets/go/weighted-semaphore/main.go"
));
const SPAWN: Line = GO.line("go func(i lab.Task) {");
const ACQUIRE: Line = GO.line("sem.Acquire(ctx, weight)");
const PROCESS: Line = GO.line("lab.Process(ctx, i)");
const WAIT: Line = GO.line("wg.Wait()");

pub(super) const PATTERN: Pattern = Pattern {
    id: "weighted-semaphore",
    name: "Weighted semaphore",
    summary: "A light task takes one permit, a heavy one ten; tasks wait in line, also behind a heavy one.",
    when: "When tasks need different amounts of something scarce, such as memory.",
    folder: "weighted-semaphore",
    source: functions!(GO, "func processWithWeights("),
    params: &[Key::Permits, Key::Heavy],
    defaults: &[
        (Key::Tasks, "24"),
        (Key::Latency, "uniform:50..200ms"),
        (Key::Permits, "20"),
    ],
    note: None,
    main: |tasks| Box::pin(run(tasks)),
};

async fn run(tasks: Workload) {
    let ctx = context::background();
    let permits = i64::try_from(tasks.count(Key::Permits)).unwrap_or(i64::MAX);
    let sem = Weighted::new(permits).named("sem");
    let wg = WaitGroup::new().named("wg");
    for task in 0..tasks.len() {
        wg.add(1);
        at(SPAWN);
        let (ctx, sem, t, wg) = (ctx.clone(), sem.clone(), tasks.clone(), wg.clone());
        go_named(("task", task), async move {
            let _done = defer(|| wg.done());
            let weight = weight_of(&t, task);
            at(ACQUIRE);
            if sem.acquire(&ctx, weight).await.is_err() {
                return;
            }
            let _release = defer(|| sem.release(weight));
            at(PROCESS);
            let _ = process(&ctx, &t, task).await;
        });
    }
    at(WAIT);
    wg.wait().await;
    print_summary(&tasks);
}

/// The weight of a task: 1 if it is light, 10 if it is heavy.
fn weight_of(tasks: &Workload, task: usize) -> i64 {
    if (task + 1).is_multiple_of(tasks.count(Key::Heavy)) {
        10
    } else {
        1
    }
}
