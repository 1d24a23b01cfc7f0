//! What a goroutine refers to.

use super::frames::{Deferred, Goroutine};
use super::natives::{Native, Waiting, native};
use super::remains::Roots;
use super::value::Ref;
use crate::code::{Op, SelectCase};

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
            since: self.since,
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
