//! The patterns with shared variables, and those with errors.

use crate::common;
use analysis::{Report, analyse};
use goruntime::trace::{GOROUTINE_BYTES, Outcome};
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
    check("shared-err", Some("err"));
    check("shared-err-fixed", None);
    check("cluster-test-map", Some("respMap"));
    check("cluster-test-mutex", None);
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

/// Of failing tasks that call `Done` twice, the last to end makes the counter negative; else main goes on too soon.
#[test]
fn a_wait_group_counts_what_it_is_told() {
    const TASKS: [u64; 4] = [80_000_000, 50_000_000, 120_000_000, 30_000_000];
    #[track_caller]
    fn check(id: &str, more: &str, outcome: Outcome, message: &str, millis: u64) {
        let report = report(id, &(list(&TASKS) + more));
        assert_eq!(report.outcome, outcome, "{id}{more}");
        let said = report.message.lines().next().unwrap_or_default();
        assert_eq!(said, message, "{id}{more}");
        assert_eq!(report.total.0, millis * 1_000_000, "{id}{more}");
    }
    let none = "main returned while 4 of 4 tasks had not finished";
    check(
        "wait-group",
        "&fail=none",
        Outcome::MainReturnedEarly,
        none,
        0,
    );
    check("wait-group-fixed", "&fail=none", Outcome::Finished, "", 120);
    check("wait-group-go", "&fail=2", Outcome::Finished, "", 120);
    let negative = "panic: sync: negative WaitGroup counter";
    check(
        "wait-group-negative",
        "&fail=2",
        Outcome::Panic,
        negative,
        120,
    );
    let one = "main returned while 1 of 4 tasks had not finished";
    check(
        "wait-group-negative",
        "&fail=3",
        Outcome::MainReturnedEarly,
        one,
        80,
    );
    check(
        "wait-group-negative",
        "&fail=none",
        Outcome::Finished,
        "",
        120,
    );
    let reused = "panic: sync: WaitGroup is reused before previous Wait has returned";
    check("wait-group-reuse", "", Outcome::Panic, reused, 80);
    // Pages 1 and 2 follow page 0, and page 3 page 1.
    check("wait-group-reuse-fixed", "", Outcome::Finished, "", 200);
}

proptest! {
    /// A round begins when the receiver is free and its job has come; its timer is held until it fires, or until the next.
    #[test]
    fn timers_pile_up_until_they_fire(
        tasks in 1..60_u64,
        period in 2_000_003..20_000_000_u64,
        latency in 1_000_003..30_000_000_u64,
        timeout in 1_000_003..400_000_000_u64,
    ) {
        let (mut rounds, mut round, mut received) = (vec![0], 0, 0);
        for _ in 0..tasks {
            let ready = received + period;
            while round + timeout < ready {
                round += timeout;
                rounds.push(round);
            }
            received = ready.max(round);
            round = received + latency;
            rounds.push(round);
        }
        let made = rounds.len();
        let held = |at: &u64| rounds.iter().filter(|from| *from <= at && at - *from < timeout).count();
        let most = rounds.iter().map(held).max().unwrap_or_default();
        let ms = |ns: u64| format!("{}.{:06}ms", ns / 1_000_000, ns % 1_000_000);
        let more = format!("&tasks={tasks}&latency={}&period={}&timeout={}", ms(latency), ms(period), ms(timeout));
        check_prints("time-after", &more, &format!("timers made: {made}, held at once: at most {most}"));
        check_prints("time-after-go123", &more, &format!("timers made: {made}, held at once: at most 1"));
        check_prints("time-after-fixed", &more, "timers made: 1, held at once: at most 1");
        let peak = report("time-after", &more).peak_memory.value;
        let timers = 208 * most as u64;
        prop_assert!((timers..=timers + GOROUTINE_BYTES).contains(&peak), "{} bytes", peak);
    }

    /// Every transaction has one connection, and needs a second one: with fewer tasks than connections one of them gets it.
    #[test]
    fn transactions_deadlock_once_they_have_all_connections(
        latencies in proptest::collection::btree_set(2_000_000..300_000_000_u64, 1..12),
        max_open in 0..14_usize,
    ) {
        let latencies: Vec<u64> = latencies.into_iter().collect();
        let more = list(&latencies) + &format!("&max-open={max_open}&fail=none");
        let deadlock = max_open > 0 && latencies.len() >= max_open;
        let expected = if deadlock { Outcome::Deadlock } else { Outcome::Finished };
        prop_assert_eq!(report("transaction", &more).outcome, expected);
        let fixed = report("transaction-fixed", &more);
        prop_assert_eq!(fixed.outcome, Outcome::Finished);
        prop_assert_eq!(fixed.counts.ok as usize, latencies.len());
        // A timeout ends the deadlock: those that do not get a connection fail.
        let late = report("transaction", &(more + "&pool-timeout=10m"));
        prop_assert_eq!(late.outcome, Outcome::Finished);
        prop_assert_eq!(late.counts.unfinished, 0);
        prop_assert!(!deadlock || (late.counts.ok as usize) < latencies.len());
    }
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

/// The talk's own programs that are wrong, each beside its corrected form.
#[test]
fn the_talks_own_mistakes_run_and_so_do_their_corrections() {
    let lost = "200 OK: CI \"succeeded\", CD \"\"";
    check_prints("fetch-status", "", lost);
    check_prints(
        "fetch-status",
        "&fail=none",
        "200 OK: CI \"succeeded\", CD \"succeeded\"",
    );
    check_prints(
        "fetch-status",
        "&fail=0",
        "500 Internal Server Error: task 0 failed",
    );
    check_prints(
        "fetch-status-fixed",
        "",
        "500 Internal Server Error: task 1 failed",
    );
    check_prints("shared-err", "", "err: <nil>");
    check_prints("shared-err", "&fail=10", "err: task 10 failed");
    for error in [
        "error: task 3 failed",
        "error: task 5 failed",
        "error: task 7 failed",
    ] {
        check_prints("shared-err-fixed", "", error);
    }
    check_prints("swallowed-error", "", "all 10 applications are deployed");
    check_prints("swallowed-error-fixed", "", "error: task 3 failed");
    let slide = report("batched-slide", "");
    assert_eq!(slide.outcome, Outcome::Panic);
    let first = slide.message.lines().next();
    assert_eq!(
        first,
        Some("panic: runtime error: index out of range [9] with length 7")
    );
    assert_eq!(report("batched", "&tasks=7").outcome, Outcome::Finished);
}

/// The function returns at once in both; in a server its goroutines live on, and what they hold adds up.
#[test]
fn naive_dies_in_a_server_alone() {
    let in_talk = |id: &str, more: &str| {
        let pattern = patterns::find(id).expect("the pattern is in the registry");
        let link = format!("?scenario=ci-auto-trigger&patterns={id}{more}");
        analyse(&common::run(&link, pattern))
    };
    assert_eq!(in_talk("naive", "").outcome, Outcome::MainReturnedEarly);
    let server = in_talk("naive-server", "");
    assert_eq!(server.outcome, Outcome::OutOfMemory);
    assert_eq!(server.peak_goroutines.value, 4_014);
    let small = in_talk("naive-server", "&memory=1KiB");
    assert_eq!((small.outcome, small.counts.ok), (Outcome::Finished, 100));
}
