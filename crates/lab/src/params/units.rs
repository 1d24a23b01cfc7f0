//! The text forms of values: `100ms`, `128KiB`, `list:120,80,95`.

use super::Value;
use super::quote::quoted;
use goruntime::time::decimal as decimal_text;
use std::rc::Rc;

/// The form of an empty list, and of a time that never comes.
pub(super) const NONE: &str = "none";

/// A power of 1,024 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ByteUnit {
    /// 1 byte.
    B,
    /// 1,024 bytes.
    KiB,
    /// 1,024 KiB.
    MiB,
    /// 1,024 MiB.
    GiB,
}

/// An exact number of bytes, in the largest unit that divides it: `1536KiB`.
pub(super) fn write_size(bytes: u64) -> String {
    let larger = [ByteUnit::GiB, ByteUnit::MiB, ByteUnit::KiB];
    let divides = |unit: &ByteUnit| bytes >= unit.bytes() && bytes.is_multiple_of(unit.bytes());
    let unit = larger.into_iter().find(divides).unwrap_or(ByteUnit::B);
    format!("{}{}", bytes / unit.bytes(), unit.name())
}

impl ByteUnit {
    /// Its number of bytes.
    #[must_use]
    pub const fn bytes(self) -> u64 {
        1 << (10 * self as u32)
    }

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            ByteUnit::B => "B",
            ByteUnit::KiB => "KiB",
            ByteUnit::MiB => "MiB",
            ByteUnit::GiB => "GiB",
        }
    }
}

const DURATIONS: [(&str, u64); 8] = [
    ("ns", 1),
    ("us", 1_000),
    ("µs", 1_000),
    ("ms", 1_000_000),
    ("s", 1_000_000_000),
    ("m", 60_000_000_000),
    ("min", 60_000_000_000),
    ("h", 3_600_000_000_000),
];
/// `B` comes last, since the other names end in it.
const SIZES: [(&str, u64); 4] = [
    ("KiB", 1 << 10),
    ("MiB", 1 << 20),
    ("GiB", 1 << 30),
    ("B", 1),
];

/// Reads a number of digits only; no sign.
pub(super) fn whole(text: &str) -> Option<u64> {
    let digits = text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok())?
}

/// Reads whole numbers between commas; an empty text and `none` are the empty list.
pub(super) fn read_numbers(text: &str) -> Option<Value> {
    if text.is_empty() || text == NONE {
        return Some(Value::Numbers(Rc::from([])));
    }
    let mut numbers = Vec::new();
    for item in text.split(',') {
        numbers.push(whole(item.trim())?);
    }
    Some(Value::numbers(numbers))
}

/// Reads a list of latencies in milliseconds.
pub(super) fn read_list(list: &str) -> Result<Value, String> {
    let mut latencies = Vec::new();
    for item in list.split(',') {
        let Some(latency) = decimal(item.trim(), 1_000_000) else {
            return Err(format!(
                "\"{}\" in the list is not a number of milliseconds",
                quoted(item)
            ));
        };
        latencies.push(latency);
    }
    Ok(Value::List(Rc::from(latencies)))
}

/// Reads decimal numbers with a unit each, as in Go or as the page writes them: `1.5s`, `1m0s`, `2 min 5 s`; or a bare
/// number of milliseconds.
#[must_use]
pub fn read_duration(text: &str) -> Option<u64> {
    let is_digit = |c: char| c.is_ascii_digit() || c == '.';
    if text.chars().all(is_digit) {
        return decimal(text, 1_000_000);
    }
    let (mut rest, mut sum) = (text, 0_u64);
    while !rest.is_empty() {
        let (number, behind) = rest.split_at_checked(rest.find(|c| !is_digit(c))?)?;
        let end = behind.find(is_digit).unwrap_or(behind.len());
        let (name, behind) = behind.split_at_checked(end)?;
        let (_, scale) = DURATIONS.iter().find(|(unit, _)| *unit == name.trim())?;
        sum = sum.checked_add(decimal(number, *scale)?)?;
        rest = behind.trim_start();
    }
    Some(sum)
}

/// Reads `1.5MiB`: a decimal number and a unit. 0 needs none.
pub(super) fn read_size(text: &str) -> Option<u64> {
    for (name, scale) in SIZES {
        if let Some(number) = text.strip_suffix(name) {
            return decimal(number.trim_end(), scale);
        }
    }
    decimal(text, 1).filter(|bytes| *bytes == 0 && !text.contains('.'))
}

/// A decimal number times `scale`, exactly; digits beyond the scale are dropped.
fn decimal(text: &str, scale: u64) -> Option<u64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if (whole.is_empty() && fraction.is_empty())
        || !digits(whole)
        || !digits(fraction)
        || fraction.len() > 9
    {
        return None;
    }
    let number = |digits: &str| match digits {
        "" => Some(0),
        _ => digits.parse::<u64>().ok(),
    };
    let power = 10u64.pow(u32::try_from(fraction.len()).ok()?);
    let part = number(fraction)?.checked_mul(scale)? / power;
    number(whole)?.checked_mul(scale)?.checked_add(part)
}

/// Nanoseconds as a decimal number of milliseconds.
pub(super) fn milliseconds(ns: u64) -> String {
    decimal_text(ns, 1_000_000, "")
}
