//! A variable that goroutines share without synchronisation.

use crate::runtime::{self, Accesses};
use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

/// A plain Go variable that several goroutines use. Clones are the same variable. The race detector watches it: two
/// unordered accesses, one of them a write, are a data race, which the trace records.
#[derive(Clone)]
pub struct Shared<T>(Rc<Inner<T>>);

struct Inner<T> {
    name: &'static str,
    state: RefCell<(T, Accesses)>,
}

impl<T: Clone> Shared<T> {
    /// `var name = value`.
    #[must_use]
    pub fn new(name: &'static str, value: T) -> Shared<T> {
        runtime::watch_for_races();
        let state = RefCell::new((value, Accesses::default()));
        Shared(Rc::new(Inner { name, state }))
    }

    /// Reads it.
    #[must_use]
    pub fn get(&self) -> T {
        let state = &mut *self.0.state.borrow_mut();
        runtime::access(self.0.name, &mut state.1, false);
        state.0.clone()
    }

    /// Writes it.
    pub fn set(&self, value: T) {
        let state = &mut *self.0.state.borrow_mut();
        runtime::access(self.0.name, &mut state.1, true);
        state.0 = value;
    }

    /// Reads it and writes it, like `name++` and `name = append(name, …)`.
    pub fn update(&self, change: impl FnOnce(&mut T)) {
        let state = &mut *self.0.state.borrow_mut();
        runtime::access(self.0.name, &mut state.1, false);
        runtime::access(self.0.name, &mut state.1, true);
        change(&mut state.0);
    }
}

impl<T> fmt::Debug for Shared<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.name)
    }
}
