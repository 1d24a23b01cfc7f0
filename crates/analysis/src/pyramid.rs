//! The largest values of the parts of a list, kept for every sixteen, 256, 4,096 … of them: what a column of pixels shows costs
//! the same however many values lie in it.

use std::ops::Range;

/// Each step of the pyramid stands for `2^BITS` of the one below.
const BITS: u32 = 4;

/// Values of which a part of a list has a largest one.
pub(super) trait Peaks: Copy {
    /// Becomes the larger of both.
    fn raise(&mut self, other: &Self);
}

/// The largest values of the parts of a list. The list itself is the caller's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pyramid<V> {
    /// From the bottom: the largest of each sixteen values of the list, of each 256 …; of whole parts alone.
    steps: Vec<Vec<V>>,
}

/// A part of a list: `2^(BITS * level)` of its values, the `place`-th of that length.
#[derive(Clone, Copy)]
struct Part {
    level: u32,
    place: usize,
}

impl<V> Default for Pyramid<V> {
    fn default() -> Pyramid<V> {
        Pyramid { steps: Vec::new() }
    }
}

impl<V: Peaks> Pyramid<V> {
    /// The pyramid over a list of so many values.
    pub(super) fn over(count: usize, value: impl Fn(usize) -> V) -> Pyramid<V> {
        let mut pyramid = Pyramid::default();
        let mut rest = count >> BITS;
        while rest > 0 {
            let parts = 0..rest;
            let step = parts.filter_map(|place| {
                let inner = (place << BITS)..((place + 1) << BITS);
                let level = pyramid.height();
                pyramid.largest_of(inner.map(|place| Part { level, place }), &value)
            });
            let step = step.collect();
            pyramid.steps.push(step);
            rest >>= BITS;
        }
        pyramid
    }

    /// The largest of some values of the list; `None` if it is none of them.
    pub(super) fn largest(&self, places: Range<usize>, value: impl Fn(usize) -> V) -> Option<V> {
        self.largest_of(parts(places), &value)
    }

    /// The first of some values that passes a test. A part passes it if one of its values does, and no other part.
    pub(super) fn first(
        &self,
        places: Range<usize>,
        value: impl Fn(usize) -> V,
        test: impl Fn(&V) -> bool,
    ) -> Option<usize> {
        let passes = |part: &Part| test(&self.of(*part, &value));
        let mut part = parts(places).find(passes)?;
        while let Some(level) = part.level.checked_sub(1) {
            let inner = (part.place << BITS)..((part.place + 1) << BITS);
            part = inner.map(|place| Part { level, place }).find(passes)?;
        }
        Some(part.place)
    }

    /// The memory that it takes, in bytes.
    pub(super) fn size(&self) -> usize {
        let values: usize = self.steps.iter().map(Vec::capacity).sum();
        values * size_of::<V>()
    }

    fn height(&self) -> u32 {
        u32::try_from(self.steps.len()).unwrap_or(u32::MAX)
    }

    fn of(&self, part: Part, value: &impl Fn(usize) -> V) -> V {
        match part.level.checked_sub(1) {
            Some(step) => self.steps[step as usize][part.place],
            None => value(part.place),
        }
    }

    fn largest_of(
        &self,
        mut parts: impl Iterator<Item = Part>,
        value: &impl Fn(usize) -> V,
    ) -> Option<V> {
        let mut largest = self.of(parts.next()?, value);
        for part in parts {
            largest.raise(&self.of(part, value));
        }
        Some(largest)
    }
}

/// The fewest parts that make up some places.
fn parts(places: Range<usize>) -> impl Iterator<Item = Part> {
    let mut from = places.start;
    std::iter::from_fn(move || {
        let rest = places.end.checked_sub(from)?;
        let fits = rest.checked_ilog2()? / BITS;
        let level = fits.min(from.trailing_zeros() / BITS);
        let place = from >> (level * BITS);
        from += 1 << (level * BITS);
        Some(Part { level, place })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    impl Peaks for u16 {
        fn raise(&mut self, other: &u16) {
            *self = (*self).max(*other);
        }
    }

    proptest! {
        #[test]
        fn it_says_what_the_list_says(
            list in prop::collection::vec(any::<u16>(), 0..1_500),
            (one, other) in any::<(prop::sample::Index, prop::sample::Index)>(),
            least: u16,
        ) {
            let value = |place: usize| list[place];
            let pyramid = Pyramid::over(list.len(), value);
            let ends = [one, other].map(|end| end.index(list.len() + 1));
            let places = ends[0].min(ends[1])..ends[0].max(ends[1]);
            let part = &list[places.clone()];
            prop_assert_eq!(pyramid.largest(places.clone(), value), part.iter().copied().max());
            let test = |value: &u16| *value >= least;
            let first = part.iter().position(test).map(|place| place + places.start);
            prop_assert_eq!(pyramid.first(places, value, test), first);
        }
    }

    #[test]
    fn few_parts_make_up_many_places() {
        let pyramid = Pyramid::over(1 << 20, |_| 0_u16);
        assert!(pyramid.size() < (2 << 20) / 14);
        assert_eq!(parts(0..1 << 20).count(), 1);
        assert!(parts(1..(1 << 20) - 1).count() <= 2 * 15 * 5);
    }
}
