//! A minimal trace for the peers, so that their work is comparable.

use std::cell::RefCell;

/// The kind of an event.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    Spawn,
    Start,
    End,
}

/// An event of a peer's trace: moment, task, kind.
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
