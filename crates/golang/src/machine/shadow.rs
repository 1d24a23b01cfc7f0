//! Who used the memory of a program, for the race detector.

use super::value::Memory;
use crate::code::Bank;
use goruntime::runtime::{self, Accesses, Conflict, SyncVar};
use std::cell::Cell;
use std::fmt;

/// Who used a piece of memory: the accesses to each of its places, and the order that atomic operations on it give.
#[derive(Default)]
pub(crate) struct Shadow {
    nums: Vec<Accesses>,
    refs: Vec<Accesses>,
    orders: Vec<((u32, u32), SyncVar)>,
    /// Its number in [`super::touch::Touches`]; 0 at first.
    pub(super) number: Cell<u32>,
}

impl fmt::Debug for Shadow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "a shadow of {} places",
            self.nums.len() + self.refs.len()
        )
    }
}

/// What a function of a package does for the order of memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Order {
    /// What others did before happens before what follows.
    pub(crate) acquires: bool,
    /// What was done so far happens before what others do later.
    pub(crate) releases: bool,
}

impl Memory {
    /// An access of the running goroutine; returns the earlier one with which it races.
    pub(crate) fn accessed(
        &self,
        (bank, index): (Bank, u32),
        writes: bool,
        place: u32,
    ) -> Option<Conflict> {
        let mut shadow = self.shadow.take().unwrap_or_default();
        let (all, len) = match bank {
            Bank::Num => (&mut shadow.nums, self.nums.len()),
            Bank::Ref => (&mut shadow.refs, self.refs.borrow().len()),
        };
        if all.is_empty() {
            all.resize_with(len, Accesses::default);
        }
        let accesses = all.get_mut(index as usize);
        let conflict = accesses.and_then(|accesses| runtime::check_access(accesses, writes, place));
        self.shadow.set(Some(shadow));
        conflict
    }

    /// An atomic operation at a place.
    pub(crate) fn ordered(&self, place: (u32, u32), order: Order) {
        let mut shadow = self.shadow.take().unwrap_or_default();
        let orders = &mut shadow.orders;
        let found = orders.iter().position(|(other, _)| *other == place);
        let found = found.unwrap_or_else(|| {
            orders.push((place, SyncVar::default()));
            orders.len() - 1
        });
        let variable = &orders[found].1;
        if order.acquires {
            variable.acquire();
        }
        if order.releases {
            variable.release();
        }
        self.shadow.set(Some(shadow));
    }
}
