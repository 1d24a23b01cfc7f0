//! How the values of options are read and written.

use super::{MOST_TITLE, PARTS, Part};
use crate::params::{is_invisible, read_duration};
use goruntime::time::{Duration, Time};

const MOST_PAUSES: usize = 50;

pub(super) fn word<T: Copy>(words: &[(&str, T)], value: &str) -> Option<T> {
    let found = words.iter().find(|(name, _)| *name == value);
    found.map(|(_, value)| *value)
}

pub(super) fn name_of<T: Copy + PartialEq>(words: &[(&str, T)], value: T) -> String {
    let found = words.iter().find(|(_, known)| *known == value);
    found.map_or_else(String::new, |(name, _)| String::from(*name))
}

pub(super) fn switch(value: &str) -> Option<bool> {
    match value {
        "" | "1" | "true" => Some(true),
        "0" | "false" => Some(false),
        _ => None,
    }
}

/// The parts, each once, in their order.
pub(super) fn parts(value: &str) -> Option<Vec<Part>> {
    let asked: Option<Vec<Part>> = value
        .split(',')
        .map(|name| word(&PARTS, name.trim()))
        .collect();
    let asked = asked?;
    let all = PARTS.iter().map(|(_, part)| *part);
    Some(all.filter(|part| asked.contains(part)).collect())
}

pub(super) fn moment(value: &str) -> Option<Time> {
    if value.is_empty() {
        return None;
    }
    read_duration(value).map(Time)
}

pub(super) fn moments(value: &str) -> Option<Vec<Time>> {
    let read: Option<Vec<Time>> = value.split(',').map(|text| moment(text.trim())).collect();
    let mut read = read?;
    read.sort_unstable();
    read.dedup();
    (read.len() <= MOST_PAUSES).then_some(read)
}

pub(super) fn write_moment(at: Time) -> String {
    Duration(at.0).to_string()
}

/// A decimal number with at most three decimals, from 0.001 to 1000.
pub(super) fn thousandths(value: &str) -> Option<u64> {
    let (whole, decimals) = value.split_once('.').unwrap_or((value, ""));
    let is_number = !value.is_empty()
        && decimals.len() <= 3
        && whole.len() <= 4
        && whole
            .bytes()
            .chain(decimals.bytes())
            .all(|b| b.is_ascii_digit());
    if !is_number {
        return None;
    }
    let whole: u64 = if whole.is_empty() {
        0
    } else {
        whole.parse().ok()?
    };
    let decimals: u64 = format!("{decimals:0<3}").parse().ok()?;
    let thousandths = whole * 1_000 + decimals;
    (1..=1_000_000)
        .contains(&thousandths)
        .then_some(thousandths)
}

pub(super) fn write_thousandths(thousandths: u64) -> String {
    let text = format!("{}.{:03}", thousandths / 1_000, thousandths % 1_000);
    String::from(text.trim_end_matches('0').trim_end_matches('.'))
}

pub(super) fn percent(value: &str) -> Option<u32> {
    let percent: u32 = value.strip_suffix('%').unwrap_or(value).parse().ok()?;
    (50..=300).contains(&percent).then_some(percent)
}

pub(super) fn number(value: &str) -> Option<u32> {
    let is_number = value.bytes().all(|b| b.is_ascii_digit());
    let number = value.parse().ok().filter(|_| is_number)?;
    (number > 0).then_some(number)
}

pub(super) fn title(value: &str) -> Option<String> {
    let is_short = value.chars().count() <= MOST_TITLE;
    let is_plain = !value.chars().any(is_invisible);
    (is_short && is_plain && !value.is_empty()).then(|| String::from(value))
}
