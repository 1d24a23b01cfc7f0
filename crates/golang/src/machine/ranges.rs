//! The memory that operations outside of the inner loop use.

use super::compare::place as place_of;
use super::frames::Goroutine;
use super::natives::reads;
use super::value::{Object, Pointer, Ref};
use crate::code::{Op, Shape, Slot};
use std::rc::Rc;

impl Goroutine {
    /// What an operation on a map uses, and whether it writes.
    pub(super) fn map_access(&self, op: Op) -> Option<(Ref, bool)> {
        let (slot, writes) = match op {
            Op::MapLen(_, m)
            | Op::MapGet(_, m, ..)
            | Op::MapGetNum(_, m, ..)
            | Op::MapRange(_, m) => (m, false),
            Op::MapSet(m, ..) | Op::MapSetNum(m, ..) | Op::MapDelete(m, ..) | Op::MapClear(m) => {
                (m, true)
            }
            Op::MapNext(_, state, ..) => {
                let Ref::Object(Object::Iteration(iteration)) = self.reference(state) else {
                    return None;
                };
                return Some((Ref::Map(Rc::clone(&iteration.borrow().map)), false));
            }
            _ => return None,
        };
        Some((self.reference(slot).clone(), writes))
    }

    /// The memory that an operation uses.
    pub(super) fn ranges(&self, op: Op) -> Vec<Range> {
        let mut ranges = Vec::new();
        let mut add = |pointer: Option<Pointer>, shape: Shape, writes: bool| {
            if let Some(first) = pointer {
                ranges.push(Range {
                    first,
                    shape,
                    writes,
                });
            }
        };
        let shape = |ty: u16| self.program.loaded.code.types[usize::from(ty)].shape;
        let whole = |slot: Slot, of: Shape| match self.reference(slot).slice() {
            Some(slice) => (Some(slice.first.clone()), of.times(u64::from(slice.len))),
            None => (None, of),
        };
        let place = |slot: Slot| place_of(self.reference(slot));
        match op {
            Op::Copy(_, a, ty) => add(place(a), shape(ty), false),
            Op::CopyInto(p, a, ty) => {
                add(place(a), shape(ty), false);
                add(place(p), shape(ty), true);
            }
            Op::StoreGlobalRef(_, offset) => {
                let memory = Rc::clone(&self.program.globals);
                let first = Pointer {
                    memory,
                    num: 0,
                    reference: offset,
                };
                add(Some(first), Shape::REF, true);
            }
            Op::AppendNum(s, _, ty) => self.appended(s, 1, shape(ty), &mut add),
            Op::Append(_, s, _, count, ty) => {
                self.appended(s, u32::from(count), shape(ty), &mut add);
            }
            Op::AppendSlice(_, s, t, ty) => {
                let (from, of) = whole(t, shape(ty));
                let count = self.reference(t).slice().map_or(0, |slice| slice.len);
                add(from, of, false);
                self.appended(s, count, shape(ty), &mut add);
            }
            Op::CopySlice(_, s, t, ty) => {
                let len = |slot| self.reference(slot).slice().map_or(0, |slice| slice.len);
                let count = shape(ty).times(u64::from(len(s).min(len(t))));
                add(whole(t, count).0, count, false);
                add(whole(s, count).0, count, true);
            }
            Op::ClearSlice(s, ty) => {
                let (first, of) = whole(s, shape(ty));
                add(first, of, true);
            }
            Op::BytesToText(_, s) | Op::RunesToText(_, s) => {
                let (first, of) = whole(s, Shape::NUM);
                add(first, of, false);
            }
            Op::Native(number, num, reference) => {
                if let Some((first, of)) = reads(self, number, self.window(num, reference)) {
                    add(Some(first), of, false);
                }
            }
            _ => {}
        }
        ranges
    }

    /// What `append` uses: the places of the new elements, or all old ones if it copies them.
    fn appended(
        &self,
        slot: Slot,
        count: u32,
        shape: Shape,
        add: &mut impl FnMut(Option<Pointer>, Shape, bool),
    ) {
        let Some(slice) = self.reference(slot).slice() else {
            return;
        };
        if slice.len + count <= slice.cap {
            let first = slice.element(slice.len, shape);
            add(Some(first), shape.times(u64::from(count)), true);
        } else {
            add(
                Some(slice.first.clone()),
                shape.times(u64::from(slice.len)),
                false,
            );
        }
    }
}

/// A piece of memory that an operation uses.
pub(super) struct Range {
    pub(super) first: Pointer,
    pub(super) shape: Shape,
    pub(super) writes: bool,
}
