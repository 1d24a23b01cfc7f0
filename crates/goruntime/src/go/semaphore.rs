//! Package `golang.org/x/sync/semaphore`.

use super::context::CANCELED;
use super::{Chan, Context, Error, panic, select};
use crate::runtime::{Object, SyncVar};
use crate::trace::{Name, ObjectKind};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

/// `*semaphore.Weighted`. Clones are the same semaphore.
///
/// The rules are those of `semaphore.go`: first come, first served. While the first in the queue waits for a large weight,
/// those behind it wait too, even for a small one.
#[derive(Clone, Debug)]
pub struct Weighted {
    state: Rc<RefCell<State>>,
}

#[derive(Debug)]
struct State {
    object: Object,
    size: i64,
    held: i64,
    waiters: VecDeque<Waiter>,
    /// The number of waiters so far.
    came: u64,
    /// Every call locks the mutex of Go's semaphore, which orders it.
    order: SyncVar,
}

#[derive(Debug)]
struct Waiter {
    number: u64,
    weight: i64,
    /// Closed once the weight is held.
    ready: Chan<()>,
}

impl Weighted {
    /// `semaphore.NewWeighted(size)`.
    #[must_use]
    pub fn new(size: i64) -> Weighted {
        let capacity = u32::try_from(size).unwrap_or_default();
        let state = State {
            object: Object::new(ObjectKind::Semaphore, capacity),
            size,
            held: 0,
            waiters: VecDeque::new(),
            came: 0,
            order: SyncVar::default(),
        };
        Weighted {
            state: Rc::new(RefCell::new(state)),
        }
    }

    /// Gives it a name in the trace.
    #[must_use]
    pub fn named<'n>(self, name: impl Into<Name<'n>>) -> Weighted {
        self.state.borrow().object.name(name);
        self
    }

    /// `sem.Acquire(ctx, weight)`: waits until it holds the weight, or `ctx` is done. A request for more than the
    /// semaphore's size waits for `ctx` alone, outside the queue.
    ///
    /// # Errors
    /// `ctx`'s error; it then holds nothing.
    pub async fn acquire(&self, ctx: &Context, weight: i64) -> Result<(), Error> {
        if let Some(error) = ctx.err() {
            return Err(error);
        }
        if self.try_acquire(weight) {
            return Ok(());
        }
        if weight > self.state.borrow().size {
            ctx.done().receive().await;
            return Err(ctx.err().unwrap_or(CANCELED));
        }
        let (number, ready) = self.state.borrow_mut().queue(weight);
        let (mut done, mut is_ready) = (ctx.done().receiving(), ready.receiving());
        let chosen = select(&mut [&mut done, &mut is_ready]).await;
        match ctx.err() {
            None => {
                self.state.borrow().acquired();
                Ok(())
            }
            Some(error) if chosen == 0 => {
                self.state.borrow_mut().give_up(number, weight);
                Err(error)
            }
            Some(error) => {
                self.state.borrow_mut().release(weight);
                Err(error)
            }
        }
    }

    /// `sem.TryAcquire(weight)`.
    #[must_use]
    pub fn try_acquire(&self, weight: i64) -> bool {
        let state = &mut *self.state.borrow_mut();
        state.lock();
        let is_free = state.size - state.held >= weight && state.waiters.is_empty();
        if is_free {
            state.held += weight;
            state.acquired();
        }
        is_free
    }

    /// `sem.Release(weight)`.
    ///
    /// # Panics
    /// In the run, with Go's words, if less than `weight` is held.
    pub fn release(&self, weight: i64) {
        let state = &mut *self.state.borrow_mut();
        let held = u32::try_from(state.held - weight).unwrap_or_default();
        state.object.unlocked(held);
        state.release(weight);
    }
}

impl State {
    /// The running goroutine goes on with its weight.
    fn acquired(&self) {
        self.object
            .locked(u32::try_from(self.held).unwrap_or(u32::MAX));
    }

    fn release(&mut self, weight: i64) {
        self.lock();
        self.held -= weight;
        if self.held < 0 {
            panic("semaphore: released more than held");
        } else {
            self.notify();
        }
    }

    /// The mutex is never contended, as no goroutine waits while it holds it.
    fn lock(&self) {
        self.order.acquire();
        self.order.release();
    }

    fn queue(&mut self, weight: i64) -> (u64, Chan<()>) {
        let (number, ready) = (self.came, Chan::for_object(self.object.alias()));
        self.came += 1;
        self.waiters.push_back(Waiter {
            number,
            weight,
            ready: ready.clone(),
        });
        (number, ready)
    }

    /// A waiter gives up: it leaves the queue, or gives back the weight that it got meanwhile.
    fn give_up(&mut self, number: u64, weight: i64) {
        let was_first = self.waiters.front().is_some_and(|w| w.number == number);
        let waited = self.waiters.len();
        self.waiters.retain(|waiter| waiter.number != number);
        let has_got = self.waiters.len() == waited;
        if has_got {
            self.held -= weight;
        }
        if has_got || was_first && self.size > self.held {
            self.notify();
        }
    }

    fn notify(&mut self) {
        while let Some(first) = self.waiters.front()
            && self.size - self.held >= first.weight
        {
            self.held += first.weight;
            first.ready.close();
            self.waiters.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::go::context::{background, with_cancel, with_timeout};
    use crate::go::go;
    use crate::go::tests::{check_dies, check_said, micros, run, say};
    use crate::time::Duration;
    use crate::trace::Outcome;
    use proptest::prelude::*;
    use std::cell::Cell;

    /// Acquires a weight, holds it for `length` and releases it; without a length it keeps it. Logs each step.
    async fn hold(sem: Weighted, ctx: Context, i: usize, weight: i64, length: Option<usize>) {
        if let Err(error) = sem.acquire(&ctx, weight).await {
            say(i, &error.to_string());
            return;
        }
        say(i, "has");
        if let Some(length) = length {
            micros(length).await;
            sem.release(weight);
            say(i, "released");
        }
    }

    #[test]
    fn first_come_first_served_whatever_the_weight() {
        let main = async {
            let sem = Weighted::new(3);
            for (i, weight) in (0..).zip([2, 3, 1, 1, 4, 1]) {
                let sem = sem.clone();
                go(async move {
                    micros(100 * (i + 1)).await;
                    let timeout = Duration::micros(1_000 + i as u64);
                    let (ctx, _) = with_timeout(&background(), timeout);
                    hold(sem, ctx, i, weight, Some(450 + 7 * i)).await;
                });
            }
            micros(650).await;
            assert!(!sem.try_acquire(1));
            micros(5_000).await;
            assert!(sem.try_acquire(3));
            assert!(!sem.try_acquire(1));
        };
        check_said(
            main,
            "100µs: 0 has
            550µs: 0 released, 1 has
            1.007ms: 1 released, 5 has, 2 has, 3 has
            1.471ms: 2 released
            1.478ms: 3 released
            1.492ms: 5 released
            1.504ms: 4 context deadline exceeded",
        );
    }

    #[test]
    fn a_waiter_that_gives_up_lets_the_queue_move() {
        let main = async {
            let sem = Weighted::new(3);
            assert!(sem.try_acquire(3));
            for i in 0..3 {
                let sem = sem.clone();
                go(async move {
                    micros(100 * (i + 1)).await;
                    let (ctx, _) = with_timeout(&background(), Duration::micros(250));
                    hold(sem, ctx, i, 3 - i64::try_from(i).unwrap(), None).await;
                });
            }
            micros(150).await;
            sem.release(2);
            micros(1_000).await;
        };
        check_said(
            main,
            "350µs: 0 context deadline exceeded, 1 has
            550µs: 2 context deadline exceeded",
        );
    }

    #[test]
    fn a_waiter_cancelled_before_it_goes_on_gives_its_weight_back() {
        let main = async {
            let sem = Weighted::new(1);
            assert!(sem.try_acquire(1));
            let (ctx, cancel) = with_cancel(&background());
            for i in 0..3 {
                let (sem, ctx) = (sem.clone(), ctx.clone());
                go(async move {
                    micros(i).await;
                    hold(sem, ctx, i, 1, None).await;
                });
            }
            micros(10).await;
            sem.release(1);
            cancel.call();
            say(9, "cancelled");
            micros(10).await;
            assert!(sem.try_acquire(1));
        };
        check_said(
            main,
            "10µs: 9 cancelled, 1 context canceled, 0 context canceled, 2 context canceled",
        );
    }

    #[test]
    fn misuse_has_gos_words() {
        let more = async {
            let sem = Weighted::new(3);
            assert!(sem.try_acquire(1));
            sem.release(2);
        };
        check_dies(
            more,
            Outcome::Panic,
            "panic: semaphore: released more than held",
        );
        let never = async {
            let sem = Weighted::new(3);
            assert!(sem.acquire(&background(), 4).await.is_ok());
        };
        check_dies(
            never,
            Outcome::Deadlock,
            "fatal error: all goroutines are asleep - deadlock!\n\ngoroutine 1 [chan receive (nil chan)]:",
        );
    }

    proptest! {
        /// Never more than its size is held, every goroutine acquires or gives up, and in the end nothing is held.
        #[test]
        fn it_bounds(
            size in 1_i64..6,
            steps in prop::collection::vec((1_i64..6, 0_usize..20, 0_usize..9, 1_u64..30), 1..12),
        ) {
            let in_all = steps.len();
            let (held, turns) = (Rc::new(Cell::new(0)), Rc::new(Cell::new(0)));
            let seen = Rc::clone(&turns);
            let trace = run(async move {
                let sem = Weighted::new(size);
                for (weight, before, within, timeout) in steps {
                    let (sem, held, turns) = (sem.clone(), Rc::clone(&held), Rc::clone(&turns));
                    go(async move {
                        micros(before).await;
                        let (ctx, _) = with_timeout(&background(), Duration::micros(timeout));
                        if sem.acquire(&ctx, weight).await.is_ok() {
                            held.set(held.get() + weight);
                            assert!(held.get() <= size, "more is held than there is");
                            micros(within).await;
                            held.set(held.get() - weight);
                            sem.release(weight);
                        }
                        turns.set(turns.get() + 1);
                    });
                }
                micros(1_000).await;
                assert!(sem.try_acquire(size));
            });
            prop_assert_eq!(trace.exit().outcome, Outcome::Finished);
            prop_assert_eq!(seen.get(), in_all);
        }
    }
}
