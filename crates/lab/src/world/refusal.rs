//! What a task does when it is refused: it gives up, or tries again.

use super::{Workload, pause};
use crate::params::Key;
use goruntime::go::{Context, Error};
use goruntime::rng::Rng;
use goruntime::runtime;
use goruntime::time::Duration;
use goruntime::trace::{Demand, Resource};

/// The streams of the tasks' own chances lie beyond those of their latencies.
const STREAMS: u64 = 1 << 32;

/// Why an attempt did not succeed.
#[derive(Debug)]
pub(super) struct Refusal {
    error: Error,
    /// What to ask for again, and when at the earliest (`Retry-After`); `None` if that is no use.
    again: Option<(Resource, Duration)>,
}

impl Refusal {
    /// A resource is refused, or using it has failed, which is recorded.
    pub(super) fn new(how: Demand, resource: Resource, error: Error, after: Duration) -> Refusal {
        runtime::demand(how, resource);
        Refusal {
            error,
            again: Some((resource, after)),
        }
    }
}

/// The end of the task's context, or what its deadline leaves no time for.
impl From<Error> for Refusal {
    fn from(error: Error) -> Refusal {
        Refusal { error, again: None }
    }
}

/// How often a task has tried, and the numbers that it draws.
#[derive(Debug)]
pub(super) struct Attempts {
    made: usize,
    rng: Rng,
}

impl Attempts {
    pub(super) fn of(workload: &Workload, task: usize) -> Attempts {
        let seed = workload.count(Key::Seed) as u64;
        let rng = Rng::new(seed, STREAMS + task as u64);
        Attempts { made: 0, rng }
    }

    /// Whether this call fails though nobody refuses it.
    pub(super) fn fails(&mut self, workload: &Workload) -> bool {
        let percent = workload.count(Key::Failure) as u64;
        percent > 0 && self.rng.below(100) < percent
    }

    /// Waits before the next attempt, if there is one.
    ///
    /// # Errors
    /// The refusal's, if there is none; the context's, if that is done meanwhile.
    pub(super) async fn again(
        &mut self,
        ctx: &Context,
        workload: &Workload,
        refusal: Refusal,
    ) -> Result<(), Error> {
        if ctx.err().is_none()
            && let Some((resource, after)) = refusal.again
            && let Some(wait) = self.wait(workload, after)
        {
            pause(ctx, wait).await?;
            // It is here that it asks again: whose context ends meanwhile never does.
            runtime::demand(Demand::Retry, resource);
            return Ok(());
        }
        Err(refusal.error)
    }

    /// How long to wait before the next attempt, if there is one, which may come `after` so long at the earliest.
    fn wait(&mut self, workload: &Workload, after: Duration) -> Option<Duration> {
        if self.made == workload.count(Key::Retries) {
            return None;
        }
        self.made += 1;
        let first = workload.duration(Key::RetryWait);
        match workload.count(Key::Retry) {
            0 => None,
            1 => Some(first.max(after)),
            // Exponential backoff with full jitter: anything up to the wait, which doubles each time (AWS, "Exponential
            // Backoff And Jitter"). It comes on top of what the server asks for: else all would come back together then.
            _ => {
                let doubled = first.0.saturating_mul(1 << (self.made - 1).min(30));
                let longest = doubled.min(workload.duration(Key::RetryCap).0);
                Some(after + Duration(self.rng.between(1, longest.max(1))))
            }
        }
    }
}
