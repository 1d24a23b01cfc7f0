//! Constant values of arbitrary precision.
//!
//! An integer is exact. A number with a fraction is a rational while its parts are small, and is rounded to 512 bits
//! when they grow, as Go's compiler does (see "Constants" in Go's specification, which asks for 256).

mod display;
mod parse;
mod round;
#[cfg(test)]
mod tests;

use std::cmp::Ordering;
use std::rc::Rc;

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};

use crate::syntax::token::BinaryOp;

pub use display::display;
pub use parse::{parse_float, parse_int};
pub use round::round_to;
use round::{limit, round};

/// How many bits an integer constant may have, as in Go's compiler.
pub const MAX_INT_BITS: u64 = 512;
/// How many bytes a string constant may have; Go's compiler takes 2,000,000,000.
pub const MAX_STRING: usize = 16 << 20;
/// How many bits a part of a fraction may have: past it, the value counts as infinite or zero.
pub const MAX_FLOAT_BITS: u64 = 1 << 17;

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
            BinaryOp::Quo | BinaryOp::Rem if b.is_zero() => None,
            BinaryOp::Quo if integer => Some(Value::Int(a / b)),
            BinaryOp::Quo => limit(BigRational::new(a.clone(), b.clone())).map(Value::Float),
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
