//! The happens-before edges of a channel, for the race detector (`src/runtime/chan.go`, `racenotify` and `racesync`): a
//! send happens before its receive, and a receive before the send that takes its place in the buffer.

use crate::runtime::{SyncVar, Ticket, is_watched};

#[derive(Debug, Default)]
pub(super) struct Order {
    /// One variable for each place of the buffer. They are made when first used.
    places: Vec<SyncVar>,
    sent: usize,
    received: usize,
    closed: SyncVar,
}

impl Order {
    /// The running goroutine puts a value into the buffer.
    #[inline]
    pub(super) fn buffered(&mut self, capacity: usize) {
        if is_watched() {
            pass(self.place(self.sent % capacity));
            self.sent += 1;
        }
    }

    /// The running goroutine takes a value out of the buffer.
    #[inline]
    pub(super) fn taken(&mut self, capacity: usize) {
        if is_watched() {
            pass(self.place(self.received % capacity));
            self.received += 1;
        }
    }

    /// The running goroutine took a value out of the full buffer, and a waiting sender fills the place again.
    #[inline]
    pub(super) fn refilled_by(&mut self, sender: Ticket, capacity: usize) {
        if is_watched() {
            self.place(self.sent % capacity).pass(sender);
            self.sent += 1;
        }
    }

    /// The running goroutine exchanged a value directly with one that waited.
    #[inline]
    pub(super) fn met(&mut self, other: Ticket) {
        if is_watched() {
            self.place(0).meet(other);
        }
    }

    #[inline]
    pub(super) fn closed(&self) {
        self.closed.release();
    }

    #[inline]
    pub(super) fn saw_closed(&self) {
        self.closed.acquire();
    }

    fn place(&mut self, number: usize) -> &SyncVar {
        if self.places.len() <= number {
            self.places.resize_with(number + 1, SyncVar::default);
        }
        &self.places[number]
    }
}

fn pass(place: &SyncVar) {
    place.acquire();
    place.release();
}
