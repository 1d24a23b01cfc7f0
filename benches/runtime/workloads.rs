//! The workloads: four programs, the same for every peer.

/// The number of tasks in a batch, and the number of workers.
pub(crate) const GROUP: usize = 10;

/// A program over `n` tasks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Workload {
    /// `n` goroutines sleep distinct latencies under one `WaitGroup`.
    WaitGroup,
    /// Batches of ten goroutines, each batch under a `WaitGroup` of its own.
    Batches,
    /// Ten workers take `n` jobs from an unbuffered channel and sleep for each.
    Workers,
    /// Two goroutines send `n` messages to and fro.
    PingPong,
}

impl Workload {
    pub(crate) const ALL: [Workload; 4] = [
        Workload::WaitGroup,
        Workload::Batches,
        Workload::Workers,
        Workload::PingPong,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Workload::WaitGroup => "waitgroup",
            Workload::Batches => "batches",
            Workload::Workers => "workers",
            Workload::PingPong => "ping-pong",
        }
    }
}

/// The latency of task `i` of `n` in milliseconds: a permutation of `1..=n`, so that all differ and none comes in order.
/// Whole milliseconds, since tokio's timers round to them.
pub(crate) fn distinct_millis(i: usize, n: usize) -> u64 {
    // A prime that divides no power of ten.
    (i * 7_919 % n) as u64 + 1
}

/// The latency of task `i`, in milliseconds. Only the few tasks that sleep at the same time have different ones.
pub(crate) fn short_millis(i: usize) -> u64 {
    distinct_millis(i, 100)
}
