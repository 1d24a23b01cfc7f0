//! A channel of values. The core keeps the order, this file keeps the values.

use super::core::{Core, Sent, Source};
use crate::go::panic;
use crate::runtime::{self, Object};
use crate::trace::{BlockReason, Name, ObjectKind};
use std::cell::{Cell, RefCell};
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::rc::{Rc, Weak};
use std::task::{Context, Poll};

/// `chan T`. Clones are the same channel.
///
/// The rules are those of `src/runtime/chan.go`: senders and receivers wait in FIFO order; a value goes directly to a
/// waiting receiver; buffered values are received before the value of a waiting sender; closing releases every receiver,
/// then panics every sender; operations on a nil channel wait for ever.
pub struct Chan<T>(pub(super) Option<Rc<Inner<T>>>);

/// A reference to a channel that does not keep it alive.
pub(in crate::go) struct WeakChan<T>(Weak<Inner<T>>);

pub(super) struct Inner<T> {
    pub(super) core: Core,
    /// The values, in places that the core numbers: those in the buffer, those of waiting senders, and those for receivers
    /// that are runnable but have not run yet.
    values: RefCell<Values<T>>,
}

struct Values<T> {
    /// The value in place 0. Mostly there is no other place, and no need for the heap.
    first: Option<T>,
    rest: Vec<Option<T>>,
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
        let size = u32::try_from(capacity).unwrap_or(u32::MAX);
        let object = Object::new(ObjectKind::Chan, size);
        Chan(Some(Rc::new(Inner::new(object, capacity, None))))
    }

    /// Gives it a name in the trace: `Chan::new(2).named("jobs")`, or with a number, `.named(("outbound", 3))`. Then the
    /// trace says how many values its buffer holds. A nil channel takes no name.
    #[must_use]
    pub fn named<'n>(self, name: impl Into<Name<'n>>) -> Chan<T> {
        if let Some(inner) = &self.0 {
            inner.core.object.name(name);
        }
        self
    }

    /// A place for a number by which a search for schedules knows the channel: 0 at first. A nil channel has none.
    #[must_use]
    pub fn number(&self) -> Option<&Cell<u32>> {
        self.0.as_ref().map(|inner| &inner.core.number)
    }

    /// A channel with a buffer of its own that the trace shows as this one: for a queue in which each who waits has a
    /// channel, as in `database/sql`.
    #[must_use]
    pub fn beside(&self, capacity: usize) -> Chan<T> {
        let Some(inner) = &self.0 else {
            return Chan::new(capacity);
        };
        let object = inner.core.object.alias();
        Chan(Some(Rc::new(Inner::new(object, capacity, None))))
    }

    /// An unbuffered channel on which goroutines wait for an object.
    pub(in crate::go) fn for_object(object: Object) -> Chan<T> {
        Chan(Some(Rc::new(Inner::new(object, 0, None))))
    }

    /// What the trace knows of it; `None` for the nil channel.
    pub(in crate::go) fn object(&self) -> Option<&Object> {
        self.0.as_ref().map(|inner| &inner.core.object)
    }

    /// The nil channel.
    #[must_use]
    pub const fn nil() -> Chan<T> {
        Chan(None)
    }

    /// A channel with a buffer of one, to which its source sends.
    pub(in crate::go) fn of_source<S: Source + 'static>(
        source: impl FnOnce(WeakChan<T>) -> Rc<S>,
    ) -> (Chan<T>, Rc<S>) {
        let mut made = None;
        let inner = Rc::new_cyclic(|weak| {
            let source = source(WeakChan(weak.clone()));
            made = Some(Rc::clone(&source));
            let object = Object::new(ObjectKind::Timer, 0);
            Inner::new(object, 1, Some(source as Rc<dyn Source>))
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
            waits: None,
        }
    }

    /// `close(ch)`.
    ///
    /// # Panics
    /// In the run, with Go's words, if it is closed already, or nil.
    pub fn close(&self) {
        match &self.0 {
            Some(inner) => inner.core.close(),
            None => panic("close of nil channel"),
        }
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

    /// Where the channel lies in memory, to tell channels apart in a table; 0 for the nil channel.
    #[must_use]
    pub fn address(&self) -> usize {
        let inner = self.0.as_ref();
        inner.map_or(0, |inner| Rc::as_ptr(inner).addr())
    }

    /// `ch == nil`.
    #[must_use]
    pub const fn is_nil(&self) -> bool {
        self.0.is_none()
    }

    /// `len(ch)`: the number of values in the buffer; 0 for a timer's channel.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len_and_capacity().0
    }

    /// Whether the buffer is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// `cap(ch)`: the capacity of the buffer.
    #[must_use]
    pub fn capacity(&self) -> usize {
        self.len_and_capacity().1
    }

    /// Sends, or does nothing if that would have to wait. For callers that are not goroutines.
    pub fn offer(&self, value: T) {
        // A value for which there is no room is dropped, like a timer's tick.
        if let Some(inner) = &self.0
            && let Some(place) = inner.core.try_send()
        {
            inner.put(place, value);
        }
    }

    /// Looks at each value that the channel keeps: in its buffer, of waiting senders, and for receivers that are runnable but
    /// have not run yet.
    pub fn each_value(&self, look: impl FnMut(&T)) {
        if let Some(inner) = &self.0 {
            let values = inner.values.borrow();
            values
                .first
                .iter()
                .chain(values.rest.iter().flatten())
                .for_each(look);
        }
    }

    /// Whether it is the channel of a timer or ticker that is set: a value will come.
    #[must_use]
    pub fn is_set(&self) -> bool {
        self.0.as_ref().is_some_and(|inner| inner.core.is_set())
    }

    /// Empties the buffer of one; true if it held a value.
    pub(in crate::go) fn drain(&self) -> bool {
        self.0.as_ref().is_some_and(|inner| inner.core.drain())
    }

    fn len_and_capacity(&self) -> (usize, usize) {
        let inner = self.0.as_ref();
        inner.map_or((0, 0), |inner| inner.core.len_and_capacity())
    }
}

impl<T> WeakChan<T> {
    /// The channel, if it is still referenced elsewhere.
    pub(in crate::go) fn get(&self) -> Option<Chan<T>> {
        self.0.upgrade().map(|inner| Chan(Some(inner)))
    }
}

impl<T> Inner<T> {
    fn new(object: Object, capacity: usize, source: Option<Rc<dyn Source>>) -> Inner<T> {
        Inner {
            core: Core::new(object, capacity, source),
            values: RefCell::new(Values {
                first: None,
                rest: Vec::new(),
            }),
        }
    }

    /// Puts a value into an empty place.
    #[inline]
    pub(super) fn put(&self, place: u32, value: T) {
        *self.values.borrow_mut().at(place) = Some(value);
    }

    /// Takes a value out of its place.
    #[inline]
    pub(super) fn take(&self, place: u32) -> Option<T> {
        self.values.borrow_mut().at(place).take()
    }
}

impl<T> Values<T> {
    #[inline]
    fn at(&mut self, place: u32) -> &mut Option<T> {
        let Some(place) = (place as usize).checked_sub(1) else {
            return &mut self.first;
        };
        // The place may be that of a waiting receiver, and lower places may not have been used yet.
        while self.rest.len() <= place {
            self.rest.push(None);
        }
        &mut self.rest[place]
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
            // Nothing will ever wake it.
            let _ = runtime::park(BlockReason::ChanSendNilChan);
            return Poll::Pending;
        };
        if self.is_parked {
            return inner.core.sent();
        }
        let Some(Sent { place, waits }) = inner.core.send() else {
            return Poll::Pending;
        };
        if let Some(value) = self.value.take() {
            inner.put(place, value);
        }
        self.is_parked = waits;
        if waits {
            Poll::Pending
        } else {
            Poll::Ready(())
        }
    }
}

/// The future of [`Chan::receive`].
#[derive(Debug)]
#[must_use = "futures do nothing unless they are awaited"]
pub struct ChanReceive<'a, T> {
    channel: &'a Chan<T>,
    /// The place of the value that it waits for, while it is parked.
    waits: Option<u32>,
}

impl<T> Future for ChanReceive<'_, T> {
    type Output = Option<T>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<T>> {
        let Some(inner) = &self.channel.0 else {
            // Nothing will ever wake it.
            let _ = runtime::park(BlockReason::ChanReceiveNilChan);
            return Poll::Pending;
        };
        let place = inner.core.receive(&mut self.waits);
        place.map(|place| inner.take(place?))
    }
}
