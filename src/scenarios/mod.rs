//! The scenarios of the talk: each a workload, a world and the patterns compared on them.

mod ci_auto_trigger;
mod scenario;

pub use scenario::{MOST_PATTERNS, Scenario};

use crate::params::Key;

/// A scenario of the talk, as the registry knows it.
#[derive(Debug)]
pub struct Entry {
    /// Its id in links.
    pub id: &'static str,
    /// Its name on the page.
    pub title: &'static str,
    /// What is at stake, in a sentence or two.
    pub summary: &'static str,
    /// What the talk says of it.
    pub claim: &'static str,
    /// Where the talk says it: document and section.
    pub source: &'static str,
    /// The patterns that are compared unless a link says otherwise.
    pub patterns: &'static [&'static str],
    /// The parameters that it shows first, in this order; the first of all is the large slider.
    pub params: &'static [Key],
    /// Defaults that differ from the parameters' own, as a link writes them.
    pub defaults: &'static [(Key, &'static str)],
}

/// Every scenario. The page, the command line and the tests walk this list; a link without one means the first.
pub const ALL: [&Entry; 1] = [&ci_auto_trigger::ENTRY];

/// The scenario of an id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Entry> {
    ALL.into_iter().find(|e| e.id == id)
}
