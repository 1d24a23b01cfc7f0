//! The places that a loop over a map has not yet visited.

use goruntime::runtime::random_below;
use std::collections::BTreeMap;

/// The places that a loop has not yet visited. They are shuffled (Fisher and Yates, from the last one down) only as far as
/// the loop goes, so that a loop that ends early costs little.
#[derive(Debug)]
pub(crate) enum Left {
    /// The places below a number; those that a swap has put another place into, with that place.
    Below(usize, BTreeMap<usize, usize>),
    /// All of them.
    All(Vec<usize>),
}

impl Left {
    /// How many there are.
    fn len(&self) -> usize {
        match self {
            Left::Below(len, _) => *len,
            Left::All(places) => places.len(),
        }
    }

    /// Takes one of them by chance.
    pub(super) fn take(&mut self) -> Option<usize> {
        let last = self.len().checked_sub(1)?;
        let other = match last {
            0 => 0,
            // The drawn number is at most `last`.
            _ => usize::try_from(random_below(last as u64 + 1)).unwrap_or(last),
        };
        Some(self.take_at(other, last))
    }

    /// Takes one of them, and puts the last one into its place.
    fn take_at(&mut self, other: usize, last: usize) -> usize {
        let Left::Below(len, swapped) = self else {
            return self.all().swap_remove(other);
        };
        *len = last;
        let place = swapped.get(&other).copied().unwrap_or(other);
        let moved = swapped.remove(&last).unwrap_or(last);
        if other != last {
            swapped.insert(other, moved);
        }
        // The loop seems to go on to its end.
        if swapped.len() > 8 && swapped.len() * 16 > last {
            self.all();
        }
        place
    }

    /// The places one by one.
    pub(super) fn all(&mut self) -> &mut Vec<usize> {
        if let Left::Below(len, swapped) = self {
            let place = |at| swapped.get(&at).copied().unwrap_or(at);
            *self = Left::All((0..*len).map(place).collect());
        }
        match self {
            Left::All(places) => places,
            Left::Below(..) => unreachable!("they are one by one now"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_place_comes_once() {
        for len in [0, 1, 2, 7, 100, 1_000] {
            let mut left = Left::Below(len, BTreeMap::new());
            let mut shuffled: Vec<usize> = (0..len).collect();
            for last in (0..len).rev() {
                let drawn = (last * 7919 + len) % (last + 1);
                assert_eq!(left.take_at(drawn, last), shuffled.swap_remove(drawn));
            }
            assert_eq!((left.len(), left.take()), (0, None));
        }
    }
}
