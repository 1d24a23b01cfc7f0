//! The limits of the world, with tasks that all start at once.

mod laws;

use super::*;
use crate::params::{Key, Value, Values};
use goruntime::go::{WaitGroup, context, go};
use goruntime::runtime::{Budget, Run};
use goruntime::time::{Duration, Time};
use goruntime::trace::{Event, Outcome, Resource, TaskOutcome, Trace};
use std::collections::BTreeSet;

/// Tasks that hold no memory.
fn workload(settings: &[(Key, u64)]) -> Workload {
    let mut values = Values::default();
    values.set(Key::Memory, Value::Number(0));
    for (key, n) in settings {
        values.set(*key, Value::Number(*n));
    }
    Workload::new(&values)
}

/// A run in which each task has a goroutine, and all start at once.
fn run(settings: &[(Key, u64)]) -> Trace {
    run_within(settings, None)
}

/// The same, with a context that ends after `patience` milliseconds.
fn run_within(settings: &[(Key, u64)], patience: Option<u64>) -> Trace {
    let workload = workload(settings);
    let budget = Budget {
        limits: limits(&workload),
        tasks: u32::try_from(workload.len()).unwrap(),
        processors: u32::try_from(workload.count(Key::Procs)).unwrap(),
        ..Budget::default()
    };
    let main = async move {
        open(&workload);
        let mut ctx = context::background();
        if let Some(ms) = patience {
            (ctx, _) = context::with_timeout(&ctx, Duration::millis(ms));
        }
        let wg = WaitGroup::new();
        for task in 0..workload.len() {
            wg.add(1);
            let (workload, wg, ctx) = (workload.clone(), wg.clone(), ctx.clone());
            go(async move {
                let _ = process(&ctx, &workload, task).await;
                wg.done();
            });
        }
        wg.wait().await;
    };
    Run::new(budget, 7, main).finish()
}

/// Checks how many tasks succeed and fail, and the end of the run in milliseconds.
#[track_caller]
fn check(settings: &[(Key, u64)], ok: usize, failed: usize, total: u64) {
    let trace = run(settings);
    assert_eq!(trace.exit().outcome, Outcome::Finished);
    let ended = |as_it: TaskOutcome| {
        let is_it = |event| matches!(event, Event::TaskEnd { outcome, .. } if outcome == as_it);
        trace.records().filter(|r| is_it(r.event)).count()
    };
    let counts = (ended(TaskOutcome::Ok), ended(TaskOutcome::Error));
    let at = trace.exit().at.0 / 1_000_000;
    assert_eq!((counts, at), ((ok, failed), total), "{settings:?}");
}

const MS: u64 = 1_000_000;

#[test]
fn a_database_refuses_one_connection_too_many() {
    check(&[(Key::Tasks, 10), (Key::MaxConnections, 10)], 10, 0, 100);
    check(&[(Key::Tasks, 12), (Key::MaxConnections, 10)], 10, 2, 100);
    let taken = [(Key::Tasks, 10), (Key::MaxConnections, 10), (Key::Taken, 4)];
    check(&taken, 6, 4, 100);
}

#[test]
fn tasks_wait_for_the_pool() {
    let pool = [
        (Key::Tasks, 10),
        (Key::MaxConnections, 10),
        (Key::MaxOpen, 4),
    ];
    check(&pool, 10, 0, 300);
    let impatient = [pool[0], pool[1], pool[2], (Key::PoolTimeout, 150 * MS)];
    check(&impatient, 8, 0, 200);
    let slow = [
        pool[0],
        pool[1],
        pool[2],
        (Key::Connect, 20 * MS),
        (Key::MaxIdle, 4),
    ];
    check(&slow, 10, 0, 320);
}

#[test]
fn a_lost_connection_fails_its_query_and_is_replaced() {
    let pool = [
        (Key::Tasks, 10),
        (Key::MaxConnections, 4),
        (Key::MaxOpen, 4),
        (Key::MaxIdle, 4),
    ];
    check(&pool, 10, 0, 300);
    let with = |more: &[(Key, u64)]| [&pool[..], more].concat();
    // The first of the second four queries fails at its end; who waits opens another connection.
    check(&with(&[(Key::LoseAt, 150 * MS)]), 9, 1, 300);
    // It tries again, and the third wave has room for it.
    let again = [
        (Key::LoseAt, 150 * MS),
        (Key::Retry, 1),
        (Key::RetryWait, 1),
    ];
    check(&with(&again), 10, 0, 300);
    // Nothing is open any more, or not yet.
    check(&with(&[(Key::LoseAt, 900 * MS)]), 10, 0, 300);
    let opening = [(Key::LoseAt, 5 * MS), (Key::Connect, 10 * MS)];
    check(&with(&opening), 10, 0, 310);
}

#[test]
fn an_idle_connection_that_is_lost_is_noticed_when_it_is_needed() {
    // The second task gives up waiting at 50 ms, and comes again at 300 ms.
    let pool = [
        (Key::Tasks, 2),
        (Key::MaxConnections, 1),
        (Key::MaxOpen, 1),
        (Key::MaxIdle, 1),
        (Key::Connect, 7 * MS),
        (Key::PoolTimeout, 50 * MS),
        (Key::Retry, 1),
        (Key::RetryWait, 250 * MS),
    ];
    check(&pool, 2, 0, 400);
    check(&[&pool[..], &[(Key::LoseAt, 200 * MS)]].concat(), 2, 0, 407);
}

#[test]
fn an_api_fails_all_calls_for_a_while() {
    let api = [(Key::Tasks, 5), (Key::InFlight, 1), (Key::Queue, 9)];
    check(&api, 5, 0, 500);
    let with = |more: &[(Key, u64)]| [&api[..], more].concat();
    // The answers at 200 and at 300 ms are failures.
    let out = [(Key::OutageAt, 150 * MS), (Key::Outage, 160 * MS)];
    check(&with(&out), 3, 2, 500);
    // The end is not part of it, and without limits there is an API, too.
    let alone = |outage| {
        let settings = [(Key::Tasks, 5), (Key::OutageAt, MS), (Key::Outage, outage)];
        let failed = if outage < 100 * MS { 0 } else { 5 };
        check(&settings, 5 - failed, failed, 100);
    };
    alone(99 * MS);
    alone(100 * MS);
}

#[test]
fn queries_are_slower_beyond_the_knee() {
    let knee = [(Key::Tasks, 20), (Key::MaxConnections, 50), (Key::Knee, 10)];
    // The last one starts when all twenty have connections.
    check(&knee, 20, 0, 200);
}

#[test]
fn an_api_limits_the_calls_per_second() {
    let api = [(Key::Tasks, 10), (Key::Qps, 10), (Key::ApiBurst, 4)];
    check(&api, 4, 6, 100);
    let patient = [api[0], api[1], api[2], (Key::Retry, 1), (Key::Retries, 9)];
    // All retry when the next token is due, and one of them gets it.
    check(&patient, 10, 0, 700);
    let limited = [api[0], api[1], api[2], (Key::ClientQps, 10)];
    check(&limited, 10, 0, 1_000);
    // client-go's own numbers: ten calls at once, then one each 200 ms.
    let client_go = [
        (Key::Tasks, 80),
        (Key::ClientQps, 5),
        (Key::ClientBurst, 10),
    ];
    check(&client_go, 80, 0, 14_100);
    let in_flight = [api[0], (Key::InFlight, 2), (Key::Queue, 3)];
    check(&in_flight, 5, 5, 300);
}

#[test]
fn waiting_for_the_clients_own_limiter_is_in_the_trace() {
    let trace = run(&[(Key::Tasks, 10), (Key::ClientQps, 10)]);
    let waits = |event: &Event| {
        matches!(
            event,
            Event::Enqueue {
                resource: Resource::Token
            }
        )
    };
    let waiting = trace.records().filter(|record| waits(&record.event));
    // The first call takes the token that the bucket holds at the start.
    assert_eq!(waiting.count(), 9);
}

/// Checks the moments of retries, in milliseconds.
#[track_caller]
fn check_retries(settings: &[(Key, u64)], patience: Option<u64>, expected: &[u64]) {
    let trace = run_within(settings, patience);
    let retries = trace.records().filter_map(|record| match record.event {
        Event::Retry { .. } => Some(record.at.0 / MS),
        _ => None,
    });
    let retries: Vec<u64> = retries.collect();
    assert_eq!(retries, expected, "{settings:?} {patience:?}");
}

#[test]
fn a_retry_is_made_after_the_wait_or_not_at_all() {
    let storm = [
        (Key::Tasks, 12),
        (Key::MaxConnections, 10),
        (Key::Latency, 250 * MS),
        (Key::Retry, 1),
        (Key::Retries, 3),
    ];
    check_retries(&storm, None, &[100, 100, 200, 200, 300, 300]);
    // Its context ends while it waits.
    check_retries(&storm, Some(150), &[100, 100]);
    check_retries(&storm, Some(50), &[]);
}

/// The waits of each task before its retries.
fn waits(settings: &[(Key, u64)]) -> Vec<Vec<u64>> {
    let trace = run(settings);
    let tasks = trace.tasks() as usize;
    let (mut refused, mut waits) = (vec![Time::ZERO; tasks], vec![Vec::new(); tasks]);
    for record in trace.records() {
        // The goroutines after main are those of the tasks, in order.
        let task = record.by.and_then(|id| id.0.checked_sub(2));
        match (task, record.event) {
            (Some(task), Event::Refuse { .. }) => refused[task as usize] = record.at,
            (Some(task), Event::Retry { .. }) => {
                let since = record.at.since(refused[task as usize]);
                waits[task as usize].push(since.0);
            }
            _ => {}
        }
    }
    waits.retain(|waits| !waits.is_empty());
    waits
}

/// One task holds a resource for a minute, and a hundred more request it. `after` is the server's `Retry-After`, in
/// nanoseconds.
#[track_caller]
fn check_waits(limits: &[(Key, u64)], retries: u64, after: u64) {
    const LONGEST: [u64; 6] = [100, 200, 400, 800, 1_000, 1_000];
    let waits = |retry| {
        let tasks = [
            (Key::Tasks, 101),
            (Key::Latency, 60_000 * MS),
            (Key::Retry, retry),
            (Key::Retries, retries),
            (Key::RetryCap, 1_000 * MS),
        ];
        let waits = waits(&[&tasks, limits].concat());
        let counts: Vec<usize> = waits.iter().map(Vec::len).collect();
        assert_eq!(counts, vec![size(retries); 100], "{limits:?}");
        waits
    };
    let fixed = vec![after.max(100 * MS); size(retries)];
    assert_eq!(waits(1), vec![fixed; 100], "{limits:?}");
    let backoff = waits(2);
    for (retry, longest) in LONGEST.into_iter().take(size(retries)).enumerate() {
        let longest = longest * MS;
        let nth: BTreeSet<u64> = backoff.iter().map(|waits| waits[retry]).collect();
        let mean = nth.iter().sum::<u64>() / nth.len() as u64 - after;
        let context = format!("{limits:?}, retry {retry}: {nth:?}");
        assert_eq!(
            nth.len(),
            100,
            "no two retry at the same instant: {context}"
        );
        assert!(nth.first() > Some(&after), "not too early: {context}");
        assert!(nth.last() <= Some(&(after + longest)), "{context}");
        assert!(
            mean.abs_diff(longest / 2) < longest / 10,
            "{mean}: {context}"
        );
    }
}

fn size(n: u64) -> usize {
    usize::try_from(n).unwrap()
}

#[test]
fn waits_before_retries_grow_are_jittered_and_heed_the_server() {
    check_waits(&[(Key::MaxConnections, 1)], 6, 0);
    check_waits(&[(Key::InFlight, 1)], 6, 1_000 * MS);
    // The next token is due for all of them at once; later ones are not.
    check_waits(&[(Key::Qps, 2), (Key::ApiBurst, 1)], 1, 500 * MS);
    check_waits(&[(Key::Qps, 20), (Key::ApiBurst, 1)], 1, 50 * MS);
}

#[test]
fn files_and_processors_are_finite() {
    check(&[(Key::Tasks, 10), (Key::Files, 6)], 6, 4, 100);
    check(&[(Key::Tasks, 4), (Key::Cpu, 50 * MS)], 4, 0, 300);
}

#[test]
fn goroutines_of_tasks_do_not_pass_by_the_database() {
    for goroutines in [0, 1, 7, 10] {
        let settings = [
            (Key::Tasks, 12),
            (Key::MaxConnections, 10),
            (Key::Goroutines, goroutines),
        ];
        check(&settings, 10, 2, 100);
    }
}
