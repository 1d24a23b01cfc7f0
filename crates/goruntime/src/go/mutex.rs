//! `sync.Mutex`.

use super::fatal;
use super::sema::Sema;
use crate::runtime::{self, Object, SyncVar};
use crate::time::{Duration, Time};
use crate::trace::{BlockReason, Name, ObjectKind};
use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

/// A waiter that has waited longer than this makes the mutex starve.
const STARVATION: Duration = Duration::millis(1);

/// A lock. Clones are the same lock, as pointers are in Go.
///
/// The rules are those of `src/internal/sync/mutex.go`. In normal mode a waiter that was woken competes with goroutines
/// that arrive; if it loses, it goes to the front of the queue. Once a waiter has waited for more than a millisecond and
/// lost, the mutex starves: unlocking hands it to the first waiter and yields to it, and arriving goroutines queue. It
/// returns to normal mode with the last waiter, or with one that has waited less than a millisecond.
#[derive(Clone, Debug)]
pub struct Mutex {
    state: Rc<State>,
}

#[derive(Debug)]
struct State {
    object: Object,
    locked: Cell<bool>,
    /// A waiter has been woken and will try to lock.
    woken: Cell<bool>,
    starves: Cell<bool>,
    waiters: Cell<u32>,
    sema: Sema,
    order: SyncVar,
}

impl Default for Mutex {
    fn default() -> Mutex {
        Mutex::of_kind(ObjectKind::Mutex)
    }
}

impl Mutex {
    /// An unlocked mutex.
    #[must_use]
    pub fn new() -> Mutex {
        Mutex::default()
    }

    /// Another mutex in the present state, as an assignment in Go copies one: locked if this one is. Who waits for this one
    /// does not wait for the copy.
    #[must_use]
    pub fn copied(&self) -> Mutex {
        let state = &self.state;
        Mutex {
            state: Rc::new(State {
                object: state.object.of_same_kind(),
                locked: state.locked.clone(),
                woken: state.woken.clone(),
                starves: state.starves.clone(),
                waiters: state.waiters.clone(),
                sema: Sema::default(),
                order: SyncVar::default(),
            }),
        }
    }

    /// Gives it a name in the trace.
    #[must_use]
    pub fn named<'n>(self, name: impl Into<Name<'n>>) -> Mutex {
        self.object().name(name);
        self
    }

    /// `mu.Lock()`.
    pub async fn lock(&self) {
        self.enter().await;
        self.object().locked(1);
    }

    /// `mu.TryLock()`.
    #[must_use]
    pub fn try_lock(&self) -> bool {
        let has_entered = self.try_enter();
        if has_entered {
            self.object().locked(1);
        }
        has_entered
    }

    /// A mutex that is, or is a part of, a lock of this kind.
    pub(super) fn of_kind(kind: ObjectKind) -> Mutex {
        let state = State {
            object: Object::new(kind, 0),
            locked: Cell::default(),
            woken: Cell::default(),
            starves: Cell::default(),
            waiters: Cell::default(),
            sema: Sema::default(),
            order: SyncVar::default(),
        };
        Mutex {
            state: Rc::new(state),
        }
    }

    /// What the trace knows of it.
    pub(super) fn object(&self) -> &Object {
        &self.state.object
    }

    /// Locks it without a word to the trace.
    pub(super) async fn enter(&self) {
        if !self.try_enter() {
            self.state.wait().await;
            self.state.order.acquire();
        }
    }

    /// As [`Mutex::try_lock`], without a word to the trace.
    pub(super) fn try_enter(&self) -> bool {
        let state = &self.state;
        let is_free = !state.locked.get() && !state.starves.get();
        if is_free {
            state.locked.set(true);
            state.order.acquire();
        }
        is_free
    }

    /// `mu.Unlock()`. The call itself unlocks. Awaiting its result yields to the waiter that got a starving mutex.
    ///
    /// # Panics
    /// The run ends, with Go's words and beyond recovery, if it is not locked.
    pub fn unlock(&self) -> Unlock {
        self.object().unlocked(0);
        self.leave()
    }

    /// As [`Mutex::unlock`], without a word to the trace.
    pub(super) fn leave(&self) -> Unlock {
        Unlock(self.state.unlock())
    }

    /// `mu.Lock(); defer mu.Unlock()` and then the rest of the function.
    pub async fn locked<R>(&self, body: impl Future<Output = R>) -> R {
        self.lock().await;
        let held = Held(self);
        let result = body.await;
        std::mem::forget(held);
        self.unlock().await;
        result
    }
}

/// Unlocks the mutex if a panic ends the function.
struct Held<'a>(&'a Mutex);

impl Drop for Held<'_> {
    fn drop(&mut self) {
        drop(self.0.unlock());
    }
}

impl State {
    async fn wait(&self) {
        let (mut since, mut has_starved, mut awoke): (Option<Time>, _, _) = (None, false, false);
        loop {
            if awoke {
                self.woken.set(false);
            }
            if !self.locked.get() && !self.starves.get() {
                self.locked.set(true);
                return;
            }
            self.waiters.set(self.waiters.get() + 1);
            if has_starved && self.locked.get() {
                self.starves.set(true);
            }
            let first = since.is_some();
            let began = *since.get_or_insert_with(runtime::now);
            let reason = BlockReason::SyncMutexLock;
            self.sema.acquire(&self.object, reason, first).await;
            has_starved |= runtime::now().since(began) > STARVATION;
            if self.starves.get() {
                self.take_over(has_starved);
                return;
            }
            awoke = true;
        }
    }

    /// The mutex was handed over to this goroutine.
    fn take_over(&self, has_starved: bool) {
        let waiters = self.waiters.get() - 1;
        self.waiters.set(waiters);
        self.locked.set(true);
        if !has_starved || waiters == 0 {
            self.starves.set(false);
        }
    }

    fn unlock(&self) -> Then {
        self.order.release();
        if !self.locked.replace(false) {
            fatal("sync: unlock of unlocked mutex");
            return Then::Stay;
        }
        if self.starves.get() {
            let is_taken = self.sema.hand_over();
            return if is_taken { Then::Yield } else { Then::GoOn };
        }
        if self.waiters.get() > 0 && !self.woken.get() {
            self.waiters.set(self.waiters.get() - 1);
            self.woken.set(true);
            self.sema.release();
        }
        Then::GoOn
    }
}

/// The future of [`Mutex::unlock`].
#[derive(Debug, Default)]
#[must_use = "a starving mutex is handed to a waiter, which goes first: await it"]
pub struct Unlock(Then);

/// The next step of the goroutine that has unlocked.
#[derive(Debug, Default)]
enum Then {
    #[default]
    GoOn,
    Yield,
    /// The process has ended: the goroutine never goes on.
    Stay,
}

impl Future for Unlock {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        match std::mem::take(&mut self.0) {
            Then::GoOn => return Poll::Ready(()),
            Then::Yield => runtime::yield_now(),
            Then::Stay => {}
        }
        Poll::Pending
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::go::tests::{check_dies, check_said, micros, run, say};
    use crate::go::{WaitGroup, go, panic, recovered, unwind};
    use crate::trace::Outcome;
    use proptest::prelude::*;

    /// Four goroutines arrive one after the other while the mutex is held, each to hold it `times` for `hold` microseconds.
    fn four_wait(mu: &Mutex, times: usize, hold: usize) {
        for i in 1..=4 {
            let mu = mu.clone();
            go(async move {
                micros(100 * i).await;
                for _ in 0..times {
                    mu.lock().await;
                    say(i, "has");
                    micros(hold).await;
                    mu.unlock().await;
                    say(i, "unlocked");
                }
            });
        }
    }

    async fn hold(mu: &Mutex, length: usize) {
        mu.lock().await;
        say(0, "has");
        micros(length).await;
        mu.unlock().await;
        say(0, "unlocked");
    }

    #[test]
    fn the_holder_barges_past_waiters_until_one_has_starved() {
        let main = async {
            let mu = Mutex::new();
            mu.lock().await;
            four_wait(&mu, 1, 50);
            micros(450).await;
            mu.unlock().await;
            say(0, "unlocked");
            for length in [100, 2_000, 0, 0] {
                hold(&mu, length).await;
            }
            micros(5_000).await;
            assert!(mu.try_lock());
            assert!(!mu.try_lock());
        };
        check_said(
            main,
            "450µs: 0 unlocked, 0 has
            550µs: 0 unlocked, 0 has
            2.55ms: 0 unlocked, 0 has, 0 unlocked, 0 has, 0 unlocked, 1 has
            2.6ms: 1 unlocked, 2 has
            2.65ms: 2 unlocked, 3 has
            2.7ms: 3 unlocked, 4 has
            2.75ms: 4 unlocked",
        );
    }

    #[test]
    fn a_starving_mutex_is_handed_over_and_its_new_holder_goes_first() {
        let main = async {
            let mu = Mutex::new();
            mu.lock().await;
            four_wait(&mu, 2, 700);
            micros(3_000).await;
            mu.unlock().await;
            say(0, "unlocked");
            micros(50_000).await;
        };
        check_said(
            main,
            "3ms: 0 unlocked, 1 has
            3.7ms: 1 unlocked, 1 has
            4.4ms: 2 has, 1 unlocked
            5.1ms: 3 has, 2 unlocked
            5.8ms: 4 has, 3 unlocked
            6.5ms: 2 has, 4 unlocked
            7.2ms: 3 has, 2 unlocked
            7.9ms: 4 has, 3 unlocked
            8.6ms: 4 unlocked",
        );
    }

    #[test]
    fn misuse_is_fatal_in_gos_words() {
        let unlocked = "fatal error: sync: unlock of unlocked mutex";
        check_dies(
            async { Mutex::new().unlock().await },
            Outcome::Fatal,
            unlocked,
        );
        let forgotten = async {
            let mu = Mutex::new();
            mu.lock().await;
            mu.lock().await;
        };
        check_dies(
            forgotten,
            Outcome::Deadlock,
            "fatal error: all goroutines are asleep - deadlock!\n\ngoroutine 1 [sync.Mutex.Lock]:",
        );
    }

    #[test]
    fn a_panic_unlocks_a_mutex_that_is_locked_for_a_function() {
        let main = async {
            let mu = Mutex::new();
            let dies = async {
                panic("oh");
                unwind().await;
            };
            assert_eq!(recovered(mu.locked(dies)).await, Err(String::from("oh")));
            assert_eq!(mu.locked(async { 7 }).await, 7);
            assert!(mu.try_lock());
        };
        assert_eq!(run(main).exit().outcome, Outcome::Finished);
    }

    proptest! {
        /// One holder at a time, and every goroutine has its turn.
        #[test]
        fn it_excludes(pauses in prop::collection::vec((0_usize..4, 0_usize..4), 1..12), count in 1_usize..6) {
            let (inside, turns) = (Rc::new(Cell::new(0)), Rc::new(Cell::new(0)));
            let in_all = pauses.len() * count;
            let seen = Rc::clone(&turns);
            let trace = run(async move {
                let (mu, wg) = (Mutex::new(), WaitGroup::new());
                for (before, within) in pauses {
                    wg.add(1);
                    let (mu, wg, inside, turns) = (mu.clone(), wg.clone(), Rc::clone(&inside), Rc::clone(&turns));
                    go(async move {
                        for _ in 0..count {
                            micros(400 * before).await;
                            mu.lock().await;
                            assert_eq!(inside.replace(1), 0, "two hold it");
                            micros(400 * within).await;
                            inside.set(0);
                            turns.set(turns.get() + 1);
                            mu.unlock().await;
                        }
                        wg.done();
                    });
                }
                wg.wait().await;
                assert!(mu.try_lock());
            });
            prop_assert_eq!(trace.exit().outcome, Outcome::Finished);
            prop_assert_eq!(seen.get(), in_all);
        }
    }
}
