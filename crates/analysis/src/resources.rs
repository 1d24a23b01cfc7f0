//! How the finite things besides memory were used: in use, waited for, refused, over time.

use super::Peak;
use super::series::{Moment, last_at};
use goruntime::time::{Duration, Time};
use goruntime::trace::{Demand, GoroutineId, Limit, Resource, Trace};

/// How one resource was used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourceUse {
    /// Which one.
    pub resource: Resource,
    /// What it is called.
    pub name: String,
    /// How much there was of it.
    pub limit: Limit,
    /// The most in use at once.
    pub peak: Peak,
    /// The most that waited at once.
    pub peak_queue: Peak,
    /// How often somebody was refused.
    pub refused: Tally,
    /// How often somebody who waited gave up.
    pub gave_up: Tally,
    /// How often somebody got it and was worked on in vain.
    pub failed: Tally,
    /// How often somebody asked again.
    pub retries: Tally,
    /// How often somebody who was refused asked again and was refused again.
    pub again: Tally,
    /// How often somebody began to wait.
    pub waits: Tally,
    /// How long they waited, summed.
    pub waited: Duration,
    /// How it stood at each instant at which it changed.
    pub levels: Vec<Level>,
    /// Who waited until now, and at what moment that was.
    dequeued: Option<(Time, Option<GoroutineId>)>,
    /// By the goroutine's number, who was refused last, and who asks again after that.
    refusals: Vec<Option<Demand>>,
}

/// How often something happened, and when.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How often.
    pub count: u64,
    /// When for the first time.
    pub first: Time,
    /// When for the last time.
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

/// How a resource stands once all the events of an instant have happened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Level {
    /// The instant.
    pub at: Time,
    /// How much is in use.
    pub in_use: u64,
    /// How many wait for it.
    pub queued: u64,
    /// How often somebody was refused until then.
    pub refused: u64,
    /// How often somebody has asked again until then.
    pub retries: u64,
}

/// What the units of a resource are called.
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
            dequeued: None,
            refusals: Vec::new(),
        }
    }

    /// How it stands at a moment.
    #[must_use]
    pub fn level_at(&self, at: Time) -> Level {
        let level = last_at(&self.levels, at, |level| level.at).copied();
        level.unwrap_or_default()
    }

    /// Who is refused at once was never let in; who is refused after waiting gave up.
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

    /// Whether a goroutine was refused last, or asks again since; that is over now.
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

    /// Who waits at the end of the run has waited until then.
    fn end(&mut self, trace: &Trace) {
        let end = trace.exit().at;
        let level = self.level_at(end);
        self.waited += end.since(level.at) * level.queued;
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

/// How the processors were used, if somebody computed for a time: read off the goroutines' states.
pub(super) fn processors(moments: &[Moment], trace: &Trace) -> Option<ResourceUse> {
    let mut used = ResourceUse::new(Resource::Processor);
    used.limit = trace.limit(Resource::Processor);
    // Who is killed while it runs has not computed for that.
    let lasting = moments.iter().filter(|moment| moment.at < trace.exit().at);
    for moment in lasting {
        used.change(moment.at, &|level| {
            level.in_use = moment.computing.into();
            level.queued = moment.ready.into();
        });
    }
    used.end(trace);
    (used.peak.value > 0).then_some(used)
}

/// Collects how the resources are used while a trace is read.
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
            level.in_use = level.in_use.saturating_add(amount);
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
                // Else it was not refused: its call failed.
                if used.take_refusal(by).is_some() {
                    used.keep_refusal(by, Demand::Retry);
                }
            }
            Demand::Fail => used.failed.add(at),
        }
    }

    /// Who is done with a task no longer asks for what it needed. (A connection that lay idle is taken unseen.)
    pub(super) fn end_task(&mut self, by: Option<GoroutineId>) {
        for used in &mut self.0 {
            used.take_refusal(by);
        }
    }

    /// All that were used, in the order of [`Resource::ALL`].
    pub(super) fn finish(mut self, trace: &Trace) -> Vec<ResourceUse> {
        for used in &mut self.0 {
            used.limit = trace.limit(used.resource);
            used.refusals = Vec::new();
            used.end(trace);
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
