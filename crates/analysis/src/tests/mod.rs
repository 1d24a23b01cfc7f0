//! The reports of runs that end in different ways.

mod incidents;
mod laws;
mod lives;
mod some_lives;

use super::fixtures::{Script, report, trace};
use super::*;

#[track_caller]
fn check(report: &Report, headline: &str, chip: &str, findings: &[&str]) {
    let said: Vec<_> = report
        .findings
        .iter()
        .map(|finding| finding.text.as_str())
        .collect();
    assert_eq!(said, findings);
    assert_eq!(
        (
            report.verdict.headline.as_str(),
            report.verdict.chip.as_str()
        ),
        (headline, chip)
    );
}

fn batches(count: u64, size: u64, helpers: u64) -> Vec<Script> {
    let batch = |i| (0..size).map(move |_| Script::new(100 * i, 100 * (i + 1), helpers));
    (0..count).flat_map(batch).collect()
}

#[test]
fn one_after_the_other() {
    let report = report(&batches(4, 1, 0), Outcome::Finished, 400);
    let sum = "One task at a time: 400 ms is the sum of 4 tasks of 100 ms.";
    let memory = "Peak memory 131 KiB is less than 1% of the 512 MiB limit.";
    check(
        &report,
        "400 ms",
        "peak 1 goroutine · 4 of 4 done",
        &[sum, memory],
    );
    assert_eq!((report.lanes, report.verdict.kind), (1, VerdictKind::Good));
}

#[test]
fn in_waves() {
    let report = report(&batches(3, 5, 50), Outcome::Finished, 300);
    let waves = "3 waves of at most 5 tasks, 100 ms each, make 300 ms.";
    let memory = "Peak memory 33 MiB is 6% of the 512 MiB limit.";
    check(
        &report,
        "300 ms",
        "peak 255 goroutines · 15 of 15 done",
        &[waves, memory],
    );
    assert_eq!((report.lanes, report.helpers_peak), (5, 50));
}

#[test]
fn killed_for_memory() {
    let report = report(&batches(1, 100, 50), Outcome::OutOfMemory, 78);
    let killed = "Killed for memory at 78 ms: 4,100 goroutines × (2.6 KiB + 128 KiB held) passed the 512 MiB limit.";
    check(
        &report,
        "killed",
        "peak 4,100 goroutines · 0 of 100 done",
        &[killed],
    );
    assert_eq!(
        (report.exit_code, report.verdict.kind),
        (Some(137), VerdictKind::Bad)
    );
    assert!(
        report.spans().unwrap()[1..]
            .iter()
            .all(|span| span.fate == GoroutineState::Killed)
    );
}

#[test]
fn main_returned_early() {
    let report = report(&batches(1, 3, 0), Outcome::MainReturnedEarly, 40);
    let lost = "Main returned at 40 ms while 3 tasks had not finished: they are lost.";
    check(&report, "40 ms", "peak 3 goroutines · 0 of 3 done", &[lost]);
    assert!(
        report.spans().unwrap()[1..]
            .iter()
            .all(|span| span.fate == GoroutineState::Leaked)
    );
    assert_eq!(report.state_counts_at(report.total).sleeping, 3);
}

#[test]
fn some_failed() {
    let mut scripts = batches(1, 4, 0);
    scripts[1].outcome = TaskOutcome::Error;
    scripts[2] = Script {
        outcome: TaskOutcome::Error,
        ..Script::new(0, 30, 0)
    };
    let report = report(&scripts, Outcome::Finished, 100);
    let failed = "2 of 4 tasks failed, the first at 30 ms.";
    let shape = "All 4 tasks at once: 100 ms is the longest of them.";
    let memory = "Peak memory 523 KiB is less than 1% of the 512 MiB limit.";
    check(
        &report,
        "2 failed",
        "100 ms · peak 4 goroutines · 2 of 4 done",
        &[failed, shape, memory],
    );
}

#[test]
fn stuck_or_broken() {
    let deadlock = report(&batches(1, 2, 2), Outcome::Deadlock, 60);
    let stuck =
        "Deadlock at 60 ms: main waits in sync.WaitGroup.Wait, 4 goroutines in chan receive.";
    check(
        &deadlock,
        "deadlock",
        "peak 6 goroutines · 0 of 2 done",
        &[stuck],
    );
    let panic = report(&batches(1, 2, 0), Outcome::Panic, 60);
    check(
        &panic,
        "panic",
        "peak 2 goroutines · 0 of 2 done",
        &["Panic at 60 ms."],
    );
}

#[test]
fn lines_are_counted() {
    let report = report(&batches(2, 2, 1), Outcome::Finished, 200);
    let line = |line, goroutines, blocked, main| LineCount {
        line,
        goroutines,
        blocked,
        main,
    };
    let expected = [
        line(3, 1, 1, true),
        line(7, 2, 0, false),
        line(9, 2, 2, false),
    ];
    assert_eq!(report.lines_at(Time(50_000_000)), expected);
    assert_eq!(report.lines_at(Time(150_000_000)), expected);
    assert_eq!(report.lines_at(report.total), []);
}

#[test]
fn only_the_fastest_of_the_complete_is_good() {
    let slow = report(&batches(4, 1, 0), Outcome::Finished, 400);
    let fast = report(&batches(1, 4, 0), Outcome::Finished, 100);
    let dead = report(&batches(1, 4, 0), Outcome::OutOfMemory, 50);
    let expected = [VerdictKind::Neutral, VerdictKind::Good, VerdictKind::Bad];
    assert_eq!(verdicts(&[&slow, &fast, &dead]), expected);
}

#[test]
fn a_large_run_keeps_no_lives_but_all_tasks() {
    let mut scripts = batches(1, 21_000, 0);
    scripts[20_000].outcome = TaskOutcome::Error;
    let report = analyse(&trace(&scripts, Outcome::Finished, 100));
    assert!(report.spans().is_none());
    assert_eq!(
        (report.lanes, report.counts.ok, report.counts.error),
        (21_000, 20_999, 1)
    );
}
