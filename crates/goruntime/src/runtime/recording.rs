//! What a program says of itself: its tasks, what it takes of the world, what it prints, and where it is.

use super::run::with;
use crate::trace::{Demand, Resource, TaskOutcome};

/// Records that the running goroutine takes up a task.
pub fn task_start(task: u32) {
    with(|core| core.task_start(task));
}

/// Records that the running goroutine has ended a task.
pub fn task_end(task: u32, outcome: TaskOutcome) {
    with(|core| core.task_end(task, outcome));
}

/// Takes some of a resource. Memory beyond the budget ends the run.
pub fn acquire(resource: Resource, amount: u64) {
    with(|core| core.acquire(resource, amount));
}

/// Gives some of a resource back.
pub fn release(resource: Resource, amount: u64) {
    with(|core| core.release(resource, amount));
}

/// Records a step of the running goroutine's request for a resource.
pub fn demand(demand: Demand, resource: Resource) {
    with(|core| core.demand(demand, resource));
}

/// Prints a line to the run's standard output.
pub fn log(line: String) {
    with(|core| core.log(line));
}

/// Records that the running goroutine is at a line of its Go program.
#[inline]
pub fn mark(line: u32) {
    with(|core| core.mark(line));
}
