//! The values of literals.

/// The bytes of a string literal in double or back quotes; `None` if it is no sound literal.
#[must_use]
pub fn string_value(text: &str) -> Option<Vec<u8>> {
    if let Some(raw) = text.strip_prefix('`') {
        let raw = raw.strip_suffix('`')?;
        return (!raw.contains('`')).then(|| raw.bytes().filter(|&byte| byte != b'\r').collect());
    }
    let mut rest = text.strip_prefix('"')?;
    let mut value = Vec::with_capacity(text.len());
    loop {
        let ch = rest.chars().next()?;
        match ch {
            '"' => return (rest.len() == 1).then_some(value),
            '\n' => return None,
            '\\' => match escape(&mut rest, '"')? {
                Escape::Byte(byte) => value.push(byte),
                Escape::Char(ch) => value.extend_from_slice(ch.encode_utf8(&mut [0; 4]).as_bytes()),
            },
            ch => {
                value.extend_from_slice(ch.encode_utf8(&mut [0; 4]).as_bytes());
                rest = &rest[ch.len_utf8()..];
            }
        }
    }
}

/// The code point of a rune literal in single quotes; `None` if it is no sound literal.
#[must_use]
pub fn rune_value(text: &str) -> Option<u32> {
    let mut rest = text.strip_prefix('\'')?;
    let value = match rest.chars().next()? {
        '\'' | '\n' => return None,
        '\\' => match escape(&mut rest, '\'')? {
            Escape::Byte(byte) => u32::from(byte),
            Escape::Char(ch) => u32::from(ch),
        },
        ch => {
            rest = &rest[ch.len_utf8()..];
            u32::from(ch)
        }
    };
    (rest == "'").then_some(value)
}

/// What an escape stands for: `\x` and octal escapes are bytes of a string.
enum Escape {
    Byte(u8),
    Char(char),
}

/// Takes an escape from the start of `rest`.
fn escape(rest: &mut &str, quote: char) -> Option<Escape> {
    let after = rest.strip_prefix('\\')?;
    let kind = after.chars().next()?;
    let (skip, digits, base) = match kind {
        'x' => (1, 2, 16),
        'u' => (1, 4, 16),
        'U' => (1, 8, 16),
        '0'..='7' => (0, 3, 8),
        _ => {
            let byte = match kind {
                'a' => 0x07,
                'b' => 0x08,
                'f' => 0x0C,
                'n' => b'\n',
                'r' => b'\r',
                't' => b'\t',
                'v' => 0x0B,
                '\\' => b'\\',
                _ if kind == quote => u8::try_from(quote).ok()?,
                _ => return None,
            };
            *rest = &after[1..];
            return Some(Escape::Byte(byte));
        }
    };
    let text = after.get(skip..skip + digits)?;
    if !text.chars().all(|ch| ch.is_digit(base)) {
        return None;
    }
    let value = u32::from_str_radix(text, base).ok()?;
    *rest = &after[skip + digits..];
    match kind {
        'u' | 'U' => char::from_u32(value).map(Escape::Char),
        _ => u8::try_from(value).ok().map(Escape::Byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&[u8]>) {
        assert_eq!(string_value(text).as_deref(), expected, "{text}");
    }

    #[track_caller]
    fn check_rune(text: &str, expected: Option<u32>) {
        assert_eq!(rune_value(text), expected, "{text}");
    }

    #[test]
    fn a_string_is_its_bytes() {
        check(r#""""#, Some(b""));
        check(r#""a\tb\"\x41\101\u00e9""#, Some("a\tb\"AAé".as_bytes()));
        check(r#""\xff""#, Some(b"\xff"));
        check("`a\\n\r\n`", Some(b"a\\n\n"));
        check(r#""\'""#, None);
        check(r#""\ud800""#, None);
        check(r#""\400""#, None);
        check("\"a", None);
        check(r#""a"b""#, None);
    }

    #[test]
    fn a_rune_is_a_code_point() {
        check_rune("'x'", Some(120));
        check_rune("'世'", Some(0x4E16));
        check_rune(r"'\''", Some(39));
        check_rune(r"'\xff'", Some(255));
        check_rune(r"'\U0010ffff'", Some(0x0010_FFFF));
        check_rune(r#"'\"'"#, None);
        check_rune("'ab'", None);
        check_rune("''", None);
    }
}
