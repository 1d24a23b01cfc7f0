//! Colours for Go source: a scanner that knows as much Go as a reader needs.

/// The kind of a piece of source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Names, operators, white space.
    Plain,
    /// A keyword of Go.
    Keyword,
    /// A string, rune or number.
    Literal,
    /// A comment.
    Comment,
    /// A name that is called.
    Call,
}

const KEYWORDS: [&str; 25] = [
    "break",
    "case",
    "chan",
    "const",
    "continue",
    "default",
    "defer",
    "else",
    "fallthrough",
    "for",
    "func",
    "go",
    "goto",
    "if",
    "import",
    "interface",
    "map",
    "package",
    "range",
    "return",
    "select",
    "struct",
    "switch",
    "type",
    "var",
];

impl Kind {
    /// The CSS class; empty for plain text.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Kind::Plain => "",
            Kind::Keyword => "keyword",
            Kind::Literal => "literal",
            Kind::Comment => "comment",
            Kind::Call => "call",
        }
    }
}

/// Cuts a line into pieces. Joined, they are the line.
#[must_use]
pub fn highlight(line: &str) -> Vec<(Kind, &str)> {
    let mut pieces = Vec::new();
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let (kind, length) = if rest.starts_with("//") {
            (Kind::Comment, rest.len())
        } else if matches!(first, '"' | '\'' | '`') {
            (Kind::Literal, quoted(rest, first))
        } else if first.is_ascii_digit() {
            (
                Kind::Literal,
                span(rest, |c| {
                    c.is_ascii_alphanumeric() || matches!(c, '.' | '_')
                }),
            )
        } else if is_name(first) {
            // Keywords and calls are recognized below, once the end of the name is known.
            (Kind::Plain, span(rest, is_name))
        } else {
            (
                Kind::Plain,
                span(rest, |c| {
                    !is_name(c) && !matches!(c, '"' | '\'' | '`' | '/')
                })
                .max(first.len_utf8()),
            )
        };
        let (piece, behind) = rest.split_at_checked(length).unwrap_or((rest, ""));
        let kind = if is_name(first) && !first.is_ascii_digit() {
            name_kind(piece, behind)
        } else {
            kind
        };
        pieces.push((kind, piece));
        rest = behind;
    }
    pieces
}

fn name_kind(name: &str, behind: &str) -> Kind {
    if KEYWORDS.contains(&name) {
        Kind::Keyword
    } else if behind.starts_with('(') {
        Kind::Call
    } else {
        Kind::Plain
    }
}

/// Whether a name may contain `c`. Go allows all letters, but that would need Unicode's tables; the programs use ASCII.
fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

fn span(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|c| !belongs(c)).unwrap_or(text.len())
}

/// The length of a quoted text with its quotes. Without a closing quote it extends to the end of the line.
fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (place, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' if quote != '`' => escaped = true,
            _ if c == quote => return place + c.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: &[(Kind, &str)]) {
        let pieces: Vec<(Kind, &str)> = highlight(line)
            .into_iter()
            .filter(|(_, text)| !text.trim().is_empty())
            .collect();
        assert_eq!(pieces, expected);
    }

    #[test]
    fn tokens_are_classified() {
        check(
            "go func(t lab.Task) {",
            &[
                (Kind::Keyword, "go"),
                (Kind::Keyword, "func"),
                (Kind::Plain, "("),
                (Kind::Plain, "t"),
                (Kind::Plain, "lab"),
                (Kind::Plain, "."),
                (Kind::Plain, "Task"),
                (Kind::Plain, ") {"),
            ],
        );
        check(
            "wg.Wait() // all",
            &[
                (Kind::Plain, "wg"),
                (Kind::Plain, "."),
                (Kind::Call, "Wait"),
                (Kind::Plain, "() "),
                (Kind::Comment, "// all"),
            ],
        );
        check(
            r#"x := "a\"b" / 5"#,
            &[
                (Kind::Plain, "x"),
                (Kind::Plain, " := "),
                (Kind::Literal, r#""a\"b""#),
                (Kind::Plain, "/"),
                (Kind::Literal, "5"),
            ],
        );
    }

    #[test]
    fn no_character_is_lost() {
        for pattern in lab::patterns::ALL {
            for (_, line) in pattern.source.lines() {
                let joined: String = highlight(line).into_iter().map(|(_, text)| text).collect();
                assert_eq!(joined, line);
            }
        }
    }
}
