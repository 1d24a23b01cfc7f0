//! Channels.

use super::panic;
use crate::runtime::{self, Ticket, WaitQueue};
use crate::trace::BlockReason;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

/// `chan T`. Clones are the same channel.
///
/// The rules are those of `src/runtime/chan.go`: senders and receivers wait in FIFO order; a value goes from hand to
/// hand when somebody waits for it; what is in the buffer is received before a waiting sender's value; closing
/// releases every receiver, then panics every sender.
#[derive(Debug)]
pub struct Chan<T> {
    state: Rc<RefCell<State<T>>>,
}

#[derive(Debug)]
struct State<T> {
    buffer: VecDeque<T>,
    capacity: usize,
    closed: bool,
    receivers: WaitQueue,
    senders: WaitQueue<T>,
    /// Values handed to receivers that are runnable but have not run yet, in the order in which most of them will.
    handed: VecDeque<(Ticket, T)>,
    /// Senders that were woken because the channel closed under them.
    refused: Vec<Ticket>,
}

impl<T> Clone for Chan<T> {
    fn clone(&self) -> Chan<T> {
        Chan {
            state: Rc::clone(&self.state),
        }
    }
}

impl<T> Chan<T> {
    /// `make(chan T, capacity)`; 0 for an unbuffered channel.
    #[must_use]
    pub fn new(capacity: usize) -> Chan<T> {
        let state = State {
            buffer: VecDeque::new(),
            capacity,
            closed: false,
            receivers: WaitQueue::new(),
            senders: WaitQueue::new(),
            handed: VecDeque::new(),
            refused: Vec::new(),
        };
        Chan {
            state: Rc::new(RefCell::new(state)),
        }
    }

    /// `ch <- value`.
    ///
    /// # Panics
    /// In the run, with Go's words, if the channel is closed, before or while it waits.
    pub fn send(&self, value: T) -> ChanSend<'_, T> {
        ChanSend {
            channel: self,
            value: Some(value),
            parked: None,
        }
    }

    /// `value, ok := <-ch`: `None` once the channel is closed and empty.
    pub fn receive(&self) -> ChanReceive<'_, T> {
        ChanReceive {
            channel: self,
            parked: None,
        }
    }

    /// `close(ch)`.
    ///
    /// # Panics
    /// In the run, with Go's words, if it is closed already.
    pub fn close(&self) {
        let state = &mut *self.state.borrow_mut();
        if std::mem::replace(&mut state.closed, true) {
            panic("close of closed channel");
            return;
        }
        state.receivers.wake_all_from_last();
        state.refused = state.senders.wake_all_from_last();
    }

    /// `len(ch)`: how many values lie in the buffer.
    #[must_use]
    pub fn len(&self) -> usize {
        self.state.borrow().buffer.len()
    }

    /// Whether the buffer is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// The future of [`Chan::send`].
#[derive(Debug)]
#[must_use = "futures do nothing unless they are awaited"]
pub struct ChanSend<'a, T> {
    channel: &'a Chan<T>,
    value: Option<T>,
    parked: Option<Ticket>,
}

impl<T> Unpin for ChanSend<'_, T> {}

impl<T> Future for ChanSend<'_, T> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        let state = &mut *self.channel.state.borrow_mut();
        if let Some(ticket) = self.parked {
            let Some(place) = state.refused.iter().position(|t| *t == ticket) else {
                return Poll::Ready(());
            };
            state.refused.swap_remove(place);
            return send_on_closed();
        }
        if state.closed {
            return send_on_closed();
        }
        let Some(value) = self.value.take() else {
            return Poll::Ready(());
        };
        if let Some((ticket, ())) = state.receivers.wake_first() {
            state.handed.push_back((ticket, value));
        } else if state.buffer.len() < state.capacity {
            state.buffer.push_back(value);
        } else {
            let ticket = runtime::park(BlockReason::ChanSend);
            state.senders.push(ticket, value);
            self.parked = Some(ticket);
            return Poll::Pending;
        }
        Poll::Ready(())
    }
}

/// The run ends here; the sender never goes on.
fn send_on_closed() -> Poll<()> {
    panic("send on closed channel");
    Poll::Pending
}

/// The future of [`Chan::receive`].
#[derive(Debug)]
#[must_use = "futures do nothing unless they are awaited"]
pub struct ChanReceive<'a, T> {
    channel: &'a Chan<T>,
    parked: Option<Ticket>,
}

impl<T> Future for ChanReceive<'_, T> {
    type Output = Option<T>;

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<T>> {
        let state = &mut *self.channel.state.borrow_mut();
        if let Some(ticket) = self.parked {
            let handed = state.handed.iter().position(|(t, _)| *t == ticket);
            let value = handed.and_then(|place| state.handed.remove(place));
            return Poll::Ready(value.map(|(_, value)| value));
        }
        let buffered = state.buffer.pop_front();
        // A sender waits only while the buffer is full, so that taking one value always makes room for its own.
        let sent = state.senders.wake_first().map(|(_, value)| value);
        match (buffered, sent) {
            (Some(first), Some(behind)) => {
                state.buffer.push_back(behind);
                Poll::Ready(Some(first))
            }
            (Some(value), None) | (None, Some(value)) => Poll::Ready(Some(value)),
            (None, None) if state.closed => Poll::Ready(None),
            (None, None) => {
                let ticket = runtime::park(BlockReason::ChanReceive);
                state.receivers.push(ticket, ());
                self.parked = Some(ticket);
                Poll::Pending
            }
        }
    }
}
