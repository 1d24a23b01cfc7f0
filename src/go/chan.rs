//! Channels.

mod case;
mod order;

pub use case::{Receiving, Sending};

use super::panic;
use crate::runtime::{self, Ticket, WaitQueue};
use crate::trace::BlockReason;
use order::Order;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::rc::{Rc, Weak};
use std::task::{Context, Poll};

/// `chan T`. Clones are the same channel.
///
/// The rules are those of `src/runtime/chan.go`: senders and receivers wait in FIFO order; a value goes from hand to
/// hand when somebody waits for it; what is in the buffer is received before a waiting sender's value; closing
/// releases every receiver, then panics every sender; whoever uses a nil channel waits for ever.
pub struct Chan<T>(Option<Rc<Inner<T>>>);

/// A channel that does not keep it alive.
pub(super) struct WeakChan<T>(Weak<Inner<T>>);

struct Inner<T> {
    state: RefCell<State<T>>,
    source: Option<Rc<dyn Source>>,
}

struct State<T> {
    buffer: VecDeque<T>,
    capacity: usize,
    closed: bool,
    receivers: WaitQueue,
    senders: WaitQueue<T>,
    /// Values handed to receivers that are runnable but have not run yet, in the order in which most of them will.
    handed: VecDeque<(Ticket, T)>,
    order: Order,
}

/// What fills a channel by itself, as a timer does: it is asked before a receive, and told who waits for it.
pub(super) trait Source {
    /// Sends what is due.
    fn poll(&self);
    /// A receiver begins to wait.
    fn blocked(&self);
    /// A receiver no longer waits.
    fn unblocked(&self);
}

impl<T> Clone for Chan<T> {
    fn clone(&self) -> Chan<T> {
        Chan(self.0.clone())
    }
}

impl<T> fmt::Debug for Chan<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Some(_) => write!(f, "chan ({} of {})", self.len(), self.capacity()),
            None => f.write_str("chan (nil)"),
        }
    }
}

impl<T> Chan<T> {
    /// `make(chan T, capacity)`; 0 for an unbuffered channel.
    #[must_use]
    pub fn new(capacity: usize) -> Chan<T> {
        Chan(Some(Rc::new(Inner::new(capacity, None))))
    }

    /// The nil channel.
    #[must_use]
    pub const fn nil() -> Chan<T> {
        Chan(None)
    }

    /// A channel with room for one value, which its source sends.
    pub(super) fn of_source<S: Source + 'static>(
        source: impl FnOnce(WeakChan<T>) -> Rc<S>,
    ) -> (Chan<T>, Rc<S>) {
        let mut made = None;
        let inner = Rc::new_cyclic(|weak| {
            let source = source(WeakChan(weak.clone()));
            made = Some(Rc::clone(&source));
            Inner::new(1, Some(source as Rc<dyn Source>))
        });
        let source = made.unwrap_or_else(|| unreachable!("the channel has been made of it"));
        (Chan(Some(inner)), source)
    }

    /// `ch <- value`.
    ///
    /// # Panics
    /// In the run, with Go's words, if the channel is closed, before or while it waits.
    pub fn send(&self, value: T) -> ChanSend<'_, T> {
        ChanSend {
            channel: self,
            value: Some(value),
            is_parked: false,
        }
    }

    /// `value, ok := <-ch`: `None` once the channel is closed and empty.
    pub fn receive(&self) -> ChanReceive<'_, T> {
        ChanReceive {
            channel: self,
            parked: None,
        }
    }

    /// `case ch <- value` of a [`super::select`].
    #[must_use]
    pub fn sending(&self, value: T) -> Sending<T> {
        Sending::new(self, value)
    }

    /// `case value, ok := <-ch` of a [`super::select`].
    #[must_use]
    pub fn receiving(&self) -> Receiving<T> {
        Receiving::new(self)
    }

    /// `close(ch)`.
    ///
    /// # Panics
    /// In the run, with Go's words, if it is closed already, or nil.
    pub fn close(&self) {
        let Some(inner) = &self.0 else {
            panic("close of nil channel");
            return;
        };
        let state = &mut *inner.state.borrow_mut();
        if std::mem::replace(&mut state.closed, true) {
            panic("close of closed channel");
            return;
        }
        state.order.closed();
        state.receivers.close();
        state.senders.close();
    }

    /// Whether both are the same channel: `ch == other`.
    #[must_use]
    pub fn is(&self, other: &Chan<T>) -> bool {
        match (&self.0, &other.0) {
            (Some(one), Some(other)) => Rc::ptr_eq(one, other),
            (None, None) => true,
            _ => false,
        }
    }

    /// `ch == nil`.
    #[must_use]
    pub const fn is_nil(&self) -> bool {
        self.0.is_none()
    }

    /// `len(ch)`: how many values lie in the buffer; none in that of a timer.
    #[must_use]
    pub fn len(&self) -> usize {
        self.of_buffer(|state| state.buffer.len())
    }

    /// Whether the buffer is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// `cap(ch)`: how many values the buffer has room for.
    #[must_use]
    pub fn capacity(&self) -> usize {
        self.of_buffer(|state| state.capacity)
    }

    /// Sends, or does nothing if that would mean to wait. For what runs on no goroutine.
    pub(crate) fn offer(&self, value: T) {
        if let Some(inner) = &self.0 {
            // A value for which there is no room is lost, as a timer's tick is.
            let _ = inner.state.borrow_mut().try_send(value);
        }
    }

    /// Takes out what lies in the buffer; true if something did.
    pub(super) fn drain(&self) -> bool {
        let Some(inner) = &self.0 else { return false };
        inner.state.borrow_mut().buffer.pop_front().is_some()
    }

    fn of_buffer(&self, f: impl FnOnce(&State<T>) -> usize) -> usize {
        match &self.0 {
            Some(inner) if inner.source.is_none() => f(&inner.state.borrow()),
            _ => 0,
        }
    }
}

impl<T> WeakChan<T> {
    /// The channel, if anybody still has it.
    pub(super) fn get(&self) -> Option<Chan<T>> {
        self.0.upgrade().map(|inner| Chan(Some(inner)))
    }
}

impl<T> Inner<T> {
    fn new(capacity: usize, source: Option<Rc<dyn Source>>) -> Inner<T> {
        let state = RefCell::new(State {
            buffer: VecDeque::new(),
            capacity,
            closed: false,
            receivers: WaitQueue::new(),
            senders: WaitQueue::new(),
            handed: VecDeque::new(),
            order: Order::default(),
        });
        Inner { state, source }
    }

    /// Lets the parked goroutine wait for a value.
    fn wait_to_receive(&self, ticket: Ticket, case: u16) {
        let receivers = &mut self.state.borrow_mut().receivers;
        receivers.push_case(ticket, case, ());
        if let Some(source) = &self.source {
            source.blocked();
        }
    }

    /// What a receiver got that was woken.
    fn received(&self, ticket: Ticket, success: bool) -> Option<T> {
        if let Some(source) = &self.source {
            source.unblocked();
        }
        if !success {
            self.state.borrow().order.saw_closed();
            return None;
        }
        let handed = &mut self.state.borrow_mut().handed;
        let place = handed.iter().position(|(to, _)| *to == ticket)?;
        handed.remove(place).map(|(_, value)| value)
    }

    fn poll_source(&self) {
        if let Some(source) = &self.source {
            source.poll();
        }
    }
}

impl<T> State<T> {
    /// Receives, if that is possible without waiting: a value, or `None` from a closed channel.
    #[inline]
    fn try_receive(&mut self) -> Poll<Option<T>> {
        let buffered = self.buffer.pop_front();
        // A sender waits only while the buffer is full, so that taking one value always makes room for its own.
        match (buffered, self.senders.wake_first()) {
            (Some(first), Some((sender, behind))) => {
                self.order.taken(self.capacity);
                self.order.refilled_by(sender, self.capacity);
                self.buffer.push_back(behind);
                Poll::Ready(Some(first))
            }
            (Some(value), None) => {
                self.order.taken(self.capacity);
                Poll::Ready(Some(value))
            }
            (None, Some((sender, value))) => {
                self.order.met(sender);
                Poll::Ready(Some(value))
            }
            (None, None) if self.closed => {
                self.order.saw_closed();
                Poll::Ready(None)
            }
            (None, None) => Poll::Pending,
        }
    }

    /// Sends without waiting, if that is possible; else gives the value back. The channel is not closed.
    #[inline]
    fn try_send(&mut self, value: T) -> Result<(), T> {
        if let Some((ticket, ())) = self.receivers.wake_first() {
            self.order.met(ticket);
            self.handed.push_back((ticket, value));
        } else if self.buffer.len() < self.capacity {
            self.order.buffered(self.capacity);
            self.buffer.push_back(value);
        } else {
            return Err(value);
        }
        Ok(())
    }
}

/// The future of [`Chan::send`].
#[derive(Debug)]
#[must_use = "futures do nothing unless they are awaited"]
pub struct ChanSend<'a, T> {
    channel: &'a Chan<T>,
    value: Option<T>,
    is_parked: bool,
}

impl<T> Unpin for ChanSend<'_, T> {}

impl<T> Future for ChanSend<'_, T> {
    type Output = ();

    #[inline]
    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        let Some(inner) = &self.channel.0 else {
            // Nobody will ever wake it.
            let _ = runtime::park(BlockReason::ChanSendNilChan);
            return Poll::Pending;
        };
        if self.is_parked {
            // Only a closed channel wakes a sender in vain.
            return if !inner.state.borrow().closed || runtime::woken().success {
                Poll::Ready(())
            } else {
                send_on_closed()
            };
        }
        let state = &mut *inner.state.borrow_mut();
        if state.closed {
            return send_on_closed();
        }
        let Some(value) = self.value.take() else {
            return Poll::Ready(());
        };
        let Err(value) = state.try_send(value) else {
            return Poll::Ready(());
        };
        let ticket = runtime::park(BlockReason::ChanSend);
        state.senders.push(ticket, value);
        self.is_parked = true;
        Poll::Pending
    }
}

/// The sender never goes on.
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

    #[inline]
    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<T>> {
        let Some(inner) = &self.channel.0 else {
            // Nobody will ever wake it.
            let _ = runtime::park(BlockReason::ChanReceiveNilChan);
            return Poll::Pending;
        };
        if let Some(ticket) = self.parked {
            let success = !inner.state.borrow().closed || runtime::woken().success;
            return Poll::Ready(inner.received(ticket, success));
        }
        inner.poll_source();
        let received = inner.state.borrow_mut().try_receive();
        if received.is_ready() {
            return received;
        }
        let ticket = runtime::park(BlockReason::ChanReceive);
        inner.wait_to_receive(ticket, 0);
        self.parked = Some(ticket);
        Poll::Pending
    }
}
