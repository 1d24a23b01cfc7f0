//! What a run may use, and how far it got.

use crate::time::Time;
use crate::trace::Limits;
use std::future::Future;
use std::pin::Pin;

/// What is left of a goroutine to be run.
pub(super) type Body = Pin<Box<dyn Future<Output = ()>>>;

/// What a run may use.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    /// Scheduling steps: how often a goroutine gets the processor.
    pub steps: u64,
    /// Bytes of memory; `None` for no limit.
    pub memory: Option<u64>,
    /// How much there is of the other resources; the program itself sees to it, and the trace tells.
    pub limits: Limits,
    /// Processors (GOMAXPROCS); only who computes holds one for a time.
    pub processors: u32,
    /// How many tasks the workload has: main must not return before they have ended.
    pub tasks: u32,
}

impl Default for Budget {
    fn default() -> Budget {
        Budget {
            steps: 50_000_000,
            memory: None,
            limits: Limits::default(),
            processors: 1,
            tasks: 0,
        }
    }
}

/// How far a run got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// It has ended.
    Ended,
    /// It used up the steps it was given.
    Paused,
    /// Nothing can run before this moment.
    Waiting(Time),
}
