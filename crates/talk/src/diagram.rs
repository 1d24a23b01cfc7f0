//! The diagrams of the talk's documents, each as a picture of a run.

use crate::fault::{Fault, Text};
use crate::own::{OwnScenario, expanded};
use serde::{Deserialize, Serialize};
use toml::Spanned;

/// A kind of picture. Every run can be drawn as each of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A bar for each goroutine over time, with the counts below.
    Bars,
    /// Who started and woke whom.
    Flow,
    /// The same as bars, of runs that differ in their memory.
    Memory,
}

impl Kind {
    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Kind::Bars => "bars",
            Kind::Flow => "flow",
            Kind::Memory => "memory",
        }
    }
}

/// A diagram.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagram {
    /// Its number in the documents, from 1.
    pub number: u8,
    /// What it shows.
    pub title: String,
    /// The kind of picture.
    pub kind: Kind,
    /// The run that is drawn: a query string.
    pub link: String,
    /// The line of `talk.toml` in which the link stands, counted from 1.
    #[serde(skip)]
    pub line: usize,
}

impl Diagram {
    /// The name of its file, without an ending: `diagram-02-flow`.
    #[must_use]
    pub fn file_name(&self) -> String {
        format!("diagram-{:02}-{}", self.number, self.kind.word())
    }
}

/// A diagram as `talk.toml` has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DiagramHead {
    number: Spanned<u8>,
    title: String,
    kind: Kind,
    link: Spanned<String>,
}

/// Reads the diagrams: their numbers rise.
pub(crate) fn read(
    text: Text,
    heads: Vec<DiagramHead>,
    own: &[OwnScenario],
    faults: &mut Vec<Fault>,
) -> Vec<Diagram> {
    let mut before = 0;
    let heads = heads.into_iter();
    let diagrams = heads.map(|head| {
        let number = *head.number.get_ref();
        if number <= before {
            let at = head.number.span().start;
            let allowed = "the numbers of diagrams begin with 1 and rise";
            faults.push(text.fault(at, "diagram.number", &number.to_string(), allowed));
        }
        before = number;
        Diagram {
            number,
            title: head.title,
            kind: head.kind,
            line: text.line(head.link.span().start),
            link: expanded(head.link.get_ref(), own),
        }
    });
    diagrams.collect()
}
