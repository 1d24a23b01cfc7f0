//! The timer queue: a sorted array for the nearest timers, in front of a radix heap over 64-bit nanoseconds.
//!
//! Virtual time never goes back, so a monotone queue suffices. An entry of the heap lies in the bucket of the highest 6-bit
//! digit in which its moment differs from the moment at which the heap was last opened (Ahuja, Mehlhorn, Orlin, Tarjan:
//! *Faster algorithms for the shortest path problem*, 1990). Opening the lowest bucket spreads it over the digits below or,
//! if it holds few entries, sorts it into the array. While there are few timers, all are in the array.
//!
//! Equal moments share a bucket, buckets keep their order and the array is sorted stably, so that equal timers fire in the
//! order in which they were set. A bucket is a list of fixed blocks that are reused, so that no bucket moves when it grows.

use super::Ticket;
use crate::time::Time;

const DIGIT: u32 = 6;
const DIGITS: usize = 1 << DIGIT;
const LEVELS: usize = u64::BITS.div_ceil(DIGIT) as usize;
/// The capacity of a block, and of the sorted array.
const FEW: usize = 32;
const NONE: u32 = u32::MAX;

#[derive(Clone, Copy, Debug)]
struct Entry {
    at: Time,
    ticket: Ticket,
}

/// Up to [`FEW`] entries and the block after it in the same bucket.
#[derive(Debug)]
struct Block {
    entries: Vec<Entry>,
    next: u32,
}

#[derive(Clone, Copy, Debug)]
struct Bucket {
    head: u32,
    tail: u32,
}

const EMPTY: Bucket = Bucket {
    head: NONE,
    tail: NONE,
};

/// Timers ordered by moment, then by the order in which they were set.
#[derive(Debug)]
pub(super) struct Timers {
    /// The moment of the timer taken last. No timer lies before it.
    now: Time,
    /// The earliest timers in order: all before `bound`, or all timers if the heap is empty. The first `near_from` of them
    /// are taken.
    near: Vec<Entry>,
    near_from: usize,
    bound: Time,
    /// The moment from which the heap's digits differ. No entry of the heap is earlier.
    origin: Time,
    /// For each level, a bit set of the buckets in use; and a bit set of the levels in use.
    occupied: [u64; LEVELS],
    levels: u16,
    /// Empty until it is needed.
    buckets: Vec<Bucket>,
    blocks: Vec<Block>,
    free: u32,
    /// The tickets of the present moment that did not go through `near`, since they are many. The first `due_from` of them
    /// are taken.
    due: Vec<Ticket>,
    due_from: usize,
}

impl Timers {
    pub(super) fn new() -> Timers {
        Timers {
            now: Time::ZERO,
            near: Vec::new(),
            near_from: 0,
            bound: Time::ZERO,
            origin: Time::ZERO,
            occupied: [0; LEVELS],
            levels: 0,
            buckets: Vec::new(),
            blocks: Vec::new(),
            free: NONE,
            due: Vec::new(),
            due_from: 0,
        }
    }

    /// Sets a timer. A moment already past is due at once.
    #[inline]
    pub(super) fn set(&mut self, at: Time, ticket: Ticket) {
        let at = at.max(self.now);
        if at < self.bound || self.levels == 0 {
            self.insert(at, ticket);
        } else {
            self.push(Entry { at, ticket });
        }
    }

    /// The moment of the next timer.
    pub(super) fn earliest(&self) -> Option<Time> {
        if let Some(entry) = self.near.get(self.near_from) {
            return Some(entry.at);
        }
        let (_, bucket) = self.lowest()?;
        Some(self.earliest_of(self.buckets[bucket].head))
    }

    /// Drops timers that are no longer set, up to the first that is. False if there is none. Where there are many timers,
    /// some that are no longer set may stay.
    pub(super) fn skip_until(&mut self, is_set: impl Fn(Ticket) -> bool) -> bool {
        while let Some(entry) = self.near.get(self.near_from) {
            if is_set(entry.ticket) {
                return true;
            }
            self.near_from += 1;
        }
        self.earliest().is_some()
    }

    /// Takes the next timer, with its moment.
    #[inline]
    pub(super) fn take(&mut self) -> Option<(Time, Ticket)> {
        if self.near_from == self.near.len() {
            self.open_bucket()?;
        }
        if let Some(&Entry { at, ticket }) = self.near.get(self.near_from) {
            self.near_from += 1;
            self.now = at;
            return Some((at, ticket));
        }
        Some((self.now, self.take_equal()?))
    }

    /// Takes the next timer, if it is due at the same moment as the last one.
    #[inline]
    pub(super) fn take_equal(&mut self) -> Option<Ticket> {
        if let Some(entry) = self.near.get(self.near_from) {
            if entry.at != self.now {
                return None;
            }
            self.near_from += 1;
            return Some(entry.ticket);
        }
        let ticket = *self.due.get(self.due_from)?;
        self.due_from += 1;
        Some(ticket)
    }

    /// Sorts an entry into `near`, behind those of the same moment.
    #[inline]
    fn insert(&mut self, at: Time, ticket: Ticket) {
        if self.near.len() - self.near_from == FEW {
            self.move_to_heap();
            self.push(Entry { at, ticket });
            return;
        }
        if self.near.len() == 2 * FEW {
            self.near.drain(..self.near_from);
            self.near_from = 0;
        }
        self.near.push(Entry { at, ticket });
        move_down(&mut self.near[self.near_from..]);
    }

    #[cold]
    fn move_to_heap(&mut self) {
        if self.levels == 0 {
            self.origin = self.now;
        }
        self.bound = self.origin;
        let mut near = std::mem::take(&mut self.near);
        for entry in near.drain(self.near_from..) {
            self.push(entry);
        }
        near.clear();
        self.near = near;
        self.near_from = 0;
    }

    /// Opens the lowest bucket of the heap: if it holds few entries, into `near`; else the earliest go to `due` and the
    /// rest into lower buckets.
    fn open_bucket(&mut self) -> Option<()> {
        self.near.clear();
        self.near_from = 0;
        self.due.clear();
        self.due_from = 0;
        let (level, bucket) = self.lowest()?;
        let head = std::mem::replace(&mut self.buckets[bucket], EMPTY).head;
        let digits = &mut self.occupied[level as usize];
        *digits &= *digits - 1;
        if *digits == 0 {
            self.levels &= !(1 << level);
        }
        self.origin = self.earliest_of(head);
        if self.blocks[head as usize].next == NONE {
            // The beginning of the next bucket of this level.
            let within = (1 << (DIGIT * level)) - 1;
            self.bound = Time((self.origin.0 | within).saturating_add(1));
            let block = &mut self.blocks[head as usize];
            std::mem::swap(&mut self.near, &mut block.entries);
            // There are few of them: a sort of the standard library would be four kilobytes of the page.
            for end in 2..=self.near.len() {
                move_down(&mut self.near[..end]);
            }
            block.next = self.free;
            self.free = head;
        } else {
            self.now = self.origin;
            self.bound = self.origin;
            self.spread(head);
        }
        Some(())
    }

    /// The level and the index of the bucket with the earliest entries.
    fn lowest(&self) -> Option<(u32, usize)> {
        let level = self.levels.trailing_zeros();
        let digits = self.occupied.get(level as usize)?;
        Some((level, index(level, digits.trailing_zeros() as usize)))
    }

    fn earliest_of(&self, mut block: u32) -> Time {
        let mut earliest = Time(u64::MAX);
        while block != NONE {
            let Block { entries, next } = &self.blocks[block as usize];
            earliest = entries
                .iter()
                .map(|e| e.at)
                .min()
                .unwrap_or(earliest)
                .min(earliest);
            block = *next;
        }
        earliest
    }

    /// Moves each entry of a list of blocks: into `due`, or into a lower bucket.
    fn spread(&mut self, mut block: u32) {
        while block != NONE {
            let mut entries = std::mem::take(&mut self.blocks[block as usize].entries);
            for &entry in &entries {
                if entry.at == self.now {
                    self.due.push(entry.ticket);
                } else {
                    self.push(entry);
                }
            }
            entries.clear();
            let spent = &mut self.blocks[block as usize];
            spent.entries = entries;
            let next = std::mem::replace(&mut spent.next, self.free);
            self.free = block;
            block = next;
        }
    }

    /// Puts an entry into the heap.
    #[inline]
    fn push(&mut self, entry: Entry) {
        let difference = entry.at.0 ^ self.origin.0;
        let level = (difference | 1).ilog2() / DIGIT;
        let digit = usize::from((entry.at.0 >> (level * DIGIT)).to_le_bytes()[0]) % DIGITS;
        self.occupied[level as usize] |= 1 << digit;
        self.levels |= 1 << level;
        let bucket = index(level, digit);
        if let Some(&Bucket { tail, .. }) = self.buckets.get(bucket)
            && let Some(block) = self.blocks.get_mut(tail as usize)
            && block.entries.len() < FEW
        {
            block.entries.push(entry);
        } else {
            self.append_block(bucket, entry);
        }
    }

    fn append_block(&mut self, bucket: usize, entry: Entry) {
        if self.buckets.is_empty() {
            self.buckets = vec![EMPTY; LEVELS * DIGITS];
        }
        let block = self.free;
        let block = if block == NONE {
            self.blocks.push(Block {
                entries: Vec::with_capacity(FEW),
                next: NONE,
            });
            u32::try_from(self.blocks.len() - 1).expect("fewer than 2^32 blocks of timers")
        } else {
            self.free = std::mem::replace(&mut self.blocks[block as usize].next, NONE);
            block
        };
        self.blocks[block as usize].entries.push(entry);
        let Bucket { head, tail } = &mut self.buckets[bucket];
        let before = std::mem::replace(tail, block);
        if before == NONE {
            *head = block;
        } else {
            self.blocks[before as usize].next = block;
        }
    }
}

/// Moves the last entry in front of all that are later.
#[inline]
fn move_down(entries: &mut [Entry]) {
    let [sorted @ .., last] = entries else { return };
    let entry = *last;
    let mut place = sorted.len();
    while let Some(before) = place.checked_sub(1)
        && entries[before].at > entry.at
    {
        entries[place] = entries[before];
        place = before;
    }
    entries[place] = entry;
}

fn index(level: u32, digit: usize) -> usize {
    level as usize * DIGITS + digit
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ticket(n: usize) -> Ticket {
        Ticket {
            slot: u32::try_from(n).unwrap(),
            turn: 1,
        }
    }

    fn drain(timers: &mut Timers) -> Vec<(Time, u32)> {
        let mut fired = Vec::new();
        while let Some((at, t)) = timers.take() {
            fired.push((at, t.slot));
            while let Some(t) = timers.take_equal() {
                fired.push((at, t.slot));
            }
        }
        fired
    }

    proptest! {
        #[test]
        fn timers_fire_by_moment_then_by_setting(moments in prop::collection::vec(prop_oneof![0u64..50, any::<u64>()], 0..300)) {
            let mut timers = Timers::new();
            for (n, &at) in moments.iter().enumerate() {
                timers.set(Time(at), ticket(n));
            }
            let mut expected: Vec<(Time, u32)> = moments.iter().enumerate().map(|(n, &at)| (Time(at), ticket(n).slot)).collect();
            expected.sort();
            prop_assert_eq!(timers.earliest(), expected.first().map(|e| e.0));
            prop_assert_eq!(drain(&mut timers), expected);
        }

        #[test]
        fn timers_set_while_timers_fire_keep_the_order(steps in prop::collection::vec((0u64..2_000, 0usize..3), 1..300)) {
            let (mut timers, mut now, mut n) = (Timers::new(), Time::ZERO, 0);
            let mut model: Vec<(Time, u32)> = Vec::new();
            for (delay, opens) in steps {
                let at = Time(now.0 + delay);
                timers.set(at, ticket(n));
                model.push((at, ticket(n).slot));
                n += 1;
                for _ in 0..opens {
                    model.sort();
                    let Some((moment, first)) = timers.take() else { break };
                    now = moment;
                    prop_assert_eq!((moment, first.slot), model.remove(0));
                    while let Some(t) = timers.take_equal() {
                        prop_assert_eq!((moment, t.slot), model.remove(0));
                    }
                    prop_assert!(model.first().is_none_or(|next| next.0 > moment));
                }
            }
            model.sort();
            prop_assert_eq!(drain(&mut timers), model);
        }
    }
}
