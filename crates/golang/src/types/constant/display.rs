//! Constants as messages show them.

use std::fmt::Write as _;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

use super::{Value, round};
use crate::unicode::is_print;

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
        Value::Float(value) => display_float(value),
    }
}

/// Six digits; more if the number would look like an integer and is none.
fn display_float(value: &BigRational) -> String {
    let float = round::round(value, 53, -1074, 1024);
    if float.is_infinite() || (float == 0.0) != value.is_zero() {
        return out_of_range(value);
    }
    let text = general(float);
    if value.is_integer() || text.contains(['.', 'e']) {
        return text;
    }
    float.to_string()
}

/// A number that no `float64` is near to, with six digits and its decimal exponent.
fn out_of_range(value: &BigRational) -> String {
    let bits = |part: &BigInt| i64::try_from(part.bits()).unwrap_or(i64::MAX);
    let magnitude = value.abs();
    // The exponent is estimated by the number of bits, and then put right.
    let estimate = (bits(value.numer()) - bits(value.denom())) * 30_103 / 100_000;
    let ten = BigRational::from_integer(BigInt::from(10));
    let power = |exponent: i64| {
        let power = ten
            .numer()
            .pow(u32::try_from(exponent.unsigned_abs()).unwrap_or(u32::MAX));
        if exponent < 0 {
            BigRational::new(BigInt::from(1), power)
        } else {
            BigRational::from_integer(power)
        }
    };
    let mut exponent = estimate;
    let mut mantissa = magnitude * power(-estimate);
    while mantissa >= ten {
        mantissa /= &ten;
        exponent += 1;
    }
    while mantissa < BigRational::one() {
        mantissa *= &ten;
        exponent -= 1;
    }
    let mut mantissa = round::round(&mantissa, 53, -1074, 1024);
    if mantissa >= 10.0 - 0.5e-5 {
        (mantissa, exponent) = (1.0, exponent + 1);
    }
    let sign = if value.is_negative() { "-" } else { "" };
    format!("{sign}{}e{exponent:+}", general(mantissa))
}

/// A float as C's `%.6g` writes it.
fn general(value: f64) -> String {
    if value == 0.0 {
        return "0".into();
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
                ch if is_print(ch) => text.push(ch),
                '\0'..='\x7F' => {
                    let _ = write!(text, "\\x{:02x}", u32::from(ch));
                }
                '\u{80}'..='\u{FFFF}' => {
                    let _ = write!(text, "\\u{:04x}", u32::from(ch));
                }
                _ => {
                    let _ = write!(text, "\\U{:08x}", u32::from(ch));
                }
            }
        }
        for byte in chunk.invalid() {
            let _ = write!(text, "\\x{byte:02x}");
        }
    }
    text.push('"');
    text
}
