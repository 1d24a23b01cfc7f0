//! Values of constants as keys, to find them twice.

use num_bigint::BigInt;

use crate::types::constant::Value;

/// The value of a constant: equal ones are equal keys.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    Bool(bool),
    Int(BigInt),
    /// A number with a fraction.
    Fraction(String),
    Str(Vec<u8>),
}

impl Key {
    pub(super) fn of(value: &Value) -> Self {
        match value {
            Value::Bool(value) => Self::Bool(*value),
            Value::Str(bytes) => Self::Str(bytes.to_vec()),
            Value::Int(value) => Self::Int(value.clone()),
            Value::Float(value) if value.is_integer() => Self::Int(value.to_integer()),
            Value::Float(value) => Self::Fraction(value.to_string()),
        }
    }
}
