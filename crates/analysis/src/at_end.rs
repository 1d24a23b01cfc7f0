//! What the end of a run found: who waits for what, and who for whom.

use super::Report;
use super::flows::{Incident, IncidentKind};
use super::spans::{GoroutineSpan, Segment, Waits};
use goruntime::trace::{GoroutineId, ObjectId, Outcome};
use std::collections::BTreeMap;

impl Report {
    /// The goroutines that wait for each other in a ring at the end of the run, each for the next, the last for the first;
    /// empty if there is none. The least number comes first. The one that closes the ring often waits for no time.
    #[must_use]
    pub fn ring(&self) -> Vec<GoroutineId> {
        if self.has_some_lives() {
            return Vec::new();
        }
        ring_of(&self.waits_at_end().collect())
    }

    /// What Go's runtime prints as its last, on standard error, when it ends a program, line by line: `fatal error: all goroutines
    /// are asleep - deadlock!` and who waits for what, or the words of a panic. Nothing of all other ends.
    pub fn last_words(&self) -> impl Iterator<Item = &str> {
        let is_said = match self.outcome {
            Outcome::Deadlock | Outcome::Panic | Outcome::Fatal => true,
            Outcome::Finished
            | Outcome::Exited
            | Outcome::Cancelled
            | Outcome::MainReturnedEarly
            | Outcome::OutOfMemory
            | Outcome::BudgetExceeded => false,
        };
        let said = if is_said { &*self.message } else { "" };
        said.lines().filter(|line| !line.is_empty())
    }

    /// For what a goroutine waits that the end of the run found waiting, and who holds it: `waits ← mu, held by worker 2`. `None`
    /// of all others. Where it has waited for no time, no state says so.
    #[must_use]
    pub fn left_waiting(&self, id: GoroutineId) -> Option<String> {
        let object = self.left_at(id)?;
        let holder = self.object(object)?.holder_at(self.total);
        let held = holder.map_or_else(String::new, |holder| {
            String::from(", held by ") + &self.goroutine_name(holder)
        });
        Some(["waits ← ", &self.object_name(object), &held].concat())
    }

    /// The same where the states of the goroutine do not say it: it came there in the last instant, from something else or from a
    /// wait for something else.
    #[must_use]
    pub fn unsaid_wait(&self, span: &GoroutineSpan) -> Option<String> {
        let object = self.left_at(span.id)?;
        let last = self.segments(span).last();
        let says_it = |last: &Segment| last.state.is_blocked() && last.waits == Waits::On(object);
        (!last.is_some_and(says_it)).then(|| self.left_waiting(span.id))?
    }

    /// The object for which a goroutine waits that the end of the run found waiting.
    fn left_at(&self, id: GoroutineId) -> Option<ObjectId> {
        let mut left = self.left().filter(|incident| incident.goroutine == id);
        left.next()?.object
    }

    /// Each goroutine that the end of the run found at a lock, and the one that held it.
    fn waits_at_end(&self) -> impl Iterator<Item = (GoroutineId, GoroutineId)> {
        self.left().filter_map(|incident| {
            let holder = self.object(incident.object?)?.holder_at(self.total)?;
            Some((incident.goroutine, holder))
        })
    }

    /// The goroutines that the end of the run found waiting.
    pub(super) fn left(&self) -> impl Iterator<Item = &Incident> {
        let ended = self.incidents().iter().rev();
        let ended = ended.take_while(|incident| incident.at == self.total);
        ended.filter(|incident| match incident.kind {
            IncidentKind::Deadlock | IncidentKind::Leak => true,
            IncidentKind::Race
            | IncidentKind::Drop
            | IncidentKind::Refusal
            | IncidentKind::Straggler
            | IncidentKind::Panic => false,
        })
    }
}

/// The ring with the least number among those who each wait for one other, from that number on; empty if there is none.
fn ring_of(waits: &BTreeMap<GoroutineId, GoroutineId>) -> Vec<GoroutineId> {
    let around = |first: GoroutineId| {
        let mut ring = vec![first];
        let next = |ring: &[GoroutineId]| waits[&ring[ring.len() - 1]];
        while next(&ring) != first {
            ring.push(next(&ring));
        }
        ring
    };
    // By which walk each was passed. A walk that meets itself has found a ring; what follows where it meets an earlier one is known.
    let mut walks = BTreeMap::new();
    let mut least = None;
    for first in waits.keys() {
        let mut id = *first;
        while let Some(next) = waits.get(&id) {
            match walks.insert(id, first) {
                None => id = *next,
                Some(walk) if walk == first => {
                    least = around(id).into_iter().chain(least).min();
                    break;
                }
                Some(_) => break,
            }
        }
    }
    least.map(around).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The ring of `(who, for whom)`, in numbers.
    fn ring(waits: impl IntoIterator<Item = (u32, u32)>) -> Vec<u32> {
        let waits = waits.into_iter();
        let waits = waits.map(|(id, next)| (GoroutineId(id), GoroutineId(next)));
        ring_of(&waits.collect()).iter().map(|id| id.0).collect()
    }

    #[test]
    fn the_ring_with_the_least_number_is_found() {
        assert_eq!(ring([(1, 10), (10, 11), (11, 10), (2, 3), (3, 2)]), [2, 3]);
        assert_eq!(ring([(1, 4), (4, 3), (3, 2), (2, 4)]), [2, 4, 3]);
        assert_eq!(ring([(5, 5)]), [5]);
        assert_eq!(ring([(1, 2), (2, 3)]), []);
        assert_eq!(ring([]), []);
    }

    /// With a walk of its own for each of them, this takes hours.
    #[test]
    fn a_long_chain_has_no_ring() {
        assert_eq!(ring((1..20_000).map(|id| (id, id + 1))), []);
    }

    proptest! {
        #[test]
        fn each_waits_for_the_next_and_no_ring_is_missed(
            waits in prop::collection::btree_map(0..12_u32, 0..12_u32, 0..12),
        ) {
            let is_in_ring = |first: &u32| {
                let way = std::iter::successors(waits.get(first), |id| waits.get(id));
                way.take(12).any(|id| id == first)
            };
            let least = waits.keys().copied().find(is_in_ring);
            let found = ring(waits.clone());
            prop_assert_eq!(found.first().copied(), least);
            for (place, id) in found.iter().enumerate() {
                prop_assert_eq!(waits[id], found[(place + 1) % found.len()]);
            }
        }
    }
}
