//! The parameters of a scenario: their keys in links, units, ranges and defaults, and how their values read.

mod distribution;
mod param;
mod slider;
mod table;
mod units;
mod value;
mod values;

pub use param::{Max, Param, Unit};
pub use slider::{POSITIONS, Slider};
pub use table::PARAMS;
pub use units::ByteUnit;
pub use value::{Distribution, Value};
pub use values::Values;

/// A parameter, in the order in which links and lists show them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// How many tasks.
    Tasks,
    /// How many tasks a batch has.
    Batch,
    /// How many goroutines take tasks from a channel.
    Workers,
    /// How many permits a semaphore has.
    Permits,
    /// How many goroutines a group runs at once.
    Limit,
    /// How many values a channel holds.
    Buffer,
    /// Into how many ranges the tasks are divided.
    Chunks,
    /// Every which task is a heavy one.
    Heavy,
    /// How often each task adds one to a counter.
    Increments,
    /// How many goroutines can compute at once: GOMAXPROCS.
    Procs,
    /// How long a task takes: a mean, a list, or a distribution.
    Latency,
    /// How far latencies stray from their mean, in percent of it.
    Jitter,
    /// What the random numbers are drawn from.
    Seed,
    /// Which tasks are slow.
    Slow,
    /// How long a slow task takes.
    SlowLatency,
    /// How long a receiver, or a stage, is busy with each value.
    Process,
    /// The time between two events.
    Period,
    /// How many requests a second are allowed.
    Rps,
    /// How many requests may come at once.
    Burst,
    /// Which tasks fail.
    Fail,
    /// How many failures in a row open a circuit breaker.
    Failures,
    /// How long an open circuit breaker waits before it tries again.
    Reset,
    /// How long somebody waits at most.
    Timeout,
    /// When the client disconnects.
    Disconnect,
    /// When the program is told to shut down.
    Shutdown,
    /// Which workers are killed.
    Kill,
    /// When they are killed.
    KillAt,
    /// How many goroutines a task starts over its run.
    Goroutines,
    /// Bytes that a task, and each goroutine it starts, holds.
    Memory,
    /// Bytes at which the process is killed.
    MemoryLimit,
    /// How long a task computes before all else.
    Cpu,
    /// How many files the process may have open.
    Files,
    /// How many connections the database accepts.
    MaxConnections,
    /// How many of them the rest of the application has taken.
    Taken,
    /// How many connections the pool in front of the database opens at most.
    MaxOpen,
    /// How many of them it keeps when nobody needs them.
    MaxIdle,
    /// How long a task waits for a connection at most.
    PoolTimeout,
    /// How long opening a connection takes.
    Connect,
    /// From how many connections on queries become slower.
    Knee,
    /// How many calls of the API a task makes.
    Calls,
    /// How many calls a second the API answers.
    Qps,
    /// How many calls may come at once.
    ApiBurst,
    /// How many calls the API answers at the same time.
    InFlight,
    /// How many calls wait until it has time.
    Queue,
    /// How many calls a second the client allows itself.
    ClientQps,
    /// How many of a hundred calls fail.
    Failure,
    /// What a task does when it is refused.
    Retry,
    /// How often it tries again.
    Retries,
    /// How long it waits before it does.
    RetryWait,
    /// How long it waits at most.
    RetryCap,
}

impl Key {
    /// Every key, in order.
    pub fn all() -> impl Iterator<Item = Key> {
        PARAMS.iter().map(|p| p.key)
    }

    /// The key of a name.
    #[must_use]
    pub fn of(name: &str) -> Option<Key> {
        PARAMS.iter().find(|p| p.name == name).map(|p| p.key)
    }

    /// Whether only the patterns that name it depend on it; all others are the workload's, on which every pattern depends.
    #[must_use]
    pub const fn belongs_to_patterns(self) -> bool {
        match self {
            Key::Tasks
            | Key::Latency
            | Key::Jitter
            | Key::Seed
            | Key::Slow
            | Key::SlowLatency
            | Key::Fail
            | Key::Goroutines
            | Key::Memory
            | Key::MemoryLimit
            | Key::Cpu
            | Key::Files
            | Key::MaxConnections
            | Key::Taken
            | Key::MaxOpen
            | Key::MaxIdle
            | Key::PoolTimeout
            | Key::Connect
            | Key::Knee
            | Key::Calls
            | Key::Qps
            | Key::ApiBurst
            | Key::InFlight
            | Key::Queue
            | Key::ClientQps
            | Key::Failure
            | Key::Retry
            | Key::Retries
            | Key::RetryWait
            | Key::RetryCap => false,
            Key::Batch
            | Key::Workers
            | Key::Permits
            | Key::Limit
            | Key::Buffer
            | Key::Chunks
            | Key::Heavy
            | Key::Increments
            | Key::Procs
            | Key::Process
            | Key::Period
            | Key::Rps
            | Key::Burst
            | Key::Failures
            | Key::Reset
            | Key::Timeout
            | Key::Disconnect
            | Key::Shutdown
            | Key::Kill
            | Key::KillAt => true,
        }
    }

    /// How many of something there may be at once: of these a value can be chosen, the others are what is given.
    pub const BOUNDS: [Key; 6] = [
        Key::Batch,
        Key::Workers,
        Key::Permits,
        Key::Limit,
        Key::Chunks,
        Key::MaxOpen,
    ];

    /// Whether every run depends on it, whichever its pattern.
    #[must_use]
    pub fn is_of_every_run(self) -> bool {
        !self.belongs_to_patterns() || self == Key::Procs
    }

    /// Whether it is of the finite world around the tasks, which the Go programs do not have.
    #[must_use]
    pub fn is_of_world(self) -> bool {
        self >= Key::Cpu
    }

    /// The description.
    #[must_use]
    pub fn param(self) -> &'static Param {
        &PARAMS[self as usize]
    }
}
