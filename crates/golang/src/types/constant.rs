//! Constant values of arbitrary precision.
//!
//! An integer is exact. A number with a fraction is a rational while its parts are small, and is rounded to 512 bits
//! when they grow, as Go's compiler does (see "Constants" in Go's specification, which asks for 256).

use std::cmp::Ordering;
use std::rc::Rc;

use num_bigint::{BigInt, BigUint, Sign};
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};

use crate::syntax::token::BinaryOp;

/// How many bits an integer constant may have, as in Go's compiler.
pub const MAX_INT_BITS: u64 = 512;
/// From how many bits on the parts of a fraction are rounded.
const EXACT_BITS: u64 = 4096;
/// How many bits a rounded fraction keeps.
const MANTISSA_BITS: u64 = 512;
/// How many bits a part of a fraction may have: past it, the value counts as infinite or zero.
const MAX_FLOAT_BITS: u64 = 1 << 17;

/// The value of a constant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A truth value.
    Bool(bool),
    /// The bytes of a string.
    Str(Rc<[u8]>),
    /// An integer or rune.
    Int(BigInt),
    /// A number that need not be an integer.
    Float(BigRational),
}

impl Value {
    /// An integer.
    #[must_use]
    pub fn int(value: impl Into<BigInt>) -> Self {
        Self::Int(value.into())
    }

    /// A string.
    #[must_use]
    pub fn string(bytes: &[u8]) -> Self {
        Self::Str(bytes.into())
    }

    /// The truth value if it is one.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The bytes if it is a string.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Str(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// The integer, also of a float without a fraction.
    #[must_use]
    pub fn to_int(&self) -> Option<BigInt> {
        match self {
            Self::Int(value) => Some(value.clone()),
            Self::Float(value) if value.is_integer() => Some(value.to_integer()),
            _ => None,
        }
    }

    /// The number as a fraction.
    #[must_use]
    pub fn to_rational(&self) -> Option<BigRational> {
        match self {
            Self::Int(value) => Some(BigRational::from_integer(value.clone())),
            Self::Float(value) => Some(value.clone()),
            _ => None,
        }
    }

    /// The integer if it fits.
    #[must_use]
    pub fn to_i64(&self) -> Option<i64> {
        self.to_int()?.to_i64()
    }

    /// The integer if it fits.
    #[must_use]
    pub fn to_u64(&self) -> Option<u64> {
        self.to_int()?.to_u64()
    }

    /// The nearest `float64`, ties to even; infinite past its range. `None` if it is no number.
    #[must_use]
    pub fn to_f64(&self) -> Option<f64> {
        self.to_rational()
            .map(|value| round(&value, 53, -1074, 1024))
    }

    /// The nearest `float32`, ties to even; infinite past its range. `None` if it is no number.
    #[must_use]
    #[allow(
        clippy::cast_possible_truncation,
        reason = "the value has been rounded to 24 bits"
    )]
    pub fn to_f32(&self) -> Option<f32> {
        self.to_rational()
            .map(|value| round(&value, 24, -149, 128) as f32)
    }

    /// Less than, equal to or greater than zero. `None` if it is no number.
    #[must_use]
    pub fn sign(&self) -> Option<Ordering> {
        match self {
            Self::Int(value) => Some(value.cmp(&BigInt::zero())),
            Self::Float(value) => Some(value.cmp(&BigRational::zero())),
            _ => None,
        }
    }

    /// How the two compare; a number may be an integer or a fraction. `None` if they are of different kinds.
    #[must_use]
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Bool(a), Self::Bool(b)) => Some(a.cmp(b)),
            (Self::Str(a), Self::Str(b)) => Some(a.cmp(b)),
            (Self::Int(a), Self::Int(b)) => Some(a.cmp(b)),
            _ => Some(self.to_rational()?.cmp(&other.to_rational()?)),
        }
    }
}

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
        return (exponent < 0).then(|| Value::Float(BigRational::zero()));
    }
    let power = BigInt::from(base).pow(u32::try_from(exponent.unsigned_abs()).ok()?);
    let value = if exponent < 0 {
        BigRational::new(number, power)
    } else {
        BigRational::from_integer(number * power)
    };
    limit(value).map(Value::Float)
}

/// `x op y` for numbers, strings and truth values; comparisons are [`compare`]'s, shifts [`shift`]'s.
/// `integer` asks for a quotient without a fraction. `None` if it does not apply, divides by zero, or leaves all bounds.
#[must_use]
pub fn binary(x: &Value, op: BinaryOp, y: &Value, integer: bool) -> Option<Value> {
    match (x, y) {
        (Value::Bool(a), Value::Bool(b)) => match op {
            BinaryOp::LAnd => Some(Value::Bool(*a && *b)),
            BinaryOp::LOr => Some(Value::Bool(*a || *b)),
            _ => None,
        },
        (Value::Str(a), Value::Str(b)) => {
            (op == BinaryOp::Add).then(|| Value::Str([&a[..], &b[..]].concat().into()))
        }
        (Value::Int(a), Value::Int(b)) => match op {
            BinaryOp::Add => Some(Value::Int(a + b)),
            BinaryOp::Sub => Some(Value::Int(a - b)),
            BinaryOp::Mul => Some(Value::Int(a * b)),
            BinaryOp::Quo if b.is_zero() => None,
            BinaryOp::Quo if integer => Some(Value::Int(a / b)),
            BinaryOp::Quo => limit(BigRational::new(a.clone(), b.clone())).map(Value::Float),
            BinaryOp::Rem if b.is_zero() => None,
            BinaryOp::Rem => Some(Value::Int(a % b)),
            BinaryOp::And => Some(Value::Int(a & b)),
            BinaryOp::Or => Some(Value::Int(a | b)),
            BinaryOp::Xor => Some(Value::Int(a ^ b)),
            BinaryOp::AndNot => Some(Value::Int(a & !b.clone())),
            _ => None,
        },
        _ => {
            let (a, b) = (x.to_rational()?, y.to_rational()?);
            let value = match op {
                BinaryOp::Add => a + b,
                BinaryOp::Sub => a - b,
                BinaryOp::Mul => a * b,
                BinaryOp::Quo if !b.is_zero() => a / b,
                _ => return None,
            };
            limit(value).map(Value::Float)
        }
    }
}

/// `x << count` or `x >> count`. `None` if `x` is no integer.
#[must_use]
pub fn shift(x: &Value, left: bool, count: u32) -> Option<Value> {
    let x = x.to_int()?;
    Some(Value::Int(if left { x << count } else { x >> count }))
}

/// Whether `x op y` holds. `None` if they cannot be compared.
#[must_use]
pub fn compare(x: &Value, op: BinaryOp, y: &Value) -> Option<bool> {
    let order = x.compare(y)?;
    Some(match op {
        BinaryOp::Eql => order.is_eq(),
        BinaryOp::Neq => order.is_ne(),
        BinaryOp::Lss => order.is_lt(),
        BinaryOp::Leq => order.is_le(),
        BinaryOp::Gtr => order.is_gt(),
        BinaryOp::Geq => order.is_ge(),
        _ => return None,
    })
}

/// `-x`. `None` if it is no number.
#[must_use]
pub fn negate(x: &Value) -> Option<Value> {
    match x {
        Value::Int(value) => Some(Value::Int(-value)),
        Value::Float(value) => Some(Value::Float(-value)),
        _ => None,
    }
}

/// `^x`, within `bits` bits if the type is unsigned. `None` if it is no integer.
#[must_use]
pub fn complement(x: &Value, bits: Option<u32>) -> Option<Value> {
    let x = !x.to_int()?;
    Some(Value::Int(match bits {
        Some(bits) => x.mod_floor(&(BigInt::one() << bits)),
        None => x,
    }))
}

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
fn limit(value: BigRational) -> Option<BigRational> {
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
fn round(value: &BigRational, bits: u64, least: i64, most: i64) -> f64 {
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

/// The value as Go's compiler writes it in messages: strings quoted and cut at 72 characters, floats with six digits.
#[must_use]
pub fn display(value: &Value) -> String {
    match value {
        Value::Bool(value) => value.to_string(),
        Value::Int(value) => value.to_string(),
        Value::Str(bytes) => {
            let quoted = quote(bytes);
            if quoted.chars().count() > 72 {
                let start: String = quoted.chars().take(69).collect();
                return start + "...";
            }
            quoted
        }
        Value::Float(value) if value.is_integer() && value.numer().bits() < 64 => {
            general(value.to_integer().to_f64().unwrap_or(0.0))
        }
        Value::Float(value) => general(Value::Float(value.clone()).to_f64().unwrap_or(0.0)),
    }
}

/// A float as C's `%.6g` writes it.
fn general(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return if value.is_infinite() {
            if value > 0.0 { "+Inf" } else { "-Inf" }.into()
        } else {
            "0".into()
        };
    }
    let text = format!("{value:.5e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if (-4..6).contains(&exponent) {
        let digits = usize::try_from(5 - exponent).unwrap_or(0);
        let text = format!("{value:.digits$}");
        if text.contains('.') {
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        } else {
            text
        }
    } else {
        let mantissa = mantissa.trim_end_matches('0').trim_end_matches('.');
        let sign = if exponent < 0 { '-' } else { '+' };
        format!("{mantissa}e{sign}{:02}", exponent.unsigned_abs())
    }
}

/// The string in double quotes with Go's escapes.
fn quote(bytes: &[u8]) -> String {
    let mut text = String::from("\"");
    for chunk in bytes.utf8_chunks() {
        for ch in chunk.valid().chars() {
            match ch {
                '"' => text.push_str("\\\""),
                '\\' => text.push_str("\\\\"),
                '\n' => text.push_str("\\n"),
                '\t' => text.push_str("\\t"),
                '\r' => text.push_str("\\r"),
                ch if ch.is_control() => text.push_str(&format!("\\x{:02x}", u32::from(ch))),
                ch => text.push(ch),
            }
        }
        for byte in chunk.invalid() {
            text.push_str(&format!("\\x{byte:02x}"));
        }
    }
    text.push('"');
    text
}

/// Whether an integer has more bits than a constant may have.
#[must_use]
pub fn is_too_large(value: &BigInt) -> bool {
    value.bits() > MAX_INT_BITS
}

/// Whether an integer fits a type of `bits` bits.
#[must_use]
pub fn fits(value: &BigInt, bits: u32, signed: bool) -> bool {
    if !signed {
        return !value.is_negative() && value.bits() <= u64::from(bits);
    }
    let magnitude = if value.is_negative() {
        (value + 1u32).bits()
    } else {
        value.bits()
    };
    magnitude < u64::from(bits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: f64) {
        let value = parse_float(text).expect("a literal");
        assert_eq!(
            value.to_f64().map(f64::to_bits),
            Some(expected.to_bits()),
            "{text}"
        );
    }

    #[test]
    fn a_float_is_the_nearest_one() {
        check("0.1", 0.1);
        check("1e308", 1e308);
        check("1e309", f64::INFINITY);
        check("5e-324", 5e-324);
        check("2e-324", 0.0);
        check("2.2250738585072011e-308", 2.225_073_858_507_201e-308);
        check("0x1p-2", 0.25);
        check("0x1.8p1", 3.0);
        check("1_0.5", 10.5);
    }

    #[test]
    fn an_integer_has_a_radix() {
        for (text, expected) in [
            ("0x_1F", 31),
            ("0b101", 5),
            ("0o17", 15),
            ("017", 15),
            ("1_000", 1000),
            ("0", 0),
        ] {
            assert_eq!(parse_int(text), Some(BigInt::from(expected)), "{text}");
        }
    }

    #[test]
    fn an_integer_fits_its_width() {
        for (value, bits, signed, expected) in [
            (127, 8, true, true),
            (128, 8, true, false),
            (-128, 8, true, true),
            (-129, 8, true, false),
            (255, 8, false, true),
            (256, 8, false, false),
            (-1, 8, false, false),
        ] {
            assert_eq!(
                fits(&BigInt::from(value), bits, signed),
                expected,
                "{value} {bits} {signed}"
            );
        }
    }

    #[test]
    fn a_value_is_shown_as_gos_compiler_does() {
        for (text, expected) in [
            ("1.5", "1.5"),
            ("1e100", "1e+100"),
            ("0.00001", "1e-05"),
            ("3.14159265", "3.14159"),
            ("100000.0", "100000"),
        ] {
            assert_eq!(display(&parse_float(text).expect("a literal")), expected);
        }
        assert_eq!(display(&Value::string(b"a\n\xff")), "\"a\\n\\xff\"");
    }
}
