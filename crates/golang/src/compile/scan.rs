//! Looks through the statements of a function.

use crate::syntax::ast::{Block, Expr, ExprKind, Stmt, StmtKind};
use crate::syntax::token::UnaryOp;

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
        StmtKind::Switch(switch) => switch
            .clauses
            .iter()
            .any(|clause| clause.body.iter().any(defers)),
        StmtKind::TypeSwitch(switch) => switch
            .clauses
            .iter()
            .any(|clause| clause.body.iter().any(defers)),
        StmtKind::Select(select) => select
            .clauses
            .iter()
            .any(|clause| clause.body.iter().any(defers)),
        StmtKind::For(part) => has_defer(&part.body),
        StmtKind::Range(part) => has_defer(&part.body),
        _ => false,
    }
}

/// Whether an expression calls a function or receives, so that it has to be evaluated even if its length is constant.
pub(crate) fn has_call(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Call(_) | ExprKind::Unary(UnaryOp::Arrow, _) => true,
        ExprKind::Paren(x)
        | ExprKind::Star(x)
        | ExprKind::Unary(_, x)
        | ExprKind::Selector(x, _)
        | ExprKind::TypeAssert(x, _) => has_call(x),
        ExprKind::Index(index) => has_call(&index.x) || index.indices.iter().any(has_call),
        ExprKind::Slice(slice) => {
            let bounds = [&slice.lo, &slice.hi, &slice.max];
            has_call(&slice.x) || bounds.into_iter().flatten().any(has_call)
        }
        ExprKind::Binary(binary) => has_call(&binary.x) || has_call(&binary.y),
        ExprKind::KeyValue(pair) => has_call(&pair.key) || has_call(&pair.value),
        ExprKind::Composite(composite) => composite.elements.iter().any(has_call),
        _ => false,
    }
}
