//! The goroutines while a trace is read.

use super::state::GoroutineState;
use goruntime::time::Time;

/// A goroutine now.
#[derive(Clone, Copy, Debug)]
pub(super) struct Live {
    pub(super) since: Time,
    pub(super) line: u32,
    pub(super) task: u32,
    pub(super) role: Role,
    pub(super) state: GoroutineState,
}

/// What a goroutine has to do with its task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// It has none.
    Free,
    /// It took the task up.
    Carrier,
    /// It was started for the task.
    Helper,
}
