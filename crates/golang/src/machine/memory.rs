//! Memory: variables, fields and elements, and what points into them.

use super::account::{REF, account, release};
use super::value::{Closure, Interface, Loop, Map, Memory, Pointer, Ref, Slice};
use crate::code::{Shape, TypeNo, class_size};
use std::cell::{Cell, RefCell};
use std::fmt;
use std::rc::Rc;

impl Memory {
    /// Zero values.
    pub(crate) fn new(shape: Shape) -> Memory {
        account(bytes(shape.nums as usize, shape.refs as usize));
        Memory {
            nums: vec![Cell::new(0); shape.nums as usize].into_boxed_slice(),
            refs: RefCell::new(vec![Ref::Nil; shape.refs as usize].into_boxed_slice()),
            shadow: Cell::new(None),
        }
    }
}

/// The bytes that memory of so many numbers and references counts for.
fn bytes(nums: usize, refs: usize) -> u64 {
    48 + nums as u64 * 8 + refs as u64 * REF
}

/// The bytes that a function value counts for besides its captures.
const CLOSURE: u64 = 48;

/// The bytes that an interface with a reference counts for.
const INTERFACE: u64 = 64;

impl Closure {
    /// A function with what it captured; `body` is the loop whose body it is.
    pub(crate) fn new(function: u32, captures: Box<[Ref]>, body: Option<Rc<Loop>>) -> Closure {
        account(CLOSURE + captures.len() as u64 * REF);
        Closure {
            function,
            captures,
            body,
        }
    }

    fn take_captures(&mut self) -> Vec<Ref> {
        release(self.captures.len() as u64 * REF);
        std::mem::take(&mut self.captures).into_vec()
    }
}

impl Interface {
    /// A value that is no number, of a type.
    pub(crate) fn new(ty: TypeNo, value: Ref) -> Interface {
        account(INTERFACE);
        Interface { ty, value }
    }
}

impl fmt::Debug for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Memory may be a cycle.
        write!(f, "memory of {} numbers", self.nums.len())
    }
}

impl Pointer {
    /// A pointer to zero values in memory of their own.
    pub(crate) fn new(shape: Shape) -> Pointer {
        Pointer {
            memory: Rc::new(Memory::new(shape)),
            num: 0,
            reference: 0,
        }
    }

    /// A pointer further on.
    pub(crate) fn plus(&self, offset: Shape) -> Pointer {
        Pointer {
            memory: Rc::clone(&self.memory),
            num: self.num + offset.nums,
            reference: self.reference + offset.refs,
        }
    }

    #[inline]
    pub(crate) fn load(&self, offset: u32) -> u64 {
        self.memory.nums[(self.num + offset) as usize].get()
    }

    #[inline]
    pub(crate) fn store(&self, offset: u32, value: u64) {
        self.memory.nums[(self.num + offset) as usize].set(value);
    }

    pub(crate) fn load_ref(&self, offset: u32) -> Ref {
        self.memory.refs.borrow()[(self.reference + offset) as usize].clone()
    }

    pub(crate) fn store_ref(&self, offset: u32, value: Ref) {
        let place = (self.reference + offset) as usize;
        // What was there is dropped after the borrow: its destructor may come back here.
        let _before = std::mem::replace(&mut self.memory.refs.borrow_mut()[place], value);
    }

    /// Copies values from elsewhere, which may overlap.
    pub(crate) fn copy_from(&self, from: &Pointer, shape: Shape) {
        let nums = shape.nums as usize;
        let (to_num, from_num) = (self.num as usize, from.num as usize);
        let (to, source) = (
            &self.memory.nums[to_num..to_num + nums],
            &from.memory.nums[from_num..from_num + nums],
        );
        if Rc::ptr_eq(&self.memory, &from.memory) && to_num > from_num {
            to.iter()
                .rev()
                .zip(source.iter().rev())
                .for_each(|(to, from)| to.set(from.get()));
        } else {
            to.iter()
                .zip(source)
                .for_each(|(to, from)| to.set(from.get()));
        }
        if shape.refs == 0 {
            return;
        }
        let start = from.reference as usize;
        let copied: Vec<Ref> = from.memory.refs.borrow()[start..start + shape.refs as usize]
            .iter()
            .map(Ref::copied)
            .collect();
        let start = self.reference as usize;
        // What was there is dropped after the borrow.
        let mut refs = self.memory.refs.borrow_mut();
        let before: Vec<Ref> = refs[start..]
            .iter_mut()
            .zip(copied)
            .map(|(to, from)| std::mem::replace(to, from))
            .collect();
        drop(refs);
        drop(before);
    }

    /// Makes values zero.
    pub(crate) fn clear(&self, shape: Shape) {
        let start = self.num as usize;
        self.memory.nums[start..start + shape.nums as usize]
            .iter()
            .for_each(|cell| cell.set(0));
        for offset in 0..shape.refs {
            self.store_ref(offset, Ref::Nil);
        }
    }

    /// Whether both point to the same place.
    pub(crate) fn is(&self, other: &Pointer) -> bool {
        Rc::ptr_eq(&self.memory, &other.memory)
            && self.num == other.num
            && self.reference == other.reference
    }
}

/// An element as far as its memory matters.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Element {
    /// What it takes here.
    pub(crate) shape: Shape,
    /// Its bytes in Go.
    pub(crate) size: u64,
    /// Whether it holds pointers.
    pub(crate) has_pointers: bool,
}

impl Slice {
    /// Zero values.
    pub(crate) fn new(shape: Shape, len: u32, cap: u32) -> Slice {
        Slice {
            first: Pointer::new(shape.times(u64::from(cap))),
            len,
            cap,
        }
    }

    /// A slice of bytes.
    pub(crate) fn of_bytes(bytes: &[u8]) -> Slice {
        let len = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        let slice = Slice::new(Shape::NUM, len, len);
        slice
            .first
            .memory
            .nums
            .iter()
            .zip(bytes)
            .for_each(|(cell, byte)| cell.set(u64::from(*byte)));
        slice
    }

    /// A slice of references.
    pub(crate) fn of_refs(refs: Vec<Ref>) -> Slice {
        let len = u32::try_from(refs.len()).unwrap_or(u32::MAX);
        let slice = Slice::new(Shape::REF, len, len);
        *slice.first.memory.refs.borrow_mut() = refs.into_boxed_slice();
        slice
    }

    /// Its numbers, if each element is one.
    pub(crate) fn nums(&self) -> &[Cell<u64>] {
        let start = self.first.num as usize;
        &self.first.memory.nums[start..start + self.len as usize]
    }

    /// Its numbers as bytes.
    #[expect(clippy::cast_possible_truncation, reason = "they are bytes")]
    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.nums().iter().map(|cell| cell.get() as u8).collect()
    }

    /// Its references, if each element is one.
    pub(crate) fn refs(&self) -> Vec<Ref> {
        let start = self.first.reference as usize;
        self.first.memory.refs.borrow()[start..start + self.len as usize].to_vec()
    }

    /// An element.
    pub(crate) fn element(&self, index: u32, shape: Shape) -> Pointer {
        self.first.plus(Shape {
            nums: index * shape.nums,
            refs: index * shape.refs,
        })
    }

    /// The slice with room for `more` elements, which are part of it: itself, or a copy as Go's `growslice` makes it.
    pub(crate) fn grown(slice: Option<&Slice>, more: u32, element: Element) -> Slice {
        let (len, cap) = slice.map_or((0, 0), |slice| (slice.len, slice.cap));
        let wanted = len + more;
        if let Some(slice) = slice
            && wanted <= cap
        {
            return Slice {
                len: wanted,
                ..slice.clone()
            };
        }
        let new = Slice::new(element.shape, wanted, grown_capacity(wanted, cap, element));
        if let Some(slice) = slice {
            new.first
                .copy_from(&slice.first, element.shape.times(u64::from(len)));
        }
        new
    }
}

/// The capacity of a slice that has outgrown its own (`src/runtime/slice.go`, `growslice`).
pub(crate) fn grown_capacity(wanted: u32, cap: u32, element: Element) -> u32 {
    let (wanted, cap) = (u64::from(wanted), u64::from(cap));
    let mut new = cap;
    if wanted > cap * 2 {
        new = wanted;
    } else if cap < 256 {
        new = cap * 2;
    } else {
        while new < wanted {
            new += (new + 3 * 256) / 4;
        }
    }
    let new = match element.size {
        0 => wanted,
        size => class_size(new * size, element.has_pointers) / size,
    };
    u32::try_from(new.max(wanted)).unwrap_or(u32::MAX)
}

impl Drop for Memory {
    fn drop(&mut self) {
        let refs = std::mem::take(self.refs.get_mut());
        release(bytes(self.nums.len(), refs.len()));
        drop_all(refs.into_vec());
    }
}

impl Drop for Closure {
    fn drop(&mut self) {
        release(CLOSURE);
        if !self.captures.is_empty() {
            drop_all(self.take_captures());
        }
    }
}

impl Drop for Interface {
    fn drop(&mut self) {
        release(INTERFACE);
        if self.value.is_container() {
            drop_all(vec![std::mem::take(&mut self.value)]);
        }
    }
}

impl Drop for Map {
    fn drop(&mut self) {
        drop_all(self.clear());
    }
}

/// Drops references and what they alone refer to, one by one: a list of a million elements must not take a million native
/// stack frames.
fn drop_all(mut left: Vec<Ref>) {
    while let Some(reference) = left.pop() {
        match reference {
            Ref::Pointer(Pointer { memory, .. })
            | Ref::Slice(Slice {
                first: Pointer { memory, .. },
                ..
            }) => {
                if let Some(mut memory) = Rc::into_inner(memory) {
                    let refs = std::mem::take(memory.refs.get_mut());
                    // Its own destructor finds none.
                    release(refs.len() as u64 * REF);
                    left.extend(refs);
                }
            }
            Ref::Closure(closure) => {
                if let Some(mut closure) = Rc::into_inner(closure) {
                    left.extend(closure.take_captures());
                }
            }
            Ref::Interface(interface) => {
                if let Some(mut interface) = Rc::into_inner(interface) {
                    left.push(std::mem::take(&mut interface.value));
                }
            }
            Ref::Map(map) => {
                if let Some(map) = Rc::into_inner(map) {
                    left.extend(map.into_inner().clear());
                }
            }
            Ref::Nil
            | Ref::Num(_)
            | Ref::Text(_)
            | Ref::Boxed(..)
            | Ref::Chan(_)
            | Ref::TimeChan(_)
            | Ref::Object(_) => {}
        }
    }
}
