//! People's own Go programs on the page: what is asked of the worker that runs them, what it answers, and how a link carries
//! a program.
//!
//! The worker's program is `src/bin/machine.rs`. The page knows only the [`Request`] and the [`Answer`]; the compiler and the
//! machine are not in its own file.

mod answer;
mod base;
mod packed;
mod template;

pub use answer::{answer, compile, is_test};
pub use base::{Base, lacks, why_not_editable};
pub use packed::{MOST_SOURCE, Unreadable, pack, unpack};
pub use template::{TEMPLATES, Template};

use lab::patterns::Pattern;
use serde::{Deserialize, Serialize};

/// How many schedules the page tries.
pub const SCHEDULES: u64 = 1_000;

/// A program of somebody's own, as the page holds it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Program {
    /// The Go source: one file.
    pub source: String,
    /// The schedule under which it runs; empty for that of `GOMAXPROCS=1`.
    pub schedule: String,
    /// Whether it stands beside the runs of the scenario; else it is alone.
    pub is_compared: bool,
    /// The pattern whose program was edited, if it is one. It then runs with the values of the scenario.
    pub origin: Option<&'static Pattern>,
}

/// What the worker is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "request", rename_all = "kebab-case")]
pub enum Request {
    /// To check a program and to run it to its end.
    Run {
        /// The Go source: one file. If it has tests and no `main`, its tests are run.
        source: String,
        /// Decides what Go leaves to chance.
        seed: u64,
        /// The schedule; empty for that of `GOMAXPROCS=1`.
        schedule: String,
        /// The surroundings, if it is the edited program of a pattern.
        #[serde(default)]
        base: Option<Base>,
    },
    /// For the text of a pattern's program, to edit it.
    Original {
        /// The program's surroundings.
        base: Base,
    },
    /// To lay a program out as gofmt does.
    Format {
        /// The Go source.
        source: String,
    },
    /// To look for the schedules that break it.
    Explore {
        /// The Go source.
        source: String,
        /// What all chance is drawn from.
        seed: u64,
        /// How many schedules.
        schedules: u64,
        /// The surroundings, if it is the edited program of a pattern.
        #[serde(default)]
        base: Option<Base>,
    },
}

/// What the worker answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "kebab-case")]
pub enum Answer {
    /// The program is wrong: at most ten complaints, in the order of positions.
    Wrong {
        /// What is wrong, in the words of `go build` and `go vet`.
        complaints: Vec<Complaint>,
    },
    /// It has run. The trace comes beside this, as bytes ([`goruntime::trace::Trace::to_bytes`]).
    Ran,
    /// The program that is to be edited, or as gofmt writes it.
    Text {
        /// The Go source.
        source: String,
    },
    /// How far the search is; another answer follows.
    Progress {
        /// How many schedules have been tried.
        tried: u64,
        /// Of how many.
        of: u64,
    },
    /// What the search found.
    Explored(Explored),
}

/// Something that is wrong with a program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Complaint {
    /// The line, from 1; 0 if it is about no line.
    pub line: u32,
    /// The column in bytes, from 1.
    pub column: u32,
    /// What is wrong.
    pub message: String,
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explored {
    /// How many schedules were tried.
    pub tried: u64,
    /// Whether these are all that differ.
    pub is_complete: bool,
    /// How many were stopped before the program's end.
    pub cut: u64,
    /// The faults, at most twenty.
    pub faults: Vec<Fault>,
    /// How many more there are.
    pub more: usize,
}

/// A fault, and the schedule that shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// What is wrong, with its kind.
    pub text: String,
    /// The lines that are concerned, the most telling one first.
    pub lines: Vec<u32>,
    /// The goroutines with what they wait for, the stacks.
    pub details: Vec<String>,
    /// In how many of the schedules it was seen.
    pub seen: u64,
    /// The smallest schedule that shows it.
    pub schedule: String,
}

#[cfg(test)]
mod tests;
