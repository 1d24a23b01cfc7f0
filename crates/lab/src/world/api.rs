//! An API server with limits, and the limiter of the client that calls it.

use super::Workload;
use super::queue::Queue;
use super::refusal::Refusal;
use crate::params::Key;
use goruntime::go::rate::Limiter;
use goruntime::go::{Context, Error, defer};
use goruntime::runtime;
use goruntime::time::Duration;
use goruntime::trace::{Demand, Resource};
use std::cell::Cell;

const TOO_MANY: Error = Error::constant("429 Too Many Requests");
const FAILED: Error = Error::constant("500 Internal Server Error");
/// What Kubernetes answers in `Retry-After` when its queues are full (`apiserver`, priority and fairness).
const QUEUE_RETRY_AFTER: Duration = Duration::millis(1_000);

/// A server that answers so many calls a second, from a token bucket, and works on so many at a time; a few more wait.
#[derive(Debug)]
pub(super) struct Api {
    bucket: Option<Limiter>,
    in_flight: usize,
    queue: usize,
    /// As client-go's `rest.Config.QPS`: a token bucket that calls wait for.
    client: Option<Limiter>,
    busy: Cell<usize>,
    waiting: Queue,
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
            client: limiter(workload.count(Key::ClientQps), 1),
            busy: Cell::new(0),
            waiting: Queue::new(Resource::Request),
        };
        let has_limits = api.bucket.is_some() || api.in_flight > 0 || api.client.is_some();
        let is_there = has_limits || workload.count(Key::Failure) > 0;
        is_there.then_some(api)
    }

    /// Waits until the client may make a call and the server works on it, which it does until the guard is dropped.
    ///
    /// # Errors
    /// If the server refuses it; the context's, and that of the client's limiter.
    pub(super) async fn admit<'a>(&'a self, ctx: &Context) -> Result<impl Drop + use<'a>, Refusal> {
        if let Some(client) = &self.client {
            pace(client, ctx).await?;
        }
        if let Some(bucket) = &self.bucket {
            let reservation = bucket.reserve();
            let delay = reservation.delay();
            if delay > Duration::ZERO {
                reservation.cancel();
                // In whole seconds, as the header has it, would be too coarse for what is shown here.
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
        // Its context is done; nobody has refused it.
        Err(Refusal::from(ctx.err().unwrap_or(TOO_MANY)))
    }

    /// The place of a call that is done goes to the one that has waited longest.
    fn next(&self) {
        if !self.waiting.pass(1) {
            self.busy.set(self.busy.get() - 1);
        }
    }
}

/// Waits for the client's own limiter, as client-go does before each request, and tells it if that takes time.
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

/// What a call is that the server has worked on in vain: that is no refusal.
pub(super) fn failed() -> Refusal {
    Refusal::new(Demand::Fail, Resource::Request, FAILED, Duration::ZERO)
}

fn refused(error: Error, after: Duration) -> Refusal {
    Refusal::new(Demand::Refuse, Resource::Request, error, after)
}
