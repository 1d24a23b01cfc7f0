//! The patterns with shared variables, and those with errors.

use crate::common;
use analysis::{Report, analyse};
use goruntime::trace::Outcome;
use lab::patterns;
use proptest::prelude::*;

#[track_caller]
fn report(id: &str, more: &str) -> Report {
    let pattern = patterns::find(id).expect("the pattern is in the registry");
    analyse(&common::run(&format!("?pattern={id}{more}"), pattern))
}

#[track_caller]
fn check_prints(id: &str, more: &str, line: &str) {
    let stdout = report(id, more).stdout;
    let lines: Vec<&str> = stdout.iter().map(|printed| printed.line.as_str()).collect();
    assert!(lines.contains(&line), "{id}{more}: {lines:?}");
}

fn list(ns: &[u64]) -> String {
    let milliseconds = |ns: &u64| format!("{}.{:06}", ns / 1_000_000, ns % 1_000_000);
    let list: Vec<String> = ns.iter().map(milliseconds).collect();
    format!("&tasks={}&latency=list:{}", ns.len(), list.join(","))
}

/// The final value of a racy counter: each step reads, and writes one more after the worker's latency.
fn racy(latencies: &[u64], increments: u64) -> u64 {
    let mut writes: Vec<(u64, usize)> = (0..latencies.len())
        .flat_map(|worker| (1..=increments).map(move |n| (n * latencies[worker], worker)))
        .collect();
    writes.sort_unstable();
    let (mut counter, mut read) = (0, vec![0; latencies.len()]);
    for (_, worker) in writes {
        counter = read[worker] + 1;
        read[worker] = counter;
    }
    counter
}

proptest! {
    #[test]
    fn a_racy_counter_loses_increments(
        latencies in proptest::collection::btree_set(1_000_000..300_000_000_u64, 1..12),
        increments in 1..5_u64,
    ) {
        let latencies: Vec<u64> = latencies.into_iter().collect();
        let expected = latencies.len() as u64 * increments;
        let more = list(&latencies) + &format!("&increments={increments}");
        let ends_at = |id, value: u64| {
            let lost = expected - value;
            check_prints(id, &more, &format!("counter {value}, expected {expected}: {lost} lost"));
        };
        ends_at("counter", racy(&latencies, increments));
        ends_at("counter-atomic", expected);
        ends_at("counter-mutex", expected);
        let total = |id| report(id, &more).total.0;
        let longest = latencies.iter().max().copied().unwrap_or_default();
        prop_assert_eq!(total("counter"), increments * longest);
        prop_assert_eq!(total("counter-atomic"), increments * longest);
        prop_assert_eq!(total("counter-mutex"), increments * latencies.iter().sum::<u64>());
    }
}

#[test]
fn the_race_detector_finds_exactly_the_races() {
    #[track_caller]
    fn check(id: &str, variable: Option<&str>) {
        let races = report(id, "").races;
        assert_eq!(races.is_empty(), variable.is_none(), "{id}: {races:?}");
        for race in races {
            assert!(race.line.contains(variable.unwrap_or_default()), "{race:?}");
        }
    }
    check("counter", Some("counter"));
    check("counter-mutex", None);
    check("counter-atomic", None);
    check("loop-capture", Some("task"));
    check("loop-capture-fixed", None);
    check("loop-capture-go122", None);
}

#[test]
fn shared_state_is_right_either_way() {
    for id in ["shared-state", "shared-state-channel"] {
        check_prints(id, "&tasks=12&fail=0,5,7", "9 ok, 3 failed");
        check_prints(id, "&tasks=1&fail=none", "1 ok, 0 failed");
    }
}

#[test]
fn every_started_goroutine_leaks_until_it_is_fixed() {
    check_prints("leak", "&workers=7", "goroutines left: 7");
    check_prints("leak-fixed", "&workers=7", "goroutines left: 0");
    check_prints("leak-loop", "&tasks=9", "goroutines left: 9");
    check_prints("leak-loop-fixed", "&tasks=9", "goroutines left: 0");
}

#[test]
fn a_loop_variable_is_one_or_many() {
    check_prints(
        "loop-capture",
        "&tasks=6",
        "different tasks that ran: 1 of 6",
    );
    for id in ["loop-capture-fixed", "loop-capture-go122"] {
        check_prints(id, "&tasks=6", "different tasks that ran: 6 of 6");
    }
}

#[test]
fn they_end_in_gos_words() {
    const DEADLOCK: &str = "fatal error: all goroutines are asleep - deadlock!";
    #[track_caller]
    fn check(id: &str, more: &str, outcome: Outcome, message: &str, millis: u64) {
        let latencies = list(&[80_000_000, 50_000_000, 120_000_000]);
        let report = report(id, &(latencies + more));
        assert_eq!(report.outcome, outcome, "{id}");
        assert_eq!(
            report.message.lines().next(),
            Some(message).filter(|m| !m.is_empty()),
            "{id}"
        );
        assert_eq!(report.total.0, millis * 1_000_000, "{id}");
    }
    check("forgotten-done", "", Outcome::Deadlock, DEADLOCK, 120);
    check(
        "forgotten-done-recover",
        "&fail=2",
        Outcome::Deadlock,
        DEADLOCK,
        120,
    );
    check(
        "forgotten-done-recover",
        "&fail=none",
        Outcome::Finished,
        "",
        120,
    );
    check(
        "forgotten-done-panic",
        "&fail=0",
        Outcome::Panic,
        "panic: task 0 failed",
        80,
    );
    check(
        "forgotten-done-fixed",
        "&fail=0",
        Outcome::Finished,
        "",
        120,
    );
    let second = "panic: send on closed channel";
    check("closed-channel", "", Outcome::Panic, second, 80);
    check("closed-channel-select", "", Outcome::Panic, second, 80);
    check(
        "closed-channel-twice",
        "",
        Outcome::Panic,
        "panic: close of closed channel",
        80,
    );
    check("closed-channel-fixed", "", Outcome::Finished, "", 120);
}

#[test]
fn processors_divide_the_work() {
    #[track_caller]
    fn check(procs: u64, millis: u64) {
        let report = report("cpu-bound", &format!("&procs={procs}"));
        assert_eq!(report.total.0, millis * 1_000_000, "{procs} processors");
        assert_eq!(report.stdout[0].line, "checksum bb6ce4a1624a4808");
    }
    check(1, 800);
    check(2, 400);
    check(4, 200);
    check(8, 100);
    check(16, 100);
}

/// A kill drops the goroutines while none is running, so their deferred calls record no happens-before edges.
#[test]
fn a_watched_run_may_be_killed() {
    let more = "&goroutines=3&memory=1MiB&memory-limit=3MiB";
    assert_eq!(report("loop-capture", more).outcome, Outcome::OutOfMemory);
}
