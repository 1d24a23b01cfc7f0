//! Rounding, to floats and to the precision that constants have.

use std::cmp::Ordering;

use num_bigint::{BigInt, BigUint, Sign};
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, ToPrimitive, Zero};

use super::{MAX_FLOAT_BITS, Value};

/// From how many bits on the parts of a fraction are rounded.
const EXACT_BITS: u64 = 4096;
/// How many bits a rounded fraction keeps.
const MANTISSA_BITS: u64 = 512;

/// A value of type `float32` or `float64` as a constant: the nearest one. `None` if it is out of range.
#[must_use]
pub fn round_to(value: &Value, single: bool) -> Option<Value> {
    let rational = value.to_rational()?;
    let float = if single {
        round(&rational, 24, -149, 128)
    } else {
        round(&rational, 53, -1074, 1024)
    };
    if float.is_infinite() {
        return None;
    }
    BigRational::from_float(float).map(Value::Float)
}

/// Rounds to 512 bits if the parts have grown. `None` if the value is larger than any that Go takes.
pub(super) fn limit(value: BigRational) -> Option<BigRational> {
    let (numer, denom) = (value.numer().bits(), value.denom().bits());
    if numer.max(denom) <= EXACT_BITS {
        return Some(value);
    }
    if numer > denom + MAX_FLOAT_BITS {
        return None;
    }
    if denom > numer + MAX_FLOAT_BITS {
        return Some(BigRational::zero());
    }
    let (mantissa, exponent) = scaled(&value, MANTISSA_BITS);
    let mantissa = BigInt::from_biguint(value.numer().sign(), mantissa);
    let power = BigInt::one() << exponent.unsigned_abs();
    Some(if exponent < 0 {
        BigRational::new(mantissa, power)
    } else {
        BigRational::from_integer(mantissa * power)
    })
}

/// `|value|` as `mantissa * 2^exponent` with `bits` bits of mantissa, rounded to even. The value is not zero.
fn scaled(value: &BigRational, bits: u64) -> (BigUint, i64) {
    let (numer, denom) = (value.numer().magnitude(), value.denom().magnitude());
    let mut exponent = i64::try_from(numer.bits()).unwrap_or(i64::MAX)
        - i64::try_from(denom.bits()).unwrap_or(i64::MAX)
        - i64::try_from(bits).unwrap_or(i64::MAX);
    let quotient = |exponent: i64| {
        let power = exponent.unsigned_abs();
        if exponent < 0 {
            (numer << power).div_rem(denom)
        } else {
            numer.div_rem(&(denom << power))
        }
    };
    if quotient(exponent).0.bits() > bits {
        exponent += 1;
    }
    (rounded(numer, denom, exponent), exponent)
}

/// `numer / denom / 2^exponent`, rounded to even.
fn rounded(numer: &BigUint, denom: &BigUint, exponent: i64) -> BigUint {
    let power = exponent.unsigned_abs();
    let (numer, denom) = if exponent < 0 {
        (numer << power, denom.clone())
    } else {
        (numer.clone(), denom << power)
    };
    let (quotient, rest) = numer.div_rem(&denom);
    match (rest << 1u32).cmp(&denom) {
        Ordering::Less => quotient,
        Ordering::Equal if quotient.is_even() => quotient,
        _ => quotient + 1u32,
    }
}

/// The nearest float of `bits` bits whose smallest positive value is `2^least`; infinite from `2^most` on.
pub(super) fn round(value: &BigRational, bits: u64, least: i64, most: i64) -> f64 {
    if value.is_zero() {
        return 0.0;
    }
    let negative = value.numer().sign() == Sign::Minus;
    let (_, exponent) = scaled(value, bits);
    let exponent = exponent.max(least);
    let mantissa = rounded(
        value.numer().magnitude(),
        value.denom().magnitude(),
        exponent,
    );
    let width = i64::try_from(mantissa.bits()).unwrap_or(i64::MAX);
    let float = if width + exponent > most {
        f64::INFINITY
    } else {
        let mantissa = mantissa.to_u64().unwrap_or(u64::MAX) as f64;
        // Two steps, as the power alone may be too small for a float.
        let half = exponent / 2;
        mantissa * power_of_two(half) * power_of_two(exponent - half)
    };
    if negative { -float } else { float }
}

/// `2^exponent` for an exponent within that of a normal `f64`.
fn power_of_two(exponent: i64) -> f64 {
    let biased = u64::try_from(exponent + 1023).unwrap_or(0);
    f64::from_bits(biased << 52)
}
