//! What is wrong with a text, in the words of Go's compiler.

use std::fmt;

use super::pos::{FileSet, Pos};

/// A complaint about the source at a position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// Where.
    pub pos: Pos,
    /// What, in the words of `go build`: `syntax error: unexpected newline, expected …`, or `undefined: x`.
    pub message: String,
}

impl Error {
    /// The complaint as `go build` prints it: `file:line:column: message`.
    #[must_use]
    pub fn display<'a>(&'a self, files: &'a FileSet) -> impl fmt::Display + 'a {
        let position = files.position(self.pos);
        fmt::from_fn(move |f| write!(f, "{position}: {}", self.message))
    }
}
