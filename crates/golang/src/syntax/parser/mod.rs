//! Tokens to a tree.
//!
//! Written here although crates exist: gosyn 0.2.15 reads all of Go's own sources, but returns its first error alone, with
//! words and lines of its own, and takes `a b` for two statements; go-parser 0.1.5 knows no type parameters; tree-sitter-go
//! needs a C compiler for wasm32 and gives an untyped tree. The complaints of Go's compiler, ten of them at their places,
//! dense numbers and a limited height of the tree are what the Lab needs, and none of them can be put on top of these.
//!
//! A recursive descent that goes on after an error, at the places where Go's compiler does, and with its words. Once
//! a limit is passed it sees only the end of the text, so that all rules return.

mod branches;
mod comments;
mod decl;
mod errors;
mod expr;
mod fields;
mod func;
mod head;
mod height;
mod operand;
mod params;
mod stmt;
mod type_decl;
mod types;

#[cfg(test)]
mod tests;

use super::ast::{BasicLit, Expr, ExprKind, File, Ident, LitKind, NodeId, Stmt, StmtKind};
use super::lexer::Lexer;
use super::pos::{MAX_FILE_SIZE, Pos, SourceFile};
use super::symbol::Symbol;
use super::token::Token;
use super::{Error, Limits, Session};
use comments::Comments;

/// What the parser made of a text.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The tree; without errors it is whole. `None` if there is no package clause.
    pub file: Option<File>,
    /// The complaints in source order, at most as many as [`Limits::errors`].
    pub errors: Vec<Error>,
    /// Whether there were more complaints than the limit.
    pub too_many: bool,
}

/// Reads one file. Its name is used in messages only.
///
/// Any text is allowed; what is wrong with it is in [`Parsed::errors`], misplaced labels and branches among it.
#[must_use]
pub fn parse(session: &mut Session, name: &str, source: &[u8], limits: Limits) -> Parsed {
    read(session, name, source, limits, true)
}

/// As [`parse`], but labels and branches may be anywhere.
pub(in crate::syntax) fn parse_tree(
    session: &mut Session,
    name: &str,
    source: &[u8],
    limits: Limits,
) -> Parsed {
    read(session, name, source, limits, false)
}

pub(super) fn read(
    session: &mut Session,
    name: &str,
    source: &[u8],
    limits: Limits,
    branches: bool,
) -> Parsed {
    let index = if source.len() > MAX_FILE_SIZE {
        None
    } else {
        session.files.add(name, source)
    };
    let Some(index) = index else {
        let message = format!(
            "{name} has {} bytes; at most {MAX_FILE_SIZE} are allowed",
            source.len()
        );
        return Parsed {
            file: None,
            errors: vec![Error {
                pos: Pos::NONE,
                message,
            }],
            too_many: false,
        };
    };
    let file = session.files.file(index).clone();
    let mut parser = Parser::new(session, &file, source, limits);
    parser.branches = branches;
    parser.next();
    let tree = parser.file(index);
    let (mut errors, too_many) = (parser.errors, parser.too_many);
    errors.sort_by_key(|error| error.pos);
    Parsed {
        file: tree,
        errors,
        too_many,
    }
}

struct Parser<'a> {
    session: &'a mut Session,
    file: &'a SourceFile,
    source: &'a [u8],
    limits: Limits,
    lexer: Lexer<'a>,
    comments: Comments,
    /// The current token, which is the lexer's unless the parser has stopped.
    token: Token,
    /// The end of the token before the current one.
    last_end: usize,
    errors: Vec<Error>,
    too_many: bool,
    /// How many errors there were, without those about labels and branches.
    own_errors: usize,
    /// Whether labels and branches are looked at.
    branches: bool,
    /// The line of the last syntax error: Go reports one a line.
    error_line: u32,
    /// How many function bodies are open: where to go on after an error depends on it.
    functions: u32,
    /// How many brackets are open in an expression; -1 in the head of a statement, where `{` starts its body.
    brackets: i32,
    /// How deep the recursion is.
    depth: u32,
    /// How many statements are open, and the most that were since a function literal looked.
    open_stmts: u32,
    deepest: u32,
    /// The height of each expression of this file by its number, from `first_expr`.
    heights: Vec<u32>,
    first_expr: usize,
    /// The greatest height since a function literal looked.
    tallest: u32,
}

impl<'a> Parser<'a> {
    pub(super) fn new(
        session: &'a mut Session,
        file: &'a SourceFile,
        source: &'a [u8],
        limits: Limits,
    ) -> Self {
        let first_expr = session.expr_count();
        Self {
            session,
            file,
            source,
            limits,
            lexer: Lexer::new(source),
            comments: Comments::default(),
            token: Token::Eof,
            last_end: 0,
            errors: Vec::new(),
            too_many: false,
            own_errors: 0,
            branches: true,
            error_line: 0,
            functions: 0,
            brackets: 0,
            depth: 0,
            open_stmts: 0,
            deepest: 0,
            heights: Vec::new(),
            first_expr,
            tallest: 0,
        }
    }

    // Tokens.

    pub(super) fn next(&mut self) {
        match self.token {
            Token::Eof => {}
            // A line end belongs to its line, not to the next.
            Token::Semicolon => self.last_end = self.lexer.start,
            _ => self.last_end = self.lexer.end,
        }
        if self.too_many {
            self.token = Token::Eof;
            return;
        }
        self.lexer.next();
        self.token = self.lexer.token;
        let previous = self.last_end;
        self.comments
            .take(&mut self.lexer.comments, self.file, self.source, previous);
        for (offset, message) in std::mem::take(&mut self.lexer.errors) {
            self.error_at(self.file.pos(offset), message);
        }
    }

    pub(super) fn got(&mut self, token: Token) -> bool {
        let here = self.token == token;
        if here {
            self.next();
        }
        here
    }

    /// Takes `token`, whose position it returns, or complains that it is not there.
    pub(super) fn want(&mut self, token: Token) -> Pos {
        let pos = self.pos();
        if !self.got(token) {
            self.syntax_error(&format!("expected {}", describe(token)));
            self.skip_to(&[]);
        }
        pos
    }

    /// Takes `=`; `:=` too, with a complaint. The position of what was taken.
    pub(super) fn got_assign(&mut self) -> Pos {
        let pos = self.pos();
        if self.token == Token::Define {
            self.syntax_error("expected =");
        }
        if matches!(self.token, Token::Define | Token::Assign) {
            self.next();
            return pos;
        }
        Pos::NONE
    }

    /// The position of the current token.
    pub(super) fn pos(&self) -> Pos {
        self.file.pos(self.lexer.start)
    }

    /// The position after the token before the current one.
    pub(super) fn end(&self) -> Pos {
        self.file.pos(self.last_end)
    }

    /// Elements separated by `separator` (optional before `close`), and `close`, whose position it returns.
    /// `element` returns whether it must be the last.
    pub(super) fn list(
        &mut self,
        context: &str,
        separator: Token,
        close: Token,
        mut element: impl FnMut(&mut Self) -> bool,
    ) -> Pos {
        let mut done = false;
        while self.token != Token::Eof && self.token != close && !done {
            done = element(self);
            if !self.got(separator) && self.token != close {
                let (separator, close_text) = (describe(separator), describe(close));
                self.syntax_error(&format!(
                    "in {context}; possibly missing {separator} or {close_text}"
                ));
                self.skip_to(&[Token::RParen, Token::RBrack, Token::RBrace]);
                if self.token != close {
                    return self.pos();
                }
            }
        }
        self.want(close)
    }

    // Nodes.

    /// An expression that starts at `pos` and ends where the last token did.
    pub(super) fn expr_node(&mut self, pos: Pos, kind: ExprKind) -> Expr {
        let height = self.height_of(&kind);
        let kind = if height > self.limits.height {
            self.too_high();
            ExprKind::Bad
        } else {
            kind
        };
        self.tallest = self.tallest.max(height);
        self.heights.push(height);
        Expr {
            id: self.session.next_expr(),
            pos,
            end: self.end().max(pos),
            kind,
        }
    }

    pub(super) fn bad_expr(&mut self) -> Expr {
        let pos = self.pos();
        self.expr_node(pos, ExprKind::Bad)
    }

    pub(super) fn stmt_node(&mut self, pos: Pos, kind: StmtKind) -> Stmt {
        Stmt {
            id: self.session.next_node(),
            pos,
            end: self.end().max(pos),
            kind,
        }
    }

    pub(super) fn node_id(&mut self) -> NodeId {
        self.session.next_node()
    }

    /// The current token's text as a symbol, without carriage returns.
    fn symbol(&mut self) -> Symbol {
        let bytes = self.lexer.bytes();
        let text = String::from_utf8_lossy(bytes);
        if bytes.contains(&b'\r') {
            return self.session.names.intern(&text.replace('\r', ""));
        }
        self.session.names.intern(&text)
    }

    /// A name; where there is none, `_` and a complaint.
    pub(super) fn name(&mut self) -> Ident {
        if self.token == Token::Name {
            return self.take_as_name();
        }
        let name = self.blank();
        self.syntax_error("expected name");
        self.skip_to(&[]);
        name
    }

    /// The current token as a name, whatever it is: also `.` of an import.
    pub(super) fn take_as_name(&mut self) -> Ident {
        let pos = self.pos();
        let name = self.symbol();
        self.next();
        Ident {
            id: self.session.next_ident(),
            name,
            pos,
            end: self.end(),
        }
    }

    /// A blank name that was not written.
    pub(super) fn blank(&mut self) -> Ident {
        let pos = self.pos();
        Ident {
            id: self.session.next_ident(),
            name: Symbol::BLANK,
            pos,
            end: pos,
        }
    }

    pub(super) fn name_expr(&mut self, name: Ident) -> Expr {
        let mut expr = self.expr_node(name.pos, ExprKind::Ident(name));
        expr.end = name.end;
        expr
    }

    pub(super) fn literal(&mut self) -> Option<BasicLit> {
        let kind = match self.token {
            Token::Int => LitKind::Int,
            Token::Float => LitKind::Float,
            Token::Imag => LitKind::Imag,
            Token::Char => LitKind::Char,
            Token::Str => LitKind::Str,
            _ => return None,
        };
        let pos = self.pos();
        let text = self.symbol();
        self.next();
        Some(BasicLit {
            kind,
            text,
            pos,
            end: self.end(),
        })
    }

    /// Whether a comment follows the last token on its line, and nothing else. Asked when a semicolon is the current token.
    pub(super) fn comment_follows(&self) -> bool {
        self.token == Token::Semicolon && self.comments.any_from(self.end())
    }

    /// The source from `pos` to `end` on one line, for a message.
    pub(super) fn excerpt(&self, pos: Pos, end: Pos) -> String {
        let bytes = &self.source[self.file.offset(pos)..self.file.offset(end.max(pos))];
        String::from_utf8_lossy(bytes)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// A token as a complaint calls it.
pub(super) fn describe(token: Token) -> String {
    match token {
        Token::Semicolon => "semicolon or newline".to_owned(),
        token if token.is_keyword() => format!("keyword {}", token.text()),
        token => token.text().to_owned(),
    }
}
