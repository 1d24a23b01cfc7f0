//! The flags of a program's command line, as far as it has come.

/// A flag of package `flag`'s command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flag {
    /// Its name, without the minus.
    pub name: String,
    /// The type of its value: `bool`, `int`, `uint`, `float`, `string` or `duration`; empty for one of the program's own.
    pub kind: String,
    /// Its value if the command line does not set it, as text.
    pub default: String,
    /// What it is for.
    pub usage: String,
    /// Whether it is one of `goroutinelab/lab`.
    pub is_of_lab: bool,
}

/// What is known of the flags.
#[derive(Default)]
pub(crate) struct Flags {
    /// In the order in which they were defined.
    pub(crate) defined: Vec<Flag>,
    /// Whether the command line was read: without that, setting one changes nothing.
    pub(crate) are_read: bool,
}
