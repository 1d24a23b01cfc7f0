//! Timeouts: one for all operations, or one for each.

use super::print::{print_after, print_error, print_summary};
use super::source::{Program, at, functions};
use super::{Line, Pattern};
use crate::params::Key;
use crate::world::{Workload, process};
use goruntime::go::context::{self, Cancel, Context};
use goruntime::go::{Chan, Error, defer, go_named, println, select};
use goruntime::time::Duration;

const GO: Program = Program::new(include_str!("../../../../assets/go/timeout/main.go"));
const PROCESS: Line = GO.line("lab.Process(ctx, item)");
const SPAWN: Line = GO.line("go func() {");
const OPERATION: Line = GO.line("done <- lab.Process");
const WAIT: Line = GO.line("select {");

pub(super) const PATTERN: Pattern = Pattern {
    id: "timeout",
    name: "Timeout for all",
    summary: "One context with a timeout for all: when it expires, the running task stops at once, the rest never starts.",
    when: "When a caller waits for the whole, and not longer.",
    folder: "timeout",
    source: functions!(GO, "func processAll(", "func doWork(", "func withTimeout("),
    params: &[Key::Timeout],
    defaults: &[
        (Key::Tasks, "10"),
        (Key::Latency, "uniform:200..2000ms"),
        (Key::Timeout, "5s"),
    ],
    note: None,
    main: |tasks| Box::pin(run(tasks, false)),
};

pub(super) const PER_TASK: Pattern = Pattern {
    id: "timeout-per-task",
    name: "Timeout for each task",
    summary: "Each operation has its own timeout; one that is too slow is given up, and its goroutine goes on until it ends.",
    when: "When the operation knows no context; done has room for one answer, so that a goroutine given up can end.",
    source: functions!(GO, "func processWithTimeout(", "func withTimeout("),
    defaults: &[
        (Key::Tasks, "10"),
        (Key::Latency, "uniform:200..2000ms"),
        (Key::Timeout, "1s"),
    ],
    note: Some(
        "The operation knows nothing of its timeout: given up, it still works, and holds what it holds, until it ends.",
    ),
    main: |tasks| Box::pin(run(tasks, true)),
    ..PATTERN
};

async fn run(tasks: Workload, per_task: bool) {
    if per_task {
        for task in 0..tasks.len() {
            if let Err(err) = process_with_timeout(&tasks, task).await {
                println(format!("task {task}: {err}"));
            }
        }
    } else {
        let (ctx, cancel) = with_timeout(&context::background(), &tasks);
        let ctx = ctx.named("ctx");
        let mut result = Ok(());
        for task in 0..tasks.len() {
            at(PROCESS);
            result = process(&ctx, &tasks, task).await;
            if result.is_err() {
                break;
            }
        }
        if result == Err(context::DEADLINE_EXCEEDED) {
            print_after("operation timed out");
        }
        cancel.call();
        if let Err(err) = result {
            print_error(&err);
        }
    }
    print_summary(&tasks);
}

async fn process_with_timeout(tasks: &Workload, task: usize) -> Result<(), Error> {
    let (ctx, cancel) = with_timeout(&context::background(), tasks);
    let ctx = ctx.named(("ctx", task));
    let _cancel = defer(|| cancel.call());
    let done = Chan::new(1).named(("done", task));
    at(SPAWN);
    let (t, answer) = (tasks.clone(), done.clone());
    go_named(("task", task), async move {
        at(OPERATION);
        let result = process(&context::background(), &t, task).await;
        answer.send(result).await;
    });
    at(WAIT);
    let mut answered = done.receiving();
    if select(&mut [&mut answered, &mut ctx.done().receiving()]).await == 0 {
        return answered.take().unwrap_or(Ok(()));
    }
    ctx.err().map_or(Ok(()), Err)
}

/// `context.WithTimeout`; for zero without a timeout.
fn with_timeout(ctx: &Context, tasks: &Workload) -> (Context, Cancel) {
    match tasks.duration(Key::Timeout) {
        Duration::ZERO => context::with_cancel(ctx),
        timeout => context::with_timeout(ctx, timeout),
    }
}
