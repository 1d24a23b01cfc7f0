//! `sync.RWMutex`.

use super::fatal;
use super::mutex::{Mutex, Unlock};
use super::sema::Sema;
use crate::runtime::{Object, SyncVar};
use crate::trace::{BlockReason, Name, ObjectKind};
use std::cell::Cell;
use std::rc::Rc;

/// Subtracted from the number of readers while a writer holds the mutex or waits for readers to leave.
const WRITER: i32 = 1 << 30;

/// A lock that either many readers hold or one writer. Clones are the same lock, as pointers are in Go.
///
/// The rules are those of `src/sync/rwmutex.go`: a waiting writer keeps new readers out, and when it unlocks, all readers
/// that have arrived meanwhile go before the next writer.
#[derive(Clone, Debug, Default)]
pub struct RwMutex {
    state: Rc<State>,
}

#[derive(Debug)]
struct State {
    /// Writers compete for this mutex. In the trace its object stands for the whole lock.
    writers: Mutex,
    writer_sema: Sema,
    reader_sema: Sema,
    /// The readers that hold the mutex or wait for it; less [`WRITER`].
    readers: Cell<i32>,
    /// The readers that hold the mutex.
    reading: Cell<u32>,
    /// The readers that a writer waits for.
    departing: Cell<i32>,
    /// The release clocks of writers and of readers.
    written: SyncVar,
    read: SyncVar,
}

impl Default for State {
    fn default() -> State {
        State {
            writers: Mutex::of_kind(ObjectKind::RwMutex),
            writer_sema: Sema::default(),
            reader_sema: Sema::default(),
            readers: Cell::default(),
            reading: Cell::default(),
            departing: Cell::default(),
            written: SyncVar::default(),
            read: SyncVar::default(),
        }
    }
}

impl RwMutex {
    /// An unlocked mutex.
    #[must_use]
    pub fn new() -> RwMutex {
        RwMutex::default()
    }

    /// Another lock in the present state, as an assignment in Go copies one; see [`Mutex::copied`].
    #[must_use]
    pub fn copied(&self) -> RwMutex {
        let state = &self.state;
        RwMutex {
            state: Rc::new(State {
                writers: state.writers.copied(),
                readers: state.readers.clone(),
                reading: state.reading.clone(),
                departing: state.departing.clone(),
                ..State::default()
            }),
        }
    }

    /// Gives it a name in the trace.
    #[must_use]
    pub fn named<'n>(self, name: impl Into<Name<'n>>) -> RwMutex {
        self.state.object().name(name);
        self
    }

    /// `mu.RLock()`.
    pub async fn r_lock(&self) {
        let state = &*self.state;
        if add(&state.readers, 1) < 0 {
            let reason = BlockReason::SyncRWMutexRLock;
            let object = state.object();
            state.reader_sema.acquire(object, reason, false).await;
        }
        state.written.acquire();
        state.reads(1);
    }

    /// `mu.TryRLock()`.
    #[must_use]
    pub fn try_r_lock(&self) -> bool {
        let is_free = self.state.readers.get() >= 0;
        if is_free {
            add(&self.state.readers, 1);
            self.state.written.acquire();
            self.state.reads(1);
        }
        is_free
    }

    /// `mu.RUnlock()`.
    ///
    /// # Panics
    /// The run ends, with Go's words and beyond recovery, if no reader holds it.
    pub fn r_unlock(&self) {
        let state = &*self.state;
        state.read.release();
        state.reads(-1);
        let readers = add(&state.readers, -1);
        if readers >= 0 {
            return;
        }
        if readers + 1 == 0 || readers + 1 == -WRITER {
            fatal("sync: RUnlock of unlocked RWMutex");
        } else if add(&state.departing, -1) == 0 {
            state.writer_sema.release();
        }
    }

    /// `mu.Lock()`.
    pub async fn lock(&self) {
        let state = &*self.state;
        state.writers.enter().await;
        let readers = state.readers.get();
        state.readers.set(readers - WRITER);
        if readers != 0 && add(&state.departing, readers) != 0 {
            let reason = BlockReason::SyncRWMutexLock;
            let object = state.object();
            state.writer_sema.acquire(object, reason, false).await;
        }
        state.written.acquire();
        state.read.acquire();
        state.object().locked(1);
    }

    /// `mu.TryLock()`.
    #[must_use]
    pub fn try_lock(&self) -> bool {
        let state = &*self.state;
        // Go locks the writers' mutex first and unlocks it again. As it was free, that wakes no goroutine.
        let is_free = state.readers.get() == 0 && state.writers.try_enter();
        if is_free {
            state.readers.set(-WRITER);
            state.written.acquire();
            state.read.acquire();
            state.object().locked(1);
        }
        is_free
    }

    /// `mu.Unlock()`. Await the result, as with [`Mutex::unlock`].
    ///
    /// # Panics
    /// The run ends, with Go's words and beyond recovery, if no writer holds it.
    pub fn unlock(&self) -> Unlock {
        let state = &*self.state;
        state.written.release();
        state.object().unlocked(0);
        let readers = add(&state.readers, WRITER);
        if readers >= WRITER {
            fatal("sync: Unlock of unlocked RWMutex");
            return Unlock::default();
        }
        for _ in 0..readers {
            state.reader_sema.release();
        }
        state.writers.leave()
    }
}

impl State {
    /// What the trace knows of the lock.
    fn object(&self) -> &Object {
        self.writers.object()
    }

    /// A reader got the lock, or released it.
    fn reads(&self, delta: i32) {
        let reading = self.reading.get().saturating_add_signed(delta);
        self.reading.set(reading);
        if delta > 0 {
            self.object().locked(reading);
        } else {
            self.object().unlocked(reading);
        }
    }
}

/// Returns the new value, as Go's atomics do.
fn add(variable: &Cell<i32>, delta: i32) -> i32 {
    variable.set(variable.get().wrapping_add(delta));
    variable.get()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::go::go;
    use crate::go::tests::{check_dies, check_said, micros, run, say};
    use crate::trace::Outcome;
    use proptest::prelude::*;

    async fn read(mu: &RwMutex, i: usize, length: usize) {
        mu.r_lock().await;
        say(i, "reads");
        micros(length).await;
        mu.r_unlock();
        say(i, "read");
    }

    async fn write(mu: &RwMutex, i: usize, length: usize) {
        mu.lock().await;
        say(i, "writes");
        micros(length).await;
        mu.unlock().await;
        say(i, "wrote");
    }

    #[test]
    fn readers_and_writers_take_turns() {
        let main = async {
            let mu = RwMutex::new();
            mu.r_lock().await;
            for i in 1..=9 {
                let mu = mu.clone();
                go(async move {
                    micros(100 * i).await;
                    if i % 3 == 0 {
                        write(&mu, i, 50).await;
                    } else {
                        read(&mu, i, 450 + i).await;
                    }
                });
            }
            micros(350).await;
            assert!(!mu.try_lock());
            assert!(!mu.try_r_lock());
            micros(1_000).await;
            mu.r_unlock();
            say(0, "read");
            write(&mu, 0, 0).await;
            read(&mu, 0, 0).await;
            micros(5_000).await;
            assert!(mu.try_r_lock());
            assert!(!mu.try_lock());
            mu.r_unlock();
            assert!(mu.try_lock());
            assert!(!mu.try_r_lock());
        };
        check_said(
            main,
            "100µs: 1 reads
            200µs: 2 reads
            551µs: 1 read
            652µs: 2 read
            1.35ms: 0 read, 3 writes
            1.4ms: 3 wrote, 4 reads, 5 reads, 7 reads, 8 reads
            1.854ms: 4 read
            1.855ms: 5 read
            1.857ms: 7 read
            1.858ms: 8 read, 6 writes
            1.908ms: 6 wrote, 9 writes
            1.958ms: 9 wrote, 0 writes, 0 wrote, 0 reads, 0 read",
        );
    }

    #[test]
    fn a_reader_that_comes_takes_the_turn_of_one_that_was_woken() {
        let main = async {
            let mu = RwMutex::new();
            mu.lock().await;
            for i in 1..=3 {
                let mu = mu.clone();
                go(async move {
                    micros(100 * i).await;
                    read(&mu, i, 10 * i).await;
                });
            }
            let second = mu.clone();
            go(async move {
                micros(400).await;
                write(&second, 4, 10).await;
            });
            micros(500).await;
            let comes = mu.clone();
            go(async move {
                say(5, "comes");
                read(&comes, 5, 40).await;
            });
            mu.unlock().await;
            say(0, "wrote");
            write(&mu, 0, 0).await;
            micros(1_000).await;
        };
        check_said(
            main,
            "500µs: 0 wrote, 5 comes, 5 reads, 1 reads, 2 reads
            510µs: 1 read
            520µs: 2 read
            540µs: 5 read, 0 writes, 0 wrote, 3 reads
            570µs: 3 read, 4 writes
            580µs: 4 wrote",
        );
    }

    #[test]
    fn misuse_is_fatal_in_gos_words() {
        check_dies(
            async { RwMutex::new().unlock().await },
            Outcome::Fatal,
            "fatal error: sync: Unlock of unlocked RWMutex",
        );
        check_dies(
            async { RwMutex::new().r_unlock() },
            Outcome::Fatal,
            "fatal error: sync: RUnlock of unlocked RWMutex",
        );
        let written = async {
            let mu = RwMutex::new();
            mu.lock().await;
            mu.r_unlock();
        };
        check_dies(
            written,
            Outcome::Fatal,
            "fatal error: sync: RUnlock of unlocked RWMutex",
        );
        let forgotten = async {
            let mu = RwMutex::new();
            let writer = mu.clone();
            mu.r_lock().await;
            go(async move { writer.lock().await });
            micros(1).await;
            mu.r_lock().await;
        };
        check_dies(
            forgotten,
            Outcome::Deadlock,
            "fatal error: all goroutines are asleep - deadlock!\n\n\
            goroutine 1 [sync.RWMutex.RLock]:\ngoroutine 2 [sync.RWMutex.Lock]:",
        );
    }

    proptest! {
        /// Many readers or one writer at a time, and every goroutine has its turn.
        #[test]
        fn it_excludes(steps in prop::collection::vec((any::<bool>(), 0_usize..6, 0_usize..6), 1..14)) {
            let in_all = steps.len();
            let (readers, writers, turns) = <(Rc<Cell<i32>>, Rc<Cell<i32>>, Rc<Cell<usize>>)>::default();
            let seen = Rc::clone(&turns);
            let trace = run(async move {
                let mu = RwMutex::new();
                for (writes, before, within) in steps {
                    let (mu, readers, writers, turns) =
                        (mu.clone(), Rc::clone(&readers), Rc::clone(&writers), Rc::clone(&turns));
                    go(async move {
                        micros(300 * before).await;
                        let inside = if writes {
                            mu.lock().await;
                            writers
                        } else {
                            mu.r_lock().await;
                            readers.clone()
                        };
                        inside.set(inside.get() + 1);
                        micros(300 * within).await;
                        turns.set(turns.get() + 1);
                        inside.set(inside.get() - 1);
                        if writes {
                            assert_eq!((inside.get(), readers.get()), (0, 0), "a writer is not alone");
                            mu.unlock().await;
                        } else {
                            mu.r_unlock();
                        }
                    });
                }
                micros(1_000_000).await;
            });
            prop_assert_eq!(trace.exit().outcome, Outcome::Finished);
            prop_assert_eq!(seen.get(), in_all);
        }
    }
}
