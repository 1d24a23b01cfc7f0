//! The state of goroutines during the pass.

use super::state::GoroutineState;
use goruntime::time::Time;

/// The present state of a goroutine.
#[derive(Clone, Copy, Debug)]
pub(super) struct Live {
    pub(super) since: Time,
    pub(super) line: u32,
    pub(super) task: u32,
    pub(super) role: Role,
    pub(super) state: GoroutineState,
}

/// The relation of a goroutine to its task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// It has none.
    Free,
    /// It runs the task.
    Carrier,
    /// It was started by the task's goroutines.
    Helper,
}
