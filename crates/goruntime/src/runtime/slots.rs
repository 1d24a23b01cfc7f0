//! The goroutines' slots, and the run queue, which is a list through them.

use super::budget::Body;
use crate::trace::{BlockReason, GoroutineId};
use std::collections::{BinaryHeap, VecDeque};
use std::ops::{Index, IndexMut};

/// No slot.
pub(super) const NONE: u32 = u32::MAX;

/// A slot for a goroutine. It is reused after the goroutine has ended.
pub(super) struct Slot {
    /// `None` while it runs, and after its end.
    pub(super) body: Option<Body>,
    pub(super) id: GoroutineId,
    /// How often its goroutines were parked and woken, added up; odd while one is parked.
    pub(super) turn: u32,
    /// How it was last woken: see [`super::Woken`].
    pub(super) woken_case: u16,
    pub(super) woken_success: bool,
    /// The slot after this one in the run queue, or in the list of free slots.
    next: u32,
    /// Its wait reason, while it is parked.
    pub(super) reason: BlockReason,
}

// A run may have a million of them.
const _: () = assert!(size_of::<Slot>() <= 32);

/// All slots of a run.
pub(super) struct Slots {
    all: Vec<Slot>,
    free: u32,
    runnext: u32,
    head: u32,
    tail: u32,
    /// Go's global run queue, which is used when the local one is empty.
    global: VecDeque<u32>,
}

impl Slots {
    pub(super) fn new() -> Slots {
        Slots {
            all: Vec::new(),
            free: NONE,
            runnext: NONE,
            head: NONE,
            tail: NONE,
            global: VecDeque::new(),
        }
    }

    #[inline]
    pub(super) fn get_mut(&mut self, slot: u32) -> Option<&mut Slot> {
        self.all.get_mut(slot as usize)
    }

    /// Gives a goroutine a slot.
    #[inline]
    pub(super) fn occupy(&mut self, body: Body, id: GoroutineId) -> u32 {
        let slot = self.free;
        let Some(place) = self.all.get_mut(slot as usize) else {
            return self.add(body, id);
        };
        self.free = place.next;
        place.body = Some(body);
        place.id = id;
        slot
    }

    fn add(&mut self, body: Body, id: GoroutineId) -> u32 {
        self.all.push(Slot {
            body: Some(body),
            id,
            turn: 0,
            woken_case: 0,
            woken_success: false,
            next: NONE,
            reason: BlockReason::Sleep,
        });
        u32::try_from(self.all.len() - 1).expect("fewer than 2^32 goroutines at once")
    }

    /// Frees a slot. Its body has been taken before.
    #[inline]
    pub(super) fn vacate(&mut self, slot: u32) {
        self[slot].next = std::mem::replace(&mut self.free, slot);
    }

    /// Puts a goroutine into runnext. The previous one goes to the tail of the queue.
    #[inline]
    pub(super) fn put_next(&mut self, slot: u32) {
        let before = std::mem::replace(&mut self.runnext, slot);
        if before != NONE {
            self.put_last(before);
        }
    }

    /// Puts a goroutine at the tail of the queue.
    #[inline]
    pub(super) fn put_last(&mut self, slot: u32) {
        self[slot].next = NONE;
        let before = std::mem::replace(&mut self.tail, slot);
        match self.get_mut(before) {
            Some(before) => before.next = slot,
            None => self.head = slot,
        }
    }

    /// Puts a goroutine at the tail of the global queue: it runs when the local queue is empty.
    pub(super) fn put_global(&mut self, slot: u32) {
        self.global.push_back(slot);
    }

    /// Takes the goroutine that runs next.
    #[inline]
    pub(super) fn take_runnable(&mut self) -> Option<u32> {
        let next = std::mem::replace(&mut self.runnext, NONE);
        if next != NONE {
            return Some(next);
        }
        let slot = self.head;
        let Some(first) = self.get_mut(slot) else {
            return self.global.pop_front();
        };
        self.head = first.next;
        if self.head == NONE {
            self.tail = NONE;
        }
        Some(slot)
    }

    /// The runnable goroutines in the order in which they would run.
    pub(super) fn runnable(&self) -> impl Iterator<Item = u32> {
        let next = Some(self.runnext).filter(|slot| *slot != NONE);
        let queue = std::iter::successors(Some(self.head).filter(|slot| *slot != NONE), |slot| {
            Some(self[*slot].next).filter(|slot| *slot != NONE)
        });
        next.into_iter()
            .chain(queue)
            .chain(self.global.iter().copied())
    }

    /// Takes the first runnable goroutine that is as asked for.
    pub(super) fn take(&mut self, is: impl Fn(&Slot) -> bool) -> Option<u32> {
        let slot = self.runnable().find(|slot| is(&self[*slot]))?;
        if self.runnext == slot {
            self.runnext = NONE;
            return Some(slot);
        }
        if let Some(place) = self.global.iter().position(|other| *other == slot) {
            self.global.remove(place);
            return Some(slot);
        }
        let mut before = NONE;
        let mut at = self.head;
        while at != slot {
            before = at;
            at = self[at].next;
        }
        let after = self[slot].next;
        match self.get_mut(before) {
            Some(before) => before.next = after,
            None => self.head = after,
        }
        if self.tail == slot {
            self.tail = before;
        }
        Some(slot)
    }

    /// Whether no goroutine is runnable.
    pub(super) fn are_idle(&self) -> bool {
        self.runnext == NONE && self.head == NONE && self.global.is_empty()
    }

    /// The slots that hold a goroutine which is not running, in the order of the goroutines' ids.
    pub(super) fn occupied(&self) -> Vec<u32> {
        let slots = (0..).zip(&self.all);
        let held = slots.filter(|(_, place)| place.body.is_some());
        // Id and slot in one number, sorted by a heap: the page has a heap of `u64` anyway, and another sort is kilobytes.
        let both = |(slot, place): (u32, &Slot)| u64::from(place.id.0) << 32 | u64::from(slot);
        let ids: BinaryHeap<u64> = held.map(both).collect();
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the slot is the lower half"
        )]
        let slot = |both: u64| both as u32;
        ids.into_sorted_vec().into_iter().map(slot).collect()
    }
}

impl Index<u32> for Slots {
    type Output = Slot;

    #[inline]
    fn index(&self, slot: u32) -> &Slot {
        &self.all[slot as usize]
    }
}

impl IndexMut<u32> for Slots {
    #[inline]
    fn index_mut(&mut self, slot: u32) -> &mut Slot {
        &mut self.all[slot as usize]
    }
}
