//! The workloads on odem-rs, a discrete-event simulation library with processes as futures.
//!
//! Written like its own benchmarks: jobs from a pool, activated on the simulation.

use crate::peers::{Kind, record};
use crate::workloads::{GROUP, Workload, distinct_millis, short_millis};
use odem_rs::core::job::Job;
use odem_rs::core::ops;
use odem_rs::core::simulator::{Sim, simulation};
use odem_rs::sync::channel::backing::Rendezvous;
use odem_rs::sync::channel::channel;
use odem_rs::util::pool::Pool;
use std::cell::Cell;
use std::collections::VecDeque;
use std::pin::pin;

/// Runs a workload.
pub(crate) fn run(workload: Workload, n: usize) {
    simulation(async |sim: &Sim| match workload {
        Workload::WaitGroup => group(sim, 0, n, |i| distinct_millis(i, n)).await,
        Workload::Batches => {
            for first in (0..n).step_by(GROUP) {
                group(sim, first, GROUP, short_millis).await;
            }
        }
        Workload::Workers => workers(sim, n).await,
        Workload::PingPong => ping_pong(sim, n).await,
    })
    .expect("a simulation that ends");
}

/// Records an event in milliseconds, the model time.
fn note(sim: &Sim, task: usize, kind: Kind) {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "model time is a whole number of milliseconds"
    )]
    record(sim.now() as u64 * 1_000_000, task, kind);
}

/// Runs tasks `first..first + size` and waits for them.
async fn group(sim: &Sim, first: usize, size: usize, millis: impl Fn(usize) -> u64) {
    let left = Cell::new(size);
    let left = &left;
    let waiter = ops::waker().await;
    let waiter = &waiter;
    let jobs = pin!(Pool::dynamic().with(Job::new));
    for i in first..first + size {
        let latency = millis(i) as f64;
        note(sim, i, Kind::Spawn);
        sim.activate(jobs.alloc(async move {
            note(sim, i, Kind::Start);
            sim.advance(latency).await;
            note(sim, i, Kind::End);
            left.set(left.get() - 1);
            if left.get() == 0 {
                waiter.wake_by_ref();
            }
        }));
    }
    ops::sleep().await;
}

async fn workers(sim: &Sim, n: usize) {
    // Unlike ours it is unbounded, which is less work: with several receivers a bounded channel of odem-rs 0.4.0 counts
    // waiting senders and receivers against each other and deadlocks.
    let (send, receive) = channel(VecDeque::new());
    let jobs = pin!(Pool::dynamic().with(Job::new));
    let mut pucks = Vec::new();
    for _ in 0..GROUP {
        let receive = receive.clone();
        pucks.push(sim.activate(jobs.alloc(async move {
            while let Ok(job) = receive.recv().await {
                note(sim, job, Kind::Start);
                sim.advance(short_millis(job) as f64).await;
                note(sim, job, Kind::End);
            }
        })));
    }
    for job in 0..n {
        note(sim, job, Kind::Spawn);
        send.send(job).await.expect("workers that receive");
    }
    send.close();
    for puck in pucks {
        puck.await;
    }
}

async fn ping_pong(sim: &Sim, n: usize) {
    let (there, balls) = channel(Rendezvous::new());
    let (returned, back) = channel(Rendezvous::new());
    let job = pin!(Job::new(async move {
        while let Ok(ball) = balls.recv().await {
            returned.send(ball).await.expect("the other end receives");
        }
    }));
    let player = sim.activate(job);
    for ball in 0..n / 2 {
        there.send(ball).await.expect("the other end receives");
        back.recv().await.expect("the other end sends");
    }
    there.close();
    player.await;
}
