//! The random walk.

use goruntime::rng::Rng;
use goruntime::runtime::{Choice, Chooser};
use goruntime::trace::GoroutineId;

/// One in so many decisions lets the next timer fire, though a goroutine could go on.
const TIMER: u64 = 48;

/// Takes each decision by chance.
#[derive(Debug)]
pub(crate) struct Random {
    rng: Rng,
    /// In how many of 16 decisions a goroutine goes on that need not wait.
    stays: u64,
}

impl Random {
    pub(crate) fn new(rng: Rng, stays: u64) -> Random {
        Random { rng, stays }
    }
}

impl Chooser for Random {
    fn choose(&mut self, _: u64, choices: &[Choice], goes_on: bool) -> usize {
        if choices.len() == 1 {
            return 0;
        }
        let has_timer = choices.last() == Some(&Choice::Timer);
        let goroutines = choices.len() - usize::from(has_timer);
        if goroutines == 0 {
            return 0;
        }
        if has_timer && self.rng.below(TIMER) == 0 {
            return goroutines;
        }
        if goes_on && self.rng.below(16) < self.stays {
            return 0;
        }
        // The drawn number is less than the count.
        usize::try_from(self.rng.below(goroutines as u64)).unwrap_or(0)
    }

    fn choose_case(&mut self, _: u64, count: u64, _: u64) -> u64 {
        self.rng.below(count)
    }

    fn yielded(&mut self, _: GoroutineId) {}
}
