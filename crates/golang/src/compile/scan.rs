//! Looks through the statements of a function.

use crate::syntax::ast::{Block, Expr, ExprKind, Stmt, StmtKind};
use crate::syntax::symbol::Symbol;
use crate::syntax::token::UnaryOp;

/// Whether a function has a statement `defer` of its own; those of function literals do not count.
pub(crate) fn has_defer(body: &Block) -> bool {
    let defers = |stmt: &Stmt| matches!(stmt.kind, StmtKind::Defer(_));
    body.stmts.iter().any(|stmt| has(stmt, &defers))
}

/// Whether a label is declared in a block; labels of function literals are others.
pub(crate) fn has_label(body: &Block, label: Symbol) -> bool {
    let declares =
        |stmt: &Stmt| matches!(&stmt.kind, StmtKind::Labeled(ident, ..) if ident.name == label);
    body.stmts.iter().any(|stmt| has(stmt, &declares))
}

/// Whether `is_one` holds for a statement, or for one inside of it.
fn has(stmt: &Stmt, is_one: &dyn Fn(&Stmt) -> bool) -> bool {
    let in_list = |stmts: &[Stmt]| stmts.iter().any(|stmt| has(stmt, is_one));
    is_one(stmt)
        || match &stmt.kind {
            StmtKind::Labeled(_, _, stmt) => has(stmt, is_one),
            StmtKind::Block(block) => in_list(&block.stmts),
            StmtKind::If(part) => {
                let otherwise = part.otherwise.as_ref();
                in_list(&part.body.stmts) || otherwise.is_some_and(|stmt| has(stmt, is_one))
            }
            StmtKind::Switch(switch) => switch.clauses.iter().any(|clause| in_list(&clause.body)),
            StmtKind::TypeSwitch(switch) => {
                switch.clauses.iter().any(|clause| in_list(&clause.body))
            }
            StmtKind::Select(select) => select.clauses.iter().any(|clause| in_list(&clause.body)),
            StmtKind::For(part) => in_list(&part.body.stmts),
            StmtKind::Range(part) => in_list(&part.body.stmts),
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
