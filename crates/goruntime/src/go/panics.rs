//! `panic`, `recover`, and the other ways in which a process ends itself.

use crate::runtime;
use crate::trace::Outcome;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

/// `panic(message)`: the goroutine never goes on after its next wait. Its deferred calls run; unless [`recovered`] is
/// around it, the process then ends with exit code 2. Follow it by `unwind().await`, which is that wait.
pub fn panic(message: &str) {
    runtime::panic(message);
}

/// An error of the runtime that cannot be recovered, `fatal error: …`: the process ends with exit code 2.
pub fn fatal(message: &str) {
    runtime::fatal(Outcome::Fatal, &format!("fatal error: {message}"));
}

/// `os.Exit(1)`: the process ends here, and no deferred call runs.
pub fn exit() {
    runtime::fatal(Outcome::Exited, "exit status 1");
}

/// Waits for ever in a goroutine that has panicked or has ended the process. Returns at once otherwise.
pub async fn unwind() {
    std::future::poll_fn(|_| {
        if runtime::is_panicking() {
            Poll::Pending
        } else {
            Poll::Ready(())
        }
    })
    .await;
}

/// A function with `defer func() { recover() }()` at its top. Returns its result, or the message of its panic, after its
/// own deferred calls have run.
pub fn recovered<F: Future>(body: F) -> Recovered<F> {
    Recovered {
        body: Some(Box::pin(body)),
    }
}

/// The future of [`recovered`].
#[must_use = "futures do nothing unless they are awaited"]
pub struct Recovered<F> {
    body: Option<Pin<Box<F>>>,
}

impl<F> fmt::Debug for Recovered<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Recovered")
    }
}

impl<F: Future> Future for Recovered<F> {
    type Output = Result<F::Output, String>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Some(body) = &mut self.body else {
            return Poll::Pending;
        };
        let poll = body.as_mut().poll(context);
        if runtime::is_panicking() {
            // Its deferred calls run here, and may panic too.
            self.body = None;
            return runtime::take_panic()
                .map_or(Poll::Pending, |message| Poll::Ready(Err(message)));
        }
        poll.map(Ok)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::go::tests::{check_dies, run};
    use crate::go::{Mutex, defer};

    async fn panics_twice() {
        let _second = defer(|| panic("two"));
        panic("one");
        unwind().await;
    }

    #[test]
    fn a_deferred_call_may_panic_too() {
        check_dies(panics_twice(), Outcome::Panic, "panic: one\n\tpanic: two");
        let main = async {
            let recovered = recovered(panics_twice()).await;
            assert_eq!(recovered, Err(String::from("two")));
        };
        assert_eq!(run(main).exit().outcome, Outcome::Finished);
    }

    #[test]
    fn a_fatal_error_in_a_deferred_call_comes_after_the_panic() {
        let main = async {
            let _unlocks = defer(|| drop(Mutex::new().unlock()));
            panic("one");
            unwind().await;
        };
        check_dies(
            main,
            Outcome::Fatal,
            "panic: one\n\tfatal error: sync: unlock of unlocked mutex",
        );
    }
}
