//! Integers and floats as text.

use super::flags::Flags;

/// Appends an integer (`src/fmt/format.go`, `fmtInteger`). Its sign is apart; `verb` decides prefixes.
pub(super) fn integer(
    out: &mut Vec<u8>,
    flags: Flags,
    value: u64,
    negative: bool,
    base: u32,
    verb: char,
) {
    let mut digits = radix(value, base, verb == 'X');
    let mut precision = 0;
    let mut flags = flags;
    if let Some(wanted) = flags.precision {
        precision = wanted;
        flags.zero = false;
        if precision == 0 && value == 0 {
            let spaces = Flags {
                zero: false,
                ..flags
            };
            return spaces.pad(out, b"");
        }
    } else if flags.zero
        && !flags.minus
        && let Some(width) = flags.width
    {
        precision = width;
        if negative || flags.plus || flags.space {
            precision = precision.saturating_sub(1);
        }
    }
    while digits.len() < precision {
        digits.insert(0, '0');
    }
    let mut text = String::new();
    if verb == 'O' {
        text.push_str("0o");
    }
    if flags.sharp {
        match base {
            2 => text.push_str("0b"),
            8 if !digits.starts_with('0') => text.push('0'),
            16 => text.push_str(if verb == 'X' { "0X" } else { "0x" }),
            _ => {}
        }
    }
    text.push_str(&digits);
    let sign = match (negative, flags.plus, flags.space) {
        (true, ..) => "-",
        (_, true, _) => "+",
        (_, _, true) => " ",
        _ => "",
    };
    // The zeros are there already.
    let spaces = Flags {
        zero: false,
        ..flags
    };
    spaces.pad(out, format!("{sign}{text}").as_bytes());
}

/// The digits of a number.
pub(crate) fn radix(mut value: u64, base: u32, upper: bool) -> String {
    let mut digits = Vec::new();
    loop {
        let digit = u32::try_from(value % u64::from(base)).unwrap_or(0);
        let digit = char::from_digit(digit, base.clamp(2, 36)).unwrap_or('0');
        digits.push(if upper {
            digit.to_ascii_uppercase()
        } else {
            digit
        });
        value /= u64::from(base);
        if value == 0 {
            return digits.iter().rev().collect();
        }
    }
}

/// Appends a float (`src/fmt/format.go`, `fmtFloat`).
pub(super) fn float(
    out: &mut Vec<u8>,
    flags: Flags,
    value: f64,
    bits: u8,
    verb: char,
    precision: Option<usize>,
) {
    let precision = flags.precision.or(precision);
    let mut text = format_float(value, verb, precision, bits);
    let sign = if text.starts_with('-') {
        text.remove(0)
    } else {
        text = text.trim_start_matches('+').to_owned();
        '+'
    };
    let is_finite = value.is_finite();
    if flags.sharp && verb != 'b' && is_finite {
        text = with_point(&text, verb, precision);
    }
    let mut flags = flags;
    if !is_finite {
        flags.zero = false;
    }
    let shows_sign = sign == '-' || flags.plus || flags.space || value.is_infinite();
    let sign = if sign == '+' && flags.space && !flags.plus {
        ' '
    } else {
        sign
    };
    if !shows_sign {
        return flags.pad(out, text.as_bytes());
    }
    if flags.zero
        && !flags.minus
        && let Some(width) = flags.width
        && width > text.len() + 1
    {
        // The sign stands before the zeros.
        out.extend_from_slice(sign.encode_utf8(&mut [0; 4]).as_bytes());
        let rest = Flags {
            width: Some(width - 1),
            ..flags
        };
        return rest.pad(out, text.as_bytes());
    }
    flags.pad(out, format!("{sign}{text}").as_bytes());
}

/// With `#`, `%e`, `%f` and `%g` always have a point, and `%g` and `%x` keep their zeros (`%X` does not).
fn with_point(text: &str, verb: char, precision: Option<usize>) -> String {
    // An e is a digit of a hexadecimal number.
    let marks = if matches!(verb, 'x' | 'X') {
        ['p', 'P']
    } else {
        ['e', 'E']
    };
    let (digits, exponent) = match text.find(marks) {
        Some(at) => text.split_at(at),
        None => (text, ""),
    };
    let mut wanted = if matches!(verb, 'g' | 'G' | 'x') {
        precision.unwrap_or(6)
    } else {
        0
    };
    let mut has_point = false;
    let mut seen_digit = false;
    for ch in digits.chars() {
        if ch == '.' {
            has_point = true;
            continue;
        }
        seen_digit |= ch != '0';
        if seen_digit {
            wanted = wanted.saturating_sub(1);
        }
    }
    let mut result = String::from(digits);
    if !has_point {
        if digits == "0" {
            wanted = wanted.saturating_sub(1);
        }
        result.push('.');
    }
    result.extend(std::iter::repeat_n('0', wanted));
    result + exponent
}

/// `strconv.FormatFloat`; without a precision, as many digits as are needed.
pub(crate) fn format_float(value: f64, verb: char, precision: Option<usize>, bits: u8) -> String {
    if value.is_nan() {
        return String::from("NaN");
    }
    if value.is_infinite() {
        return String::from(if value > 0.0 { "+Inf" } else { "-Inf" });
    }
    let sign = if value.is_sign_negative() { "-" } else { "" };
    let magnitude = value.abs();
    let text = match verb {
        'e' | 'E' => exponential(magnitude, precision, bits),
        'f' | 'F' => match precision {
            Some(precision) => format!("{magnitude:.precision$}"),
            None => plain(&shortest(magnitude, bits)),
        },
        'b' => binary_exponent(magnitude, bits),
        'x' | 'X' => hexadecimal(magnitude, precision),
        _ => general(magnitude, precision, bits),
    };
    let text = format!("{sign}{text}");
    if matches!(verb, 'E' | 'G' | 'X') {
        text.to_uppercase()
    } else {
        text
    }
}

/// The digits of a float, and the place of its point relative to their start.
struct Digits {
    digits: String,
    point: i32,
}

/// The fewest digits from which the same float is read.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a float32 is kept as a float64"
)]
fn shortest(value: f64, bits: u8) -> Digits {
    let text = if bits == 32 {
        format!("{:e}", value as f32)
    } else {
        format!("{value:e}")
    };
    digits_of(&text)
}

/// So many digits, correctly rounded.
fn rounded(value: f64, count: usize) -> Digits {
    digits_of(&format!("{:.*e}", count.saturating_sub(1), value))
}

fn digits_of(text: &str) -> Digits {
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let digits: String = mantissa.chars().filter(|ch| *ch != '.').collect();
    if digits.chars().all(|ch| ch == '0') {
        return Digits {
            digits: String::from("0"),
            point: 1,
        };
    }
    Digits {
        digits,
        point: exponent.parse().unwrap_or(0) + 1,
    }
}

fn exponential(value: f64, precision: Option<usize>, bits: u8) -> String {
    let digits = match precision {
        Some(precision) => rounded(value, precision + 1),
        None => shortest(value, bits),
    };
    let count = precision.unwrap_or(digits.digits.len() - 1);
    scientific(&digits, count)
}

/// `d.ddde±dd` with so many digits after the point.
fn scientific(digits: &Digits, count: usize) -> String {
    let (first, rest) = digits.digits.split_at(1);
    let mut rest = String::from(rest);
    rest.truncate(count);
    while rest.len() < count {
        rest.push('0');
    }
    let exponent = if first == "0" { 0 } else { digits.point - 1 };
    let sign = if exponent < 0 { '-' } else { '+' };
    let point = if rest.is_empty() { "" } else { "." };
    format!("{first}{point}{rest}e{sign}{:02}", exponent.abs())
}

/// Without an exponent, and no more digits than there are.
fn plain(Digits { digits, point }: &Digits) -> String {
    let place = usize::try_from(*point).unwrap_or(0);
    if *point <= 0 {
        let zeros = "0".repeat(usize::try_from(-point).unwrap_or(0));
        return if digits == "0" {
            String::from("0")
        } else {
            format!("0.{zeros}{digits}")
        };
    }
    if digits.len() <= place {
        return format!("{digits}{}", "0".repeat(place - digits.len()));
    }
    format!("{}.{}", &digits[..place], &digits[place..])
}

fn general(value: f64, precision: Option<usize>, bits: u8) -> String {
    let digits = match precision {
        Some(precision) => {
            let mut digits = rounded(value, precision.max(1));
            let trimmed = digits.digits.trim_end_matches('0').len().max(1);
            digits.digits.truncate(trimmed);
            digits
        }
        None => shortest(value, bits),
    };
    let count = i32::try_from(digits.digits.len()).unwrap_or(i32::MAX);
    let mut limit = precision.map_or(6, |precision| {
        i32::try_from(precision.max(1)).unwrap_or(i32::MAX)
    });
    if precision.is_some() && limit > count && count >= digits.point {
        limit = count;
    }
    let exponent = digits.point - 1;
    if digits.digits != "0" && (exponent < -4 || exponent >= limit) {
        return scientific(&digits, digits.digits.len() - 1);
    }
    plain(&digits)
}

/// `%b`: a mantissa and a power of two.
fn binary_exponent(value: f64, bits: u8) -> String {
    let raw = value.to_bits();
    let exponent = i64::try_from(raw >> 52 & 0x7FF).unwrap_or(0);
    let fraction = raw & ((1 << 52) - 1);
    let (mantissa, exponent) = if exponent == 0 {
        (fraction, -1074)
    } else {
        (fraction | 1 << 52, exponent - 1075)
    };
    if bits == 32 {
        // Below 2^-126 a float32 has fewer bits.
        let least = (exponent + 29).max(-149);
        let shift = u32::try_from(least - exponent).unwrap_or(u32::MAX);
        let mantissa = mantissa.checked_shr(shift).unwrap_or(0);
        return format!("{mantissa}p{least:+}");
    }
    format!("{mantissa}p{exponent:+}")
}

/// `%x`: hexadecimal digits and a power of two.
fn hexadecimal(value: f64, precision: Option<usize>) -> String {
    if value == 0.0 {
        let zeros = "0".repeat(precision.unwrap_or(0));
        let point = if zeros.is_empty() { "" } else { "." };
        return format!("0x0{point}{zeros}p+00");
    }
    let raw = value.to_bits();
    let mut exponent = i64::try_from(raw >> 52 & 0x7FF).unwrap_or(0) - 1023;
    let mut mantissa = raw & ((1 << 52) - 1);
    if exponent == -1023 {
        exponent = -1022;
        while mantissa >> 52 == 0 {
            mantissa <<= 1;
            exponent -= 1;
        }
    } else {
        mantissa |= 1 << 52;
    }
    if let Some(precision) = precision.filter(|precision| *precision < 13) {
        let shift = 52 - 4 * precision as u64;
        let (half, low) = (1 << (shift - 1), mantissa & ((1 << shift) - 1));
        mantissa >>= shift;
        if low > half || (low == half && mantissa & 1 == 1) {
            mantissa += 1;
        }
        mantissa <<= shift;
        if mantissa >> 53 != 0 {
            mantissa >>= 1;
            exponent += 1;
        }
    }
    let digits = format!("{:013x}", mantissa & ((1 << 52) - 1));
    let digits = match precision {
        Some(precision) => format!("{digits:0<precision$}")[..precision].to_owned(),
        None => digits.trim_end_matches('0').to_owned(),
    };
    let point = if digits.is_empty() { "" } else { "." };
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("0x1{point}{digits}p{sign}{:02}", exponent.abs())
}
