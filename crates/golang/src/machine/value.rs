//! The values of a running program.

use super::map::Map;
use crate::code::Shape;
use goruntime::go::{Chan, Mutex, WaitGroup};
use std::cell::{Cell, RefCell};
use std::fmt;
use std::rc::Rc;

/// A value in the bank of references.
#[derive(Clone, Debug, Default)]
pub(super) enum Ref {
    /// `nil` of any type; also the empty string and the nil slice.
    #[default]
    Nil,
    /// A string.
    Text(Text),
    /// A pointer.
    Pointer(Pointer),
    /// A slice.
    Slice(Slice),
    /// A function.
    Closure(Rc<Closure>),
    /// An interface that is not nil.
    Interface(Rc<Interface>),
    /// A map that is not nil.
    Map(Rc<RefCell<Map>>),
    /// A channel that is not nil.
    Chan(Rc<Chan<Value>>),
    /// A `sync.WaitGroup` that was used.
    WaitGroup(Rc<WaitGroup>),
    /// A `sync.Mutex` that was used.
    Mutex(Rc<Mutex>),
}

/// A string: bytes, most often UTF-8.
pub(super) type Text = Rc<[u8]>;

/// A value of any shape, on its way through a channel or into a goroutine.
#[derive(Clone, Debug)]
pub(super) enum Value {
    /// One number.
    Num(u64),
    /// One reference.
    Ref(Ref),
    /// All others.
    Many(Box<(Vec<u64>, Vec<Ref>)>),
}

impl Value {
    /// Its references.
    pub(super) fn into_refs(self) -> Vec<Ref> {
        match self {
            Value::Num(_) => Vec::new(),
            Value::Ref(reference) => vec![reference],
            Value::Many(many) => many.1,
        }
    }
}

/// A function with what it captured.
#[derive(Debug)]
pub(super) struct Closure {
    /// The number of the function.
    pub(super) function: u16,
    /// The captures.
    pub(super) captures: Box<[Ref]>,
}

/// A value with its dynamic type.
#[derive(Debug)]
pub(super) struct Interface {
    pub(super) ty: Dynamic,
    pub(super) value: Value,
}

/// The dynamic type of an interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dynamic {
    /// An index of the program's types.
    Type(u16),
    /// `runtime.Error`: its value is the message.
    RuntimeError,
}

/// Variables, fields and elements: what pointers and slices point into.
pub(super) struct Memory {
    pub(super) nums: Box<[Cell<u64>]>,
    pub(super) refs: RefCell<Box<[Ref]>>,
}

impl Memory {
    /// Zero values: `count` of one shape.
    pub(super) fn new(shape: Shape, count: usize) -> Memory {
        let nums = vec![Cell::new(0); usize::from(shape.nums) * count];
        let refs = vec![Ref::Nil; usize::from(shape.refs) * count];
        Memory {
            nums: nums.into_boxed_slice(),
            refs: RefCell::new(refs.into_boxed_slice()),
        }
    }
}

impl fmt::Debug for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Memory may be a cycle.
        write!(f, "memory of {} numbers", self.nums.len())
    }
}

/// A pointer to a variable, a field or an element: where it starts in each bank.
#[derive(Clone, Debug)]
pub(super) struct Pointer {
    pub(super) memory: Rc<Memory>,
    pub(super) num: u32,
    pub(super) reference: u32,
}

impl Pointer {
    pub(super) fn load(&self, offset: u16) -> u64 {
        self.memory.nums[self.num as usize + usize::from(offset)].get()
    }

    pub(super) fn store(&self, offset: u16, value: u64) {
        self.memory.nums[self.num as usize + usize::from(offset)].set(value);
    }

    pub(super) fn load_ref(&self, offset: u16) -> Ref {
        self.memory.refs.borrow()[self.reference as usize + usize::from(offset)].clone()
    }

    pub(super) fn store_ref(&self, offset: u16, value: Ref) {
        let place = self.reference as usize + usize::from(offset);
        // What was there is dropped after the borrow: its destructor may come back here.
        let _before = std::mem::replace(&mut self.memory.refs.borrow_mut()[place], value);
    }
}

/// A slice: its first element, its length and its capacity in elements.
#[derive(Clone, Debug)]
pub(super) struct Slice {
    pub(super) first: Pointer,
    pub(super) len: u32,
    pub(super) cap: u32,
}

impl Slice {
    /// An element.
    pub(super) fn element(&self, index: u32, shape: Shape) -> Pointer {
        Pointer {
            memory: Rc::clone(&self.first.memory),
            num: self.first.num + index * u32::from(shape.nums),
            reference: self.first.reference + index * u32::from(shape.refs),
        }
    }

    /// A copy with room for one more: Go's `growslice` without rounding up to a size class.
    pub(super) fn grown(&self, shape: Shape) -> Slice {
        let cap = next_capacity(self.cap);
        let memory = Memory::new(shape, cap as usize);
        let (from, to) = (
            self.first.num as usize,
            self.len as usize * usize::from(shape.nums),
        );
        for (new, old) in memory
            .nums
            .iter()
            .zip(&self.first.memory.nums[from..from + to])
        {
            new.set(old.get());
        }
        let (from, to) = (
            self.first.reference as usize,
            self.len as usize * usize::from(shape.refs),
        );
        memory.refs.borrow_mut()[..to]
            .clone_from_slice(&self.first.memory.refs.borrow()[from..from + to]);
        Slice {
            first: Pointer {
                memory: Rc::new(memory),
                num: 0,
                reference: 0,
            },
            len: self.len,
            cap,
        }
    }
}

/// The capacity for one more element (`src/runtime/slice.go`, `nextslicecap`).
fn next_capacity(cap: u32) -> u32 {
    match cap {
        0 => 1,
        1..256 => cap * 2,
        _ => cap + (cap + 3 * 256) / 4,
    }
}

impl Drop for Memory {
    /// Drops what it refers to one by one: a list of a million elements must not take a million native stack frames.
    fn drop(&mut self) {
        let mut left = std::mem::take(self.refs.get_mut()).into_vec();
        while let Some(reference) = left.pop() {
            match reference {
                Ref::Pointer(Pointer { memory, .. })
                | Ref::Slice(Slice {
                    first: Pointer { memory, .. },
                    ..
                }) => {
                    if let Some(mut memory) = Rc::into_inner(memory) {
                        left.extend(std::mem::take(memory.refs.get_mut()));
                    }
                }
                Ref::Closure(closure) => {
                    if let Some(closure) = Rc::into_inner(closure) {
                        left.extend(closure.captures);
                    }
                }
                Ref::Interface(interface) => {
                    if let Some(interface) = Rc::into_inner(interface) {
                        left.extend(interface.value.into_refs());
                    }
                }
                Ref::Map(map) => {
                    if let Some(map) = Rc::into_inner(map) {
                        left.extend(map.into_inner().into_refs());
                    }
                }
                Ref::Nil | Ref::Text(_) | Ref::Chan(_) | Ref::WaitGroup(_) | Ref::Mutex(_) => {}
            }
        }
    }
}
