//! Operations on numbers that Rust has otherwise than Go.

use crate::code::Width;

/// Wraps an integer around to its width.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "that is the operation"
)]
#[inline]
pub(super) fn narrow(value: u64, width: Width) -> u64 {
    match width {
        Width::I8 => i64::from(value as i8) as u64,
        Width::I16 => i64::from(value as i16) as u64,
        Width::I32 => i64::from(value as i32) as u64,
        Width::U8 => u64::from(value as u8),
        Width::U16 => u64::from(value as u16),
        Width::U32 => u64::from(value as u32),
    }
}

/// Towards zero. What does not fit gives the smallest integer, as on amd64.
#[expect(clippy::cast_possible_truncation, reason = "the range is checked")]
#[inline]
pub(super) fn float_to_int(value: f64) -> i64 {
    const END: f64 = 9_223_372_036_854_775_808.0;
    if (-END..END).contains(&value) {
        value as i64
    } else {
        i64::MIN
    }
}

/// Towards zero, as Go on amd64: from 2^63 on, what is over it is converted.
#[inline]
pub(super) fn float_to_uint(value: f64) -> u64 {
    const HALF: f64 = 9_223_372_036_854_775_808.0;
    if value < HALF {
        float_to_int(value).cast_unsigned()
    } else {
        float_to_int(value - HALF).cast_unsigned() ^ 1 << 63
    }
}

/// The smaller one; NaN if either is; -0 is smaller than 0.
#[expect(
    clippy::float_cmp,
    reason = "equal numbers are told apart by their signs"
)]
#[inline]
pub(super) fn min_float(a: f64, b: f64) -> f64 {
    if a.is_nan() || b.is_nan() {
        f64::NAN
    } else if a < b || (a == b && a.is_sign_negative()) {
        a
    } else {
        b
    }
}
