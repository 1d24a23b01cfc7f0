//! The reaction of a task to a refusal: it gives up, or tries again.

use super::{Workload, pause};
use crate::params::Key;
use goruntime::go::{Context, Error};
use goruntime::rng::Rng;
use goruntime::runtime;
use goruntime::time::Duration;
use goruntime::trace::{Demand, Resource};

/// The tasks' random streams for calls and retries, beyond those of their latencies.
const STREAMS: u64 = 1 << 32;

/// The reason why an attempt did not succeed.
#[derive(Debug)]
pub(super) struct Refusal {
    error: Error,
    /// The resource to request again, and the least wait before that (`Retry-After`); `None` if a retry is no use.
    again: Option<(Resource, Duration)>,
}

impl Refusal {
    /// Records that a resource was refused, or that a call failed.
    pub(super) fn new(how: Demand, resource: Resource, error: Error, after: Duration) -> Refusal {
        runtime::demand(how, resource);
        Refusal {
            error,
            again: Some((resource, after)),
        }
    }

    /// The error of one that does not try again.
    pub(super) fn into_error(self) -> Error {
        self.error
    }
}

/// The error of a context that is done, or whose deadline is too close: a retry is no use.
impl From<Error> for Refusal {
    fn from(error: Error) -> Refusal {
        Refusal { error, again: None }
    }
}

/// The attempts of a task, and its random numbers.
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

    /// Whether this call fails although it was accepted.
    pub(super) fn fails(&mut self, workload: &Workload) -> bool {
        let percent = workload.count(Key::Failure) as u64;
        percent > 0 && self.rng.below(100) < percent
    }

    /// Waits before the next attempt.
    ///
    /// # Errors
    ///
    /// The refusal's, if there are no retries left; the context's, if it ends meanwhile.
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
            // Only now the retry is recorded: a task whose context ends during the wait never retries.
            runtime::demand(Demand::Retry, resource);
            return Ok(());
        }
        Err(refusal.error)
    }

    /// The wait before the next attempt, if there is one. The server asks for a wait of at least `after`.
    fn wait(&mut self, workload: &Workload, after: Duration) -> Option<Duration> {
        if self.made == workload.count(Key::Retries) {
            return None;
        }
        self.made += 1;
        let first = workload.duration(Key::RetryWait);
        match workload.count(Key::Retry) {
            0 => None,
            1 => Some(first.max(after)),
            // Exponential backoff with full jitter: a random wait up to a maximum that doubles each time (AWS, "Exponential
            // Backoff And Jitter"). It is added to the server's wait: otherwise all would retry at the same instant.
            _ => {
                let doubled = first.0.saturating_mul(1 << (self.made - 1).min(30));
                let longest = doubled.min(workload.duration(Key::RetryCap).0);
                Some(after + Duration(self.rng.between(1, longest.max(1))))
            }
        }
    }
}
