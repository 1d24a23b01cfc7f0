//! The work of a task, and the output of the programs. `assets/go/lab/lab.go` does the same in Go, line for line.

use super::Workload;
use crate::params::Key;
use goruntime::go::{self, Chan, Context, Error, WaitGroup, context, defer, go_named, sleep};
use goruntime::runtime;
use goruntime::time::Duration;
use goruntime::trace::{Resource, TaskOutcome};

/// Runs a task and drops its error.
pub async fn process_task(workload: &Workload, task: usize) {
    // `lab.ProcessTask` drops the error too.
    let _ = process(&context::background(), workload, task).await;
}

/// Runs a task: it holds memory, starts its goroutines one after the other over its latency, each of which holds memory
/// too, and ends them all at its end.
///
/// # Errors
///
/// The context's error, as soon as it is done; that of a failing task.
pub async fn process(ctx: &Context, workload: &Workload, task: usize) -> Result<(), Error> {
    begin(workload, task);
    let held = hold(workload);
    let goroutines = workload.count(Key::Goroutines);
    let result = work_with(ctx, workload, task, goroutines).await;
    drop(held);
    end(workload, task, &result);
    result
}

async fn work_with(
    ctx: &Context,
    workload: &Workload,
    task: usize,
    goroutines: usize,
) -> Result<(), Error> {
    let latency = workload.latency(task);
    match workload.resources() {
        None => busy(ctx, workload, latency, goroutines).await?,
        Some(resources) => Box::pin(resources.work(ctx, workload, task, goroutines)).await?,
    }
    result(workload, task)
}

/// Works for `latency` and meanwhile starts goroutines one after the other, which all end at its end.
pub(super) async fn busy(
    ctx: &Context,
    workload: &Workload,
    latency: Duration,
    goroutines: usize,
) -> Result<(), Error> {
    if goroutines == 0 {
        return pause(ctx, latency).await;
    }
    let done: Chan<()> = Chan::new(0).named("done");
    let wg = WaitGroup::new().named("helpers");
    let interval = Duration(latency.0 / goroutines as u64);
    let mut result = Ok(());
    for helper in 0..goroutines {
        wg.add(1);
        let (workload, done, wg) = (workload.clone(), done.clone(), wg.clone());
        go_named(("helper", helper), async move {
            let _done = defer(|| wg.done());
            let _release = hold(&workload);
            done.receive().await;
        });
        result = pause(ctx, interval).await;
        if result.is_err() {
            break;
        }
    }
    if result.is_ok() {
        result = pause(ctx, latency - interval * goroutines as u64).await;
    }
    done.close();
    wg.wait().await;
    result
}

/// The latency of a task alone: without events, memory and goroutines.
///
/// # Errors
///
/// As [`process`].
pub async fn work(ctx: &Context, workload: &Workload, task: usize) -> Result<(), Error> {
    work_with(ctx, workload, task, 0).await
}

/// The result of a task.
///
/// # Errors
///
/// If the task fails.
pub fn result(workload: &Workload, task: usize) -> Result<(), Error> {
    if workload.fails(task) {
        return Err(Error::new(format!("task {task} failed")));
    }
    Ok(())
}

/// Sleeps for `d`, or until the context is done.
///
/// # Errors
/// The context's, if it is done.
pub async fn pause(ctx: &Context, d: Duration) -> Result<(), Error> {
    let done = ctx.done();
    if done.is_nil() || d == Duration::ZERO {
        sleep(d).await;
        return ctx.err().map_or(Ok(()), Err);
    }
    let has_slept = ctx.outlasts(d, true).await;
    if has_slept {
        return Ok(());
    }
    ctx.err().map_or(Ok(()), Err)
}

/// Prepares the world before the program's main begins.
pub fn open(workload: &Workload) {
    if let Some(resources) = workload.resources() {
        resources.open();
    }
}

/// Records that a task begins. [`process`] does it by itself.
pub fn begin(_: &Workload, task: usize) {
    runtime::task_start(number(task));
}

/// Records that a task ended, and how. [`process`] does it by itself.
pub fn end(workload: &Workload, task: usize, result: &Result<(), Error>) {
    let outcome = match result {
        Ok(()) => TaskOutcome::Ok,
        Err(error) if [context::CANCELED, context::DEADLINE_EXCEEDED].contains(error) => {
            TaskOutcome::Cancelled
        }
        Err(_) => TaskOutcome::Error,
    };
    if outcome == TaskOutcome::Ok {
        workload.count_done();
    }
    runtime::task_end(number(task), outcome);
}

/// Holds the memory of a task or one of its goroutines until the guard is dropped.
#[must_use = "it is held until the guard is dropped"]
pub fn hold(workload: &Workload) -> impl Drop + use<> {
    let bytes = workload.count(Key::Memory) as u64;
    runtime::acquire(Resource::Memory, bytes);
    defer(move || runtime::release(Resource::Memory, bytes))
}

/// The time since the program began, in the programs' format.
#[must_use]
pub fn elapsed() -> Duration {
    go::now().elapsed().round_to_millis()
}

/// The last line of most programs: the number of tasks done, and the time.
#[must_use]
pub fn summary(workload: &Workload) -> String {
    let (done, tasks) = (workload.done(), workload.len());
    format!("{done} of {tasks} tasks done after {}", elapsed())
}

fn number(task: usize) -> u32 {
    u32::try_from(task).unwrap_or(u32::MAX)
}
