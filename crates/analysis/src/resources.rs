//! The use of the resources other than memory: in use, waiting, refused, over time.

use super::Peak;
use super::pyramid::{Peaks, Pyramid};
use super::series::{Moment, last_at};
use goruntime::time::{Duration, Time};
use goruntime::trace::{Demand, GoroutineId, Limit, Resource, Trace};
use std::ops::Range;

/// The use of one resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourceUse {
    /// The resource.
    pub resource: Resource,
    /// Its name.
    pub name: String,
    /// Its limits.
    pub limit: Limit,
    /// The most in use at once.
    pub peak: Peak,
    /// The most waiters at once.
    pub peak_queue: Peak,
    /// Refusals without waiting.
    pub refused: Tally,
    /// Refusals at the end of waiting: the waiter gave up.
    pub gave_up: Tally,
    /// Calls that failed although the resource was granted.
    pub failed: Tally,
    /// Retries.
    pub retries: Tally,
    /// Retries that were refused again.
    pub again: Tally,
    /// Begins of waiting.
    pub waits: Tally,
    /// The time spent waiting, summed.
    pub waited: Duration,
    /// Its state after each instant at which it changed.
    pub levels: Vec<Level>,
    most: Pyramid<MostUsed>,
    /// The last end of waiting: moment and goroutine.
    dequeued: Option<(Time, Option<GoroutineId>)>,
    /// By the number of the goroutine, its last refusal or the retry after that.
    refusals: Vec<Option<Demand>>,
}

/// A count of events with the first and the last moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// The number of events.
    pub count: u64,
    /// The first moment.
    pub first: Time,
    /// The last moment.
    pub last: Time,
}

impl Tally {
    fn add(&mut self, at: Time) {
        if self.count == 0 {
            self.first = at;
        }
        self.last = at;
        self.count += 1;
    }
}

/// The state of a resource after all events of an instant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Level {
    /// The instant.
    pub at: Time,
    /// The amount in use.
    pub in_use: u64,
    /// The number of waiters.
    pub queued: u64,
    /// The number of refusals until then.
    pub refused: u64,
    /// The number of retries until then.
    pub retries: u64,
    /// The amount that was taken until then and is never given back: tokens.
    pub spent: u64,
}

/// The most of a resource over some of its levels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MostUsed {
    /// The amount in use.
    pub in_use: u64,
    /// The number of waiters.
    pub queued: u64,
}

impl Peaks for MostUsed {
    fn raise(&mut self, other: &MostUsed) {
        self.in_use = self.in_use.max(other.in_use);
        self.queued = self.queued.max(other.queued);
    }
}

impl Level {
    fn most(&self) -> MostUsed {
        MostUsed {
            in_use: self.in_use,
            queued: self.queued,
        }
    }
}

/// The level of a token bucket, which rises between these moments.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BucketStep {
    /// When tokens were taken.
    pub at: Time,
    /// The tokens that were there. Negative is a debt, which those who wait have made.
    pub before: f64,
    /// The tokens that were left.
    pub after: f64,
}

/// The name of a resource's units.
#[must_use]
pub const fn resource_name(resource: Resource) -> &'static str {
    match resource {
        Resource::Memory => "memory",
        Resource::Connection => "connections",
        Resource::Request => "in flight",
        Resource::File => "open files",
        Resource::Token => "client’s rate limit",
        Resource::Processor => "processors",
    }
}

impl ResourceUse {
    fn new(resource: Resource) -> ResourceUse {
        ResourceUse {
            resource,
            name: String::from(resource_name(resource)),
            limit: Limit::default(),
            peak: Peak::default(),
            peak_queue: Peak::default(),
            refused: Tally::default(),
            gave_up: Tally::default(),
            failed: Tally::default(),
            retries: Tally::default(),
            again: Tally::default(),
            waits: Tally::default(),
            waited: Duration::ZERO,
            levels: Vec::new(),
            most: Pyramid::default(),
            dequeued: None,
            refusals: Vec::new(),
        }
    }

    /// Its state at a moment.
    #[must_use]
    pub fn level_at(&self, at: Time) -> Level {
        let level = last_at(&self.levels, at, |level| level.at).copied();
        level.unwrap_or_default()
    }

    /// The level of the token bucket over time, by the rule of `golang.org/x/time/rate`: full at first, refilled at the
    /// limit's rate up to its burst. Empty if no tokens were recorded.
    #[must_use]
    pub fn bucket(&self) -> Vec<BucketStep> {
        let mut steps: Vec<BucketStep> = Vec::new();
        let mut spent = 0;
        for level in self.levels.iter().filter(|level| level.spent > 0) {
            let taken = level
                .spent
                .saturating_sub(std::mem::replace(&mut spent, level.spent));
            if taken > 0 {
                let before = self.tokens_after(steps.last(), level.at);
                steps.push(BucketStep {
                    at: level.at,
                    before,
                    after: before - taken as f64,
                });
            }
        }
        steps
    }

    /// The tokens in the bucket at a moment; `None` if none were recorded.
    #[must_use]
    pub fn tokens_at(&self, at: Time) -> Option<f64> {
        let steps = self.bucket();
        let last = last_at(&steps, at, |step| step.at);
        (!steps.is_empty()).then(|| self.tokens_after(last, at))
    }

    /// The tokens at a moment, after what was taken last.
    fn tokens_after(&self, last: Option<&BucketStep>, at: Time) -> f64 {
        let Some(rate) = self.limit.rate else {
            return 0.0;
        };
        let burst = f64::from(rate.burst);
        last.map_or(burst, |last| {
            let since = at.since(last.at).as_secs_f64();
            (last.after + since * f64::from(rate.per_second.get())).min(burst)
        })
    }

    /// A refusal at the end of waiting means that the waiter gave up.
    fn refuse(&mut self, at: Time, by: Option<GoroutineId>) {
        if self.dequeued == Some((at, by)) {
            self.gave_up.add(at);
        } else {
            self.refused.add(at);
        }
        if self.take_refusal(by) == Some(Demand::Retry) {
            self.again.add(at);
        }
        self.keep_refusal(by, Demand::Refuse);
        self.change(at, &|level| level.refused += 1);
    }

    /// Takes the goroutine's last refusal, or the retry after it.
    fn take_refusal(&mut self, by: Option<GoroutineId>) -> Option<Demand> {
        let place = by.map_or(0, |id| id.0 as usize);
        self.refusals.get_mut(place)?.take()
    }

    fn keep_refusal(&mut self, by: Option<GoroutineId>, demand: Demand) {
        let place = by.map_or(0, |id| id.0 as usize);
        if self.refusals.len() <= place {
            self.refusals.resize(place + 1, None);
        }
        self.refusals[place] = Some(demand);
    }

    /// The most in use and the most waiters over some of its levels, by their places. The cost is that of few of them.
    #[must_use]
    pub fn most(&self, levels: Range<usize>) -> MostUsed {
        let places = levels.start..levels.end.min(self.levels.len());
        let most = self.most.largest(places, |place| self.levels[place].most());
        most.unwrap_or_default()
    }

    /// The memory of its lists in bytes.
    pub(super) fn size(&self) -> usize {
        self.levels.capacity() * size_of::<Level>() + self.most.size()
    }

    /// The waiters at the end of the run have waited until then.
    fn finish(&mut self, trace: &Trace) {
        let end = trace.exit().at;
        let level = self.level_at(end);
        self.waited += end.since(level.at) * level.queued;
        self.refusals = Vec::new();
        self.levels.shrink_to_fit();
        self.most = Pyramid::over(self.levels.len(), |place| self.levels[place].most());
    }

    fn change(&mut self, at: Time, change: &dyn Fn(&mut Level)) {
        let mut level = self.levels.last().copied().unwrap_or_default();
        if level.at == at {
            self.levels.pop();
        }
        self.waited += at.since(level.at) * level.queued;
        level.at = at;
        change(&mut level);
        self.peak.raise(level.in_use, at);
        self.peak_queue.raise(level.queued, at);
        self.levels.push(level);
    }
}

/// The use of the processors, read off the states of the goroutines during the pass.
#[derive(Debug)]
pub(super) struct Processors {
    used: ResourceUse,
    /// The end of the run: a goroutine that runs at the instant of the kill has not computed.
    end: Time,
}

impl Processors {
    pub(super) fn new(trace: &Trace) -> Processors {
        Processors {
            used: ResourceUse::new(Resource::Processor),
            end: trace.exit().at,
        }
    }

    /// Reads the newest of the moments. Nothing is kept before the first one at which a goroutine computes.
    #[inline]
    pub(super) fn read(&mut self, moments: &[Moment]) {
        let unread = if !self.used.levels.is_empty() {
            moments.len().saturating_sub(1)
        } else if moments.last().is_some_and(|moment| moment.computing > 0) {
            0
        } else {
            return;
        };
        for moment in moments[unread..]
            .iter()
            .filter(|moment| moment.at < self.end)
        {
            self.used.change(moment.at, &|level| {
                level.in_use = moment.computing.into();
                level.queued = moment.ready.into();
            });
        }
    }

    /// The use, if goroutines computed for a time.
    pub(super) fn finish(mut self, trace: &Trace) -> Option<ResourceUse> {
        self.used.limit = trace.limit(Resource::Processor);
        self.used.finish(trace);
        (self.used.peak.value > 0).then_some(self.used)
    }
}

/// Collects the use of the resources during the pass.
#[derive(Debug, Default)]
pub(super) struct Resources(Vec<ResourceUse>);

impl Resources {
    pub(super) fn acquire(
        &mut self,
        at: Time,
        by: Option<GoroutineId>,
        resource: Resource,
        amount: u64,
    ) {
        let used = self.of(resource);
        used.take_refusal(by);
        used.change(at, &|level| {
            if resource == Resource::Token {
                level.spent = level.spent.saturating_add(amount);
            } else {
                level.in_use = level.in_use.saturating_add(amount);
            }
        });
    }

    pub(super) fn release(&mut self, at: Time, resource: Resource, amount: u64) {
        let used = self.of(resource);
        used.change(at, &|level| {
            level.in_use = level.in_use.saturating_sub(amount);
        });
    }

    pub(super) fn demand(
        &mut self,
        at: Time,
        by: Option<GoroutineId>,
        demand: Demand,
        resource: Resource,
    ) {
        let used = self.of(resource);
        match demand {
            Demand::Enqueue => {
                used.waits.add(at);
                used.change(at, &|level| level.queued += 1);
            }
            Demand::Dequeue => {
                used.dequeued = Some((at, by));
                used.change(at, &|level| level.queued = level.queued.saturating_sub(1));
            }
            Demand::Refuse => used.refuse(at, by),
            Demand::Retry => {
                used.retries.add(at);
                used.change(at, &|level| level.retries += 1);
                // Without a refusal it is the retry of a failed call.
                if used.take_refusal(by).is_some() {
                    used.keep_refusal(by, Demand::Retry);
                }
            }
            Demand::Fail => used.failed.add(at),
        }
    }

    /// A goroutine that ends a task has no more requests. (An idle connection is taken without an event.)
    pub(super) fn end_task(&mut self, by: Option<GoroutineId>) {
        for used in &mut self.0 {
            used.take_refusal(by);
        }
    }

    /// All resources that were used, in the order of [`Resource::ALL`].
    pub(super) fn finish(mut self, trace: &Trace) -> Vec<ResourceUse> {
        for used in &mut self.0 {
            used.limit = trace.limit(used.resource);
            used.finish(trace);
        }
        self.0
    }

    fn of(&mut self, resource: Resource) -> &mut ResourceUse {
        let place = self.0.partition_point(|used| used.resource < resource);
        if self
            .0
            .get(place)
            .is_none_or(|used| used.resource != resource)
        {
            self.0.insert(place, ResourceUse::new(resource));
        }
        &mut self.0[place]
    }
}
