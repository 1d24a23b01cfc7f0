//! `cargo bench --bench runtime`: the Lab's runtime against tokio and odem-rs, natively.
//!
//! Why neither criterion nor divan reports this: what counts is how many times faster one is than the other, and a
//! machine that does other work too tells that only of runs that follow each other at once. Those harnesses measure
//! one function for seconds before they turn to the next, and print no ratios. So here the peers take turns, a ratio
//! is one of a single turn, and the table has the medians. Growth compares runs that lie far apart in time, so it is
//! told from the fastest. Peak memory is that of a process of its own for each workload, so that nothing counts
//! allocations while time is measured.
//!
//! Names of workloads as arguments limit it to these.

#![expect(clippy::disallowed_types, reason = "a benchmark takes real time")]

mod memory;
mod odem;
mod ours;
mod peers;
mod table;
mod tokio;
mod workloads;

use std::hint::black_box;
use std::time::Instant;
use table::{Row, Times};
use workloads::Workload;

const SIZES: [usize; 3] = [10_000, 100_000, 1_000_000];

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if memory::answer(&args) {
        return;
    }
    let named = |w: &Workload| args.iter().any(|arg| arg == w.name());
    let any_named = Workload::ALL.iter().any(named);
    let chosen = Workload::ALL.into_iter().filter(|w| !any_named || named(w));
    table::print_head();
    let rows: Vec<Row> = chosen.map(measure).collect();
    table::print_growth(&rows);
}

fn measure(workload: Workload) -> Row {
    let times = SIZES.map(|n| {
        let times = take_turns(workload, n);
        table::print_times(workload, n, &times);
        times
    });
    Row {
        workload,
        fastest: [times[0].fastest, times[2].fastest],
        peak: memory::peak_per_task(workload, SIZES[2]),
    }
}

/// Runs the peers in turn, several times.
fn take_turns(workload: Workload, n: usize) -> Times {
    let turns = match n {
        ..=10_000 => 41,
        10_001..=100_000 => 11,
        _ => 3,
    };
    let times = (0..turns).map(|_| {
        [
            per_task(n, || drop(black_box(ours::run(workload, n)))),
            per_task(n, || peer(|| tokio::run(workload, n))),
            per_task(n, || peer(|| odem::run(workload, n))),
        ]
    });
    Times::of(&times.collect::<Vec<_>>())
}

fn peer(run: impl Fn()) {
    run();
    drop(black_box(peers::take_trace()));
}

/// Nanoseconds a task.
fn per_task(n: usize, run: impl Fn()) -> f64 {
    // A large run warms up in itself. Before a small one the caches still hold what the peer before it left.
    if n < SIZES[2] {
        run();
    }
    let start = Instant::now();
    run();
    start.elapsed().as_secs_f64() * 1e9 / n as f64
}
