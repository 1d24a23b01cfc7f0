//! `sync.Once`.

use super::mutex::Mutex;
use crate::runtime::SyncVar;
use std::cell::Cell;
use std::future::Future;
use std::rc::Rc;

/// A function that is called once. Clones share the state, as pointers do in Go.
///
/// The rules are those of `src/sync/once.go`: no call returns before the first has; calls that come while it runs wait for
/// its mutex.
#[derive(Clone, Debug, Default)]
pub struct Once {
    state: Rc<State>,
}

#[derive(Debug, Default)]
struct State {
    done: Cell<bool>,
    mutex: Mutex,
    order: SyncVar,
}

impl Once {
    /// A `Once` that has not been called.
    #[must_use]
    pub fn new() -> Once {
        Once::default()
    }

    /// `once.Do(f)`. A call that panics counts as done.
    pub async fn call(&self, body: impl Future<Output = ()>) {
        let state = &*self.state;
        if state.done.get() {
            state.order.acquire();
            return;
        }
        let first = async {
            if !state.done.get() {
                let _done = super::defer(|| {
                    state.order.release();
                    state.done.set(true);
                });
                body.await;
            }
        };
        state.mutex.locked(first).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::go::tests::{check_said, micros, say};
    use crate::go::{go, panic, recovered, unwind};

    #[test]
    fn calls_during_the_first_wait_for_it() {
        let main = async {
            let once = Once::new();
            for i in 1..=4 {
                let once = once.clone();
                go(async move {
                    micros(400 * i).await;
                    let work = async move {
                        say(i, "does");
                        micros(1_500).await;
                        say(i, "did");
                    };
                    once.call(work).await;
                    say(i, "goes on");
                });
            }
            micros(10_000).await;
            once.call(async { say(0, "does") }).await;
        };
        check_said(
            main,
            "400µs: 1 does
            1.9ms: 1 did, 1 goes on, 2 goes on, 3 goes on, 4 goes on",
        );
    }

    #[test]
    fn a_call_that_panics_counts() {
        let main = async {
            let once = Once::new();
            let dies = async {
                panic("oh");
                unwind().await;
            };
            assert!(recovered(once.call(dies)).await.is_err());
            once.call(async { say(0, "does") }).await;
        };
        check_said(main, "");
    }
}
