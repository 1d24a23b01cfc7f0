//! Numbers as they are written.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;

use super::{MAX_FLOAT_BITS, Value, round};

/// The exact value of a literal of digits as Go writes them (`1_000`, `0x1F`, `0b1`, `0o17`, `017`).
#[must_use]
pub fn parse_int(text: &str) -> Option<BigInt> {
    let digits: String = text
        .chars()
        .filter(|&ch| ch != '_')
        .collect::<String>()
        .to_ascii_lowercase();
    let (digits, radix) = match digits.as_bytes() {
        [b'0', b'x', ..] => (&digits[2..], 16),
        [b'0', b'b', ..] => (&digits[2..], 2),
        [b'0', b'o', ..] => (&digits[2..], 8),
        [b'0', _, ..] => (&digits[1..], 8),
        _ => (&digits[..], 10),
    };
    BigInt::parse_bytes(digits.as_bytes(), radix)
}

/// The value of a literal with a fraction or an exponent. `None` if it is none, or its exponent is out of all bounds.
#[must_use]
pub fn parse_float(text: &str) -> Option<Value> {
    let text: String = text
        .chars()
        .filter(|&ch| ch != '_')
        .collect::<String>()
        .to_ascii_lowercase();
    let (text, radix, mark, base) = match text.strip_prefix("0x") {
        Some(rest) => (rest, 16, 'p', 2u32),
        None => (&text[..], 10, 'e', 10),
    };
    let (mantissa, exponent) = text.split_once(mark).unwrap_or((text, "0"));
    let mut exponent: i64 = exponent.parse().ok()?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    let number = BigInt::parse_bytes(digits.as_bytes(), radix)?;
    let per_digit = if radix == 16 { 4 } else { 1 };
    exponent = exponent.checked_sub(i64::try_from(fraction.len()).ok()?.checked_mul(per_digit)?)?;
    if number.is_zero() {
        return Some(Value::Float(BigRational::zero()));
    }
    let bits = exponent
        .unsigned_abs()
        .checked_mul(if base == 10 { 4 } else { 1 })?;
    if bits > MAX_FLOAT_BITS {
        return None;
    }
    let power = BigInt::from(base).pow(u32::try_from(exponent.unsigned_abs()).ok()?);
    let value = if exponent < 0 {
        BigRational::new(number, power)
    } else {
        BigRational::from_integer(number * power)
    };
    round::limit(value).map(Value::Float)
}
