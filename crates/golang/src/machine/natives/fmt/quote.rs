//! Strings and runes in quotes, as `strconv.Quote` writes them.

use super::super::super::utf8::decode_rune;
use crate::unicode::is_print;
use std::fmt::Write;

/// A string in quotes; with `ascii`, other runes are escaped.
pub(in super::super) fn quote(bytes: &[u8], mark: char, ascii: bool) -> String {
    let mut quoted = String::from(mark);
    let mut rest = bytes;
    while !rest.is_empty() {
        let (rune, width) = decode_rune(rest);
        if width == 1 && rest[0] >= 0x80 {
            let _ = write!(quoted, "\\x{:02x}", rest[0]);
        } else {
            escape(&mut quoted, rune, mark, ascii);
        }
        rest = &rest[width..];
    }
    quoted.push(mark);
    quoted
}

/// A rune in single quotes.
pub(in super::super) fn quote_rune(rune: u64, ascii: bool) -> String {
    let rune = u32::try_from(rune)
        .ok()
        .filter(|rune| char::from_u32(*rune).is_some())
        .unwrap_or(0xFFFD);
    let mut text = String::from('\'');
    escape(&mut text, rune, '\'', ascii);
    text.push('\'');
    text
}

fn escape(text: &mut String, rune: u32, mark: char, ascii: bool) {
    let ch = char::from_u32(rune).unwrap_or(char::REPLACEMENT_CHARACTER);
    let short = match ch {
        '\x07' => Some('a'),
        '\x08' => Some('b'),
        '\x0C' => Some('f'),
        '\n' => Some('n'),
        '\r' => Some('r'),
        '\t' => Some('t'),
        '\x0B' => Some('v'),
        '\\' => Some('\\'),
        _ if ch == mark => Some(mark),
        _ => None,
    };
    let _ = match short {
        Some(short) => write!(text, "\\{short}"),
        None if is_print(ch) && (ch.is_ascii() || !ascii) => write!(text, "{ch}"),
        None if rune < 0x20 || rune == 0x7F => write!(text, "\\x{rune:02x}"),
        None if rune < 0x1_0000 => write!(text, "\\u{rune:04x}"),
        None => write!(text, "\\U{rune:08x}"),
    };
}
