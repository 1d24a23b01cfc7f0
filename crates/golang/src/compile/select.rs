//! `select`.

use super::func::{Func, Operand};
use crate::code::{Bank, Op, SelectCase};
use crate::syntax::ast::{AssignOp, Expr, ExprKind, Select, Stmt, StmtKind};
use crate::syntax::token::UnaryOp;
use crate::types::{Type, TypeId};

/// A case that receives.
struct Received {
    value: Operand,
    ok: Operand,
    ty: TypeId,
}

impl<'a> Func<'_, 'a> {
    pub(crate) fn select(&mut self, select: &'a Select) {
        self.open(false);
        let line = self.line;
        let mut cases = Vec::new();
        let mut received = Vec::new();
        for clause in &select.clauses {
            let Some(comm) = &clause.comm else {
                received.push(None);
                continue;
            };
            let (case, value) = self.case(comm);
            cases.extend(case);
            received.push(value);
        }
        self.line = line;
        let has_default = select.clauses.iter().any(|clause| clause.comm.is_none());
        let chosen = self.alloc(Bank::Num);
        let list = u16::try_from(self.unit.code.selects.len()).unwrap_or(u16::MAX);
        self.unit.code.selects.push(cases);
        self.emit(Op::Select(chosen, list, has_default));
        let mut ends = Vec::new();
        let mut number = 0;
        for (clause, received) in select.clauses.iter().zip(received) {
            let index = if clause.comm.is_some() {
                number += 1;
                number - 1
            } else {
                -1
            };
            let past = self.emit(Op::JumpUnequalInt(chosen, index, 0));
            let before = self.top;
            self.line = self.line_of(clause.pos);
            if let (Some(comm), Some(received)) = (&clause.comm, received) {
                self.bind_received(comm, &received);
            }
            self.stmts(&clause.body);
            self.top = before;
            ends.push(self.emit(Op::Jump(0)));
            self.patch_here(vec![past]);
        }
        self.patch_here(ends);
        self.close();
    }

    /// Evaluates the channel and the value of a case.
    fn case(&mut self, comm: &'a Stmt) -> (Option<SelectCase>, Option<Received>) {
        if let StmtKind::Send(send) = &comm.kind {
            let ty = self.ty(&send.chan);
            let channel = self.eval(&send.chan, None);
            let channel = self.stable(channel);
            let elem = self.channel_elem(ty);
            let value = self.eval_owned(&send.value, elem, None);
            let value = self.stable(value);
            return (
                Some(SelectCase::Send(channel.slot, value.bank, value.slot)),
                None,
            );
        }
        let Some(channel) = receive_of(comm) else {
            return (None, None);
        };
        let ty = self.ty(channel);
        let channel = self.eval(channel, None);
        let channel = self.stable(channel);
        let elem = self.channel_elem(ty);
        let (bank, number, fresh) = (self.bank(elem), self.no(elem), self.is_memory(elem));
        let (slot, ok) = (self.alloc(bank), self.alloc(Bank::Num));
        let received = Received {
            value: Operand { slot, bank, fresh },
            ok: Operand::num(ok),
            ty: elem,
        };
        (
            Some(SelectCase::Receive(channel.slot, slot, number, ok)),
            Some(received),
        )
    }

    fn channel_elem(&mut self, ty: TypeId) -> TypeId {
        match self.unit.types.under(ty) {
            Type::Chan(_, elem) => elem,
            _ => TypeId::INT,
        }
    }

    fn bind_received(&mut self, comm: &'a Stmt, received: &Received) {
        let StmtKind::Assign(assign) = &comm.kind else {
            return;
        };
        let values = [(received.value, received.ty), (received.ok, TypeId::BOOL)];
        for (x, (value, from)) in assign.lhs.iter().zip(values) {
            if x.as_ident().is_some_and(|ident| Self::is_blank(ident.name)) {
                continue;
            }
            if assign.op == AssignOp::Define {
                if let Some(obj) = x.as_ident().and_then(|ident| self.object(ident.id)) {
                    self.declare(obj, Some(value));
                }
                continue;
            }
            let (place, to) = (self.location(x, false), self.ty(x));
            let value = self.converted(value, from, to, None);
            self.store(place, to, value);
        }
    }
}

/// The channel that a case receives from.
fn receive_of(comm: &Stmt) -> Option<&Expr> {
    let expr = match &comm.kind {
        StmtKind::Expr(expr) => expr,
        StmtKind::Assign(assign) => assign.rhs.first()?,
        _ => return None,
    };
    match &expr.unparen().kind {
        ExprKind::Unary(UnaryOp::Arrow, channel) => Some(channel),
        _ => None,
    }
}
