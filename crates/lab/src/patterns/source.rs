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
    chance: Chance,
}

/// What the Go program of a pattern may leave to chance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Chance {
    /// It has a `select` with several cases; if several are ready, one is chosen at random.
    pub(crate) selects: bool,
    /// It has a context that may end, also at the very instant at which something else happens.
    pub(crate) cancels: bool,
}

/// The function of a [`Program`] that begins with the line that contains the given text, as a [`Source`]. The page shows
/// this function only, and need not carry the rest of the program.
macro_rules! function {
    ($program:expr, $words:literal) => {{
        const LENGTH: usize = $program.function($words).len();
        const TEXT: [u8; LENGTH] = $crate::patterns::source::copy($program.function($words));
        $crate::patterns::Source::new($program.line($words), &TEXT, $program.chance())
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

    /// What it may leave to chance.
    pub(super) const fn chance(self) -> Chance {
        let text = self.0.as_bytes();
        let (mut chance, mut i) = (
            Chance {
                selects: false,
                cancels: false,
            },
            0,
        );
        while i < text.len() {
            chance.cancels |=
                starts_with(text, i, b"context.With") || starts_with(text, i, b".WithContext(");
            if starts_with(text, i, b"select {\n") {
                chance.selects |= has_two_cases(text, i);
            }
            i += 1;
        }
        chance
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
    pub(super) const fn new(first: Line, text: &'static [u8], chance: Chance) -> Source {
        match str::from_utf8(text) {
            Ok(text) => Source {
                first,
                text,
                chance,
            },
            Err(_) => panic!("a Go program is text"),
        }
    }

    /// What the whole program may leave to chance.
    pub(crate) fn chance(&self) -> Chance {
        self.chance
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

/// Whether the `select` at `from` has two cases: lines that begin with `case ` and are indented as it is.
const fn has_two_cases(text: &[u8], from: usize) -> bool {
    let (mut tabs, mut start) = (0, from);
    while start > 0 && text[start - 1] == b'\t' {
        tabs += 1;
        start -= 1;
    }
    let (mut cases, mut i) = (0, from);
    while i < text.len() {
        if text[i] == b'\n' {
            let (mut indent, mut line) = (0, i + 1);
            while line < text.len() && text[line] == b'\t' {
                indent += 1;
                line += 1;
            }
            if indent == tabs && starts_with(text, line, b"}") {
                break;
            }
            if indent == tabs && starts_with(text, line, b"case ") {
                cases += 1;
            }
        }
        i += 1;
    }
    cases > 1
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

    #[track_caller]
    fn check_chance(program: &'static str, selects: bool, cancels: bool) {
        assert_eq!(Program::new(program).chance(), Chance { selects, cancels });
    }

    #[test]
    fn what_is_left_to_chance_is_read_in_the_program() {
        check_chance("func f() {\n\tg()\n}\n", false, false);
        let one = "\tselect {\n\tcase <-a:\n\t\tselect {\n\t\tcase b <- 1:\n\t\tdefault:\n\t\t}\n\tdefault:\n\t}\n\tcase <-c:\n";
        check_chance(one, false, false);
        let two =
            "\tctx, cancel := context.WithCancel(ctx)\n\tselect {\n\tcase <-a:\n\tcase <-b:\n\t}\n";
        check_chance(two, true, true);
        check_chance("g, ctx := errgroup.WithContext(ctx)\n", false, true);
    }

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
