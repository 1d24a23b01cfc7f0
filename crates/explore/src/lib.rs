//! The search for the schedule that breaks a program: it runs the program under one schedule after another, and looks for
//! deadlocks, leaks, data races and panics.
//!
//! `GOMAXPROCS=1` gives one order of many. A [`Search`] tries others: random walks, PCT (Burckhardt, Kothari, Musuvathi,
//! Nagarakatte: *A randomized scheduler with probabilistic guarantees of finding bugs*, ASPLOS 2010), and for small programs
//! all that differ. Each failure is a [`goruntime::runtime::Schedule`], a short text that gives the same run again. It is
//! made smaller before it is shown.

mod all;
mod fault;
mod holders;
mod pct;
mod program;
mod random;
mod ring;
mod search;
mod shrink;
mod subject;
mod twin;
mod waiting;

pub use all::{Complete, try_all};
pub use fault::{Fault, Kind, Place};
pub use program::GoProgram;
pub use search::{Found, Search, Settings, Tally};
pub use shrink::shrink;
pub use subject::{Attempt, Effort, Subject, Trial};
pub use twin::Twin;
