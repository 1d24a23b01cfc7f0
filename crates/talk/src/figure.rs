//! A figure that a step says, and how it comes out of a run.

use crate::fault::Text;
use crate::head::{FigureHead, Read};
use toml::Spanned;

/// A figure that a step says, and how it comes out of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The pattern, or two with a comma between them.
    pub of: Vec<String>,
    /// What is read off its run.
    pub read: Read,
    /// What must come out, as the Lab writes it.
    pub is: String,
    /// The run, if it is another one than the step's.
    pub link: Option<String>,
    /// The line of the head in which it stands, counted from 1.
    pub line: usize,
}

impl Figure {
    pub(crate) fn of_head(head: FigureHead, text: Text) -> Figure {
        let of = head.of.get_ref().split(',');
        Figure {
            line: text.line(head.is.span().start),
            of: of.map(|id| String::from(id.trim())).collect(),
            read: head.read,
            is: head.is.into_inner(),
            link: head.link.map(Spanned::into_inner),
        }
    }
}
