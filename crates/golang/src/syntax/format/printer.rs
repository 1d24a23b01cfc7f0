//! The printer's state: what was written, what white space waits, and where in the source it is.
//!
//! White space is held back until a token comes, so that the comments before the token can be placed well among it.

use crate::syntax::ast::{Comment, CommentGroup, Ident};
use crate::syntax::pos::{Pos, SourceFile};
use crate::syntax::symbol::Interner;
use crate::syntax::token::Token;

use super::sizes::Sizes;

/// At most one blank line is kept.
pub(super) const MAX_NEWLINES: usize = 2;
/// More than any line, column or size.
pub(super) const INFINITY: usize = 1 << 30;

/// White space that waits for a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Space {
    /// Was dropped.
    Ignore,
    Blank,
    /// Ends a cell of a column.
    Tab,
    Newline,
    /// A line end that also ends all columns.
    Section,
    Indent,
    Unindent,
}

/// A place in the source or in the output; line and column from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) offset: usize,
    pub(super) line: usize,
    pub(super) column: usize,
}

const START: Place = Place {
    offset: 0,
    line: 1,
    column: 1,
};

/// Where the printer is in the comments.
#[derive(Clone, Copy)]
pub(super) struct NextComment<'a> {
    index: usize,
    pub(super) group: Option<&'a CommentGroup>,
    offset: usize,
    has_newline: bool,
}

/// What is not to follow a `/* */` comment before the next token.
#[derive(Clone, Copy, Default)]
pub(super) struct Extra {
    pub(super) no_blank: bool,
    pub(super) no_linebreak: bool,
}

/// What all printers of one file share.
pub(super) struct Source<'a> {
    pub(super) file: &'a SourceFile,
    pub(super) names: &'a Interner,
}

pub(super) struct Printer<'a> {
    pub(super) source: &'a Source<'a>,
    pub(super) sizes: &'a Sizes,
    comments: &'a [CommentGroup],
    pub(super) next_comment: NextComment<'a>,
    pub(super) output: Vec<u8>,
    pub(super) indent: usize,
    /// How many composite literals are open.
    pub(super) level: usize,
    pub(super) extra: Extra,
    /// Whether columns are to end with this line.
    pub(super) end_alignment: bool,
    /// Whether a line end after the last token is a semicolon.
    pub(super) implied_semicolon: bool,
    /// The last token; none after white space.
    pub(super) last_token: Option<Token>,
    /// The last token if it was `(` or `[`.
    pub(super) previous_open: Option<Token>,
    pub(super) waiting: Vec<Space>,
    /// Where `//go:build` and `// +build` comments start in the output.
    pub(super) go_build: Vec<usize>,
    pub(super) plus_build: Vec<usize>,
    /// Where the printer is in the source, and where in the output.
    pub(super) pos: Place,
    pub(super) out: Place,
    /// The place after the last text.
    pub(super) last: Place,
    lines: Vec<usize>,
    line_slot: Option<usize>,
}

impl<'a> Printer<'a> {
    pub(super) fn new(
        source: &'a Source<'a>,
        sizes: &'a Sizes,
        comments: &'a [CommentGroup],
    ) -> Self {
        let next_comment = NextComment {
            index: 0,
            group: None,
            offset: INFINITY,
            has_newline: false,
        };
        let mut printer = Self {
            source,
            sizes,
            comments,
            next_comment,
            output: Vec::new(),
            indent: 0,
            level: 0,
            extra: Extra::default(),
            end_alignment: false,
            implied_semicolon: false,
            last_token: None,
            previous_open: None,
            waiting: Vec::new(),
            go_build: Vec::new(),
            plus_build: Vec::new(),
            pos: START,
            out: START,
            last: Place { line: 0, ..START },
            lines: Vec::new(),
            line_slot: None,
        };
        printer.advance_comment();
        printer
    }

    // The source.

    pub(super) fn place(&self, pos: Pos) -> Place {
        let line = self.line(pos);
        let offset = self.source.file.offset(pos);
        let start = self
            .source
            .file
            .line_start(u32::try_from(line).unwrap_or(u32::MAX));
        Place {
            offset,
            line,
            column: offset.saturating_sub(start) + 1,
        }
    }

    /// The line of `pos`, from 1; 0 for none.
    pub(super) fn line(&self, pos: Pos) -> usize {
        self.source.file.line(pos) as usize
    }

    /// The place in the source of what is printed next.
    pub(super) fn set_pos(&mut self, pos: Pos) {
        if pos.is_some() {
            self.pos = self.place(pos);
        }
    }

    pub(super) fn advance_comment(&mut self) {
        let next = &mut self.next_comment;
        let Some(group) = self.comments.get(next.index) else {
            next.offset = INFINITY;
            return;
        };
        let first = group.list[0].pos;
        let file = self.source.file;
        let line = file.line(first);
        next.index += 1;
        next.group = Some(group);
        next.offset = file.offset(first);
        next.has_newline = group.list.iter().any(|comment| {
            file.line(comment.pos) != line
                || is_line_comment(comment)
                || comment.text.contains('\n')
        });
    }

    /// Whether the next comment stands before `next` and can be printed without making a semicolon.
    pub(super) fn comment_before(&self, next: Place) -> bool {
        self.next_comment.offset < next.offset
            && !(self.implied_semicolon && self.next_comment.has_newline)
    }

    /// The length of the comments before `next`.
    pub(super) fn comment_size_before(&mut self, next: Place) -> usize {
        let saved = self.next_comment;
        let mut size = 0;
        while self.comment_before(next) {
            let list = self.next_comment.group.map_or(&[][..], |group| &group.list);
            size += list.iter().map(|comment| comment.text.len()).sum::<usize>();
            self.advance_comment();
        }
        self.next_comment = saved;
        size
    }

    // Lines of the output.

    /// A slot for the output's line of the next token.
    pub(super) fn line_slot(&mut self) -> usize {
        self.lines.push(0);
        self.lines.len() - 1
    }

    pub(super) fn record_line(&mut self, slot: usize) {
        self.line_slot = Some(slot);
    }

    /// Moves a recorded line on.
    pub(super) fn shift_line(&mut self, slot: usize) {
        self.lines[slot] += 1;
    }

    /// Whether the output is on a later line than the recorded one.
    pub(super) fn many_lines_since(&self, slot: usize) -> bool {
        self.out.line > self.lines[slot]
    }

    // Printing.

    /// Holds back white space until the next token.
    pub(super) fn space(&mut self, space: Space) {
        self.note_open();
        if space == Space::Ignore {
            return;
        }
        self.waiting.push(space);
        if matches!(space, Space::Newline | Space::Section) {
            self.implied_semicolon = false;
        }
        self.last_token = None;
    }

    pub(super) fn blank(&mut self) {
        self.space(Space::Blank);
    }

    /// Prints a token as it is written.
    pub(super) fn token(&mut self, token: Token) {
        let text = match token {
            Token::Comma => ",",
            token => token.text(),
        };
        self.operator(token, text);
    }

    /// Prints a token that is written as `text`.
    pub(super) fn operator(&mut self, token: Token, text: &str) {
        self.note_open();
        if self.last_token.is_some_and(|last| combines(last, text)) {
            self.waiting.clear();
            self.waiting.push(Space::Blank);
        }
        let implied = matches!(
            token,
            Token::Break
                | Token::Continue
                | Token::Fallthrough
                | Token::Return
                | Token::Inc
                | Token::Dec
                | Token::RParen
                | Token::RBrack
                | Token::RBrace
        );
        self.last_token = Some(token);
        self.print(text, false, implied);
    }

    pub(super) fn ident(&mut self, ident: &Ident) {
        self.note_open();
        self.last_token = Some(Token::Name);
        let names = self.source.names;
        self.print(names.get(ident.name), false, true);
    }

    /// Prints a literal, of which `token` is the kind.
    pub(super) fn literal(&mut self, token: Token, text: &str) {
        self.note_open();
        self.last_token = Some(token);
        self.print(text, true, true);
    }

    fn note_open(&mut self) {
        match self.last_token {
            None => {}
            Some(Token::LParen | Token::LBrack) => self.previous_open = self.last_token,
            Some(_) => self.previous_open = None,
        }
    }

    fn print(&mut self, text: &str, literal: bool, mut implied: bool) {
        let next = self.pos;
        let (wrote_newline, dropped_section) = self.flush(next, self.last_token);
        // Line breaks of the source are kept where they make no semicolon.
        if !self.implied_semicolon {
            let mut count = next.line.saturating_sub(self.pos.line).min(MAX_NEWLINES);
            if wrote_newline && count == MAX_NEWLINES {
                count = MAX_NEWLINES - 1;
            }
            if count > 0 {
                self.write_space(if dropped_section { 0x0C } else { b'\n' }, count);
                implied = false;
            }
        }
        if let Some(slot) = self.line_slot.take() {
            self.lines[slot] = self.out.line;
        }
        self.write_text(next, text, literal);
        self.implied_semicolon = implied;
    }

    /// Writes the comments before `next` and the waiting space. Whether a line end was written, and whether the end of a
    /// section was dropped.
    pub(super) fn flush(&mut self, next: Place, token: Option<Token>) -> (bool, bool) {
        if self.comment_before(next) {
            return self.intersperse_comments(next, token);
        }
        self.write_waiting(self.waiting.len());
        (false, false)
    }

    /// Ends the file: comments that are left.
    pub(super) fn finish(&mut self) {
        self.implied_semicolon = false;
        let end = Place {
            offset: INFINITY,
            line: INFINITY,
            column: 0,
        };
        self.flush(end, Some(Token::Eof));
    }

    /// Breaks the line as often as the source does before `line`, but at least `min` times; at most one blank line.
    ///
    /// `space` goes before the breaks, of which the first ends the section if `section`. 0 if there is none, 1 if there is
    /// one that does not end the section, more otherwise.
    pub(super) fn linebreak(
        &mut self,
        line: usize,
        min: usize,
        space: Space,
        section: bool,
    ) -> usize {
        let count = line
            .saturating_sub(self.pos.line)
            .min(MAX_NEWLINES)
            .max(min);
        if count == 0 {
            return 0;
        }
        self.space(space);
        let mut rest = count;
        if section {
            self.space(Space::Section);
            rest -= 1;
        }
        for _ in 0..rest {
            self.space(Space::Newline);
        }
        if section { count + 1 } else { count }
    }
}

pub(super) fn is_line_comment(comment: &Comment) -> bool {
    comment.text.starts_with("//")
}

/// Whether two tokens without a blank between would be read as others.
fn combines(last: Token, next: &str) -> bool {
    let first = next.as_bytes().first().copied().unwrap_or(b' ');
    match last {
        Token::Int => first == b'.',
        Token::Add => first == b'+',
        Token::Sub => first == b'-',
        Token::Quo => first == b'*',
        Token::Lss => matches!(first, b'-' | b'<'),
        Token::And => matches!(first, b'&' | b'^'),
        _ => false,
    }
}
