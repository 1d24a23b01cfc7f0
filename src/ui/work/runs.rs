//! The runs of the scenario that is shown.

use super::{EVENTS, Job, STEPS};
use crate::comparison::{Comparison, Run};
use analysis::Analysis;
use goruntime::trace::Trace;
use lab::patterns::Pattern;
use lab::scenarios::Scenario;
use lab::simulate::{Inputs, Simulation, inputs};
use std::rc::Rc;

/// A comparison that has taken this long when a newer one is wanted is given up, in milliseconds. A quicker one is shown
/// first, so that a slider that keeps moving keeps showing something.
const PATIENCE: f64 = 250.0;

/// The newest comparison, and the work on the next one.
#[derive(Default)]
pub struct Runs {
    shown: Option<Rc<Comparison>>,
    /// What decided each of the shown runs: one that would come out the same is not run again.
    inputs: Vec<Inputs>,
    current: Option<Current>,
    wanted: Option<Rc<Scenario>>,
    /// What is to be kept behind the runs, and its runs once they are there: since they were shown, or were run for it.
    kept: Option<Rc<Scenario>>,
    behind: Option<Vec<Run>>,
    is_new: bool,
}

/// A comparison that is being made.
struct Current {
    scenario: Rc<Scenario>,
    /// Whether it is to be kept behind the runs that are shown.
    is_kept: bool,
    begun: f64,
    runs: Vec<Run>,
    inputs: Vec<Inputs>,
    stage: Stage,
}

/// How far the next of its runs is.
enum Stage {
    Before,
    Running(Simulation),
    Reading(Box<(Trace, Analysis)>),
    /// All is read: what is left takes a moment of its own in a long run.
    Read(Box<(Trace, Analysis)>),
}

impl Runs {
    /// The newest comparison; `None` until the first is there.
    #[must_use]
    pub fn shown(&self) -> Option<&Rc<Comparison>> {
        self.shown.as_ref()
    }

    /// Asks for the runs of a scenario; the newest wish wins.
    pub fn want(&mut self, scenario: &Rc<Scenario>, now: f64) {
        let current = self.current.as_ref().filter(|current| !current.is_kept);
        let newest = current.map(|current| &current.scenario);
        let newest = self.wanted.as_ref().or(newest);
        let newest = newest.or(self.shown.as_ref().map(|shown| &shown.scenario));
        if newest.is_some_and(|newest| newest == scenario) {
            return;
        }
        let is_slow = |current: &Current| current.is_kept || now - current.begun > PATIENCE;
        if self.current.as_ref().is_some_and(is_slow) {
            self.current = None;
        }
        self.wanted = Some(Rc::clone(scenario));
    }

    /// Whether the runs that are wanted are not there yet.
    #[must_use]
    pub fn awaits(&self) -> bool {
        let is_wanted = |current: &Current| !current.is_kept;
        self.wanted.is_some() || self.current.as_ref().is_some_and(is_wanted)
    }

    /// Asks for the runs of an earlier scenario behind those that are shown. They are those that were shown of it; a page that is
    /// shown again runs them.
    pub fn keep(&mut self, scenario: Option<&Rc<Scenario>>) {
        if self.kept.as_ref() == scenario {
            return;
        }
        self.kept = scenario.cloned();
        self.behind = None;
        self.current.take_if(|current| current.is_kept);
        self.show_again();
    }

    fn show_again(&mut self) {
        if let Some(shown) = self.shown.take() {
            let again = Comparison::new(Rc::clone(&shown.scenario), shown.runs.clone());
            self.show(again);
        }
    }

    /// What is to be kept, if its runs have to be made for it.
    fn missing(&self) -> Option<&Rc<Scenario>> {
        let is_behind = self.behind.is_none() && self.shown.is_some();
        self.kept.as_ref().filter(|_| is_behind)
    }

    /// Shows runs, with those that are kept behind them.
    fn show(&mut self, comparison: Comparison) {
        if self.kept.as_ref() == Some(&comparison.scenario) {
            self.behind = Some(comparison.runs.clone());
        }
        let shown = match &self.behind {
            Some(behind) => comparison.with_before(behind),
            None => comparison,
        };
        self.shown = Some(Rc::new(shown));
        self.is_new = true;
    }

    /// What is to be made next: the newest wish, then what is kept behind it.
    fn next(&mut self, now: f64) -> Option<Current> {
        match self.wanted.take() {
            Some(wanted) => Some(Current::new(wanted, false, now)),
            None => Some(Current::new(Rc::clone(self.missing()?), true, now)),
        }
    }

    fn same_as_before(&self, scenario: &Scenario, inputs: &Inputs) -> Option<Run> {
        let shown = self.shown.as_ref()?;
        // A run is in the words of its scenario.
        if id_of(&shown.scenario) != id_of(scenario) {
            return None;
        }
        let place = self.inputs.iter().position(|before| before == inputs)?;
        shown.runs.get(place).cloned()
    }

    fn finish(&mut self, current: Current) {
        if current.is_kept {
            self.behind = Some(current.runs);
            self.show_again();
            return;
        }
        self.inputs = current.inputs;
        self.show(Comparison::new(current.scenario, current.runs));
    }
}

impl Job for Runs {
    fn is_busy(&self) -> bool {
        self.current.is_some() || self.wanted.is_some() || self.missing().is_some()
    }

    fn advance(&mut self, now: f64) {
        let Some(mut current) = self.current.take().or_else(|| self.next(now)) else {
            return;
        };
        let Some(&pattern) = current.scenario.patterns().get(current.runs.len()) else {
            self.finish(current);
            return;
        };
        if let Stage::Before = current.stage {
            let inputs = inputs(&current.scenario, pattern);
            match self.same_as_before(&current.scenario, &inputs) {
                Some(same) => current.runs.push(same),
                None => current.stage = Stage::Running(Simulation::new(&current.scenario, pattern)),
            }
            current.inputs.push(inputs);
        } else {
            current.go_on(pattern);
        }
        self.current = Some(current);
    }

    fn take_news(&mut self) -> bool {
        std::mem::take(&mut self.is_new)
    }
}

impl Current {
    fn new(scenario: Rc<Scenario>, is_kept: bool, begun: f64) -> Current {
        Current {
            scenario,
            is_kept,
            begun,
            runs: Vec::new(),
            inputs: Vec::new(),
            stage: Stage::Before,
        }
    }

    /// Runs on, or reads on.
    fn go_on(&mut self, pattern: &'static Pattern) {
        self.stage = match std::mem::replace(&mut self.stage, Stage::Before) {
            Stage::Before => Stage::Before,
            Stage::Running(mut simulation) => {
                if simulation.advance(STEPS) {
                    let trace = simulation.into_trace();
                    let analysis = Analysis::new(&trace);
                    Stage::Reading(Box::new((trace, analysis)))
                } else {
                    Stage::Running(simulation)
                }
            }
            Stage::Reading(mut reading) => {
                let (trace, analysis) = &mut *reading;
                if analysis.advance(trace, EVENTS) {
                    Stage::Read(reading)
                } else {
                    Stage::Reading(reading)
                }
            }
            Stage::Read(reading) => {
                let (trace, analysis) = *reading;
                let report = analysis.finish(&trace);
                let run = Run::new(&self.scenario, pattern, report, trace);
                self.runs.push(run);
                Stage::Before
            }
        };
    }
}

fn id_of(scenario: &Scenario) -> Option<&'static str> {
    scenario.template().map(|template| template.id)
}
