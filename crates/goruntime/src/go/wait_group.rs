//! `sync.WaitGroup`.

use super::panic;
use super::sema::{Acquire, Sema};
use crate::runtime::{Object, SyncVar};
use crate::trace::{BlockReason, Name, ObjectKind};
use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

/// A counter; goroutines can wait until it is zero. Clones share the counter, as pointers do in Go.
///
/// The rules are those of `src/sync/waitgroup.go`: when the counter comes to zero, all waiters are released; a negative
/// counter panics. Waiters sleep on a semaphore of the runtime. A goroutine that waits again before they have gone on may
/// take the release of one of them: that is misuse, and panics too.
#[derive(Debug, Default)]
pub struct WaitGroup {
    state: Rc<State>,
}

impl Clone for WaitGroup {
    // Every goroutine clones one: in the page a call is half as large as the inlined code.
    #[cfg_attr(target_family = "wasm", inline(never))]
    fn clone(&self) -> WaitGroup {
        WaitGroup {
            state: Rc::clone(&self.state),
        }
    }
}

#[derive(Debug)]
struct State {
    object: Object,
    count: Cell<i64>,
    waiters: Cell<u32>,
    sema: Sema,
    order: SyncVar,
}

impl Default for State {
    fn default() -> State {
        State {
            object: Object::new(ObjectKind::WaitGroup, 0),
            count: Cell::default(),
            waiters: Cell::default(),
            sema: Sema::default(),
            order: SyncVar::default(),
        }
    }
}

impl WaitGroup {
    /// A group that waits for nothing.
    #[must_use]
    pub fn new() -> WaitGroup {
        WaitGroup::default()
    }

    /// Another group with the present counter, as an assignment in Go copies one. Who waits for this one does not wait for
    /// the copy.
    #[must_use]
    pub fn copied(&self) -> WaitGroup {
        WaitGroup {
            state: Rc::new(State {
                count: self.state.count.clone(),
                waiters: self.state.waiters.clone(),
                ..State::default()
            }),
        }
    }

    /// Gives it a name in the trace.
    #[must_use]
    pub fn named<'n>(self, name: impl Into<Name<'n>>) -> WaitGroup {
        self.state.object.name(name);
        self
    }

    /// Whether it has a name.
    pub(super) fn is_named(&self) -> bool {
        self.state.object.is_named()
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
            return;
        }
        for _ in 0..self.state.waiters.take() {
            self.state.sema.release();
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

    /// `wg.Go(f)`, which Go has since 1.25: adds one, and starts a goroutine that takes it back at its end. As in Go, a
    /// panic of `f` leaves the counter alone (`src/sync/waitgroup.go`).
    pub fn go(&self, f: impl Future<Output = ()> + 'static) {
        super::go(self.counted(f));
    }

    /// As [`WaitGroup::go`], with a name for the goroutine.
    pub fn go_named<'n>(&self, name: impl Into<Name<'n>>, f: impl Future<Output = ()> + 'static) {
        super::go_named(name, self.counted(f));
    }

    fn counted<F: Future<Output = ()> + 'static>(&self, f: F) -> impl Future<Output = ()> + use<F> {
        self.add(1);
        let group = self.clone();
        async move {
            f.await;
            group.done();
        }
    }

    /// Waits until the counter is zero.
    ///
    /// # Panics
    /// In the run, with Go's words, if the counter has risen again before a released waiter has gone on.
    pub fn wait(&self) -> Waiting<'_> {
        Waiting {
            group: self,
            parked: None,
        }
    }
}

/// The future of [`WaitGroup::wait`].
#[derive(Debug)]
#[must_use = "futures do nothing unless they are awaited"]
pub struct Waiting<'a> {
    group: &'a WaitGroup,
    parked: Option<Acquire<'a>>,
}

impl Future for Waiting<'_> {
    type Output = ();

    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let state = &*self.group.state;
        if self.parked.is_none() {
            if state.count.get() == 0 {
                state.order.acquire();
                return Poll::Ready(());
            }
            state.waiters.set(state.waiters.get() + 1);
        }
        let acquire = self.parked.get_or_insert_with(|| {
            let reason = BlockReason::WaitGroupWait;
            state.sema.acquire(&state.object, reason, false)
        });
        if Pin::new(acquire).poll(context).is_pending() {
            return Poll::Pending;
        }
        state.order.acquire();
        if state.count.get() != 0 || state.waiters.get() != 0 {
            // The waiter never goes on.
            panic("sync: WaitGroup is reused before previous Wait has returned");
            return Poll::Pending;
        }
        Poll::Ready(())
    }
}
