//! A pattern's Go program, its lines, and the functions that the page shows.

use goruntime::runtime;

/// The text of a whole Go program. It exists at compile time only: [`Line`]s and the [`Source`] that [`functions!`] cuts out
/// are kept of it.
#[derive(Clone, Copy)]
pub(super) struct Program(&'static str);

/// A line of a Go program, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Line(pub u32);

/// The functions of a Go program that are the pattern, in the order of the program. They have every line at which a goroutine
/// of the pattern can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source {
    functions: &'static [Function],
    chance: Chance,
}

/// A function of a Go program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Function {
    first: Line,
    text: &'static str,
}

/// What the Go program of a pattern may leave to chance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Chance {
    /// It has a `select` with several cases; if several are ready, one is chosen at random.
    pub(crate) selects: bool,
    /// It has a context that may end, also at the very instant at which something else happens.
    pub(crate) cancels: bool,
}

/// The functions of a [`Program`] that begin with the lines that contain the given texts, as a [`Source`]. The page shows
/// these functions only, and need not carry the rest of the program.
macro_rules! functions {
    ($program:expr, $($words:literal),+) => {
        $crate::patterns::Source::new(&[$({
            const LENGTH: usize = $program.function($words).len();
            const TEXT: [u8; LENGTH] = $crate::patterns::source::copy($program.function($words));
            $crate::patterns::source::Function::new($program.line($words), &TEXT)
        }),+], $program.chance())
    };
}
pub(super) use functions;

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
        Line(1 + lines_before(self.0.as_bytes(), self.find(part)))
    }

    /// The line that contains `part` of the function that begins with the line that contains `function`: for programs of which
    /// two functions have lines in common.
    ///
    /// # Panics
    ///
    /// At compile time, if `function` is not in the text exactly once, or `part` not in the function exactly once.
    pub(super) const fn line_in(self, function: &str, part: &str) -> Line {
        let text = self.function(function);
        Line(self.line(function).0 + lines_before(text, find(text, part)))
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
        find(self.0.as_bytes(), part)
    }
}

impl Function {
    /// A function with this text, which begins at line `first`.
    ///
    /// # Panics
    ///
    /// At compile time, if the text is not UTF-8.
    pub(super) const fn new(first: Line, text: &'static [u8]) -> Function {
        match str::from_utf8(text) {
            Ok(text) => Function { first, text },
            Err(_) => panic!("a Go program is text"),
        }
    }

    fn lines(self) -> impl Iterator<Item = (Line, &'static str)> {
        (self.first.0..).map(Line).zip(self.text.lines())
    }
}

impl Source {
    /// The source that consists of these functions, of a program that may leave this to chance.
    pub(super) const fn new(functions: &'static [Function], chance: Chance) -> Source {
        Source { functions, chance }
    }

    /// What the whole program may leave to chance.
    pub(crate) fn chance(&self) -> Chance {
        self.chance
    }

    /// The lines of the functions, each with its number, and an empty line between two functions.
    pub fn lines(&self) -> impl Iterator<Item = (Line, &'static str)> + use<> {
        let functions = self.functions.iter().copied();
        functions.enumerate().flat_map(|(place, function)| {
            let before = Line(function.first.0 - 1);
            let space = (place > 0).then_some((before, ""));
            space.into_iter().chain(function.lines())
        })
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

/// Where `part` begins.
const fn find(text: &[u8], part: &str) -> usize {
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

/// How many lines end before `end`.
const fn lines_before(text: &[u8], end: usize) -> u32 {
    let (mut lines, mut i) = (0, 0);
    while i < end {
        if text[i] == b'\n' {
            lines += 1;
        }
        i += 1;
    }
    lines
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
    fn functions_end_at_their_braces() {
        const GO: Program = Program::new(
            "package main\n\nfunc (x) f() {\n\tg()\n}\n\nvar n int\n\nfunc g() {\n}\n",
        );
        const SOURCE: Source = functions!(GO, "f()", "func g");
        assert_eq!(GO.line("\tg()"), Line(4));
        assert_eq!(GO.line_in("func g", "}"), Line(10));
        let lines: Vec<_> = SOURCE.lines().collect();
        let expected = [
            (Line(3), "func (x) f() {"),
            (Line(4), "\tg()"),
            (Line(5), "}"),
            (Line(8), ""),
            (Line(9), "func g() {"),
            (Line(10), "}"),
        ];
        assert_eq!(lines, expected);
    }
}
