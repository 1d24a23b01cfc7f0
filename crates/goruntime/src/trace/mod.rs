//! The trace: everything that happened in a run, in order. Plain data, from which all pictures and texts are computed.
//!
//! The events are those of Go's execution tracer (`src/internal/trace/tracev2/events.go`), as far as a run has
//! them, and the Lab's own: tasks, resources, log lines, marks. Like Go's tracer, a trace is kept as a stream of
//! bytes (one byte and rarely more an event, see [`Recorder`]), since a run may hold a million goroutines.

mod block_reason;
mod bytes;
pub mod event;
mod format;
mod name;
mod recorder;
mod records;
mod text;

pub use block_reason::BlockReason;
pub use event::{Demand, Event, GoroutineId, Outcome, Record, Resource, TaskOutcome};
pub use name::{Name, ObjectId, ObjectKind};
pub use recorder::Recorder;
pub use records::{Cursor, Records};

use crate::time::Time;
use std::num::NonZeroU32;
use xxhash_rust::xxh64::Xxh64;

/// The memory of a bare goroutine: 2,048 bytes of stack and about 650 of heap, as measured of Go 1.27.
pub const GOROUTINE_BYTES: u64 = 2_698;

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exit {
    /// The kind of end.
    pub outcome: Outcome,
    /// The moment of the end.
    pub at: Time,
    /// When main returned, if it did.
    pub main_returned: Option<Time>,
    /// The message of the Go runtime, the kernel or the Lab; empty if all went well.
    pub message: String,
}

/// A recorded run.
#[derive(Clone, Debug)]
pub struct Trace {
    recorder: Recorder,
    exit: Exit,
    tasks: u32,
    limits: Limits,
}

/// The limit of each resource, in the order of [`Resource::ALL`].
pub type Limits = [Limit; Resource::ALL.len()];

/// The limits of a resource. `None` is no limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limit {
    /// The largest amount in use at once.
    pub total: Option<u64>,
    /// The pool through which the program gets it.
    pub pool: Option<Pool>,
    /// The rate at which it is granted.
    pub rate: Option<Rate>,
}

/// A pool of a resource that other processes use too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pool {
    /// The largest number that it opens.
    pub open: NonZeroU32,
    /// The number that is always in use elsewhere.
    pub taken: u32,
}

/// The rate of a token bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Tokens a second.
    pub per_second: NonZeroU32,
    /// The capacity of the bucket.
    pub burst: u32,
}

impl Limit {
    /// A limit on the amount in use alone.
    #[must_use]
    pub const fn total(total: Option<u64>) -> Limit {
        Limit {
            total,
            pool: None,
            rate: None,
        }
    }
}

impl Trace {
    /// Closes a recording. `tasks` is the number of tasks of the workload, started or not; `limits` are those of the run.
    #[must_use]
    pub fn new(recorder: Recorder, exit: Exit, tasks: u32, limits: Limits) -> Trace {
        Trace {
            recorder,
            exit,
            tasks,
            limits,
        }
    }

    /// The events in order, each with its moment and the goroutine that was running.
    #[must_use]
    pub fn records(&self) -> Records<'_> {
        self.recorder.records()
    }

    /// The events after `cursor`, so that a long trace can be read in pieces.
    #[must_use]
    pub fn records_after(&self, cursor: Cursor) -> Records<'_> {
        self.recorder.records_after(cursor)
    }

    /// Reads at most `events` more events after `cursor`, and moves it behind them. True when all are read.
    pub fn read_on(
        &self,
        cursor: &mut Cursor,
        events: usize,
        mut read: impl FnMut(Record<'_>),
    ) -> bool {
        let mut records = self.records_after(std::mem::take(cursor));
        let mut is_over = false;
        for _ in 0..events {
            let Some(record) = records.next() else {
                is_over = true;
                break;
            };
            read(record);
        }
        *cursor = records.cursor();
        is_over
    }

    /// How the run ended.
    #[must_use]
    pub fn exit(&self) -> &Exit {
        &self.exit
    }

    /// How many goroutines were created, main among them. Their ids are `1..=goroutines()`.
    #[must_use]
    pub fn goroutines(&self) -> u32 {
        self.recorder.goroutines()
    }

    /// How many tasks the workload has. Their ids are `0..tasks()`.
    #[must_use]
    pub fn tasks(&self) -> u32 {
        self.tasks
    }

    /// The limits of a resource.
    #[must_use]
    pub fn limit(&self, resource: Resource) -> Limit {
        self.limits[resource as usize]
    }

    /// The memory limit in bytes, if the run had one.
    #[must_use]
    pub fn memory_limit(&self) -> Option<u64> {
        self.limit(Resource::Memory).total
    }

    /// The size of the recording in bytes.
    #[must_use]
    pub fn size(&self) -> usize {
        self.recorder.size()
    }

    /// A fingerprint (XXH64) of the whole trace: equal runs have equal hashes, on every machine.
    #[must_use]
    pub fn hash(&self) -> u64 {
        let mut hasher = Xxh64::new(0);
        self.recorder.hash_into(&mut hasher);
        let Exit {
            outcome,
            at,
            main_returned,
            message,
        } = &self.exit;
        hasher.update(outcome.name().as_bytes());
        hasher.update(&at.0.to_le_bytes());
        // No run returns at the last moment of virtual time.
        let returned = main_returned.map_or(u64::MAX, |at| at.0);
        hasher.update(&returned.to_le_bytes());
        hasher.update(message.as_bytes());
        hasher.digest()
    }
}
