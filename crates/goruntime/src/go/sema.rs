//! The semaphores of Go's runtime, on which package `sync` sleeps.

use crate::runtime::{Object, Ticket, WaitQueue};
use crate::trace::BlockReason;
use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

/// A count, and the goroutines that wait for it to be more than zero.
///
/// The rules are those of `src/runtime/sema.go`: a woken goroutine must still decrement the count; if another goroutine has
/// been faster, it waits again. Only a hand-over reserves the count for the woken one.
#[derive(Debug, Default)]
pub(super) struct Sema {
    count: Cell<u32>,
    waiters: RefCell<WaitQueue>,
    /// The woken goroutine that the count was handed to.
    handed: Cell<Option<Ticket>>,
}

impl Sema {
    /// Decrements the count; waits while it is zero, in front of the queue if `first`. `object` is what the program waits
    /// for.
    pub(super) fn acquire<'a>(
        &'a self,
        object: &'a Object,
        reason: BlockReason,
        first: bool,
    ) -> Acquire<'a> {
        Acquire {
            sema: self,
            object,
            reason,
            first,
            parked: None,
        }
    }

    /// Increments the count and wakes the first waiter.
    pub(super) fn release(&self) {
        self.count.set(self.count.get() + 1);
        self.waiters.borrow_mut().wake_first();
    }

    /// Hands the count directly to the first waiter and wakes it; without waiters increments the count. Returns whether
    /// there was a waiter: the caller must then yield to it.
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
    object: &'a Object,
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
        let ticket = self.object.park(self.reason);
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
