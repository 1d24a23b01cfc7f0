//! Channel operations as the cases of a `select`.

use super::Chan;
use crate::go::{Case, panic};
use crate::runtime::Ticket;
use crate::trace::BlockReason;
use std::task::Poll;

/// A send as a case of a `select`.
#[derive(Debug)]
pub struct Sending<T> {
    channel: Chan<T>,
    value: Option<T>,
}

impl<T> Sending<T> {
    pub(super) fn new(channel: &Chan<T>, value: T) -> Sending<T> {
        Sending {
            channel: channel.clone(),
            value: Some(value),
        }
    }

    /// The value, if it was not sent.
    pub fn take(&mut self) -> Option<T> {
        self.value.take()
    }
}

impl<T> Case for Sending<T> {
    fn is_ready(&self) -> bool {
        let Some(inner) = &self.channel.0 else {
            return false;
        };
        let state = inner.state.borrow();
        state.closed || state.buffer.len() < state.capacity || state.receivers.has_waiters()
    }

    fn go_on(&mut self) {
        let Some(inner) = &self.channel.0 else { return };
        let state = &mut *inner.state.borrow_mut();
        if state.closed {
            panic("send on closed channel");
        } else if let Some(value) = self.value.take() {
            self.value = state.try_send(value).err();
        }
    }

    fn enqueue(&mut self, ticket: Ticket, case: u16) {
        if let (Some(inner), Some(value)) = (&self.channel.0, self.value.take()) {
            let senders = &mut inner.state.borrow_mut().senders;
            senders.push_case(ticket, case, value);
        }
    }

    fn woken(&mut self, _: Ticket, success: bool) {
        if !success {
            panic("send on closed channel");
        }
    }

    fn dequeue(&mut self, ticket: Ticket) {
        if let Some(inner) = &self.channel.0 {
            self.value = inner.state.borrow_mut().senders.remove(ticket);
        }
    }

    fn reason(&self) -> BlockReason {
        match self.channel.0 {
            Some(_) => BlockReason::ChanSend,
            None => BlockReason::ChanSendNilChan,
        }
    }
}

/// A receive as a case of a `select`.
#[derive(Debug)]
pub struct Receiving<T> {
    channel: Chan<T>,
    received: Option<T>,
}

impl<T> Receiving<T> {
    pub(super) fn new(channel: &Chan<T>) -> Receiving<T> {
        Receiving {
            channel: channel.clone(),
            received: None,
        }
    }

    /// What was received, once this case has gone on: `None` if the channel is closed and empty.
    pub fn take(&mut self) -> Option<T> {
        self.received.take()
    }
}

impl<T> Case for Receiving<T> {
    fn is_ready(&self) -> bool {
        let Some(inner) = &self.channel.0 else {
            return false;
        };
        inner.poll_source();
        let state = inner.state.borrow();
        state.closed || !state.buffer.is_empty() || state.senders.has_waiters()
    }

    fn go_on(&mut self) {
        if let Some(inner) = &self.channel.0
            && let Poll::Ready(received) = inner.state.borrow_mut().try_receive()
        {
            self.received = received;
        }
    }

    fn enqueue(&mut self, ticket: Ticket, case: u16) {
        if let Some(inner) = &self.channel.0 {
            inner.wait_to_receive(ticket, case);
        }
    }

    fn woken(&mut self, ticket: Ticket, success: bool) {
        if let Some(inner) = &self.channel.0 {
            self.received = inner.received(ticket, success);
        }
    }

    fn dequeue(&mut self, ticket: Ticket) {
        if let Some(inner) = &self.channel.0 {
            inner.state.borrow_mut().receivers.remove(ticket);
            if let Some(source) = &inner.source {
                source.unblocked();
            }
        }
    }

    fn reason(&self) -> BlockReason {
        match self.channel.0 {
            Some(_) => BlockReason::ChanReceive,
            None => BlockReason::ChanReceiveNilChan,
        }
    }
}
