//! The one wait queue under all primitives.

use super::{Ticket, Woken, is_parked, ready};
use std::collections::VecDeque;

/// Parked goroutines in the order in which they came, each with the place of what it waits with (a value to send, …), if
/// it waits with something.
#[derive(Debug, Default)]
pub struct WaitQueue {
    /// The one that has waited longest; mostly there is no other, and no need for the heap.
    first: Option<Waiter>,
    /// Empty if there is no first.
    others: VecDeque<Waiter>,
}

#[derive(Debug)]
struct Waiter {
    ticket: Ticket,
    case: u16,
    place: u32,
}

impl WaitQueue {
    /// A queue in which nobody waits.
    #[must_use]
    pub const fn new() -> WaitQueue {
        WaitQueue {
            first: None,
            others: VecDeque::new(),
        }
    }

    /// Puts a parked goroutine at the end.
    #[inline]
    pub fn push(&mut self, ticket: Ticket) {
        self.push_case(ticket, 0, 0);
    }

    /// Puts a goroutine at the end that waits with something, maybe on several things: which of them this is, it learns
    /// when it is woken.
    #[inline]
    pub fn push_case(&mut self, ticket: Ticket, case: u16, place: u32) {
        let waiter = Waiter {
            ticket,
            case,
            place,
        };
        if self.first.is_none() {
            self.first = Some(waiter);
        } else {
            self.others.push_back(waiter);
        }
    }

    /// Puts a parked goroutine in front of all others.
    pub fn push_first(&mut self, ticket: Ticket) {
        let waiter = Waiter {
            ticket,
            case: 0,
            place: 0,
        };
        if let Some(first) = self.first.replace(waiter) {
            self.others.push_front(first);
        }
    }

    /// Takes a goroutine out that something else has woken.
    pub fn remove(&mut self, ticket: Ticket) {
        if matches!(&self.first, Some(first) if first.ticket == ticket) {
            self.first = self.others.pop_front();
        } else {
            self.others.retain(|other| other.ticket != ticket);
        }
    }

    /// Whether anybody waits who has not been woken by something else.
    #[must_use]
    pub fn has_waiters(&self) -> bool {
        self.first
            .iter()
            .chain(&self.others)
            .any(|waiter| is_parked(waiter.ticket))
    }

    /// Wakes the goroutine that has waited longest; returns its ticket and its place. Tickets that are no longer good
    /// (something else woke their goroutine) are passed over.
    #[inline]
    pub fn wake_first(&mut self) -> Option<(Ticket, u32)> {
        while let Some(Waiter {
            ticket,
            case,
            place,
        }) = self.first.take()
        {
            self.first = self.others.pop_front();
            let success = true;
            if ready(ticket, Woken { case, success }) {
                return Some((ticket, place));
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
        while let Some(Waiter { ticket, case, .. }) =
            self.others.pop_back().or_else(|| self.first.take())
        {
            let success = false;
            // Who has been woken by something else does not mind.
            let _ = ready(ticket, Woken { case, success });
        }
    }
}
