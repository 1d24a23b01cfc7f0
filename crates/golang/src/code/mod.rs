//! The compiled form of a program: functions of typed three-address operations over numbered slots.
//!
//! Go is statically typed, so a slot needs no tag. A function has two banks of slots: *numbers* (`u64`: integers of all
//! widths, floating-point numbers as the bits of an `f64`, booleans, runes) and *references* (all else). Every value
//! takes one slot. A struct or an array in a slot is a handle of memory of its own, so that assigning copies memory; a
//! type that takes no memory (`struct{}`) is a number that is always 0. A variable of another type that a closure
//! captures, or whose address is taken, lives in memory, and its slot holds a pointer.
//!
//! # The window of a call
//! In each bank the slots of a function are numbered from the start of its window: results, then parameters, then (among
//! the references) the captures of a closure, then locals and temporaries. A caller puts the arguments into the window
//! that it names in the call, which lies above its own live slots, and finds the results at the start of that window. So
//! neither a call nor a return copies anything.
//!
//! Integers narrower than 64 bits are kept sign-extended or zero-extended; [`Op::Narrow`] after an operation wraps around.

mod op;
mod ty;

pub use op::{Op, Target, Width};
pub use ty::{Field, Kind, TypeDesc, TypeNo, class_size};

use std::borrow::Cow;

/// The number of a slot in its bank, from the start of the function's window.
pub type Slot = u16;

/// One of the two banks of slots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bank {
    /// Numbers.
    Num,
    /// References.
    Ref,
}

/// A compiled program.
#[derive(Clone, Debug, Default)]
pub struct Code {
    /// The functions; the program starts with the first, which takes nothing.
    pub functions: Vec<Function>,
    /// The strings of [`Op::Text`].
    pub texts: Vec<Box<[u8]>>,
    /// The numbers of [`Op::Const`].
    pub numbers: Vec<u64>,
    /// The offsets of [`Op::Field`].
    pub offsets: Vec<Shape>,
    /// The lists of cases of [`Op::Select`].
    pub selects: Vec<Vec<SelectCase>>,
    /// The types of values in interfaces, and of what lies in memory. The first is that of runtime errors.
    pub types: Vec<TypeDesc>,
    /// The names of the methods that are called by interfaces.
    pub methods: Vec<String>,
    /// The function that stands for a nil one in a deferred call.
    pub nil_function: u32,
    /// The memory of all package variables together.
    pub globals: Shape,
    /// The names of the files of [`Function::file`].
    pub files: Vec<String>,
}

impl Code {
    /// The function that implements a method for a type; its first reference parameter is the value.
    #[must_use]
    pub fn method(&self, ty: TypeNo, method: u16) -> Option<u32> {
        let methods = &self.types[usize::from(ty)].methods;
        let place = methods
            .binary_search_by_key(&method, |entry| entry.0)
            .ok()?;
        Some(methods[place].1)
    }

    /// What an operation of a function is applied to, in the program's own words: `b.clients`.
    #[must_use]
    pub fn applied_to(&self, function: u32, op: u32) -> Option<Cow<'_, str>> {
        let names = &self.functions[function as usize].names;
        let place = names.binary_search_by_key(&op, |name| name.0).ok()?;
        let text = &self.texts[names[place].1 as usize];
        Some(String::from_utf8_lossy(text))
    }

    /// Whether the entries of a map are an integer and a number each.
    #[must_use]
    pub fn is_map_of_numbers(&self, map: TypeNo) -> bool {
        let TypeDesc { key, elem, .. } = self.types[usize::from(map)];
        let (key, elem) = (
            &self.types[usize::from(key)],
            &self.types[usize::from(elem)],
        );
        let is_integer = matches!(
            key.kind,
            Kind::Bool | Kind::Int(_) | Kind::Uint(_) | Kind::Uintptr
        );
        is_integer && elem.bank() == Bank::Num
    }

    /// The function of a type's method by its name.
    #[must_use]
    pub fn method_named(&self, ty: TypeNo, name: &str) -> Option<u32> {
        let methods = &self.types[usize::from(ty)].methods;
        methods
            .iter()
            .find(|entry| self.methods[usize::from(entry.0)] == name)
            .map(|entry| entry.1)
    }
}

/// A function.
#[derive(Clone, Debug, Default)]
pub struct Function {
    /// The name that a stack trace shows: `main.worker`.
    pub name: String,
    /// The results.
    pub results: Slots,
    /// The parameters.
    pub params: Slots,
    /// All slots: results, parameters, captures, locals and temporaries.
    pub slots: Slots,
    /// The operations.
    pub ops: Vec<Op>,
    /// The line of each operation.
    pub lines: Vec<u32>,
    /// What operations are applied to in the program's own words, where that is known: the operation, and an index of
    /// [`Code::texts`]. In the order of operations; none in a package of the Lab's own.
    pub names: Vec<(u32, u32)>,
    /// The operation that goes on after a panic was recovered by a deferred call: an [`Op::RunDeferred`], from where the
    /// results are loaded and returned. Only functions with `defer` have one.
    pub epilogue: u32,
    /// The file, an index of [`Code::files`]; none of a package of the Lab's own.
    pub file: Option<u16>,
}

/// How many slots there are in each bank.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Slots {
    /// Numbers.
    pub nums: u16,
    /// References.
    pub refs: u16,
}

/// How much memory a value takes: how many numbers and references.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// Numbers.
    pub nums: u32,
    /// References.
    pub refs: u32,
}

impl Shape {
    /// One number.
    pub const NUM: Shape = Shape { nums: 1, refs: 0 };
    /// One reference.
    pub const REF: Shape = Shape { nums: 0, refs: 1 };
    /// Nothing.
    pub const NONE: Shape = Shape { nums: 0, refs: 0 };

    /// Both together; at most the largest.
    #[must_use]
    pub const fn plus(self, other: Shape) -> Shape {
        Shape {
            nums: self.nums.saturating_add(other.nums),
            refs: self.refs.saturating_add(other.refs),
        }
    }

    /// So many of it; at most the largest.
    #[must_use]
    pub fn times(self, count: u64) -> Shape {
        let times = |n: u32| u32::try_from(u64::from(n).saturating_mul(count)).unwrap_or(u32::MAX);
        Shape {
            nums: times(self.nums),
            refs: times(self.refs),
        }
    }
}

/// A case of a `select`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SelectCase {
    /// `case channel <- value`: the channel's slot, the bank and the slot of the value.
    Send(Slot, Bank, Slot),
    /// `case value, ok = <-channel`: the channel's slot, the slot of the value, its type, the number slot of `ok`.
    Receive(Slot, Slot, TypeNo, Slot),
}
