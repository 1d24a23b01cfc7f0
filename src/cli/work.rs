//! Running a scenario, with a bar on the terminal.

use super::progress::Progress as Bar;
use goroutine_lab::comparison::{Comparison, Progress};
use lab::cost::Cost;
use lab::scenarios::Scenario;

/// The comparison of a scenario's runs. Much work is named before it is begun.
pub(super) fn simulate(scenario: Scenario) -> Comparison {
    let bar = Bar::of(2 * scenario.patterns().len());
    let cost = Cost::of(&scenario);
    if cost.is_large() {
        bar.announce(&cost.to_string());
    }
    Comparison::simulate(scenario, |progress| match progress {
        Progress::Piece(pattern) => bar.tick(pattern.name),
        Progress::Half => bar.step(),
    })
}
