//! Runs what is wanted in slices, so that no frame waits; what did not change is not run again.

use super::dom;
use analysis::{Report, VerdictKind, analyse, verdicts};
use lab::patterns::Pattern;
use lab::scenarios::Scenario;
use lab::simulate::{Inputs, Simulation, inputs};
use picture::{LegendEntry, Scale, legend};
use std::ops::Deref;
use std::rc::Rc;

/// Scheduling steps between two looks at the clock.
const STEPS: u64 = 2_000;
/// A job that took so long when newer input comes is given up, in milliseconds; a shorter one is shown first, so
/// that somebody who keeps dragging keeps seeing.
const PATIENCE: f64 = 250.0;

/// Something large that is compared by its place.
#[derive(Debug)]
pub(super) struct Shared<T>(Rc<T>);

impl<T> Shared<T> {
    pub(super) fn new(value: T) -> Shared<T> {
        Shared(Rc::new(value))
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Shared<T> {
        Shared(Rc::clone(&self.0))
    }
}

impl<T> PartialEq for Shared<T> {
    fn eq(&self, other: &Shared<T>) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// A run that has ended.
#[derive(Clone)]
pub(super) struct Shown {
    pub(super) pattern: &'static Pattern,
    pub(super) report: Shared<Report>,
    pub(super) trace_hash: u64,
    inputs: Inputs,
}

/// What is on the screen: the runs of one scenario and what they share.
pub(super) struct Comparison {
    pub(super) runs: Vec<Shown>,
    pub(super) verdicts: Vec<VerdictKind>,
    pub(super) scale: Scale,
    pub(super) legend: Vec<LegendEntry>,
}

struct Job {
    scenario: Scenario,
    begun: f64,
    runs: Vec<Shown>,
    current: Option<Simulation>,
}

/// The newest comparison, and the work on the next.
pub(super) struct Engine {
    shown: Option<Comparison>,
    job: Option<Job>,
    wanted: Option<Scenario>,
}

impl Engine {
    pub(super) fn new(scenario: Scenario) -> Engine {
        Engine {
            shown: None,
            job: None,
            wanted: Some(scenario),
        }
    }

    /// What is on the screen; nothing until the first runs have ended.
    pub(super) fn shown(&self) -> Option<&Comparison> {
        self.shown.as_ref()
    }

    /// Whether there is work to do.
    pub(super) fn busy(&self) -> bool {
        self.job.is_some() || self.wanted.is_some()
    }

    /// Asks for a scenario; the newest wins.
    pub(super) fn want(&mut self, scenario: Scenario) {
        if self
            .job
            .as_ref()
            .is_some_and(|job| dom::milliseconds() - job.begun > PATIENCE)
        {
            self.job = None;
        }
        self.wanted = Some(scenario);
    }

    /// Works for about so many milliseconds. True when there is something new to show.
    pub(super) fn work(&mut self, milliseconds: f64) -> bool {
        let end = dom::milliseconds() + milliseconds;
        let mut news = false;
        loop {
            if self.job.is_none() {
                let Some(scenario) = self.wanted.take() else {
                    return news;
                };
                self.job = Some(Job::new(scenario));
            }
            if let Some(job) = &mut self.job
                && job.advance(self.shown.as_ref())
            {
                self.shown = self.job.take().map(Job::finish);
                news = true;
            }
            if dom::milliseconds() >= end {
                return news;
            }
        }
    }
}

impl Job {
    fn new(scenario: Scenario) -> Job {
        Job {
            scenario,
            begun: dom::milliseconds(),
            runs: Vec::new(),
            current: None,
        }
    }

    /// Does a small piece of work. True when all runs have ended.
    fn advance(&mut self, before: Option<&Comparison>) -> bool {
        let Some(&pattern) = self.scenario.patterns().get(self.runs.len()) else {
            return true;
        };
        let Some(simulation) = &mut self.current else {
            let inputs = inputs(&self.scenario, pattern);
            match before.and_then(|shown| shown.runs.iter().find(|run| run.inputs == inputs)) {
                Some(same) => self.runs.push(same.clone()),
                None => self.current = Some(Simulation::new(&self.scenario, pattern)),
            }
            return false;
        };
        if simulation.advance(STEPS)
            && let Some(ended) = self.current.take()
        {
            let trace = ended.into_trace();
            let mut report = analyse(&trace);
            report.reword(|text| self.scenario.say(text));
            let (report, trace_hash) = (Shared::new(report), trace.hash());
            self.runs.push(Shown {
                pattern,
                report,
                trace_hash,
                inputs: inputs(&self.scenario, pattern),
            });
        }
        false
    }

    fn finish(self) -> Comparison {
        let reports: Vec<&Report> = self.runs.iter().map(|run| &*run.report).collect();
        let (verdicts, scale) = (verdicts(&reports), Scale::shared(&reports));
        let legend = legend(&reports);
        Comparison {
            verdicts,
            scale,
            legend,
            runs: self.runs,
        }
    }
}
