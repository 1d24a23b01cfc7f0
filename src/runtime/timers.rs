//! The timer queue: a radix heap over 64-bit nanoseconds with 6-bit digits.
//!
//! Virtual time never goes back, so a monotone queue does. An entry lies in the bucket of the highest digit in
//! which its moment differs from the moment opened last (Ahuja, Mehlhorn, Orlin, Tarjan: *Faster algorithms for
//! the shortest path problem*, 1990); opening the lowest bucket spreads it over the digits below. An entry moves
//! at most eleven times and is hardly ever compared. Equal moments always share a bucket and buckets keep their order,
//! so that equal timers fire in the order in which they were set.
//!
//! A bucket is a list of fixed blocks that are used again: nothing grows by moving.

use super::Ticket;
use crate::time::Time;

const DIGIT: u32 = 6;
const DIGITS: usize = 1 << DIGIT;
const LEVELS: usize = u64::BITS.div_ceil(DIGIT) as usize;
const BLOCK: usize = 32;
const NONE: u32 = u32::MAX;

#[derive(Clone, Copy, Debug)]
struct Entry {
    at: Time,
    ticket: Ticket,
}

/// Up to [`BLOCK`] entries and the block after it in the same bucket.
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

/// Timers ordered by moment, then by the order in which they were set.
#[derive(Debug)]
pub(super) struct Timers {
    /// The moment opened last. No entry lies before it.
    last: Time,
    /// For each level, which of its buckets hold something.
    occupied: [u64; LEVELS],
    buckets: Vec<Bucket>,
    blocks: Vec<Block>,
    free: u32,
    /// The tickets of the moment opened last, in order; `due_from` of them are handed out.
    due: Vec<Ticket>,
    due_from: usize,
}

impl Timers {
    pub(super) fn new() -> Timers {
        Timers {
            last: Time::ZERO,
            occupied: [0; LEVELS],
            buckets: vec![
                Bucket {
                    head: NONE,
                    tail: NONE
                };
                LEVELS * DIGITS
            ],
            blocks: Vec::new(),
            free: NONE,
            due: Vec::new(),
            due_from: 0,
        }
    }

    /// Sets a timer; one for a moment already past is due at once.
    #[inline]
    pub(super) fn set(&mut self, at: Time, ticket: Ticket) {
        self.push(Entry {
            at: at.max(self.last),
            ticket,
        });
    }

    /// Opens the earliest moment that has timers. [`Timers::take_due`] then hands them out.
    pub(super) fn open_next(&mut self) -> Option<Time> {
        self.due.clear();
        self.due_from = 0;
        let (level, bucket) = self.lowest()?;
        let head = std::mem::replace(
            &mut self.buckets[bucket],
            Bucket {
                head: NONE,
                tail: NONE,
            },
        )
        .head;
        self.occupied[level] &= !(1 << (bucket % DIGITS));
        self.last = self.earliest_of(head);
        self.spread(head);
        Some(self.last)
    }

    /// The next timer of the opened moment.
    #[inline]
    pub(super) fn take_due(&mut self) -> Option<Ticket> {
        let ticket = *self.due.get(self.due_from)?;
        self.due_from += 1;
        Some(ticket)
    }

    /// The moment that [`Timers::open_next`] would open.
    pub(super) fn earliest(&self) -> Option<Time> {
        let (_, bucket) = self.lowest()?;
        Some(self.earliest_of(self.buckets[bucket].head))
    }

    fn lowest(&self) -> Option<(usize, usize)> {
        let level = self.occupied.iter().position(|&digits| digits != 0)?;
        Some((
            level,
            level * DIGITS + self.occupied[level].trailing_zeros() as usize,
        ))
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

    /// Gives each entry of a list of blocks its new place: due now, or in a bucket below.
    fn spread(&mut self, mut block: u32) {
        while block != NONE {
            let mut entries = std::mem::take(&mut self.blocks[block as usize].entries);
            for &entry in &entries {
                if entry.at == self.last {
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

    #[inline]
    fn push(&mut self, entry: Entry) {
        let difference = entry.at.0 ^ self.last.0;
        let level = (difference | 1).ilog2() / DIGIT;
        let digit = usize::from((entry.at.0 >> (level * DIGIT)).to_le_bytes()[0]) % DIGITS;
        self.occupied[level as usize] |= 1 << digit;
        let bucket = level as usize * DIGITS + digit;
        let tail = self.buckets[bucket].tail;
        if tail != NONE {
            let entries = &mut self.blocks[tail as usize].entries;
            if entries.len() < BLOCK {
                entries.push(entry);
                return;
            }
        }
        self.append_block(bucket, entry);
    }

    fn append_block(&mut self, bucket: usize, entry: Entry) {
        let block = self.free;
        let block = if block == NONE {
            self.blocks.push(Block {
                entries: Vec::with_capacity(BLOCK),
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
        while let Some(at) = timers.open_next() {
            while let Some(t) = timers.take_due() {
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
        fn timers_set_while_others_fire_keep_the_order(steps in prop::collection::vec((0u64..2_000, 0usize..3), 1..300)) {
            let (mut timers, mut now, mut n) = (Timers::new(), Time::ZERO, 0);
            let mut model: Vec<(Time, u32)> = Vec::new();
            for (delay, opens) in steps {
                let at = Time(now.0 + delay);
                timers.set(at, ticket(n));
                model.push((at, ticket(n).slot));
                n += 1;
                for _ in 0..opens {
                    model.sort();
                    let Some(moment) = timers.open_next() else { break };
                    now = moment;
                    while let Some(t) = timers.take_due() {
                        prop_assert_eq!((moment, t.slot), model.remove(0));
                    }
                }
            }
            model.sort();
            prop_assert_eq!(drain(&mut timers), model);
        }
    }
}
