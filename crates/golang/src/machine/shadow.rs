//! Who used the memory of a program, for the race detector.

use goruntime::runtime::{Accesses, SyncVar};
use std::cell::Cell;
use std::fmt;

/// Who used a piece of memory: the accesses to each of its places, and the order that atomic operations on it give.
#[derive(Default)]
pub(crate) struct Shadow {
    pub(super) nums: Vec<Accesses>,
    pub(super) refs: Vec<Accesses>,
    pub(super) orders: Vec<((u32, u32), SyncVar)>,
    /// Its number in [`super::touch::Touches`]; 0 at first.
    pub(super) number: Cell<u32>,
}

impl fmt::Debug for Shadow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "a shadow of {} places",
            self.nums.len() + self.refs.len()
        )
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
