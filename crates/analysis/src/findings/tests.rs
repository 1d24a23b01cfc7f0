//! The findings of traces that are written by hand.

use crate::analyse;
use crate::fixtures::{Script, millis, report};
use goruntime::time::Time;
use goruntime::trace::{
    BlockReason, Demand, Exit, GoroutineId, Limit, Limits, Outcome, Pool, Rate, Recorder, Resource,
    TaskOutcome, Trace,
};
use std::num::NonZeroU32;

const MAIN: GoroutineId = GoroutineId::MAIN;

/// A run with `tasks` tasks; `write` records main's events, and main returns after 100 ms.
fn findings(limits: Limits, tasks: u32, write: impl FnOnce(&mut Recorder)) -> Vec<(Time, String)> {
    let mut recorder = Recorder::new();
    recorder.create(Time::ZERO, None);
    recorder.start(Time::ZERO, MAIN);
    write(&mut recorder);
    recorder.end(millis(100));
    let exit = Exit {
        outcome: Outcome::Finished,
        at: millis(100),
        main_returned: Some(millis(100)),
        message: String::new(),
    };
    let report = analyse(&Trace::new(recorder, exit, tasks, limits));
    let findings = report.findings.into_iter();
    findings.map(|finding| (finding.at, finding.text)).collect()
}

/// A run in which each resource has a limit of two; memory has none.
#[track_caller]
fn check(tasks: u32, write: impl FnOnce(&mut Recorder), expected: &[(u64, &str)]) {
    let limits = [None, Some(2), Some(2), Some(2), None, None].map(Limit::total);
    check_with(limits, tasks, write, expected);
}

#[track_caller]
fn check_with(
    limits: Limits,
    tasks: u32,
    write: impl FnOnce(&mut Recorder),
    expected: &[(u64, &str)],
) {
    let expected: Vec<_> = expected
        .iter()
        .map(|(ms, text)| (millis(*ms), String::from(*text)))
        .collect();
    assert_eq!(findings(limits, tasks, write), expected);
}

#[track_caller]
fn check_tasks(scripts: &[(u64, u64, TaskOutcome)], expected: &[(u64, &str)]) {
    let end = scripts.iter().map(|script| script.1).max().unwrap();
    let scripts: Vec<_> = scripts
        .iter()
        .map(|(start, end, outcome)| Script {
            outcome: *outcome,
            ..Script::new(*start, *end, 0)
        })
        .collect();
    let report = report(&scripts, Outcome::Finished, end);
    let memory = |text: &str| text.starts_with("Peak memory");
    let said: Vec<_> = report
        .findings
        .iter()
        .filter(|finding| !memory(&finding.text))
        .map(|finding| (finding.at, finding.text.as_str()))
        .collect();
    let expected: Vec<_> = expected
        .iter()
        .map(|(ms, text)| (millis(*ms), *text))
        .collect();
    assert_eq!(said, expected);
}

/// A goroutine runs at `ms` and parks for `reason`.
fn other(r: &mut Recorder, ms: u64, id: u32, reason: BlockReason) {
    r.block(millis(ms), BlockReason::Sleep, None);
    r.start(millis(ms), GoroutineId(id));
    r.block(millis(ms), reason, None);
    r.unblock(millis(ms), MAIN);
    r.start(millis(ms), MAIN);
}

#[test]
fn leaks_name_their_wait_reasons() {
    let leak = |r: &mut Recorder| {
        let reasons = [
            BlockReason::ChanSend,
            BlockReason::Select,
            BlockReason::ChanSend,
        ];
        for (id, reason) in (2..).zip(reasons) {
            r.create(millis(10), None);
            other(r, 10, id, reason);
        }
        r.create(millis(20), None);
        other(r, 20, 5, BlockReason::Sleep);
    };
    let text =
        "Leaked when main returned at 100 ms: 1 goroutine in sleep, 2 in chan send, 1 in select.";
    check(0, leak, &[(100, text)]);
}

#[test]
fn races_are_reported_in_the_detectors_words() {
    let race = |r: &mut Recorder| {
        r.race(
            millis(5),
            String::from("counter: one and the other"),
            GoroutineId::MAIN,
            Time::ZERO,
        );
        r.race(
            millis(7),
            String::from("counter: again"),
            GoroutineId::MAIN,
            Time::ZERO,
        );
    };
    let text = "Data race at 5 ms (the first of 2): counter: one and the other.";
    check(0, race, &[(5, text)]);
}

#[test]
fn dropped_clients_are_counted() {
    let text = "2 clients were too slow and were dropped, the first at 7 ms.";
    let drop = |r: &mut Recorder| {
        r.log(millis(7), String::from("client 2 is too slow: dropped"));
        r.log(millis(8), String::from("client 0 got 12 messages"));
        r.log(millis(9), String::from("client 1 is too slow: dropped"));
    };
    check(0, drop, &[(7, text)]);
}

#[test]
fn timers_are_counted() {
    let text = "251 timers were made; at most 76 held memory at once.";
    let counts = |r: &mut Recorder| {
        let line = String::from("timers made: 251, held at once: at most 76");
        r.log(millis(7), line);
    };
    check(0, counts, &[(100, text)]);
    let other = |r: &mut Recorder| r.log(millis(7), String::from("timers made: many"));
    check(0, other, &[(100, "Finished at 100 ms.")]);
}

#[test]
fn work_for_a_client_that_is_gone_is_for_nobody() {
    let text = "The client was gone at 4 ms: 5 ms of work for nobody.";
    let goes = |r: &mut Recorder| {
        r.log(millis(4), String::from("the client disconnects after 4ms"));
        r.log(millis(9), String::from("worked for nobody for 5ms"));
    };
    check(0, goes, &[(4, text)]);
}

#[test]
fn refusals_name_the_limit_that_was_reached() {
    let connections = |r: &mut Recorder| {
        r.acquire(millis(1), Resource::Connection, 2);
        r.demand(millis(3), Demand::Refuse, Resource::Connection);
        r.demand(millis(4), Demand::Refuse, Resource::Connection);
    };
    let text =
        "The database refused a connection 2 times, the first at 3 ms: it has no more than 2.";
    check(0, connections, &[(3, text)]);
    let files = |r: &mut Recorder| {
        r.acquire(millis(1), Resource::File, 2);
        r.demand(millis(3), Demand::Refuse, Resource::File);
    };
    let text = "There was no file to be opened once, at 3 ms: no more than 2 may be open.";
    check(0, files, &[(3, text)]);
    // There is one call at a time, so the refusal was not for their number.
    let calls = |r: &mut Recorder| {
        r.acquire(millis(1), Resource::Request, 1);
        r.demand(millis(3), Demand::Refuse, Resource::Request);
    };
    check(
        0,
        calls,
        &[(3, "The API answered 429 Too Many Requests once, at 3 ms.")],
    );
}

/// Limits of one resource alone.
fn only(resource: Resource, limit: Limit) -> Limits {
    let mut limits = Limits::default();
    limits[resource as usize] = limit;
    limits
}

#[test]
fn a_refusing_rate_is_named() {
    let rate = |per_second, burst| Limit {
        rate: NonZeroU32::new(per_second).map(|per_second| Rate { per_second, burst }),
        ..Limit::default()
    };
    let refused = |r: &mut Recorder| r.demand(millis(3), Demand::Refuse, Resource::Request);
    let limits = only(Resource::Request, rate(50, 10));
    let text = "The API answered 429 Too Many Requests once, at 3 ms: it answers 50 calls a second after a burst of 10.";
    check_with(limits, 0, refused, &[(3, text)]);
    let limits = only(Resource::Request, rate(1, 1));
    let text = "The API answered 429 Too Many Requests once, at 3 ms: it answers 1 call a second.";
    check_with(limits, 0, refused, &[(3, text)]);
    let paced = |r: &mut Recorder| {
        r.demand(millis(1), Demand::Enqueue, Resource::Token);
        r.demand(millis(4), Demand::Dequeue, Resource::Token);
    };
    let limits = only(Resource::Token, rate(20, 1));
    let text = "Tasks waited for the client’s own rate limit once, 3 ms in all, at most 1 at once: 20 calls a second.";
    check_with(limits, 0, paced, &[(1, text)]);
}

#[test]
fn waiting_for_a_connection_names_the_size_of_the_pool() {
    let pool = Limit {
        pool: NonZeroU32::new(10).map(|open| Pool { open, taken: 3 }),
        ..Limit::total(Some(100))
    };
    let waits = |r: &mut Recorder| {
        r.demand(millis(1), Demand::Enqueue, Resource::Connection);
        r.demand(millis(6), Demand::Dequeue, Resource::Connection);
        r.demand(millis(6), Demand::Refuse, Resource::Connection);
    };
    let gave_up =
        "Tasks gave up waiting for a connection once, at 6 ms: the pool opens no more than 10.";
    let waited = "Tasks waited for a connection once, 5 ms in all, at most 1 at once: the pool opens no more than 10.";
    let expected = [(6, gave_up), (1, waited)];
    check_with(only(Resource::Connection, pool), 0, waits, &expected);
    let queues = |r: &mut Recorder| {
        r.demand(millis(1), Demand::Enqueue, Resource::Request);
        r.demand(millis(6), Demand::Dequeue, Resource::Request);
    };
    let text = "Tasks waited for the API once, 5 ms in all, at most 1 at once: it works on no more than 2 at once.";
    check(0, queues, &[(1, text)]);
}

#[test]
fn a_retry_that_is_refused_again_is_reported() {
    let storm = |r: &mut Recorder| {
        for ms in [1, 2, 3] {
            r.demand(millis(ms), Demand::Refuse, Resource::Request);
            r.demand(millis(ms + 1), Demand::Retry, Resource::Request);
        }
        r.acquire(millis(4), Resource::Request, 1);
        // This is a new call, not a retry of the refused one.
        r.demand(millis(5), Demand::Refuse, Resource::Request);
    };
    let refused = "The API answered 429 Too Many Requests 4 times, the first at 1 ms.";
    let retried = "3 retries, the last at 4 ms; 2 were refused again.";
    check(0, storm, &[(1, refused), (4, retried)]);
}

#[test]
fn calls_that_fail_are_no_refusals() {
    let call = |r: &mut Recorder, ms: u64| {
        r.acquire(millis(ms), Resource::Request, 1);
        r.demand(millis(ms + 1), Demand::Fail, Resource::Request);
        r.release(millis(ms + 1), Resource::Request, 1);
    };
    let one = |r: &mut Recorder| call(r, 1);
    let text = "1 call failed (500 Internal Server Error), at 2 ms.";
    check(0, one, &[(2, text)]);
    let several = |r: &mut Recorder| {
        call(r, 1);
        // This is the first refusal.
        r.demand(millis(4), Demand::Retry, Resource::Request);
        r.demand(millis(4), Demand::Refuse, Resource::Request);
        r.demand(millis(5), Demand::Retry, Resource::Request);
        r.demand(millis(5), Demand::Refuse, Resource::Request);
        r.demand(millis(6), Demand::Retry, Resource::Request);
        call(r, 6);
    };
    let refused = "The API answered 429 Too Many Requests 2 times, the first at 4 ms.";
    let failed = "2 calls failed (500 Internal Server Error), the first at 2 ms.";
    let retried = "3 retries, the last at 6 ms; one was refused again.";
    check(0, several, &[(4, refused), (2, failed), (6, retried)]);
}

#[test]
fn the_next_task_is_not_refused_again() {
    let worker = |r: &mut Recorder| {
        r.task_start(millis(0), 0);
        r.demand(millis(0), Demand::Refuse, Resource::Connection);
        r.start(millis(2), MAIN);
        // It gets an idle connection, for which there is no event.
        r.demand(millis(2), Demand::Retry, Resource::Connection);
        r.start(millis(5), MAIN);
        r.task_end(millis(5), 0, TaskOutcome::Ok);
        r.task_start(millis(5), 1);
        r.demand(millis(5), Demand::Refuse, Resource::Connection);
        r.task_end(millis(5), 1, TaskOutcome::Error);
    };
    let refused = "The database refused a connection 2 times, the first at 0 s.";
    let failed = "1 of 2 tasks failed, at 5 ms.";
    let expected = [(0, refused), (2, "1 retry, the last at 2 ms."), (5, failed)];
    check(2, worker, &expected);
}

#[test]
fn waiting_is_summed_and_giving_up_is_no_refusal() {
    let wait = |r: &mut Recorder| {
        r.demand(millis(1), Demand::Enqueue, Resource::Connection);
        r.demand(millis(4), Demand::Enqueue, Resource::Connection);
        r.demand(millis(6), Demand::Dequeue, Resource::Connection);
        r.demand(millis(11), Demand::Dequeue, Resource::Connection);
        r.demand(millis(11), Demand::Refuse, Resource::Connection);
    };
    let gave_up = "Tasks gave up waiting for a connection once, at 11 ms.";
    let waited = "Tasks waited for a connection 2 times, 12 ms in all, at most 2 at once.";
    check(0, wait, &[(11, gave_up), (4, waited)]);
}

#[test]
fn tasks_that_were_never_taken_up_are_counted() {
    let one = |r: &mut Recorder| {
        r.task_start(Time::ZERO, 0);
        r.task_end(millis(5), 0, TaskOutcome::Ok);
    };
    check(8, one, &[(100, "7 of 8 tasks were never started.")]);
}

#[test]
fn cancelled_work_is_wasted() {
    use TaskOutcome::{Cancelled, Error, Ok};
    let failed = "1 of 4 tasks failed, at 40 ms.";
    let cancelled =
        "2 of 4 tasks were cancelled, the first at 50 ms; the 110 ms spent on them are wasted.";
    let shape = "All 4 tasks at once: 100 ms is the longest of them.";
    let alone = "Task 3 alone takes the last 40 ms.";
    check_tasks(
        &[
            (0, 40, Error),
            (0, 50, Cancelled),
            (0, 60, Cancelled),
            (0, 100, Ok),
        ],
        &[(40, failed), (50, cancelled), (100, shape), (60, alone)],
    );
}

#[test]
fn barriers_have_their_price_and_stragglers_their_number() {
    use TaskOutcome::Ok;
    let waves = "2 waves of at most 2 tasks; waiting for the slowest of each idles 33% of the workers' time (100 ms without \
                 barriers, by 2 workers).";
    check_tasks(
        &[(0, 20, Ok), (0, 100, Ok), (100, 120, Ok), (100, 120, Ok)],
        &[(120, waves), (20, "Task 1 held batch 1 for 80 ms.")],
    );
}
