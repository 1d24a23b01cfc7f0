//! Untyped values, assignability and conversions.

use std::rc::Rc;

use crate::syntax::ast::{Expr, ExprKind};
use crate::types::Basic;
use crate::types::constant::{self, Value};
use crate::types::info::Mode;
use crate::types::ty::{Type, TypeId};

use super::Checker;
use super::operand::Operand;

/// Why a value does not fit a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Misfit {
    /// A fraction would be lost.
    Truncated,
    /// It is out of range.
    Overflow,
    /// It is of another kind.
    Kind,
}

impl<'a> Checker<'a> {
    /// Gives an untyped operand the type of `target`, or complains.
    pub(super) fn convert_untyped(&mut self, x: &mut Operand<'a>, target: TypeId) {
        match self.implicit_type(x, target) {
            Ok((ty, value)) => self.settle(x, ty, value),
            Err(misfit) => {
                let ty = if self.types.is_type_param(target) {
                    target
                } else {
                    self.types.underlying(target)
                };
                self.report_misfit(x, ty, misfit);
                x.invalidate();
            }
        }
    }

    /// Gives an operand the type and value that an untyped one has after a conversion.
    pub(super) fn settle(&mut self, x: &mut Operand<'a>, ty: TypeId, value: Option<Value>) {
        if let Some(value) = value {
            if let (Some(expr), true) = (x.expr, self.types.is_untyped(x.ty))
                && let Some(Some(info)) = self.info.exprs.get_mut(expr.id.index())
                && info.mode == Mode::Constant
            {
                info.value = Some(Rc::new(value.clone()));
            }
            x.value = Some(value);
        }
        if ty != x.ty {
            x.ty = ty;
            if let (Some(expr), None) = (x.expr, &x.part) {
                self.update_type(expr, ty, false);
            }
        }
    }

    fn report_misfit(&mut self, x: &Operand<'a>, ty: TypeId, misfit: Misfit) {
        let (what, ty) = (self.describe(x), self.types.display(ty));
        let message = match misfit {
            Misfit::Truncated => format!("{what} truncated to {ty}"),
            Misfit::Overflow => format!("{what} overflows {ty}"),
            Misfit::Kind => format!("cannot convert {what} to type {ty}"),
        };
        self.error_at(x, message);
    }

    /// The type, and the value if it changes, that an untyped operand gets where `target` is wanted.
    pub(super) fn implicit_type(
        &mut self,
        x: &Operand<'a>,
        target: TypeId,
    ) -> Result<(TypeId, Option<Value>), Misfit> {
        let Some(untyped) = self
            .untyped(x.ty)
            .filter(|_| x.is_valid() && target != TypeId::INVALID)
        else {
            return Ok((x.ty, None));
        };
        if let Some(other) = self.untyped(target) {
            return larger(untyped, other)
                .map(|basic| (TypeId::of(basic), None))
                .ok_or(Misfit::Kind);
        }
        if x.is_nil() {
            return if self.types.has_nil(target) {
                Ok((target, None))
            } else {
                Err(Misfit::Kind)
            };
        }
        match self.types.under(target) {
            Type::Basic(basic) => {
                if let (Mode::Constant, Some(value)) = (x.mode, &x.value) {
                    let value = self.represent(value, x.ty, basic)?;
                    return Ok((target, Some(value)));
                }
                let fits = match untyped {
                    Basic::UntypedBool => basic.is_boolean(),
                    Basic::UntypedString => basic.is_string(),
                    _ => basic.is_numeric(),
                };
                if fits {
                    Ok((target, None))
                } else {
                    Err(Misfit::Kind)
                }
            }
            Type::Interface(_) if self.types.is_type_param(target) => {
                let terms = self.types.terms_of(target).unwrap_or_default();
                let fits = !terms.is_empty()
                    && terms.iter().all(|term| {
                        let under = self.types.underlying(term.ty);
                        self.implicit_type(x, under).is_ok()
                    });
                if fits {
                    Ok((target, None))
                } else {
                    Err(Misfit::Kind)
                }
            }
            Type::Interface(_) => {
                let under = self.types.underlying(target);
                let set = self.types.type_set(under);
                if set.methods.is_empty() && set.is_method_set() {
                    Ok((self.types.default_type(x.ty), None))
                } else {
                    Err(Misfit::Kind)
                }
            }
            _ => Err(Misfit::Kind),
        }
    }

    /// The constant as a value of a predeclared type: rounded if it is a float.
    fn represent(&self, value: &Value, ty: TypeId, basic: Basic) -> Result<Value, Misfit> {
        if let Some(value) = represented(value, basic) {
            return Ok(value);
        }
        let from = match self.types.get(ty) {
            Type::Basic(from) => *from,
            _ => basic,
        };
        let numeric = matches!(value, Value::Int(_) | Value::Float(_)) && basic.is_numeric();
        match numeric {
            false => Err(Misfit::Kind),
            true if !from.is_integer() && basic.is_integer() && value.to_int().is_none() => {
                Err(Misfit::Truncated)
            }
            true if !from.is_integer() && from.is_float() && basic.is_integer() => {
                Err(Misfit::Truncated)
            }
            true => Err(Misfit::Overflow),
        }
    }

    /// Complains if a constant does not fit a predeclared type; else it is rounded to it.
    pub(super) fn check_representable(&mut self, x: &mut Operand<'a>, basic: Basic) {
        let Some(value) = x.value.clone() else { return };
        let from = self.types.underlying(x.ty);
        match self.represent(&value, from, basic) {
            Ok(value) => x.value = Some(value),
            Err(misfit) => {
                self.report_misfit(x, TypeId::of(basic), misfit);
                x.invalidate();
            }
        }
    }

    /// Gives the untyped expressions of a tree the type that the whole got. A type that is `last` may be untyped.
    pub(super) fn update_type(&mut self, expr: &'a Expr, ty: TypeId, last: bool) {
        let Some(Some(info)) = self.info.exprs.get(expr.id.index()) else {
            return;
        };
        if self.untyped(info.ty).is_none() {
            return;
        }
        let (mode, old, value) = (info.mode, info.ty, info.value.clone());
        match &expr.kind {
            ExprKind::Paren(inner) => self.update_type(inner, ty, last),
            ExprKind::Unary(_, inner) if value.is_none() => self.update_type(inner, ty, last),
            ExprKind::Binary(binary) if value.is_none() && !binary.op.is_comparison() => {
                self.update_type(&binary.x, ty, last);
                if !binary.op.is_shift() {
                    self.update_type(&binary.y, ty, last);
                }
            }
            _ => {}
        }
        if !last && self.types.is_untyped(ty) {
            self.set_type(expr, ty, None);
            return;
        }
        if self.shifted.contains(&expr.id) && !self.types.all_basic(ty, Basic::is_integer) {
            let message = format!(
                "invalid operation: shifted operand {} (type {}) must be integer",
                self.text(expr),
                self.types.display(ty)
            );
            self.error(expr.pos, message);
            return;
        }
        let mut converted = None;
        if let (Mode::Constant, Some(value)) = (mode, value) {
            let mut constant = Operand::constant((*value).clone(), old, expr);
            match self.implicit_type(&constant, ty) {
                Ok((_, value)) => converted = value,
                Err(misfit) => {
                    self.report_misfit(&constant, ty, misfit);
                    constant.invalidate();
                    return;
                }
            }
        }
        self.set_type(expr, ty, converted);
    }

    fn set_type(&mut self, expr: &Expr, ty: TypeId, value: Option<Value>) {
        if let Some(Some(info)) = self.info.exprs.get_mut(expr.id.index()) {
            info.ty = ty;
            if let Some(value) = value {
                info.value = Some(Rc::new(value));
            }
        }
    }
}

/// The larger of two kinds of untyped values, in the order int, rune, float.
pub(super) fn larger(a: Basic, b: Basic) -> Option<Basic> {
    if a == b {
        return Some(a);
    }
    (a.is_numeric() && b.is_numeric()).then(|| a.max(b))
}

/// The constant as a value of a predeclared type; `None` if it is none.
pub(super) fn represented(value: &Value, basic: Basic) -> Option<Value> {
    match value {
        Value::Bool(_) => basic.is_boolean().then(|| value.clone()),
        Value::Str(_) => basic.is_string().then(|| value.clone()),
        Value::Int(_) | Value::Float(_) => {
            if let Some((bits, signed)) = basic.integer() {
                return value
                    .to_int()
                    .filter(|int| constant::fits(int, bits, signed))
                    .map(Value::Int);
            }
            match basic {
                Basic::UntypedInt | Basic::UntypedRune => value.to_int().map(Value::Int),
                Basic::UntypedFloat => value.to_rational().map(Value::Float),
                Basic::Float32 => constant::round_to(value, true),
                Basic::Float64 => constant::round_to(value, false),
                _ => None,
            }
        }
    }
}
