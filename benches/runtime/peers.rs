//! What the peers share: a trace as plain as can be, so that they do work like ours.

use std::cell::RefCell;

/// What happened to a task.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    Spawn,
    Start,
    End,
}

/// One entry of a peer's trace: when, which task, what.
pub(crate) type Event = (u64, u32, Kind);

thread_local! {
    static TRACE: RefCell<Vec<Event>> = const { RefCell::new(Vec::new()) };
}

pub(crate) fn record(at_ns: u64, task: usize, kind: Kind) {
    let task = u32::try_from(task).expect("fewer than 2^32 tasks");
    TRACE.with_borrow_mut(|trace| trace.push((at_ns, task, kind)));
}

/// The trace since the last call.
pub(crate) fn take_trace() -> Vec<Event> {
    TRACE.take()
}
