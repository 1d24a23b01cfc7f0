//! Laws that hold for the world, whatever its parameters are.

mod seen;

use super::{MS, run, workload};
use crate::params::Key;
use goruntime::trace::Outcome;
use proptest::prelude::*;
use seen::Seen;

/// A limit; half of the time it is 0, which means no limit. Otherwise every resource would be scarce in every run, and few
/// tasks would get far.
fn up_to(most: u64) -> impl Strategy<Value = u64> {
    prop_oneof![Just(0), 1..=most]
}

fn time(most: u64) -> impl Strategy<Value = u64> {
    prop_oneof![Just(0), Just(most / 2 * MS), 1..most * MS]
}

/// Random limits.
fn settings() -> impl Strategy<Value = Vec<(Key, u64)>> {
    let tasks = (1..30_u64, 1..200_u64, 0..100_u64).prop_map(|(tasks, latency, jitter)| {
        [
            (Key::Tasks, tasks),
            (Key::Latency, latency * MS),
            (Key::Jitter, jitter),
        ]
    });
    let machine = (1..4_u64, time(40), up_to(30));
    let machine = machine.prop_map(|(procs, cpu, files)| {
        [(Key::Procs, procs), (Key::Cpu, cpu), (Key::Files, files)]
    });
    let database = (
        up_to(20),
        0..4_u64,
        up_to(12),
        0..4_u64,
        time(140),
        time(10),
    );
    let database = database.prop_map(|(max, taken, open, idle, timeout, connect)| {
        [
            (Key::MaxConnections, max),
            (Key::Taken, taken),
            (Key::MaxOpen, open),
            (Key::MaxIdle, idle),
            (Key::PoolTimeout, timeout),
            (Key::Connect, connect),
        ]
    });
    let limits = (up_to(90), 1..12_u64, up_to(9), 0..12_u64, up_to(40));
    let api = (limits, 1..12_u64, 1..4_u64, up_to(40)).prop_map(
        |((qps, burst, in_flight, queue, client), client_burst, calls, failure)| {
            [
                (Key::Qps, qps),
                (Key::ApiBurst, burst),
                (Key::InFlight, in_flight),
                (Key::Queue, queue),
                (Key::ClientQps, client),
                (Key::ClientBurst, client_burst),
                (Key::Calls, calls),
                (Key::Failure, failure),
            ]
        },
    );
    let retries = (0..3_u64, 0..6_u64, 1..200_u64, 1..1_000_u64);
    let retries = retries.prop_map(|(retry, retries, wait, cap)| {
        [
            (Key::Retry, retry),
            (Key::Retries, retries),
            (Key::RetryWait, wait * MS),
            (Key::RetryCap, cap * MS),
        ]
    });
    let mishaps = (time(300), time(300), 1..300_u64);
    let mishaps = mishaps.prop_map(|(lose, from, length)| {
        [
            (Key::LoseAt, lose),
            (Key::OutageAt, from),
            (Key::Outage, length * MS),
        ]
    });
    let all = (tasks, machine, database, api, retries, mishaps);
    all.prop_map(|(tasks, machine, database, api, retries, mishaps)| {
        [&tasks[..], &machine, &database, &api, &retries, &mishaps].concat()
    })
}

proptest! {
    #[test]
    fn nothing_is_lost_and_no_limit_is_passed(settings in settings()) {
        let (trace, workload) = (run(&settings), workload(&settings));
        prop_assert_eq!(trace.exit().outcome, Outcome::Finished);
        let mut seen = Seen::new(&trace, &workload);
        for record in trace.records() {
            let read = seen.read(record);
            prop_assert!(read.is_ok(), "{}: {:?}", record, read);
        }
        seen.check_end()?;
    }
}
