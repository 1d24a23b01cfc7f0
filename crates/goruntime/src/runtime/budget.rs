//! The limits of a run, and its progress.

use crate::time::Time;
use crate::trace::Limits;
use std::future::Future;
use std::pin::Pin;

/// The rest of a goroutine's execution.
pub(super) type Body = Pin<Box<dyn Future<Output = ()>>>;

/// The limits of a run.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    /// Scheduling steps: how often a goroutine gets the processor.
    pub steps: u64,
    /// Bytes of the trace.
    pub trace: usize,
    /// Instants of virtual time at which something happens. What is read off a trace grows with them.
    pub instants: u32,
    /// Bytes of memory; `None` for no limit.
    pub memory: Option<u64>,
    /// The limits of the other resources. The program enforces them; here they are only passed on to the trace.
    pub limits: Limits,
    /// Processors (GOMAXPROCS). A goroutine holds one only while it computes.
    pub processors: u32,
    /// The number of tasks of the workload. If main returns before they have ended, the outcome is
    /// [`crate::trace::Outcome::MainReturnedEarly`].
    pub tasks: u32,
}

impl Default for Budget {
    /// A run takes at most a few seconds in a browser, and its trace and what is read off it at most about 150 MB, so that
    /// six runs beside each other fit into the memory of a page.
    fn default() -> Budget {
        Budget {
            steps: 10_000_000,
            trace: 48 << 20,
            instants: 1 << 19,
            memory: None,
            limits: Limits::default(),
            processors: 1,
            tasks: 0,
        }
    }
}

/// The state of a run between two calls of [`super::Run::advance`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// It has ended.
    Ended,
    /// It has used up its steps.
    Paused,
    /// Nothing can run before this moment.
    Waiting(Time),
}
