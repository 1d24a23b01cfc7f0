//! The sizes of expressions and statements, found once.

use std::cell::RefCell;

/// The sizes found so far; without them, nested literals would take exponential time.
pub(super) struct Sizes {
    pub(super) first_expr: usize,
    pub(super) first_node: usize,
    pub(super) exprs: RefCell<Vec<Option<usize>>>,
    pub(super) stmts: RefCell<Vec<Option<usize>>>,
}

impl Sizes {
    /// For the expressions and statements with numbers from the first ones on.
    pub(super) fn new(exprs: std::ops::Range<usize>, nodes: std::ops::Range<usize>) -> Self {
        Self {
            first_expr: exprs.start,
            first_node: nodes.start,
            exprs: RefCell::new(vec![None; exprs.len()]),
            stmts: RefCell::new(vec![None; nodes.len()]),
        }
    }
}
