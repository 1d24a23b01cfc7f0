//! Which goroutines go on and on after main has returned, and which wait for ever.

use std::collections::BTreeMap;

/// The waits since main returned.
#[derive(Debug, Default)]
pub(crate) struct Late {
    /// The scheduling steps in which the goroutines had to end.
    pub(super) steps: u32,
    /// Whether they were used up, and something could still happen.
    pub(super) is_cut: bool,
    waits: BTreeMap<u32, Waits>,
}

/// The waits of a goroutine.
#[derive(Clone, Copy, Debug)]
struct Waits {
    count: u32,
    /// How many steps were left at the last of them.
    left: u32,
    /// The function in which the goroutine began.
    began: u32,
}

impl Late {
    /// A goroutine, which began in this function, waits when so many steps are left.
    pub(super) fn wait(&mut self, goroutine: u32, began: u32, left: u32) {
        let count = self.waits.get(&goroutine).map_or(0, |waits| waits.count);
        let count = count.saturating_add(1);
        self.waits.insert(goroutine, Waits { count, left, began });
    }

    /// The function in which a goroutine began that has waited.
    pub(super) fn began(&self, goroutine: u32) -> Option<u32> {
        Some(self.waits.get(&goroutine)?.began)
    }

    /// Whether a goroutine went on and on: it has waited more than once, the last time in the second half of the steps. One
    /// wait says nothing, however late it came: nobody has ended it.
    pub(super) fn goes_on(&self, goroutine: u32) -> bool {
        let is_late = |waits: &Waits| waits.count > 1 && waits.left < self.steps / 2;
        self.is_cut && self.waits.get(&goroutine).is_some_and(is_late)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether goroutine 1 goes on after waits of goroutines when so many steps of a hundred were left.
    #[track_caller]
    fn check(waits: &[(u32, u32)], is_cut: bool, expected: bool) {
        let mut late = Late {
            steps: 100,
            is_cut,
            ..Late::default()
        };
        for (goroutine, left) in waits {
            late.wait(*goroutine, 0, *left);
        }
        assert_eq!(late.goes_on(1), expected, "{waits:?}");
    }

    #[test]
    fn a_goroutine_goes_on_that_waits_anew_until_the_end() {
        check(&[], true, false);
        check(&[(2, 1)], true, false);
        check(&[(1, 99)], true, false);
        check(&[(1, 1)], true, false);
        check(&[(1, 99), (2, 98)], true, false);
        check(&[(2, 99), (1, 98)], true, false);
        check(&[(1, 99), (1, 98)], true, false);
        check(&[(1, 99), (1, 50)], true, false);
        check(&[(1, 99), (1, 49)], true, true);
        check(&[(1, 2), (1, 1)], true, true);
        check(&[(1, 99), (2, 80), (2, 2), (1, 1)], true, true);
        check(&[(1, 99), (1, 1)], false, false);
    }
}
