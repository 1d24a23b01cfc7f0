//! What the goroutines that have not ended refer to at the end of a run, for [`super::reach`].

use super::frames::{Deferred, Goroutine};
use super::natives::{Native, Waiting, native};
use super::value::{Closure, Ref};
use crate::code::{Op, SelectCase};
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

    /// All that was kept.
    pub(super) fn take(&self) -> Remains {
        self.remains.take()
    }
}

impl Goroutine {
    /// What it refers to, unless it has ended.
    pub(super) fn take_roots(&mut self) -> Option<Roots> {
        let first = self.first.take();
        if self.frames.is_empty() && first.is_none() {
            return None;
        }
        let waits_for = self.waits_for();
        // What lies above the top frame is of calls that have returned.
        let window = self
            .frames
            .last()
            .map_or(0, |top| top.refs + usize::from(self.slots(top).refs));
        let mut refs: Vec<Ref> = self.refs.drain(..window.min(self.refs.len())).collect();
        let calls = self.deferred.drain(..).chain(first);
        refs.extend(calls.flat_map(Deferred::into_refs));
        refs.extend(self.panics.drain(..).filter_map(|panic| panic.value));
        Some(Roots {
            id: self.id,
            refs,
            waits_for,
        })
    }

    /// What its present operation waits for, if that is for others to do.
    fn waits_for(&self) -> Option<Vec<Ref>> {
        let top = self.frames.last()?;
        let code = &self.program.loaded.code;
        let ops = &code.functions[top.function as usize].ops;
        let op = ops.get((top.next as usize).checked_sub(1)?)?;
        let slot = |slot: u16| self.reference(slot).clone();
        match *op {
            Op::Send(c, ..) | Op::Receive(_, c, ..) => Some(vec![slot(c)]),
            Op::Select(_, cases, _) => {
                let cases = code.selects[usize::from(cases)].iter();
                let channel = |case: &SelectCase| {
                    let (SelectCase::Send(c, ..) | SelectCase::Receive(c, ..)) = *case;
                    slot(c)
                };
                Some(cases.map(channel).collect())
            }
            Op::Native(number, num, reference) => match native(number) {
                Native::Waits(
                    Waiting::GroupWait | Waiting::Lock | Waiting::RwLock | Waiting::RLock,
                ) => Some(vec![self.refs[self.window(num, reference).refs].clone()]),
                _ => None,
            },
            _ => None,
        }
    }
}
