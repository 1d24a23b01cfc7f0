//! Who holds the locks that goroutines wait for, as the trace tells.

use goruntime::trace::{Event, GoroutineId, ObjectId, Trace};
use std::collections::BTreeMap;

/// The locks of a run at its end.
#[derive(Debug, Default)]
pub(crate) struct Holders {
    /// Who has got a lock and not released it, and at which line, the newest last: readers share a lock.
    held: BTreeMap<ObjectId, Vec<(GoroutineId, u32)>>,
    /// What each goroutine waited for last.
    waits: BTreeMap<GoroutineId, ObjectId>,
    /// A lock was released by somebody else than who got it.
    has_foreign_release: bool,
}

impl Holders {
    pub(crate) fn of(trace: &Trace) -> Holders {
        let mut holders = Holders::default();
        let mut lines: BTreeMap<GoroutineId, u32> = BTreeMap::new();
        for record in trace.records() {
            let Some(by) = record.by else {
                // A timer has no number to know it by.
                holders.has_foreign_release |= matches!(record.event, Event::Unlock { .. });
                continue;
            };
            match record.event {
                Event::Mark { line } => {
                    lines.insert(by, line);
                }
                Event::Lock { object, .. } => {
                    let line = lines.get(&by).copied().unwrap_or(0);
                    holders.held.entry(object).or_default().push((by, line));
                }
                Event::Unlock { object, .. } => {
                    holders.release(object, by);
                }
                Event::GoBlock {
                    on: Some(object), ..
                } => {
                    holders.waits.insert(by, object);
                }
                _ => {}
            }
        }
        holders
    }

    /// Who holds the lock that a goroutine waits for, and since which line.
    pub(crate) fn holders(&self, waiting: GoroutineId) -> &[(GoroutineId, u32)] {
        let object = self.waits.get(&waiting);
        let holders = object.and_then(|object| self.held.get(object));
        holders.map_or(&[], Vec::as_slice)
    }

    /// The same of one that may hold it.
    pub(crate) fn hold(&self, waiting: GoroutineId, by: GoroutineId) -> Option<(GoroutineId, u32)> {
        let mut holders = self.holders(waiting).iter();
        holders.find(|(holder, _)| *holder == by).copied()
    }

    /// For whom a goroutine waits that waits for a lock: for all that hold it. For itself alone, if it is one of them.
    pub(crate) fn waits_for(&self, waiting: GoroutineId) -> Vec<GoroutineId> {
        match self.hold(waiting, waiting) {
            Some((itself, _)) => vec![itself],
            None => self.holders(waiting).iter().map(|(id, _)| *id).collect(),
        }
    }

    /// Whether a lock was released by somebody else than who got it, as Go allows.
    pub(crate) fn has_foreign_release(&self) -> bool {
        self.has_foreign_release
    }

    /// A lock may be released by another goroutine than the one that got it.
    fn release(&mut self, object: ObjectId, by: GoroutineId) {
        if let Some(holders) = self.held.get_mut(&object) {
            let own = holders.iter().rposition(|(holder, _)| *holder == by);
            self.has_foreign_release |= own.is_none();
            if let Some(place) = own.or(holders.len().checked_sub(1)) {
                holders.remove(place);
            }
        }
    }
}
