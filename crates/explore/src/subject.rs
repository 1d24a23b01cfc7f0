//! What can be explored.

use crate::fault::Fault;
use goruntime::runtime::{Chooser, Decisions, Deviation};
use std::collections::BTreeSet;
use std::rc::Rc;

/// A program that can be run under a schedule, any number of times. Equal arguments give equal runs.
pub trait Subject {
    /// Runs it to its end. `seed` decides what the chooser does not; without one,
    /// the program's own does. Others may run before the accesses at the places in
    /// `racy`. With `in_full` the faults say as much as they can, which is slower.
    fn run(
        &self,
        chooser: (Box<dyn Chooser>, Decisions),
        seed: Option<u64>,
        racy: &Rc<BTreeSet<u32>>,
        in_full: bool,
    ) -> Trial;
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
}
