//! Accesses to memory, for the race detector.

use super::shadow::Order;
use super::value::Memory;
use crate::code::Bank;
use goruntime::runtime::{self, Conflict, SyncVar, Way};

impl Memory {
    /// An access of the running goroutine; returns the earlier one with which it races.
    pub(crate) fn accessed(
        &self,
        (bank, index): (Bank, u32),
        way: Way,
        place: u32,
    ) -> Option<Conflict> {
        let mut shadow = self.shadow.take().unwrap_or_default();
        let accesses = match bank {
            Bank::Num => shadow.nums.of(index as usize, self.nums.len()),
            Bank::Ref => shadow.refs.of(index as usize, self.refs.borrow().len()),
        };
        let conflict = accesses.and_then(|accesses| runtime::check_access(accesses, way, place));
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
