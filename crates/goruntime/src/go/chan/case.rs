//! Channel operations as the cases of a `select`.

use super::channel::Chan;
use crate::go::select::{Case, End, Operation};
use std::cell::Cell;

/// A send or a receive as a case of a `select`.
#[derive(Debug)]
pub struct ChanCase<T> {
    channel: Chan<T>,
    /// The value to send, or the value received.
    value: Option<T>,
    end: End,
}

impl<T> Chan<T> {
    /// `case ch <- value` of a [`crate::go::select()`].
    #[must_use]
    pub fn sending(&self, value: T) -> ChanCase<T> {
        ChanCase::new(self, Some(value), true)
    }

    /// `case value, ok := <-ch` of a [`crate::go::select()`].
    #[must_use]
    pub fn receiving(&self) -> ChanCase<T> {
        ChanCase::new(self, None, false)
    }
}

impl<T> ChanCase<T> {
    fn new(channel: &Chan<T>, value: Option<T>, sends: bool) -> ChanCase<T> {
        let place = Cell::new(0);
        ChanCase {
            channel: channel.clone(),
            value,
            end: End { sends, place },
        }
    }

    /// After a receive, the received value; `None` if the channel is closed and empty. Of a send, the value, if it was not
    /// sent.
    pub fn take(&mut self) -> Option<T> {
        self.value.take()
    }
}

impl<T> Case for ChanCase<T> {
    fn operation(&self) -> Operation<'_> {
        let core = self.channel.0.as_ref().map(|inner| &inner.core);
        Operation::new(core, &self.end)
    }

    fn exchange(&mut self, place: u32) {
        if let Some(inner) = &self.channel.0 {
            match self.value.take() {
                Some(value) => inner.put(place, value),
                None => self.value = inner.take(place),
            }
        }
    }
}
