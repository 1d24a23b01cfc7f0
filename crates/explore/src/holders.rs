//! Who holds the locks that goroutines wait for, as the trace tells.

use goruntime::trace::{Event, GoroutineId, ObjectId, Trace};
use std::collections::BTreeMap;

/// The locks of a run at its end.
#[derive(Debug, Default)]
pub(crate) struct Holders {
    /// Who has got a lock and not released it, and at which line, the newest last: readers share a lock.
    holders: BTreeMap<ObjectId, Vec<(GoroutineId, u32)>>,
    /// What each goroutine waited for last.
    waits: BTreeMap<GoroutineId, ObjectId>,
}

impl Holders {
    pub(crate) fn of(trace: &Trace) -> Holders {
        let mut holders = Holders::default();
        let mut lines: BTreeMap<GoroutineId, u32> = BTreeMap::new();
        for record in trace.records() {
            let Some(by) = record.by else { continue };
            match record.event {
                Event::Mark { line } => {
                    lines.insert(by, line);
                }
                Event::Lock { object, .. } => {
                    let line = lines.get(&by).copied().unwrap_or(0);
                    holders.holders.entry(object).or_default().push((by, line));
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
    pub(crate) fn holder(&self, waiting: GoroutineId) -> Option<(GoroutineId, u32)> {
        let object = self.waits.get(&waiting)?;
        self.holders.get(object)?.last().copied()
    }

    /// A lock may be released by another goroutine than the one that got it.
    fn release(&mut self, object: ObjectId, by: GoroutineId) {
        if let Some(holders) = self.holders.get_mut(&object) {
            let own = holders.iter().rposition(|(holder, _)| *holder == by);
            match own {
                Some(place) => drop(holders.remove(place)),
                None => drop(holders.pop()),
            }
        }
    }
}
