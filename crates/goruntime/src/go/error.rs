//! `error`.

use std::borrow::Cow;
use std::fmt;

/// A value of Go's `error`, made by `errors.New` or `fmt.Errorf`. Errors are equal if their texts are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error(Cow<'static, str>);

impl Error {
    /// `errors.New(text)`.
    #[must_use]
    pub fn new(text: impl Into<Cow<'static, str>>) -> Error {
        Error(text.into())
    }

    /// An error whose text is a constant.
    #[must_use]
    pub const fn constant(text: &'static str) -> Error {
        Error(Cow::Borrowed(text))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Error {}
