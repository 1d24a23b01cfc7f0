//! The parameters of a scenario: their keys in links, units, ranges and defaults, and the text forms of their values.

mod distribution;
mod param;
mod quote;
mod slider;
mod table;
mod units;
mod value;
mod values;

pub use param::{Max, Param, Unit};
pub(crate) use quote::{is_invisible, quoted};
pub use slider::{POSITIONS, Slider};
pub use table::PARAMS;
pub use units::{ByteUnit, read_duration};
pub use value::{Distribution, Value};
pub use values::Values;

/// The key of a parameter. The order is that of links and lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// The number of tasks.
    Tasks,
    /// The number of tasks in a batch.
    Batch,
    /// The number of goroutines that take tasks from a channel.
    Workers,
    /// The number of permits of a semaphore.
    Permits,
    /// The number of goroutines that a group runs at once.
    Limit,
    /// The number of values that a channel buffers.
    Buffer,
    /// The number of ranges into which the tasks are divided.
    Chunks,
    /// The distance between heavy tasks: every n-th task is heavy.
    Heavy,
    /// The number of increments of a counter by each task.
    Increments,
    /// The number of goroutines that can compute at once: GOMAXPROCS.
    Procs,
    /// The latency of a task: a mean, a list, or a distribution.
    Latency,
    /// The largest deviation of latencies from their mean, in percent of it.
    Jitter,
    /// The seed of the random numbers.
    Seed,
    /// The slow tasks.
    Slow,
    /// The latency of a slow task.
    SlowLatency,
    /// The time for which a receiver, or a stage, is busy with each value.
    Process,
    /// The time between two events.
    Period,
    /// The number of requests allowed per second.
    Rps,
    /// The number of requests allowed in a burst.
    Burst,
    /// The failing tasks.
    Fail,
    /// The number of consecutive failures that opens a circuit breaker.
    Failures,
    /// The time after which an open circuit breaker tries again.
    Reset,
    /// The longest wait.
    Timeout,
    /// The moment at which the client disconnects.
    Disconnect,
    /// The moment of the signal to shut down.
    Shutdown,
    /// The workers that are killed.
    Kill,
    /// The moment of their kill.
    KillAt,
    /// The number of goroutines that a task starts.
    Goroutines,
    /// The memory in bytes of a task, and of each goroutine that it starts.
    Memory,
    /// The memory in bytes at which the process is killed.
    MemoryLimit,
    /// The time for which a task computes at its start.
    Cpu,
    /// The number of files that the process may have open.
    Files,
    /// The number of connections that the database accepts.
    MaxConnections,
    /// The number of connections that the rest of the application uses.
    Taken,
    /// The largest number of connections that the pool opens.
    MaxOpen,
    /// The number of idle connections that the pool keeps.
    MaxIdle,
    /// The longest wait for a connection.
    PoolTimeout,
    /// The time to open a connection.
    Connect,
    /// The number of connections from which on queries become slower.
    Knee,
    /// The number of API calls that a task makes.
    Calls,
    /// The number of calls that the API answers per second.
    Qps,
    /// The number of calls that the API answers in a burst.
    ApiBurst,
    /// The number of calls that the API works on at once.
    InFlight,
    /// The number of calls that the API queues.
    Queue,
    /// The number of calls per second that the client's own limiter allows.
    ClientQps,
    /// The number of calls that the client's own limiter allows in a burst.
    ClientBurst,
    /// The percentage of calls that fail.
    Failure,
    /// The reaction of a task to a refusal.
    Retry,
    /// The number of retries.
    Retries,
    /// The time before the first retry.
    RetryWait,
    /// The longest time before a retry.
    RetryCap,
    /// The moment from which on the API fails.
    OutageAt,
    /// For how long it does.
    Outage,
    /// The moment at which the database loses a connection.
    LoseAt,
}

impl Key {
    /// Every key, in order.
    pub fn all() -> impl Iterator<Item = Key> {
        PARAMS.iter().map(|p| p.key)
    }

    /// The key of a name in links.
    #[must_use]
    pub fn of(name: &str) -> Option<Key> {
        PARAMS.iter().find(|p| p.name == name).map(|p| p.key)
    }

    /// Whether the parameter belongs to the patterns that list it. All other parameters belong to the workload, on which
    /// every pattern depends.
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
            | Key::ClientBurst
            | Key::Failure
            | Key::Retry
            | Key::Retries
            | Key::RetryWait
            | Key::RetryCap
            | Key::OutageAt
            | Key::Outage
            | Key::LoseAt => false,
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

    /// Bounds on concurrency. A program's author chooses their values; the other parameters describe the circumstances.
    pub const BOUNDS: [Key; 6] = [
        Key::Batch,
        Key::Workers,
        Key::Permits,
        Key::Limit,
        Key::Chunks,
        Key::MaxOpen,
    ];

    /// Whether the runs of every pattern depend on the parameter.
    #[must_use]
    pub fn is_of_every_run(self) -> bool {
        !self.belongs_to_patterns() || self == Key::Procs
    }

    /// Whether the parameter describes the resources around the tasks, which the Go programs do not have.
    #[must_use]
    pub fn is_of_world(self) -> bool {
        self >= Key::Cpu
    }

    /// The parameter's description.
    #[must_use]
    pub fn param(self) -> &'static Param {
        &PARAMS[self as usize]
    }
}
