//! `strconv.ParseFloat`: the text of a floating-point number, decimal or hexadecimal, to the nearest number.

use super::super::frames::{Goroutine, Window};

/// Why a text is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wrong {
    Syntax = 1,
    /// It is too large: the result is infinite.
    Range = 2,
}

/// `func readFloat(s string, bitSize int) (f float64, wrong int)`: 0 if it is a number, 1 if it is none, 2 if it is too large.
/// Underscores are passed over.
pub(super) fn read_float(goroutine: &mut Goroutine, w: Window) {
    let is_single = goroutine.nums[w.nums + 2] == 32;
    let (value, wrong) = parse(goroutine.refs[w.refs].bytes(), is_single);
    goroutine.nums[w.nums] = value.to_bits();
    goroutine.nums[w.nums + 1] = wrong.map_or(0, |wrong| wrong as u64);
}

/// The number, of 32 bits if it is a single one.
fn parse(text: &[u8], is_single: bool) -> (f64, Option<Wrong>) {
    let (negative, unsigned) = match text {
        [sign @ (b'+' | b'-'), rest @ ..] => (*sign == b'-', rest),
        _ => (false, text),
    };
    let is = |word: &str| unsigned.eq_ignore_ascii_case(word.as_bytes());
    let magnitude = if is("inf") || is("infinity") {
        Ok(f64::INFINITY)
    } else if is("nan") && unsigned.len() == text.len() {
        Ok(f64::NAN)
    } else {
        number(unsigned, is_single)
    };
    match magnitude {
        Ok(value) => (if negative { -value } else { value }, None),
        Err(Wrong::Range) if negative => (f64::NEG_INFINITY, Some(Wrong::Range)),
        Err(Wrong::Range) => (f64::INFINITY, Some(Wrong::Range)),
        Err(Wrong::Syntax) => (0.0, Some(Wrong::Syntax)),
    }
}

fn number(text: &[u8], is_single: bool) -> Result<f64, Wrong> {
    let digits: Vec<u8> = text.iter().copied().filter(|byte| *byte != b'_').collect();
    let value = match &digits[..] {
        [b'0', b'x' | b'X', rest @ ..] => hexadecimal(rest, is_single).ok_or(Wrong::Syntax)?,
        _ => decimal(&digits, is_single).ok_or(Wrong::Syntax)?,
    };
    if value.is_infinite() {
        return Err(Wrong::Range);
    }
    Ok(value)
}

/// A decimal number without a sign: Rust reads the same, and words and signs besides.
fn decimal(digits: &[u8], is_single: bool) -> Option<f64> {
    let starts = digits.first()?.is_ascii_digit() || digits[0] == b'.';
    let is_known = |byte: &u8| byte.is_ascii_digit() || b".eE+-".contains(byte);
    let text = std::str::from_utf8(digits).ok()?;
    if !starts || !digits.iter().all(is_known) {
        return None;
    }
    if is_single {
        text.parse::<f32>().ok().map(f64::from)
    } else {
        text.parse().ok()
    }
}

/// A hexadecimal number after its `0x`: digits with at most one point, and an exponent of two, which must be there.
fn hexadecimal(text: &[u8], is_single: bool) -> Option<f64> {
    let at = text.iter().position(|byte| matches!(byte, b'p' | b'P'))?;
    let (digits, exponent) = (&text[..at], exponent(&text[at + 1..])?);
    let (mut mantissa, mut power, mut count) = (0_u64, 0_i64, 0);
    let mut after_point = false;
    for byte in digits {
        if *byte == b'.' && !after_point {
            after_point = true;
            continue;
        }
        let digit = char::from(*byte).to_digit(16)?;
        count += 1;
        if mantissa >> 60 == 0 {
            mantissa = mantissa << 4 | u64::from(digit);
            power -= if after_point { 4 } else { 0 };
        } else {
            // Of what is behind the sixty-fourth bit it only counts whether there is anything.
            mantissa |= u64::from(digit != 0);
            power += if after_point { 0 } else { 4 };
        }
    }
    (count > 0).then(|| rounded(mantissa, power + exponent, is_single))
}

/// A signed decimal exponent. Very large ones are all the same.
fn exponent(text: &[u8]) -> Option<i64> {
    let (sign, digits) = match text {
        [b'-', rest @ ..] => (-1, rest),
        [b'+', rest @ ..] => (1, rest),
        _ => (1, text),
    };
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let add = |sum: i64, digit: &u8| (sum * 10 + i64::from(digit - b'0')).min(1 << 40);
    Some(sign * digits.iter().fold(0, add))
}

/// `mantissa` times two to the power, rounded to the nearest number of 64 or 32 bits, and to the even one of two that are
/// equally near; infinite if it is too large.
fn rounded(mantissa: u64, power: i64, is_single: bool) -> f64 {
    if mantissa == 0 {
        return 0.0;
    }
    let (precision, least) = if is_single { (24, -126) } else { (53, -1022) };
    let shift = mantissa.leading_zeros();
    let (mantissa, power) = (mantissa << shift, power - i64::from(shift));
    // The numbers below the least normal one have fewer bits.
    let missing = (least - (power + 63)).clamp(0, 65);
    let drop = 64 - precision + missing;
    let wide = u128::from(mantissa);
    let (kept, rest, half) = (wide >> drop, wide & ((1 << drop) - 1), 1 << (drop - 1));
    let up = rest > half || rest == half && kept & 1 == 1;
    // At most 53 bits.
    let kept = (kept + u128::from(up)) as f64;
    let power = (power + drop).clamp(-5_000, 5_000);
    let value = libm::ldexp(kept, i32::try_from(power).unwrap_or_default());
    if is_single && value > f64::from(f32::MAX) {
        return f64::INFINITY;
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: f64) {
        let (value, wrong) = parse(text.as_bytes(), false);
        assert_eq!(
            (value.to_bits(), wrong),
            (expected.to_bits(), None),
            "{text}"
        );
    }

    #[track_caller]
    fn check_single(text: &str, expected: f32) {
        let (value, wrong) = parse(text.as_bytes(), true);
        assert_eq!((value, wrong), (f64::from(expected), None), "{text}");
    }

    #[track_caller]
    fn check_wrong(text: &str, expected: Wrong) {
        assert_eq!(parse(text.as_bytes(), false).1, Some(expected), "{text}");
    }

    #[test]
    fn hexadecimal_numbers_are_rounded_once() {
        check("0x1p0", 1.0);
        check("-0X1E.8P-1", -15.25);
        check("0x.8p1", 1.0);
        check("0x1.fffffffffffffp1023", f64::MAX);
        check("0x1.00000000000008p0", 1.0);
        check(
            "0x1.000000000000080000000000000000001p0",
            1.0 + f64::EPSILON,
        );
        check("0x1.00000000000018p0", 1.0 + 2.0 * f64::EPSILON);
        check("0x1p-1074", f64::from_bits(1));
        check("0x1.8p-1074", f64::from_bits(2));
        check("0x1p-1075", 0.0);
        check("0x1.0000001p-1075", f64::from_bits(1));
        check("0x00000000000000000000000000000000001p4", 16.0);
        check("0x100000000000000000000p-80", 1.0);
        check("-0x0p5000000000", -0.0);
        check_single("0x1.000001p0", 1.0);
        check_single("0x1.0000010001p0", 1.0 + f32::EPSILON);
        check_single("0x1p-149", f32::from_bits(1));
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "",
            "+",
            ".",
            "0x",
            "0x1",
            "0x.p1",
            "0x1p",
            "0x1p+",
            "0x1.2.3p1",
            "1p2",
            "+nan",
            "e5",
            "+-1",
            "1e",
        ] {
            check_wrong(text, Wrong::Syntax);
        }
        check_wrong("0x1p1024", Wrong::Range);
        check_wrong("-0x1.fffffffffffff8p1023", Wrong::Range);
        check_wrong("1e309", Wrong::Range);
        assert_eq!(parse(b"3.4028236e38", true).1, Some(Wrong::Range));
        assert_eq!(parse(b"0x.ffffff8p128", true).1, Some(Wrong::Range));
    }
}
