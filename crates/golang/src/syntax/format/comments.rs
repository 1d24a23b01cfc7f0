//! Where comments go among tokens and white space.

use crate::syntax::ast::{Comment, CommentGroup};
use crate::syntax::pos::Pos;
use crate::syntax::token::Token;

use super::doc;
use super::printer::{MAX_NEWLINES, Place, Printer, Space, is_line_comment};

/// The comment before another one.
#[derive(Clone, Copy)]
struct Previous {
    pos: Pos,
    is_line: bool,
}

impl Previous {
    fn new(comment: &Comment) -> Self {
        Self {
            pos: comment.pos,
            is_line: is_line_comment(comment),
        }
    }
}

impl Printer<'_> {
    /// Writes the comments before `next`, which is `token`, mixed with the waiting space. Whether a line end was written,
    /// and whether the end of a section was dropped.
    pub(super) fn intersperse_comments(
        &mut self,
        next: Place,
        token: Option<Token>,
    ) -> (bool, bool) {
        let mut last: Option<Previous> = None;
        while self.comment_before(next) {
            let Some(group) = self.next_comment.group else {
                break;
            };
            if self.is_doc(group, next, token) {
                let laid_out = doc::layout(&group.list);
                if laid_out.is_empty() {
                    // Nothing is said in it: it goes.
                    self.comment_prefix(self.place(group.list[0].pos), next, last, token);
                    self.pos = next;
                    self.last = next;
                    self.advance_comment();
                    return self.comment_suffix(false);
                }
                self.write_comments(&laid_out, next, token, last);
                last = group.list.last().map(Previous::new);
                // On from where the comments as they were written ended.
                self.pos = self.place(group_end(group));
                self.last = self.pos;
            } else {
                last = self.write_comments(&group.list, next, token, last);
            }
            self.advance_comment();
        }
        let Some(last) = last else {
            return (false, false);
        };
        let line_comment = last.is_line;
        let mut needs_break = false;
        if !self.extra.no_blank
            && !line_comment
            && self.line(last.pos) == next.line
            && token != Some(Token::Comma)
            && (token != Some(Token::RParen) || self.previous_open == Some(Token::LParen))
            && (token != Some(Token::RBrack) || self.previous_open == Some(Token::LBrack))
        {
            let breaks = self
                .waiting
                .iter()
                .any(|space| matches!(space, Space::Newline | Space::Section));
            if breaks && !self.extra.no_linebreak && self.level == 0 {
                needs_break = true;
            } else {
                self.write_space(b' ', 1);
            }
        }
        if line_comment
            || token == Some(Token::Eof)
            || (token == Some(Token::RBrace) && !self.extra.no_linebreak)
        {
            needs_break = true;
        }
        self.comment_suffix(needs_break)
    }

    /// Whether a group stands before `next` as a doc comment does: in the first column, and directly above.
    fn is_doc(&self, group: &CommentGroup, next: Place, token: Option<Token>) -> bool {
        !matches!(token, Some(Token::Name | Token::Import))
            && self.place(group.list[0].pos).column == 1
            && next.column == 1
            && self.place(group_end(group)).offset + 1 == next.offset
    }

    /// Writes comments after `previous`, and returns the last one.
    fn write_comments(
        &mut self,
        comments: &[Comment],
        next: Place,
        token: Option<Token>,
        mut previous: Option<Previous>,
    ) -> Option<Previous> {
        for comment in comments {
            let place = self.place(comment.pos);
            self.comment_prefix(place, next, previous, token);
            self.write_comment(comment, place);
            previous = Some(Previous::new(comment));
        }
        previous
    }

    /// The space before a comment at `place`; `previous` is the comment before it, `next` what follows the comments.
    fn comment_prefix(
        &mut self,
        place: Place,
        next: Place,
        previous: Option<Previous>,
        token: Option<Token>,
    ) {
        if self.output.is_empty() {
            return;
        }
        if place.line == self.last.line && !previous.is_some_and(|previous| previous.is_line) {
            self.same_line_prefix(place, next, previous.is_none());
        } else {
            self.new_line_prefix(place, next, previous, token);
        }
    }

    fn same_line_prefix(&mut self, place: Place, next: Place, first: bool) {
        let mut separated = false;
        if first {
            let mut count = 0;
            for index in 0..self.waiting.len() {
                match self.waiting[index] {
                    Space::Blank => self.waiting[index] = Space::Ignore,
                    // A waiting tab puts the comment into its column.
                    Space::Tab => separated = true,
                    Space::Indent => {}
                    _ => {
                        count = index;
                        break;
                    }
                }
            }
            self.write_waiting(count);
        }
        if !separated {
            let blank = if place.line == next.line { b' ' } else { b'\t' };
            self.write_space(blank, 1);
        }
    }

    fn new_line_prefix(
        &mut self,
        place: Place,
        next: Place,
        previous: Option<Previous>,
        token: Option<Token>,
    ) {
        let mut dropped = false;
        let mut count = 0;
        for index in 0..self.waiting.len() {
            match self.waiting[index] {
                Space::Blank | Space::Tab => {
                    self.waiting[index] = Space::Ignore;
                    continue;
                }
                Space::Indent => continue,
                Space::Unindent => {
                    // Not the last one: it belongs to what was printed before.
                    if self.waiting.get(index + 1) == Some(&Space::Unindent) {
                        continue;
                    }
                    // A comment that is aligned with the next token belongs to that, if it does not close a block.
                    if token != Some(Token::RBrace) && place.column == next.column {
                        continue;
                    }
                }
                Space::Newline | Space::Section => {
                    self.waiting[index] = Space::Ignore;
                    dropped = previous.is_none();
                }
                Space::Ignore => {}
            }
            count = index;
            break;
        }
        self.write_waiting(count);
        let mut breaks = if self.last.line > 0 {
            place.line.saturating_sub(self.last.line)
        } else {
            0
        };
        // Outside functions a blank line before a comment is kept.
        if self.indent == 0 && dropped {
            breaks += 1;
        }
        if breaks == 0 && previous.is_some_and(|previous| previous.is_line) {
            breaks = 1;
        }
        if breaks > 0 {
            self.write_space(0x0C, breaks.min(MAX_NEWLINES));
        }
    }

    /// The waiting space after comments, of which one line break is kept if one is needed.
    fn comment_suffix(&mut self, mut needs_break: bool) -> (bool, bool) {
        let (mut wrote_newline, mut dropped_section) = (false, false);
        for space in &mut self.waiting {
            match *space {
                Space::Blank | Space::Tab => *space = Space::Ignore,
                Space::Newline | Space::Section => {
                    if needs_break {
                        needs_break = false;
                        wrote_newline = true;
                    } else {
                        dropped_section |= *space == Space::Section;
                        *space = Space::Ignore;
                    }
                }
                Space::Ignore | Space::Indent | Space::Unindent => {}
            }
        }
        self.write_waiting(self.waiting.len());
        if needs_break {
            self.write_space(b'\n', 1);
            wrote_newline = true;
        }
        (wrote_newline, dropped_section)
    }

    fn write_comment(&mut self, comment: &Comment, mut place: Place) {
        let text = &comment.text;
        if is_line_comment(comment) {
            // A line directive counts in the first column only.
            let indent = self.indent;
            if text.starts_with("//line ") && place.column == 1 {
                self.indent = 0;
            }
            if is_build_line(text, "//go:build") {
                self.go_build.push(self.output.len());
            } else if text
                .strip_prefix("//")
                .is_some_and(|rest| is_build_line(rest.trim_start(), "+build"))
            {
                self.plus_build.push(self.output.len());
            }
            self.write_text(place, text.trim_end(), true);
            self.indent = indent;
            return;
        }
        let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
        if place.column == 1 && self.indent > 0 {
            // As if it had been indented before, so that formatting twice changes nothing more.
            for line in &mut lines[1..] {
                line.insert_str(0, "   ");
            }
        }
        strip_common_prefix(&mut lines);
        for (index, line) in lines.iter().enumerate() {
            if index > 0 {
                self.write_space(0x0C, 1);
                place = self.pos;
            }
            if !line.is_empty() {
                self.write_text(place, line.trim_end(), true);
            }
        }
    }
}

fn group_end(group: &CommentGroup) -> Pos {
    group.list.last().map_or(Pos::NONE, |comment| comment.end)
}

fn is_build_line(text: &str, word: &str) -> bool {
    text.strip_prefix(word)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
}

fn is_blank(text: &str) -> bool {
    text.bytes().all(|byte| byte <= b' ')
}

/// The white space and stars that both texts start with.
fn common_prefix(a: &str, b: &str) -> String {
    let same = a
        .bytes()
        .zip(b.bytes())
        .take_while(|(a, b)| a == b && (*a <= b' ' || *a == b'*'))
        .count();
    a[..same].to_owned()
}

/// Removes the indentation that the lines of a `/* */` comment share, but for the first, and aligns the last.
fn strip_common_prefix(lines: &mut [String]) {
    let count = lines.len();
    if count <= 1 {
        return;
    }
    let mut prefix: Option<String> = None;
    for line in &mut lines[1..count - 1] {
        if is_blank(line) {
            line.clear();
        } else {
            prefix = Some(common_prefix(prefix.as_deref().unwrap_or(line), line));
        }
    }
    let last = &lines[count - 1];
    let prefix = prefix.unwrap_or_else(|| common_prefix(last, last));
    let star = prefix.find('*');
    let mut prefix = match star {
        Some(index) => {
            let before = &prefix[..index];
            before.strip_suffix(' ').unwrap_or(before).to_owned()
        }
        None => without_text_indent(&prefix, &lines[0]),
    };
    let before_end = last
        .find("*/")
        .map_or(last.as_str(), |index| &last[..index]);
    if is_blank(before_end) {
        let closing = if star.is_some() { " */" } else { "*/" };
        lines[count - 1] = format!("{prefix}{closing}");
    } else {
        prefix = common_prefix(&prefix, last);
    }
    for line in lines[1..].iter_mut().filter(|line| !line.is_empty()) {
        *line = line.get(prefix.len()..).unwrap_or_default().to_owned();
    }
}

/// The prefix without the part that indents the text within the comment, which is kept.
fn without_text_indent(prefix: &str, first: &str) -> String {
    let text = first.get(2..).unwrap_or_default();
    if is_blank(text) {
        let blanks = prefix
            .bytes()
            .rev()
            .take(3)
            .take_while(|byte| *byte == b' ')
            .count();
        let kept = &prefix[..prefix.len() - blanks];
        let kept = if blanks == 0 {
            kept.strip_suffix('\t').unwrap_or(kept)
        } else {
            kept
        };
        return kept.to_owned();
    }
    let blanks = text.bytes().take_while(|byte| *byte <= b' ').count();
    let indent = &text[..blanks];
    // A tab makes up for the comment's mark; otherwise two blanks stand for it.
    let suffix = if indent.starts_with('\t') {
        indent.to_owned()
    } else {
        format!("  {indent}")
    };
    prefix
        .strip_suffix(suffix.as_str())
        .unwrap_or(prefix)
        .to_owned()
}
