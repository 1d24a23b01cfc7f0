//! The stack of a goroutine grows, and counts among what the program holds.

use super::account::{REF, account, release};
use super::frames::{Deferred, Frame, Goroutine};
use super::value::Ref;
use crate::code::Slots;
use std::rc::Rc;

/// The bytes that a frame counts for.
const FRAME: u64 = 56;

impl Goroutine {
    /// Puts a frame above all others. Returns whether there was no room yet.
    #[inline]
    pub(super) fn push_frame(&mut self, frame: Frame) -> bool {
        let grows = self.frames.len() == self.frames.capacity();
        if grows {
            self.grow_frames();
        }
        self.frames.push(frame);
        grows
    }

    #[cold]
    fn grow_frames(&mut self) {
        let more = self.frames.len().max(4);
        self.frames.reserve_exact(more);
        self.count_growth(more as u64 * FRAME);
    }

    /// Makes room for the slots of a frame that start there. Returns whether there was none yet.
    #[inline]
    pub(super) fn reserve(&mut self, nums: usize, refs: usize, slots: Slots) -> bool {
        let (end_nums, end_refs) = (
            nums + usize::from(slots.nums),
            refs + usize::from(slots.refs),
        );
        let grows = self.nums.len() < end_nums || self.refs.len() < end_refs;
        if grows {
            self.grow_slots(end_nums, end_refs);
        }
        grows
    }

    #[cold]
    fn grow_slots(&mut self, end_nums: usize, end_refs: usize) {
        let nums = end_nums.saturating_sub(self.nums.len());
        let refs = end_refs.saturating_sub(self.refs.len());
        self.nums.resize(self.nums.len() + nums, 0);
        self.refs.resize(self.refs.len() + refs, Ref::Nil);
        self.count_growth(nums as u64 * 8 + refs as u64 * REF);
    }

    fn count_growth(&mut self, bytes: u64) {
        // The first call is entered before the goroutine executes: its frame does not count.
        if !self.frames.is_empty() {
            account(bytes);
            self.grown += bytes;
        }
    }
}

impl Drop for Goroutine {
    fn drop(&mut self) {
        let program = Rc::clone(&self.program);
        program.counted_as_held(|| {
            let deferred: u64 = self.deferred.iter().map(Deferred::bytes).sum();
            if let Some(watch) = &program.watch
                && let Some(roots) = self.take_roots()
            {
                watch.keeper.keep(roots);
            }
            self.refs.clear();
            self.deferred.clear();
            self.first = None;
            self.panics.clear();
            release(self.grown + deferred);
        });
    }
}
