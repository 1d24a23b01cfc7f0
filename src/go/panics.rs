//! `panic`, `recover`, and the ways in which a process ends itself.

use crate::runtime;
use crate::trace::Outcome;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

/// `panic(message)`: the goroutine does not go on after its next await; what it has deferred runs; and unless
/// [`recovered`] is around it, the process ends with exit code 2. Follow it by `unwind().await` where a line after it would do
/// harm.
pub fn panic(message: &str) {
    runtime::panic(message);
}

/// An error of the runtime that cannot be recovered, `fatal error: …`: the process ends with exit code 2.
pub fn fatal(message: &str) {
    runtime::fatal(Outcome::Fatal, &format!("fatal error: {message}"));
}

/// `os.Exit(1)`: the process ends here; nothing that was deferred runs.
pub fn exit() {
    runtime::fatal(Outcome::Exited, "exit status 1");
}

/// Where a goroutine that has panicked stays. Goes on at once otherwise.
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

/// A function with `defer func() { recover() }()` at its top: what it returns, or what it panicked with. What it has
/// deferred itself has run then.
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
        if let Some(message) = runtime::take_panic() {
            // Its deferred calls run here.
            self.body = None;
            return Poll::Ready(Err(message));
        }
        poll.map(Ok)
    }
}
