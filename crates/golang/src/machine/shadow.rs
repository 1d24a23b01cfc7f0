//! Who used the memory of a program, for the race detector.

use super::account::{forget, note};
use goruntime::runtime::{Accesses, SyncVar};
use std::cell::Cell;
use std::fmt;

/// Who used a piece of memory: the accesses to each of its places, and the order that atomic operations on it give.
#[derive(Default)]
pub(crate) struct Shadow {
    pub(super) nums: Pages,
    pub(super) refs: Pages,
    pub(super) orders: Vec<((u32, u32), SyncVar)>,
    /// Its number in [`super::touch::Touches`]; 0 at first.
    pub(super) number: Cell<u32>,
}

impl fmt::Debug for Shadow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a shadow")
    }
}

/// How many places of memory are noted together.
const PAGE: usize = 256;

/// The most places of a program whose accesses are noted at once: with what is kept of each, a quarter of a gigabyte.
const MOST_NOTED: u64 = 1 << 22;

/// The accesses to places of memory, as far as there were any.
#[derive(Default)]
pub(crate) struct Pages(Vec<Option<Box<[Accesses]>>>);

impl Pages {
    /// The accesses to a place of so many; `None` if too many are noted already.
    pub(super) fn of(&mut self, place: usize, len: usize) -> Option<&mut Accesses> {
        let page = place / PAGE;
        if self.0.len() <= page {
            self.0.resize_with(page + 1, || None);
        }
        let noted = &mut self.0[page];
        if noted.is_none() {
            let size = len.checked_sub(page * PAGE)?.min(PAGE);
            if !note(size as u64, MOST_NOTED) {
                return None;
            }
            *noted = Some((0..size).map(|_| Accesses::default()).collect());
        }
        noted.as_mut()?.get_mut(place % PAGE)
    }
}

impl Drop for Pages {
    fn drop(&mut self) {
        let noted = self.0.iter().flatten().map(|page| page.len() as u64);
        forget(noted.sum());
    }
}

/// What a function of a package does for the order of memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Order {
    /// What others did before happens before what follows.
    pub(crate) acquires: bool,
    /// What was done so far happens before what others do later.
    pub(crate) releases: bool,
}

#[cfg(test)]
mod tests {
    use super::super::account::set_noted;
    use super::*;

    #[test]
    fn a_place_is_noted_with_its_page_alone() {
        let before = set_noted(0);
        let mut pages = Pages::default();
        assert!(pages.of(40_000_000, 40_000_100).is_some());
        assert!(pages.of(3, 40_000_100).is_some());
        assert_eq!(set_noted(MOST_NOTED), 100 + PAGE as u64);
        // There is no room for another page.
        assert!(pages.of(4, 40_000_100).is_some());
        assert!(pages.of(1_000, 40_000_100).is_none());
        drop(pages);
        let left = MOST_NOTED - 100 - PAGE as u64;
        assert_eq!(set_noted(before), left);
    }
}
