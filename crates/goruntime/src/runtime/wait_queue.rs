//! The wait queue under all primitives.

use super::{Ticket, Woken, is_parked, ready};
use std::collections::VecDeque;

/// Parked goroutines in the order of their arrival, each with the place of its value (in a channel), if it has one.
///
/// Those that something else has woken may stay for a while: their tickets are good for one waking. They are swept out
/// when so many were removed that they may be half of the queue, so that each removal takes a constant time on average.
#[derive(Debug, Default)]
pub struct WaitQueue {
    /// The one that has waited longest. In most cases it is the only one, which needs no heap.
    first: Option<Waiter>,
    /// Empty if there is no first.
    rest: VecDeque<Waiter>,
    /// How many were removed and left in their places since the last sweep; some of them may be gone meanwhile.
    stale: u32,
}

#[derive(Debug)]
struct Waiter {
    ticket: Ticket,
    case: u16,
    place: u32,
}

impl WaitQueue {
    /// An empty queue.
    #[must_use]
    pub const fn new() -> WaitQueue {
        WaitQueue {
            first: None,
            rest: VecDeque::new(),
            stale: 0,
        }
    }

    /// Puts a parked goroutine at the end.
    #[inline]
    pub fn push(&mut self, ticket: Ticket) {
        self.push_case(ticket, 0, 0);
    }

    /// Puts a goroutine at the end that waits with a value, or for several things. It learns `case` when it is woken.
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
            self.rest.push_back(waiter);
        }
    }

    /// Puts a parked goroutine in front of the queue.
    pub fn push_first(&mut self, ticket: Ticket) {
        let waiter = Waiter {
            ticket,
            case: 0,
            place: 0,
        };
        if let Some(first) = self.first.replace(waiter) {
            self.rest.push_front(first);
        }
    }

    /// Removes a goroutine that something else has woken.
    pub fn remove(&mut self, ticket: Ticket) {
        if matches!(&self.first, Some(first) if first.ticket == ticket) {
            self.first = self.rest.pop_front();
        } else if matches!(self.rest.back(), Some(last) if last.ticket == ticket) {
            self.rest.pop_back();
        } else {
            self.stale += 1;
        }
        if self.stale as usize * 2 > self.rest.len() {
            self.rest.retain(|other| is_parked(other.ticket));
            self.stale = 0;
        }
    }

    /// Whether any waiter has not been woken by something else.
    #[must_use]
    pub fn has_waiters(&mut self) -> bool {
        while let Some(first) = &self.first {
            if is_parked(first.ticket) {
                return true;
            }
            self.first = self.rest.pop_front();
        }
        false
    }

    /// Wakes the goroutine that has waited longest, and returns its ticket and its place. Tickets that are no longer valid
    /// are skipped.
    #[inline]
    pub fn wake_first(&mut self) -> Option<(Ticket, u32)> {
        while let Some(Waiter {
            ticket,
            case,
            place,
        }) = self.first.take()
        {
            self.first = self.rest.pop_front();
            let success = true;
            if ready(ticket, Woken { case, success }) {
                return Some((ticket, place));
            }
        }
        None
    }

    /// How many tickets it holds, with those that are no longer valid.
    #[cfg(test)]
    pub(super) fn held(&self) -> usize {
        usize::from(self.first.is_some()) + self.rest.len()
    }

    /// Wakes all, the longest waiting first. Because of runnext, five waiters run in the order 4, 0, 1, 2, 3.
    pub fn wake_all(&mut self) {
        while self.wake_first().is_some() {}
    }

    /// Wakes all without success, the longest waiting last. Because of runnext, five waiters run in the order 0, 4, 3, 2,
    /// 1. So Go closes a channel: it collects the waiters on a stack (`src/runtime/chan.go`, `closechan`).
    pub fn close(&mut self) {
        while let Some(Waiter { ticket, case, .. }) =
            self.rest.pop_back().or_else(|| self.first.take())
        {
            let success = false;
            // A waiter that something else has woken is skipped.
            let _ = ready(ticket, Woken { case, success });
        }
    }
}
