//! Comparisons.

use crate::syntax::token::BinaryOp;
use crate::types::Basic;
use crate::types::constant::{self, Value};
use crate::types::identity::Walk;
use crate::types::info::Mode;
use crate::types::ty::{Type, TypeId};

use super::Checker;
use super::operand::Operand;

impl<'a> Checker<'a> {
    /// `x op y` for a comparison; `case` of a switch has words of its own.
    pub(super) fn comparison(
        &mut self,
        x: &mut Operand<'a>,
        y: &mut Operand<'a>,
        op: BinaryOp,
        in_switch: bool,
    ) {
        if x.ty == TypeId::INVALID || y.ty == TypeId::INVALID {
            x.invalidate();
            return;
        }
        if let Some((at_x, cause)) = self.why_not_comparable(x, y, op) {
            let cause = if cause.is_empty() {
                self.operator_cause(x, y, at_x, op)
            } else {
                cause
            };
            let (a, b) = (self.operand_text(x), self.operand_text(y));
            if in_switch {
                self.error_at(x, format!("invalid case {a} in switch on {b} ({cause})"));
            } else {
                let pos = if at_x { x.pos() } else { y.pos() };
                self.error(pos, format!("invalid operation: {a} {op} {b} ({cause})"));
            }
            x.invalidate();
            return;
        }
        if let (Mode::Constant, Mode::Constant, Some(a), Some(b)) =
            (x.mode, y.mode, &x.value, &y.value)
        {
            x.value = constant::compare(a, op, b).map(Value::Bool);
        } else {
            x.mode = Mode::Value;
            x.value = None;
            for side in [&*x, &*y] {
                let ty = self.types.default_type(side.ty);
                if let Some(expr) = side.expr {
                    self.update_type(expr, ty, true);
                }
            }
        }
        x.ty = TypeId::UNTYPED_BOOL;
    }

    /// Whether the error is at `x`, and its cause if it has words of its own.
    fn why_not_comparable(
        &mut self,
        x: &Operand<'a>,
        y: &Operand<'a>,
        op: BinaryOp,
    ) -> Option<(bool, String)> {
        if self.why_not_assignable(x, y.ty).is_some() && self.why_not_assignable(y, x.ty).is_some()
        {
            let cause = format!(
                "mismatched types {} and {}",
                self.types.display(x.ty),
                self.types.display(y.ty)
            );
            return Some((false, cause));
        }
        if !matches!(op, BinaryOp::Eql | BinaryOp::Neq) {
            if x.is_nil() || !self.types.all_basic(x.ty, Basic::is_ordered) {
                return Some((true, String::new()));
            }
            let fine = !y.is_nil() && self.types.all_basic(y.ty, Basic::is_ordered);
            return (!fine).then(|| (false, String::new()));
        }
        if x.is_nil() || y.is_nil() {
            let ty = if x.is_nil() { y.ty } else { x.ty };
            let fine =
                self.types.has_nil(ty) && !(x.is_nil() && y.is_nil() && ty == TypeId::UNTYPED_NIL);
            return (!fine).then(|| (false, String::new()));
        }
        if !self.types.comparable(x.ty) {
            return Some((true, self.incomparable_cause(x.ty)));
        }
        if !self.types.comparable(y.ty) {
            return Some((false, self.incomparable_cause(y.ty)));
        }
        None
    }

    fn operator_cause(
        &mut self,
        x: &Operand<'a>,
        y: &Operand<'a>,
        at_x: bool,
        op: BinaryOp,
    ) -> String {
        let (x_param, y_param) = (
            self.types.is_type_param(x.ty),
            self.types.is_type_param(y.ty),
        );
        if x_param || y_param {
            let ty = if x_param && at_x || !y_param {
                x.ty
            } else {
                y.ty
            };
            return format!(
                "type parameter {} cannot use operator {op}",
                self.types.display(ty)
            );
        }
        let side = if at_x { x } else { y };
        if side.is_nil() && side.ty == TypeId::UNTYPED_NIL {
            return format!("operator {op} not defined on untyped nil");
        }
        let what = match self.composite_kind(side.ty) {
            Some(kind) => kind.to_owned(),
            None => self.types.display(side.ty),
        };
        format!("operator {op} not defined on {what}")
    }

    /// Why values of a type cannot be compared.
    pub(super) fn incomparable_cause(&mut self, ty: TypeId) -> String {
        if let Type::Slice(_) | Type::Func(_) | Type::Map(..) = self.types.under(ty) {
            let kind = self.composite_kind(ty).unwrap_or_default();
            return format!("{kind} can only be compared to nil");
        }
        self.types
            .incomparable_part(ty, true, &mut Walk::default())
            .unwrap_or_default()
    }
}
