//! What takes time: the runs, the curve over the slider, the advice's curve, the talk's figures.
//!
//! One [`Scheduler`] does all of it in small pieces on the page's thread. What the user waits for comes first, the newest wish
//! wins, and a slice of work ends when its time is up. The clock is the caller's, so that all this is tested natively.

mod claims;
mod runs;
mod scheduler;
mod sweep;
#[cfg(test)]
mod tests;

pub use claims::Figures;
pub use runs::Runs;
pub use scheduler::{Results, Scheduler, Wanted};
pub use sweep::{CurveOf, Sweeper, coarse_first, why_no_curve, with_one_seed};

/// Something that takes time, and is done in small pieces.
pub trait Job {
    /// Whether there is anything left to do.
    fn is_busy(&self) -> bool;

    /// Does the next small piece: at most a few milliseconds. `now` is the time in milliseconds.
    fn advance(&mut self, now: f64);

    /// Whether there is something new to show. Asking forgets it.
    fn take_news(&mut self) -> bool;
}

/// How many scheduling steps a small piece of a run has.
const STEPS: u64 = 2_000;
/// How many events a small piece of an analysis reads.
const EVENTS: usize = 20_000;
