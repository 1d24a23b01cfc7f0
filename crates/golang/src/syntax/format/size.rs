//! How long an expression or statement is on one line, which decides about columns and one-line bodies.

use std::cell::RefCell;

use crate::syntax::ast::{Block, Expr, Stmt};

use super::align::trim;
use super::printer::Printer;

impl<'a> Printer<'a> {
    /// The length of `x` in bytes if it fits on one line of `max`, otherwise more than `max`.
    pub(super) fn expr_size(&self, x: &'a Expr, max: usize) -> usize {
        let index = x.id.index() - self.sizes.first_expr;
        self.size(&self.sizes.exprs, index, max, |printer| printer.expr(x))
    }

    /// The length of `stmt` in bytes if it fits on one line of `max`, otherwise more than `max`.
    fn stmt_size(&self, stmt: &'a Stmt, max: usize) -> usize {
        let index = stmt.id.index() - self.sizes.first_node;
        self.size(&self.sizes.stmts, index, max, |printer| {
            printer.stmt(stmt, false);
        })
    }

    fn size(
        &self,
        known: &RefCell<Vec<Option<usize>>>,
        index: usize,
        max: usize,
        print: impl FnOnce(&mut Self),
    ) -> usize {
        if let Some(size) = known.borrow()[index] {
            return size;
        }
        known.borrow_mut()[index] = Some(max + 1);
        let mut printer = Printer::new(self.source, self.sizes, &[]);
        print(&mut printer);
        printer.finish();
        let text = trim(&printer.output);
        let fits = text.len() <= max && !text.iter().any(|byte| matches!(byte, b'\n' | 0x0C));
        let size = if fits { text.len() } else { max + 1 };
        known.borrow_mut()[index] = Some(size);
        size
    }

    /// The length of a body on one line if it is simple and fits, otherwise more than `max`.
    pub(super) fn body_size(&mut self, body: &'a Block, max: usize) -> usize {
        if self.line(body.lbrace) != self.line(body.rbrace) || body.stmts.len() > 5 {
            return max + 1;
        }
        let end = self.place(body.rbrace);
        let mut size = self.comment_size_before(end);
        for (index, stmt) in body.stmts.iter().enumerate() {
            if size > max {
                break;
            }
            size += if index > 0 { 2 } else { 0 };
            size += self.stmt_size(stmt, max);
        }
        size
    }
}
