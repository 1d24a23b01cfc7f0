//! An API server with limits, and the limiter of the client that calls it.

use super::Workload;
use super::refusal::{Attempts, Refusal};
use super::task::busy;
use crate::go::rate::Limiter;
use crate::go::{Chan, Context, Error, defer, select};
use crate::params::Key;
use crate::runtime;
use crate::time::Duration;
use crate::trace::{Demand, Resource};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

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
    waiting: RefCell<VecDeque<Chan<()>>>,
}

impl Api {
    /// The API of a workload, if it has one.
    pub(super) fn new(workload: &Workload) -> Option<Rc<Api>> {
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
            waiting: RefCell::default(),
        };
        let has_limits = api.bucket.is_some() || api.in_flight > 0 || api.client.is_some();
        let is_there = has_limits || workload.count(Key::Failure) > 0;
        is_there.then(|| Rc::new(api))
    }

    /// A call that takes `latency` once the server works on it, with as many attempts as the task makes.
    ///
    /// # Errors
    /// Why the last attempt did not succeed; the context's.
    pub(super) async fn call(
        self: &Rc<Api>,
        ctx: &Context,
        workload: &Workload,
        attempts: &mut Attempts,
        latency: Duration,
        goroutines: usize,
    ) -> Result<(), Error> {
        loop {
            if let Some(client) = &self.client {
                pace(client, ctx).await?;
            }
            let failed = match self.admit(ctx).await {
                Ok(_working) => {
                    busy(ctx, workload, latency, goroutines).await?;
                    if !attempts.fails(workload) {
                        return Ok(());
                    }
                    // That is no refusal: the server has worked on it.
                    refusal(FAILED, Duration::ZERO)
                }
                Err(refused) => refused,
            };
            attempts.again(ctx, workload, failed).await?;
        }
    }

    /// Waits until the server works on the call, which it does until the guard is dropped.
    async fn admit(self: &Rc<Api>, ctx: &Context) -> Result<impl Drop + use<>, Refusal> {
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
        let api = Rc::clone(self);
        Ok(defer(move || {
            runtime::release(Resource::Request, 1);
            api.next();
        }))
    }

    async fn wait(&self, ctx: &Context) -> Result<(), Refusal> {
        if self.waiting.borrow().len() >= self.queue {
            return Err(refused(TOO_MANY, QUEUE_RETRY_AFTER));
        }
        let turn: Chan<()> = Chan::new(1);
        self.waiting.borrow_mut().push_back(turn.clone());
        runtime::demand(Demand::Enqueue, Resource::Request);
        let (mut got, mut done) = (turn.receiving(), ctx.done().receiving());
        let chosen = select(&mut [&mut got, &mut done]).await;
        runtime::demand(Demand::Dequeue, Resource::Request);
        if chosen == 0 {
            return Ok(());
        }
        self.waiting.borrow_mut().retain(|other| !other.is(&turn));
        if !turn.is_empty() {
            self.next();
        }
        // Its context is done; nobody has refused it.
        Err(Refusal {
            resource: Resource::Request,
            error: ctx.err().unwrap_or(TOO_MANY),
            after: Duration::ZERO,
        })
    }

    /// The place of a call that is done goes to the one that has waited longest.
    fn next(&self) {
        let next = self.waiting.borrow_mut().pop_front();
        match next {
            Some(next) => next.offer(()),
            None => self.busy.set(self.busy.get() - 1),
        }
    }
}

/// Waits for the client's own limiter, as client-go does before each request, and tells it if that takes time.
async fn pace(client: &Limiter, ctx: &Context) -> Result<(), Error> {
    if client.tokens() >= 1.0 {
        return client.wait(ctx).await;
    }
    runtime::demand(Demand::Enqueue, Resource::Token);
    let admitted = client.wait(ctx).await;
    runtime::demand(Demand::Dequeue, Resource::Token);
    admitted
}

fn refused(error: Error, after: Duration) -> Refusal {
    runtime::demand(Demand::Refuse, Resource::Request);
    refusal(error, after)
}

fn refusal(error: Error, after: Duration) -> Refusal {
    Refusal {
        resource: Resource::Request,
        error,
        after,
    }
}
