//! A goroutine: its frames, its slots, and how it calls and returns.

use super::Program;
use super::panics::Panic;
use super::value::{Closure, Ref, Value};
use crate::code::{Op, Shape, Slot};
use goruntime::go;
use std::rc::Rc;

/// A goroutine of the program.
pub(super) struct Goroutine {
    pub(super) program: Rc<Program>,
    pub(super) nums: Vec<u64>,
    pub(super) refs: Vec<Ref>,
    pub(super) frames: Vec<Frame>,
    /// The deferred calls of all frames, the first to run last.
    deferred: Vec<Deferred>,
    /// The panics in progress, the newest last.
    pub(super) panics: Vec<Panic>,
    /// The line of the last mark.
    pub(super) line: u32,
}

/// A call in progress.
pub(super) struct Frame {
    pub(super) function: u16,
    /// The next operation.
    pub(super) next: u32,
    /// Where its window starts in each bank.
    pub(super) nums: usize,
    pub(super) refs: usize,
    pub(super) after: After,
}

/// What happens after a call returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum After {
    /// The goroutine ends: it is its first call.
    End,
    /// The caller goes on.
    GoOn,
    /// A panic goes on, unless this call recovered it.
    Unwind,
}

/// A call that waits for the end of its function, or for its goroutine to start.
pub(super) struct Deferred {
    /// The number of frames when it was deferred: it belongs to the last of them.
    frames: usize,
    closure: Rc<Closure>,
    nums: Vec<u64>,
    refs: Vec<Ref>,
}

/// Why a goroutine does not execute its next operation.
#[derive(Debug)]
pub(super) enum Stop {
    /// This operation has to wait.
    Wait(Op),
    /// It has ended, or has no jumps left.
    End,
    /// It has used up the program's jumps.
    Exhausted,
    /// Its stack is too high.
    Overflow,
}

/// A runtime error, without the words `runtime error: `.
pub(super) type Fault = String;

impl Goroutine {
    pub(super) fn new(program: Rc<Program>) -> Goroutine {
        Goroutine {
            program,
            nums: Vec::new(),
            refs: Vec::new(),
            frames: Vec::new(),
            deferred: Vec::new(),
            panics: Vec::new(),
            line: 0,
        }
    }

    /// Enters the first function.
    pub(super) fn start(&mut self, function: u16, captures: &[Ref]) {
        self.enter(function, captures, (0, 0), After::End);
    }

    pub(super) fn num(&self, slot: Slot) -> u64 {
        self.nums[self.top().nums + usize::from(slot)]
    }

    pub(super) fn set_num(&mut self, slot: Slot, value: u64) {
        let place = self.top().nums + usize::from(slot);
        self.nums[place] = value;
    }

    pub(super) fn reference(&self, slot: Slot) -> &Ref {
        &self.refs[self.top().refs + usize::from(slot)]
    }

    pub(super) fn set_ref(&mut self, slot: Slot, value: Ref) {
        let place = self.top().refs + usize::from(slot);
        self.refs[place] = value;
    }

    /// The value in the slots from these on.
    pub(super) fn value(&self, (num, reference): (Slot, Slot), shape: Shape) -> Value {
        match shape {
            Shape::NUM => Value::Num(self.num(num)),
            Shape::REF => Value::Ref(self.reference(reference).clone()),
            Shape { nums, refs } => Value::Many(Box::new((
                (num..num + nums).map(|slot| self.num(slot)).collect(),
                (reference..reference + refs)
                    .map(|slot| self.reference(slot).clone())
                    .collect(),
            ))),
        }
    }

    /// Puts a value, or the zero value of the shape, into the slots from these on.
    pub(super) fn set_value(
        &mut self,
        (num, reference): (Slot, Slot),
        shape: Shape,
        value: Option<Value>,
    ) {
        match value {
            Some(Value::Num(value)) => self.set_num(num, value),
            Some(Value::Ref(value)) => self.set_ref(reference, value),
            Some(Value::Many(many)) => {
                let (nums, refs) = *many;
                (num..)
                    .zip(nums)
                    .for_each(|(slot, value)| self.set_num(slot, value));
                (reference..)
                    .zip(refs)
                    .for_each(|(slot, value)| self.set_ref(slot, value));
            }
            None => {
                (num..num + shape.nums).for_each(|slot| self.set_num(slot, 0));
                (reference..reference + shape.refs).for_each(|slot| self.set_ref(slot, Ref::Nil));
            }
        }
    }

    pub(super) fn top(&self) -> &Frame {
        self.frames
            .last()
            .unwrap_or_else(|| unreachable!("a goroutine that executes has a frame"))
    }

    pub(super) fn top_mut(&mut self) -> &mut Frame {
        self.frames
            .last_mut()
            .unwrap_or_else(|| unreachable!("a goroutine that executes has a frame"))
    }

    /// Calls a function whose arguments are in the window that starts there.
    pub(super) fn call(
        &mut self,
        function: u16,
        captures: &[Ref],
        window: (Slot, Slot),
    ) -> Result<(), Stop> {
        if self.frames.len() >= self.program.limits.depth {
            return Err(Stop::Overflow);
        }
        let top = self.top();
        let start = (
            top.nums + usize::from(window.0),
            top.refs + usize::from(window.1),
        );
        self.enter(function, captures, start, After::GoOn);
        Ok(())
    }

    #[inline]
    pub(super) fn enter(
        &mut self,
        function: u16,
        captures: &[Ref],
        (nums, refs): (usize, usize),
        after: After,
    ) {
        let code = &self.program.code.functions[usize::from(function)];
        let (end_nums, end_refs) = (
            nums + usize::from(code.slots.nums),
            refs + usize::from(code.slots.refs),
        );
        if self.nums.len() < end_nums {
            self.nums.resize(end_nums, 0);
        }
        if self.refs.len() < end_refs {
            self.refs.resize(end_refs, Ref::Nil);
        }
        let from = refs + usize::from(code.results.refs + code.params.refs);
        for (place, capture) in self.refs[from..].iter_mut().zip(captures) {
            place.clone_from(capture);
        }
        self.frames.push(Frame {
            function,
            next: 0,
            nums,
            refs,
            after,
        });
    }

    /// Takes the top frame off, and clears its references but for the results.
    #[inline]
    pub(super) fn leave(&mut self) -> Option<After> {
        let frame = self.frames.pop()?;
        let code = &self.program.code.functions[usize::from(frame.function)];
        let from = frame.refs + usize::from(code.results.refs);
        self.refs[from..frame.refs + usize::from(code.slots.refs)].fill(Ref::Nil);
        Some(frame.after)
    }

    /// The call of a function value with its arguments, out of the window that starts there.
    pub(super) fn deferred(&self, slot: Slot, window: (Slot, Slot)) -> Result<Deferred, Fault> {
        let Ref::Closure(closure) = self.reference(slot) else {
            return Err(nil_dereference());
        };
        let code = &self.program.code.functions[usize::from(closure.function)];
        let (num, reference) = (window.0 + code.results.nums, window.1 + code.results.refs);
        Ok(Deferred {
            frames: self.frames.len(),
            closure: Rc::clone(closure),
            nums: (num..num + code.params.nums)
                .map(|slot| self.num(slot))
                .collect(),
            refs: (reference..reference + code.params.refs)
                .map(|slot| self.reference(slot).clone())
                .collect(),
        })
    }

    /// `defer`: keeps a call for the end of the top frame.
    pub(super) fn defer(&mut self, call: Deferred) {
        self.deferred.push(call);
    }

    /// Takes the next deferred call of the top frame.
    pub(super) fn next_deferred(&mut self) -> Option<Deferred> {
        let frames = self.frames.len();
        self.deferred.pop_if(|call| call.frames == frames)
    }

    /// Makes a deferred call, above the top frame.
    pub(super) fn enter_deferred(&mut self, call: Deferred, after: After) {
        let start = self.frames.last().map_or((0, 0), |top| {
            let slots = self.program.code.functions[usize::from(top.function)].slots;
            (
                top.nums + usize::from(slots.nums),
                top.refs + usize::from(slots.refs),
            )
        });
        let function = call.closure.function;
        self.enter(function, &call.closure.captures, start, after);
        let results = self.program.code.functions[usize::from(function)].results;
        let (num, reference) = (
            start.0 + usize::from(results.nums),
            start.1 + usize::from(results.refs),
        );
        self.nums[num..num + call.nums.len()].copy_from_slice(&call.nums);
        for (place, argument) in self.refs[reference..].iter_mut().zip(call.refs) {
            *place = argument;
        }
    }

    /// `go`: starts a goroutine that makes this call.
    pub(super) fn spawn(&self, call: Deferred) {
        let mut goroutine = Goroutine::new(Rc::clone(&self.program));
        go::go(async move {
            goroutine.enter_deferred(call, After::End);
            goroutine.run().await;
        });
    }
}

/// The runtime error of a nil pointer.
pub(super) fn nil_dereference() -> Fault {
    String::from("invalid memory address or nil pointer dereference")
}
