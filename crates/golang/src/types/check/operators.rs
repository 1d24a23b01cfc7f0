//! Unary and binary operators.

use std::cmp::Ordering;

use crate::syntax::ast::{Binary, Expr, ExprKind};
use crate::syntax::pos::Pos;
use crate::syntax::token::{BinaryOp, UnaryOp};
use crate::types::Basic;
use crate::types::constant::{self, Value};
use crate::types::info::Mode;
use crate::types::ty::{Type, TypeId};

use super::Checker;
use super::operand::Operand;

impl<'a> Checker<'a> {
    /// A chain such as `a + b + c` is walked by a loop, as it may be long.
    pub(super) fn binary_expr(&mut self, expr: &'a Expr, binary: &'a Binary) -> Operand<'a> {
        let mut chain: Vec<(&'a Expr, &'a Binary)> = vec![(expr, binary)];
        let mut left = &binary.x;
        while let ExprKind::Binary(inner) = &left.kind {
            chain.push((left, inner));
            left = &inner.x;
        }
        let mut x = self.expr(left, None);
        for (i, (expr, binary)) in chain.into_iter().enumerate().rev() {
            let y = self.expr(&binary.y, None);
            x = self.binary(x, y, binary.op, Some(expr), binary.op_pos);
            x.expr = Some(expr);
            if i > 0 {
                self.record(&x);
            }
        }
        x
    }

    /// `x op y`; `expr` is the whole, absent for `x op= y`.
    pub(super) fn binary(
        &mut self,
        mut x: Operand<'a>,
        mut y: Operand<'a>,
        op: BinaryOp,
        expr: Option<&'a Expr>,
        op_pos: Pos,
    ) -> Operand<'a> {
        if !x.is_valid() || !y.is_valid() {
            x.invalidate();
            return x;
        }
        if op.is_shift() {
            self.shift(&mut x, &mut y, op, expr);
            return x;
        }
        self.match_types(&mut x, &mut y);
        if !x.is_valid() {
            return x;
        }
        if op.is_comparison() {
            self.comparison(&mut x, &mut y, op, false);
            return x;
        }
        if !self.types.identical(x.ty, y.ty) {
            if x.ty != TypeId::INVALID && y.ty != TypeId::INVALID {
                let whole = match expr {
                    Some(expr) => self.text(expr),
                    None => format!("{} {op}= {}", self.operand_text(&x), self.operand_text(&y)),
                };
                let message = format!(
                    "invalid operation: {whole} (mismatched types {} and {})",
                    self.types.display(x.ty),
                    self.types.display(y.ty)
                );
                self.error_at(&x, message);
            }
            x.invalidate();
            return x;
        }
        if x.is_nil() || !self.types.all_basic(x.ty, predicate(op)) {
            let message = format!(
                "invalid operation: operator {op} not defined on {}",
                self.describe(&x)
            );
            self.error_at(&x, message);
            x.invalidate();
            return x;
        }
        if matches!(op, BinaryOp::Quo | BinaryOp::Rem) && self.divides_by_zero(&x, &y) {
            let message = "invalid operation: division by zero";
            self.error_at(&y, message.into());
            x.invalidate();
            return x;
        }
        self.fold(&mut x, &y, op, expr, op_pos);
        x
    }

    fn divides_by_zero(&mut self, x: &Operand<'a>, y: &Operand<'a>) -> bool {
        let is_zero = y.value.as_ref().and_then(Value::sign) == Some(Ordering::Equal);
        is_zero && (x.mode == Mode::Constant || self.types.all_basic(x.ty, Basic::is_integer))
    }

    pub(super) fn fold(
        &mut self,
        x: &mut Operand<'a>,
        y: &Operand<'a>,
        op: BinaryOp,
        expr: Option<&'a Expr>,
        op_pos: Pos,
    ) {
        let (Some(a), Some(b)) = (x.value.take(), &y.value) else {
            x.mode = Mode::Value;
            return;
        };
        if let (Value::Str(a), Value::Str(b)) = (&a, b) {
            // All strings that were put together count, so that many of them cannot fill the memory either.
            let bytes = a.len() + b.len();
            self.folded_bytes += bytes;
            if bytes > constant::MAX_STRING || self.folded_bytes > 4 * constant::MAX_STRING {
                let message = format!(
                    "constant string too long ({bytes} bytes > {} bytes)",
                    constant::MAX_STRING
                );
                self.error(op_pos, message);
                x.invalidate();
                return;
            }
        }
        let integer = self.types.all_basic(x.ty, Basic::is_integer);
        let Some(value) = constant::binary(&a, op, b, integer) else {
            self.error(op_pos, format!("constant {}overflow", operation_name(op)));
            x.invalidate();
            return;
        };
        x.value = Some(value);
        if let Some(expr) = expr {
            x.expr = Some(expr);
            self.check_overflow(x, expr);
        }
    }

    /// Converts untyped operands to each other's types.
    pub(super) fn match_types(&mut self, x: &mut Operand<'a>, y: &mut Operand<'a>) {
        if self.may_match(x, y) {
            self.convert_untyped(x, y.ty);
            if !x.is_valid() {
                return;
            }
            self.convert_untyped(y, x.ty);
            if !y.is_valid() {
                x.invalidate();
            }
        }
    }

    fn may_match(&mut self, x: &Operand<'a>, y: &Operand<'a>) -> bool {
        let (a, b) = (x.ty, y.ty);
        if !self.types.is_untyped(a) && !self.types.is_untyped(b) {
            return false;
        }
        if self.types.all_basic(a, Basic::is_numeric) != self.types.all_basic(b, Basic::is_numeric)
        {
            return false;
        }
        if self.types.is_interface(a) || self.types.is_interface(b) {
            return true;
        }
        if self.types.all_basic(a, Basic::is_boolean) != self.types.all_basic(b, Basic::is_boolean)
            || self.types.all_basic(a, Basic::is_string)
                != self.types.all_basic(b, Basic::is_string)
        {
            return false;
        }
        if x.is_nil() {
            return self.types.has_nil(b);
        }
        if y.is_nil() {
            return self.types.has_nil(a);
        }
        !matches!(self.types.under(a), Type::Pointer(_))
            && !matches!(self.types.under(b), Type::Pointer(_))
    }

    /// A typed constant has to fit its type, an untyped integer 512 bits.
    pub(super) fn check_overflow(&mut self, x: &mut Operand<'a>, expr: &'a Expr) {
        if x.mode != Mode::Constant {
            return;
        }
        if !self.types.is_untyped(x.ty) {
            if let Some(basic) = self.types.basic(x.ty) {
                self.check_representable(x, basic);
            }
            return;
        }
        let too_large =
            matches!(&x.value, Some(Value::Int(value)) if constant::is_too_large(value));
        if too_large {
            let (pos, name) = match &expr.kind {
                ExprKind::Binary(binary) => (binary.op_pos, operation_name(binary.op)),
                ExprKind::Unary(UnaryOp::Xor, _) => (expr.pos, "bitwise complement "),
                _ => (expr.pos, ""),
            };
            self.error(pos, format!("constant {name}overflow"));
            x.invalidate();
        }
    }
}

/// What the operands of an operator have to be.
fn predicate(op: BinaryOp) -> fn(Basic) -> bool {
    match op {
        BinaryOp::Add => Basic::is_ordered,
        BinaryOp::Sub | BinaryOp::Mul | BinaryOp::Quo => Basic::is_numeric,
        BinaryOp::LAnd | BinaryOp::LOr => Basic::is_boolean,
        _ => Basic::is_integer,
    }
}

/// What the operation is called when a constant overflows, with a blank after it.
fn operation_name(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::Add => "addition ",
        BinaryOp::Sub => "subtraction ",
        BinaryOp::Xor => "bitwise XOR ",
        BinaryOp::Mul => "multiplication ",
        BinaryOp::Shl => "shift ",
        _ => "",
    }
}
