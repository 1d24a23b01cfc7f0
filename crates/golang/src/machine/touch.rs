//! What the steps of goroutines touch, so that a search for schedules knows which of them can be exchanged.

use super::value::{Memory, Ref};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// Something that a step touched. Two steps can be exchanged if they touch nothing in common, or only read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Touch {
    /// What: equal for the same thing in runs that are equal so far.
    pub key: u64,
    /// Whether it may have changed it.
    pub writes: bool,
}

impl Touch {
    /// Everything: the step cannot be exchanged with any that touches something.
    pub const ALL: Touch = Touch {
        key: u64::MAX,
        writes: true,
    };

    /// Virtual time, which only a timer changes.
    pub(super) const TIME: Touch = Touch {
        key: u64::MAX - 1,
        writes: false,
    };

    /// The random numbers that goroutines share.
    pub(super) const CHANCE: Touch = Touch {
        key: u64::MAX - 2,
        writes: true,
    };

    /// Whether the order of two steps that touch these matters.
    #[must_use]
    pub fn conflicts(self, other: Touch) -> bool {
        let has_all = self == Touch::ALL || other == Touch::ALL;
        has_all || (self.key == other.key && (self.writes || other.writes))
    }
}

/// What was touched, in order. A chooser shares it with the program.
#[derive(Clone, Debug, Default)]
pub struct Touches {
    list: Rc<RefCell<Vec<Touch>>>,
    /// How many things have a number.
    count: Rc<Cell<u32>>,
}

impl Touches {
    /// Takes what was touched since the last time.
    #[must_use]
    pub fn take(&self) -> Vec<Touch> {
        let mut list = self.list.take();
        list.sort_unstable();
        list.dedup();
        list
    }

    pub(super) fn len(&self) -> usize {
        self.list.borrow().len()
    }

    /// What was touched since there were so many.
    pub(super) fn since(&self, len: usize) -> Vec<Touch> {
        self.list.borrow()[len..].to_vec()
    }

    pub(super) fn add(&self, touch: Touch) {
        self.list.borrow_mut().push(touch);
    }

    /// A part of a thing that gets its number when it is touched first. That counts as a change: in another order, another
    /// thing would have got it.
    fn numbered(&self, number: &Cell<u32>, part: u64, writes: bool) {
        let is_new = number.get() == 0;
        if is_new {
            self.count.set(self.count.get() + 1);
            number.set(self.count.get());
        }
        let key = u64::from(number.get()) << 32 | part;
        let writes = writes || is_new;
        self.add(Touch { key, writes });
        if is_new {
            // Whatever else gets the same number in another order is in conflict, whichever part of it is touched.
            let key = u64::from(number.get()) << 32 | u64::from(u32::MAX);
            self.add(Touch { key, writes: true });
        }
    }

    pub(super) fn memory(&self, memory: &Memory, part: u64, writes: bool) {
        let shadow = memory.shadow.take().unwrap_or_default();
        self.numbered(&shadow.number, part, writes);
        memory.shadow.set(Some(shadow));
    }

    pub(super) fn channel(&self, channel: &Ref) {
        match channel {
            Ref::Chan(chan) => {
                if let Some(number) = chan.number() {
                    self.numbered(number, 0, true);
                }
            }
            Ref::TimeChan(chan) => {
                if let Some(number) = chan.number() {
                    self.numbered(number, 0, true);
                }
                self.add(Touch::TIME);
            }
            _ => {}
        }
    }
}
