//! What one goroutine does to another: it starts it, wakes it, sends it a value.

use goruntime::time::Time;
use goruntime::trace::{GoroutineId, ObjectId};

/// An effect of one goroutine on another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flow {
    /// The goroutine that acts.
    pub from: GoroutineId,
    /// When it acts.
    pub from_at: Time,
    /// The goroutine that it acts on.
    pub to: GoroutineId,
    /// When that has its effect: later than `from_at` only for a value that lay in a buffer.
    pub at: Time,
    /// What it does.
    pub kind: FlowKind,
    /// The channel, the lock or the like through which it does that.
    pub object: Option<ObjectId>,
}

/// The kind of an effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FlowKind {
    /// A `go` statement.
    Go,
    /// A value is sent, directly or through a buffer.
    Send,
    /// The value of a waiting sender is taken.
    Receive,
    /// A channel is closed, or a context ends.
    Close,
    /// A lock is released.
    Unlock,
    /// The counter of a `WaitGroup` comes to zero.
    Done,
    /// A goroutine is woken in another way.
    Wake,
}

impl FlowKind {
    /// The words for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            FlowKind::Go => "go",
            FlowKind::Send => "send",
            FlowKind::Receive => "receive",
            FlowKind::Close => "close",
            FlowKind::Unlock => "unlock",
            FlowKind::Done => "done",
            FlowKind::Wake => "wake",
        }
    }
}

/// A moment at which something went wrong, and who was concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Incident {
    /// The moment.
    pub at: Time,
    /// Its kind.
    pub kind: IncidentKind,
    /// The goroutine to which it happened.
    pub goroutine: GoroutineId,
    /// Another goroutine that is concerned, and when: that of the earlier access of a race, the receiver of a dropped value.
    pub other: Option<(GoroutineId, Time)>,
    /// The channel, the lock or the like that it is about.
    pub object: Option<ObjectId>,
}

/// The kind of an incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum IncidentKind {
    /// Two accesses to a variable that nothing orders.
    Race,
    /// A value that was not sent, as nobody could take it.
    Drop,
    /// A request for a resource that was refused.
    Refusal,
    /// One task for which all others of its batch wait.
    Straggler,
    /// A panic that was not recovered.
    Panic,
    /// A goroutine that waits for ever, as all others do.
    Deadlock,
    /// A goroutine that was blocked when main returned.
    Leak,
}

impl IncidentKind {
    /// Every kind, the least important first.
    pub const ALL: [IncidentKind; 7] = [
        IncidentKind::Straggler,
        IncidentKind::Refusal,
        IncidentKind::Drop,
        IncidentKind::Leak,
        IncidentKind::Race,
        IncidentKind::Deadlock,
        IncidentKind::Panic,
    ];

    /// The word for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            IncidentKind::Race => "data race",
            IncidentKind::Drop => "dropped: no room in the buffer",
            IncidentKind::Refusal => "refused",
            IncidentKind::Straggler => "straggler",
            IncidentKind::Panic => "panic",
            IncidentKind::Deadlock => "deadlock",
            IncidentKind::Leak => "leaked",
        }
    }
}
