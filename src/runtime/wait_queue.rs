//! The one wait queue under all primitives.

use super::{Ticket, Woken, is_parked, ready};
use std::collections::VecDeque;

/// Parked goroutines in the order in which they came, each with what it waits with (`()`, a value to send, …).
#[derive(Debug)]
pub struct WaitQueue<T = ()> {
    /// The one that has waited longest; mostly there is no other, and no need for the heap.
    first: Option<Waiter<T>>,
    /// Empty if there is no first.
    others: VecDeque<Waiter<T>>,
}

#[derive(Debug)]
struct Waiter<T> {
    ticket: Ticket,
    case: u16,
    with: T,
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
        self.push_case(ticket, 0, with);
    }

    /// Puts a goroutine at the end that waits on several things: which of them this is, it learns when it is woken.
    #[inline]
    pub fn push_case(&mut self, ticket: Ticket, case: u16, with: T) {
        let waiter = Waiter { ticket, case, with };
        if self.first.is_none() {
            self.first = Some(waiter);
        } else {
            self.others.push_back(waiter);
        }
    }

    /// Puts a parked goroutine in front of all others.
    pub fn push_first(&mut self, ticket: Ticket, with: T) {
        let case = 0;
        if let Some(first) = self.first.replace(Waiter { ticket, case, with }) {
            self.others.push_front(first);
        }
    }

    /// Takes a goroutine out that something else has woken; returns what it waited with.
    pub fn remove(&mut self, ticket: Ticket) -> Option<T> {
        if self
            .first
            .as_ref()
            .is_some_and(|first| first.ticket == ticket)
        {
            let removed = std::mem::replace(&mut self.first, self.others.pop_front());
            return removed.map(|waiter| waiter.with);
        }
        let place = self
            .others
            .iter()
            .position(|other| other.ticket == ticket)?;
        self.others.remove(place).map(|waiter| waiter.with)
    }

    /// Whether anybody waits who has not been woken by something else.
    pub fn has_waiters(&self) -> bool {
        self.first
            .iter()
            .chain(&self.others)
            .any(|waiter| is_parked(waiter.ticket))
    }

    /// Wakes the goroutine that has waited longest; returns its ticket and what it waited with. Tickets that are
    /// no longer good (something else woke their goroutine) are passed over.
    #[inline]
    pub fn wake_first(&mut self) -> Option<(Ticket, T)> {
        while let Some(Waiter { ticket, case, with }) = self.first.take() {
            self.first = self.others.pop_front();
            let success = true;
            if ready(ticket, Woken { case, success }) {
                return Some((ticket, with));
            }
        }
        None
    }

    /// Wakes all, the longest waiting first; so they run in the order 4, 0, 1, 2, 3.
    pub fn wake_all(&mut self) {
        while self.wake_first().is_some() {}
    }

    /// Wakes all in vain, the longest waiting last; so they run in the order 0, 4, 3, 2, 1. This is how Go closes a
    /// channel: it collects who waits on a stack (`src/runtime/chan.go`, `closechan`).
    pub fn close(&mut self) {
        let waiting = self.others.drain(..).rev().chain(self.first.take());
        for Waiter { ticket, case, .. } in waiting {
            let success = false;
            // Who has been woken by something else does not mind.
            let _ = ready(ticket, Woken { case, success });
        }
    }
}
