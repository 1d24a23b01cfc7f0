//! The log of programs that run on the real runtime.

use super::*;
use crate::{Report, analyse};
use goruntime::go::{Chan, Mutex, go_named, println, sleep};
use goruntime::runtime::{Budget, Run, mark};
use goruntime::time::{Duration, Time};
use goruntime::trace::Trace;
use proptest::prelude::*;

/// Workers take jobs from main, and print them under a lock.
fn run(workers: usize, jobs: u32) -> (Trace, Report) {
    let trace = Run::new(Budget::default(), 1, async move {
        let (ch, mu) = (Chan::new(1).named("jobs"), Mutex::new().named("mu"));
        for worker in 0..workers {
            let (ch, mu) = (ch.clone(), mu.clone());
            go_named(("worker", worker), async move {
                while let Some(job) = ch.receive().await {
                    mark(20);
                    mu.lock().await;
                    println(format!("Job {job}"));
                    sleep(Duration::millis(3)).await;
                    mu.unlock().await;
                }
            });
        }
        for job in 0..jobs {
            ch.send(job).await;
            sleep(Duration::millis(1)).await;
        }
        ch.close();
        sleep(Duration::millis(50)).await;
    })
    .finish();
    let report = analyse(&trace);
    (trace, report)
}

fn index(trace: &Trace, report: &Report, filter: &EventFilter, piece: usize) -> EventIndex {
    let mut index = EventIndex::new(filter);
    while !index.advance(trace, report, piece) {}
    index
}

fn filter(goroutine: u32, kind: Option<EventKind>, text: &str) -> EventFilter {
    EventFilter {
        goroutine: (goroutine > 0).then_some(GoroutineId(goroutine)),
        kind,
        text: String::from(text),
    }
}

#[track_caller]
fn check(filter: &EventFilter, expected: &[&str]) {
    let (trace, report) = run(1, 1);
    let index = index(&trace, &report, filter, 7);
    let rows = index.read(&trace, &report, 0..usize::MAX);
    let said: Vec<String> = rows
        .iter()
        .map(|row| {
            let who = row.who(&report);
            format!("{} {who} {} {}", row.at.0 / 1_000_000, row.event, row.text)
        })
        .collect();
    assert_eq!(said, expected);
}

#[test]
fn rows_have_the_words_of_gos_tracer() {
    check(
        &filter(2, None, ""),
        &[
            "0 main GoCreate → worker 0",
            "0 scheduler GoStart → worker 0",
            "0 worker 0 ChanReceive jobs 0 in the buffer",
            "0 worker 0 Lock mu 1 held",
            "0 worker 0 UserLog Job 0",
            "0 worker 0 GoBlock sleep",
            "3 timer GoUnblock → worker 0",
            "3 scheduler GoStart → worker 0",
            "3 worker 0 Unlock mu 0 held",
            "3 worker 0 GoDestroy ",
        ],
    );
}

#[test]
fn a_kind_and_a_text_choose_rows() {
    check(
        &filter(0, Some(EventKind::Object), " LOCK"),
        &["0 worker 0 Lock mu 1 held", "3 worker 0 Unlock mu 0 held"],
    );
    check(
        &filter(0, Some(EventKind::Print), "job"),
        &["0 worker 0 UserLog Job 0"],
    );
    check(&filter(0, Some(EventKind::Task), ""), &[]);
    check(&filter(9, None, ""), &[]);
}

/// The rows of a trace that pass a filter, without an index.
fn all(trace: &Trace, report: &Report, filter: &EventFilter) -> Vec<EventRow> {
    let everything = index(trace, report, &EventFilter::default(), usize::MAX);
    let records = trace
        .records()
        .filter(|record| EventKind::of(&record.event).is_some());
    let rows = everything.read(trace, report, 0..usize::MAX);
    let passes = |record: &goruntime::trace::Record<'_>| {
        let is_its = |id| record.by == Some(id) || subject(&record.event) == Some(id);
        filter.goroutine.is_none_or(is_its)
            && filter
                .kind
                .is_none_or(|kind| EventKind::of(&record.event) == Some(kind))
    };
    let kept = records.zip(rows).filter(|(record, _)| passes(record));
    kept.map(|(_, row)| row).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn a_window_shows_what_the_whole_shows(
        (workers, jobs) in (1..6_usize, 0..300_u32),
        goroutine in 0..4_u32,
        kind in prop::option::of(prop::sample::select(EventKind::ALL.to_vec())),
        (from, length) in (0..3_000_usize, 0..40_usize),
        (piece, at) in (1..5_000_usize, 0..400_u64),
    ) {
        let (trace, report) = run(workers, jobs);
        let filter = filter(goroutine, kind, "");
        let all = all(&trace, &report, &filter);
        let index = index(&trace, &report, &filter, piece);
        prop_assert_eq!(index.rows(), all.len());
        let from = from.min(all.len());
        let window = index.read(&trace, &report, from..from + length);
        prop_assert_eq!(&window[..], &all[from..(from + length).min(all.len())]);
        let at = Time(at * 1_000_000);
        let last = all.iter().rposition(|row| row.at <= at);
        prop_assert_eq!(index.row_at(&trace, &report, at), last);
    }
}

#[test]
fn an_index_is_small_beside_its_trace() {
    let (trace, report) = run(4, 10_000);
    let events = trace.records().count();
    let index = index(&trace, &report, &EventFilter::default(), 20_000);
    assert!(events > 100_000, "{events}");
    assert!(
        index.size() < events,
        "{} bytes for {events} events",
        index.size()
    );
}
