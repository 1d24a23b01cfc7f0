//! Who works next, and for how long.

use super::{CurveOf, Figures, Job, Runs, Sweeper};
use crate::comparison::Comparison;
use lab::advice;
use lab::claims::Computed;
use lab::patterns::Pattern;
use lab::scenarios::Scenario;
use std::rc::Rc;

/// What the page shows, and so wants to be computed.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    /// What is run.
    pub scenario: Rc<Scenario>,
    /// The scenario whose runs are kept behind those.
    pub kept: Option<Rc<Scenario>>,
    /// The pattern whose source is shown.
    pub chosen: &'static Pattern,
    /// Whether the advice is shown.
    pub advised: bool,
    /// Whether the talk's figures are shown.
    pub figures: bool,
}

/// What has been computed. Equal if nothing new has come.
#[derive(Clone, Debug, Default)]
pub struct Results {
    /// The runs; `None` until the first are there.
    pub comparison: Option<Rc<Comparison>>,
    /// Whether newer runs are on their way.
    pub is_busy: bool,
    /// The curve over the large slider.
    pub curve: Option<CurveOf>,
    /// The curve of the bound that the advice is about.
    pub advice: Option<CurveOf>,
    /// The talk's figures so far.
    pub figures: Rc<Vec<Computed>>,
}

impl PartialEq for Results {
    fn eq(&self, other: &Results) -> bool {
        let same = |a: &Option<Rc<Comparison>>, b: &Option<Rc<Comparison>>| match (a, b) {
            (Some(a), Some(b)) => Rc::ptr_eq(a, b),
            (None, None) => true,
            _ => false,
        };
        same(&self.comparison, &other.comparison)
            && self.is_busy == other.is_busy
            && self.curve == other.curve
            && self.advice == other.advice
            && self.figures.len() == other.figures.len()
    }
}

/// All jobs of the page.
#[derive(Default)]
pub struct Scheduler {
    runs: Runs,
    curve: Sweeper,
    advice: Sweeper,
    figures: Figures,
}

impl Scheduler {
    /// Says what is wanted from now on. `now` is the time in milliseconds.
    pub fn want(&mut self, wanted: &Wanted, now: f64) {
        let Wanted {
            scenario,
            kept,
            chosen,
            advised,
            figures,
        } = wanted;
        self.runs.keep(kept.as_ref());
        self.runs.want(scenario, now);
        let key = scenario.slider();
        self.curve
            .want(scenario, key, chosen, scenario.values().number(key));
        match advice::bounded(scenario, chosen.id).filter(|_| *advised) {
            Some((scenario, pattern, key)) => {
                for value in advice::advise(&scenario).values() {
                    self.advice.want(&scenario, key, pattern, value);
                }
            }
            None => self.advice.want_none(),
        }
        self.figures.want(*figures);
    }

    /// Whether there is work to do.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.jobs().iter().any(|job| job.is_busy())
    }

    /// Whether the runs that are wanted are not there yet.
    #[must_use]
    pub fn awaits_runs(&self) -> bool {
        self.runs.awaits()
    }

    /// Works until the time is up, in milliseconds of `clock`, or the awaited runs are there to be shown, or there is nothing
    /// left to do. True if there is something new to show.
    pub fn work(&mut self, until: f64, clock: impl Fn() -> f64) -> bool {
        let awaited_runs = self.awaits_runs();
        let mut is_new = false;
        loop {
            let now = clock();
            let mut jobs = self.jobs_mut();
            let Some(job) = jobs.iter_mut().find(|job| job.is_busy()) else {
                return is_new;
            };
            job.advance(now);
            is_new |= job.take_news();
            let are_runs_there = awaited_runs && !self.awaits_runs();
            if are_runs_there || clock() >= until {
                return is_new;
            }
        }
    }

    /// What has been computed so far.
    #[must_use]
    pub fn results(&self) -> Results {
        Results {
            comparison: self.runs.shown().cloned(),
            is_busy: self.runs.is_busy(),
            curve: self.curve.shown().cloned(),
            advice: self.advice.shown().cloned(),
            figures: Rc::clone(self.figures.computed()),
        }
    }

    /// The jobs, the most urgent first.
    fn jobs(&self) -> [&dyn Job; 4] {
        [&self.runs, &self.curve, &self.advice, &self.figures]
    }

    fn jobs_mut(&mut self) -> [&mut dyn Job; 4] {
        [
            &mut self.runs,
            &mut self.curve,
            &mut self.advice,
            &mut self.figures,
        ]
    }
}
