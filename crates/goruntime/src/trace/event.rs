//! The vocabulary of the trace.

use super::block_reason::BlockReason;
use super::name::{Name, ObjectId, ObjectKind};
use crate::time::Time;
use std::fmt;

/// A goroutine's number. As in Go, main is 1 and a number is never used again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GoroutineId(pub u32);

impl GoroutineId {
    /// The main goroutine.
    pub const MAIN: GoroutineId = GoroutineId(1);
}

impl fmt::Display for GoroutineId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "goroutine {}", self.0)
    }
}

/// How a task of the workload ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TaskOutcome {
    /// It did its work.
    Ok,
    /// It returned an error.
    Error,
    /// It was cancelled.
    Cancelled,
}

impl TaskOutcome {
    /// Every outcome, in the order of its code.
    pub const ALL: [TaskOutcome; 3] = [TaskOutcome::Ok, TaskOutcome::Error, TaskOutcome::Cancelled];

    /// The name used in JSON and in texts.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            TaskOutcome::Ok => "ok",
            TaskOutcome::Error => "error",
            TaskOutcome::Cancelled => "cancelled",
        }
    }
}

/// A finite thing that goroutines hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Resource {
    /// Memory in bytes, on top of [`super::GOROUTINE_BYTES`] for each goroutine.
    Memory,
    /// Connections of the database.
    Connection,
    /// Requests that the API works on.
    Request,
    /// Open files.
    File,
    /// Tokens of a client's own rate limiter. They are not held, but goroutines wait for them.
    Token,
    /// Processors. They have no events of their own: the states of the goroutines show who computes.
    Processor,
}

impl Resource {
    /// Every resource, in the order of its code.
    pub const ALL: [Resource; 6] = [
        Resource::Memory,
        Resource::Connection,
        Resource::Request,
        Resource::File,
        Resource::Token,
        Resource::Processor,
    ];

    /// The name used in texts.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Resource::Memory => "memory",
            Resource::Connection => "connection",
            Resource::Request => "request",
            Resource::File => "file",
            Resource::Token => "token",
            Resource::Processor => "processor",
        }
    }
}

/// A step of a request for a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Demand {
    /// It begins to wait.
    Enqueue,
    /// It stops waiting.
    Dequeue,
    /// It is refused.
    Refuse,
    /// It asks again.
    Retry,
    /// It was granted, but the call failed.
    Fail,
}

impl Demand {
    /// Every step, in the order of its code.
    pub const ALL: [Demand; 5] = [
        Demand::Enqueue,
        Demand::Dequeue,
        Demand::Refuse,
        Demand::Retry,
        Demand::Fail,
    ];

    /// The event of this step.
    #[must_use]
    pub const fn of(self, resource: Resource) -> Event<'static> {
        match self {
            Demand::Enqueue => Event::Enqueue { resource },
            Demand::Dequeue => Event::Dequeue { resource },
            Demand::Refuse => Event::Refuse { resource },
            Demand::Retry => Event::Retry { resource },
            Demand::Fail => Event::Fail { resource },
        }
    }
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// Main returned and every task had ended.
    Finished,
    /// Main returned while tasks had not ended: they are lost.
    MainReturnedEarly,
    /// `fatal error: all goroutines are asleep - deadlock!`
    Deadlock,
    /// A panic that was not recovered.
    Panic,
    /// An error of the Go runtime that cannot be recovered, other than a deadlock.
    Fatal,
    /// The program exited with an exit code that means failure.
    Exited,
    /// Killed by the kernel for using more memory than the limit.
    OutOfMemory,
    /// The Lab stopped the run because it took too many steps.
    BudgetExceeded,
    /// Stopped by the user.
    Cancelled,
}

impl Outcome {
    /// Every outcome, in the order of its code.
    pub const ALL: [Outcome; 9] = [
        Outcome::Finished,
        Outcome::MainReturnedEarly,
        Outcome::Deadlock,
        Outcome::Panic,
        Outcome::Fatal,
        Outcome::Exited,
        Outcome::OutOfMemory,
        Outcome::BudgetExceeded,
        Outcome::Cancelled,
    ];

    /// The name used in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Outcome::Finished => "finished",
            Outcome::MainReturnedEarly => "main_returned_early",
            Outcome::Deadlock => "deadlock",
            Outcome::Panic => "panic",
            Outcome::Fatal => "fatal_error",
            Outcome::Exited => "exited",
            Outcome::OutOfMemory => "out_of_memory",
            Outcome::BudgetExceeded => "budget_exceeded",
            Outcome::Cancelled => "cancelled",
        }
    }

    /// The exit code that a shell would see; `None` where no process ended.
    #[must_use]
    pub const fn exit_code(self) -> Option<i32> {
        match self {
            Outcome::Finished | Outcome::MainReturnedEarly => Some(0),
            Outcome::Exited => Some(1),
            Outcome::Deadlock | Outcome::Panic | Outcome::Fatal => Some(2),
            Outcome::OutOfMemory => Some(137),
            Outcome::BudgetExceeded | Outcome::Cancelled => None,
        }
    }
}

/// An event. `GoStart` names the goroutine that runs from here on; the events after it, up to its `GoBlock` or `GoEnd`, are
/// its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event<'t> {
    /// The running goroutine (none for main) created a goroutine, which is runnable now.
    GoCreate {
        /// The new goroutine.
        child: GoroutineId,
        /// Its name, if the program gave it one.
        name: Option<Name<'t>>,
    },
    /// A goroutine got the processor.
    GoStart {
        /// The goroutine that runs from here on.
        goroutine: GoroutineId,
    },
    /// The running goroutine parks.
    GoBlock {
        /// Why.
        reason: BlockReason,
        /// What it waits for, if that is one object.
        on: Option<ObjectId>,
    },
    /// A goroutine becomes runnable, woken by the running goroutine, or by a timer if none runs.
    GoUnblock {
        /// The goroutine that is runnable now.
        goroutine: GoroutineId,
        /// If it waited in a `select`: which case was chosen, counted from 0.
        case: Option<u32>,
    },
    /// The running goroutine begins to compute. It holds a processor until it is started or stopped.
    GoCompute {
        /// Which processor, counted from 0.
        processor: u32,
    },
    /// A goroutine lost the processor, preempted or by `runtime.Gosched`, and is runnable.
    GoStop {
        /// Which one.
        goroutine: GoroutineId,
    },
    /// The running goroutine returned.
    GoEnd,
    /// The running goroutine began a task of the workload.
    TaskStart {
        /// The task.
        task: u32,
    },
    /// The running goroutine ended a task.
    TaskEnd {
        /// The task.
        task: u32,
        /// How it went.
        outcome: TaskOutcome,
    },
    /// The running goroutine took an amount of a resource.
    Acquire {
        /// What it took.
        resource: Resource,
        /// How much, in the resource's unit.
        amount: u64,
    },
    /// The running goroutine gave back an amount of a resource.
    Release {
        /// What it gave back.
        resource: Resource,
        /// How much, in the resource's unit.
        amount: u64,
    },
    /// The running goroutine begins to wait for a resource.
    Enqueue {
        /// What it waits for.
        resource: Resource,
    },
    /// The running goroutine stops waiting for a resource: it has its turn, or has given up.
    Dequeue {
        /// What it waited for.
        resource: Resource,
    },
    /// The running goroutine's request for a resource was refused.
    Refuse {
        /// What it asked for.
        resource: Resource,
    },
    /// The running goroutine repeats a request that was refused or failed.
    Retry {
        /// What for.
        resource: Resource,
    },
    /// The running goroutine's request was granted, but the call failed.
    Fail {
        /// What it got.
        resource: Resource,
    },
    /// The running goroutine printed a line.
    Log {
        /// The line, without its end.
        line: &'t str,
    },
    /// The running goroutine's access to a variable races with an earlier one.
    Race {
        /// The variable, both goroutines and their lines.
        text: &'t str,
        /// The goroutine of the earlier access.
        earlier: GoroutineId,
        /// The moment of the earlier access.
        earlier_at: Time,
    },
    /// The running goroutine is at a line of the pattern's Go program.
    Mark {
        /// The line, counted from 1.
        line: u32,
    },
    /// The trace learns of an object: when it is named, or else when it is first used in a way that is recorded.
    Object {
        /// Its number.
        object: ObjectId,
        /// Its kind.
        kind: ObjectKind,
        /// Its name, if the program gave it one.
        name: Option<Name<'t>>,
        /// How many values a channel's buffer holds, or the size of a semaphore; else 0.
        capacity: u32,
    },
    /// A case of the `select` in which the running goroutine parks with its next event. The cases come in their order.
    SelectCase {
        /// The channel; `None` for a nil channel.
        object: Option<ObjectId>,
        /// Whether it is a send.
        sends: bool,
    },
    /// The running goroutine put a value into the buffer of a named channel.
    ChanSend {
        /// The channel.
        object: ObjectId,
        /// The number of values in the buffer now.
        length: u32,
    },
    /// The running goroutine took a value out of the buffer of a named channel. If a sender waited, its value took the
    /// place, and it is unblocked after this event.
    ChanReceive {
        /// The channel.
        object: ObjectId,
        /// The number of values in the buffer now.
        length: u32,
    },
    /// The running goroutine had a value for a named channel, but nobody could take it: its `select` took the default.
    ChanFull {
        /// The channel.
        object: ObjectId,
    },
    /// The running goroutine closed a channel, or ended a context. The goroutines that wait for it are unblocked after this
    /// event. Only of objects that the trace knows.
    Close {
        /// The channel or the context.
        object: ObjectId,
    },
    /// The running goroutine got a lock, or some of a semaphore.
    Lock {
        /// The lock.
        object: ObjectId,
        /// How much is held by all goroutines now: of a mutex 1, of an `RWMutex` the number of readers or 1.
        held: u32,
    },
    /// The running goroutine released a lock, or some of a semaphore.
    Unlock {
        /// The lock.
        object: ObjectId,
        /// How much is held by all goroutines now.
        held: u32,
    },
}

/// An event with its moment and the goroutine that was running.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record<'t> {
    /// When it happened.
    pub at: Time,
    /// The goroutine that was running; `None` for events of the runtime itself (the start of main, a timer).
    pub by: Option<GoroutineId>,
    /// What happened.
    pub event: Event<'t>,
}
