//! Statements.

use crate::syntax::ast::{
    CommClause, Expr, ExprKind, For, If, IncDec, Select, Send, Stmt, StmtKind,
};
use crate::syntax::pos::Pos;
use crate::syntax::token::{BinaryOp, UnaryOp};
use crate::types::Basic;
use crate::types::constant::Value;
use crate::types::info::Mode;
use crate::types::ty::TypeId;

use super::Checker;
use super::operand::{Operand, own_place};

impl<'a> Checker<'a> {
    /// Statements of the open block.
    pub(super) fn block_statements(&mut self, stmts: &'a [Stmt]) {
        for stmt in stmts {
            self.statement(stmt);
        }
    }

    /// Statements in a block of their own.
    pub(super) fn block(&mut self, stmts: &'a [Stmt]) {
        let mark = self.open();
        self.block_statements(stmts);
        self.close(mark);
    }

    pub(super) fn statement(&mut self, stmt: &'a Stmt) {
        let start = self.delayed.len();
        self.statement_itself(stmt);
        self.process_delayed(start);
    }

    fn statement_itself(&mut self, stmt: &'a Stmt) {
        match &stmt.kind {
            // The parser has looked at branches and their labels.
            StmtKind::Bad | StmtKind::Empty(_) | StmtKind::Branch(..) => {}
            StmtKind::Decl(decl) => self.local_declaration(decl),
            StmtKind::Labeled(_, _, stmt) => self.statement(stmt),
            StmtKind::Expr(expr) => self.expression_statement(expr),
            StmtKind::Send(send) => self.send(send),
            StmtKind::IncDec(step) => self.inc_dec(step),
            StmtKind::Assign(assign) => self.assign_statement(assign, stmt.pos),
            StmtKind::Go(call) => self.suspended_call("go", call),
            StmtKind::Defer(call) => self.suspended_call("defer", call),
            StmtKind::Return(values) => self.return_statement(values, stmt.pos),
            StmtKind::Block(block) => self.block(&block.stmts),
            StmtKind::If(branch) => self.if_statement(branch),
            StmtKind::Switch(switch) => self.switch(switch),
            StmtKind::TypeSwitch(switch) => self.type_switch(switch),
            StmtKind::Select(select) => self.select(select),
            StmtKind::For(looping) => self.for_statement(looping),
            StmtKind::Range(range) => self.range_statement(range),
        }
    }

    fn expression_statement(&mut self, expr: &'a Expr) {
        let x = self.raw_expr(expr, None, None, false);
        let what = match x.mode {
            Mode::Invalid => return,
            Mode::Builtin(_) => "must be called",
            Mode::Type => "is not an expression",
            _ if self.is_statement(expr) => return,
            _ => "is not used",
        };
        let message = format!("{} {what}", self.describe(&x));
        self.error_at(&x, message);
    }

    /// Whether an expression may stand as a statement: a call or a receive.
    fn is_statement(&self, expr: &Expr) -> bool {
        match &expr.unparen().kind {
            ExprKind::Call(call) => match self.info.expr(call.fun.id).map(|info| info.mode) {
                Some(Mode::Type) => false,
                Some(Mode::Builtin(builtin)) => builtin.is_statement(),
                _ => true,
            },
            ExprKind::Unary(UnaryOp::Arrow, _) => true,
            _ => false,
        }
    }

    fn suspended_call(&mut self, keyword: &str, expr: &'a Expr) {
        let ExprKind::Call(call) = &expr.kind else {
            let message = match &expr.unparen().kind {
                ExprKind::Call(_) => format!("expression in {keyword} must not be parenthesized"),
                _ => format!("expression in {keyword} must be function call"),
            };
            self.error(expr.pos, message);
            self.use_expr(expr);
            return;
        };
        let x = self.raw_expr(expr, None, None, false);
        if !x.is_valid() || self.is_statement(expr) {
            return;
        }
        let is_conversion = self
            .info
            .expr(call.fun.id)
            .is_some_and(|info| info.mode == Mode::Type);
        let what = if is_conversion {
            "requires function call, not conversion"
        } else {
            "discards result of"
        };
        let message = format!("{keyword} {what} {}", self.describe(&x));
        self.error_at(&x, message);
    }

    fn send(&mut self, send: &'a Send) {
        let channel = self.expr(&send.chan, None);
        let mut value = self.generic_expr(&send.value, None);
        if !channel.is_valid() || !value.is_valid() {
            return;
        }
        if let Some(elem) = self.channel_element(&channel, false) {
            self.assignment(&mut value, Some(elem), "send");
        }
    }

    fn inc_dec(&mut self, step: &'a IncDec) {
        let x = self.expr(&step.x, None);
        if !x.is_valid() {
            return;
        }
        if x.is_nil() || !self.types.all_basic(x.ty, Basic::is_numeric) {
            let sign = if step.increment { "++" } else { "--" };
            let message = format!(
                "invalid operation: {}{sign} (non-numeric type {})",
                self.text(&step.x),
                self.types.display(x.ty)
            );
            self.error(step.x.pos, message);
            return;
        }
        let mut one = Operand::constant(Value::int(1), TypeId::UNTYPED_INT, &step.x);
        one.part = Some("1".into());
        let op = if step.increment {
            BinaryOp::Add
        } else {
            BinaryOp::Sub
        };
        let mut x = self.binary(x, one, op, None, step.op_pos);
        self.assign_value(&step.x, &mut x, "assignment");
    }

    fn return_statement(&mut self, values: &'a [Expr], pos: Pos) {
        let Some(signature) = self.env.signature.clone() else {
            return;
        };
        if values.is_empty() && !self.env.results.is_empty() {
            for result in self.env.results.clone() {
                let name = self.types.object(result).name;
                if Self::is_blank(name) {
                    continue;
                }
                if let Some(inner) = self.look_up(name).filter(|&inner| inner != result) {
                    let shown = self.types.text(name).to_owned();
                    let place = self.place(self.types.object(inner).pos);
                    let ty = self.types.display(self.types.object(inner).ty);
                    let message = format!(
                        "result parameter {shown} not in scope at return\n\t{place}: inner declaration of var {shown} {ty}"
                    );
                    self.error(pos, message);
                }
            }
            return;
        }
        let wanted: Vec<TypeId> = signature.results.iter().map(|result| result.ty).collect();
        if values.is_empty() && wanted.is_empty() {
            return;
        }
        self.return_values(&wanted, values, pos);
    }

    /// A condition: a truth value.
    fn condition(&mut self, expr: &'a Expr, statement: &str) {
        let x = self.expr(expr, None);
        if !x.is_valid() {
            return;
        }
        if x.is_nil() || !self.types.all_basic(x.ty, Basic::is_boolean) {
            self.error(
                expr.pos,
                format!("non-boolean condition in {statement} statement"),
            );
            return;
        }
        let ty = self.types.default_type(x.ty);
        self.update_type(expr, ty, true);
    }

    fn if_statement(&mut self, branch: &'a If) {
        let mark = self.open();
        if let Some(init) = &branch.init {
            self.statement(init);
        }
        self.condition(&branch.cond, "if");
        self.block(&branch.body.stmts);
        if let Some(otherwise) = &branch.otherwise {
            self.statement(otherwise);
        }
        self.close(mark);
    }

    fn for_statement(&mut self, looping: &'a For) {
        let mark = self.open();
        if let Some(init) = &looping.init {
            self.statement(init);
        }
        if let Some(cond) = &looping.cond {
            self.condition(cond, "for");
        }
        if let Some(post) = &looping.post {
            self.statement(post);
        }
        self.block(&looping.body.stmts);
        self.close(mark);
    }

    fn select(&mut self, select: &'a Select) {
        let defaults = select
            .clauses
            .iter()
            .filter(|clause| clause.comm.is_none())
            .map(|clause| clause.pos);
        self.report_defaults(&defaults.collect::<Vec<_>>());
        for clause in &select.clauses {
            if !is_communication(clause) {
                let pos = match clause.comm.as_ref().map(|comm| (&comm.kind, comm.pos)) {
                    Some((StmtKind::Expr(expr), _)) => own_place(expr),
                    Some((_, pos)) => pos,
                    None => clause.pos,
                };
                self.error(
                    pos,
                    "select case must be send or receive (possibly with assignment)",
                );
                continue;
            }
            let mark = self.open();
            if let Some(comm) = &clause.comm {
                self.statement(comm);
            }
            self.block_statements(&clause.body);
            self.close(mark);
        }
    }

    /// Complains about a second `default`.
    pub(super) fn report_defaults(&mut self, places: &[Pos]) {
        let Some((first, others)) = places.split_first() else {
            return;
        };
        for &pos in others {
            let message = format!("multiple defaults (first at {})", self.place(*first));
            self.error(pos, message);
        }
    }
}

/// Whether a clause of a `select` has a send or a receive.
fn is_communication(clause: &CommClause) -> bool {
    let receives = |expr: &Expr| matches!(expr.unparen().kind, ExprKind::Unary(UnaryOp::Arrow, _));
    match clause.comm.as_ref().map(|comm| &comm.kind) {
        None | Some(StmtKind::Send(_)) => true,
        Some(StmtKind::Expr(expr)) => receives(expr),
        Some(StmtKind::Assign(assign)) => matches!(&assign.rhs[..], [one] if receives(one)),
        _ => false,
    }
}
