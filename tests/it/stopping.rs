//! Closed forms of the patterns that stop before all work is done: a disconnect, a shutdown, a timeout. Moments are odd and
//! latencies even numbers of nanoseconds, so that no two events are at the same instant.

use crate::common;
use analysis::{Report, analyse};
use goruntime::trace::{Outcome, TaskOutcome};
use lab::patterns;
use proptest::prelude::*;

/// The fate of a task: start, end and outcome. `None` if it never started; without an end if main returned before.
type Fate = Option<(u64, Option<(u64, TaskOutcome)>)>;

/// The expected run.
struct Expected {
    fates: Vec<Fate>,
    total: u64,
}

#[track_caller]
fn check(link: &str, expected: &Expected) {
    let report = report(link);
    let fates: Vec<Fate> = report
        .tasks
        .iter()
        .map(|task| {
            let end = task.end.zip(task.outcome).map(|(at, how)| (at.0, how));
            task.start.map(|start| (start.0, end))
        })
        .collect();
    assert_eq!(fates, expected.fates, "{link}");
    assert_eq!(report.total.0, expected.total, "{link}");
    assert_eq!(report.exit_code, Some(0), "{link}");
    let left = expected.fates.iter().flatten().any(|fate| fate.1.is_none());
    assert_eq!(report.outcome == Outcome::MainReturnedEarly, left, "{link}");
}

#[track_caller]
fn report(link: &str) -> Report {
    let id = link.trim_start_matches("?pattern=");
    let id = id.split('&').next().unwrap_or_default();
    let pattern = patterns::find(id).expect("the link names its pattern");
    analyse(&common::run(link, pattern))
}

/// The fate of a task that would run from `start` for `latency`, unless it is cancelled at `stop`.
fn fate(start: u64, latency: u64, stop: u64) -> Fate {
    let end = start + latency;
    let end = if end < stop {
        (end, TaskOutcome::Ok)
    } else {
        (stop, TaskOutcome::Cancelled)
    };
    (start < stop).then_some((start, Some(end)))
}

/// One after the other, until `stop`.
fn in_sequence(latencies: &[u64], stop: u64) -> Expected {
    in_batches(latencies, 1, stop)
}

/// One batch after the other, until `stop`.
fn in_batches(latencies: &[u64], batch: usize, stop: u64) -> Expected {
    let mut fates = Vec::new();
    let mut start = 0;
    for batch in latencies.chunks(batch) {
        fates.extend(batch.iter().map(|latency| fate(start, *latency, stop)));
        start += batch.iter().max().copied().unwrap_or_default();
    }
    let total = start.min(stop);
    Expected { fates, total }
}

fn link(id: &str, latencies: &[u64], more: &str) -> String {
    let list: Vec<String> = latencies.iter().map(|ns| milliseconds(*ns)).collect();
    let tasks = latencies.len();
    format!(
        "?pattern={id}&tasks={tasks}&latency=list:{}{more}",
        list.join(",")
    )
}

fn milliseconds(ns: u64) -> String {
    format!("{}.{:06}", ns / 1_000_000, ns % 1_000_000)
}

fn latencies() -> impl Strategy<Value = Vec<u64>> {
    proptest::collection::vec((500_000..100_000_000_u64).prop_map(|half| 2 * half), 1..20)
}

fn moment() -> impl Strategy<Value = u64> {
    (0..700_000_000_u64).prop_map(|half| 2 * half + 1)
}

proptest! {
    #[test]
    fn a_client_disconnects(latencies in latencies(), at in moment(), batch in 1..6_usize) {
        let batch = batch.min(latencies.len());
        let never = u64::MAX;
        let disconnect = format!("&disconnect={}ms", milliseconds(at));
        let link_of = |id: &str| link(&format!("client-disconnect{id}"), &latencies, &disconnect);
        check(&link_of(""), &in_sequence(&latencies, at));
        check(&link_of("-ignored"), &in_sequence(&latencies, never));
        let batched = |id: &str| link_of(id) + &format!("&batch={batch}");
        check(&batched("-batched"), &in_batches(&latencies, batch, at));
        check(&batched("-batched-ignored"), &in_batches(&latencies, batch, never));
        let stays = link("client-disconnect", &latencies, "&disconnect=none");
        check(&stays, &in_sequence(&latencies, never));
    }

    #[test]
    fn a_server_shuts_down(
        latencies in latencies(),
        shutdown in moment(),
        timeout in prop_oneof![Just(0), (1..100_000_000_u64).prop_map(|half| 2 * half)],
        period in (500_000..50_000_000_u64).prop_map(|half| 2 * half),
    ) {
        let more = format!(
            "&shutdown={}ms&timeout={}ms&period={}ms",
            milliseconds(shutdown), milliseconds(timeout), milliseconds(period),
        );
        let n = latencies.len() as u64;
        let stopped = n * period > shutdown;
        let deadline = if stopped && timeout > 0 { shutdown + timeout } else { u64::MAX };
        let arrivals = (1..).map(|number| number * period);
        let fates: Vec<Fate> = arrivals
            .zip(&latencies)
            .map(|(at, latency)| fate(at, *latency, deadline).filter(|_| at < shutdown))
            .collect();
        let last = fates.iter().flatten().filter_map(|fate| fate.1).map(|end| end.0).max();
        let accepting = if stopped { shutdown } else { n * period };
        let total = last.unwrap_or_default().max(accepting);
        check(&link("graceful-shutdown", &latencies, &more), &Expected { fates, total });
    }

    #[test]
    fn the_time_is_up(latencies in latencies(), timeout in moment()) {
        let more = format!("&timeout={}ms", milliseconds(timeout));
        check(&link("timeout", &latencies, &more), &in_sequence(&latencies, timeout));

        // After its timeout each operation is given up and the next one begins.
        let waited = |latency: &u64| *latency.min(&timeout);
        let total = latencies.iter().map(waited).sum();
        let starts = latencies.iter().scan(0, |start, latency| {
            let before = *start;
            *start += waited(latency);
            Some(before)
        });
        let fates = starts
            .zip(&latencies)
            .map(|(start, latency)| {
                let end = start + latency;
                Some((start, (end <= total).then_some((end, TaskOutcome::Ok))))
            })
            .collect();
        check(&link("timeout-per-task", &latencies, &more), &Expected { fates, total });
    }
}

#[test]
fn with_the_defaults_a_disconnect_saves_five_seconds() {
    #[track_caller]
    fn check(id: &str, expected: &[&str]) {
        let report = report(&format!("?pattern={id}"));
        let lines: Vec<&str> = report.stdout.iter().map(|p| p.line.as_str()).collect();
        assert_eq!(lines, expected, "{id}");
    }
    let disconnects = "the client disconnects after 4.95s";
    let cancelled = "the handler returns: context canceled";
    let for_nobody = [
        disconnects,
        "the handler returns: <nil>",
        "100 of 100 tasks done after 10s",
        "worked for nobody for 5.05s",
    ];
    check(
        "client-disconnect",
        &[disconnects, cancelled, "49 of 100 tasks done after 4.95s"],
    );
    check("client-disconnect-ignored", &for_nobody);
    check(
        "client-disconnect-batched",
        &[disconnects, cancelled, "45 of 100 tasks done after 4.95s"],
    );
    check("client-disconnect-batched-ignored", &for_nobody);
}
