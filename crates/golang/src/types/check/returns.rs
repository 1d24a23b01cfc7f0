//! Whether a list of statements ends in a terminating one, so that the function needs no `return` after it.

use crate::syntax::ast::{BranchKind, ExprKind, Stmt, StmtKind};
use crate::syntax::symbol::Symbol;

use super::Checker;

impl Checker<'_> {
    pub(super) fn is_terminating_list(&self, stmts: &[Stmt]) -> bool {
        let last = stmts
            .iter()
            .rev()
            .find(|stmt| !matches!(stmt.kind, StmtKind::Empty(_)));
        last.is_some_and(|last| self.is_terminating(last, None))
    }

    fn is_terminating(&self, stmt: &Stmt, label: Option<Symbol>) -> bool {
        match &stmt.kind {
            StmtKind::Return(_)
            | StmtKind::Branch(BranchKind::Goto | BranchKind::Fallthrough, _) => true,
            StmtKind::Expr(expr) => {
                let expr = expr.unparen();
                matches!(expr.kind, ExprKind::Call(_)) && self.panics.contains(&expr.id)
            }
            StmtKind::Block(block) => self.is_terminating_list(&block.stmts),
            StmtKind::Labeled(ident, _, inner) => self.is_terminating(inner, Some(ident.name)),
            StmtKind::If(branch) => {
                let otherwise = branch.otherwise.as_ref();
                otherwise.is_some_and(|otherwise| self.is_terminating(otherwise, None))
                    && self.is_terminating_list(&branch.body.stmts)
            }
            StmtKind::For(looping) => {
                looping.cond.is_none() && !list_breaks(&looping.body.stmts, label, true)
            }
            StmtKind::Switch(switch) => {
                let clauses = &switch.clauses;
                clauses.iter().any(|clause| clause.values.is_empty())
                    && clauses.iter().all(|clause| {
                        self.is_terminating_list(&clause.body)
                            && !list_breaks(&clause.body, label, true)
                    })
            }
            StmtKind::TypeSwitch(switch) => {
                let clauses = &switch.clauses;
                clauses.iter().any(|clause| clause.values.is_empty())
                    && clauses.iter().all(|clause| {
                        self.is_terminating_list(&clause.body)
                            && !list_breaks(&clause.body, label, true)
                    })
            }
            StmtKind::Select(select) => select.clauses.iter().all(|clause| {
                self.is_terminating_list(&clause.body) && !list_breaks(&clause.body, label, true)
            }),
            _ => false,
        }
    }
}

fn list_breaks(stmts: &[Stmt], label: Option<Symbol>, implicit: bool) -> bool {
    stmts.iter().any(|stmt| breaks(stmt, label, implicit))
}

/// Whether a statement leaves the statement around it: by `break` alone (if `implicit`) or with its label.
fn breaks(stmt: &Stmt, label: Option<Symbol>, implicit: bool) -> bool {
    match &stmt.kind {
        StmtKind::Branch(BranchKind::Break, None) => implicit,
        StmtKind::Branch(BranchKind::Break, Some(target)) => Some(target.name) == label,
        StmtKind::Block(block) => list_breaks(&block.stmts, label, implicit),
        StmtKind::Labeled(_, _, inner) => breaks(inner, label, implicit),
        StmtKind::If(branch) => {
            list_breaks(&branch.body.stmts, label, implicit)
                || branch
                    .otherwise
                    .as_ref()
                    .is_some_and(|otherwise| breaks(otherwise, label, implicit))
        }
        // A `break` without a label inside these is theirs.
        StmtKind::Switch(switch) => switch
            .clauses
            .iter()
            .any(|clause| list_breaks(&clause.body, label, false)),
        StmtKind::TypeSwitch(switch) => switch
            .clauses
            .iter()
            .any(|clause| list_breaks(&clause.body, label, false)),
        StmtKind::Select(select) => select
            .clauses
            .iter()
            .any(|clause| list_breaks(&clause.body, label, false)),
        StmtKind::For(looping) => list_breaks(&looping.body.stmts, label, false),
        StmtKind::Range(range) => list_breaks(&range.body.stmts, label, false),
        _ => false,
    }
}
