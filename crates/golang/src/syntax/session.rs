//! What the files of one program share: positions, strings and the next free numbers.

use super::ast::{ExprId, IdentId, NodeId};
use super::pos::FileSet;
use super::symbol::Interner;

/// What the files of one program share. Parse all packages of a program with one session.
#[derive(Clone, Debug, Default)]
pub struct Session {
    /// The files, for positions.
    pub files: FileSet,
    /// The strings of names and literals.
    pub names: Interner,
    exprs: u32,
    idents: u32,
    nodes: u32,
}

impl Session {
    /// A session without files.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How many [`ExprId`]s there are: the length of a table indexed by them.
    #[must_use]
    pub fn expr_count(&self) -> usize {
        self.exprs as usize
    }

    /// How many [`IdentId`]s there are: the length of a table indexed by them.
    #[must_use]
    pub fn ident_count(&self) -> usize {
        self.idents as usize
    }

    /// How many [`NodeId`]s there are: the length of a table indexed by them.
    #[must_use]
    pub fn node_count(&self) -> usize {
        self.nodes as usize
    }

    /// The next number of an expression; also for one that a later room makes up.
    pub fn next_expr(&mut self) -> ExprId {
        self.exprs += 1;
        ExprId(self.exprs - 1)
    }

    /// The next number of an identifier; also for one that a later room makes up.
    pub fn next_ident(&mut self) -> IdentId {
        self.idents += 1;
        IdentId(self.idents - 1)
    }

    /// The next number of another node; also for one that a later room makes up.
    pub fn next_node(&mut self) -> NodeId {
        self.nodes += 1;
        NodeId(self.nodes - 1)
    }
}
