//! The syntax of Go 1.27: text in, [`ast::File`] out, and back to text as gofmt writes it.
//!
//! Its parts: [`pos`] compact positions in a set of files, [`symbol`] interned strings, [`token`] the tokens and their
//! precedence, [`mod@ast`] the tree, [`literal`] the values of literals, [`mod@format`] gofmt.

pub mod ast;
mod error;
pub mod format;
mod lexer;
pub mod literal;
mod parser;
pub mod pos;
mod session;
pub mod symbol;
pub mod token;

pub use error::Error;
pub use format::format;
pub use lexer::tokens;
pub use parser::{Parsed, parse};
pub use session::Session;

/// How large a text may be made, so that a tree can be walked by recursion on a small stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The greatest height of the tree: of nested statements, expressions and types, and of chains such as `a + b + …`.
    /// A worker's stack for wasm32 has 1 MiB. At the default, code that is optimized little takes three quarters of it natively
    /// (`tests/nesting.rs`); at 300 it overflows.
    pub height: u32,
    /// How many errors are reported before the parser stops.
    pub errors: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            height: 200,
            errors: 10,
        }
    }
}
