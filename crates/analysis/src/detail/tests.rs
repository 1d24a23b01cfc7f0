//! The details of goroutines of programs that run on the real runtime.

use super::detail;
use crate::*;
use goruntime::go::{Chan, Mutex, go_named, println, sleep};
use goruntime::runtime::{Budget, Run, mark};
use goruntime::time::Duration;
use goruntime::trace::Trace;

fn at(ms: u64) -> Time {
    Time(ms * 1_000_000)
}

async fn pause(ms: u64) {
    sleep(Duration::millis(ms)).await;
}

/// Main sends two jobs to a worker, which prints each under a lock; then the worker waits for ever.
fn run() -> (Trace, Report) {
    let trace = Run::new(Budget::default(), 1, async {
        let (jobs, mu) = (Chan::new(0).named("jobs"), Mutex::new().named("mu"));
        let taken = jobs.clone();
        mark(7);
        go_named(("worker", 1), async move {
            loop {
                mark(20);
                let job: Option<u32> = taken.receive().await;
                mark(21);
                mu.lock().await;
                println(format!("job {}", job.unwrap_or_default()));
                pause(3).await;
                mu.unlock().await;
            }
        });
        pause(1).await;
        jobs.send(1).await;
        pause(9).await;
        jobs.send(2).await;
        pause(10).await;
    })
    .finish();
    let report = analyse(&trace);
    (trace, report)
}

fn worker() -> (Report, Detail) {
    let (trace, report) = run();
    let detail = detail(&trace, &report, GoroutineId(2)).expect("its life was kept");
    let mut reading = DetailReading::new(GoroutineId(2));
    while !reading.advance(&trace, 5) {}
    assert_eq!(reading.finish(&report).as_ref(), Some(&detail), "in pieces");
    (report, detail)
}

#[test]
fn states_have_their_shares() {
    let (_, detail) = worker();
    let said: Vec<_> = detail
        .states
        .iter()
        .map(|share| (share.words.as_str(), share.total.0 / 1_000_000, share.count))
        .collect();
    assert_eq!(said, [("chan receive", 14, 3), ("sleep", 6, 2)]);
    let lines: Vec<_> = detail
        .lines
        .iter()
        .map(|share| (share.line, share.count, share.total.0 / 1_000_000))
        .collect();
    assert_eq!(lines, [(20, 3, 14), (21, 2, 6)]);
}

#[track_caller]
fn check(report: &Report, detail: &Detail, ms: u64, partners: &[u32], words: &str) {
    let span = report.span(detail.id).unwrap();
    let now = report.segment_at(span, at(ms)).unwrap();
    let ending = detail.ending(report, now);
    assert_eq!(ending.words(report, now), words);
    let able: Vec<u32> = detail
        .partners(report, now, at(ms))
        .iter()
        .map(|id| id.0)
        .collect();
    assert_eq!(able, partners);
}

#[test]
fn each_wait_says_how_it_ends() {
    let (report, detail) = worker();
    check(
        &report,
        &detail,
        0,
        &[1],
        "until 1 ms, when main sends to jobs",
    );
    check(
        &report,
        &detail,
        2,
        &[],
        "until 4 ms, when its time is over",
    );
    check(
        &report,
        &detail,
        5,
        &[1],
        "until 10 ms, when main sends to jobs",
    );
    check(&report, &detail, 15, &[1], "until the run ends");
}

#[test]
fn what_it_holds_and_printed_is_known() {
    let (report, detail) = worker();
    assert_eq!(detail.held_at(&report, at(2)), ["mu since 1 ms"]);
    assert_eq!(detail.held_at(&report, at(5)), [""; 0]);
    let printed: Vec<_> = detail
        .printed
        .iter()
        .map(|line| (line.at, line.line.as_str()))
        .collect();
    assert_eq!(printed, [(at(1), "job 1"), (at(10), "job 2")]);
    assert_eq!(report.stdout[0].by, Some(GoroutineId(2)));
}

#[test]
fn its_events_follow_each_other() {
    let (_, detail) = worker();
    let moments: Vec<u64> = detail.moments.iter().map(|at| at.0 / 1_000_000).collect();
    assert_eq!(moments, [0, 1, 4, 10, 13, 20]);
    assert_eq!(detail.next_moment(at(1)), Some(at(4)));
    assert_eq!(detail.previous_moment(at(1)), Some(at(0)));
    assert_eq!(detail.previous_moment(at(0)), None);
    assert_eq!(detail.next_moment(at(20)), None);
}

#[test]
fn a_goroutine_that_never_was_has_no_detail() {
    let (trace, report) = run();
    assert_eq!(detail(&trace, &report, GoroutineId(0)), None);
    assert_eq!(detail(&trace, &report, GoroutineId(3)), None);
}

#[test]
fn what_comes_right_after_a_sleep_has_not_ended_it() {
    let trace = Run::new(Budget::default(), 1, async {
        let jobs = Chan::new(0).named("jobs");
        let taken = jobs.clone();
        go_named(("worker", 1), async move {
            pause(3).await;
            let _: Option<u32> = taken.receive().await;
        });
        pause(1).await;
        pause(2).await;
        jobs.send(1).await;
        pause(1).await;
    })
    .finish();
    let report = analyse(&trace);
    let detail = detail(&trace, &report, GoroutineId(2)).expect("its life was kept");
    let main = report.flows_of(GoroutineId::MAIN);
    let sent = main.filter(|flow| flow.to == GoroutineId(2) && flow.at == at(3));
    assert_eq!(sent.count(), 1, "main sends when the sleep ends");
    check(
        &report,
        &detail,
        1,
        &[],
        "until 3 ms, when its time is over",
    );
}
