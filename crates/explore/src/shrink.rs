//! Makes a schedule smaller: fewer decisions that show the same fault.

use crate::fault::Fault;
use crate::subject::{Attempt, Effort, Subject, Trial};
use goruntime::runtime::{Decisions, Replay, Schedule};
use std::rc::Rc;

/// The most runs that making smaller may take.
const MOST_RUNS: u32 = 600;

/// About how many decisions these runs may take together: long ones are made smaller in fewer runs.
const MOST_DECISIONS: u64 = 4_000_000;

/// How many scheduling steps and jumps a schedule may always take.
const SLACK: u64 = 10_000;

/// Makes a schedule smaller that shows a fault, and returns the smallest with the fault as it shows there, in full; `None`
/// if even the given one does not show it.
#[must_use]
pub fn shrink(
    subject: &dyn Subject,
    schedule: &Schedule,
    identity: &str,
) -> Option<(Schedule, Fault)> {
    let mut shrinking = Shrinking {
        subject,
        identity,
        runs: 0,
        decisions: 0,
        most: Effort::ANY,
    };
    let mut best = shrinking.shown(schedule)?;
    if best.seed.is_some() {
        let without = Schedule {
            seed: None,
            ..best.clone()
        };
        best = shrinking.shown(&without).unwrap_or(best);
    }
    // As in delta debugging (Zeller and Hildebrandt, 2002): parts of half the size each time are left out.
    let mut size = best.deviations.len().div_ceil(2);
    while size > 0 && shrinking.goes_on() {
        let mut from = 0;
        let mut has_shrunk = false;
        while from < best.deviations.len() && shrinking.goes_on() {
            let mut less = best.clone();
            let to = (from + size).min(less.deviations.len());
            less.deviations.drain(from..to);
            match shrinking.shown(&less) {
                Some(shown) if shown.deviations.len() < best.deviations.len() => {
                    best = shown;
                    has_shrunk = true;
                }
                _ => from += size,
            }
        }
        if !has_shrunk || size > 1 {
            size = if size == 1 { 0 } else { size.div_ceil(2) };
        }
    }
    let fault = shrinking.fault(&best, true)?;
    Some((best, fault))
}

struct Shrinking<'a> {
    subject: &'a dyn Subject,
    identity: &'a str,
    runs: u32,
    /// How many decisions the runs took.
    decisions: u64,
    /// When a schedule is given up.
    most: Effort,
}

impl Shrinking<'_> {
    fn goes_on(&self) -> bool {
        self.runs < MOST_RUNS && self.decisions < MOST_DECISIONS
    }

    /// The schedule as it was really run, if it shows the fault.
    fn shown(&mut self, schedule: &Schedule) -> Option<Schedule> {
        let trial = self.trial(schedule, false);
        // One that takes much longer than what is known to show the fault is no better, and may have no end.
        if self.runs == 1 {
            self.most = Effort {
                steps: trial.decisions.saturating_mul(2) + SLACK,
                jumps: trial.jumps.saturating_mul(2) + SLACK,
            };
        }
        let shows = trial
            .faults
            .iter()
            .any(|fault| fault.identity == self.identity);
        shows.then_some(Schedule {
            seed: schedule.seed,
            deviations: trial.deviations,
        })
    }

    fn fault(&mut self, schedule: &Schedule, in_full: bool) -> Option<Fault> {
        let faults = self.trial(schedule, in_full).faults;
        faults
            .into_iter()
            .find(|fault| fault.identity == self.identity)
    }

    fn trial(&mut self, schedule: &Schedule, in_full: bool) -> Trial {
        self.runs += 1;
        let decisions = Decisions::default();
        let replay = Replay::new(schedule.deviations.clone(), decisions.clone());
        let trial = self.subject.run(Attempt {
            chooser: (Box::new(replay), decisions),
            seed: schedule.seed,
            racy: Rc::default(),
            in_full,
            touches: None,
            most: self.most,
        });
        self.decisions += trial.decisions;
        trial
    }
}
