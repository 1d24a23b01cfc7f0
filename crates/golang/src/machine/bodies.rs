//! Loops over functions: `yield` goes on in the function of the loop, in a frame above all others whose slots are a copy
//! of those that are in use in the function of the loop.

use super::frames::{After, Done, Fault, Frame, Goroutine, Stop};
use super::value::{Body, Ref};
use crate::code::{Bank, Op, Slot, Slots};

impl Goroutine {
    /// `yield(…)`: the body of the loop goes on with a copy of the slots of its function, above all others.
    pub(super) fn enter_body(&mut self, body: Body, window: (Slot, Slot)) -> Done {
        if self.frames.len() >= self.program.limits.depth {
            return Err(Stop::Overflow.into());
        }
        let Some(home) = self.frames.get(body.frame) else {
            return Err(Fault::Runtime(String::from(
                "range function continued iteration after whole loop exit",
            ))
            .into());
        };
        let (function, home_nums, home_refs) = (home.function, home.nums, home.refs);
        let (slots, live) = (self.slots(home), self.live(home));
        let top = self.top();
        let top_slots = self.slots(top);
        let (nums, refs) = (
            top.nums + usize::from(top_slots.nums),
            top.refs + usize::from(top_slots.refs),
        );
        let arguments = self.window(window.0, window.1);
        // The arguments of `yield` come behind the slots of the loop's function.
        let params = self.yielded(function, body.begin);
        self.reserve(nums, refs, slots);
        self.nums
            .copy_within(home_nums..home_nums + usize::from(live.nums), nums);
        for slot in 0..usize::from(live.refs) {
            self.refs[refs + slot] = self.refs[home_refs + slot].clone();
        }
        let (mut num, mut reference) = (1, 0);
        for (bank, slot) in params {
            match bank {
                Bank::Num => {
                    self.nums[nums + usize::from(slot)] = self.nums[arguments.nums + num];
                    num += 1;
                }
                Bank::Ref => {
                    self.refs[refs + usize::from(slot)] =
                        self.refs[arguments.refs + reference].clone();
                    reference += 1;
                }
            }
        }
        let body_of = Some(body.frame);
        self.frames.push(Frame {
            function,
            next: body.begin,
            nums,
            refs,
            after: After::GoOn,
            body_of,
        });
        Ok(())
    }

    /// The slots of a frame that are in use while it calls: those below the window of the call.
    pub(super) fn live(&self, frame: &Frame) -> Slots {
        let function = &self.program.loaded.code.functions[frame.function as usize];
        match function.ops.get((frame.next as usize).saturating_sub(1)) {
            Some(Op::CallValue(_, nums, refs)) => Slots {
                nums: *nums,
                refs: *refs,
            },
            _ => function.slots,
        }
    }

    /// Where a loop's body takes its values: the operations before it say so.
    pub(super) fn yielded(&self, function: u32, begin: u32) -> Vec<(Bank, Slot)> {
        let ops = &self.program.loaded.code.functions[function as usize].ops;
        let before = ops[..begin as usize].iter().rev();
        let mut slots: Vec<(Bank, Slot)> = before
            .map_while(|op| match op {
                Op::Param(bank, slot) => Some((*bank, *slot)),
                _ => None,
            })
            .collect();
        slots.reverse();
        slots
    }

    /// The body of a loop over a function ends: its slots are those of the loop's function again.
    pub(super) fn leave_body(&mut self) {
        let Some(frame) = self.frames.pop() else {
            return;
        };
        let Some(home) = frame.body_of.and_then(|home| self.frames.get(home)) else {
            return;
        };
        let (live, slots) = (self.live(home), self.slots(&frame));
        let (home_nums, home_refs) = (home.nums, home.refs);
        self.nums
            .copy_within(frame.nums..frame.nums + usize::from(live.nums), home_nums);
        for slot in 0..usize::from(live.refs) {
            self.refs[home_refs + slot] = std::mem::take(&mut self.refs[frame.refs + slot]);
        }
        self.refs[frame.refs..frame.refs + usize::from(slots.refs)].fill(Ref::Nil);
    }
}
