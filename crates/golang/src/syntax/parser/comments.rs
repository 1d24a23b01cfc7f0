//! Comments in groups, and the version of Go that a build line asks for.

use crate::syntax::ast::{Comment, CommentGroup};
use crate::syntax::lexer::RawComment;
use crate::syntax::pos::{Pos, SourceFile};

/// The comments of a file so far.
#[derive(Default)]
pub(super) struct Comments {
    pub(super) groups: Vec<CommentGroup>,
}

impl Comments {
    /// Takes the comments before a token, where `previous` is the end of the token before them.
    ///
    /// A comment on the line of the token before starts a group of its own, which ends with the line. In other groups
    /// the comments are on adjacent lines.
    pub(super) fn take(
        &mut self,
        raw: &mut Vec<RawComment>,
        file: &SourceFile,
        source: &[u8],
        previous: usize,
    ) {
        if raw.is_empty() {
            return;
        }
        let previous_line = if previous == 0 {
            0
        } else {
            file.line(file.pos(previous))
        };
        let mut trailing = true;
        let mut last_line = previous_line;
        for (index, comment) in raw.drain(..).enumerate() {
            let line = file.line(file.pos(comment.start));
            let reach = if trailing { last_line } else { last_line + 1 };
            let joins = index > 0 && line <= reach;
            if index == 0 {
                trailing = line == previous_line;
            } else if !joins {
                trailing = false;
            }
            let text = text_of(&source[comment.start..comment.end]);
            let comment = Comment {
                pos: file.pos(comment.start),
                end: file.pos(comment.end),
                text,
            };
            last_line = file.line(comment.end);
            match self.groups.last_mut().filter(|_| joins) {
                Some(group) => group.list.push(comment),
                None => self.groups.push(CommentGroup {
                    list: vec![comment],
                }),
            }
        }
    }

    /// Whether there is a comment at or after `pos`.
    pub(super) fn any_from(&self, pos: Pos) -> bool {
        self.groups
            .last()
            .and_then(|group| group.list.last())
            .is_some_and(|comment| comment.pos >= pos)
    }

    /// The least version `(1, N)` that satisfies the `//go:build` line among the comments so far, if it asks for one.
    pub(super) fn go_version(&self) -> Option<(u32, u32)> {
        let mut lines = self.groups.iter().flat_map(|group| &group.list);
        let line = lines.find_map(|comment| comment.text.strip_prefix("//go:build "))?;
        let minor = BuildLine { rest: line }.either()?;
        (minor > 0).then_some((1, minor))
    }
}

/// The text of a comment without carriage returns (but one that would end a `/* */` comment early).
fn text_of(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    if !text.contains('\r') {
        return text.into_owned();
    }
    let block = text.starts_with("/*");
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(ch) = chars.next() {
        let closes = block && out.len() > 2 && out.ends_with('*') && chars.peek() == Some(&'/');
        if ch != '\r' || closes {
            out.push(ch);
        }
    }
    out
}

/// Reads a build constraint as the least minor version of Go that satisfies it: 0 if any does. A tag that is no version
/// says nothing; `a && b` needs the greater of the two, `a || b` the lesser.
struct BuildLine<'a> {
    rest: &'a str,
}

impl BuildLine<'_> {
    /// Depth is limited by the line's length only through `(` and `!`, so those are counted.
    fn either(&mut self) -> Option<u32> {
        if self.rest.matches(['(', '!']).count() > 100 {
            return None;
        }
        let minor = self.any_of()?;
        self.rest.trim().is_empty().then_some(minor)
    }

    fn any_of(&mut self) -> Option<u32> {
        let mut minor = self.all_of()?;
        while self.got("||") {
            minor = minor.min(self.all_of()?);
        }
        Some(minor)
    }

    fn all_of(&mut self) -> Option<u32> {
        let mut minor = self.one()?;
        while self.got("&&") {
            minor = minor.max(self.one()?);
        }
        Some(minor)
    }

    fn one(&mut self) -> Option<u32> {
        if self.got("!") {
            self.one()?;
            return Some(0);
        }
        if self.got("(") {
            let minor = self.any_of()?;
            return self.got(")").then_some(minor);
        }
        let rest = self.rest.trim_start();
        let end = rest
            .find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.'))
            .unwrap_or(rest.len());
        let (tag, after) = rest.split_at(end);
        self.rest = after;
        if tag.is_empty() {
            return None;
        }
        let minor = tag
            .strip_prefix("go1.")
            .and_then(|minor| minor.parse().ok());
        Some(minor.unwrap_or(0))
    }

    fn got(&mut self, text: &str) -> bool {
        match self.rest.trim_start().strip_prefix(text) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: Option<(u32, u32)>) {
        let comment = Comment {
            pos: Pos::NONE,
            end: Pos::NONE,
            text: line.to_owned(),
        };
        let comments = Comments {
            groups: vec![CommentGroup {
                list: vec![comment],
            }],
        };
        assert_eq!(comments.go_version(), expected, "{line}");
    }

    #[test]
    fn a_build_line_can_ask_for_a_version() {
        check("//go:build go1.21", Some((1, 21)));
        check("//go:build linux", None);
        check("//go:build go1.18 && (linux || go1.22)", Some((1, 18)));
        check("//go:build go1.18 && go1.22", Some((1, 22)));
        check("//go:build go1.21 || go1.20", Some((1, 20)));
        check("//go:build !go1.21", None);
        check("//go:build go1.21 )", None);
        check("// go:build go1.21", None);
    }

    #[test]
    fn carriage_returns_are_no_part_of_a_comment() {
        assert_eq!(text_of(b"// a\r"), "// a");
        assert_eq!(text_of(b"/* a\r\n*\r/ */"), "/* a\n*\r/ */");
    }
}
