//! The semaphores of Go's runtime, on which package `sync` sleeps and wakes.

use crate::runtime::{self, Ticket, WaitQueue};
use crate::trace::BlockReason;
use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

/// A count, and who waits for it to be more than zero.
///
/// The rules are those of `src/runtime/sema.go`: who is woken must still take the count, and may find that another has
/// been faster; then it waits again. Only what is handed over belongs to the one that is woken.
#[derive(Debug, Default)]
pub(super) struct Sema {
    count: Cell<u32>,
    waiters: RefCell<WaitQueue>,
    /// The woken goroutine for which the count has been taken.
    handed: Cell<Option<Ticket>>,
}

impl Sema {
    /// Takes one; waits while there is none, in front of all others if `first`.
    pub(super) fn acquire(&self, reason: BlockReason, first: bool) -> Acquire<'_> {
        Acquire {
            sema: self,
            reason,
            first,
            parked: None,
        }
    }

    /// Adds one, and wakes the goroutine that is first in the queue.
    pub(super) fn release(&self) {
        self.count.set(self.count.get() + 1);
        self.waiters.borrow_mut().wake_first();
    }

    /// Adds one, which belongs to the goroutine that is first in the queue, and wakes it. If there is one, the caller
    /// must yield to it.
    #[must_use]
    pub(super) fn hand_over(&self) -> bool {
        let woken = self.waiters.borrow_mut().wake_first();
        match woken {
            Some((ticket, _)) => self.handed.set(Some(ticket)),
            None => self.count.set(self.count.get() + 1),
        }
        woken.is_some()
    }

    fn take(&self) -> bool {
        let count = self.count.get();
        self.count.set(count.saturating_sub(1));
        count > 0
    }
}

/// The future of [`Sema::acquire`].
#[derive(Debug)]
#[must_use = "futures do nothing unless they are awaited"]
pub(super) struct Acquire<'a> {
    sema: &'a Sema,
    reason: BlockReason,
    first: bool,
    parked: Option<Ticket>,
}

impl Future for Acquire<'_> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        let sema = self.sema;
        if self.parked.is_some() && sema.handed.get() == self.parked {
            sema.handed.set(None);
            return Poll::Ready(());
        }
        if sema.take() {
            return Poll::Ready(());
        }
        let ticket = runtime::park(self.reason);
        self.parked = Some(ticket);
        let mut waiters = sema.waiters.borrow_mut();
        if self.first {
            waiters.push_first(ticket);
        } else {
            waiters.push(ticket);
        }
        Poll::Pending
    }
}
