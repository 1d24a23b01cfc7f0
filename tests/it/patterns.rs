//! Closed forms of the patterns on random workloads: the start and end of each task, the total, and the most goroutines at
//! once.

use crate::common;
use analysis::{Report, analyse};
use goruntime::time::Time;
use goruntime::trace::{Outcome, TaskOutcome};
use lab::params::Key;
use lab::patterns::{self, Pattern};
use proptest::prelude::*;
use std::fmt::Write as _;

/// A workload with enough memory.
#[derive(Clone, Debug)]
struct Workload {
    /// In nanoseconds, one for each task.
    latencies: Vec<u64>,
    /// The pattern's bound, if it has one: batch size, workers, permits, limit, chunks.
    width: usize,
    buffer: usize,
    /// The time that a consumer takes for each task.
    process: Vec<u64>,
    helpers: u64,
}

impl Workload {
    fn link(&self, pattern: &Pattern) -> String {
        let mut link = format!(
            "?pattern={}&tasks={}&latency={}&goroutines={}&fail=none&memory-limit=64GiB",
            pattern.id,
            self.latencies.len(),
            list(&self.latencies),
            self.helpers
        );
        for key in pattern.params {
            let value = match key {
                Key::Batch => self.batch().to_string(),
                Key::Workers | Key::Permits | Key::Limit | Key::Chunks => self.width.to_string(),
                Key::Buffer => self.buffer.to_string(),
                Key::Process => list(&self.process),
                _ => continue,
            };
            // Writing to a String cannot fail.
            let _ = write!(link, "&{}={value}", key.param().name);
        }
        link
    }

    fn batch(&self) -> usize {
        self.width.min(self.latencies.len())
    }

    fn longest(&self) -> u64 {
        self.latencies.iter().copied().max().unwrap_or_default()
    }
}

fn list(nanoseconds: &[u64]) -> String {
    let list: Vec<String> = nanoseconds
        .iter()
        .map(|ns| format!("{}.{:06}", ns / 1_000_000, ns % 1_000_000))
        .collect();
    format!("list:{}", list.join(","))
}

/// The expected run of a pattern.
struct ClosedForm {
    /// The start of each task. There are fewer than tasks if main does not wait for them, or if they never begin.
    starts: Vec<u64>,
    total: u64,
    goroutines: Goroutines,
}

/// The goroutines besides the helpers that tasks start.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Goroutines {
    /// One goroutine for each task.
    OneForEachTask,
    /// A number of goroutines at the beginning, which end one after the other.
    AtFirst(u64),
}
use Goroutines::{AtFirst, OneForEachTask};

/// The closed form of a pattern, if it has one.
fn closed_form(pattern: &Pattern, workload: &Workload) -> Option<ClosedForm> {
    let latencies = &workload.latencies;
    let width = workload.width;
    let form = match pattern.id {
        "sequential" => ClosedForm {
            starts: sums_before(latencies.iter().copied()),
            total: latencies.iter().sum(),
            goroutines: AtFirst(0),
        },
        "naive" => ClosedForm {
            starts: Vec::new(),
            total: 0,
            goroutines: OneForEachTask,
        },
        "unbounded"
        | "fan-out-fan-in"
        | "threads"
        | "threads-os"
        | "cluster-test"
        | "cluster-test-mutex"
        | "cluster-test-slice"
        | "cluster-test-map"
        | "swallowed-error"
        | "swallowed-error-fixed" => ClosedForm {
            starts: vec![0; latencies.len()],
            total: workload.longest(),
            goroutines: OneForEachTask,
        },
        "batched" | "manifests" | "hibernation" | "done-channel" | "shared-err"
        | "shared-err-fixed" => batches(workload),
        "hibernation-slide" | "batched-slide"
            if latencies.len().is_multiple_of(workload.batch()) =>
        {
            batches(workload)
        }
        "semaphore" | "errgroup-limit" => first_come(latencies, width, OneForEachTask),
        "worker-pool" => first_come(latencies, width, AtFirst(width as u64)),
        "chunked" => {
            let bound = |chunk: usize| chunk * latencies.len() / width;
            chunks(latencies, width, bound)
        }
        "chunked-remainder" => {
            let size = latencies.len() / width;
            chunks(latencies, width, |chunk| chunk * size)
        }
        "channel-buffer" => produced(workload),
        _ => return None,
    };
    Some(form)
}

fn batches(workload: &Workload) -> ClosedForm {
    let batches = workload.latencies.chunks(workload.batch());
    let longest = batches.map(|batch| batch.iter().copied().max().unwrap_or_default());
    let longest: Vec<u64> = longest.collect();
    let begins = sums_before(longest.iter().copied());
    let of_task = |task: usize| begins[task / workload.batch()];
    ClosedForm {
        starts: (0..workload.latencies.len()).map(of_task).collect(),
        total: longest.iter().sum(),
        goroutines: OneForEachTask,
    }
}

/// List scheduling: the tasks in order take the place that is free first.
fn first_come(latencies: &[u64], places: usize, goroutines: Goroutines) -> ClosedForm {
    let mut free = vec![0; places];
    let starts = latencies.iter().map(|latency| {
        let place = (0..places)
            .min_by_key(|place| free[*place])
            .unwrap_or_default();
        let start = free[place];
        free[place] += latency;
        start
    });
    let starts = starts.collect();
    ClosedForm {
        starts,
        total: free.into_iter().max().unwrap_or_default(),
        goroutines,
    }
}

/// Ranges between consecutive bounds; the tasks of each run one after the other.
fn chunks(latencies: &[u64], chunks: usize, bound: impl Fn(usize) -> usize) -> ClosedForm {
    let ranges = (0..chunks).map(|chunk| &latencies[bound(chunk)..bound(chunk + 1)]);
    let begins = ranges.clone();
    ClosedForm {
        starts: begins
            .flat_map(|range| sums_before(range.iter().copied()))
            .collect(),
        total: ranges
            .map(|range| range.iter().sum())
            .max()
            .unwrap_or_default(),
        goroutines: AtFirst(chunks as u64),
    }
}

/// A producer may be ahead of the consumer by the values in the buffer, and one more.
fn produced(workload: &Workload) -> ClosedForm {
    let (mut starts, mut received) = (Vec::new(), Vec::new());
    let (mut producer, mut consumer) = (0, 0);
    for (task, latency) in workload.latencies.iter().enumerate() {
        starts.push(producer);
        let made = producer + latency;
        received.push(made.max(consumer));
        consumer = received[task] + workload.process[task];
        producer = match task.checked_sub(workload.buffer) {
            Some(earlier) => made.max(received[earlier]),
            None => made,
        };
    }
    ClosedForm {
        starts,
        total: consumer,
        goroutines: AtFirst(1),
    }
}

fn sums_before(lengths: impl Iterator<Item = u64>) -> Vec<u64> {
    lengths
        .scan(0, |sum, length| {
            let before = *sum;
            *sum += length;
            Some(before)
        })
        .collect()
}

/// The smallest and the largest possible peak of goroutines without main. The peak depends on whether goroutines that end
/// at an instant do so before the goroutines that are created at it.
fn peaks(form: &ClosedForm, workload: &Workload) -> (u64, u64) {
    let own = u64::from(form.goroutines == OneForEachTask);
    if form.starts.is_empty() && own == 1 {
        let tasks = workload.latencies.len() as u64;
        return (tasks, tasks);
    }
    let mut changes: Vec<(u64, i64)> = Vec::new();
    for (start, latency) in form.starts.iter().zip(&workload.latencies) {
        let all = i64::try_from(own + workload.helpers).expect("few goroutines");
        changes.push((*start, i64::try_from(own).expect("one or none")));
        let interval = latency.checked_div(workload.helpers).unwrap_or_default();
        changes.extend((0..workload.helpers).map(|helper| (start + helper * interval, 1)));
        changes.push((start + latency, -all));
    }
    let peak = |ends_first: bool| {
        let mut changes = changes.clone();
        changes.sort_by_key(|(at, change)| (*at, (*change < 0) != ends_first));
        let live = changes.iter().scan(0, |live, (_, change)| {
            *live += change;
            Some(*live)
        });
        u64::try_from(live.max().unwrap_or_default()).expect("never fewer than none")
    };
    match form.goroutines {
        OneForEachTask => (peak(true), peak(false)),
        AtFirst(n) => (n.max(peak(true)), n + peak(false)),
    }
}

#[track_caller]
fn check(pattern: &Pattern, workload: &Workload) {
    let Some(form) = closed_form(pattern, workload) else {
        return;
    };
    let link = workload.link(pattern);
    let report = analyse(&common::run(&link, pattern));
    let context = format!("run '{link}'");
    check_laws(&report, workload, &context);
    let spans: Vec<Option<(u64, u64)>> = report
        .tasks
        .iter()
        .map(|task| Some((task.start?.0, task.end?.0)))
        .collect();
    let mut expected = vec![None; workload.latencies.len()];
    for ((span, start), latency) in expected
        .iter_mut()
        .zip(&form.starts)
        .zip(&workload.latencies)
    {
        *span = Some((*start, start + latency));
    }
    assert_eq!(spans, expected, "{context}");
    assert_eq!(report.total, Time(form.total), "{context}");
    let outcome = match pattern.id {
        "naive" => Outcome::MainReturnedEarly,
        _ => Outcome::Finished,
    };
    assert_eq!(report.outcome, outcome, "{context}");
    let (low, high) = peaks(&form, workload);
    let peak = report.peak_goroutines.value;
    assert!(
        (low..=high).contains(&peak),
        "{context}: {peak}, not {low} to {high}"
    );
}

/// A task lasts its latency, and a run ends when main returns.
#[track_caller]
fn check_laws(report: &Report, workload: &Workload, context: &str) {
    assert_eq!(report.tasks.len(), workload.latencies.len(), "{context}");
    assert_eq!(report.main_returned, Some(report.total), "{context}");
    assert_eq!(report.exit_code, Some(0), "{context}");
    let mut done = 0;
    for (task, latency) in report.tasks.iter().zip(&workload.latencies) {
        assert_eq!(task.end.is_some(), task.outcome.is_some(), "{context}");
        if let (Some(start), Some(end)) = (task.start, task.end) {
            assert_eq!(end.since(start).0, *latency, "{context}, task {}", task.id);
            assert_eq!(task.outcome, Some(TaskOutcome::Ok), "{context}");
            done += 1;
        }
    }
    let line = format!("{done} of {} tasks done after ", workload.latencies.len());
    let last = report.stdout.last().map(|printed| printed.line.as_str());
    assert!(
        last.is_some_and(|last| last.starts_with(&line)),
        "{context}"
    );
}

fn workloads() -> impl Strategy<Value = Workload> {
    let latency = || {
        prop_oneof![
            // A few round durations, so that some are equal.
            (1_u64..6).prop_map(|n| n * 10_000_000),
            1_000_000_u64..500_000_000,
        ]
    };
    let tasks = proptest::collection::vec((latency(), latency()), 1..40);
    let helpers = prop_oneof![Just(0), 1_u64..8, Just(50)];
    (tasks, any::<proptest::sample::Index>(), 0_usize..8, helpers).prop_map(
        |(tasks, width, buffer, helpers)| {
            let (latencies, process): (Vec<u64>, Vec<u64>) = tasks.into_iter().unzip();
            Workload {
                width: width.index(latencies.len() + 3) + 1,
                latencies,
                buffer,
                process,
                helpers,
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]
    #[test]
    fn patterns_have_their_closed_forms(workload in workloads()) {
        for pattern in patterns::ALL {
            check(pattern, &workload);
        }
    }
}

#[test]
fn equal_tasks_have_round_peaks() {
    #[track_caller]
    fn check(id: &str, helpers: u64, expected: u64) {
        let workload = Workload {
            latencies: vec![100_000_000; 20],
            width: 8,
            buffer: 0,
            process: vec![100_000_000; 20],
            helpers,
        };
        let pattern = patterns::find(id).expect("the pattern is in the registry");
        let report = analyse(&common::run(&workload.link(pattern), pattern));
        assert_eq!(
            report.peak_goroutines.value, expected,
            "{id} with {helpers} helpers"
        );
    }
    check("sequential", 0, 0);
    check("sequential", 7, 7);
    check("naive", 0, 20);
    check("naive", 7, 20);
    check("unbounded", 0, 20);
    check("unbounded", 7, 20 * 8);
    check("batched", 0, 8);
    check("batched", 7, 8 * 8);
    check("semaphore", 0, 8);
    check("errgroup-limit", 7, 8 * 8);
    check("worker-pool", 7, 8 * 8);
    check("chunked", 0, 8);
    check("channel-buffer", 0, 1);
}
