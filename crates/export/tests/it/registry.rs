//! Runs of the registry's patterns.

use analysis::{Report, analyse};
use export::{Program, Run};
use goruntime::trace::Trace;
use lab::link;
use lab::patterns::{self, Pattern};
use lab::scenarios::Scenario;
use lab::simulate::Simulation;
use std::path::{Path, PathBuf};

/// A finished run with what it was made from.
pub(crate) struct Finished {
    pub(crate) scenario: Scenario,
    pub(crate) pattern: &'static Pattern,
    pub(crate) trace: Trace,
    pub(crate) report: Report,
    pub(crate) program: Program,
}

impl Finished {
    /// The run of the only pattern of a valid link.
    #[track_caller]
    pub(crate) fn of(text: &str) -> Finished {
        let link = link::parse(text);
        assert_eq!(link.notices, [], "{text}");
        let scenario = link.scenario;
        let &[pattern] = scenario.patterns() else {
            panic!("{text} has more than one pattern");
        };
        let trace = Simulation::new(&scenario, pattern).finish();
        let report = analyse(&trace);
        Finished {
            program: Program::of(pattern),
            scenario,
            pattern,
            trace,
            report,
        }
    }

    pub(crate) fn run(&self) -> Run<'_> {
        Run {
            id: self.pattern.id,
            name: self.pattern.name,
            trace: &self.trace,
            report: &self.report,
            program: &self.program,
        }
    }
}

/// Every pattern with its defaults.
pub(crate) fn all() -> impl Iterator<Item = Finished> {
    let link = |pattern: &&Pattern| format!("?pattern={}", pattern.id);
    patterns::ALL
        .iter()
        .map(move |pattern| Finished::of(&link(pattern)))
}

/// The folder of the Go module.
pub(crate) fn module() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/go")
}
