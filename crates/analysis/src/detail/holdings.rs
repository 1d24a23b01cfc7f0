//! What a goroutine holds over time: locks, and amounts of resources.

use crate::Report;
use crate::fmt::{bytes, counted, length};
use crate::series::last_at;
use goruntime::time::Time;
use goruntime::trace::{GoroutineId, ObjectId, Resource};
use std::collections::BTreeMap;

/// What a goroutine holds over time.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Holdings {
    /// The amount of each resource from each moment on.
    resources: BTreeMap<Resource, Vec<(Time, u64)>>,
    /// Locks, each with the time for which it is held.
    locks: Vec<(ObjectId, Time, Option<Time>)>,
}

impl Holdings {
    pub(super) fn acquire(&mut self, resource: Resource, amount: u64, at: Time) {
        self.change(resource, at, |held| held.saturating_add(amount));
    }

    /// More than it holds was another goroutine's.
    pub(super) fn release(&mut self, resource: Resource, amount: u64, at: Time) {
        self.change(resource, at, |held| held.saturating_sub(amount));
    }

    fn change(&mut self, resource: Resource, at: Time, change: impl FnOnce(u64) -> u64) {
        let steps = self.resources.entry(resource).or_default();
        let held = change(steps.last().map_or(0, |step| step.1));
        match steps.last_mut() {
            Some(last) if last.0 == at => last.1 = held,
            Some(_) | None => steps.push((at, held)),
        }
    }

    /// The same with the named locks that a goroutine holds.
    pub(super) fn of_locks(mut self, report: &Report, id: GoroutineId) -> Holdings {
        for (object, used) in report.objects() {
            let own = used.holds.iter().filter(|hold| hold.goroutine == id);
            let locks = own.map(|hold| (object, hold.from, hold.to));
            self.locks.extend(locks);
        }
        self
    }

    /// What is held at a moment, in words.
    pub(super) fn at(&self, report: &Report, at: Time) -> Vec<String> {
        let is_held = |(_, from, to): &&(ObjectId, Time, Option<Time>)| {
            *from <= at && to.is_none_or(|to| to > at)
        };
        let locks = self.locks.iter().filter(is_held).map(|(object, from, _)| {
            [
                &report.object_name(*object),
                " since ",
                &length(from.elapsed()),
            ]
            .concat()
        });
        let resources = self.resources.iter().filter_map(|(resource, steps)| {
            let (_, held) = last_at(steps, at, |step| step.0)?;
            (*held > 0).then(|| amount(*resource, *held))
        });
        locks.chain(resources).collect()
    }
}

fn amount(resource: Resource, held: u64) -> String {
    let many = match resource {
        Resource::Memory => return bytes(held) + " of memory",
        Resource::Connection => "connections",
        Resource::Request => "requests",
        Resource::File => "files",
        Resource::Token => "tokens",
        Resource::Processor => "processors",
    };
    counted(held, resource.name(), many)
}
