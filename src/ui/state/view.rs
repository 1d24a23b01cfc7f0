//! What is shown of the runs besides the moment.

use super::command::{Command, Dialog};
use lab::scenarios::Scenario;

/// What is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// The id of the run whose source is shown; the last one's if it is not among the runs.
    chosen: Option<&'static str>,
    /// The open dialog.
    pub dialog: Option<Dialog>,
    /// Whether the advice is computed: from when it was first asked for.
    pub advised: bool,
}

impl View {
    /// The view after a command.
    #[must_use]
    pub fn apply(self, command: &Command) -> View {
        match command {
            Command::Choose { pattern } | Command::Add { pattern } => View {
                chosen: Some(pattern.id),
                ..self
            },
            Command::Show { dialog } => View {
                dialog: Some(*dialog),
                ..self
            },
            Command::Share => View {
                dialog: Some(Dialog::Share),
                ..self
            },
            Command::Close => View {
                dialog: None,
                ..self
            },
            Command::Advise => View {
                advised: true,
                ..self
            },
            _ => self,
        }
    }

    /// The place, among the scenario's patterns, of the one whose source is shown.
    #[must_use]
    pub fn chosen(self, scenario: &Scenario) -> usize {
        let patterns = scenario.patterns();
        patterns
            .iter()
            .position(|pattern| Some(pattern.id) == self.chosen)
            .unwrap_or(patterns.len().saturating_sub(1))
    }
}
