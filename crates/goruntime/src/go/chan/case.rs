//! Channel operations as the cases of a `select`.

use super::Chan;
use crate::go::Case;
use crate::go::select::{End, Operation};
use std::cell::Cell;

/// A send or a receive as a case of a `select`.
#[derive(Debug)]
pub struct ChanCase<T> {
    channel: Chan<T>,
    /// What is to be sent, or what was received.
    value: Option<T>,
    end: End,
}

impl<T> ChanCase<T> {
    pub(super) fn new(channel: &Chan<T>, value: Option<T>, sends: bool) -> ChanCase<T> {
        let place = Cell::new(0);
        ChanCase {
            channel: channel.clone(),
            value,
            end: End { sends, place },
        }
    }

    /// What was received, once this case has gone on: `None` if the channel is closed and empty. Of a send, the value,
    /// if it was not sent.
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
