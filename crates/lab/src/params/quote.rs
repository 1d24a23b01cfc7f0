//! Quoting what somebody else wrote.

use analysis::fmt::grouped;

/// A longer text is quoted abridged; in characters.
const MOST_QUOTED: usize = 60;
/// How much of it is quoted then.
const QUOTED: usize = 40;

/// Somebody else's text in a sentence of ours: a long one is abridged, and characters that cannot be seen, or that change
/// the direction of what stands around them, are written as their code.
pub(crate) fn quoted(text: &str) -> String {
    let length = text.chars().count();
    let shown = if length > MOST_QUOTED { QUOTED } else { length };
    let mut quoted = String::new();
    for c in text.chars().take(shown) {
        if is_invisible(c) {
            quoted.extend(c.escape_unicode());
        } else {
            quoted.push(c);
        }
    }
    if length > shown {
        let length = grouped(length as u64);
        quoted += &["… (", &length, " characters)"].concat();
    }
    quoted
}

/// Whether a character is a control character, one of Unicode's for the direction of text (Unicode Standard Annex 9, table
/// 4), or one without width.
pub(crate) fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(quoted(text), expected);
    }

    #[test]
    fn a_short_text_is_quoted_as_it_is() {
        check("", "");
        check("worker-pol", "worker-pol");
        check("größer, 日本", "größer, 日本");
        check(&"a".repeat(60), &"a".repeat(60));
    }

    #[test]
    fn a_long_text_is_abridged_and_says_how_long_it_is() {
        check(
            &"ä".repeat(1 << 20),
            &format!("{}… (1,048,576 characters)", "ä".repeat(40)),
        );
    }

    #[test]
    fn what_cannot_be_seen_is_written_as_its_code() {
        check("a\u{202e}b", "a\\u{202e}b");
        check("\0\n\u{200f}", "\\u{0}\\u{a}\\u{200f}");
    }
}
