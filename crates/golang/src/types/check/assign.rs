//! Assignments and initializations.

use crate::syntax::ast::{Assign, AssignOp, Expr, ExprKind, Ident};
use crate::syntax::pos::Pos;
use crate::syntax::symbol::Symbol;
use crate::types::ObjId;
use crate::types::info::Mode;
use crate::types::object::{ObjectKind, VarKind};
use crate::types::ty::{Type, TypeId};

use super::Checker;
use super::operand::{Operand, Target, TargetName, start};

/// The left side of an assignment.
enum Left {
    /// `_`
    Blank,
    /// A variable or an entry of a map.
    Place(TypeId),
    /// In error.
    Invalid,
}

impl<'a> Checker<'a> {
    /// Gives a variable its first value, and its type if it has none.
    pub(super) fn initialize(
        &mut self,
        obj: ObjId,
        wanted: Option<TypeId>,
        x: &mut Operand<'a>,
        context: &str,
    ) {
        if !x.is_valid() || x.ty == TypeId::INVALID || wanted == Some(TypeId::INVALID) {
            x.invalidate();
            return;
        }
        let ty = match wanted {
            Some(ty) => ty,
            None if x.is_nil() && x.ty == TypeId::UNTYPED_NIL => {
                self.error_at(x, format!("use of untyped nil in {context}"));
                x.invalidate();
                return;
            }
            None => self.types.default_type(x.ty),
        };
        if matches!(x.mode, Mode::NoValue | Mode::Type | Mode::Builtin(_))
            || matches!(self.types.get(ty), Type::Tuple(_))
        {
            self.single_value(x);
            return;
        }
        self.types.objects[obj.index()].ty = ty;
        self.assignment(x, Some(ty), context);
    }

    /// Gives variables the values of a list, or those of one call. `typed` says that they have their types.
    pub(super) fn initialize_variables(&mut self, vars: &[ObjId], values: &'a [Expr], typed: bool) {
        let context = if vars.len() > 1 {
            "multiple assignment"
        } else {
            "assignment"
        };
        let is_call = matches!(values, [one] if matches!(one.unparen().kind, ExprKind::Call(_)));
        let wanted = |checker: &Self, var: ObjId| {
            let ty = checker.types.object(var).ty;
            (typed || ty != TypeId::INVALID).then_some(ty)
        };
        if vars.len() == values.len() && !is_call {
            for (&var, value) in vars.iter().zip(values) {
                let ty = wanted(self, var);
                let target = ty.map(|ty| Target::new(ty, TargetName::Object(var)));
                let mut x = self.expr(value, target);
                self.initialize(var, ty, &mut x, context);
            }
            return;
        }
        let [value] = values else {
            let valid = self.use_exprs(values);
            if valid {
                self.report_mismatch(values, vars.len(), values.len());
            }
            return;
        };
        let (mut results, comma_ok) = self.multi_expr(value, vars.len() == 2);
        if results.len() != vars.len() {
            if results[0].is_valid() {
                self.report_mismatch(values, vars.len(), results.len());
            }
            return;
        }
        for (&var, x) in vars.iter().zip(&mut results) {
            let ty = wanted(self, var);
            self.initialize(var, ty, x, context);
        }
        if comma_ok {
            self.record_comma_ok(value);
        }
    }

    pub(super) fn record_comma_ok(&mut self, expr: &Expr) {
        self.info.comma_ok.insert(expr.id);
        self.info.comma_ok.insert(expr.unparen().id);
    }

    fn report_mismatch(&mut self, values: &'a [Expr], left: usize, right: usize) {
        let plural = |n: usize, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
        let (vars, count) = (plural(left, "variable"), plural(right, "value"));
        let first = &values[0];
        let message = match &first.unparen().kind {
            ExprKind::Call(call) if values.len() == 1 => {
                format!(
                    "assignment mismatch: {vars} but {} returns {count}",
                    self.text(&call.fun)
                )
            }
            _ => format!("assignment mismatch: {vars} but {count}"),
        };
        self.error(first.pos, message);
    }

    pub(super) fn assign_statement(&mut self, assign: &'a Assign, pos: Pos) {
        match assign.op {
            AssignOp::Define => self.short_declaration(assign),
            AssignOp::Assign => self.assign_all(&assign.lhs, &assign.rhs),
            AssignOp::Op(op) => {
                let ([left], [right]) = (&assign.lhs[..], &assign.rhs[..]) else {
                    let message =
                        format!("assignment operation {op}= requires single-valued expressions");
                    self.error(pos, message);
                    return;
                };
                let x = self.expr(left, None);
                let y = self.expr(right, None);
                let mut x = self.binary(x, y, op, None, assign.op_pos);
                self.assign_value(left, &mut x, "assignment operation");
            }
        }
    }

    fn assign_all(&mut self, left: &'a [Expr], right: &'a [Expr]) {
        let context = if left.len() > 1 {
            "multiple assignment"
        } else {
            "assignment"
        };
        let is_call = matches!(right, [one] if matches!(one.unparen().kind, ExprKind::Call(_)));
        if left.len() == right.len() && !is_call {
            for (left, right) in left.iter().zip(right) {
                self.assign_expr(left, right, context);
            }
            return;
        }
        let [value] = right else {
            let left_valid = self.use_lefts(left);
            let right_valid = self.use_exprs(right);
            if left_valid && right_valid {
                self.report_mismatch(right, left.len(), right.len());
            }
            return;
        };
        let (mut results, comma_ok) = self.multi_expr(value, left.len() == 2);
        if results.len() != left.len() {
            if results[0].is_valid() {
                self.report_mismatch(right, left.len(), results.len());
            }
            for expr in left {
                self.use_left(expr);
            }
            return;
        }
        for (left, x) in left.iter().zip(&mut results) {
            self.assign_value(left, x, context);
        }
        if comma_ok {
            self.record_comma_ok(value);
        }
    }

    fn assign_expr(&mut self, left: &'a Expr, right: &'a Expr, context: &str) {
        let ty = match self.left_side(left) {
            Left::Invalid => {
                self.use_expr(right);
                return;
            }
            Left::Blank => None,
            Left::Place(ty) => Some(ty),
        };
        let target = ty.map(|ty| Target::new(ty, TargetName::Expr(left)));
        let mut x = self.expr(right, target);
        let context = if ty.is_none() && context == "assignment" {
            "assignment to _ identifier"
        } else {
            context
        };
        self.assignment(&mut x, ty, context);
    }

    /// Assigns a value that was evaluated.
    pub(super) fn assign_value(&mut self, left: &'a Expr, x: &mut Operand<'a>, context: &str) {
        let ty = match self.left_side(left) {
            Left::Invalid => return x.invalidate(),
            Left::Blank => None,
            Left::Place(ty) => Some(ty),
        };
        let context = if ty.is_none() && context == "assignment" {
            "assignment to _ identifier"
        } else {
            context
        };
        self.assignment(x, ty, context);
    }

    fn left_side(&mut self, left: &'a Expr) -> Left {
        let ident = left.unparen().as_ident();
        if ident.is_some_and(|ident| ident.name == Symbol::BLANK) {
            return Left::Blank;
        }
        // An assignment alone is no use of a variable.
        let unused = ident
            .and_then(|ident| self.look_up(ident.name))
            .filter(|&obj| self.is_own_variable(obj) && !self.used.contains(&obj));
        let x = self.expr(left, None);
        if let Some(obj) = unused {
            self.used.remove(&obj);
        }
        if !x.is_valid() || x.ty == TypeId::INVALID {
            return Left::Invalid;
        }
        if matches!(x.mode, Mode::Variable | Mode::MapIndex) {
            self.mark_assigned(left);
            return Left::Place(x.ty);
        }
        let text = self.text(left);
        let in_map = match &left.unparen().kind {
            ExprKind::Selector(inner, _) => self
                .info
                .expr(inner.id)
                .is_some_and(|info| info.mode == Mode::MapIndex),
            _ => false,
        };
        let message = if in_map {
            format!("cannot assign to struct field {text} in map")
        } else {
            format!("cannot assign to {text} (neither addressable nor a map index expression)")
        };
        self.error(start(left), message);
        Left::Invalid
    }

    fn short_declaration(&mut self, assign: &'a Assign) {
        let mut vars = Vec::new();
        let mut new: Vec<(Ident, ObjId)> = Vec::new();
        let mut failed = false;
        let mut seen: Vec<Symbol> = Vec::new();
        for left in &assign.lhs {
            let var = self.declared_variable(left, &mut seen, &mut new);
            failed |= var.is_none();
            vars.push(var.unwrap_or_else(|| {
                self.new_variable(&no_ident(left), TypeId::INVALID, VarKind::Local)
            }));
        }
        self.initialize_variables(&vars, &assign.rhs, false);
        for (left, &var) in assign.lhs.iter().zip(&vars) {
            self.record_variable(left, var);
        }
        if new.is_empty() && !failed {
            self.error(assign.op_pos, "no new variables on left side of :=");
        }
        for (ident, obj) in new {
            self.env.names.push(ident.name, obj);
        }
    }

    /// The variable of a name on the left of `:=`: one of this block, or a `new` one. `None` if it is in error.
    fn declared_variable(
        &mut self,
        left: &'a Expr,
        seen: &mut Vec<Symbol>,
        new: &mut Vec<(Ident, ObjId)>,
    ) -> Option<ObjId> {
        let Some(ident) = left.as_ident() else {
            self.use_left(left);
            let message = format!("non-name {} on left side of :=", self.text(left));
            self.error(start(left), message);
            return None;
        };
        if ident.name != Symbol::BLANK && seen.contains(&ident.name) {
            let name = self.types.text(ident.name);
            let message = format!("{name} repeated on left side of :=");
            self.error(ident.pos, message);
            return None;
        }
        seen.push(ident.name);
        if let Some(known) = self.look_up_in_block(ident.name) {
            self.define(ident, known);
            if !matches!(self.types.object(known).kind, ObjectKind::Var(_)) {
                let message = format!("cannot assign to {}", self.text(left));
                self.error(left.pos, message);
                return None;
            }
            self.mark_variable_assigned(known);
            self.record_variable(left, known);
            return Some(known);
        }
        let obj = self.new_variable(ident, TypeId::INVALID, VarKind::Local);
        self.define(ident, obj);
        if ident.name != Symbol::BLANK {
            new.push((*ident, obj));
        }
        Some(obj)
    }

    /// Records a variable on the left of a declaration as an expression, so that its type is found there, too.
    pub(super) fn record_variable(&mut self, left: &'a Expr, obj: ObjId) {
        let ty = self.types.object(obj).ty;
        if left.as_ident().is_some() {
            self.record(&Operand::new(Mode::Variable, ty, left));
        }
    }
}

/// A blank identifier for a place without one.
fn no_ident(expr: &Expr) -> Ident {
    Ident {
        id: crate::syntax::ast::IdentId(u32::MAX),
        name: Symbol::BLANK,
        pos: expr.pos,
        end: expr.end,
    }
}
