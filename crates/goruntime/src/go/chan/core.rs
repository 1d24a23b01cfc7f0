//! A channel without its values: the waiters, the order of the values, and the places in which they lie.
//!
//! Every type that a program sends has its own `Chan<T>`. The code that touches no value is here, so that it is compiled
//! once; a typed channel only moves values in and out of numbered places.

use super::order::Order;
use crate::go::panic;
use crate::runtime::{self, Object, Ticket, WaitQueue};
use crate::trace::BlockReason;
use std::cell::{Cell, RefCell, RefMut};
use std::collections::VecDeque;
use std::rc::Rc;
use std::task::Poll;

/// The type-independent part of a channel.
pub(in crate::go) struct Core {
    closed: Cell<bool>,
    /// See [`super::Chan::number`].
    pub(super) number: Cell<u32>,
    /// What the trace knows of it.
    pub(in crate::go) object: Object,
    state: RefCell<State>,
    source: Option<Rc<dyn Source>>,
}

struct State {
    /// The places of the values in the buffer, the oldest first.
    buffer: VecDeque<u32>,
    capacity: usize,
    /// Waiting receivers, each with the place in which it will find its value.
    receivers: WaitQueue,
    /// Waiting senders, each with the place of its value.
    senders: WaitQueue,
    places: Places,
    order: Order,
}

/// Sends to a channel on demand, as a timer does. It is polled before a receive and learns when receivers wait.
pub(in crate::go) trait Source {
    /// Sends what is due.
    fn poll(&self);
    /// A receiver begins to wait.
    fn blocked(&self);
    /// A receiver no longer waits.
    fn unblocked(&self);
    /// Whether it will send.
    fn is_set(&self) -> bool;
}

/// A send that has begun.
pub(super) struct Sent {
    /// Where the value goes.
    pub(super) place: u32,
    /// Whether the sender must wait.
    pub(super) waits: bool,
}

impl Core {
    pub(super) fn new(object: Object, capacity: usize, source: Option<Rc<dyn Source>>) -> Core {
        let state = RefCell::new(State {
            buffer: VecDeque::new(),
            capacity,
            receivers: WaitQueue::new(),
            senders: WaitQueue::new(),
            places: Places::default(),
            order: Order::default(),
        });
        let closed = Cell::new(false);
        Core {
            closed,
            number: Cell::new(0),
            object,
            state,
            source,
        }
    }

    pub(super) fn close(&self) {
        let state = &mut *self.state();
        if self.closed.replace(true) {
            panic("close of closed channel");
            return;
        }
        state.order.closed();
        self.object.closed();
        state.receivers.close();
        state.senders.close();
    }

    /// The number of values in the buffer and its capacity; both are 0 for a timer's channel.
    pub(super) fn len_and_capacity(&self) -> (usize, usize) {
        let state = self.state();
        match &self.source {
            None => (state.buffer.len(), state.capacity),
            Some(_) => (0, 0),
        }
    }

    /// See [`super::Chan::is_set`].
    pub(super) fn is_set(&self) -> bool {
        self.source.as_ref().is_some_and(|source| source.is_set())
    }

    /// Empties the buffer of one; true if it held a value.
    pub(super) fn drain(&self) -> bool {
        let state = &mut *self.state();
        let taken = state.buffer.pop_front();
        if let Some(place) = taken {
            state.places.free(place);
        }
        taken.is_some()
    }

    /// Begins a send of the running goroutine. `None` if the channel is closed: the goroutine panics and never goes on.
    #[inline]
    pub(super) fn send(&self) -> Option<Sent> {
        let state = &mut *self.state();
        if self.closed.get() {
            send_on_closed();
            return None;
        }
        if let Some(place) = state.try_send(&self.object) {
            let waits = false;
            return Some(Sent { place, waits });
        }
        let ticket = self.object.park(BlockReason::ChanSend);
        let (place, waits) = (state.wait_to_send(ticket, 0), true);
        Some(Sent { place, waits })
    }

    /// Continues a send that had to wait.
    #[inline]
    pub(super) fn sent(&self) -> Poll<()> {
        // Only closing the channel wakes a sender without success.
        if !self.closed.get() || runtime::woken().success {
            return Poll::Ready(());
        }
        send_on_closed();
        Poll::Pending
    }

    /// Sends without waiting, if that is possible. Returns the place for the value.
    pub(super) fn try_send(&self) -> Option<u32> {
        self.state().try_send(&self.object)
    }

    /// Begins a receive of the running goroutine, or continues it if `waits` is its place. Returns the place of the value;
    /// `None` if the channel is closed and empty.
    #[inline]
    pub(super) fn receive(&self, waits: &mut Option<u32>) -> Poll<Option<u32>> {
        if let Some(place) = *waits {
            let state = &mut *self.state();
            let success = !self.closed.get() || runtime::woken().success;
            return Poll::Ready(self.received(state, place, success));
        }
        self.poll_source();
        let state = &mut *self.state();
        let place = state.try_receive(&self.object);
        if place.is_some() {
            return Poll::Ready(place);
        }
        if self.closed.get() {
            state.order.saw_closed();
            return Poll::Ready(None);
        }
        let ticket = self.object.park(BlockReason::ChanReceive);
        *waits = Some(self.wait_to_receive(state, ticket, 0));
        Poll::Pending
    }

    /// Queues the parked goroutine as a receiver. Returns the place of its future value.
    #[inline]
    fn wait_to_receive(&self, state: &mut State, ticket: Ticket, case: u16) -> u32 {
        let place = state.places.take();
        state.receivers.push_case(ticket, case, place);
        if let Some(source) = &self.source {
            source.blocked();
        }
        place
    }

    /// Ends the wait of a receiver. Returns the place of its value, if it got one.
    #[inline]
    fn received(&self, state: &mut State, place: u32, success: bool) -> Option<u32> {
        if let Some(source) = &self.source {
            source.unblocked();
        }
        state.places.free(place);
        if !success {
            state.order.saw_closed();
        }
        success.then_some(place)
    }

    fn poll_source(&self) {
        if let Some(source) = &self.source {
            source.poll();
        }
    }

    fn state(&self) -> RefMut<'_, State> {
        self.state.borrow_mut()
    }
}

/// The cases of a `select`. A returned place means that a value is to be moved: into the place for a send, out of it for a
/// receive.
impl Core {
    pub(in crate::go) fn is_ready(&self, sends: bool) -> bool {
        if sends {
            let mut state = self.state();
            let has_room = state.buffer.len() < state.capacity;
            return self.closed.get() || has_room || state.receivers.has_waiters();
        }
        self.poll_source();
        let mut state = self.state();
        self.closed.get() || !state.buffer.is_empty() || state.senders.has_waiters()
    }

    /// Executes an operation that is ready.
    pub(in crate::go) fn go_on(&self, sends: bool) -> Option<u32> {
        let state = &mut *self.state();
        if !sends {
            let place = state.try_receive(&self.object);
            if place.is_none() {
                state.order.saw_closed();
            }
            return place;
        }
        if self.closed.get() {
            send_on_closed();
            return None;
        }
        state.try_send(&self.object)
    }

    /// Queues the parked goroutine and returns the place of its value.
    pub(in crate::go) fn enqueue(&self, sends: bool, ticket: Ticket, case: u16) -> u32 {
        let state = &mut *self.state();
        if sends {
            state.wait_to_send(ticket, case)
        } else {
            self.wait_to_receive(state, ticket, case)
        }
    }

    /// This case has woken the goroutine: a receiver's value lies in its place.
    pub(in crate::go) fn woken(&self, sends: bool, place: u32, success: bool) -> Option<u32> {
        if !sends {
            return self.received(&mut self.state(), place, success);
        }
        if !success {
            send_on_closed();
        }
        None
    }

    /// Another case has woken the goroutine: its place is free again.
    pub(in crate::go) fn dequeue(&self, sends: bool, ticket: Ticket, place: u32) {
        let state = &mut *self.state();
        state.places.free(place);
        if sends {
            state.senders.remove(ticket);
            return;
        }
        state.receivers.remove(ticket);
        if let Some(source) = &self.source {
            source.unblocked();
        }
    }
}

impl State {
    /// Receives a value, if there is one, and returns its place.
    #[inline]
    fn try_receive(&mut self, object: &Object) -> Option<u32> {
        let buffered = self.buffer.pop_front();
        if buffered.is_some() {
            let refilled = usize::from(self.senders.has_waiters());
            object.received(self.buffer.len() + refilled);
        }
        // Senders wait only while the buffer is full, so that taking one value makes room for a sender's.
        let sender = self.senders.wake_first();
        let place = match (buffered, sender) {
            (Some(first), sender) => {
                self.order.taken(self.capacity);
                if let Some((sender, behind)) = sender {
                    self.order.refilled_by(sender, self.capacity);
                    self.buffer.push_back(behind);
                }
                first
            }
            (None, Some((sender, place))) => {
                self.order.met(sender);
                place
            }
            (None, None) => return None,
        };
        self.places.free(place);
        Some(place)
    }

    /// Sends without waiting, if that is possible. Returns the place for the value. The channel is not closed.
    #[inline]
    fn try_send(&mut self, object: &Object) -> Option<u32> {
        if let Some((receiver, place)) = self.receivers.wake_first() {
            self.order.met(receiver);
            return Some(place);
        }
        let has_room = self.buffer.len() < self.capacity;
        has_room.then(|| {
            self.order.buffered(self.capacity);
            let place = self.places.take();
            self.buffer.push_back(place);
            object.sent(self.buffer.len());
            place
        })
    }

    #[inline]
    fn wait_to_send(&mut self, ticket: Ticket, case: u16) -> u32 {
        let place = self.places.take();
        self.senders.push_case(ticket, case, place);
        place
    }
}

/// The sending goroutine panics and never goes on.
fn send_on_closed() {
    panic("send on closed channel");
}

/// Numbers of places for values. Free ones are reused.
#[derive(Default)]
struct Places {
    /// The least of the free numbers. Mostly there is no other, and no need for the heap.
    least: Option<u32>,
    rest: Vec<u32>,
    count: u32,
}

impl Places {
    #[inline]
    fn take(&mut self) -> u32 {
        self.least.take().unwrap_or_else(|| {
            self.rest.pop().unwrap_or_else(|| {
                self.count += 1;
                self.count - 1
            })
        })
    }

    #[inline]
    fn free(&mut self, place: u32) {
        match self.least {
            None => self.least = Some(place),
            Some(least) if least < place => self.rest.push(place),
            Some(least) => {
                self.least = Some(place);
                self.rest.push(least);
            }
        }
    }
}
