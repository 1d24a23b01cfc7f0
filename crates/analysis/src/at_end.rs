//! What the end of a run found: who waits for what, and who for whom.

use super::Report;
use super::flows::{Incident, IncidentKind};
use super::spans::{GoroutineSpan, Segment, Waits};
use goruntime::trace::{GoroutineId, ObjectId};
use std::collections::BTreeMap;

impl Report {
    /// The goroutines that wait for each other in a ring at the end of the run, each for the next, the last for the first;
    /// empty if there is none. The least number comes first. The one that closes the ring often waits for no time.
    #[must_use]
    pub fn ring(&self) -> Vec<GoroutineId> {
        if self.has_some_lives() {
            return Vec::new();
        }
        let waits: BTreeMap<GoroutineId, GoroutineId> = self.waits_at_end().collect();
        for first in waits.keys() {
            let mut ring = vec![*first];
            while let Some(id) = ring.last().and_then(|last| waits.get(last)) {
                if id == first {
                    return ring;
                }
                if ring.contains(id) {
                    break;
                }
                ring.push(*id);
            }
        }
        Vec::new()
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
    fn left(&self) -> impl Iterator<Item = &Incident> {
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
