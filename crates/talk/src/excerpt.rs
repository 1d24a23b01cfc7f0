//! The lines of a Go program that a step shows.

use serde::{Deserialize, Serialize};

/// The most lines that a step shows: more are too small to read in a room.
pub const MOST_LINES: usize = 15;

/// Which lines of which program a step shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The folder of the program below `assets/go/`.
    pub program: String,
    /// The function, by its name; of a method `(*broker).run`. The whole file without it.
    pub function: Option<String>,
    /// A part of the first line; the function's first line without it.
    pub from: Option<String>,
    /// A part of the last line, which is the first such from there on; the function's last line without it.
    pub to: Option<String>,
    /// The line of the head in which it stands, counted from 1.
    pub line: usize,
}

/// A line of Go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoLine {
    /// Its number in the program, counted from 1.
    pub number: usize,
    /// Its text, without the indentation that all lines of the excerpt have.
    pub text: String,
}

impl Excerpt {
    /// Cuts the lines out of the text of the program.
    ///
    /// # Errors
    ///
    /// The field, its value, and what is wrong with it: the function or a line is not in the text, the first line is there more
    /// than once, or there are more than [`MOST_LINES`] lines.
    pub fn cut(&self, text: &str) -> Result<Vec<GoLine>, (&'static str, String, String)> {
        let lines: Vec<&str> = text.lines().collect();
        let (mut first, mut last) = (0, lines.len());
        if let Some(name) = &self.function {
            let wrong = |words: &str| ("go.function", name.clone(), String::from(words));
            let begins = |line: &&str| is_function(line, name);
            first = lines
                .iter()
                .position(begins)
                .ok_or_else(|| wrong("no function of the program has this name"))?;
            let length = lines[first..].iter().position(|line| *line == "}");
            last = first + length.ok_or_else(|| wrong("the function does not end"))? + 1;
        }
        if let Some(part) = &self.from {
            let wrong = |words: &str| ("go.from", part.clone(), String::from(words));
            let mut found = (first..last).filter(|at| lines[*at].contains(part.as_str()));
            let one = found.next().ok_or_else(|| wrong("no line has this text"))?;
            if found.next().is_some() {
                return Err(wrong("more than one line has this text"));
            }
            first = one;
        }
        if let Some(part) = &self.to {
            let mut behind = first..last;
            let to = behind.find(|at| lines[*at].contains(part.as_str()));
            let none = || String::from("no line from the first one on has this text");
            last = to.ok_or_else(|| ("go.to", part.clone(), none()))? + 1;
        }
        let count = last - first;
        if count > MOST_LINES {
            let allowed = format!("allowed are at most {MOST_LINES} lines");
            return Err(("go", format!("{count} lines"), allowed));
        }
        Ok(unindented(&lines[first..last], first + 1))
    }
}

/// Whether a line begins the function of a name.
fn is_function(line: &str, name: &str) -> bool {
    let Some(rest) = line.strip_prefix("func ") else {
        return false;
    };
    let rest = match name
        .strip_prefix('(')
        .and_then(|name| name.split_once(")."))
    {
        // The receiver's name is not in the name of the method.
        Some((receiver, method)) => rest
            .strip_prefix('(')
            .and_then(|rest| rest.split_once(' '))
            .and_then(|(_, rest)| rest.strip_prefix(receiver))
            .and_then(|rest| rest.strip_prefix(") "))
            .and_then(|rest| rest.strip_prefix(method)),
        None => rest.strip_prefix(name),
    };
    rest.is_some_and(|rest| rest.starts_with('('))
}

fn unindented(lines: &[&str], number: usize) -> Vec<GoLine> {
    let tabs = |line: &&str| line.len() - line.trim_start_matches('\t').len();
    let written = lines.iter().filter(|line| !line.is_empty());
    let least = written.map(tabs).min().unwrap_or_default();
    let line = |(number, line): (usize, &&str)| GoLine {
        number,
        text: String::from(line.get(least..).unwrap_or_default()),
    };
    (number..).zip(lines).map(line).collect()
}
