//! Package `unicode`, and what other packages have of it.

use super::super::frames::{Goroutine, Window};
use super::{List, Native};
use crate::unicode;

/// A function that says whether a rune is in categories.
macro_rules! is {
    ($name:literal, $categories:ident) => {
        (
            $name,
            Native::Plain(|goroutine, w| {
                is(goroutine, w, |ch| unicode::is(unicode::$categories, ch))
            }),
        )
    };
}

/// A function that changes a rune.
macro_rules! change {
    ($name:literal, $change:ident) => {
        (
            $name,
            Native::Plain(|goroutine, w| change(goroutine, w, unicode::$change)),
        )
    };
}

pub(super) const LIST: List = &[
    (
        "strconv.IsPrint",
        Native::Plain(|goroutine, w| is(goroutine, w, unicode::is_print)),
    ),
    (
        "unicode.IsPrint",
        Native::Plain(|goroutine, w| is(goroutine, w, unicode::is_print)),
    ),
    is!("unicode.IsControl", CONTROL),
    is!("unicode.IsDigit", DIGIT),
    is!("unicode.IsLetter", LETTER),
    is!("unicode.IsLower", LOWER),
    is!("unicode.IsMark", MARK),
    is!("unicode.IsNumber", NUMBER),
    is!("unicode.IsPunct", PUNCT),
    is!("unicode.IsSymbol", SYMBOL),
    is!("unicode.IsTitle", TITLE),
    is!("unicode.IsUpper", UPPER),
    change!("unicode.SimpleFold", fold),
    change!("unicode.ToLower", to_lower),
    change!("unicode.ToTitle", to_title),
    change!("unicode.ToUpper", to_upper),
    (
        "unicode.category",
        Native::Plain(|goroutine, w| number(goroutine, w, unicode::category)),
    ),
    (
        "unicode.script",
        Native::Plain(|goroutine, w| number(goroutine, w, unicode::script)),
    ),
];

fn rune(goroutine: &Goroutine, w: Window) -> Option<char> {
    let rune = u32::try_from(goroutine.nums[w.nums + 1]).ok()?;
    char::from_u32(rune)
}

fn is(goroutine: &mut Goroutine, w: Window, holds: fn(char) -> bool) {
    let is = rune(goroutine, w).is_some_and(holds);
    goroutine.nums[w.nums] = u64::from(is);
}

/// What is no rune stays as it is.
fn change(goroutine: &mut Goroutine, w: Window, change: fn(char) -> char) {
    let raw = goroutine.nums[w.nums + 1];
    goroutine.nums[w.nums] = rune(goroutine, w).map_or(raw, |ch| u64::from(u32::from(change(ch))));
}

fn number(goroutine: &mut Goroutine, w: Window, number: fn(u32) -> u8) {
    let rune = u32::try_from(goroutine.nums[w.nums + 1]).unwrap_or(u32::MAX);
    goroutine.nums[w.nums] = u64::from(number(rune));
}
