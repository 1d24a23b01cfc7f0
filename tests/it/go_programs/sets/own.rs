//! Special needs of single patterns and parameters in the generator of sets.

use std::ops::RangeInclusive;

/// The distribution of a parameter's values.
#[derive(Clone, Debug)]
pub(super) enum Range {
    /// A count in a range.
    Count(u64, u64),
    /// A count up to the number of tasks.
    UpToTasks(u64),
    /// Some indices below the value of the parameter of this name; half of the time none.
    SomeOf(&'static str),
    /// A moment or a duration, in milliseconds.
    Duration(RangeInclusive<u64>),
    /// A moment or a duration, in milliseconds; or `none`.
    DurationOrNone(RangeInclusive<u64>),
    /// A duration for each task, in milliseconds.
    Durations(RangeInclusive<u64>),
    /// A list: the number of durations, and the range of each in milliseconds.
    Some(RangeInclusive<u64>, RangeInclusive<u64>),
    /// A list with a duration from each of these ranges, in milliseconds.
    Each(&'static [RangeInclusive<u64>]),
}

/// The ranges of the patterns' parameters. A parameter that is not here keeps its default.
fn usual(name: &str) -> Option<Range> {
    Some(match name {
        "batch" => Range::UpToTasks(1),
        "workers" | "permits" | "limit" | "chunks" => Range::Count(1, 8),
        "buffer" => Range::Count(0, 6),
        "heavy" => Range::Count(2, 5),
        "increments" => Range::Count(1, 4),
        "burst" | "failures" => Range::Count(1, 5),
        "rps" => Range::Count(1, 50),
        "max-open" => Range::Count(1, 12),
        "process" => Range::Durations(1..=100),
        "period" => Range::Duration(5..=100),
        "reset" => Range::Duration(10..=300),
        "timeout" | "disconnect" | "shutdown" => Range::DurationOrNone(1..=600),
        "kill-at" => Range::Duration(1..=400),
        "kill" => Range::SomeOf("workers"),
        _ => return None,
    })
}

/// The degree to which a pattern's runs can be compared with Go's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::go_programs) enum Comparable {
    /// Fully, unless timers tie.
    Usually,
    /// Its timers always tie, but the goroutines that they wake report the same in any order.
    AlwaysTies,
    /// It computes, which takes no virtual time in Go.
    Computes,
}

/// The special needs of a pattern.
#[derive(Clone, Debug)]
pub(super) struct Own {
    /// The number of tasks.
    pub(super) tasks: RangeInclusive<u64>,
    /// Ranges that differ from the usual ones.
    ranges: &'static [(&'static str, Range)],
    /// Whether it is run with its defaults too.
    pub(super) defaults: bool,
    /// Further sets: the rest of a link after the pattern.
    pub(super) extra: &'static [&'static str],
    /// The range of the latencies, in milliseconds.
    pub(super) latencies: RangeInclusive<u64>,
    /// The number of sets with equal latencies.
    pub(super) ties: u64,
    /// Whether most sets have failing tasks, several in a row.
    pub(super) fails: bool,
    /// The degree to which its runs can be compared.
    pub(super) comparable: Comparable,
    /// Whether it has the sets of the talk's opening scenario.
    pub(super) is_of_the_talk: bool,
}

const USUAL: Own = Own {
    tasks: 2..=16,
    ranges: &[],
    defaults: true,
    extra: &[],
    latencies: 1..=300,
    ties: 4,
    fails: false,
    comparable: Comparable::Usually,
    is_of_the_talk: false,
};

/// A few clients, fast and slow.
const CLIENTS: &[(&str, Range)] = &[
    ("process", Range::Some(1..=4, 5..=300)),
    ("buffer", Range::Count(0, 3)),
];

/// The consumer is slow enough that the earlier stages wait for it when it cancels. If one of them was about to send while
/// the next was ready, its select would have two ready cases, and Go chooses one by chance.
const PATIENT_CONSUMER: &[(&str, Range)] = &[
    ("process", Range::Each(&[1..=10, 1..=10, 1..=10, 300..=400])),
    ("buffer", Range::Count(0, 2)),
];

impl Own {
    /// The special needs of the pattern with this id, or the usual ones.
    pub(super) fn of(id: &str) -> Own {
        match id {
            "sequential" | "naive" | "naive-server" | "unbounded" | "batched" => Own {
                is_of_the_talk: true,
                ..USUAL
            },
            // Go's virtual time takes seconds for ten thousand sleepers.
            "threads" => Own {
                tasks: 2..=40,
                defaults: false,
                extra: &["tasks=600"],
                ..USUAL
            },
            // The most that fit into the memory, and one more.
            "threads-os" => Own {
                defaults: false,
                extra: &["tasks=255", "tasks=256"],
                ..USUAL
            },
            "chunked" => Own {
                extra: &["tasks=3&chunks=10"],
                ..USUAL
            },
            "fan-out-fan-in" => Own {
                extra: &[
                    "tasks=2&latency=500ms",
                    "tasks=2&latency=list:200,300",
                    "fail=1",
                ],
                ..USUAL
            },
            "batched-slide" => Own {
                extra: &["tasks=10", "tasks=3&batch=4"],
                ties: 0,
                ..USUAL
            },
            "fetch-status" | "fetch-status-fixed" => Own {
                extra: &[
                    "tasks=2&latency=list:500,300&fail=0",
                    "fail=none",
                    "tasks=3",
                    "tasks=1",
                ],
                fails: true,
                ..USUAL
            },
            "shared-err" | "shared-err-fixed" | "swallowed-error" | "swallowed-error-fixed" => {
                Own {
                    extra: &["tasks=4&latency=list:41,23,37,12&fail=1", "fail=none"],
                    fails: true,
                    ties: 0,
                    ..USUAL
                }
            }
            "worker-pool" => Own {
                extra: &["tasks=6&workers=2&latency=list:30,20,10,40,50,5&kill=0,1&kill-at=35ms"],
                ..USUAL
            },
            "client-disconnect" | "client-disconnect-ignored" => Own {
                ranges: &[("disconnect", Range::DurationOrNone(1..=2_000))],
                ..USUAL
            },
            "error-channel" | "error-channel-fixed" | "errgroup" | "collect-errors" => Own {
                extra: &[
                    "tasks=4&latency=list:41,23,37,12&fail=0,1,2,3",
                    "tasks=4&latency=list:41,23,37,12&fail=1,2&goroutines=3",
                    "tasks=1&latency=list:41&fail=0",
                ],
                fails: true,
                ..USUAL
            },
            "weighted-semaphore" => Own {
                tasks: 2..=24,
                ranges: &[
                    ("permits", Range::Count(9, 30)),
                    ("heavy", Range::Count(1, 8)),
                ],
                ..USUAL
            },
            "token-bucket" | "token-bucket-burst" => Own {
                ranges: &[("burst", Range::Count(1, 10))],
                ..USUAL
            },
            "circuit-breaker" | "circuit-breaker-unlocked" => Own {
                tasks: 5..=30,
                ranges: &[("failures", Range::Count(1, 4))],
                fails: true,
                ..USUAL
            },
            "timeout" => Own {
                ranges: &[("timeout", Range::DurationOrNone(1..=2_000))],
                ..USUAL
            },
            _ => Own::of_the_rest(id),
        }
    }

    /// As [`of`], for patterns in which goroutines communicate, share a variable, or fail.
    fn of_the_rest(id: &str) -> Own {
        match id {
            "sse-broker" | "sse-broker-blocking" | "sse-broker-fixed" => Own {
                ranges: CLIENTS,
                extra: &[
                    "shutdown=333ms",
                    "tasks=5&process=20ms&buffer=0",
                    "tasks=20&process=list:1,2,3,400&period=10ms&buffer=3",
                ],
                ..USUAL
            },
            "pipeline" => Own {
                ranges: &[("process", Range::Each(&[1..=60, 1..=60, 1..=60, 1..=60]))],
                extra: &["buffer=3", "process=10ms&tasks=5"],
                ..USUAL
            },
            "pipeline-leak" | "pipeline-cancel" => Own {
                ranges: PATIENT_CONSUMER,
                ..USUAL
            },
            // The order of workers at an instant decides the losses of the racy counter, unless all are in step.
            "counter" => Own {
                extra: &[
                    "latency=100ms",
                    "tasks=5&increments=2&latency=20ms",
                    "tasks=16&increments=4&latency=20ms",
                ],
                ties: 0,
                ..USUAL
            },
            // The first goroutine at an instant ends the process before the rest have reported, or decides how many pages are
            // read at once.
            "forgotten-done-panic"
            | "wait-group-reuse-fixed"
            | "closed-channel"
            | "closed-channel-select"
            | "closed-channel-twice" => Own { ties: 0, ..USUAL },
            "wait-group-negative" => Own {
                extra: &[
                    "tasks=4&latency=list:41,23,37,12&fail=0",
                    "tasks=4&latency=list:41,23,37,12&fail=0,1,2,3",
                    "tasks=1&latency=list:41&fail=0&goroutines=3",
                ],
                ties: 0,
                ..USUAL
            },
            // Of tasks that end at an instant, any may get the connection that comes free.
            "transaction" | "transaction-fixed" => Own {
                extra: &[
                    "tasks=4&latency=list:41,23,37,12&max-open=5",
                    "tasks=4&latency=list:41,23,37,12&max-open=4",
                    "tasks=5&latency=list:41,23,37,12,59&max-open=0",
                    "tasks=5&latency=list:41,23,37,12,59&max-open=0&max-connections=3",
                    "tasks=5&latency=list:41,23,37,12,59&max-open=4&max-connections=3",
                    "tasks=5&latency=list:41,23,37,12,59&max-open=2&max-connections=0",
                    "tasks=3&latency=list:31,43,57&max-open=2&pool-timeout=20.5ms",
                    "tasks=4&latency=list:41,23,37,12&max-open=2&pool-timeout=1s",
                ],
                ties: 0,
                ..USUAL
            },
            "loop-capture" => Own {
                comparable: Comparable::AlwaysTies,
                ..USUAL
            },
            "cpu-bound" => Own {
                // Shorter than the 10 ms after which Go preempts, by the wall clock.
                latencies: 1..=6,
                extra: &[
                    "latency=3ms&procs=2",
                    "latency=uniform:1..5ms&procs=4",
                    "tasks=4&latency=25ms",
                    "tasks=5&latency=uniform:5..30ms&procs=2",
                ],
                comparable: Comparable::Computes,
                ..USUAL
            },
            _ => USUAL,
        }
    }

    /// The distribution of a parameter's values.
    pub(super) fn range(&self, name: &str) -> Option<Range> {
        let own = self.ranges.iter().find(|(known, _)| *known == name);
        own.map(|(_, range)| range.clone()).or_else(|| usual(name))
    }
}
