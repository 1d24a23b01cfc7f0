//! Text to tokens, with the semicolons that Go puts in at line ends.
//!
//! Nothing is refused: what is wrong is reported through [`Lexer::errors`], and the next token follows. The words are
//! those of Go's compiler.

mod literal;

#[cfg(test)]
mod tests;

use super::token::Token;
use crate::unicode;
use std::ops::Range;

/// The end of the text, in place of a character.
const EOF: u32 = u32::MAX;
const BOM: u32 = 0xFEFF;

/// A comment: byte offsets of its first slash and of its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RawComment {
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Reads one token at a time; its fields describe the current one.
pub(super) struct Lexer<'a> {
    source: &'a [u8],
    /// The current character, its offset and the offset after it.
    ch: u32,
    at: usize,
    after: usize,
    /// Whether a line end here is a semicolon.
    line_end_counts: bool,
    /// The current token.
    pub(super) token: Token,
    /// The offset of its first byte.
    pub(super) start: usize,
    /// The offset after its last byte.
    pub(super) end: usize,
    /// For a semicolon: how it came about, `semicolon`, `newline` or `EOF`.
    pub(super) semicolon: &'static str,
    /// The comments since they were last taken.
    pub(super) comments: Vec<RawComment>,
    /// The complaints since they were last taken: byte offset and message.
    pub(super) errors: Vec<(usize, String)>,
}

/// The tokens of a text with the byte offsets at which they begin and end, comments left out. A line end that Go takes for a
/// semicolon is one.
pub fn tokens(source: &str) -> impl Iterator<Item = (Token, Range<usize>)> + '_ {
    let mut lexer = Lexer::new(source.as_bytes());
    std::iter::from_fn(move || {
        lexer.next();
        (lexer.token != Token::Eof).then_some((lexer.token, lexer.start..lexer.end))
    })
}

impl<'a> Lexer<'a> {
    /// A lexer before the first token.
    pub(super) fn new(source: &'a [u8]) -> Self {
        let mut lexer = Self {
            source,
            ch: EOF,
            at: 0,
            after: 0,
            line_end_counts: false,
            token: Token::Eof,
            start: 0,
            end: 0,
            semicolon: "",
            comments: Vec::new(),
            errors: Vec::new(),
        };
        lexer.advance();
        lexer
    }

    /// The current token's bytes.
    pub(super) fn bytes(&self) -> &'a [u8] {
        &self.source[self.start..self.end]
    }

    /// Goes on to the next token.
    pub(super) fn next(&mut self) {
        let line_end_counts = std::mem::take(&mut self.line_end_counts);
        loop {
            while self.ch == u32::from(b' ')
                || self.ch == u32::from(b'\t')
                || self.ch == u32::from(b'\r')
                || (self.ch == u32::from(b'\n') && !line_end_counts)
            {
                self.advance();
            }
            self.start = self.at;
            if let Some(token) = self.scan(line_end_counts) {
                self.token = token;
                self.end = self.at;
                return;
            }
        }
    }

    /// Reads a token; `None` after a comment or a character that has no meaning.
    fn scan(&mut self, line_end_counts: bool) -> Option<Token> {
        if is_letter(self.ch) || (self.ch >= 0x80 && self.ch != EOF && self.at_name_char(true)) {
            return Some(self.name());
        }
        let Some(byte) = u8::try_from(self.ch).ok() else {
            if self.ch == EOF && line_end_counts {
                self.semicolon = "EOF";
                return Some(Token::Semicolon);
            }
            return Some(Token::Eof);
        };
        match byte {
            b'\n' => {
                self.advance();
                self.semicolon = "newline";
                Some(Token::Semicolon)
            }
            b'0'..=b'9' => Some(self.number(false)),
            b'"' => Some(self.string()),
            b'`' => Some(self.raw_string()),
            b'\'' => Some(self.rune()),
            b'/' => self.slash(line_end_counts),
            b'.' => Some(self.dot()),
            _ => self.operator(byte),
        }
    }

    /// `/`, `/=` or a comment.
    fn slash(&mut self, line_end_counts: bool) -> Option<Token> {
        self.advance();
        if self.ch == u32::from(b'/') {
            while self.ch != EOF && self.ch != u32::from(b'\n') {
                self.advance();
            }
            self.comments.push(RawComment {
                start: self.start,
                end: self.at,
            });
            return None;
        }
        if self.ch != u32::from(b'*') {
            return Some(self.or_assign(Token::Quo, Token::QuoAssign));
        }
        self.advance();
        if self.skip_block_comment() {
            self.comments.push(RawComment {
                start: self.start,
                end: self.at,
            });
        } else {
            self.error_at(self.start, "comment not terminated");
        }
        let many_lines = self.source[self.start..self.at].contains(&b'\n');
        (many_lines && line_end_counts).then(|| {
            self.semicolon = "newline";
            Token::Semicolon
        })
    }

    fn skip_block_comment(&mut self) -> bool {
        while self.ch != EOF {
            let star = self.ch == u32::from(b'*');
            self.advance();
            if star && self.ch == u32::from(b'/') {
                self.advance();
                return true;
            }
        }
        false
    }

    /// `.`, `...` or a number such as `.5`.
    fn dot(&mut self) -> Token {
        self.advance();
        if is_decimal(self.ch) {
            return self.number(true);
        }
        if self.source[self.at..].starts_with(b"..") {
            self.advance();
            self.advance();
            return Token::Ellipsis;
        }
        Token::Period
    }

    fn operator(&mut self, byte: u8) -> Option<Token> {
        self.advance();
        Some(match byte {
            b'(' => Token::LParen,
            b'[' => Token::LBrack,
            b'{' => Token::LBrace,
            b',' => Token::Comma,
            b';' => {
                self.semicolon = "semicolon";
                Token::Semicolon
            }
            b')' => self.closing(Token::RParen),
            b']' => self.closing(Token::RBrack),
            b'}' => self.closing(Token::RBrace),
            b':' => self.or_assign(Token::Colon, Token::Define),
            b'+' if self.got(b'+') => self.closing(Token::Inc),
            b'+' => self.or_assign(Token::Add, Token::AddAssign),
            b'-' if self.got(b'-') => self.closing(Token::Dec),
            b'-' => self.or_assign(Token::Sub, Token::SubAssign),
            b'*' => self.or_assign(Token::Mul, Token::MulAssign),
            b'%' => self.or_assign(Token::Rem, Token::RemAssign),
            b'&' if self.got(b'&') => Token::LAnd,
            b'&' if self.got(b'^') => self.or_assign(Token::AndNot, Token::AndNotAssign),
            b'&' => self.or_assign(Token::And, Token::AndAssign),
            b'|' if self.got(b'|') => Token::LOr,
            b'|' => self.or_assign(Token::Or, Token::OrAssign),
            b'^' => self.or_assign(Token::Xor, Token::XorAssign),
            b'<' if self.got(b'=') => Token::Leq,
            b'<' if self.got(b'<') => self.or_assign(Token::Shl, Token::ShlAssign),
            b'<' if self.got(b'-') => Token::Arrow,
            b'<' => Token::Lss,
            b'>' if self.got(b'=') => Token::Geq,
            b'>' if self.got(b'>') => self.or_assign(Token::Shr, Token::ShrAssign),
            b'>' => Token::Gtr,
            b'=' => self.or_assign(Token::Assign, Token::Eql),
            b'!' => self.or_assign(Token::Not, Token::Neq),
            b'~' => Token::Tilde,
            _ => {
                self.error_at(
                    self.start,
                    &format!("invalid character {}", code_point(u32::from(byte))),
                );
                return None;
            }
        })
    }

    /// A token after which a line end is a semicolon.
    fn closing(&mut self, token: Token) -> Token {
        self.line_end_counts = true;
        token
    }

    fn or_assign(&mut self, plain: Token, with_assign: Token) -> Token {
        if self.got(b'=') { with_assign } else { plain }
    }

    fn got(&mut self, byte: u8) -> bool {
        let here = self.ch == u32::from(byte);
        if here {
            self.advance();
        }
        here
    }

    fn name(&mut self) -> Token {
        self.advance();
        while is_letter(self.ch)
            || is_decimal(self.ch)
            || (self.ch >= 0x80 && self.ch != EOF && self.at_name_char(false))
        {
            self.advance();
        }
        let text = std::str::from_utf8(&self.source[self.start..self.at]).unwrap_or_default();
        let token = Token::keyword(text).unwrap_or(Token::Name);
        self.line_end_counts = matches!(
            token,
            Token::Name | Token::Break | Token::Continue | Token::Fallthrough | Token::Return
        );
        token
    }

    /// Whether the character may stand in a name. One that cannot, but is not ASCII, is taken as a part with a complaint.
    fn at_name_char(&mut self, first: bool) -> bool {
        let ch = char::from_u32(self.ch).unwrap_or(char::REPLACEMENT_CHARACTER);
        let (letter, digit) = (
            unicode::is(unicode::LETTER, ch),
            unicode::is(unicode::DIGIT, ch),
        );
        if digit && first {
            let message = format!("identifier cannot begin with digit {}", code_point(self.ch));
            self.error_at(self.at, &message);
        } else if !letter && !digit {
            let message = format!("invalid character {} in identifier", code_point(self.ch));
            self.error_at(self.at, &message);
        }
        true
    }

    fn error_at(&mut self, offset: usize, message: &str) {
        self.errors.push((offset, message.to_owned()));
    }

    /// Goes on to the next character. NUL, wrong UTF-8 and a byte-order mark after the start are reported and left out.
    fn advance(&mut self) {
        loop {
            self.at = self.after;
            let Some(&byte) = self.source.get(self.at) else {
                self.ch = EOF;
                return;
            };
            if byte != 0 && byte < 0x80 {
                self.ch = u32::from(byte);
                self.after = self.at + 1;
                return;
            }
            if byte == 0 {
                self.after = self.at + 1;
                self.error_at(self.at, "invalid NUL character");
                continue;
            }
            let Some(ch) = decode(&self.source[self.at..]) else {
                self.after = self.at + 1;
                self.error_at(self.at, "invalid UTF-8 encoding");
                continue;
            };
            self.after = self.at + ch.len_utf8();
            if u32::from(ch) != BOM {
                self.ch = u32::from(ch);
                return;
            }
            if self.at > 0 {
                self.error_at(self.at, "invalid BOM in the middle of the file");
            }
        }
    }
}

/// The first character of `bytes`; `None` if they do not start with one.
fn decode(bytes: &[u8]) -> Option<char> {
    let chunk = bytes.get(..4).unwrap_or(bytes);
    let valid = match std::str::from_utf8(chunk) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&chunk[..error.valid_up_to()]).ok()?,
    };
    valid.chars().next()
}

fn is_letter(ch: u32) -> bool {
    ch < 0x80 && (u8::try_from(ch).is_ok_and(|byte| byte.is_ascii_alphabetic() || byte == b'_'))
}

fn is_decimal(ch: u32) -> bool {
    (u32::from(b'0')..=u32::from(b'9')).contains(&ch)
}

/// A character as Go's `%#U` prints it: `U+0040 '@'`, or `U+200B` alone if it cannot be printed.
fn code_point(ch: u32) -> String {
    match char::from_u32(ch) {
        Some(c) if unicode::is_print(c) => format!("U+{ch:04X} '{c}'"),
        _ => format!("U+{ch:04X}"),
    }
}
