//! Values that leave in any order.

use std::collections::VecDeque;

/// Values in the order of their arrival. Each has a number, by which it can leave before its turn.
#[derive(Debug)]
pub struct Roll<T> {
    /// With their numbers, which rise. What has left is `None` until that is half of all.
    values: VecDeque<(u64, Option<T>)>,
    arrived: u64,
    len: usize,
}

impl<T> Default for Roll<T> {
    fn default() -> Roll<T> {
        Roll {
            values: VecDeque::new(),
            arrived: 0,
            len: 0,
        }
    }
}

impl<T> Roll<T> {
    /// Puts a value at the end, and returns its number: 1 for the first, and each number once.
    pub fn push(&mut self, value: T) -> u64 {
        self.arrived += 1;
        self.values.push_back((self.arrived, Some(value)));
        self.len += 1;
        self.arrived
    }

    /// How many values are there.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Takes the value that has been there longest.
    pub fn pop_first(&mut self) -> Option<T> {
        let first = std::iter::from_fn(|| self.values.pop_front()).find_map(|value| value.1);
        self.taken(first)
    }

    /// Takes the value with a number; `None` if it has left.
    pub fn remove(&mut self, number: u64) -> Option<T> {
        let place = self.values.binary_search_by_key(&number, |value| value.0);
        let value = self.values.get_mut(place.ok()?)?.1.take();
        self.taken(value)
    }

    fn taken(&mut self, value: Option<T>) -> Option<T> {
        if value.is_some() {
            self.len -= 1;
        }
        if self.values.len() > 2 * self.len {
            self.values.retain(|value| value.1.is_some());
        }
        value
    }
}

impl<T> IntoIterator for Roll<T> {
    type Item = T;
    type IntoIter = std::iter::FilterMap<
        std::collections::vec_deque::IntoIter<(u64, Option<T>)>,
        fn((u64, Option<T>)) -> Option<T>,
    >;

    fn into_iter(self) -> Self::IntoIter {
        self.values.into_iter().filter_map(|value| value.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_is_a_list_from_which_any_value_can_leave(steps in prop::collection::vec((0..4_u8, 0..40_u64), 0..200)) {
            let (mut roll, mut plain) = (Roll::default(), Vec::new());
            for (step, number) in steps {
                match step {
                    0 => prop_assert_eq!(roll.pop_first(), (!plain.is_empty()).then(|| plain.remove(0))),
                    1 => {
                        let place = plain.iter().position(|&other| other == number);
                        prop_assert_eq!(roll.remove(number), place.map(|place| plain.remove(place)));
                    }
                    _ => {
                        let number = roll.arrived + 1;
                        plain.push(number);
                        prop_assert_eq!(roll.push(number), number);
                    }
                }
                prop_assert_eq!((roll.len(), roll.is_empty()), (plain.len(), plain.is_empty()));
                prop_assert!(roll.values.len() <= 2 * roll.len());
            }
            prop_assert_eq!(roll.into_iter().collect::<Vec<_>>(), plain);
        }
    }
}
