//! Complaints, where to go on after them, and limits.

use super::{Parser, describe};
use crate::syntax::Error;
use crate::syntax::pos::Pos;
use crate::syntax::token::Token;

/// The keywords at which a parser that has lost its way inside a function can go on.
const STATEMENT_STARTS: &[Token] = &[
    Token::Break,
    Token::Const,
    Token::Continue,
    Token::Defer,
    Token::Fallthrough,
    Token::For,
    Token::Go,
    Token::Goto,
    Token::If,
    Token::Return,
    Token::Select,
    Token::Switch,
    Token::Type,
    Token::Var,
];

impl Parser<'_> {
    /// Complains about the current token; see [`Self::syntax_error_at`].
    pub(super) fn syntax_error(&mut self, message: &str) {
        self.syntax_error_at(self.pos(), message);
    }

    /// Complains: what starts with `expected`, `in`, `at` or `after` is said of the current token.
    pub(super) fn syntax_error_at(&mut self, pos: Pos, message: &str) {
        if self.token == Token::Eof && !self.errors.is_empty() {
            return;
        }
        let line = self.file.line(pos);
        if std::mem::replace(&mut self.error_line, line) == line {
            return;
        }
        let comma = if message.starts_with("expected ") {
            ","
        } else {
            ""
        };
        let about_token = ["expected ", "in ", "at ", "after "]
            .iter()
            .any(|start| message.starts_with(start));
        let text = if about_token {
            format!("syntax error: unexpected {}{comma} {message}", self.found())
        } else {
            format!("syntax error: {message}")
        };
        self.error_at(pos, text);
    }

    pub(super) fn error_at(&mut self, pos: Pos, message: String) {
        self.own_errors += 1;
        self.add_error(pos, message);
    }

    /// Adds an error that is not one of the parser's own.
    pub(super) fn add_error(&mut self, pos: Pos, message: String) {
        if self.errors.len() >= self.limits.errors {
            self.stop();
            return;
        }
        self.errors.push(Error { pos, message });
    }

    /// Sees nothing but the end of the text from here on.
    pub(super) fn stop(&mut self) {
        self.too_many = true;
        self.token = Token::Eof;
    }

    /// The current token as a complaint calls it.
    pub(super) fn found(&self) -> String {
        let text = || String::from_utf8_lossy(self.lexer.bytes());
        match self.token {
            Token::Name => format!("name {}", text()),
            Token::Semicolon => self.lexer.semicolon.to_owned(),
            token if token.is_literal() => format!("literal {}", text()),
            token => describe(token),
        }
    }

    /// Skips to one of `follow`, or inside a function to the start of a statement; skips one token if `follow` is empty.
    pub(super) fn skip_to(&mut self, follow: &[Token]) {
        if follow.is_empty() {
            if self.token != Token::Eof {
                self.next();
            }
            return;
        }
        let in_function = self.functions > 0;
        while self.token != Token::Eof
            && !follow.contains(&self.token)
            && !(in_function && STATEMENT_STARTS.contains(&self.token))
        {
            self.next();
        }
    }

    /// Runs a rule one level deeper. Past the limit there is one complaint, and only the end of the text is seen.
    pub(super) fn deeper<T>(&mut self, rule: impl FnOnce(&mut Self) -> T) -> T {
        self.depth += 1;
        if self.depth > self.limits.height {
            self.too_high();
        }
        let result = rule(self);
        self.depth -= 1;
        result
    }

    pub(super) fn too_high(&mut self) {
        if !self.too_many {
            let message = format!(
                "nested too deeply: at most {} levels are allowed",
                self.limits.height
            );
            self.error_at(self.pos(), message);
            self.stop();
        }
    }
}
