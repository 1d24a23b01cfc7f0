//! The functions of a Go file, with the names that Go's linker gives them.

use golang::syntax::token::Token;
use golang::syntax::tokens;
use std::ops::Range;

/// A function or a function literal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Function {
    /// Its name with the package. Literals are numbered in their order, as Go's compiler does
    /// (`cmd/compile/internal/ir/func.go`, `closureName`): `main.run.func2`, and `main.run.func2.1` inside that one.
    pub name: String,
    /// The line of its opening brace, counted from 1.
    pub first: u32,
    /// The line of its closing brace.
    pub last: u32,
    /// Whether a `go` statement starts this literal.
    pub is_goroutine: bool,
}

/// The functions of a file in the order of their opening braces.
#[derive(Clone, Debug, Default)]
pub(super) struct Outline {
    functions: Vec<Function>,
}

impl Outline {
    pub(super) fn new(package: &str, text: &str) -> Outline {
        let mut reader = Reader {
            package,
            text,
            tokens: tokens(text).collect(),
            functions: Vec::new(),
            open: Vec::new(),
            depth: 0,
        };
        reader.read();
        let functions = reader.functions;
        Outline { functions }
    }

    /// The innermost function whose body has the line. A literal's first and last line belong to what is around it.
    pub(super) fn at(&self, line: u32) -> Option<&Function> {
        let mut functions = self.functions.iter().rev();
        functions.find(|function| {
            let edge = u32::from(function.is_literal());
            (function.first + edge..=function.last - edge).contains(&line)
        })
    }

    pub(super) fn functions(&self) -> impl Iterator<Item = &Function> {
        self.functions.iter()
    }

    pub(super) fn named(&self, name: &str) -> Option<&Function> {
        self.functions.iter().find(|function| function.name == name)
    }

    /// The first literal that a `go` statement starts.
    pub(super) fn first_goroutine(&self) -> Option<&Function> {
        self.functions.iter().find(|function| function.is_goroutine)
    }
}

impl Function {
    fn is_literal(&self) -> bool {
        let last = self.name.rsplit('.').next().unwrap_or_default();
        let digits = last.strip_prefix("func").unwrap_or(last);
        digits.starts_with(|c: char| c.is_ascii_digit())
    }
}

struct Reader<'a> {
    package: &'a str,
    text: &'a str,
    tokens: Vec<(Token, Range<usize>)>,
    functions: Vec<Function>,
    open: Vec<Open>,
    depth: u32,
}

/// A function whose end is not reached yet.
struct Open {
    function: usize,
    /// How many braces are open outside of it.
    depth: u32,
    literals: u32,
}

impl Reader<'_> {
    fn read(&mut self) {
        let mut at = 0;
        while let Some((token, _)) = self.tokens.get(at) {
            match token {
                Token::Func => {
                    if let Some(body) = self.function(at) {
                        at = body;
                    }
                }
                Token::LBrace => self.depth += 1,
                Token::RBrace => self.close(at),
                _ => {}
            }
            at += 1;
        }
    }

    /// Opens the function whose `func` is at this place, and returns the place of its opening brace; `None` for a type.
    fn function(&mut self, at: usize) -> Option<usize> {
        let before = at.checked_sub(1).map(|before| self.token(before));
        let is_declaration = self.depth == 0 && matches!(before, None | Some(Token::Semicolon));
        let (name, parameters) = if is_declaration {
            self.declared(at + 1)?
        } else {
            (None, at + 1)
        };
        let body = self.body(parameters)?;
        let name = name.unwrap_or_else(|| self.literal());
        let line = self.line(body);
        self.open.push(Open {
            function: self.functions.len(),
            depth: self.depth,
            literals: 0,
        });
        self.functions.push(Function {
            name,
            first: line,
            last: line,
            is_goroutine: before == Some(Token::Go),
        });
        self.depth += 1;
        Some(body)
    }

    /// The name of a declared function, and the place of its parameters.
    fn declared(&self, at: usize) -> Option<(Option<String>, usize)> {
        let package = self.package;
        if self.token(at) == Token::Name {
            return Some((Some(format!("{package}.{}", self.word(at))), at + 1));
        }
        let end = self.after_brackets(at, Token::LParen, Token::RParen)?;
        let receiver = at + 1..end - 1;
        let is_pointer = receiver.clone().any(|at| self.token(at) == Token::Mul);
        let of = receiver.rev().find(|at| self.token(*at) == Token::Name)?;
        let (of, method) = (self.word(of), self.word(end));
        let name = if is_pointer {
            format!("{package}.(*{of}).{method}")
        } else {
            format!("{package}.{of}.{method}")
        };
        Some((Some(name), end + 1))
    }

    /// The name of the next literal.
    fn literal(&mut self) -> String {
        let Some(outer) = self.open.last_mut() else {
            return format!("{}.init.func1", self.package);
        };
        outer.literals += 1;
        let around = &self.functions[outer.function];
        let word = if around.is_literal() { "" } else { "func" };
        format!("{}.{word}{}", around.name, outer.literals)
    }

    /// The place of the opening brace after parameters and results; `None` if there is none, as after a type.
    fn body(&self, parameters: usize) -> Option<usize> {
        let mut at = self.after_brackets(parameters, Token::LParen, Token::RParen)?;
        if self.token(at) == Token::LParen {
            at = self.after_brackets(at, Token::LParen, Token::RParen)?;
        }
        loop {
            at = match self.token(at) {
                Token::LBrace => return Some(at),
                Token::Struct | Token::Interface => {
                    self.after_brackets(at + 1, Token::LBrace, Token::RBrace)?
                }
                Token::Func => self.after_brackets(at + 1, Token::LParen, Token::RParen)?,
                Token::Name
                | Token::Period
                | Token::Mul
                | Token::LBrack
                | Token::RBrack
                | Token::Int
                | Token::Chan
                | Token::Arrow
                | Token::Map => at + 1,
                _ => return None,
            };
        }
    }

    /// The place after the bracket that closes the one at this place.
    fn after_brackets(&self, at: usize, opening: Token, closing: Token) -> Option<usize> {
        let mut depth = 0_u32;
        for (place, (token, _)) in self.tokens.iter().enumerate().skip(at) {
            if *token == opening {
                depth += 1;
            } else if *token == closing {
                depth = depth.checked_sub(1)?;
            }
            if depth == 0 {
                return Some(place + 1);
            }
        }
        None
    }

    fn close(&mut self, at: usize) {
        self.depth = self.depth.saturating_sub(1);
        if self
            .open
            .last()
            .is_some_and(|open| open.depth == self.depth)
            && let Some(open) = self.open.pop()
        {
            self.functions[open.function].last = self.line(at);
        }
    }

    fn token(&self, at: usize) -> Token {
        self.tokens.get(at).map_or(Token::Eof, |(token, _)| *token)
    }

    fn word(&self, at: usize) -> &str {
        let range = self.tokens.get(at).map(|(_, range)| range.clone());
        &self.text[range.unwrap_or_default()]
    }

    fn line(&self, at: usize) -> u32 {
        let before = &self.text[..self.tokens[at].1.start];
        let lines = before.matches('\n').count();
        u32::try_from(lines + 1).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "package main

type action func(int) error

func (b *broker) run(done chan struct{}) chan struct{} {
\tgo func() {
\t\tstop(func() struct{} {
\t\t\treturn empty
\t\t})
\t}()
\tdefer func() { close(done) }()
\treturn done
}

func (t Task) Err() (err error) {
\tvar f func(int)
\tg := func(f func()) func(int) error {
\t\treturn nil
\t}
\treturn g(f)
}

func main() { run() }
";

    #[track_caller]
    fn check(line: u32, expected: &str) {
        let outline = Outline::new("main", TEXT);
        let name = outline.at(line).map_or("", |function| &function.name);
        assert_eq!(name, expected, "line {line}");
    }

    #[test]
    fn each_line_has_its_function() {
        check(3, "");
        check(5, "main.(*broker).run");
        check(6, "main.(*broker).run");
        check(7, "main.(*broker).run.func1");
        check(8, "main.(*broker).run.func1.1");
        check(9, "main.(*broker).run.func1");
        check(11, "main.(*broker).run");
        check(16, "main.Task.Err");
        check(18, "main.Task.Err.func1");
        check(20, "main.Task.Err");
        check(23, "main.main");
        check(24, "");
    }

    #[test]
    fn a_go_statement_marks_its_literal() {
        let outline = Outline::new("main", TEXT);
        let first = outline.first_goroutine().map(|function| &*function.name);
        assert_eq!(first, Some("main.(*broker).run.func1"));
    }
}
