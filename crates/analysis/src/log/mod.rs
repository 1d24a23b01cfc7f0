//! The log of a run's events: filtered rows, decoded from the trace where somebody looks.
//!
//! Rows are not kept. [`EventIndex`] remembers places in the trace, one for some hundred events, so that the
//! log of a million events takes less than a megabyte.

mod index;
#[cfg(test)]
mod tests;
mod words;

pub use index::{EventIndex, EventRow};
pub use words::{EventWords, block_reason, stop_reason, words};

use goruntime::trace::{Event, GoroutineId};

/// Which events a log shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventFilter {
    /// Those of this goroutine, or that happen to it.
    pub goroutine: Option<GoroutineId>,
    /// Those of this kind.
    pub kind: Option<EventKind>,
    /// Those whose row contains this text, whatever the case of its letters.
    pub text: String,
}

/// What an event is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// A goroutine is created, runs, stops, ends.
    Goroutine,
    /// A goroutine begins to wait, or is woken.
    Wait,
    /// A channel, a lock, a context.
    Object,
    /// A task of the workload.
    Task,
    /// A resource of the world.
    Resource,
    /// A printed line, or a data race.
    Print,
}

impl EventKind {
    /// Every kind.
    pub const ALL: [EventKind; 6] = [
        EventKind::Goroutine,
        EventKind::Wait,
        EventKind::Object,
        EventKind::Task,
        EventKind::Resource,
        EventKind::Print,
    ];

    /// The words for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            EventKind::Goroutine => "create, start, end",
            EventKind::Wait => "block, unblock",
            EventKind::Object => "channels, locks",
            EventKind::Task => "tasks",
            EventKind::Resource => "resources",
            EventKind::Print => "printed, races",
        }
    }

    /// The kind of an event; `None` for a mark, which has no row.
    #[must_use]
    pub const fn of(event: &Event<'_>) -> Option<EventKind> {
        match event {
            Event::Mark { .. } => None,
            Event::GoCreate { .. }
            | Event::GoStart { .. }
            | Event::GoStop { .. }
            | Event::GoCompute { .. }
            | Event::GoEnd => Some(EventKind::Goroutine),
            Event::GoBlock { .. } | Event::GoUnblock { .. } | Event::SelectCase { .. } => {
                Some(EventKind::Wait)
            }
            Event::Object { .. }
            | Event::ChanSend { .. }
            | Event::ChanReceive { .. }
            | Event::ChanFull { .. }
            | Event::Close { .. }
            | Event::Lock { .. }
            | Event::Unlock { .. } => Some(EventKind::Object),
            Event::TaskStart { .. } | Event::TaskEnd { .. } => Some(EventKind::Task),
            Event::Acquire { .. }
            | Event::Release { .. }
            | Event::Enqueue { .. }
            | Event::Dequeue { .. }
            | Event::Refuse { .. }
            | Event::Retry { .. }
            | Event::Fail { .. } => Some(EventKind::Resource),
            Event::Log { .. } | Event::Race { .. } => Some(EventKind::Print),
        }
    }
}

/// The goroutine to which an event happens, if that is not the one that runs.
#[must_use]
pub const fn subject(event: &Event<'_>) -> Option<GoroutineId> {
    match event {
        Event::GoCreate {
            child: goroutine, ..
        }
        | Event::GoStart { goroutine }
        | Event::GoUnblock { goroutine, .. }
        | Event::GoStop { goroutine }
        | Event::Race {
            earlier: goroutine, ..
        } => Some(*goroutine),
        Event::GoBlock { .. }
        | Event::GoCompute { .. }
        | Event::GoEnd
        | Event::TaskStart { .. }
        | Event::TaskEnd { .. }
        | Event::Acquire { .. }
        | Event::Release { .. }
        | Event::Enqueue { .. }
        | Event::Dequeue { .. }
        | Event::Refuse { .. }
        | Event::Retry { .. }
        | Event::Fail { .. }
        | Event::Log { .. }
        | Event::Mark { .. }
        | Event::Object { .. }
        | Event::SelectCase { .. }
        | Event::ChanSend { .. }
        | Event::ChanReceive { .. }
        | Event::ChanFull { .. }
        | Event::Close { .. }
        | Event::Lock { .. }
        | Event::Unlock { .. } => None,
    }
}
