//! Unary operators.

use crate::syntax::ast::{ChanDir, Expr, ExprKind};
use crate::syntax::token::UnaryOp;
use crate::types::constant::{self, Value};
use crate::types::info::Mode;
use crate::types::ty::{Type, TypeId};
use crate::types::{Basic, Types};

use super::Checker;
use super::operand::Operand;

impl<'a> Checker<'a> {
    pub(super) fn unary(&mut self, expr: &'a Expr, op: UnaryOp, inner: &'a Expr) -> Operand<'a> {
        let mut x = self.expr(inner, None);
        if !x.is_valid() {
            return x;
        }
        let holds: fn(Basic) -> bool = match op {
            UnaryOp::And => return self.address_of(expr, inner, &x),
            UnaryOp::Arrow => return self.receive(expr, &x),
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

    fn address_of(&mut self, expr: &'a Expr, inner: &'a Expr, x: &Operand<'a>) -> Operand<'a> {
        if !matches!(inner.unparen().kind, ExprKind::Composite(_)) && x.mode != Mode::Variable {
            let message = format!(
                "invalid operation: cannot take address of {}",
                self.describe(x)
            );
            self.error_at(x, message);
            return Operand::invalid(expr);
        }
        self.take_address(inner);
        let ty = self.types.pointer_to(x.ty);
        Operand::value(ty, expr)
    }

    fn receive(&mut self, expr: &'a Expr, x: &Operand<'a>) -> Operand<'a> {
        match self.channel_element(x, true) {
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
}
