//! The operations.

use super::{Bank, Slot, TypeNo};

/// The width of an integer type narrower than 64 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// `int8`
    I8,
    /// `int16`
    I16,
    /// `int32`
    I32,
    /// `uint8`
    U8,
    /// `uint16`
    U16,
    /// `uint32`
    U32,
}

/// A place in a function to jump to: the index of an operation.
pub type Target = u32;

/// An operation. The first slot is the destination unless said otherwise; `Ref` in a name means the bank of references.
/// Offsets into memory count slots of their bank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    /// A small constant.
    Int(Slot, i32),
    /// A constant: an index of [`super::Code::numbers`].
    Const(Slot, u32),
    /// A string constant: an index of [`super::Code::texts`].
    Text(Slot, u32),
    /// The nil reference.
    Nil(Slot),
    /// Copies a number.
    Move(Slot, Slot),
    /// Copies a reference.
    MoveRef(Slot, Slot),

    /// `a + b` of integers
    Add(Slot, Slot, Slot),
    /// `a + constant`
    AddInt(Slot, Slot, i32),
    /// `a - b` of integers
    Sub(Slot, Slot, Slot),
    /// `a * b` of integers
    Mul(Slot, Slot, Slot),
    /// `a / b` of signed integers; panics at zero
    Div(Slot, Slot, Slot),
    /// `a % b` of signed integers; panics at zero
    Rem(Slot, Slot, Slot),
    /// `a / b` of unsigned integers; panics at zero
    DivU(Slot, Slot, Slot),
    /// `a % b` of unsigned integers; panics at zero
    RemU(Slot, Slot, Slot),
    /// `a & b`
    And(Slot, Slot, Slot),
    /// `a | b`
    Or(Slot, Slot, Slot),
    /// `a ^ b`
    Xor(Slot, Slot, Slot),
    /// `a &^ b`
    AndNot(Slot, Slot, Slot),
    /// `a << b`, the count unsigned
    Shl(Slot, Slot, Slot),
    /// `a >> b` of a signed integer, the count unsigned
    Shr(Slot, Slot, Slot),
    /// `a >> b` of an unsigned integer, the count unsigned
    ShrU(Slot, Slot, Slot),
    /// Panics if the number, a signed shift count, is negative. No destination.
    CheckShift(Slot),
    /// Wraps an integer around to its width, in place.
    Narrow(Slot, Width),
    /// `!a`
    Not(Slot, Slot),
    /// `-a` of an integer
    Neg(Slot, Slot),
    /// `^a`
    Complement(Slot, Slot),

    /// `a + b` of floats
    AddF(Slot, Slot, Slot),
    /// `a - b` of floats
    SubF(Slot, Slot, Slot),
    /// `a * b` of floats
    MulF(Slot, Slot, Slot),
    /// `a / b` of floats
    DivF(Slot, Slot, Slot),
    /// `-a` of a float
    NegF(Slot, Slot),
    /// Rounds a float to `float32`, in place.
    Round32(Slot),
    /// `float64(a)` of a signed integer
    IntToFloat(Slot, Slot),
    /// `float64(a)` of an unsigned integer
    UintToFloat(Slot, Slot),
    /// `int64(a)` of a float
    FloatToInt(Slot, Slot),
    /// `uint64(a)` of a float
    FloatToUint(Slot, Slot),
    /// `min(a, b)` of floats
    MinF(Slot, Slot, Slot),
    /// `max(a, b)` of floats
    MaxF(Slot, Slot, Slot),

    /// `a == b` of numbers that are no floats
    Equal(Slot, Slot, Slot),
    /// `a != b` of numbers that are no floats
    Unequal(Slot, Slot, Slot),
    /// `a < b` of signed integers
    Less(Slot, Slot, Slot),
    /// `a <= b` of signed integers
    LessEqual(Slot, Slot, Slot),
    /// `a < b` of unsigned integers
    LessU(Slot, Slot, Slot),
    /// `a <= b` of unsigned integers
    LessEqualU(Slot, Slot, Slot),
    /// `a == b` of floats
    EqualF(Slot, Slot, Slot),
    /// `a < b` of floats
    LessF(Slot, Slot, Slot),
    /// `a <= b` of floats
    LessEqualF(Slot, Slot, Slot),
    /// `a < b` of strings
    LessText(Slot, Slot, Slot),
    /// `a <= b` of strings
    LessEqualText(Slot, Slot, Slot),
    /// `a == b` of references to values of a type; panics if they cannot be compared
    EqualRef(Slot, Slot, Slot, TypeNo),
    /// `a == nil`
    IsNil(Slot, Slot),

    /// Goes on elsewhere.
    Jump(Target),
    /// Jumps if the number is true.
    JumpIf(Slot, Target),
    /// Jumps if the number is false.
    JumpIfNot(Slot, Target),
    /// Jumps if `a == b`.
    JumpEqual(Slot, Slot, Target),
    /// Jumps if `a != b`.
    JumpUnequal(Slot, Slot, Target),
    /// Jumps if `a < b`, signed.
    JumpLess(Slot, Slot, Target),
    /// Jumps if `a <= b`, signed.
    JumpLessEqual(Slot, Slot, Target),
    /// Jumps if `a < constant`, signed.
    JumpLessInt(Slot, i16, Target),
    /// Jumps if `a >= constant`, signed.
    JumpAtLeastInt(Slot, i16, Target),
    /// Jumps if `a == constant`.
    JumpEqualInt(Slot, i16, Target),
    /// Jumps if `a != constant`.
    JumpUnequalInt(Slot, i16, Target),

    /// `a + b` of strings
    Concat(Slot, Slot, Slot),
    /// `len(s)` of a string
    TextLen(Slot, Slot),
    /// `s[i]`: number, string, index
    TextAt(Slot, Slot, Slot),
    /// `s[lo:hi]`: string, string, the number slot of `lo` (`hi` follows)
    TextSlice(Slot, Slot, Slot),
    /// The rune of a string at an index, and its width in the next slot: number, string, index
    TextRune(Slot, Slot, Slot),
    /// `string(bytes)`
    BytesToText(Slot, Slot),
    /// `[]byte(s)`
    TextToBytes(Slot, Slot),
    /// `string(runes)`
    RunesToText(Slot, Slot),
    /// `[]rune(s)`
    TextToRunes(Slot, Slot),
    /// `string(r)` of an integer
    RuneToText(Slot, Slot),

    /// A zero value in memory: `new(T)`, or the handle of a struct or array.
    New(Slot, TypeNo),
    /// A cell for a variable of one slot.
    Cell(Slot, Bank),
    /// A pointer to package variables: the offsets in both banks.
    Global(Slot, u32, u32),
    /// Loads a package variable, a number, from its offset.
    LoadGlobal(Slot, u32),
    /// Loads a package variable, a reference.
    LoadGlobalRef(Slot, u32),
    /// Stores a number to a package variable: value, offset.
    StoreGlobal(Slot, u32),
    /// Stores a reference to a package variable: value, offset.
    StoreGlobalRef(Slot, u32),
    /// `*(p + offset)`, a number; panics at nil
    Load(Slot, Slot, u16),
    /// `*(p + offset)`, a reference; panics at nil
    LoadRef(Slot, Slot, u16),
    /// `*(p + offset) = a`, a number: pointer, offset, value
    Store(Slot, u16, Slot),
    /// `*(p + offset) = a`, a reference: pointer, offset, value
    StoreRef(Slot, u16, Slot),
    /// `&p.field`: pointer, pointer, an index of [`super::Code::offsets`]
    Field(Slot, Slot, u32),
    /// The handle of an array of this type that a pointer points to.
    View(Slot, Slot, TypeNo),
    /// Panics if the pointer is nil. No destination.
    CheckNil(Slot),
    /// A copy of a struct or an array in memory of its own.
    Copy(Slot, Slot, TypeNo),
    /// Copies a struct or an array into another's memory: to, from.
    CopyInto(Slot, Slot, TypeNo),

    /// `make([]T, len, cap)`: slice, length, capacity, type of an element
    MakeSlice(Slot, Slot, Slot, TypeNo),
    /// `len(s)` of a slice
    Len(Slot, Slot),
    /// `cap(s)` of a slice
    Cap(Slot, Slot),
    /// `s[i]` of elements that are one number: number, slice, index
    At(Slot, Slot, Slot),
    /// `s[i] = a` of elements that are one number: slice, index, value
    SetAt(Slot, Slot, Slot),
    /// `s[i]` of elements that are one reference
    AtRef(Slot, Slot, Slot),
    /// `s[i] = a` of elements that are one reference: slice, index, value
    SetAtRef(Slot, Slot, Slot),
    /// `&s[i]`: pointer, slice, index, type of an element
    Element(Slot, Slot, Slot, TypeNo),
    /// `s[lo:hi:max]`: slice, slice, the number slot of `lo` (`hi` follows, and `max` if it is there), type of an
    /// element, whether `max` is there
    Slice(Slot, Slot, Slot, TypeNo, bool),
    /// `[n]T(s)` or `(*[n]T)(s)`: handle, slice, type of the array
    SliceToArray(Slot, Slot, TypeNo),
    /// `s = append(s, a)` of elements that are one number: slice, value, type of an element
    AppendNum(Slot, Slot, TypeNo),
    /// `append(s, a…)`: slice, slice, the first of the values' slots, how many, type of an element
    Append(Slot, Slot, Slot, u16, TypeNo),
    /// `append(s, t...)`: slice, slice, slice, type of an element
    AppendSlice(Slot, Slot, Slot, TypeNo),
    /// `append(s, t...)` of a string: slice, slice, string, type of an element
    AppendText(Slot, Slot, Slot, TypeNo),
    /// `copy(s, t)`: number, slice, slice, type of an element
    CopySlice(Slot, Slot, Slot, TypeNo),
    /// `copy(s, t)` of a string: number, slice, string
    CopyText(Slot, Slot, Slot),
    /// `clear(s)` of a slice: slice, type of an element
    ClearSlice(Slot, TypeNo),

    /// `make(map[K]V)`
    MakeMap(Slot),
    /// `len(m)` of a map
    MapLen(Slot, Slot),
    /// `a, ok = m[k]`: value, map, key, the number slot of `ok`, type of the map
    MapGet(Slot, Slot, Slot, Slot, TypeNo),
    /// `m[k] = a`: map, key, value, type of the map; panics if the map is nil
    MapSet(Slot, Slot, Slot, TypeNo),
    /// `a, ok = m[k]` of integers to numbers: value, map, key, the number slot of `ok`
    MapGetNum(Slot, Slot, Slot, Slot),
    /// `m[k] = a` of integers to numbers: map, key, value; panics if the map is nil
    MapSetNum(Slot, Slot, Slot),
    /// `delete(m, k)`: map, key, type of the map
    MapDelete(Slot, Slot, TypeNo),
    /// `clear(m)` of a map
    MapClear(Slot),
    /// The state of a loop over a map.
    MapRange(Slot, Slot),
    /// The next entry of a loop over a map: the number slot that says whether there is one, the loop's state, key, value,
    /// type of the map
    MapNext(Slot, Slot, Slot, Slot, TypeNo),

    /// A function value: function, its number, the first of the captures' slots, how many
    Closure(Slot, u32, Slot, u8),
    /// A number as a capture.
    Wrap(Slot, Slot),
    /// A capture as a number.
    Unwrap(Slot, Slot),
    /// Calls a function: its number, and the starts of the window in both banks.
    Call(u32, Slot, Slot),
    /// Calls a function value: its slot, and the starts of the window in both banks.
    CallValue(Slot, Slot, Slot),
    /// Calls a method of an interface: its slot, the method, and the starts of the window in both banks.
    CallMethod(Slot, u16, Slot, Slot),
    /// Calls a native function: its number, and the starts of the window in both banks.
    Native(u16, Slot, Slot),
    /// Returns; the results are in their slots.
    Return,
    /// `go f(…)`: as [`Op::CallValue`]
    Go(Slot, Slot, Slot),
    /// `defer f(…)`: as [`Op::CallValue`]
    Defer(Slot, Slot, Slot),
    /// Runs the deferred calls of the function.
    RunDeferred,
    /// `panic(v)`: the slot of an interface
    Panic(Slot),
    /// `recover()`: an interface
    Recover(Slot),
    /// Before the body of a loop over a function: where it takes the next value. It is never executed.
    Param(Bank, Slot),
    /// The `yield` of a loop over a function: function value, where the body begins
    Yield(Slot, Target),
    /// The function of a loop over a function has returned.
    EndLoop,
    /// The body of a loop over a function ends: whether the loop goes on.
    Resume(bool),

    /// A number in an interface: interface, type, number
    Box(Slot, TypeNo, Slot),
    /// A reference in an interface
    BoxRef(Slot, TypeNo, Slot),
    /// `x.(T)` of a type that is one number: number, interface, type, the number slot of `ok`
    Unbox(Slot, Slot, TypeNo, Slot),
    /// `x.(T)` of a type that is one reference: reference, interface, type, the number slot of `ok`
    UnboxRef(Slot, Slot, TypeNo, Slot),
    /// Whether an interface holds a value of a type: number, interface, type
    IsType(Slot, Slot, TypeNo),
    /// Whether an interface holds a value that implements an interface: number, interface, type
    Implements(Slot, Slot, TypeNo),
    /// Panics since an interface does not hold what was asserted: interface, its type, the asserted type
    AssertFailed(Slot, TypeNo, TypeNo),

    /// `make(chan T, capacity)`: channel, capacity
    MakeChan(Slot, Slot),
    /// Calls a channel in the trace after its variable: channel, text
    NameChan(Slot, u32),
    /// `len(c)` of a channel
    ChanLen(Slot, Slot),
    /// `cap(c)` of a channel
    ChanCap(Slot, Slot),
    /// `c <- a`: channel, bank and slot of the value
    Send(Slot, Bank, Slot),
    /// `a, ok = <-c`: value, channel, type of the value, the number slot of `ok`
    Receive(Slot, Slot, TypeNo, Slot),
    /// `close(c)`
    Close(Slot),
    /// `select`: the slot of the chosen index (-1 is the default), an index of [`super::Code::selects`], whether there is
    /// a default
    Select(Slot, u16, bool),
    /// `print` or `println`: the slot of a slice of interfaces, whether it is `println`
    Print(Slot, bool),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operation_is_small() {
        assert_eq!(size_of::<Op>(), 12);
    }
}
