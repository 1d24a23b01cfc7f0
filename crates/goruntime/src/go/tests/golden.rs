//! Traces that must never change.

use super::millis;
use crate::go::{Chan, WaitGroup, defer, go, println};
use crate::runtime::{Budget, Run, acquire, mark, release, task_end, task_start};
use crate::trace::{Outcome, Resource, TaskOutcome};
use Outcome::{BudgetExceeded, Deadlock, Finished, OutOfMemory};
use std::future::Future;

/// Does a task as a pattern does: marks, a task, memory, a log line.
async fn work(task: u32) {
    mark(10 + task % 3);
    task_start(task);
    acquire(Resource::Memory, 1_000 + u64::from(task));
    millis(5 + task as usize * 37 % 11).await;
    release(Resource::Memory, 1_000 + u64::from(task));
    println(format!("task {task}"));
    let outcomes = TaskOutcome::ALL;
    task_end(task, outcomes[task as usize % outcomes.len()]);
}

async fn in_batches(tasks: u32, size: u32) {
    for first in (0..tasks).step_by(size as usize) {
        let wg = WaitGroup::new();
        for task in first..tasks.min(first + size) {
            wg.add(1);
            let wg = wg.clone();
            go(async move {
                let _done = defer(|| wg.done());
                work(task).await;
            });
        }
        wg.wait().await;
    }
}

async fn by_workers(tasks: u32, workers: u32, buffer: usize, closes: bool) {
    let (jobs, wg) = (Chan::new(buffer), WaitGroup::new());
    for _ in 0..workers {
        wg.add(1);
        let (jobs, wg) = (jobs.clone(), wg.clone());
        go(async move {
            while let Some(task) = jobs.receive().await {
                work(task).await;
            }
            wg.done();
        });
    }
    for task in 0..tasks {
        jobs.send(task).await;
    }
    if closes {
        jobs.close();
    }
    wg.wait().await;
}

/// The outcome, the end in milliseconds, the size and the hash of a run.
#[track_caller]
fn check(
    budget: Budget,
    main: impl Future<Output = ()> + 'static,
    expected: (Outcome, u64, usize, u64),
) {
    let trace = Run::new(budget, 1, main).finish();
    let millis = trace.exit().at.0 / 1_000_000;
    let got = (trace.exit().outcome, millis, trace.size(), trace.hash());
    assert_eq!(got, expected);
}

/// Golden files and links depend on a trace's hash: it must not change.
#[test]
fn traces_do_not_change() {
    let roomy = Budget {
        tasks: 200,
        ..Budget::default()
    };
    let tight = Budget {
        memory: Some(700_000),
        ..roomy
    };
    let short = Budget {
        steps: 300,
        ..roomy
    };
    check(
        roomy,
        in_batches(200, 10),
        (Finished, 298, 10_936, 1_084_274_085_045_457_986),
    );
    check(
        roomy,
        in_batches(200, 200),
        (Finished, 15, 10_192, 6_358_165_207_396_379_802),
    );
    check(
        tight,
        in_batches(200, 200),
        (OutOfMemory, 0, 1_270, 6_716_333_561_908_071_578),
    );
    check(
        roomy,
        by_workers(200, 7, 0, true),
        (Finished, 289, 10_635, 14_331_160_198_937_612_733),
    );
    check(
        roomy,
        by_workers(200, 7, 3, true),
        (Finished, 289, 10_623, 13_430_709_817_037_170_432),
    );
    check(
        roomy,
        by_workers(200, 7, 3, false),
        (Deadlock, 289, 10_625, 4_427_378_055_592_876_495),
    );
    check(
        short,
        by_workers(200, 7, 0, true),
        (BudgetExceeded, 209, 7_644, 15_094_769_294_673_699_753),
    );
    check(
        roomy,
        in_batches(20_000, 20_000),
        (Finished, 15, 1_058_262, 3_628_035_978_593_809_519),
    );
}
