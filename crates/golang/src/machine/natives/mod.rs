//! The functions of packages that are written in Rust.
//!
//! A native function gets the window of its call, laid out as that of any function: results, then receiver and parameters.

mod flag;
mod float;
mod fmt;
mod lab;
mod math;
mod os;
mod strings;
mod sync;
mod time;
mod unicode;

pub(super) use fmt::format_float;

use super::frames::{Done, Goroutine, Window};
use super::value::Pointer;
use crate::code::Shape;
use std::sync::LazyLock;

/// A native function.
#[derive(Clone, Copy)]
pub(crate) enum Native {
    /// It returns at once.
    Plain(fn(&mut Goroutine, Window)),
    /// It may panic, or end the goroutine.
    Fails(fn(&mut Goroutine, Window) -> Done),
    /// It may wait, or act on the runtime.
    Waits(Waiting),
}

/// The native functions that may wait, or that panic with the runtime's own words.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Waiting {
    Sleep,
    Gosched,
    Settle,
    Outlasts,
    GroupAdd,
    GroupDone,
    GroupWait,
    Lock,
    Unlock,
    TryLock,
    RwLock,
    RwUnlock,
    RwTryLock,
    RLock,
    RUnlock,
    TryRLock,
}

/// Native functions with their names: `pkg.Func`, `pkg.(*T).Method`.
type List = &'static [(&'static str, Native)];

/// All native functions.
const ALL: [List; 10] = [
    flag::LIST,
    fmt::LIST,
    fmt::SCAN,
    lab::LIST,
    math::LIST,
    os::LIST,
    strings::LIST,
    sync::LIST,
    time::LIST,
    unicode::LIST,
];

/// The memory that a native function reads before it is called there; none of a function whose reads are not watched.
pub(super) fn reads(
    goroutine: &Goroutine,
    number: u16,
    window: Window,
) -> Option<(Pointer, Shape)> {
    if name(number) != strings::FIND_BYTE {
        return None;
    }
    strings::read_by_find_byte(goroutine, window)
}

/// The number of a native function.
#[must_use]
pub fn number(name: &str) -> Option<u16> {
    let place = ALL
        .iter()
        .copied()
        .flatten()
        .position(|native| native.0 == name)?;
    u16::try_from(place).ok()
}

/// The name of a native function.
pub(crate) fn name(number: u16) -> &'static str {
    TABLE[usize::from(number)].0
}

/// All native functions in the order of their numbers.
static TABLE: LazyLock<Vec<(&str, Native)>> =
    LazyLock::new(|| ALL.iter().copied().flatten().copied().collect());

/// The native function of a number.
pub(crate) fn native(number: u16) -> Native {
    TABLE[usize::from(number)].1
}
