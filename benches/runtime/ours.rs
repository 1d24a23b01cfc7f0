//! The workloads on the Lab's own runtime, which records all events.

use crate::workloads::{GROUP, Workload, distinct_millis, short_millis};
use goruntime::go::{Chan, WaitGroup, go, sleep};
use goruntime::runtime::{Budget, Run};
use goruntime::time::Duration;
use goruntime::trace::{Outcome, Trace};

/// Runs a workload and returns its trace.
///
/// # Panics
/// If the run does not finish.
pub(crate) fn run(workload: Workload, n: usize) -> Trace {
    let budget = Budget {
        steps: u64::MAX,
        ..Budget::default()
    };
    let trace = match workload {
        Workload::WaitGroup => Run::new(budget, 0, wait_group(n)).finish(),
        Workload::Batches => Run::new(budget, 0, batches(n)).finish(),
        Workload::Workers => Run::new(budget, 0, workers(n)).finish(),
        Workload::PingPong => Run::new(budget, 0, ping_pong(n)).finish(),
    };
    assert_eq!(
        trace.exit().outcome,
        Outcome::Finished,
        "{}",
        trace.exit().message
    );
    trace
}

async fn wait_group(n: usize) {
    let wg = WaitGroup::new();
    for i in 0..n {
        let latency = Duration::millis(distinct_millis(i, n));
        wg.add(1);
        let wg = wg.clone();
        go(async move {
            sleep(latency).await;
            wg.done();
        });
    }
    wg.wait().await;
}

async fn batches(n: usize) {
    for batch in 0..n / GROUP {
        let wg = WaitGroup::new();
        for i in 0..GROUP {
            let latency = Duration::millis(short_millis(batch * GROUP + i));
            wg.add(1);
            let wg = wg.clone();
            go(async move {
                sleep(latency).await;
                wg.done();
            });
        }
        wg.wait().await;
    }
}

async fn workers(n: usize) {
    let (jobs, wg) = (Chan::new(0), WaitGroup::new());
    for _ in 0..GROUP {
        wg.add(1);
        let (jobs, wg) = (jobs.clone(), wg.clone());
        go(async move {
            while let Some(job) = jobs.receive().await {
                sleep(Duration::millis(short_millis(job))).await;
            }
            wg.done();
        });
    }
    for job in 0..n {
        jobs.send(job).await;
    }
    jobs.close();
    wg.wait().await;
}

async fn ping_pong(n: usize) {
    let (there, back) = (Chan::new(0), Chan::new(0));
    let (balls, returned) = (there.clone(), back.clone());
    go(async move {
        while let Some(ball) = balls.receive().await {
            returned.send(ball).await;
        }
    });
    for ball in 0..n / 2 {
        there.send(ball).await;
        back.receive().await;
    }
    there.close();
}
