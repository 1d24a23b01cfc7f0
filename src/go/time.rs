//! Package `time`.

use crate::runtime;
use crate::time::Duration;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

/// `time.Sleep(d)`. A duration of zero returns at once, without yielding (`src/runtime/time.go`, `timeSleep`).
pub fn sleep(d: Duration) -> Sleep {
    Sleep {
        length: d,
        parked: false,
    }
}

/// The future of [`sleep`].
#[derive(Debug)]
#[must_use = "futures do nothing unless they are awaited"]
pub struct Sleep {
    length: Duration,
    parked: bool,
}

impl Future for Sleep {
    type Output = ();

    #[inline]
    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        if self.parked || self.length == Duration::ZERO {
            return Poll::Ready(());
        }
        self.parked = true;
        runtime::sleep(self.length);
        Poll::Pending
    }
}
