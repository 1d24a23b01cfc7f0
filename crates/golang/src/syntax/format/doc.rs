//! Doc comments in the form of Go 1.19: paragraphs, headings, lists, code blocks and link definitions.

use crate::syntax::ast::Comment;

use super::doc_list::{List, is_list};
use super::doc_text::{Link, indented, link, quotes};

/// The comments of a group before a declaration, laid out. Empty if nothing is said in them.
pub(super) fn layout(list: &[Comment]) -> Vec<Comment> {
    let Some(first) = list.first() else {
        return Vec::new();
    };
    let comment = |text: String| Comment {
        pos: first.pos,
        end: first.pos.plus(text.len()),
        text,
    };
    if let ([block], Some(text)) = (list, first.text.strip_prefix("/*")) {
        if !text.contains('\n') || has_stars(text) {
            return list.to_vec();
        }
        let body = text.strip_suffix("*/").unwrap_or(text);
        return if body.is_empty() {
            vec![block.clone()]
        } else {
            vec![comment(format!("/*\n{}*/", doc(body)))]
        };
    }
    let mut text = String::new();
    let mut directives = Vec::new();
    for line in list {
        let Some(rest) = line.text.strip_prefix("//") else {
            return list.to_vec();
        };
        if is_directive(rest) {
            directives.push(line.text.clone());
        } else {
            text.push_str(rest.strip_prefix(' ').unwrap_or(rest));
            text.push('\n');
        }
    }
    if text.is_empty() {
        return list.to_vec();
    }
    let text = doc(&text);
    let mut lines: Vec<String> = text
        .lines()
        .map(|line| match line.as_bytes().first() {
            None => "//".to_owned(),
            Some(b'\t') => format!("//{line}"),
            Some(_) => format!("// {line}"),
        })
        .collect();
    if !directives.is_empty() {
        lines.push("//".to_owned());
        lines.append(&mut directives);
    }
    lines.into_iter().map(comment).collect()
}

/// Whether all lines but the first start with a star.
fn has_stars(text: &str) -> bool {
    text.split('\n')
        .skip(1)
        .map(|line| line.trim_start_matches([' ', '\t']))
        .all(|line| line.is_empty() || line.starts_with('*'))
}

/// Whether what follows `//` is a directive: `go:build` and the like.
fn is_directive(text: &str) -> bool {
    if ["line ", "extern ", "export "]
        .iter()
        .any(|word| text.starts_with(word))
    {
        return true;
    }
    let is_word = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let Some((before, after)) = text.split_once(':') else {
        return false;
    };
    !before.is_empty() && before.bytes().all(is_word) && after.bytes().next().is_some_and(is_word)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Code,
    Heading,
    OldHeading,
    List,
    Paragraph,
}

/// Lines `start..end` of one kind.
struct Span {
    start: usize,
    end: usize,
    kind: Kind,
}

/// The text of a doc comment, laid out.
fn doc(text: &str) -> String {
    let lines = unindent(&text.split('\n').collect::<Vec<_>>());
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let spans = spans(&lines);
    let is_links = |span: &Span| {
        span.kind == Kind::Paragraph
            && lines[span.start..span.end]
                .iter()
                .all(|line| link(line).is_some())
    };
    let mut refs: Vec<Link<'_>> = Vec::new();
    for span in spans.iter().filter(|span| is_links(span)) {
        refs.extend(
            lines[span.start..span.end]
                .iter()
                .filter_map(|line| link(line)),
        );
    }
    let mut out = String::new();
    let mut previous_end = 0;
    let mut first = true;
    for span in &spans {
        let apart = previous_end < span.start;
        previous_end = span.end;
        if is_links(span) {
            continue;
        }
        let lines = &lines[span.start..span.end];
        let list = (span.kind == Kind::List).then(|| List::new(lines));
        if !first && list.as_ref().is_none_or(|list| apart || list.loose()) {
            out.push('\n');
        }
        first = false;
        match (span.kind, list) {
            (_, Some(list)) => list.write(&mut out, &mut refs),
            (Kind::Code, _) => {
                for line in unindent(lines) {
                    out.push_str(if line.is_empty() { "" } else { "\t" });
                    out.push_str(&line);
                    out.push('\n');
                }
            }
            (Kind::Heading, _) => heading(&mut out, &lines[0][1..]),
            (Kind::OldHeading, _) => heading(&mut out, lines[0]),
            _ => {
                out.push_str(&quotes(&lines.join("\n"), &mut refs));
                out.push('\n');
            }
        }
    }
    // First the links that the text uses, then the others.
    for used in [true, false] {
        let block = refs.iter().filter(|link| link.used == used);
        for (index, link) in block.enumerate() {
            out.push_str(if index == 0 { "\n" } else { "" });
            out.extend(["[", link.text, "]: ", link.url, "\n"]);
        }
    }
    out
}

fn heading(out: &mut String, text: &str) {
    out.extend(["# ", text.trim(), "\n"]);
}

/// The parts of a comment. Indented lines are code or a list; what was not indented by mistake is, too.
fn spans(lines: &[&str]) -> Vec<Span> {
    let count = lines.len();
    let mut spans = Vec::new();
    let mut at = 0;
    let mut forced = 0;
    while at < count {
        if lines[at].is_empty() {
            at += 1;
            continue;
        }
        let start = at;
        let mut end;
        let kind;
        if at < forced || indented(lines[at]) {
            let mut loose_list = is_list(lines[at]) && at < forced;
            end = at + 1;
            while end < count
                && (lines[end].is_empty()
                    || end < forced
                    || indented(lines[end])
                    || (loose_list && is_list(lines[end])))
            {
                loose_list &= !lines[end].is_empty();
                end += 1;
            }
            while end > start && lines[end - 1].is_empty() {
                end -= 1;
            }
            if end < count && lines[end].starts_with('}') {
                end += 1;
            }
            kind = if is_list(lines[start]) {
                Kind::List
            } else {
                Kind::Code
            };
        } else {
            end = at + 1;
            while end < count && !lines[end].is_empty() && !indented(lines[end]) {
                end += 1;
            }
            if end < count && !lines[end].is_empty() && !is_list(lines[end]) {
                let last = lines[end - 1];
                if is_list(last) {
                    forced = end;
                    while end > start && is_list(lines[end - 1]) {
                        end -= 1;
                    }
                } else if last.ends_with('{') || last.ends_with('\\') {
                    forced = end;
                    end -= 1;
                }
                if start == end && forced > start {
                    continue;
                }
            }
            kind = match end - start {
                1 if is_heading(lines[start]) => Kind::Heading,
                1 if is_old_heading(lines, start) => Kind::OldHeading,
                _ => Kind::Paragraph,
            };
        }
        spans.push(Span { start, end, kind });
        at = end;
    }
    spans
}

/// The lines without what they are all indented by, and without blank lines around them.
fn unindent(lines: &[&str]) -> Vec<String> {
    let space = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let Some(first) = lines.iter().position(|line| !line.is_empty()) else {
        return Vec::new();
    };
    let last = lines
        .iter()
        .rposition(|line| !line.is_empty())
        .unwrap_or(first);
    let lines = &lines[first..=last];
    let mut prefix = &lines[0][..space(lines[0])];
    for line in lines.iter().filter(|line| !line.is_empty()) {
        let same = prefix
            .bytes()
            .zip(line.bytes())
            .take_while(|(a, b)| a == b)
            .count();
        prefix = &prefix[..same];
    }
    let trimmed: Vec<String> = lines
        .iter()
        .map(|line| line.strip_prefix(prefix).unwrap_or(line))
        .map(|line| {
            if line.trim().is_empty() {
                String::new()
            } else {
                line.to_owned()
            }
        })
        .collect();
    let blank_before = trimmed.iter().take_while(|line| line.is_empty()).count();
    let blank_after = trimmed
        .iter()
        .rev()
        .take_while(|line| line.is_empty())
        .count();
    if blank_before == trimmed.len() {
        return Vec::new();
    }
    trimmed[blank_before..trimmed.len() - blank_after].to_vec()
}

fn is_heading(line: &str) -> bool {
    line.strip_prefix('#')
        .is_some_and(|rest| indented(rest) && !rest.trim().is_empty())
}

/// A line alone between blank ones that is written like a title, as headings were before Go 1.19.
fn is_old_heading(lines: &[&str], at: usize) -> bool {
    let blank_around =
        at > 0 && lines[at - 1].is_empty() && lines.get(at + 1).is_some_and(|line| line.is_empty());
    if !blank_around || lines.get(at + 2).is_none_or(|line| indented(line)) {
        return false;
    }
    let line = lines[at].trim();
    let starts = line.chars().next().is_some_and(char::is_uppercase);
    let ends = line.chars().next_back().is_some_and(char::is_alphanumeric);
    if !starts || !ends || line.contains(|c| ";:!?+*/=[]{}_^°&§~%#@<\">\\".contains(c)) {
        return false;
    }
    let possessive = line
        .split('\'')
        .skip(1)
        .all(|rest| rest == "s" || rest.starts_with("s "));
    let inner_dots = line
        .split('.')
        .skip(1)
        .all(|rest| !rest.is_empty() && !rest.starts_with(' '));
    possessive && inner_dots
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::pos::Pos;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(doc(text), expected, "{text}");
        assert_eq!(doc(expected), expected, "laid out twice");
    }

    #[test]
    fn lists_headings_and_code_have_one_form() {
        check("A:\n - x\n - y\n   more\n", "A:\n  - x\n  - y\n    more\n");
        check("A:\n\n 1) x\n\n 2) y\n", "A:\n\n 1. x\n\n 2. y\n");
        check("A:\n  code\n    more\n", "A:\n\n\tcode\n\t  more\n");
        check("A.\n\nOld Heading\n\nB.\n", "A.\n\n# Old Heading\n\nB.\n");
        check("#  New\nA.\n", "#  New\nA.\n");
    }

    #[test]
    fn quotes_and_links_have_one_form() {
        check("``a'' http://x/''b\n", "“a” http://x/''b\n");
        check(
            "[a]: http://a\n\nSee [b] now.\n\n[b]: http://b\n",
            "See [b] now.\n\n[b]: http://b\n\n[a]: http://a\n",
        );
    }

    #[test]
    fn directives_come_last() {
        let comment = |text: &str| Comment {
            pos: Pos::NONE,
            end: Pos::NONE,
            text: text.to_owned(),
        };
        let texts = |list: Vec<Comment>| {
            list.into_iter()
                .map(|comment| comment.text)
                .collect::<Vec<_>>()
        };
        let list = [comment("//go:noinline"), comment("//f does it.")];
        assert_eq!(
            texts(layout(&list)),
            ["// f does it.", "//", "//go:noinline"]
        );
    }
}
