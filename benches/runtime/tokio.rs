//! The workloads on tokio's current-thread runtime with its clock paused.
//!
//! Each job uses tokio's cheapest means: tasks are spawned detached, and the last of a group to end notifies the waiter, as
//! a `JoinSet` costs more.

use crate::peers::{Kind, record};
use crate::workloads::{GROUP, Workload, distinct_millis, short_millis};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::runtime::Builder;
use tokio::sync::{Mutex, Notify, mpsc};
use tokio::time::{Duration, Instant, sleep};

/// Runs a workload.
pub(crate) fn run(workload: Workload, n: usize) {
    let runtime = Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .expect("a tokio runtime");
    runtime.block_on(async {
        let clock = Clock(Instant::now());
        match workload {
            Workload::WaitGroup => group(clock, 0, n, |i| distinct_millis(i, n)).await,
            Workload::Batches => {
                for first in (0..n).step_by(GROUP) {
                    group(clock, first, GROUP, short_millis).await;
                }
            }
            Workload::Workers => workers(clock, n).await,
            Workload::PingPong => ping_pong(n).await,
        }
    });
}

#[derive(Clone, Copy)]
struct Clock(Instant);

impl Clock {
    fn record(self, task: usize, kind: Kind) {
        let at = u64::try_from(self.0.elapsed().as_nanos()).unwrap_or(u64::MAX);
        record(at, task, kind);
    }
}

/// Runs tasks `first..first + size` and waits for them.
async fn group(clock: Clock, first: usize, size: usize, millis: impl Fn(usize) -> u64) {
    let left = Arc::new((AtomicUsize::new(size), Notify::new()));
    for i in first..first + size {
        let latency = Duration::from_millis(millis(i));
        let left = Arc::clone(&left);
        clock.record(i, Kind::Spawn);
        tokio::spawn(async move {
            clock.record(i, Kind::Start);
            sleep(latency).await;
            clock.record(i, Kind::End);
            if left.0.fetch_sub(1, Ordering::AcqRel) == 1 {
                left.1.notify_one();
            }
        });
    }
    left.1.notified().await;
}

async fn workers(clock: Clock, n: usize) {
    // Tokio has no unbuffered channel, and none with many receivers. This is the usual substitute for both.
    let (send, receive) = mpsc::channel(1);
    let receive = Arc::new(Mutex::new(receive));
    let mut workers = Vec::new();
    for _ in 0..GROUP {
        let receive = Arc::clone(&receive);
        workers.push(tokio::spawn(async move {
            loop {
                let job = receive.lock().await.recv().await;
                let Some(job) = job else { break };
                clock.record(job, Kind::Start);
                sleep(Duration::from_millis(short_millis(job))).await;
                clock.record(job, Kind::End);
            }
        }));
    }
    for job in 0..n {
        clock.record(job, Kind::Spawn);
        send.send(job).await.expect("workers that receive");
    }
    drop(send);
    for worker in workers {
        worker.await.expect("a worker that ends");
    }
}

async fn ping_pong(n: usize) {
    let (there, mut balls) = mpsc::channel(1);
    let (returned, mut back) = mpsc::channel(1);
    tokio::spawn(async move {
        while let Some(ball) = balls.recv().await {
            returned.send(ball).await.expect("the other end receives");
        }
    });
    for ball in 0..n / 2 {
        there.send(ball).await.expect("the other end receives");
        back.recv().await;
    }
}
