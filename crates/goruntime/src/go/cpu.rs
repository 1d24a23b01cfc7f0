//! Computing, and yielding the processor.

use crate::runtime;
use crate::time::Duration;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

/// Computes for `d`. Unlike sleeping, this holds one of the GOMAXPROCS processors. After 10 ms a goroutine is preempted and
/// goes to the end of the queue, if another one is runnable.
pub fn compute(d: Duration) -> Yielding {
    Yielding {
        how: Some(How::Compute(d)),
    }
}

/// `runtime.Gosched()`: lets every other runnable goroutine go first.
pub fn gosched() -> Yielding {
    Yielding {
        how: Some(How::Gosched),
    }
}

/// The future of [`compute`] and of [`gosched`].
#[derive(Debug)]
#[must_use = "futures do nothing unless they are awaited"]
pub struct Yielding {
    how: Option<How>,
}

#[derive(Debug)]
enum How {
    Compute(Duration),
    Gosched,
}

impl Future for Yielding {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        match self.how.take() {
            None | Some(How::Compute(Duration::ZERO)) => return Poll::Ready(()),
            Some(How::Compute(d)) => runtime::compute(d),
            Some(How::Gosched) => runtime::give_up_processor(),
        }
        Poll::Pending
    }
}
