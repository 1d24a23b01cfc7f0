//! A fixed number of goroutines receive tasks from a channel.

use super::print::print_summary;
use super::source::{Program, at, functions};
use super::{Line, Pattern};
use crate::params::Key;
use crate::world::{Workload, process};
use goruntime::go::{Chan, WaitGroup, after_func_named, context, defer, go_named};
use goruntime::time::Duration;

const GO: Program = Program::new(include_str!("../../../../assets/go/worker-pool/main.go"));
const SPAWN: Line = GO.line("go func() {");
const RECEIVE: Line = GO.line("for task := range jobs {");
const PROCESS: Line = GO.line("lab.Process(ctx, task)");
const SEND: Line = GO.line("jobs <- task");
const WAIT: Line = GO.line("wg.Wait()");

pub(super) const PATTERN: Pattern = Pattern {
    id: "worker-pool",
    name: "Worker pool",
    summary: "A fixed number of goroutines take the tasks from a channel; a free one takes the next. \
              What the talk calls a worker pool is Batched.",
    when: "For many tasks that use something scarce, above all of unequal length: no worker waits for another.",
    folder: "worker-pool",
    source: functions!(GO, "func processWithWorkerPool"),
    params: &[Key::Workers, Key::Buffer, Key::Kill, Key::KillAt],
    defaults: &[(Key::KillAt, "120ms")],
    note: None,
    main: |tasks| Box::pin(run(tasks)),
};

async fn run(tasks: Workload) {
    let jobs: Chan<usize> = Chan::new(tasks.count(Key::Buffer)).named("jobs");
    let (healthy, cancel) = context::with_cancel(&context::background());
    let healthy = healthy.named("healthy");
    let _cancel = defer(|| cancel.call());
    let (doomed, kill) = context::with_cancel(&healthy);
    let doomed = doomed.named("doomed");
    let _kill = defer(|| kill.call());
    let killed = tasks.numbers(Key::Kill);
    let kill_at = tasks.duration(Key::KillAt);
    if !killed.is_empty() && kill_at > Duration::ZERO {
        let kill = kill.clone();
        after_func_named("kill", kill_at, move || {
            let kill = kill.clone();
            async move { kill.call() }
        });
    }
    let wg = WaitGroup::new().named("wg");
    for worker in 0..tasks.count(Key::Workers) {
        let is_killed = killed.contains(&worker);
        let ctx = if is_killed { &doomed } else { &healthy }.clone();
        wg.add(1);
        at(SPAWN);
        let (tasks, jobs, wg) = (tasks.clone(), jobs.clone(), wg.clone());
        go_named(("worker", worker), async move {
            let _done = defer(|| wg.done());
            at(RECEIVE);
            while let Some(task) = jobs.receive().await {
                at(PROCESS);
                let _ = process(&ctx, &tasks, task).await;
                if ctx.err().is_some() {
                    return;
                }
                at(RECEIVE);
            }
        });
    }
    for task in 0..tasks.len() {
        at(SEND);
        jobs.send(task).await;
    }
    jobs.close();
    at(WAIT);
    wg.wait().await;
    print_summary(&tasks);
}
