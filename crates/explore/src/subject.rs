//! What can be explored.

use crate::fault::Fault;
use golang::machine::Touches;
use goruntime::runtime::{Chooser, Decisions, Deviation};
use std::collections::BTreeSet;
use std::rc::Rc;

/// A program that can be run under a schedule, any number of times. Equal arguments give equal runs.
pub trait Subject {
    /// Runs it to its end.
    fn run(&self, attempt: Attempt) -> Trial;

    /// Whether it says what its steps touch.
    fn says_touches(&self) -> bool;
}

/// How a program is run.
pub struct Attempt {
    /// Decides what runs next.
    pub chooser: (Box<dyn Chooser>, Decisions),
    /// What decides the rest that is left to chance; without one, the program's own does.
    pub seed: Option<u64>,
    /// The places of accesses that may race: others may run before them.
    pub racy: Rc<BTreeSet<u32>>,
    /// Whether the faults say as much as they can, which is slower.
    pub in_full: bool,
    /// What its steps touch, if that is asked for.
    pub touches: Option<Touches>,
    /// When it is stopped, if that is before the program's own limit.
    pub most: Effort,
}

/// How long a run may go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effort {
    /// How many scheduling steps.
    pub steps: u64,
    /// How many jumps and calls.
    pub jumps: u64,
}

impl Effort {
    /// As long as the program's own limit allows.
    pub const ANY: Effort = Effort {
        steps: u64::MAX,
        jumps: u64::MAX,
    };
}

/// What a run under a schedule showed.
#[derive(Clone, Debug)]
pub struct Trial {
    /// The faults, each once.
    pub faults: Vec<Fault>,
    /// The places of accesses that race.
    pub racy: Vec<u32>,
    /// Whether it was stopped before its end, since it took too many steps.
    pub is_cut: bool,
    /// The decisions for something else than what `GOMAXPROCS=1` does.
    pub deviations: Vec<Deviation>,
    /// How many decisions there were.
    pub decisions: u64,
    /// How many jumps and calls there were.
    pub jumps: u64,
}
