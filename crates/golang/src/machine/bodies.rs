//! Loops over functions: `yield` goes on in the function of the loop, in a frame above all others whose slots are a copy
//! of those that are in use in the function of the loop. What a loop refuses, and in which words, is that of
//! `src/cmd/compile/internal/rangefunc/rewrite.go` and of `panicrangestate` in `src/runtime/panic.go`.

use super::frames::{After, Done, Fault, Frame, Goroutine, Stop};
use super::value::{Closure, Loop, LoopState, Ref};
use crate::code::{Bank, Op, Slot, Slots};
use goruntime::runtime;
use goruntime::trace::Outcome;
use std::cell::Cell;
use std::rc::Rc;

impl Goroutine {
    /// A loop over a function begins: its `yield`.
    pub(super) fn begin_loop(&mut self, d: Slot, begin: u32) {
        let of = Rc::new(Loop {
            frame: self.frames.len() - 1,
            place: self.loops.len(),
            begin,
            state: Cell::new(LoopState::Ready),
        });
        let function = self.top().function;
        let closure = Closure::new(function, Box::default(), Some(Rc::clone(&of)));
        self.loops.push(of);
        self.set_ref(d, Ref::Closure(Rc::new(closure)));
    }

    /// The function of the innermost loop has returned.
    pub(super) fn end_loop(&mut self) -> Result<(), Fault> {
        match self.loops.pop() {
            Some(of) if of.state.replace(LoopState::Exhausted) == LoopState::InBody => Err(fault(
                "recovered a loop body panic and did not resume panicking",
            )),
            _ => Ok(()),
        }
    }

    /// Forgets the loops of frames from this one on, which are left by a panic.
    pub(super) fn forget_loops(&mut self, from: usize) {
        while self.loops.pop_if(|of| of.frame >= from).is_some() {}
    }

    /// `yield(…)`: the body of the loop goes on with a copy of the slots of its function, above all others.
    pub(super) fn enter_body(
        &mut self,
        body: &Rc<Loop>,
        arguments: (Vec<u64>, Vec<Ref>),
        after: After,
    ) -> Done {
        match body.state.replace(LoopState::InBody) {
            LoopState::Ready => {}
            LoopState::InBody => {
                return Err(fault("continued iteration after loop body panic").into());
            }
            LoopState::Done => {
                let words = "continued iteration after function for loop body returned false";
                return Err(fault(words).into());
            }
            LoopState::Exhausted => {
                return Err(fault("continued iteration after whole loop exit").into());
            }
        }
        let own = self.loops.get(body.place);
        if !own.is_some_and(|own| Rc::ptr_eq(own, body)) {
            return Err(self.refuse_body().into());
        }
        if self.frames.len() >= self.program.limits.depth {
            return Err(Stop::Overflow.into());
        }
        let home = &self.frames[body.frame];
        let (function, home_nums, home_refs) = (home.function, home.nums, home.refs);
        let (slots, live) = (self.slots(home), self.live(home));
        let top = self.top();
        let top_slots = self.slots(top);
        let (nums, refs) = (
            top.nums + usize::from(top_slots.nums),
            top.refs + usize::from(top_slots.refs),
        );
        self.reserve(nums, refs, slots);
        self.nums
            .copy_within(home_nums..home_nums + usize::from(live.nums), nums);
        for slot in 0..usize::from(live.refs) {
            self.refs[refs + slot] = self.refs[home_refs + slot].clone();
        }
        let (mut given_nums, mut given_refs) = (arguments.0.into_iter(), arguments.1.into_iter());
        let program = Rc::clone(&self.program);
        let ops = &program.loaded.code.functions[function as usize].ops[..body.begin as usize];
        let params = ops.len()
            - ops
                .iter()
                .rev()
                .take_while(|op| matches!(op, Op::Param(..)))
                .count();
        for op in &ops[params..] {
            match op {
                Op::Param(Bank::Num, slot) => {
                    self.nums[nums + usize::from(*slot)] = given_nums.next().unwrap_or_default();
                }
                Op::Param(Bank::Ref, slot) => {
                    self.refs[refs + usize::from(*slot)] = given_refs.next().unwrap_or_default();
                }
                _ => {}
            }
        }
        self.push_frame(Frame {
            function,
            next: body.begin,
            nums,
            refs,
            after,
            body_of: Some(Rc::clone(body)),
        });
        Ok(())
    }

    /// Ends the run at a body that goes on where the slots of its loop are not: in another goroutine, or after a panic has
    /// left the function of the loop.
    pub(super) fn refuse_body(&self) -> Stop {
        let message = format!(
            "line {}: the Lab executes the body of a loop over a function only while the loop goes on in its own goroutine",
            self.line()
        );
        runtime::fatal(Outcome::Fatal, &message);
        Stop::End
    }

    /// The slots of a frame that are in use while it calls: those below the window of the call.
    fn live(&self, frame: &Frame) -> Slots {
        let function = &self.program.loaded.code.functions[frame.function as usize];
        match function.ops.get((frame.next as usize).saturating_sub(1)) {
            Some(Op::CallValue(_, nums, refs)) => Slots {
                nums: *nums,
                refs: *refs,
            },
            _ => function.slots,
        }
    }

    /// How many values of each bank a loop's body takes: the operations before it say so.
    pub(super) fn yielded(&self, function: u32, begin: u32) -> Slots {
        let ops = &self.program.loaded.code.functions[function as usize].ops;
        let mut slots = Slots::default();
        for op in ops[..begin as usize].iter().rev() {
            match op {
                Op::Param(Bank::Num, _) => slots.nums += 1,
                Op::Param(Bank::Ref, _) => slots.refs += 1,
                _ => break,
            }
        }
        slots
    }

    /// The body of a loop over a function ends: its slots are those of the loop's function again. Returns what happens
    /// after it.
    pub(super) fn leave_body(&mut self) -> Option<After> {
        let frame = self.frames.pop()?;
        let home = &self.frames[frame.body_of.as_ref()?.frame];
        let (live, slots) = (self.live(home), self.slots(&frame));
        let (home_nums, home_refs) = (home.nums, home.refs);
        self.nums
            .copy_within(frame.nums..frame.nums + usize::from(live.nums), home_nums);
        for slot in 0..usize::from(live.refs) {
            self.refs[home_refs + slot] = std::mem::take(&mut self.refs[frame.refs + slot]);
        }
        self.refs[frame.refs..frame.refs + usize::from(slots.refs)].fill(Ref::Nil);
        Some(frame.after)
    }

    /// The body of a loop over a function ends: `yield` returns whether the loop goes on.
    pub(super) fn resume(&mut self, goes_on: bool) -> Done {
        if let Some(body) = &self.top().body_of {
            body.state.set(if goes_on {
                LoopState::Ready
            } else {
                LoopState::Done
            });
        }
        if self.leave_body() == Some(After::Unwind) {
            return self.deferred_call_returned();
        }
        // The operation before the next one is the call of `yield`; it names the window for the result. A deferred `yield`
        // has none.
        let top = self.top();
        let ops = &self.program.loaded.code.functions[top.function as usize].ops;
        let call = (top.next as usize).checked_sub(1).map(|call| ops[call]);
        if let Some(Op::CallValue(_, num, _)) = call
            && !matches!(ops[top.next as usize], Op::RunDeferred)
        {
            self.set_num(num, u64::from(goes_on));
        }
        Ok(())
    }
}

/// A runtime error of a loop over a function, in Go's words.
fn fault(what: &str) -> Fault {
    Fault::Runtime(format!("range function {what}"))
}
