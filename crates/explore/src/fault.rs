//! What a search finds.

use std::fmt;

/// The kinds of faults.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// All goroutines are asleep, or some wait for each other's locks.
    Deadlock,
    /// A goroutine does not end, though main has returned.
    Leak,
    /// Two accesses to the same memory, one of them a write, that nothing orders.
    Race,
    /// A panic that nobody recovers.
    Panic,
    /// An error that nobody can recover, such as unlocking an unlocked mutex.
    Fatal,
    /// A test has failed.
    Test,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 6] = [
        Kind::Deadlock,
        Kind::Leak,
        Kind::Race,
        Kind::Panic,
        Kind::Fatal,
        Kind::Test,
    ];

    /// The name used in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Deadlock => "deadlock",
            Kind::Leak => "leak",
            Kind::Race => "race",
            Kind::Panic => "panic",
            Kind::Fatal => "fatal",
            Kind::Test => "test",
        }
    }

    /// The name used in texts.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Kind::Deadlock => "deadlock",
            Kind::Leak => "goroutine leak",
            Kind::Race => "data race",
            Kind::Panic => "panic",
            Kind::Fatal => "fatal error",
            Kind::Test => "test failed",
        }
    }
}

/// A line of a program.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file as it was given.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// A fault of a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Its kind.
    pub kind: Kind,
    /// What is wrong, in a line without the kind.
    pub text: String,
    /// The lines that are concerned, the most telling one first.
    pub places: Vec<Place>,
    /// More lines on it: the goroutines with what they wait for, the stacks.
    pub details: Vec<String>,
    /// What is the same whenever this fault is seen.
    pub identity: String,
    /// The number of the decision from which on no deviation is needed for it; `None` if that is not known.
    pub settled: Option<u64>,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.kind.title(), self.text)
    }
}
