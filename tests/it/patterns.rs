//! The patterns' closed forms, on random workloads: when each task starts and ends, the total, and the most
//! goroutines at once.

use crate::common;
use goroutine_lab::analysis::{Report, analyse};
use goroutine_lab::patterns::{self, Pattern};
use goroutine_lab::time::Time;
use goroutine_lab::trace::{Outcome, TaskOutcome};
use proptest::prelude::*;

/// A workload with enough memory.
#[derive(Clone, Debug)]
struct Workload {
    /// In nanoseconds, one for each task.
    latencies: Vec<u64>,
    batch: usize,
    helpers: u64,
}

impl Workload {
    fn link(&self) -> String {
        let list: Vec<String> = self
            .latencies
            .iter()
            .map(|ns| format!("{}.{:06}", ns / 1_000_000, ns % 1_000_000))
            .collect();
        format!(
            "?tasks={}&batch={}&latency=list:{}&goroutines={}&memory-limit=64GiB",
            self.latencies.len(),
            self.batch,
            list.join(","),
            self.helpers
        )
    }

    fn longest(&self) -> u64 {
        self.latencies.iter().copied().max().unwrap_or_default()
    }
}

/// What a pattern does with a workload.
struct ClosedForm {
    /// When each task starts; nothing if main does not wait for them.
    starts: Vec<u64>,
    total: u64,
    /// Whether each task has a goroutine of its own.
    own_goroutine: bool,
}

/// The closed form of a pattern. A pattern that is not here has only the laws that all patterns have.
fn closed_form(pattern: &Pattern, workload: &Workload) -> Option<ClosedForm> {
    let latencies = &workload.latencies;
    let form = match pattern.id {
        "sequential" => ClosedForm {
            starts: sums_before(latencies.iter().copied()),
            total: latencies.iter().sum(),
            own_goroutine: false,
        },
        "naive" => ClosedForm {
            starts: Vec::new(),
            total: 0,
            own_goroutine: true,
        },
        "unbounded" => ClosedForm {
            starts: vec![0; latencies.len()],
            total: workload.longest(),
            own_goroutine: true,
        },
        "batched" => {
            let batches = latencies.chunks(workload.batch);
            let longest = batches.map(|batch| batch.iter().copied().max().unwrap_or_default());
            let longest: Vec<u64> = longest.collect();
            let begins = sums_before(longest.iter().copied());
            let of_task = |task: usize| begins[task / workload.batch];
            ClosedForm {
                starts: (0..latencies.len()).map(of_task).collect(),
                total: longest.iter().sum(),
                own_goroutine: true,
            }
        }
        _ => return None,
    };
    Some(form)
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

/// The most goroutines at once, main not counted, if at equal instants goroutines end before others are created, and
/// if they end after that.
fn peaks(form: &ClosedForm, workload: &Workload) -> (u64, u64) {
    let own = u64::from(form.own_goroutine);
    if form.starts.is_empty() {
        let tasks = workload.latencies.len() as u64;
        return (own * tasks, own * tasks);
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
    (peak(true), peak(false))
}

#[track_caller]
fn check(pattern: &Pattern, workload: &Workload) {
    let link = workload.link();
    let report = analyse(&common::run(&link, pattern));
    let context = format!("run '{link}' --pattern {}", pattern.id);
    check_laws(&report, workload, &context);
    let Some(form) = closed_form(pattern, workload) else {
        return;
    };
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
    let outcome = match form.starts.len() {
        0 => Outcome::MainReturnedEarly,
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

/// What holds of every pattern: a task lasts its latency, and a run ends when main returns.
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
    let latency = prop_oneof![
        // A few round ones, so that some are equal.
        (1_u64..6).prop_map(|n| n * 10_000_000),
        1_000_000_u64..500_000_000,
    ];
    let latencies = proptest::collection::vec(latency, 1..40);
    let helpers = prop_oneof![Just(0), 1_u64..8, Just(50)];
    (latencies, any::<proptest::sample::Index>(), helpers).prop_map(
        |(latencies, batch, helpers)| {
            let batch = batch.index(latencies.len()) + 1;
            Workload {
                latencies,
                batch,
                helpers,
            }
        },
    )
}

proptest! {
    #[test]
    fn every_pattern_has_its_closed_form(workload in workloads()) {
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
            batch: 8,
            helpers,
        };
        let pattern = patterns::find(id).expect("the pattern is in the registry");
        let report = analyse(&common::run(&workload.link(), pattern));
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
}
