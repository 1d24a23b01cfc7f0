//! The compiled form of a program: functions of typed three-address operations over numbered slots.
//!
//! Go is statically typed, so a slot needs no tag. A function has two banks of slots: *numbers* (`u64`: integers of all
//! widths, floating-point numbers as their bits, booleans, runes) and *references* (strings, slices, pointers, channels,
//! functions, interfaces). A struct in a variable takes a slot a field. A variable that a closure captures, or whose
//! address is taken, is an object in memory, and its slot holds a pointer.
//!
//! # The window of a call
//! In each bank the slots of a function are numbered from the start of its window: results, then parameters, then (among
//! the references) the captures of a closure, then locals and temporaries. A caller puts the arguments into the window
//! that it names in the call, which lies above its own live slots, and finds the results at the start of that window. So
//! neither a call nor a return copies anything.
//!
//! Integers narrower than 64 bits are kept sign-extended or zero-extended; [`Op::Narrow`] after an operation wraps around.

mod op;

pub use op::{Op, Target, Width};

/// The number of a slot in its bank, from the start of the function's window.
pub type Slot = u16;

/// A compiled program. It starts with function 0, which takes nothing.
#[derive(Clone, Debug, Default)]
pub struct Code {
    /// The functions.
    pub functions: Vec<Function>,
    /// The strings of [`Op::Text`].
    pub texts: Vec<Box<[u8]>>,
    /// The lists of cases of [`Op::Select`].
    pub selects: Vec<Vec<SelectCase>>,
    /// The entries of maps that operations read, set or delete.
    pub entries: Vec<MapEntry>,
    /// The dynamic types of [`Op::Box`].
    pub types: Vec<DynamicType>,
}

/// A function.
#[derive(Clone, Debug, Default)]
pub struct Function {
    /// The name that a stack trace shows: `main.worker`.
    pub name: String,
    /// The results.
    pub results: Shape,
    /// The parameters.
    pub params: Shape,
    /// All slots: results, parameters, captures, locals and temporaries.
    pub slots: Shape,
    /// The operations.
    pub ops: Vec<Op>,
    /// The operation that goes on after a panic was recovered by a deferred call: an [`Op::RunDeferred`], from where the
    /// results are loaded and returned. Only functions with `defer` have one.
    pub epilogue: u32,
}

/// How many numbers and references a value consists of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// Numbers.
    pub nums: u16,
    /// References.
    pub refs: u16,
}

impl Shape {
    /// One number.
    pub const NUM: Shape = Shape { nums: 1, refs: 0 };
    /// One reference.
    pub const REF: Shape = Shape { nums: 0, refs: 1 };

    /// A shape of so many numbers and references.
    #[must_use]
    pub const fn new(nums: u16, refs: u16) -> Shape {
        Shape { nums, refs }
    }
}

/// A case of a `select`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SelectCase {
    /// `case channel <- value`: the channel's slot, the first slots of the value, its shape.
    Send(Slot, (Slot, Slot), Shape),
    /// `case value, ok = <-channel`: the channel's slot, the first slots of the value, its shape, the number slot of `ok`.
    Receive(Slot, (Slot, Slot), Shape, Slot),
}

/// An entry of a map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MapEntry {
    /// The slot of the map.
    pub map: Slot,
    /// The slot of the key.
    pub key: Slot,
    /// The shape of the key: a number that is no float, or a string.
    pub key_shape: Shape,
    /// The first slots of the value.
    pub value: (Slot, Slot),
    /// The shape of the value.
    pub value_shape: Shape,
    /// The number slot that says whether the entry was there, after a read.
    pub ok: Slot,
}

/// A type whose values stand in interfaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DynamicType {
    /// The name as `%T` prints it.
    pub name: String,
    /// How a panic prints its values.
    pub kind: Kind,
}

/// The kinds of types that a panic prints differently (Go's `printpanicval`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `bool`
    Bool,
    /// Signed integers.
    Int,
    /// Unsigned integers.
    Uint,
    /// Strings.
    Text,
    /// All others.
    Other,
}
