//! `sync.WaitGroup`.

use super::panic;
use crate::runtime::{self, SyncVar, WaitQueue};
use crate::trace::BlockReason;
use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

/// A counter that goroutines wait for to come to zero. Clones share the counter, as pointers do in Go.
///
/// The rules are those of `src/sync/waitgroup.go`: when the counter comes to zero all waiters are released; a
/// negative counter panics.
#[derive(Clone, Debug, Default)]
pub struct WaitGroup {
    state: Rc<State>,
}

#[derive(Debug, Default)]
struct State {
    count: Cell<i64>,
    waiters: RefCell<WaitQueue>,
    order: SyncVar,
}

impl WaitGroup {
    /// A group that waits for nothing.
    #[must_use]
    pub fn new() -> WaitGroup {
        WaitGroup::default()
    }

    /// Adds `delta`, which may be negative, to the counter.
    ///
    /// # Panics
    /// In the run, with Go's words, if the counter becomes negative.
    #[inline]
    pub fn add(&self, delta: i64) {
        if delta < 0 {
            self.state.order.release();
        }
        let count = self.state.count.get() + delta;
        self.state.count.set(count);
        if count <= 0 {
            self.release(count);
        }
    }

    fn release(&self, count: i64) {
        if count < 0 {
            panic("sync: negative WaitGroup counter");
        } else {
            self.state.waiters.borrow_mut().wake_all();
        }
    }

    /// Takes one from the counter.
    ///
    /// # Panics
    /// As [`WaitGroup::add`].
    #[inline]
    pub fn done(&self) {
        self.add(-1);
    }

    /// Waits until the counter is zero.
    ///
    /// # Panics
    /// In the run, with Go's words, if the counter has risen again before a waiter that was released has gone on.
    pub fn wait(&self) -> Waiting<'_> {
        Waiting {
            group: self,
            parked: false,
        }
    }
}

/// The future of [`WaitGroup::wait`].
#[derive(Debug)]
#[must_use = "futures do nothing unless they are awaited"]
pub struct Waiting<'a> {
    group: &'a WaitGroup,
    parked: bool,
}

impl Future for Waiting<'_> {
    type Output = ();

    #[inline]
    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        let count = self.group.state.count.get();
        if self.parked && count != 0 {
            // The run ends here; the waiter never goes on.
            panic("sync: WaitGroup is reused before previous Wait has returned");
            return Poll::Pending;
        }
        if count == 0 {
            self.group.state.order.acquire();
            return Poll::Ready(());
        }
        self.parked = true;
        let ticket = runtime::park(BlockReason::WaitGroupWait);
        self.group.state.waiters.borrow_mut().push(ticket, ());
        Poll::Pending
    }
}
