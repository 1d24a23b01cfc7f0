//! Calls that wait for the end of their function, or for their goroutine to start.

use super::account::{REF, account, release};
use super::frames::{After, Deferred, Done, Fault, Goroutine, Window, nil_dereference};
use super::value::{Closure, Ref};
use crate::code::{Slot, Slots};
use std::rc::Rc;

impl Deferred {
    /// The first call of a goroutine, of a function without parameters.
    pub(super) fn first(closure: Rc<Closure>) -> Deferred {
        Deferred {
            frames: 0,
            closure,
            nums: Vec::new(),
            refs: Vec::new(),
        }
    }

    /// All that it refers to.
    pub(super) fn into_refs(mut self) -> Vec<Ref> {
        self.refs.push(Ref::Closure(self.closure));
        self.refs
    }

    /// The bytes that it counts for while it waits.
    pub(super) fn bytes(&self) -> u64 {
        72 + self.nums.len() as u64 * 8 + self.refs.len() as u64 * REF
    }
}

impl Goroutine {
    /// The call of a function value with its arguments, out of the window that starts there.
    pub(super) fn deferred(&self, slot: Slot, window: (Slot, Slot)) -> Result<Deferred, Fault> {
        let Ref::Closure(closure) = self.reference(slot) else {
            return Err(nil_dereference());
        };
        Ok(self.deferred_closure(closure, window))
    }

    /// As [`Goroutine::deferred`], for `defer`: a nil function panics when its turn comes.
    pub(super) fn deferred_later(&self, slot: Slot, window: (Slot, Slot)) -> Deferred {
        if let Ref::Closure(closure) = self.reference(slot) {
            return self.deferred_closure(closure, window);
        }
        let nil = self.program.loaded.code.nil_function;
        let nil = Closure::new(nil, Box::default(), None);
        self.deferred_closure(&Rc::new(nil), window)
    }

    pub(super) fn deferred_closure(&self, closure: &Rc<Closure>, window: (Slot, Slot)) -> Deferred {
        let results = self.result_slots(closure);
        let (num, reference) = (window.0 + results.nums, window.1 + results.refs);
        let Window { nums, refs } = self.window(num, reference);
        let (nums, refs) = self.arguments(closure, (nums, refs));
        Deferred {
            frames: self.home() + 1,
            closure: Rc::clone(closure),
            nums,
            refs,
        }
    }

    /// The frame to which deferred calls of the top frame belong: out of bodies of loops, that of their function.
    fn home(&self) -> usize {
        let mut home = self.frames.len() - 1;
        while let Some(body) = &self.frames[home].body_of {
            home = body.frame;
        }
        home
    }

    /// The slots of a function value's results.
    fn result_slots(&self, closure: &Closure) -> Slots {
        match closure.body {
            // `yield` returns whether the loop goes on.
            Some(_) => Slots { nums: 1, refs: 0 },
            None => self.program.loaded.code.functions[closure.function as usize].results,
        }
    }

    /// The arguments of a call of a function value, which start there in both banks.
    pub(super) fn arguments(
        &self,
        closure: &Closure,
        (nums, refs): (usize, usize),
    ) -> (Vec<u64>, Vec<Ref>) {
        let params = match &closure.body {
            Some(body) => self.yielded(closure.function, body.begin),
            None => self.program.loaded.code.functions[closure.function as usize].params,
        };
        (
            self.nums[nums..nums + usize::from(params.nums)].to_vec(),
            self.refs[refs..refs + usize::from(params.refs)].to_vec(),
        )
    }

    /// `defer`: keeps a call for the end of the top frame.
    pub(super) fn defer(&mut self, call: Deferred) {
        // Deferred calls of one frame lie together, also those of the body of a loop.
        let place = self
            .deferred
            .iter()
            .rposition(|other| other.frames <= call.frames)
            .map_or(0, |place| place + 1);
        account(call.bytes());
        self.deferred.insert(place, call);
    }

    /// Takes the next deferred call of the top frame.
    pub(super) fn next_deferred(&mut self) -> Option<Deferred> {
        let frames = self.frames.len();
        let call = self.deferred.pop_if(|call| call.frames == frames)?;
        release(call.bytes());
        Some(call)
    }

    /// Makes a deferred call, above the top frame.
    pub(super) fn enter_deferred(&mut self, call: Deferred, after: After) -> Done {
        if let Some(body) = &call.closure.body {
            return self.enter_body(body, (call.nums, call.refs), after);
        }
        let start = self.frames.last().map_or((0, 0), |top| {
            let slots = self.slots(top);
            (
                top.nums + usize::from(slots.nums),
                top.refs + usize::from(slots.refs),
            )
        });
        let function = call.closure.function;
        self.enter(function, &call.closure.captures, start, after);
        let results = self.program.loaded.code.functions[function as usize].results;
        let (num, reference) = (
            start.0 + usize::from(results.nums),
            start.1 + usize::from(results.refs),
        );
        self.nums[num..num + call.nums.len()].copy_from_slice(&call.nums);
        for (place, argument) in self.refs[reference..].iter_mut().zip(call.refs) {
            *place = argument;
        }
        self.order_call(function, start.1);
        Ok(())
    }
}
