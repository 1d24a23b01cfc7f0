//! Packages `strings`, `bytes`, `strconv`: what is worth doing in Rust.

use super::super::frames::{Done, Goroutine, Window};
use super::super::utf8::decode_rune;
use super::super::value::{Pointer, Ref, Slice};
use super::float::read_float;
use super::fmt::format_float;
use super::fmt::quote::{quote, quote_rune};
use super::{List, Native};
use crate::code::Shape;
use crate::unicode;

pub(super) const LIST: List = &[
    ("strings.Index", Native::Plain(index)),
    ("strings.LastIndex", Native::Plain(last_index)),
    ("strings.IndexByte", Native::Plain(index_byte)),
    (FIND_BYTE, Native::Plain(find_byte)),
    ("strings.Repeat", Native::Fails(repeat)),
    ("strings.joined", Native::Fails(join)),
    ("strings.replaced", Native::Fails(replace)),
    (
        "strings.ToUpper",
        Native::Plain(|goroutine, w| mapped(goroutine, w, unicode::to_upper)),
    ),
    (
        "strings.ToLower",
        Native::Plain(|goroutine, w| mapped(goroutine, w, unicode::to_lower)),
    ),
    ("strconv.intDigits", Native::Plain(format_int)),
    ("strconv.uintDigits", Native::Plain(format_uint)),
    ("strconv.floatText", Native::Plain(format)),
    ("strconv.readFloat", Native::Plain(read_float)),
    ("strconv.quoted", Native::Plain(quoted)),
    ("strconv.quotedRune", Native::Plain(quoted_rune)),
];

/// `func IndexByte(b []byte, c byte) int` of package `bytes`: it copies nothing.
pub(super) const FIND_BYTE: &str = "bytes.IndexByte";

fn number(place: Option<usize>) -> u64 {
    place.map_or(u64::MAX, |place| place as u64)
}

/// Where a text occurs first.
pub(super) fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    if part.is_empty() {
        return Some(0);
    }
    let first = part[0];
    let mut from = 0;
    while from + part.len() <= text.len() {
        let place = text[from..=text.len() - part.len()]
            .iter()
            .position(|byte| *byte == first)?;
        if text[from + place..].starts_with(part) {
            return Some(from + place);
        }
        from += place + 1;
    }
    None
}

/// `func Index(s, substr string) int`
fn index(goroutine: &mut Goroutine, w: Window) {
    let place = find(
        goroutine.refs[w.refs].bytes(),
        goroutine.refs[w.refs + 1].bytes(),
    );
    goroutine.nums[w.nums] = number(place);
}

/// `func LastIndex(s, substr string) int`
fn last_index(goroutine: &mut Goroutine, w: Window) {
    let (text, part) = (
        goroutine.refs[w.refs].bytes(),
        goroutine.refs[w.refs + 1].bytes(),
    );
    let last = text.len().checked_sub(part.len());
    let place = last.and_then(|last| (0..=last).rev().find(|at| text[*at..].starts_with(part)));
    goroutine.nums[w.nums] = number(place);
}

/// `func IndexByte(s string, c byte) int`
fn index_byte(goroutine: &mut Goroutine, w: Window) {
    let byte = goroutine.nums[w.nums + 1];
    let place = goroutine.refs[w.refs]
        .bytes()
        .iter()
        .position(|other| u64::from(*other) == byte);
    goroutine.nums[w.nums] = number(place);
}

/// Where a byte occurs first in a slice of bytes.
fn place_of_byte(slice: &Slice, byte: u64) -> Option<usize> {
    slice.nums().iter().position(|cell| cell.get() == byte)
}

fn find_byte(goroutine: &mut Goroutine, w: Window) {
    let byte = goroutine.nums[w.nums + 1];
    let slice = goroutine.refs[w.refs].slice();
    let place = slice.and_then(|slice| place_of_byte(slice, byte));
    goroutine.nums[w.nums] = number(place);
}

/// The part of a slice that [`FIND_BYTE`] reads: to the byte that it finds, or all.
pub(super) fn read_by_find_byte(goroutine: &Goroutine, w: Window) -> Option<(Pointer, Shape)> {
    let slice = goroutine.refs[w.refs].slice()?;
    let found = place_of_byte(slice, goroutine.nums[w.nums + 1]);
    let read = found.map_or(u64::from(slice.len), |place| place as u64 + 1);
    Some((slice.first.clone(), Shape::NUM.times(read)))
}

/// `func Repeat(s string, count int) string`
fn repeat(goroutine: &mut Goroutine, w: Window) -> Done {
    use super::super::frames::Fault;
    let Ok(count) = u64::try_from(goroutine.nums[w.nums].cast_signed()) else {
        return Err(Fault::Plain(String::from("strings: negative Repeat count")).into());
    };
    let bytes = goroutine.refs[w.refs + 1].bytes();
    if bytes.is_empty() {
        goroutine.refs[w.refs] = Ref::Nil;
        return Ok(());
    }
    goroutine.size(
        (bytes.len() as u64).saturating_mul(count),
        Shape::NUM,
        "strings: Repeat output length overflow",
        true,
    )?;
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    let text = Ref::text(&goroutine.refs[w.refs + 1].bytes().repeat(count));
    goroutine.refs[w.refs] = text;
    Ok(())
}

/// `func joined(elems []string, sep string) string`
fn join(goroutine: &mut Goroutine, w: Window) -> Done {
    let parts = goroutine.refs[w.refs + 1]
        .slice()
        .map_or_else(Vec::new, Slice::refs);
    let separator = goroutine.refs[w.refs + 2].bytes();
    let all: u64 = parts.iter().map(|part| part.bytes().len() as u64).sum();
    let between = (parts.len() as u64).saturating_sub(1) * separator.len() as u64;
    goroutine.check_room(all.saturating_add(between))?;
    let mut text = Vec::new();
    for (place, part) in parts.iter().enumerate() {
        if place > 0 {
            text.extend_from_slice(separator);
        }
        text.extend_from_slice(part.bytes());
    }
    goroutine.refs[w.refs] = Ref::text(&text);
    Ok(())
}

/// `func replaced(s, old, new string, n int) string`; `old` is not empty.
fn replace(goroutine: &mut Goroutine, w: Window) -> Done {
    let text = |slot: usize| goroutine.refs[w.refs + slot].bytes();
    let (mut rest, old, new) = (text(1), text(2), text(3));
    let mut left = usize::try_from(goroutine.nums[w.nums].cast_signed()).unwrap_or(usize::MAX);
    let mut result = Vec::with_capacity(rest.len());
    while left > 0
        && let Some(place) = find(rest, old)
    {
        result.extend_from_slice(&rest[..place]);
        goroutine.check_room((result.len() + new.len()) as u64)?;
        result.extend_from_slice(new);
        rest = &rest[place + old.len()..];
        left -= 1;
    }
    result.extend_from_slice(rest);
    goroutine.refs[w.refs] = Ref::text(&result);
    Ok(())
}

fn mapped(goroutine: &mut Goroutine, w: Window, change: fn(char) -> char) {
    let mut rest = goroutine.refs[w.refs + 1].bytes();
    let mut changed = String::with_capacity(rest.len());
    while !rest.is_empty() {
        let (rune, width) = decode_rune(rest);
        let rune = char::from_u32(rune).unwrap_or(char::REPLACEMENT_CHARACTER);
        changed.push(change(rune));
        rest = &rest[width..];
    }
    goroutine.refs[w.refs] = Ref::text(changed.as_bytes());
}

/// `func intDigits(i int64, base int) string`
fn format_int(goroutine: &mut Goroutine, w: Window) {
    let (value, base) = (
        goroutine.nums[w.nums].cast_signed(),
        goroutine.nums[w.nums + 1],
    );
    let digits = radix(value.unsigned_abs(), base);
    let sign = if value < 0 { "-" } else { "" };
    goroutine.refs[w.refs] = Ref::from(format!("{sign}{digits}"));
}

/// `func uintDigits(i uint64, base int) string`
fn format_uint(goroutine: &mut Goroutine, w: Window) {
    let digits = radix(goroutine.nums[w.nums], goroutine.nums[w.nums + 1]);
    goroutine.refs[w.refs] = Ref::from(digits);
}

fn radix(value: u64, base: u64) -> String {
    super::fmt::radix(value, u32::try_from(base).unwrap_or(10), false)
}

/// `func floatText(f float64, fmt byte, prec, bits int) string`
fn format(goroutine: &mut Goroutine, w: Window) {
    let number = |slot| goroutine.nums[w.nums + slot];
    let verb = u32::try_from(number(1))
        .ok()
        .and_then(char::from_u32)
        .unwrap_or('g');
    let precision = usize::try_from(number(2).cast_signed()).ok();
    let text = if "eEfgGbxX".contains(verb) {
        format_float(
            f64::from_bits(number(0)),
            verb,
            precision,
            u8::try_from(number(3)).unwrap_or(64),
        )
    } else {
        format!("%{verb}")
    };
    goroutine.refs[w.refs] = Ref::from(text);
}

/// `func quoted(s string, quote rune, ascii bool) string`
fn quoted(goroutine: &mut Goroutine, w: Window) {
    let with = u32::try_from(goroutine.nums[w.nums])
        .ok()
        .and_then(char::from_u32)
        .unwrap_or('"');
    let text = quote(
        goroutine.refs[w.refs + 1].bytes(),
        with,
        goroutine.nums[w.nums + 1] != 0,
    );
    goroutine.refs[w.refs] = Ref::from(text);
}

/// `func quotedRune(r rune, ascii bool) string`
fn quoted_rune(goroutine: &mut Goroutine, w: Window) {
    let text = quote_rune(goroutine.nums[w.nums], goroutine.nums[w.nums + 1] != 0);
    goroutine.refs[w.refs] = Ref::from(text);
}
