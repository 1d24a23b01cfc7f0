//! The happens-before edges of the primitives, for the race detector.

use super::Ticket;
use super::race::Clock;
use super::run::{holder, is_watched, with_any_detector, with_detector};
use std::cell::RefCell;

/// A clock that carries order from one goroutine to another. Every primitive has one.
#[derive(Clone, Debug, Default)]
pub struct SyncVar(RefCell<Clock>);

impl SyncVar {
    /// What the running goroutine did so far happens before everything after an [`SyncVar::acquire`].
    #[inline]
    pub fn release(&self) {
        if is_watched() {
            with_detector(|race, this| race.release(this, &mut self.0.borrow_mut()));
        }
    }

    /// Everything before a [`SyncVar::release`] happens before what the running goroutine does from here on.
    #[inline]
    pub fn acquire(&self) {
        if is_watched() {
            with_detector(|race, this| race.acquire(this, &self.0.borrow()));
        }
    }

    /// The running goroutine and one that it has woken synchronise: the past of each happens before the future of the other
    /// (`src/runtime/chan.go`, `racesync`).
    #[inline]
    pub fn meet(&self, other: Ticket) {
        if is_watched() {
            let other = holder(other);
            with_detector(|race, this| {
                let clock = &mut self.0.borrow_mut();
                race.release(this, clock);
                race.acquire(other, clock);
                race.release(other, clock);
                race.acquire(this, clock);
            });
        }
    }

    /// [`SyncVar::acquire`] and [`SyncVar::release`] on behalf of a goroutine that was woken.
    #[inline]
    pub fn pass(&self, other: Ticket) {
        if is_watched() {
            let other = holder(other);
            with_any_detector(|race| {
                let clock = &mut self.0.borrow_mut();
                race.acquire(other, clock);
                race.release(other, clock);
            });
        }
    }
}
