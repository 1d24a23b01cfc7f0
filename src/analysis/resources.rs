//! How the finite things besides memory were used: in use, waited for, refused, over time.

use super::Peak;
use super::series::last_at;
use crate::time::Time;
use crate::trace::{Demand, Resource, Trace};

/// How one resource was used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourceUse {
    /// Which one.
    pub resource: Resource,
    /// How much there was of it, if it was limited.
    pub limit: Option<u64>,
    /// The most in use at once.
    pub peak: Peak,
    /// The most that waited at once.
    pub peak_queue: Peak,
    /// How often somebody was refused.
    pub refused: u64,
    /// When somebody was refused for the first time.
    pub first_refused: Option<Time>,
    /// How often somebody was going to ask again.
    pub retries: u64,
    /// How it stood at each instant at which it changed.
    pub levels: Vec<Level>,
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
}

impl ResourceUse {
    fn new(resource: Resource) -> ResourceUse {
        ResourceUse {
            resource,
            limit: None,
            peak: Peak::default(),
            peak_queue: Peak::default(),
            refused: 0,
            first_refused: None,
            retries: 0,
            levels: Vec::new(),
        }
    }

    /// How it stands at a moment.
    #[must_use]
    pub fn level_at(&self, at: Time) -> Level {
        let level = last_at(&self.levels, at, |level| level.at).copied();
        level.unwrap_or_default()
    }

    fn change(&mut self, at: Time, change: impl FnOnce(&mut Level)) {
        let mut level = self.levels.last().copied().unwrap_or_default();
        if level.at == at {
            self.levels.pop();
        }
        level.at = at;
        change(&mut level);
        self.peak.raise(level.in_use, at);
        self.peak_queue.raise(level.queued, at);
        self.levels.push(level);
    }
}

/// Collects how the resources are used while a trace is read.
#[derive(Debug, Default)]
pub(super) struct Resources(Vec<ResourceUse>);

impl Resources {
    pub(super) fn acquire(&mut self, at: Time, resource: Resource, amount: u64) {
        let used = self.of(resource);
        used.change(at, |level| {
            level.in_use = level.in_use.saturating_add(amount);
        });
    }

    pub(super) fn release(&mut self, at: Time, resource: Resource, amount: u64) {
        let used = self.of(resource);
        used.change(at, |level| {
            level.in_use = level.in_use.saturating_sub(amount);
        });
    }

    pub(super) fn demand(&mut self, at: Time, demand: Demand, resource: Resource) {
        let used = self.of(resource);
        match demand {
            Demand::Enqueue => used.change(at, |level| level.queued += 1),
            Demand::Dequeue => {
                used.change(at, |level| level.queued = level.queued.saturating_sub(1));
            }
            Demand::Refuse => {
                used.refused += 1;
                used.first_refused.get_or_insert(at);
                used.change(at, |level| level.refused += 1);
            }
            Demand::Retry => used.retries += 1,
        }
    }

    /// All that were used, in the order of [`Resource::ALL`].
    pub(super) fn finish(mut self, trace: &Trace) -> Vec<ResourceUse> {
        for used in &mut self.0 {
            used.limit = trace.limit(used.resource);
        }
        self.0.sort_by_key(|used| used.resource);
        self.0
    }

    fn of(&mut self, resource: Resource) -> &mut ResourceUse {
        let place = self.0.iter().position(|used| used.resource == resource);
        let place = place.unwrap_or_else(|| {
            self.0.push(ResourceUse::new(resource));
            self.0.len() - 1
        });
        &mut self.0[place]
    }
}
