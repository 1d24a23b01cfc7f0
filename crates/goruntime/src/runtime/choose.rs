//! What a search for schedules decides: the order that Go leaves open.
//!
//! A run without a [`Chooser`] takes the order of `GOMAXPROCS=1`. With one, each moment at which something else could
//! happen is a decision: another goroutine could go on, or time could pass until the next timer, since running takes an
//! arbitrary time in Go.

use super::Ticket;
use crate::trace::{BlockReason, GoroutineId, Trace};
use std::cell::Cell;
use std::rc::Rc;

/// Something that can happen next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// This goroutine goes on.
    Goroutine(GoroutineId),
    /// The next timer fires.
    Timer,
    /// A `select` takes this one of its ready cases.
    Case(u64),
}

/// A decision for something else than what happens without a chooser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deviation {
    /// The number of the decision, from 0.
    pub at: u64,
    /// What was chosen.
    pub to: Choice,
}

/// Decides what happens next.
pub trait Chooser {
    /// Takes the decision of this number: one of `choices`, by its index. There is at least one; the first is what happens
    /// without a chooser. With `goes_on`, it is the running goroutine, which need not wait. An index that is too large
    /// counts as the first.
    fn choose(&mut self, number: u64, choices: &[Choice], goes_on: bool) -> usize;

    /// Takes the decision of this number: one of `count` ready cases of a `select`; `drawn` is what the run's seed chose.
    fn choose_case(&mut self, number: u64, count: u64, drawn: u64) -> u64;

    /// A goroutine lets the others go first: `runtime.Gosched`.
    fn yielded(&mut self, goroutine: GoroutineId);
}

/// The number of decisions so far, and the next one that is wanted. The run, its chooser and its program share them: the
/// program asks at the wanted decision even where it does not ask otherwise.
#[derive(Clone, Debug)]
pub struct Decisions(Rc<(Cell<u64>, Cell<u64>)>);

impl Default for Decisions {
    fn default() -> Decisions {
        Decisions(Rc::new((Cell::new(0), Cell::new(u64::MAX))))
    }
}

impl Decisions {
    /// The number of the next decision, from 0.
    #[must_use]
    pub fn number(&self) -> u64 {
        self.0.0.get()
    }

    /// Counts a decision and returns its number.
    #[inline]
    #[must_use]
    pub fn count(&self) -> u64 {
        let number = self.0.0.get();
        self.0.0.set(number + 1);
        number
    }

    /// Whether the next decision is wanted.
    #[inline]
    #[must_use]
    pub fn is_wanted(&self) -> bool {
        self.0.0.get() == self.0.1.get()
    }

    /// Sets the next decision that is wanted; none with `u64::MAX`.
    pub fn want(&self, number: u64) {
        self.0.1.set(number);
    }
}

/// A goroutine that has not ended at the end of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Survivor {
    /// Its number.
    pub id: GoroutineId,
    /// What it waits for; `None` if it could go on.
    pub waits: Option<BlockReason>,
}

/// What a run has besides when a chooser decides.
pub(super) struct Choosing {
    pub(super) chooser: Box<dyn Chooser>,
    pub(super) decisions: Decisions,
    pub(super) deviations: Vec<Deviation>,
    /// A decision that was made while a goroutine ran.
    pub(super) chosen: Option<Choice>,
    pub(super) choices: Vec<Choice>,
    /// The goroutine that waits until nothing else can happen, and how many steps it waits at most.
    pub(super) drains: Option<Ticket>,
    pub(super) drain_steps: u32,
    /// Timers fire only once no goroutine can run.
    pub(super) timers_wait: bool,
    pub(super) survivors: Vec<Survivor>,
}

impl Choosing {
    pub(super) fn new(chooser: Box<dyn Chooser>, decisions: Decisions) -> Choosing {
        Choosing {
            chooser,
            decisions,
            deviations: Vec::new(),
            chosen: None,
            choices: Vec::new(),
            drains: None,
            drain_steps: 0,
            timers_wait: false,
            survivors: Vec::new(),
        }
    }

    /// Takes a decision among the choices that are listed, and returns the index of what it is.
    pub(super) fn decide(&mut self, goes_on: bool) -> usize {
        let at = self.decisions.count();
        let index = self.chooser.choose(at, &self.choices, goes_on);
        match self.choices.get(index) {
            Some(&to) if index > 0 => {
                self.deviations.push(Deviation { at, to });
                index
            }
            _ => 0,
        }
    }

    pub(super) fn decide_case(&mut self, count: u64, drawn: u64) -> u64 {
        let at = self.decisions.count();
        let chosen = self.chooser.choose_case(at, count, drawn);
        if chosen == drawn || chosen >= count {
            return drawn;
        }
        let to = Choice::Case(chosen);
        self.deviations.push(Deviation { at, to });
        chosen
    }
}

/// A run to its end with a chooser.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// What happened.
    pub trace: Trace,
    /// The goroutines that had not ended then, in the order of their numbers.
    pub survivors: Vec<Survivor>,
    /// The decisions for something else than what happens without a chooser, in order.
    pub deviations: Vec<Deviation>,
    /// How many decisions there were.
    pub decisions: u64,
}
