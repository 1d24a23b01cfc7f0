//! What is wrong with a file of the talk.

use std::fmt;
use std::ops::Range;

/// A fault in a file of the talk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The file's name.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// The field, or the part of the text.
    pub field: String,
    /// Its value; abridged if it is long.
    pub value: String,
    /// What is allowed, or what is wrong.
    pub allowed: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Fault {
            file, line, field, ..
        } = self;
        match self.value.as_str() {
            "" => write!(f, "{file}:{line}: {field}: {}", self.allowed),
            value => write!(f, "{file}:{line}: {field} = {value}: {}", self.allowed),
        }
    }
}

impl std::error::Error for Fault {}

/// A text of which a place can be named.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Text<'a> {
    /// The file's name.
    pub(crate) file: &'a str,
    /// The whole text.
    pub(crate) whole: &'a str,
    /// Where the part that is read begins in it, in bytes.
    pub(crate) from: usize,
    /// How many lines of the file stand before the text.
    pub(crate) before: usize,
}

impl Text<'_> {
    /// The fault at a byte of the part.
    pub(crate) fn fault(
        &self,
        at: usize,
        field: impl Into<String>,
        value: &str,
        allowed: impl Into<String>,
    ) -> Fault {
        Fault {
            file: String::from(self.file),
            line: self.line(at),
            field: field.into(),
            value: abridged(value),
            allowed: allowed.into(),
        }
    }

    /// The fault that the reader of TOML found.
    pub(crate) fn not_read(&self, error: &toml::de::Error) -> Fault {
        let Range { start, .. } = error.span().unwrap_or_default();
        let line = self.whole.get(self.from + start..).unwrap_or_default();
        let line = line.lines().next().unwrap_or_default();
        self.fault(start, "head", line.trim(), error.message())
    }

    /// The line of a byte of the part, counted from 1.
    pub(crate) fn line(&self, at: usize) -> usize {
        let before = self.whole.as_bytes().iter().take(self.from + at);
        self.before + before.filter(|byte| **byte == b'\n').count() + 1
    }
}

/// The longest value that a fault quotes in full, in characters.
const LONGEST: usize = 80;

fn abridged(value: &str) -> String {
    let value: String = value
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if value.chars().count() <= LONGEST {
        return value;
    }
    value.chars().take(LONGEST - 1).chain(['…']).collect()
}
