//! Packages `goroutinelab/lab` and `net/http`: what the trace is told of tasks, memory and calls.

use super::super::frames::{Done, Goroutine, Window};
use super::{List, Native, Waiting};
use goruntime::runtime;
use goruntime::trace::{Demand, Resource, TaskOutcome};

pub(super) const LIST: List = &[
    ("goroutinelab/lab.taskBegins", Native::Plain(begin)),
    ("goroutinelab/lab.taskEnds", Native::Plain(end)),
    ("goroutinelab/lab.takeBytes", Native::Fails(hold)),
    ("goroutinelab/lab.giveBytes", Native::Plain(release)),
    (
        "goroutinelab/lab.outlasts",
        Native::Waits(Waiting::Outlasts),
    ),
    ("net/http.outlasts", Native::Waits(Waiting::Outlasts)),
    ("net/http.began", Native::Plain(call_begins)),
    ("net/http.ended", Native::Plain(call_ends)),
    ("net/http.demand", Native::Plain(demand)),
    ("net/http.paced", Native::Plain(paced)),
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

/// `func began()`
fn call_begins(_: &mut Goroutine, _: Window) {
    runtime::acquire(Resource::Request, 1);
}

/// `func ended()`
fn call_ends(_: &mut Goroutine, _: Window) {
    runtime::release(Resource::Request, 1);
}

/// `func demand(step int)`
fn demand(goroutine: &mut Goroutine, w: Window) {
    tell(goroutine.nums[w.nums], Resource::Request);
}

/// `func paced(step int)`
fn paced(goroutine: &mut Goroutine, w: Window) {
    tell(goroutine.nums[w.nums], Resource::Token);
}

/// A step, by its number in [`Demand::ALL`], of who wants something.
fn tell(step: u64, resource: Resource) {
    let step = usize::try_from(step).unwrap_or(usize::MAX);
    if let Some(step) = Demand::ALL.get(step) {
        runtime::demand(*step, resource);
    }
}

fn number(task: u64) -> u32 {
    u32::try_from(task).unwrap_or(u32::MAX)
}
