//! A goroutine per task, without waiting for them: in a program of its own, and in a server that lives on.

use super::print::{print_after, print_summary};
use super::source::{Program, at, functions};
use super::{Line, Pattern};
use crate::world::{Workload, process_task};
use goruntime::go::{go_named, num_goroutine, sleep};
use goruntime::time::Duration;

const GO: Program = Program::new(include_str!("../../../../assets/go/naive/main.go"));
const SPAWN: Line = GO.line("go func(t lab.Task) {");
const PROCESS: Line = GO.line("lab.ProcessTask(t)");
const LIVE: Line = GO.line("time.Sleep(333 * time.Millisecond)");

/// How often the server looks whether anything is left.
const LOOK: Duration = Duration(333_000_000);

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

pub(super) const SERVER: Pattern = Pattern {
    id: "naive-server",
    name: "Naive, in a server",
    summary: "The same function in a server: it returns at once, but main lives on, and all its goroutines with it.",
    when: "Never: nobody bounds the goroutines, and nobody knows how they ended.",
    source: functions!(GO, "func processTasksNaive", "func serve("),
    main: |tasks| Box::pin(serve(tasks)),
    ..PATTERN
};

#[expect(
    clippy::unused_async,
    reason = "main is async, although this one never waits"
)]
async fn run(tasks: Workload) {
    process_tasks_naive(&tasks);
    print_summary(&tasks);
}

async fn serve(tasks: Workload) {
    process_tasks_naive(&tasks);
    print_after("the handler returned");
    while num_goroutine() > 1 {
        at(LIVE);
        sleep(LOOK).await;
    }
    print_summary(&tasks);
}

fn process_tasks_naive(tasks: &Workload) {
    for task in 0..tasks.len() {
        at(SPAWN);
        let t = tasks.clone();
        go_named(("task", task), async move {
            at(PROCESS);
            process_task(&t, task).await;
        });
    }
}
