//! What the goroutines that have not ended refer to at the end of a run, for [`super::reach`].

use super::value::{Closure, Ref};
use goruntime::trace::GoroutineId;
use std::cell::RefCell;
use std::rc::{Rc, Weak};

/// What a goroutine refers to.
#[derive(Debug)]
pub(super) struct Roots {
    /// Its number; `None` if it had not begun.
    pub(super) id: Option<GoroutineId>,
    /// What its stack refers to.
    pub(super) refs: Vec<Ref>,
    /// The number of the decision before which it was started.
    pub(super) since: u64,
    /// The channels or the lock that it waits for, if its next operation may wait for others.
    pub(super) waits_for: Option<Vec<Ref>>,
}

/// What all of them refer to.
#[derive(Debug, Default)]
pub(super) struct Remains {
    /// What each refers to.
    pub(super) goroutines: Vec<Roots>,
    /// The functions of timers.
    pub(super) functions: Vec<Rc<Closure>>,
}

/// Keeps what remains of a run.
#[derive(Debug, Default)]
pub(super) struct Keeper {
    /// The functions of the timers that there are.
    functions: RefCell<Vec<Weak<Closure>>>,
    remains: RefCell<Remains>,
}

impl Keeper {
    /// Notes the function of a timer.
    pub(super) fn add_function(&self, closure: &Rc<Closure>) {
        let mut functions = self.functions.borrow_mut();
        if functions.len() == functions.capacity() {
            functions.retain(|function| function.strong_count() > 0);
            // Otherwise the next one might come here again.
            let len = functions.len();
            functions.reserve(len + 1);
        }
        functions.push(Rc::downgrade(closure));
    }

    /// Keeps what a goroutine refers to that is dropped before its end: the run is over, and the timers are dropped after it.
    pub(super) fn keep(&self, roots: Roots) {
        let mut remains = self.remains.borrow_mut();
        if remains.goroutines.is_empty() {
            let functions = self.functions.borrow();
            remains.functions = functions.iter().filter_map(Weak::upgrade).collect();
        }
        remains.goroutines.push(roots);
    }

    /// The number of the decision before which the first of the goroutines was started that have not begun.
    pub(super) fn first_waiting_to_begin(&self) -> Option<u64> {
        let remains = self.remains.borrow();
        let waiting = remains.goroutines.iter().filter(|roots| roots.id.is_none());
        waiting.map(|roots| roots.since).min()
    }

    /// All that was kept.
    pub(super) fn take(&self) -> Remains {
        self.remains.take()
    }
}
