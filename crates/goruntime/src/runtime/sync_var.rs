//! What the primitives tell the race detector.

use super::Ticket;
use super::race::Clock;
use super::run::{holder, is_watched, with_any_detector, with_detector};
use std::cell::RefCell;

/// What carries order from one goroutine to another: part of every primitive.
#[derive(Clone, Debug, Default)]
pub struct SyncVar(RefCell<Clock>);

impl SyncVar {
    /// What the running goroutine has done so far happens before what follows an [`SyncVar::acquire`].
    #[inline]
    pub fn release(&self) {
        if is_watched() {
            with_detector(|race, this| race.release(this, &mut self.0.borrow_mut()));
        }
    }

    /// What was released happens before what the running goroutine does from here on.
    #[inline]
    pub fn acquire(&self) {
        if is_watched() {
            with_detector(|race, this| race.acquire(this, &self.0.borrow()));
        }
    }

    /// The running goroutine and one that it has woken meet here: what each has done happens before what the other
    /// does next (`src/runtime/chan.go`, `racesync`).
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

    /// [`SyncVar::acquire`] and [`SyncVar::release`] for a goroutine that was woken.
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
