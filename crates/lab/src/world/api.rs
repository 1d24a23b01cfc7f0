//! An API server with limits, and the rate limiter of its client.

use super::Workload;
use super::queue::Queue;
use super::refusal::Refusal;
use crate::params::Key;
use goruntime::go::rate::Limiter;
use goruntime::go::{Context, Error, defer};
use goruntime::runtime;
use goruntime::time::{Duration, Time};
use goruntime::trace::{Demand, Resource};
use std::cell::Cell;

const TOO_MANY: Error = Error::constant("429 Too Many Requests");
const FAILED: Error = Error::constant("500 Internal Server Error");
/// The `Retry-After` of Kubernetes when its queues are full (`apiserver`, priority and fairness).
const QUEUE_RETRY_AFTER: Duration = Duration::millis(1_000);

/// A server with a token bucket for calls per second, a limit on calls in progress, and a bounded queue.
#[derive(Debug)]
pub(super) struct Api {
    bucket: Option<Limiter>,
    in_flight: usize,
    queue: usize,
    /// client-go's `rest.Config.QPS` and `Burst`: a token bucket in the client that calls wait for.
    client: Option<Limiter>,
    busy: Cell<usize>,
    waiting: Queue,
    /// From when, and until when, all its answers are failures; none at all if these are equal.
    outage: (Time, Time),
}

impl Api {
    /// The API of a workload, if it has one.
    pub(super) fn new(workload: &Workload) -> Option<Api> {
        let limiter = |qps: usize, burst: usize| {
            let (qps, burst) = (u32::try_from(qps).ok()?, u32::try_from(burst).ok()?);
            (qps > 0).then(|| Limiter::new(f64::from(qps), burst))
        };
        let api = Api {
            bucket: limiter(workload.count(Key::Qps), workload.count(Key::ApiBurst)),
            in_flight: workload.count(Key::InFlight),
            queue: workload.count(Key::Queue),
            client: limiter(
                workload.count(Key::ClientQps),
                workload.count(Key::ClientBurst),
            ),
            busy: Cell::new(0),
            waiting: Queue::new(Resource::Request),
            outage: outage(workload),
        };
        let has_limits = api.bucket.is_some() || api.in_flight > 0 || api.client.is_some();
        let fails = workload.count(Key::Failure) > 0 || api.outage.0 < api.outage.1;
        let is_there = has_limits || fails;
        is_there.then_some(api)
    }

    /// Waits for the client's limiter and for the server. The server works on the call until the guard is dropped.
    ///
    /// # Errors
    ///
    /// If the server refuses it; or the error of the context or of the client's limiter.
    pub(super) async fn admit<'a>(&'a self, ctx: &Context) -> Result<impl Drop + use<'a>, Refusal> {
        if let Some(client) = &self.client {
            pace(client, ctx).await?;
        }
        if let Some(bucket) = &self.bucket {
            let reservation = bucket.reserve();
            let delay = reservation.delay();
            if delay > Duration::ZERO {
                reservation.cancel();
                // The header has whole seconds, which is too coarse here.
                return Err(refused(TOO_MANY, delay));
            }
        }
        if self.in_flight > 0 && self.busy.get() >= self.in_flight {
            self.wait(ctx).await?;
        } else {
            self.busy.set(self.busy.get() + 1);
        }
        runtime::acquire(Resource::Request, 1);
        Ok(defer(|| {
            runtime::release(Resource::Request, 1);
            self.next();
        }))
    }

    /// Whether what it answers now is a failure, whatever it was asked.
    pub(super) fn is_out(&self) -> bool {
        let (from, until) = self.outage;
        (from..until).contains(&runtime::now())
    }

    async fn wait(&self, ctx: &Context) -> Result<(), Refusal> {
        if self.waiting.len() >= self.queue {
            return Err(refused(TOO_MANY, QUEUE_RETRY_AFTER));
        }
        let Err(came) = self.waiting.turn(ctx, Duration::ZERO).await else {
            return Ok(());
        };
        if came.is_some() {
            self.next();
        }
        // Its context is done; the server has not refused it.
        Err(Refusal::from(ctx.err().unwrap_or(TOO_MANY)))
    }

    /// A call has ended: its place goes to the longest waiting call.
    fn next(&self) {
        if !self.waiting.pass(1) {
            self.busy.set(self.busy.get() - 1);
        }
    }
}

fn outage(workload: &Workload) -> (Time, Time) {
    let from = workload.duration(Key::OutageAt);
    if from == Duration::ZERO {
        return (Time::ZERO, Time::ZERO);
    }
    let until = from.0.saturating_add(workload.duration(Key::Outage).0);
    (Time(from.0), Time(until))
}

/// Waits for the client's own limiter, as client-go does before each request. The wait is recorded if it takes time.
async fn pace(client: &Limiter, ctx: &Context) -> Result<(), Error> {
    let waits = client.tokens() < 1.0;
    if waits {
        runtime::demand(Demand::Enqueue, Resource::Token);
    }
    let admitted = client.wait(ctx).await;
    if waits {
        runtime::demand(Demand::Dequeue, Resource::Token);
    }
    admitted
}

/// The failure of a call that the server has accepted. This is not a refusal.
pub(super) fn failed() -> Refusal {
    Refusal::new(Demand::Fail, Resource::Request, FAILED, Duration::ZERO)
}

fn refused(error: Error, after: Duration) -> Refusal {
    Refusal::new(Demand::Refuse, Resource::Request, error, after)
}
