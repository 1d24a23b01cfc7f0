//! Numbers, runes and strings.

use super::{EOF, Lexer, Token, code_point};

/// What was read of a number's digits.
#[derive(Clone, Copy, Default)]
struct Digits {
    any: bool,
    separators: bool,
}

impl Lexer<'_> {
    /// A number; `after_point` if its point was read.
    pub(super) fn number(&mut self, after_point: bool) -> Token {
        let mut checks = Number {
            base: 10,
            ..Number::default()
        };
        let mut digits = Digits::default();
        let mut point = after_point;
        if !after_point {
            if self.got(b'0') {
                self.prefix(&mut checks);
                digits.any = checks.prefix == b'0';
            }
            self.digits(&mut checks, &mut digits);
            if self.ch == u32::from(b'.') {
                if matches!(checks.prefix, b'o' | b'b') {
                    checks.fail(
                        self,
                        self.at,
                        &format!("invalid radix point in {} literal", base_name(checks.base)),
                    );
                }
                self.advance();
                point = true;
            }
        }
        if point {
            self.digits(&mut checks, &mut digits);
        }
        if !digits.any {
            checks.fail(
                self,
                self.at,
                &format!("{} literal has no digits", base_name(checks.base)),
            );
        }
        let exponent = self.exponent(&mut checks, &mut digits);
        if !exponent && checks.prefix == b'x' && point {
            checks.fail(
                self,
                self.at,
                "hexadecimal mantissa requires a 'p' exponent",
            );
        }
        let float = point || exponent;
        let imaginary = self.got(b'i');
        self.check_digits(&mut checks, digits, !float && !imaginary);
        self.line_end_counts = true;
        match (imaginary, float) {
            (true, _) => Token::Imag,
            (_, true) => Token::Float,
            _ => Token::Int,
        }
    }

    fn prefix(&mut self, checks: &mut Number) {
        let (base, prefix) = match lower(self.ch) {
            b'x' => (16, b'x'),
            b'o' => (8, b'o'),
            b'b' => (2, b'b'),
            _ => (8, b'0'),
        };
        if prefix != b'0' {
            self.advance();
        }
        (checks.base, checks.prefix) = (base, prefix);
    }

    fn digits(&mut self, checks: &mut Number, digits: &mut Digits) {
        let hex = checks.base == 16;
        loop {
            let byte = u8::try_from(self.ch).unwrap_or_default();
            match byte {
                b'_' => digits.separators = true,
                b'0'..=b'9' => {
                    digits.any = true;
                    if u32::from(byte - b'0') >= checks.base && checks.wrong_digit.is_none() {
                        checks.wrong_digit = Some(self.at);
                    }
                }
                _ if hex && byte.is_ascii_hexdigit() => digits.any = true,
                _ => return,
            }
            self.advance();
        }
    }

    fn exponent(&mut self, checks: &mut Number, digits: &mut Digits) -> bool {
        let letter = lower(self.ch);
        if letter != b'e' && letter != b'p' {
            return false;
        }
        let written = char::from_u32(self.ch).unwrap_or('e');
        if letter == b'e' && !matches!(checks.prefix, 0 | b'0') {
            checks.fail(
                self,
                self.at,
                &format!("'{written}' exponent requires decimal mantissa"),
            );
        } else if letter == b'p' && checks.prefix != b'x' {
            checks.fail(
                self,
                self.at,
                &format!("'{written}' exponent requires hexadecimal mantissa"),
            );
        }
        self.advance();
        if self.ch == u32::from(b'+') || self.ch == u32::from(b'-') {
            self.advance();
        }
        let mut found = Digits::default();
        let mut decimal = Number {
            base: 10,
            ..Number::default()
        };
        self.digits(&mut decimal, &mut found);
        digits.separators |= found.separators;
        if !found.any {
            checks.fail(self, self.at, "exponent has no digits");
        }
        true
    }

    fn check_digits(&mut self, checks: &mut Number, digits: Digits, integer: bool) {
        if let Some(offset) = checks.wrong_digit.filter(|_| integer) {
            let digit = char::from(self.source[offset]);
            checks.fail(
                self,
                offset,
                &format!(
                    "invalid digit '{digit}' in {} literal",
                    base_name(checks.base)
                ),
            );
        }
        if digits.separators
            && let Some(index) = wrong_separator(&self.source[self.start..self.at])
        {
            checks.fail(
                self,
                self.start + index,
                "'_' must separate successive digits",
            );
        }
    }

    /// A rune such as `'x'`.
    pub(super) fn rune(&mut self) -> Token {
        self.advance();
        let mut ok = true;
        let mut count = 0;
        loop {
            match u8::try_from(self.ch).unwrap_or_default() {
                b'\'' => {
                    if ok && count == 0 {
                        self.error_at(self.at, "empty rune literal or unescaped '");
                    } else if ok && count != 1 {
                        self.error_at(self.start, "more than one character in rune literal");
                    }
                    self.advance();
                    break;
                }
                b'\\' => {
                    self.advance();
                    ok &= self.escape(b'\'');
                }
                b'\n' => {
                    if ok {
                        self.error_at(self.at, "newline in rune literal");
                    }
                    break;
                }
                _ if self.ch == EOF => {
                    if ok {
                        self.error_at(self.start, "rune literal not terminated");
                    }
                    break;
                }
                _ => self.advance(),
            }
            count += 1;
        }
        self.line_end_counts = true;
        Token::Char
    }

    /// A string in double quotes.
    pub(super) fn string(&mut self) -> Token {
        self.advance();
        loop {
            match u8::try_from(self.ch).unwrap_or_default() {
                b'"' => {
                    self.advance();
                    break;
                }
                b'\\' => {
                    self.advance();
                    self.escape(b'"');
                }
                b'\n' => {
                    self.error_at(self.at, "newline in string");
                    break;
                }
                _ if self.ch == EOF => {
                    self.error_at(self.start, "string not terminated");
                    break;
                }
                _ => self.advance(),
            }
        }
        self.line_end_counts = true;
        Token::Str
    }

    /// A string in back quotes.
    pub(super) fn raw_string(&mut self) -> Token {
        self.advance();
        while self.ch != u32::from(b'`') {
            if self.ch == EOF {
                self.error_at(self.start, "string not terminated");
                break;
            }
            self.advance();
        }
        self.got(b'`');
        self.line_end_counts = true;
        Token::Str
    }

    /// What follows a backslash; whether it is right.
    fn escape(&mut self, quote: u8) -> bool {
        let byte = u8::try_from(self.ch).unwrap_or_default();
        let (count, base, max) = match byte {
            b'a' | b'b' | b'f' | b'n' | b'r' | b't' | b'v' | b'\\' => {
                self.advance();
                return true;
            }
            _ if byte == quote => {
                self.advance();
                return true;
            }
            b'0'..=b'7' => (3, 8, 255),
            b'x' => (2, 16, 255),
            b'u' => (4, 16, u32::from(char::MAX)),
            b'U' => (8, 16, u32::from(char::MAX)),
            // The caller complains about the end of the text.
            _ if self.ch == EOF => return true,
            _ => {
                self.error_at(self.at, "unknown escape");
                return false;
            }
        };
        if base == 16 {
            self.advance();
        }
        self.escape_digits(count, base, max)
    }

    fn escape_digits(&mut self, count: u32, base: u32, max: u32) -> bool {
        let mut value: u32 = 0;
        for _ in 0..count {
            if self.ch == EOF {
                return true;
            }
            let Some(digit) = char::from_u32(self.ch).and_then(|c| c.to_digit(base)) else {
                let shown = char::from_u32(self.ch).unwrap_or(char::REPLACEMENT_CHARACTER);
                let message = format!(
                    "invalid character {} in {} escape",
                    quoted(shown),
                    base_name(base)
                );
                self.error_at(self.at, &message);
                return false;
            };
            value = value.wrapping_mul(base).wrapping_add(digit);
            self.advance();
        }
        if base == 8 && value > max {
            self.error_at(self.at, &format!("octal escape value {value} > 255"));
            return false;
        }
        if value > max || (0xD800..0xE000).contains(&value) {
            let message = format!("escape is invalid Unicode code point {}", code_point(value));
            self.error_at(self.at, &message);
            return false;
        }
        true
    }
}

/// What is known of a number; only its first fault is reported.
#[derive(Default)]
struct Number {
    base: u32,
    prefix: u8,
    wrong_digit: Option<usize>,
    failed: bool,
}

impl Number {
    fn fail(&mut self, lexer: &mut Lexer<'_>, offset: usize, message: &str) {
        if !std::mem::replace(&mut self.failed, true) {
            lexer.error_at(offset, message);
        }
    }
}

fn lower(ch: u32) -> u8 {
    u8::try_from(ch).unwrap_or_default().to_ascii_lowercase()
}

/// A character as Go's `%q` prints it.
fn quoted(ch: char) -> String {
    match ch {
        '\n' => "'\\n'".to_owned(),
        '\r' => "'\\r'".to_owned(),
        '\t' => "'\\t'".to_owned(),
        '\'' => "'\\''".to_owned(),
        '\\' => "'\\\\'".to_owned(),
        _ => format!("'{ch}'"),
    }
}

fn base_name(base: u32) -> &'static str {
    match base {
        2 => "binary",
        8 => "octal",
        16 => "hexadecimal",
        _ => "decimal",
    }
}

/// The index of the first `_` of a number that does not stand between two digits; a base prefix counts as a digit. Of
/// several in a row it is the second.
fn wrong_separator(text: &[u8]) -> Option<usize> {
    let prefixed = text.len() >= 2
        && text[0] == b'0'
        && matches!(text[1].to_ascii_lowercase(), b'x' | b'o' | b'b');
    let hex = prefixed && text[1].eq_ignore_ascii_case(&b'x');
    let is_digit = |byte: u8| byte.is_ascii_digit() || (hex && byte.is_ascii_hexdigit());
    let first = if prefixed { 2 } else { 0 };
    (first..text.len()).find(|&index| {
        let after_digit = if index == first {
            prefixed
        } else {
            is_digit(text[index - 1])
        };
        let before = text.get(index + 1);
        let before_digit = before.is_some_and(|&byte| is_digit(byte) || byte == b'_');
        text[index] == b'_' && !(after_digit && before_digit)
    })
}
