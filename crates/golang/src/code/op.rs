//! The operations.

use super::{Shape, Slot};

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
    /// The statement at this line begins.
    Mark(u32),

    /// A small constant.
    Int(Slot, i32),
    /// A constant of 64 bits: `high << 32 | low` in two halves, this one sets all from `low`, [`Op::High`] the rest.
    High(Slot, u32),
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
    AddInt(Slot, Slot, i16),
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

    /// `a + b` of `float64`
    AddF(Slot, Slot, Slot),
    /// `a - b` of `float64`
    SubF(Slot, Slot, Slot),
    /// `a * b` of `float64`
    MulF(Slot, Slot, Slot),
    /// `a / b` of `float64`
    DivF(Slot, Slot, Slot),
    /// `float64(a)` of a signed integer
    IntToFloat(Slot, Slot),
    /// `int64(a)` of a `float64`
    FloatToInt(Slot, Slot),

    /// `a == b` of numbers that are no floats
    Equal(Slot, Slot, Slot),
    /// `a < b` of signed integers
    Less(Slot, Slot, Slot),
    /// `a < b` of unsigned integers
    LessU(Slot, Slot, Slot),
    /// `a == b` of `float64`
    EqualF(Slot, Slot, Slot),
    /// `a < b` of `float64`
    LessF(Slot, Slot, Slot),
    /// `a == b` of strings
    EqualText(Slot, Slot, Slot),
    /// `a < b` of strings
    LessText(Slot, Slot, Slot),
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

    /// `a + b` of strings
    Concat(Slot, Slot, Slot),
    /// `len(s)` of a string
    TextLen(Slot, Slot),
    /// `s[i]`: number, string, index
    TextAt(Slot, Slot, Slot),

    /// `new(T)`: a zero value of the shape
    New(Slot, Shape),
    /// `*(p + offset)`, a number; panics at nil
    Load(Slot, Slot, u16),
    /// `*(p + offset)`, a reference; panics at nil
    LoadRef(Slot, Slot, u16),
    /// `*(p + offset) = a`, a number: pointer, offset, value
    Store(Slot, u16, Slot),
    /// `*(p + offset) = a`, a reference: pointer, offset, value
    StoreRef(Slot, u16, Slot),
    /// `&p.field`: pointer, pointer, the offset of the field in each bank
    Field(Slot, Slot, Shape),

    /// `make([]T, len, cap)`: slice, length, capacity, shape of an element
    MakeSlice(Slot, Slot, Slot, Shape),
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
    /// `&s[i]`: pointer, slice, index, shape of an element
    Element(Slot, Slot, Slot, Shape),
    /// `s[lo:hi]`: slice, slice, the number slot of `lo` (`hi` follows), shape of an element
    Slice(Slot, Slot, Slot, Shape),
    /// `s = append(s, a)` of elements that are one number: slice, value
    Append(Slot, Slot),
    /// `s = append(s, a)` of elements that are one reference: slice, value
    AppendRef(Slot, Slot),

    /// `make(map[K]V)`
    MakeMap(Slot),
    /// `len(m)` of a map
    MapLen(Slot, Slot),
    /// `a, ok = m[k]`: an index of [`super::Code::entries`]
    MapGet(u16),
    /// `m[k] = a`: an index of [`super::Code::entries`]; panics if the map is nil
    MapSet(u16),
    /// `delete(m, k)`: an index of [`super::Code::entries`]
    MapDelete(u16),
    /// The keys of a map as a slice, in random order: slice, map, the shape of a key
    MapKeys(Slot, Slot, Shape),

    /// A function value: function, the first of the captures' slots, how many
    Closure(Slot, u16, Slot, u8),
    /// Calls a function: its number, and the starts of the window in both banks.
    Call(u16, Slot, Slot),
    /// Calls a function value: its slot, and the starts of the window in both banks.
    CallValue(Slot, Slot, Slot),
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
    /// `runtime.Goexit()`
    Goexit,

    /// A number in an interface: interface, index of [`super::Code::types`], number
    Box(Slot, u16, Slot),
    /// A reference in an interface
    BoxRef(Slot, u16, Slot),
    /// `x.(T)` of a type that is one number: number, interface, type, the number slot of `ok` follows the first
    Unbox(Slot, Slot, u16),
    /// `x.(T)` of a type that is one reference: reference, interface, type, the number slot of `ok`
    UnboxRef(Slot, Slot, u16, Slot),

    /// `make(chan T, capacity)`: channel, capacity
    MakeChan(Slot, Slot),
    /// `c <- a`: channel, the first slots of the value, its shape
    Send(Slot, (Slot, Slot), Shape),
    /// `a, ok = <-c`: channel, the first slots of the value, its shape; `ok` goes to the number slot after the value.
    Receive(Slot, (Slot, Slot), Shape),
    /// `close(c)`
    Close(Slot),
    /// `select`: the slot of the chosen index (-1 is the default), an index of [`super::Code::selects`], whether there is
    /// a default
    Select(Slot, u16, bool),

    /// `wg.Add(n)`: pointer to the `WaitGroup`, delta
    WaitGroupAdd(Slot, Slot),
    /// `wg.Wait()`
    WaitGroupWait(Slot),
    /// `mu.Lock()`: pointer to the `Mutex`
    Lock(Slot),
    /// `mu.Unlock()`
    Unlock(Slot),
    /// `time.Sleep(d)`: nanoseconds
    Sleep(Slot),
    /// `runtime.Gosched()`
    Gosched,

    /// Prints a string to the standard output.
    Print(Slot),
    /// `strconv.FormatInt(i, 10)`
    FormatInt(Slot, Slot),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operation_is_small() {
        assert_eq!(size_of::<Op>(), 12);
    }
}
