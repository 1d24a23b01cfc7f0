//! Running a scenario, with a bar on the terminal.

use super::progress::Progress as Bar;
use goroutine_lab::comparison::{Comparison, Progress};
use lab::scenarios::Scenario;

/// The comparison of a scenario's runs.
pub(super) fn simulate(scenario: Scenario) -> Comparison {
    let bar = Bar::of(2 * scenario.patterns().len());
    Comparison::simulate(scenario, |progress| match progress {
        Progress::Piece(pattern) => bar.tick(pattern.name),
        Progress::Half => bar.step(),
    })
}
