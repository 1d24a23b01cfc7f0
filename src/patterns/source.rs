//! A pattern's Go program and the places in it.

use crate::runtime;

/// The text of a Go program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source {
    text: &'static str,
    function: Line,
}

/// A line of a Go program, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Line(pub u32);

impl Source {
    /// A program and the function in it that is the pattern: `function` is how that function begins.
    ///
    /// # Panics
    /// At compile time, if `function` does not stand in the text exactly once.
    #[must_use]
    pub const fn new(text: &'static str, function: &str) -> Source {
        Source {
            text,
            function: find(text, function),
        }
    }

    /// The same program with another function in it as the pattern: for variants.
    ///
    /// # Panics
    /// At compile time, if `function` does not stand in the text exactly once.
    #[must_use]
    pub const fn showing(&self, function: &str) -> Source {
        Source::new(self.text, function)
    }

    /// The line in which `part` stands.
    ///
    /// # Panics
    /// At compile time, if `part` does not stand in the text exactly once. So a mark cannot point at a line that is not there.
    #[must_use]
    pub const fn line(&self, part: &str) -> Line {
        find(self.text, part)
    }

    /// The whole program.
    #[must_use]
    pub const fn text(&self) -> &'static str {
        self.text
    }

    /// The lines of the function that is the pattern, each with its number.
    pub fn function(&self) -> impl Iterator<Item = (Line, &'static str)> + use<> {
        let numbered = (1..).map(Line).zip(self.text.lines());
        let from = self.function;
        let mut open = true;
        numbered
            .skip_while(move |(line, _)| *line < from)
            .take_while(move |(_, text)| {
                let inside = open;
                open = *text != "}";
                inside
            })
    }
}

/// Records that the running goroutine is at a line of its Go program.
#[inline]
pub(super) fn at(line: Line) {
    runtime::mark(line.0);
}

const fn find(text: &str, part: &str) -> Line {
    let (text, part) = (text.as_bytes(), part.as_bytes());
    let (mut line, mut found, mut i) = (1, 0, 0);
    while i < text.len() {
        if text[i] == b'\n' {
            line += 1;
        }
        if starts_with(text, i, part) {
            assert!(
                found == 0,
                "the part stands in the Go program more than once"
            );
            found = line;
        }
        i += 1;
    }
    assert!(found != 0, "the part does not stand in the Go program");
    Line(found)
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
        const GO: Source = Source::new(
            "package main\n\nfunc f() {\n\tg()\n}\n\nfunc g() {\n}\n",
            "func f()",
        );
        assert_eq!(GO.line("\tg()"), Line(4));
        let lines: Vec<_> = GO.function().collect();
        assert_eq!(
            lines,
            [(Line(3), "func f() {"), (Line(4), "\tg()"), (Line(5), "}")]
        );
    }
}
