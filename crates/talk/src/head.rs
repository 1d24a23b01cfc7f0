//! The head of a step, as it is written.

use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

/// The head of a step: TOML between two lines of `+++`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Head {
    /// The title, as people see it.
    pub(crate) title: Spanned<String>,
    /// The run prepared for the step: a query string.
    pub(crate) link: Spanned<String>,
    /// The group of cards, if it is none of the steps that are given in order.
    pub(crate) card: Option<Spanned<String>>,
    /// The places of the documents that it covers.
    #[serde(default)]
    pub(crate) covers: Vec<Spanned<String>>,
    /// The figures that come out of its run.
    #[serde(default)]
    pub(crate) figures: Vec<FigureHead>,
    /// What was gained, as one picture.
    #[serde(default, rename = "gain")]
    pub(crate) gains: Vec<GainHead>,
    /// Numbers that the text says and no run computes.
    #[serde(default)]
    pub(crate) quotes: Vec<String>,
    /// The section and the minutes in each form, by the form's id.
    #[serde(default, rename = "in")]
    pub(crate) slots: BTreeMap<Spanned<String>, SlotHead>,
    /// The Go that matters.
    pub(crate) go: Option<GoHead>,
    /// What to notice, as moments of the run.
    #[serde(default, rename = "mark")]
    pub(crate) marks: Vec<MarkHead>,
}

/// A figure: what is read of which pattern, and what comes out.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FigureHead {
    pub(crate) of: Spanned<String>,
    pub(crate) read: Read,
    pub(crate) is: Spanned<String>,
    /// Another run than the step's.
    pub(crate) link: Option<Spanned<String>>,
}

/// What was gained: two runs of one link.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct GainHead {
    pub(crate) says: String,
    pub(crate) link: Spanned<String>,
    pub(crate) before: EndHead,
    pub(crate) after: EndHead,
    pub(crate) faster: Option<Spanned<String>>,
}

/// What comes out of one of them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct EndHead {
    pub(crate) of: Spanned<String>,
    #[serde(default)]
    pub(crate) read: Read,
    pub(crate) is: Spanned<String>,
    /// What is said instead of `is`.
    pub(crate) says: Option<String>,
}

/// How a figure is read off a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Read {
    /// The total time; void if tasks are not done.
    #[default]
    Total,
    /// When the program ended, whatever was done.
    End,
    /// The speed of the second pattern in relation to the first.
    Faster,
    /// The difference of the total times of two patterns.
    Saved,
    /// The most memory in use at once.
    Memory,
    /// The most goroutines alive at once, without main.
    Goroutines,
    /// The most connections in use at once.
    Connections,
    /// The most calls in work at once.
    Calls,
    /// How many tasks were done.
    Done,
    /// How many tasks failed.
    Failed,
    /// How many refusals there were.
    Refused,
    /// How many batches there were.
    Batches,
    /// When it was killed for memory, and with how many goroutines.
    Killed,
    /// How the program ended.
    Outcome,
    /// A line that the program prints.
    Prints,
    /// A part of a finding.
    Finds,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SlotHead {
    pub(crate) section: Spanned<String>,
    pub(crate) minutes: Spanned<f64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct GoHead {
    pub(crate) program: Spanned<String>,
    pub(crate) function: Option<Spanned<String>>,
    pub(crate) from: Option<Spanned<String>>,
    pub(crate) to: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MarkHead {
    pub(crate) says: Spanned<String>,
    pub(crate) at: Option<Spanned<String>>,
    pub(crate) pattern: Option<Spanned<String>>,
    pub(crate) goroutine: Option<Spanned<u32>>,
}
