//! What is measured: four programs, the same for every peer.

/// How many tasks a batch has, and how many workers there are.
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

/// The latency of task `i` of `n` in milliseconds: a permutation of `1..=n`, so that no two are equal and none comes
/// in order. Whole milliseconds, since that is what tokio's timers count in: smaller ones would be rounded together.
pub(crate) fn distinct_millis(i: usize, n: usize) -> u64 {
    // A prime that divides no power of ten.
    (i * 7_919 % n) as u64 + 1
}

/// The latency of task `i` where only the few that sleep together must differ.
pub(crate) fn short_millis(i: usize) -> u64 {
    distinct_millis(i, 100)
}
