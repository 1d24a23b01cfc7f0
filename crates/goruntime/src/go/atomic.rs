//! `sync/atomic`.

use crate::runtime::SyncVar;
use std::cell::Cell;
use std::rc::Rc;

/// `atomic.Int64`. Clones are the same variable, as pointers are in Go.
///
/// The rules are those of `src/sync/atomic/type.go`. Each call is one step, since no other goroutine runs between two
/// awaits.
#[derive(Clone, Debug, Default)]
pub struct AtomicInt {
    variable: Rc<Variable>,
}

#[derive(Debug, Default)]
struct Variable {
    value: Cell<i64>,
    order: SyncVar,
}

#[allow(
    clippy::must_use_candidate,
    reason = "some are called for their effect"
)]
impl AtomicInt {
    /// A variable that holds `value`.
    #[must_use]
    pub fn new(value: i64) -> AtomicInt {
        let variable = AtomicInt::default();
        variable.variable.value.set(value);
        variable
    }

    /// Its value.
    #[must_use]
    pub fn load(&self) -> i64 {
        self.variable.order.acquire();
        self.variable.value.get()
    }

    /// Replaces its value.
    pub fn store(&self, value: i64) {
        self.variable.order.release();
        self.variable.value.set(value);
    }

    /// Adds `delta` and returns the new value; wraps around, as Go's does.
    pub fn add(&self, delta: i64) -> i64 {
        let new = self.load().wrapping_add(delta);
        self.store(new);
        new
    }

    /// Replaces its value and returns the old one.
    pub fn swap(&self, new: i64) -> i64 {
        let old = self.load();
        self.store(new);
        old
    }

    /// Replaces its value if it is `old`, and returns whether it did.
    pub fn compare_and_swap(&self, old: i64, new: i64) -> bool {
        let swaps = self.load() == old;
        if swaps {
            self.store(new);
        }
        swaps
    }
}

/// `atomic.Bool`. Clones are the same variable.
#[derive(Clone, Debug, Default)]
pub struct AtomicBool {
    value: AtomicInt,
}

#[allow(
    clippy::must_use_candidate,
    reason = "some are called for their effect"
)]
impl AtomicBool {
    /// A variable that holds `value`.
    #[must_use]
    pub fn new(value: bool) -> AtomicBool {
        AtomicBool {
            value: AtomicInt::new(i64::from(value)),
        }
    }

    /// Its value.
    #[must_use]
    pub fn load(&self) -> bool {
        self.value.load() != 0
    }

    /// Replaces its value.
    pub fn store(&self, value: bool) {
        self.value.store(i64::from(value));
    }

    /// Replaces its value and returns the old one.
    pub fn swap(&self, new: bool) -> bool {
        self.value.swap(i64::from(new)) != 0
    }

    /// Replaces its value if it is `old`, and returns whether it did.
    pub fn compare_and_swap(&self, old: bool, new: bool) -> bool {
        self.value.compare_and_swap(i64::from(old), i64::from(new))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clones_are_the_same_variable() {
        let (a, flag) = (AtomicInt::new(40), AtomicBool::default());
        let (b, same_flag) = (a.clone(), flag.clone());
        assert_eq!(b.add(2), 42);
        assert_eq!(a.swap(7), 42);
        assert!(!b.compare_and_swap(42, 1));
        assert!(b.compare_and_swap(7, 1));
        assert_eq!(a.load(), 1);
        a.store(i64::MAX);
        assert_eq!(b.add(1), i64::MIN);
        assert!(!flag.swap(true));
        assert!(same_flag.load());
        assert!(same_flag.compare_and_swap(true, false));
        flag.store(true);
        assert!(!same_flag.compare_and_swap(false, true));
    }
}
