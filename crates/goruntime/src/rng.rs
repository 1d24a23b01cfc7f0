//! The seeded generator: the only randomness of the Lab.
//!
//! xoshiro256++ from `rand_xoshiro`, whose values are specified by its authors and do not change with a library's
//! version; seeds are spread by `SplitMix64`. Integers only, so that native and wasm32 draw the same numbers.

use rand_core::{Rng as _, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

/// A stream of random numbers that is fixed by its seed and its stream number.
#[derive(Clone, Debug)]
pub struct Rng(Xoshiro256PlusPlus);

impl Rng {
    /// The stream `stream` of `seed`. Each task has a stream of its own, so that its draws depend neither on the pattern
    /// that runs it nor on the number of tasks.
    #[must_use]
    pub fn new(seed: u64, stream: u64) -> Rng {
        // The odd multiplier (2^64 divided by the golden ratio) keeps neighbouring streams apart before the seeding spreads them.
        Rng(Xoshiro256PlusPlus::seed_from_u64(
            seed ^ stream.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15),
        ))
    }

    /// A number in `0..n`; 0 if `n` is 0. Lemire's multiplication; its bias is below `n / 2^64`.
    pub fn below(&mut self, n: u64) -> u64 {
        let wide = u128::from(self.0.next_u64()) * u128::from(n);
        u64::try_from(wide >> 64).unwrap_or_default()
    }

    /// A number in `low..=high`; `low` if the range is empty.
    pub fn between(&mut self, low: u64, high: u64) -> u64 {
        low.saturating_add(self.below(high.saturating_sub(low).saturating_add(1)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_fixed_for_ever() {
        let mut rng = Rng::new(7, 0);
        let drawn: Vec<u64> = (0..4).map(|_| rng.between(50, 150)).collect();
        assert_eq!(drawn, FIRST_OF_SEED_7);
    }

    const FIRST_OF_SEED_7: [u64; 4] = [104, 101, 58, 147];

    #[test]
    fn streams_differ_and_ranges_hold() {
        let (mut a, mut b) = (Rng::new(1, 1), Rng::new(1, 2));
        let pairs: Vec<(u64, u64)> = (0..100).map(|_| (a.below(1000), b.below(1000))).collect();
        assert!(pairs.iter().any(|(x, y)| x != y));
        assert!(pairs.iter().all(|(x, y)| *x < 1000 && *y < 1000));
        assert_eq!(Rng::new(1, 1).below(0), 0);
        assert_eq!(Rng::new(1, 1).between(9, 9), 9);
    }
}
