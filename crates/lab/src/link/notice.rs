//! What is said of a part of a link that could not be read.

use crate::params::quoted;
use std::fmt;

/// A part of a link that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The part's name, as it was written.
    pub name: String,
    /// The part's value, as it was written.
    pub value: String,
    /// The reason, and the allowed values.
    pub reason: String,
}

impl fmt::Display for Notice {
    /// Name and value are quoted in short.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, reason) = (quoted(&self.name), &self.reason);
        match self.value.as_str() {
            "" => write!(f, "{name}: {reason}"),
            value => write!(f, "{name}={}: {reason}", quoted(value)),
        }
    }
}
