//! Loops over maps.

use super::left::Left;
use super::value::{Iteration, Map, Ref};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

impl Iteration {
    /// A loop before its first entry.
    pub(crate) fn new(map: &Rc<RefCell<Map>>) -> Rc<RefCell<Iteration>> {
        let left = Left::Below(map.borrow().entries.len(), BTreeMap::new());
        let iteration = Iteration {
            map: Rc::clone(map),
            left,
        };
        let iteration = Rc::new(RefCell::new(iteration));
        let loops = &mut map.borrow_mut().loops;
        if loops.len() == loops.capacity() {
            loops.retain(|other| other.strong_count() > 0);
        }
        loops.push(Rc::downgrade(&iteration));
        iteration
    }

    /// The next entry that is still there.
    pub(crate) fn next(&mut self) -> Option<(Ref, Ref)> {
        while let Some(place) = self.left.take() {
            if let Some(entry) = &self.map.borrow().entries[place] {
                return Some((entry.original.clone(), entry.value.clone()));
            }
        }
        None
    }
}

impl Map {
    /// Tells the loops over it where the entries are from now on; `None` is one that is deleted.
    pub(super) fn move_loops(&self, new: &[Option<usize>]) {
        for iteration in &self.loops {
            if let Some(iteration) = iteration.upgrade() {
                let left = &mut iteration.borrow_mut().left;
                let moved = left.all().iter().filter_map(|place| *new.get(*place)?);
                *left = Left::All(moved.collect());
            }
        }
    }
}
