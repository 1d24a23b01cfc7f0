//! Somebody's own program in a link, and what it is run with.

use super::query;
use crate::patterns::Pattern;
use std::collections::BTreeMap;

/// The name of the part with the program.
pub(super) const PROGRAM: &str = "go";
/// The name of the part with its schedule.
pub(super) const PROGRAM_SCHEDULE: &str = "go-schedule";
/// The name of the part with the pattern whose program was edited.
pub(super) const PROGRAM_PATTERN: &str = "go-pattern";

/// A program that a link carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// The source, compressed: the part `go`.
    pub packed: String,
    /// The schedule under which it runs, empty for that of `GOMAXPROCS=1`: the part `go-schedule`.
    pub schedule: String,
    /// Whether the link names patterns or a scenario beside it.
    pub is_compared: bool,
    /// The pattern whose program was edited, if it is one: the part `go-pattern`.
    pub origin: Option<&'static Pattern>,
    /// What it is run with, by the parts' names: its flags (`go.workers`), its seed (`go-seed`), and what the large slider moves
    /// (`go-slider`).
    pub settings: BTreeMap<String, String>,
}

/// How the name of a part begins that sets a flag of the program.
pub const PROGRAM_FLAG: &str = "go.";
/// The name of the part that sets the program's seed.
pub const PROGRAM_SEED: &str = "go-seed";
/// The name of the part that says which setting of the program the large slider moves.
pub const PROGRAM_SLIDER: &str = "go-slider";

/// Whether a part of this name is a setting of the program.
#[must_use]
pub fn is_program_setting(name: &str) -> bool {
    let flag = name.strip_prefix(PROGRAM_FLAG);
    [PROGRAM_SEED, PROGRAM_SLIDER].contains(&name)
        || flag
            .is_some_and(|flag| !flag.is_empty() && !flag.contains(|c: char| "&=#% +".contains(c)))
}

impl Carried {
    /// Appends it to a query string.
    pub fn append_to(&self, query: &mut String) {
        query::append(query, PROGRAM, &self.packed);
        if !self.schedule.is_empty() {
            query::append(query, PROGRAM_SCHEDULE, &self.schedule);
        }
        if let Some(origin) = self.origin {
            query::append(query, PROGRAM_PATTERN, origin.id);
        }
        for (name, value) in &self.settings {
            query::append(query, name, value);
        }
    }
}
