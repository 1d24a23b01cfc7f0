//! How long the picture of a large run takes: read once, then drawn at several zooms, moved, and with a
//! chosen goroutine; and how much memory the
//! process has besides the trace.
//!
//! `cargo bench --bench lanes`

#![expect(clippy::disallowed_types, reason = "a benchmark takes real time")]

use analysis::{GoroutineId, Report, analyse};
use goruntime::go::{Chan, WaitGroup, defer, go_named, sleep};
use goruntime::runtime::{Budget, Run};
use goruntime::time::{Duration, Time};
use goruntime::trace::Trace;
use picture::{Frame, Scale, timeline};
use std::hint::black_box;
use std::time::Instant;

/// The size of the page's picture on a laptop, in pixels.
const SIZE: (f32, f32) = (900.0, 500.0);

fn main() {
    println!("| run | events | bytes | read | memory | whole | ×10 | ×1,000 | pan | choose |");
    println!("|---|---|---|---|---|---|---|---|---|---|");
    measure("25 workers, 20,000 values", &workers(25, 20_000));
    measure("10,000 goroutines at once", &crowd(10_000, 10));
    measure("a million events", &crowd(10_000, 33));
}

/// Workers that take values from a channel and sleep a little for each.
fn workers(count: usize, values: u64) -> Trace {
    run(async move {
        let (jobs, wg) = (Chan::new(4).named("jobs"), WaitGroup::new().named("wg"));
        for worker in 0..count {
            wg.add(1);
            let (jobs, wg) = (jobs.clone(), wg.clone());
            go_named(("worker", worker), async move {
                let _done = defer(|| wg.done());
                while let Some(value) = jobs.receive().await {
                    sleep(Duration::micros(100 + value * 37 % 400)).await;
                }
            });
        }
        for value in 0..values {
            jobs.send(value).await;
        }
        jobs.close();
        wg.wait().await;
    })
}

/// Goroutines that all sleep again and again.
fn crowd(count: usize, turns: u64) -> Trace {
    run(async move {
        let wg = WaitGroup::new().named("wg");
        for i in 0..count {
            wg.add(1);
            let wg = wg.clone();
            go_named(("goroutine", i), async move {
                let _done = defer(|| wg.done());
                for turn in 0..turns {
                    sleep(Duration::micros(
                        50 + (turn * 7_919 + i as u64 * 104_729) % 900,
                    ))
                    .await;
                }
            });
        }
        wg.wait().await;
    })
}

fn run(main: impl Future<Output = ()> + 'static) -> Trace {
    Run::new(Budget::default(), 1, main).finish()
}

fn measure(name: &str, trace: &Trace) {
    let events = trace.records().count();
    let began = Instant::now();
    let report = analyse(trace);
    let read = began.elapsed();
    let memory = resident().map_or_else(
        || String::from("not known"),
        |bytes| {
            let besides = bytes.saturating_sub(trace.size() as u64);
            format!("{:.0} MiB", besides as f64 / 1_048_576.0)
        },
    );
    let zooms = [1, 10, 1_000].map(|times| format!("{:.2} ms", draw(&report, times, 0, None)));
    // A tenth of the part to the right, and the arrows of a goroutine.
    let pan = draw(&report, 10, 1, None);
    let choose = draw(&report, 1, 0, Some(GoroutineId(7)));
    println!(
        "| {name} | {events} | {} | {:.0} ms | {memory} | {} | {pan:.2} ms | {choose:.2} ms |",
        trace.size(),
        read.as_secs_f64() * 1e3,
        zooms.join(" | ")
    );
}

/// The memory of this process in bytes, whatever it is used for: no less than what a trace and its report take. `None` where the
/// system does not report it.
fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}

/// The time to draw a part of a run, in milliseconds: the middle, as many times magnified and moved by tenths of its length,
/// with the arrows of a chosen goroutine.
fn draw(report: &Report, times: u64, tenths: u64, chosen: Option<GoroutineId>) -> f64 {
    let scale = Scale::shared(&[report]);
    let (end, length) = (report.total.0, report.total.0 / times);
    let from = (end - length) / 2 + length / 10 * tenths;
    let frame = Frame {
        width: SIZE.0,
        height: SIZE.1,
        scale: scale.zoomed(Time(from), Time(from + length)),
        large: false,
        chosen,
        lens: None,
    };
    millis(|| {
        black_box(timeline(report, &frame));
    })
}

/// The median of several calls, in milliseconds.
fn millis(mut work: impl FnMut()) -> f64 {
    let mut all: Vec<f64> = (0..21)
        .map(|_| {
            let began = Instant::now();
            work();
            began.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}
