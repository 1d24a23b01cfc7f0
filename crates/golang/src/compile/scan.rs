//! Looks through the statements of a function.

use crate::syntax::ast::{Block, Stmt, StmtKind};

/// Whether a function has a statement `defer` of its own; those of function literals do not count.
pub(crate) fn has_defer(body: &Block) -> bool {
    body.stmts.iter().any(defers)
}

fn defers(stmt: &Stmt) -> bool {
    match &stmt.kind {
        StmtKind::Defer(_) => true,
        StmtKind::Labeled(_, _, stmt) => defers(stmt),
        StmtKind::Block(block) => has_defer(block),
        StmtKind::If(part) => has_defer(&part.body) || part.otherwise.as_ref().is_some_and(defers),
        StmtKind::Switch(switch) => switch.clauses.iter().any(|clause| clause.body.iter().any(defers)),
        StmtKind::TypeSwitch(switch) => switch.clauses.iter().any(|clause| clause.body.iter().any(defers)),
        StmtKind::Select(select) => select.clauses.iter().any(|clause| clause.body.iter().any(defers)),
        StmtKind::For(part) => has_defer(&part.body),
        StmtKind::Range(part) => has_defer(&part.body),
        _ => false,
    }
}
