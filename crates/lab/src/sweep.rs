//! A sweep: runs of a scenario over a range of values of one parameter.

use crate::params::{Key, Param, Unit, Value};
use crate::patterns::Pattern;
use crate::scenarios::Scenario;
use crate::simulate::Simulation;
use analysis::{Point, measure};

/// The most values of a sweep.
pub const MOST_VALUES: usize = 2_000;
/// The most seeds for each value, which give a band.
pub const MOST_SEEDS: u64 = 1_000;

/// A sweep of a pattern of a scenario over a parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Sweep {
    scenario: Scenario,
    pattern: &'static Pattern,
    key: Key,
    values: Vec<u64>,
    seeds: u64,
}

impl Sweep {
    /// A sweep over these values with `seeds` runs each. Their seeds are the scenario's and those after it; where there are
    /// none, those before it.
    #[must_use]
    pub fn new(
        scenario: &Scenario,
        pattern: &'static Pattern,
        key: Key,
        values: Vec<u64>,
        seeds: u64,
    ) -> Sweep {
        Sweep {
            scenario: scenario.clone(),
            pattern,
            key,
            values,
            seeds: seeds.clamp(1, MOST_SEEDS),
        }
    }

    /// The values.
    #[must_use]
    pub fn values(&self) -> &[u64] {
        &self.values
    }

    /// The parameter.
    #[must_use]
    pub fn key(&self) -> Key {
        self.key
    }

    /// The pattern.
    #[must_use]
    pub fn pattern(&self) -> &'static Pattern {
        self.pattern
    }

    /// Runs one value with all seeds.
    #[must_use]
    pub fn point(&self, value: u64) -> Point {
        let run = |seed| measure(&self.start(value, seed).finish());
        Point {
            value,
            runs: (0..self.seeds).map(run).collect(),
        }
    }

    /// The number of seeds for each value.
    #[must_use]
    pub fn seeds(&self) -> u64 {
        self.seeds
    }

    /// A run of a value with one of the seeds, before its start.
    #[must_use]
    pub fn start(&self, value: u64, seed: u64) -> Simulation {
        let mut scenario = self.scenario.clone();
        // A value beyond its range is cut to it, as everywhere.
        let _ = scenario.set(self.key, Value::Number(value));
        if seed > 0 && self.key != Key::Seed {
            let (own, last) = (
                scenario.values().number(Key::Seed),
                scenario.values().max(Key::Seed),
            );
            // Seeds beyond the last are replaced by those before the scenario's.
            let seed = if own + seed > last {
                own - seed
            } else {
                own + seed
            };
            let _ = scenario.set(Key::Seed, Value::Number(seed));
        }
        Simulation::new(&scenario, self.pattern)
    }
}

/// Whether a parameter can be swept: its values are numbers.
#[must_use]
pub fn can_sweep(param: &Param) -> bool {
    match param.unit {
        Unit::Numbers | Unit::Choice(_) => false,
        Unit::Count
        | Unit::Duration
        | Unit::DurationOrNone
        | Unit::Durations
        | Unit::Latency
        | Unit::Bytes(_)
        | Unit::Percent => true,
    }
}

/// The smallest difference of two values of a parameter that is worth a run.
#[must_use]
pub fn unit(param: &Param) -> u64 {
    match param.unit {
        Unit::Count | Unit::Percent | Unit::Numbers | Unit::Choice(_) => 1,
        Unit::Duration | Unit::DurationOrNone | Unit::Durations | Unit::Latency => 1_000_000,
        Unit::Bytes(unit) => unit.bytes(),
    }
}

/// About `count` values from `low` to `high`, including both: all values if there are few; else at equal ratios. `unit` is
/// the smallest step between two values.
#[must_use]
pub fn spread(low: u64, high: u64, unit: u64, count: usize) -> Vec<u64> {
    let unit = unit.max(1);
    let all = high.saturating_sub(low) / unit + 1;
    if all <= count as u64 {
        let mut values: Vec<u64> = (0..all).map(|n| low + n * unit).collect();
        if values.last() != Some(&high) {
            values.push(high);
        }
        return values;
    }
    let (from, to) = (float(low.max(unit)), float(high));
    let step = libm::log(to / from) / float(count.max(2) as u64 - 1);
    let mut values = vec![low];
    for n in 1..count as u64 {
        let exact = from * libm::exp(step * float(n));
        let value = whole(exact / float(unit)) * unit;
        let last = values.last().copied().unwrap_or(low);
        values.push(value.max(last + unit).min(high));
    }
    values.push(high);
    values.dedup();
    values
}

#[expect(clippy::cast_precision_loss, reason = "values are rounded to steps")]
fn float(n: u64) -> f64 {
    n as f64
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it is a value's place between two values"
)]
fn whole(n: f64) -> u64 {
    libm::round(n) as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link;

    #[track_caller]
    fn check_spread(low: u64, high: u64, unit: u64, count: usize, expected: &[u64]) {
        assert_eq!(spread(low, high, unit, count), expected);
    }

    #[test]
    fn values_are_spread_by_ratio() {
        check_spread(1, 5, 1, 10, &[1, 2, 3, 4, 5]);
        check_spread(3, 3, 1, 10, &[3]);
        check_spread(10, 35, 10, 10, &[10, 20, 30, 35]);
        check_spread(1, 100, 1, 7, &[1, 2, 5, 10, 22, 46, 100]);
        check_spread(0, 100, 1, 5, &[0, 3, 10, 32, 100]);
    }

    #[test]
    fn a_sweep_equals_its_single_runs() {
        let scenario = link::parse("?tasks=20&latency=10ms&goroutines=0").scenario;
        let pattern = crate::patterns::find("batched").expect("it is in the registry");
        let sweep = Sweep::new(&scenario, pattern, Key::Batch, vec![1, 3, 20], 2);
        let totals = |point: Point| -> Vec<u64> {
            point
                .runs
                .iter()
                .map(|run| run.total.0 / 1_000_000)
                .collect()
        };
        let all: Vec<Vec<u64>> = sweep
            .values()
            .iter()
            .map(|n| totals(sweep.point(*n)))
            .collect();
        assert_eq!(all, [[200, 200], [70, 70], [10, 10]]);
    }
}
