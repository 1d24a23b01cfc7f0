//! Running a scenario step by step, so that a terminal can show how far it is.

use super::progress::Progress;
use analysis::Analysis;
use goroutine_lab::comparison::{Comparison, Run};
use goruntime::trace::Trace;
use lab::scenarios::Scenario;
use lab::simulate::Simulation;
use std::rc::Rc;

/// How many scheduling steps, or events, are done before the bar is drawn again: some milliseconds.
const PIECE: u32 = 100_000;

/// The comparison of a scenario's runs, and the traces of the runs.
pub(super) fn simulate(scenario: Scenario) -> (Comparison, Vec<Trace>) {
    let progress = Progress::of(2 * scenario.patterns().len());
    let mut runs = Vec::new();
    let mut traces = Vec::new();
    for pattern in scenario.patterns() {
        let mut simulation = Simulation::new(&scenario, pattern);
        while !simulation.advance(PIECE.into()) {
            progress.tick(pattern.name);
        }
        let trace = simulation.into_trace();
        progress.step();
        let mut analysis = Analysis::new(&trace);
        while !analysis.advance(&trace, PIECE as usize) {
            progress.tick(pattern.name);
        }
        let report = analysis.finish(&trace);
        progress.step();
        runs.push(Run::new(&scenario, pattern, report, trace.hash()));
        traces.push(trace);
    }
    (Comparison::new(Rc::new(scenario), runs), traces)
}
