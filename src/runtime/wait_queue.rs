//! The one wait queue under all primitives.

use super::{Ticket, ready};
use std::collections::VecDeque;

/// Parked goroutines in the order in which they came, each with what it waits with (`()`, a value to send, …).
#[derive(Debug)]
pub struct WaitQueue<T = ()> {
    /// The one that has waited longest; mostly there is no other, and no need for the heap.
    first: Option<(Ticket, T)>,
    /// Empty if there is no first.
    others: VecDeque<(Ticket, T)>,
}

impl<T> Default for WaitQueue<T> {
    fn default() -> WaitQueue<T> {
        WaitQueue::new()
    }
}

impl<T> WaitQueue<T> {
    /// A queue in which nobody waits.
    #[must_use]
    pub const fn new() -> WaitQueue<T> {
        WaitQueue {
            first: None,
            others: VecDeque::new(),
        }
    }

    /// Puts a parked goroutine at the end.
    #[inline]
    pub fn push(&mut self, ticket: Ticket, with: T) {
        if self.first.is_none() {
            self.first = Some((ticket, with));
        } else {
            self.others.push_back((ticket, with));
        }
    }

    /// Wakes the goroutine that has waited longest; returns its ticket and what it waited with. Tickets that are
    /// no longer good (something else woke their goroutine) are passed over.
    #[inline]
    pub fn wake_first(&mut self) -> Option<(Ticket, T)> {
        while let Some((ticket, with)) = self.first.take() {
            self.first = self.others.pop_front();
            if ready(ticket) {
                return Some((ticket, with));
            }
        }
        None
    }

    /// Wakes all, the longest waiting first; so they run in the order 4, 0, 1, 2, 3.
    pub fn wake_all(&mut self) {
        while self.wake_first().is_some() {}
    }

    /// Wakes all, the longest waiting last; so they run in the order 0, 4, 3, 2, 1. This is how Go closes a channel: it
    /// collects who waits on a stack (`src/runtime/chan.go`, `closechan`). Returns the tickets of those it woke.
    pub fn wake_all_from_last(&mut self) -> Vec<Ticket> {
        let waiting = self.others.drain(..).rev().chain(self.first.take());
        let tickets = waiting.map(|(ticket, _)| ticket);
        tickets.filter(|&ticket| ready(ticket)).collect()
    }
}
