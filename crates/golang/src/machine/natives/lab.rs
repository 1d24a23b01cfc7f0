//! Package `goroutinelab/lab`: what the trace is told of tasks and memory.

use super::super::frames::{Done, Goroutine, Window};
use super::{List, Native, Waiting};
use goruntime::runtime;
use goruntime::trace::{Resource, TaskOutcome};

pub(super) const LIST: List = &[
    ("goroutinelab/lab.taskBegins", Native::Plain(begin)),
    ("goroutinelab/lab.taskEnds", Native::Plain(end)),
    ("goroutinelab/lab.takeBytes", Native::Fails(hold)),
    ("goroutinelab/lab.giveBytes", Native::Plain(release)),
    (
        "goroutinelab/lab.outlasts",
        Native::Waits(Waiting::Outlasts),
    ),
];

/// `func taskBegins(task int)`
fn begin(goroutine: &mut Goroutine, w: Window) {
    runtime::task_start(number(goroutine.nums[w.nums]));
}

/// `func taskEnds(task, outcome int)`
fn end(goroutine: &mut Goroutine, w: Window) {
    let outcome = match goroutine.nums[w.nums + 1] {
        0 => TaskOutcome::Ok,
        1 => TaskOutcome::Error,
        _ => TaskOutcome::Cancelled,
    };
    runtime::task_end(number(goroutine.nums[w.nums]), outcome);
}

/// `func takeBytes(bytes int64)`
fn hold(goroutine: &mut Goroutine, w: Window) -> Done {
    runtime::acquire(Resource::Memory, goroutine.nums[w.nums]);
    if runtime::is_panicking() {
        return Err(super::super::frames::Stop::End.into());
    }
    Ok(())
}

/// `func giveBytes(bytes int64)`
fn release(goroutine: &mut Goroutine, w: Window) {
    runtime::release(Resource::Memory, goroutine.nums[w.nums]);
}

fn number(task: u64) -> u32 {
    u32::try_from(task).unwrap_or(u32::MAX)
}
