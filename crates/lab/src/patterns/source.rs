//! A pattern's Go program, its lines, and the function that the page shows.

use goruntime::runtime;

/// The text of a whole Go program. It exists at compile time only: [`Line`]s and the [`Source`] that [`function!`] cuts out
/// are kept of it.
#[derive(Clone, Copy)]
pub(super) struct Program(&'static str);

/// A line of a Go program, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Line(pub u32);

/// A function of a Go program: the one that shows the pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source {
    first: Line,
    text: &'static str,
}

/// The function of a [`Program`] that begins with the line that contains the given text, as a [`Source`]. The page shows
/// this function only, and need not carry the rest of the program.
macro_rules! function {
    ($program:expr, $words:literal) => {{
        const LENGTH: usize = $program.function($words).len();
        const TEXT: [u8; LENGTH] = $crate::patterns::source::copy($program.function($words));
        $crate::patterns::Source::new($program.line($words), &TEXT)
    }};
}
pub(super) use function;

impl Program {
    /// A program with this text.
    pub(super) const fn new(text: &'static str) -> Program {
        Program(text)
    }

    /// The line that contains `part`.
    ///
    /// # Panics
    ///
    /// At compile time, if `part` is not in the text exactly once. So a mark cannot point at a missing line.
    pub(super) const fn line(self, part: &str) -> Line {
        let (before, _) = self.0.as_bytes().split_at(self.find(part));
        let (mut line, mut i) = (1, 0);
        while i < before.len() {
            if before[i] == b'\n' {
                line += 1;
            }
            i += 1;
        }
        Line(line)
    }

    /// The text from the line that contains `part` to the next line that is a closing brace.
    ///
    /// # Panics
    ///
    /// At compile time, if `part` is not in the text exactly once.
    pub(super) const fn function(self, part: &str) -> &'static [u8] {
        let text = self.0.as_bytes();
        let mut from = self.find(part);
        while from > 0 && text[from - 1] != b'\n' {
            from -= 1;
        }
        let mut to = from;
        while !starts_with(text, to, b"\n}\n") {
            to += 1;
        }
        text.split_at(to + 2).0.split_at(from).1
    }

    const fn find(self, part: &str) -> usize {
        let text = self.0.as_bytes();
        let (mut found, mut i) = (text.len(), 0);
        while i < text.len() {
            if starts_with(text, i, part.as_bytes()) {
                assert!(
                    found == text.len(),
                    "the part stands in the Go program more than once"
                );
                found = i;
            }
            i += 1;
        }
        assert!(
            found < text.len(),
            "the part does not stand in the Go program"
        );
        found
    }
}

impl Source {
    /// A function with this text, which begins at line `first`.
    ///
    /// # Panics
    ///
    /// At compile time, if the text is not UTF-8.
    pub(super) const fn new(first: Line, text: &'static [u8]) -> Source {
        match str::from_utf8(text) {
            Ok(text) => Source { first, text },
            Err(_) => panic!("a Go program is text"),
        }
    }

    /// The lines of the function, each with its number.
    pub fn lines(&self) -> impl Iterator<Item = (Line, &'static str)> + use<> {
        (self.first.0..).map(Line).zip(self.text.lines())
    }
}

/// Records that the running goroutine is at a line of its Go program.
#[inline]
pub(super) fn at(line: Line) {
    runtime::mark(line.0);
}

/// A copy of a part of a program, so that the rest of the text can be dropped.
pub(super) const fn copy<const LENGTH: usize>(part: &[u8]) -> [u8; LENGTH] {
    let (mut copy, mut i) = ([0; LENGTH], 0);
    while i < LENGTH {
        copy[i] = part[i];
        i += 1;
    }
    copy
}

const fn starts_with(text: &[u8], from: usize, part: &[u8]) -> bool {
    let mut i = 0;
    while i < part.len() {
        if from + i >= text.len() || text[from + i] != part[i] {
            return false;
        }
        i += 1;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_function_ends_at_its_brace() {
        const GO: Program =
            Program::new("package main\n\nfunc (x) f() {\n\tg()\n}\n\nfunc g() {\n}\n");
        const SOURCE: Source = function!(GO, "f()");
        assert_eq!(GO.line("\tg()"), Line(4));
        let lines: Vec<_> = SOURCE.lines().collect();
        assert_eq!(
            lines,
            [
                (Line(3), "func (x) f() {"),
                (Line(4), "\tg()"),
                (Line(5), "}")
            ]
        );
    }
}
