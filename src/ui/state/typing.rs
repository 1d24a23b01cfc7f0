//! What the editor does while somebody types, and which word of a line a fault is about.

use std::ops::Range;

/// What Enter puts behind a text: a new line that begins as deep as the line before it, and a tab deeper where that opens a block.
#[must_use]
pub fn new_line(before: &str) -> String {
    let line = before.rsplit('\n').next().unwrap_or_default();
    let is_blank = |letter: char| letter == ' ' || letter == '\t';
    let code = line.trim_start_matches(is_blank);
    let deep = &line[..line.len() - code.len()];
    let opens = code.trim_end_matches(is_blank).ends_with(['{', '(', '[']);
    ["\n", deep, if opens { "\t" } else { "" }].concat()
}

/// The word or the sign of a line that begins at a column, which counts bytes from 1. `None` where nothing begins.
#[must_use]
pub fn word_at(line: &str, column: u32) -> Option<Range<usize>> {
    let from = (column as usize).checked_sub(1)?;
    let rest = line.get(from..)?;
    let is_of_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    let word = rest.find(|letter| !is_of_word(letter));
    let length = match word.unwrap_or(rest.len()) {
        0 => rest
            .chars()
            .next()
            .filter(|sign| !sign.is_whitespace())?
            .len_utf8(),
        length => length,
    };
    Some(from..from + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_line_is_as_deep_as_the_one_before() {
        for (before, expected) in [
            ("", "\n"),
            ("package main", "\n"),
            ("func main() {", "\n\t"),
            ("func main() {\n\tx := 1", "\n\t"),
            ("\tfor i := range 3 {  ", "\n\t\t"),
            ("\tgo f(", "\n\t\t"),
            ("\t\t", "\n\t\t"),
            ("  é", "\n  "),
        ] {
            assert_eq!(new_line(before), expected, "{before:?}");
        }
    }

    #[track_caller]
    fn check_word(line: &str, column: u32, expected: Option<&str>) {
        let word = word_at(line, column).map(|place| &line[place]);
        assert_eq!(word, expected, "{line:?} at {column}");
    }

    #[test]
    fn a_fault_is_about_a_word_or_a_sign() {
        check_word("\tprintn(2)", 2, Some("printn"));
        check_word("\tprintn(2)", 8, Some("("));
        check_word("\tx := größe", 7, Some("größe"));
        check_word("\tx", 3, None);
        check_word("\tx", 1, None);
        check_word("x", 0, None);
        check_word("x", 9, None);
        // In the middle of a letter.
        check_word("é", 2, None);
    }
}
