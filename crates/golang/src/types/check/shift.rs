//! Shifts.

use std::cmp::Ordering;

use crate::syntax::ast::Expr;
use crate::syntax::token::BinaryOp;
use crate::types::Basic;
use crate::types::constant::{self, Value};
use crate::types::info::Mode;
use crate::types::ty::TypeId;

use super::Checker;
use super::convert::represented;
use super::operand::Operand;

/// By how many bits a constant may be shifted, so that the smallest `float64` can be written.
const MAX_SHIFT: u64 = 1023 - 1 + 52;

impl<'a> Checker<'a> {
    pub(super) fn shift(
        &mut self,
        x: &mut Operand<'a>,
        y: &mut Operand<'a>,
        op: BinaryOp,
        expr: Option<&'a Expr>,
    ) {
        let value = x.value.as_ref().and_then(Value::to_int);
        let shiftable = self.types.all_basic(x.ty, Basic::is_integer)
            || self.types.is_untyped(x.ty) && value.is_some() && !x.is_nil();
        if !shiftable {
            let message = format!(
                "invalid operation: shifted operand {} must be integer",
                self.describe(x)
            );
            self.error_at(x, message);
            x.invalidate();
            return;
        }
        if !self.check_shift_count(y) {
            x.invalidate();
            return;
        }
        if x.mode == Mode::Constant {
            if let (Mode::Constant, Some(count)) = (y.mode, y.value.clone()) {
                self.shift_constant(x, y, &count, op, expr);
                return;
            }
            if self.types.is_untyped(x.ty) {
                // The type comes from what is around the shift, as if the operand stood alone there.
                if let Some(operand) = x.expr {
                    self.shifted.insert(operand.id);
                }
                x.mode = Mode::Value;
                x.value = None;
                return;
            }
        }
        if !self.types.all_basic(x.ty, Basic::is_integer) {
            let message = format!(
                "invalid operation: shifted operand {} must be integer",
                self.describe(x)
            );
            self.error_at(x, message);
            x.invalidate();
            return;
        }
        if self.types.is_untyped(y.ty) {
            self.convert_untyped(y, TypeId::UINT);
        }
        x.mode = Mode::Value;
        x.value = None;
    }

    fn check_shift_count(&mut self, y: &mut Operand<'a>) -> bool {
        if let (Mode::Constant, Some(value)) = (y.mode, &y.value) {
            if value.to_int().is_some() && value.sign() == Some(Ordering::Less) {
                let message = format!(
                    "invalid operation: negative shift count {}",
                    self.describe(y)
                );
                self.error_at(y, message);
                return false;
            }
            // Also a constant of a float type will do if it has no fraction.
            if represented(value, Basic::Uint).is_some() {
                return true;
            }
            if self.types.is_untyped(y.ty) {
                self.convert_untyped(y, TypeId::UINT);
                return y.is_valid();
            }
        }
        if self.types.all_basic(y.ty, Basic::is_integer) {
            if self.types.is_untyped(y.ty) {
                self.convert_untyped(y, TypeId::UINT);
            }
            return y.is_valid();
        }
        if self.types.is_untyped(y.ty) && !y.is_nil() {
            self.convert_untyped(y, TypeId::UINT);
            return y.is_valid();
        }
        let message = format!(
            "invalid operation: shift count {} must be integer",
            self.describe(y)
        );
        self.error_at(y, message);
        false
    }

    fn shift_constant(
        &mut self,
        x: &mut Operand<'a>,
        y: &Operand<'a>,
        count: &Value,
        op: BinaryOp,
        expr: Option<&'a Expr>,
    ) {
        let Some(count) = count.to_u64().filter(|&count| count <= MAX_SHIFT) else {
            let message = format!(
                "invalid operation: invalid shift count {}",
                self.describe(y)
            );
            self.error_at(y, message);
            x.invalidate();
            return;
        };
        if !self.types.all_basic(x.ty, Basic::is_integer) {
            x.ty = TypeId::UNTYPED_INT;
        }
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        x.value = x
            .value
            .as_ref()
            .and_then(|value| constant::shift(value, op == BinaryOp::Shl, count));
        if let Some(expr) = expr {
            x.expr = Some(expr);
            self.check_overflow(x, expr);
        }
    }
}
