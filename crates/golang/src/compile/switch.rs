//! `switch` of values and of types.

use super::func::{Func, Operand};
use crate::code::Op;
use crate::syntax::ast::{BranchKind, CaseClause, Expr, ExprKind, StmtKind, Switch, TypeSwitch};
use crate::types::{ObjId, TypeId};

impl<'a> Func<'_, 'a> {
    pub(crate) fn switch(&mut self, switch: &'a Switch) {
        let label = self.next_label.take();
        if let Some(init) = &switch.init {
            self.stmt(init);
        }
        self.next_label = label;
        self.open(false);
        let tag = switch.tag.as_ref().map(|tag| {
            let ty = self.ty(tag);
            let ty = self.unit.types.default_type(ty);
            let value = self.eval_as(tag, ty, None);
            (self.stable(value), ty)
        });
        let mut entries = Vec::new();
        for clause in &switch.clauses {
            let mut jumps = Vec::new();
            for value in &clause.values {
                self.line = self.line_of(value.pos);
                let before = self.top;
                match tag {
                    None => jumps.extend(self.condition(value, true)),
                    Some((tag, ty)) => {
                        let equal = self.case_equal(tag, ty, value);
                        jumps.push(self.emit(Op::JumpIf(equal.slot, 0)));
                    }
                }
                self.top = before;
            }
            entries.push(jumps);
        }
        let past = self.emit(Op::Jump(0));
        self.clauses(&switch.clauses, entries, past, |_, _| {});
    }

    fn case_equal(&mut self, tag: Operand, ty: TypeId, value: &'a Expr) -> Operand {
        let value_ty = self.ty(value);
        let is_interface = |func: &mut Self, ty| func.unit.types.is_interface(ty);
        if is_interface(self, value_ty) && !is_interface(self, ty) && !self.is_nil(value) {
            let tag = self.boxed(tag, ty, None);
            let other = self.eval(value, None);
            return self.equality(true, tag, other, value_ty, None);
        }
        let constant = self
            .unit
            .info
            .expr(value.id)
            .and_then(|info| info.value.clone());
        let other = match constant {
            Some(value) if !is_interface(self, ty) => self.constant(&value, ty, None),
            _ => self.eval_as(value, ty, None),
        };
        self.equality(true, tag, other, ty, None)
    }

    /// The bodies of clauses; `entries` are the jumps to each, `past` is the jump that comes where no case fits.
    fn clauses(
        &mut self,
        clauses: &'a [CaseClause],
        entries: Vec<Vec<usize>>,
        past: usize,
        mut bind: impl FnMut(&mut Self, &'a CaseClause),
    ) {
        let mut default = None;
        let mut falls: Option<usize> = None;
        let mut ends = Vec::new();
        for (clause, jumps) in clauses.iter().zip(entries) {
            let here = self.here();
            if clause.values.is_empty() {
                default = Some(here);
            }
            self.patch_here(jumps);
            let before = self.top;
            self.line = self.line_of(clause.pos);
            bind(self, clause);
            if let Some(fall) = falls.take() {
                let here = self.here();
                self.patch(fall, here);
            }
            self.stmts(&clause.body);
            self.top = before;
            let falls_through = clause
                .body
                .last()
                .is_some_and(|stmt| is_fallthrough(&stmt.kind));
            let jump = self.emit(Op::Jump(0));
            if falls_through {
                falls = Some(jump);
            } else {
                ends.push(jump);
            }
        }
        match default {
            Some(default) => self.patch(past, default),
            None => ends.push(past),
        }
        ends.extend(falls);
        self.patch_here(ends);
        self.close();
    }

    pub(crate) fn type_switch(&mut self, switch: &'a TypeSwitch) {
        let label = self.next_label.take();
        if let Some(init) = &switch.init {
            self.stmt(init);
        }
        self.next_label = label;
        self.open(false);
        let ExprKind::TypeAssert(x, None) = &switch.guard.unparen().kind else {
            return;
        };
        let (value, from) = (self.eval(x, None), self.ty(x));
        let value = self.stable(value);
        let mut entries = Vec::new();
        for clause in &switch.clauses {
            let mut jumps = Vec::new();
            for ty in &clause.values {
                let before = self.top;
                let is = self.is_of(value, ty);
                jumps.push(self.emit(Op::JumpIf(is.slot, 0)));
                self.top = before;
            }
            entries.push(jumps);
        }
        let past = self.emit(Op::Jump(0));
        self.clauses(&switch.clauses, entries, past, |func, clause| {
            if let Some(obj) = func.unit.info.implicit(clause.id) {
                func.bind_clause(obj, clause, value, from);
            }
        });
    }

    fn is_of(&mut self, value: Operand, ty: &'a Expr) -> Operand {
        if self.is_nil(ty) {
            return self.number_op(None, |slot| Op::IsNil(slot, value.slot));
        }
        let ty = self.ty(ty);
        let number = self.no(ty);
        let is_interface = self.unit.types.is_interface(ty);
        self.number_op(None, |slot| {
            if is_interface {
                Op::Implements(slot, value.slot, number)
            } else {
                Op::IsType(slot, value.slot, number)
            }
        })
    }

    /// The variable of a clause has the clause's type if there is one.
    fn bind_clause(&mut self, obj: ObjId, clause: &'a CaseClause, value: Operand, from: TypeId) {
        let to = match &clause.values[..] {
            [only] if !self.is_nil(only) => self.ty(only),
            _ => from,
        };
        if self.unit.types.is_interface(to) {
            self.declare(obj, Some(value));
            return;
        }
        let variable = self.reserve(obj);
        let (held, _) = self.assert(value.slot, to, None);
        self.initialize(variable, to, Some(held));
        self.vars.insert(obj, variable);
    }
}

fn is_fallthrough(stmt: &StmtKind) -> bool {
    match stmt {
        StmtKind::Branch(BranchKind::Fallthrough, _) => true,
        StmtKind::Labeled(_, _, stmt) => is_fallthrough(&stmt.kind),
        _ => false,
    }
}
