//! `cargo bench --bench runtime`: the Lab's runtime against tokio, odem-rs and Go's `testing/synctest`, natively.
//!
//! Why not criterion or divan: the result is the ratio of two implementations, and on a busy machine a ratio is only
//! meaningful for runs that follow each other at once. Those harnesses measure one function for seconds before the next,
//! and print no ratios. Here the peers take turns, each ratio is from a single turn, and the table has the medians. Growth
//! compares runs that are far apart in time, so it is computed from the fastest. Peak memory is measured in a process of
//! its own for each workload, so that nothing counts allocations while time is measured.
//!
//! Arguments limit the benchmark to the workloads of these names.

#![expect(clippy::disallowed_types, reason = "a benchmark takes real time")]

mod memory;
mod odem;
mod ours;
mod peers;
mod synctest;
mod table;
mod tokio;
mod workloads;

use std::hint::black_box;
use std::time::Instant;
use synctest::Synctest;
use table::{Row, Times, Turn};
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
    let mut synctest = match Synctest::start() {
        Ok(program) => Some(program),
        Err(reason) => {
            println!("\nWithout testing/synctest, which needs Go 1.25 or later: {reason}");
            None
        }
    };
    table::print_head();
    let rows: Vec<Row> = chosen
        .map(|workload| measure(workload, synctest.as_mut()))
        .collect();
    table::print_growth(&rows);
}

fn measure(workload: Workload, mut synctest: Option<&mut Synctest>) -> Row {
    let times = SIZES.map(|n| {
        let times = take_turns(workload, n, synctest.as_deref_mut());
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
fn take_turns(workload: Workload, n: usize, mut synctest: Option<&mut Synctest>) -> Times {
    let turns = match n {
        ..=10_000 => 41,
        10_001..=100_000 => 11,
        _ => 3,
    };
    let turns = (0..turns).map(|_| Turn {
        lab: per_task(n, || drop(black_box(ours::run(workload, n)))),
        peers: [
            Some(per_task(n, || peer(|| tokio::run(workload, n)))),
            Some(per_task(n, || peer(|| odem::run(workload, n)))),
            synctest
                .as_mut()
                .and_then(|program| program.per_task(workload, n)),
        ],
    });
    Times::of(&turns.collect::<Vec<_>>())
}

fn peer(run: impl Fn()) {
    run();
    drop(black_box(peers::take_trace()));
}

/// The time in nanoseconds per task.
fn per_task(n: usize, run: impl Fn()) -> f64 {
    // A large run warms up during itself. Before a small one the caches are still full of the previous peer's data.
    if n < SIZES[2] {
        run();
    }
    let start = Instant::now();
    run();
    start.elapsed().as_secs_f64() * 1e9 / n as f64
}
