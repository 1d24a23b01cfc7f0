//! Values in channels.

use super::value::{Ref, Sent};
use std::cell::RefCell;

thread_local! {
    /// What is still to be dropped, while something is: a channel in a channel in a channel must not take a native stack frame
    /// each.
    static LEFT: RefCell<Option<Vec<Ref>>> = const { RefCell::new(None) };
}

impl Sent {
    pub(crate) fn new(value: Ref) -> Sent {
        Sent(value)
    }

    /// The value.
    pub(crate) fn into_value(mut self) -> Ref {
        std::mem::take(&mut self.0)
    }
}

impl Drop for Sent {
    fn drop(&mut self) {
        let value = std::mem::take(&mut self.0);
        if !matches!(value, Ref::Chan(_)) && !value.is_container() {
            return;
        }
        let put_off = |value: Ref| {
            LEFT.with_borrow_mut(|left| {
                if let Some(left) = left {
                    left.push(value);
                    return None;
                }
                *left = Some(Vec::new());
                Some(value)
            })
        };
        let mut next = put_off(value);
        while next.is_some() {
            drop(next.take());
            next = LEFT.with_borrow_mut(|left| {
                let next = left.as_mut().and_then(Vec::pop);
                if next.is_none() {
                    *left = None;
                }
                next
            });
        }
    }
}
