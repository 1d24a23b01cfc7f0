//! A place of the talk's documents.

use std::fmt;
use std::str::FromStr;

/// A place of the talk's documents that people ask for by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A slide of `slides-outline.md`.
    Slide(u8),
    /// A diagram of `visual-diagrams.md`.
    Diagram(u8),
    /// A question of `advanced-patterns-and-qa.md`.
    Question(u8),
    /// An advanced pattern of the same document.
    Advanced(u8),
    /// A section of `talk.md`.
    Section(u8),
    /// An approach of its section 2.
    Approach(u8),
}

/// The kinds, each with its word and the greatest number.
type Kind = (fn(u8) -> Place, &'static str, u8);
const KINDS: [Kind; 6] = [
    (Place::Slide, "slide", 30),
    (Place::Diagram, "diagram", 12),
    (Place::Question, "question", 10),
    (Place::Advanced, "advanced", 5),
    (Place::Section, "section", 5),
    (Place::Approach, "approach", 3),
];

impl Place {
    /// Every place there is.
    pub fn all() -> impl Iterator<Item = Place> {
        let kinds = KINDS.into_iter();
        kinds.flat_map(|(kind, _, most)| (1..=most).map(kind))
    }

    /// What may be written.
    pub(crate) fn allowed() -> String {
        let kinds = KINDS.map(|(_, word, most)| format!("\"{word} 1\" to \"{word} {most}\""));
        format!("allowed is {}", kinds.join(", "))
    }

    fn parts(self) -> (&'static str, u8) {
        match self {
            Place::Slide(n) => ("slide", n),
            Place::Diagram(n) => ("diagram", n),
            Place::Question(n) => ("question", n),
            Place::Advanced(n) => ("advanced", n),
            Place::Section(n) => ("section", n),
            Place::Approach(n) => ("approach", n),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (word, number) = self.parts();
        write!(f, "{word} {number}")
    }
}

impl FromStr for Place {
    type Err = String;

    fn from_str(text: &str) -> Result<Place, String> {
        let mut all = Place::all();
        let place = all.find(|place| place.to_string() == text);
        place.ok_or_else(Place::allowed)
    }
}
