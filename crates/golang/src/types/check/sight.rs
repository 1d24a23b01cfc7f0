//! The local names in sight.

use std::collections::BTreeMap;

use crate::syntax::symbol::Symbol;
use crate::types::ObjId;

/// The names of open blocks, inner ones last; each is found without a look at the others.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    list: Vec<(Symbol, ObjId)>,
    /// For each name its places in the list.
    places: BTreeMap<Symbol, Vec<usize>>,
}

impl Names {
    pub(super) fn new(names: &[(Symbol, ObjId)]) -> Self {
        let mut this = Self::default();
        for &(name, obj) in names {
            this.push(name, obj);
        }
        this
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    pub(super) fn push(&mut self, name: Symbol, obj: ObjId) {
        self.places.entry(name).or_default().push(self.list.len());
        self.list.push((name, obj));
    }

    /// Leaves the first `len` names.
    pub(super) fn truncate(&mut self, len: usize) {
        while self.list.len() > len {
            let Some((name, _)) = self.list.pop() else {
                return;
            };
            if let Some(places) = self.places.get_mut(&name) {
                places.pop();
            }
        }
    }

    /// The innermost object of a name that is not among the first `start`.
    pub(super) fn find_from(&self, start: usize, name: Symbol) -> Option<ObjId> {
        let place = *self.places.get(&name)?.last()?;
        (place >= start).then(|| self.list[place].1)
    }

    /// The names from the one at `start` on.
    pub(super) fn from(&self, start: usize) -> &[(Symbol, ObjId)] {
        &self.list[start..]
    }
}
