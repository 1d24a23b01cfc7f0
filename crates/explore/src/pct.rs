//! PCT: goroutines have random priorities, and the one with the highest runs, but for a few moments at which it is lowered.
//! A fault that needs `d` orderings is found with a probability of at least `1 / (n k^(d-1))` for `n` goroutines and `k`
//! decisions.

use goruntime::rng::Rng;
use goruntime::runtime::{Choice, Chooser};
use goruntime::trace::GoroutineId;
use std::collections::BTreeMap;

/// A goroutine that has run for so many decisions while others could is lowered: it may wait for them in a loop.
const PATIENCE: u32 = 300;

/// After so many decisions the next timer fires: a goroutine may wait for it in a loop, and running takes time, too.
const OVERDUE: u32 = 2_000;

/// Priorities of goroutines that were lowered are below this.
const LOWERED: u64 = 1 << 32;

/// Takes decisions by priorities.
#[derive(Debug)]
pub(crate) struct Pct {
    rng: Rng,
    priorities: BTreeMap<GoroutineId, u64>,
    /// The moments at which something changes, the next one last.
    changes: Vec<u64>,
    lowest: u64,
    last: Option<GoroutineId>,
    in_a_row: u32,
    /// How many decisions there were since the last timer fired.
    without_timer: u32,
}

impl Pct {
    /// For faults that need `depth` orderings, at least 1, in a run of about so many decisions.
    pub(crate) fn new(mut rng: Rng, depth: u32, decisions: u64) -> Pct {
        let mut changes: Vec<u64> = (1..depth).map(|_| rng.below(decisions.max(1))).collect();
        changes.sort_unstable();
        changes.reverse();
        Pct {
            rng,
            priorities: BTreeMap::new(),
            changes,
            lowest: LOWERED,
            last: None,
            in_a_row: 0,
            without_timer: 0,
        }
    }

    fn lower(&mut self, goroutine: GoroutineId) {
        self.lowest -= 1;
        self.priorities.insert(goroutine, self.lowest);
    }

    /// The place of the goroutine with the highest priority.
    fn highest(&mut self, choices: &[Choice]) -> Option<(usize, GoroutineId)> {
        let mut best: Option<(u64, usize, GoroutineId)> = None;
        for (place, choice) in choices.iter().enumerate() {
            let Choice::Goroutine(id) = *choice else {
                continue;
            };
            let rng = &mut self.rng;
            let priority = self.priorities.entry(id);
            let priority = *priority.or_insert_with(|| LOWERED + rng.below(1 << 32));
            if best.is_none_or(|(highest, ..)| priority > highest) {
                best = Some((priority, place, id));
            }
        }
        best.map(|(_, place, id)| (place, id))
    }
}

impl Chooser for Pct {
    fn choose(&mut self, number: u64, choices: &[Choice], _: bool) -> usize {
        let Some((mut place, mut id)) = self.highest(choices) else {
            return 0;
        };
        let has_timer = choices.last() == Some(&Choice::Timer);
        self.without_timer += 1;
        if has_timer && self.without_timer >= OVERDUE {
            self.without_timer = 0;
            return choices.len() - 1;
        }
        if self.changes.pop_if(|change| *change <= number).is_some() {
            // Time may pass instead, so that timers fire early.
            if has_timer && self.rng.below(3) == 0 {
                self.without_timer = 0;
                return choices.len() - 1;
            }
            self.lower(id);
            (place, id) = self.highest(choices).unwrap_or((place, id));
        }
        if self.last == Some(id) {
            self.in_a_row += 1;
            if self.in_a_row >= PATIENCE {
                self.in_a_row = 0;
                self.lower(id);
            }
        } else {
            self.in_a_row = 0;
            self.last = Some(id);
        }
        place
    }

    fn choose_case(&mut self, _: u64, count: u64, _: u64) -> u64 {
        self.rng.below(count)
    }

    fn yielded(&mut self, goroutine: GoroutineId) {
        self.lower(goroutine);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_timer_fires_though_a_goroutine_never_stops() {
        let mut pct = Pct::new(Rng::new(1, 1), 1, 1_000);
        let choices = [Choice::Goroutine(GoroutineId(1)), Choice::Timer];
        let fired = (0..10 * u64::from(OVERDUE))
            .filter(|number| pct.choose(*number, &choices, true) == 1)
            .count();
        assert_eq!(fired, 10);
    }
}
