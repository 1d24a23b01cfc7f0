//! Unary and binary operators.

use std::cmp::Ordering;

use crate::syntax::ast::{Binary, ChanDir, Expr, ExprKind};
use crate::syntax::pos::Pos;
use crate::syntax::token::{BinaryOp, UnaryOp};
use crate::types::constant::{self, Value};
use crate::types::info::Mode;
use crate::types::ty::{Type, TypeId};
use crate::types::{Basic, Types};

use super::Checker;
use super::convert::represented;
use super::operand::Operand;

/// By how many bits a constant may be shifted, so that the smallest `float64` can be written.
const MAX_SHIFT: u64 = 1023 - 1 + 52;

impl<'a> Checker<'a> {
    pub(super) fn unary(&mut self, expr: &'a Expr, op: UnaryOp, inner: &'a Expr) -> Operand<'a> {
        let mut x = self.expr(inner, None);
        if !x.is_valid() {
            return x;
        }
        let holds: fn(Basic) -> bool = match op {
            UnaryOp::And => return self.address_of(expr, inner, x),
            UnaryOp::Arrow => return self.receive(expr, x),
            UnaryOp::Add | UnaryOp::Sub => Basic::is_numeric,
            UnaryOp::Not => Basic::is_boolean,
            UnaryOp::Xor => Basic::is_integer,
            UnaryOp::Tilde => {
                self.error(
                    expr.pos,
                    "cannot use ~ outside of interface or type constraint",
                );
                return Operand::invalid(expr);
            }
        };
        if !self.types.all_basic(x.ty, holds) {
            let message = format!(
                "invalid operation: operator {} not defined on {}",
                op.text(),
                self.describe(&x)
            );
            self.error_at(&x, message);
            return Operand::invalid(expr);
        }
        let Some(value) = x.value.take() else {
            x.mode = Mode::Value;
            return x;
        };
        x.value = match op {
            UnaryOp::Sub => constant::negate(&value),
            UnaryOp::Xor => {
                let bits = self
                    .types
                    .basic(x.ty)
                    .and_then(Basic::integer)
                    .and_then(|(bits, signed)| (!signed).then_some(bits));
                constant::complement(&value, bits)
            }
            UnaryOp::Not => value.as_bool().map(|value| Value::Bool(!value)),
            _ => Some(value),
        };
        x.expr = Some(expr);
        self.check_overflow(&mut x, expr);
        x
    }

    fn address_of(&mut self, expr: &'a Expr, inner: &'a Expr, x: Operand<'a>) -> Operand<'a> {
        if !matches!(inner.unparen().kind, ExprKind::Composite(_)) && x.mode != Mode::Variable {
            let message = format!(
                "invalid operation: cannot take address of {}",
                self.describe(&x)
            );
            self.error_at(&x, message);
            return Operand::invalid(expr);
        }
        self.take_address(inner);
        let ty = self.types.pointer_to(x.ty);
        Operand::value(ty, expr)
    }

    fn receive(&mut self, expr: &'a Expr, x: Operand<'a>) -> Operand<'a> {
        match self.channel_element(&x, true) {
            Some(elem) => {
                self.env.has_call = true;
                Operand::new(Mode::CommaOk, elem, expr)
            }
            None => Operand::invalid(expr),
        }
    }

    /// The type of a channel's elements, for a receive or a send.
    pub(super) fn channel_element(&mut self, x: &Operand<'a>, receive: bool) -> Option<TypeId> {
        let mut refuse = |types: &mut Types, ty: Option<(TypeId, TypeId)>| {
            let Some((ty, under)) = ty else {
                return Some("no specific channel type".to_owned());
            };
            let kind = match types.get(under) {
                Type::Chan(ChanDir::Send, _) if receive => "send-only channel",
                Type::Chan(ChanDir::Recv, _) if !receive => "receive-only channel",
                Type::Chan(..) => return None,
                _ => "non-channel",
            };
            Some(format!("{kind} {}", types.display(ty)))
        };
        let common = if x.is_nil() {
            Err("non-channel untyped nil".into())
        } else {
            self.types.common_underlying_if(x.ty, &mut refuse)
        };
        let cause = match common {
            Ok(ty) => match *self.types.get(ty) {
                Type::Chan(_, elem) => return Some(elem),
                _ => return None,
            },
            Err(cause) => cause,
        };
        let verb = if receive { "receive from" } else { "send to" };
        let what = self.describe(x);
        let message = if self.types.is_type_param(x.ty) {
            format!("invalid operation: cannot {verb} {what}: {cause}")
        } else {
            format!("invalid operation: cannot {verb} {cause} {what}")
        };
        self.error_at(x, message);
        None
    }

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

    fn fold(
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

    /// `x op y` for a comparison; `case` of a switch has words of its own.
    pub(super) fn comparison(
        &mut self,
        x: &mut Operand<'a>,
        y: &mut Operand<'a>,
        op: BinaryOp,
        case: bool,
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
            if case {
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
            .incomparable_part(ty, true, &mut Vec::new())
            .unwrap_or_default()
    }

    fn shift(
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
            if self.types.is_untyped(y.ty) {
                self.convert_untyped(y, TypeId::UINT);
                return y.is_valid();
            }
            // A constant of a float type will do if it has no fraction.
            if represented(value, Basic::Uint).is_some() {
                return true;
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
