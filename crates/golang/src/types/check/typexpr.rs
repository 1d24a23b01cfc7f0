//! Expressions that stand for types, and names.

use num_traits::ToPrimitive;

use crate::syntax::ast::{ArrayLen, ArrayType, Expr, ExprKind};
use crate::syntax::pos::Pos;
use crate::types::constant::Value;
use crate::types::info::{ExprInfo, Mode};
use crate::types::object::ObjectKind;
use crate::types::ty::{Type, TypeId};

use super::Checker;
use super::later::Test;
use super::operand::{Operand, start};

impl<'a> Checker<'a> {
    /// The type that an expression stands for; a generic type has to have its arguments.
    pub(super) fn type_expr(&mut self, expr: &'a Expr) -> TypeId {
        let ty = self.type_expr_any(expr);
        if let Some(generic) = self.generic_type_name(expr, ty) {
            let message = format!("cannot use generic type {generic} without instantiation");
            self.error(expr.pos, message);
            return TypeId::INVALID;
        }
        ty
    }

    /// The type of a variable, which must not be a constraint.
    pub(super) fn var_type(&mut self, expr: &'a Expr) -> TypeId {
        let ty = self.type_expr(expr);
        if matches!(self.types.get(ty), Type::Interface(_) | Type::Named(_)) {
            self.delay(Test::VarType(ty), start(expr));
        }
        ty
    }

    /// The type that an expression stands for; it may be generic.
    pub(super) fn type_expr_any(&mut self, expr: &'a Expr) -> TypeId {
        let ty = self.type_of_expr(expr);
        self.record_type(expr, ty);
        ty
    }

    pub(super) fn record_type(&mut self, expr: &Expr, ty: TypeId) {
        let mode = if ty == TypeId::INVALID {
            Mode::Invalid
        } else {
            Mode::Type
        };
        if let Some(entry) = self.info.exprs.get_mut(expr.id.index()) {
            *entry = Some(ExprInfo {
                mode,
                ty,
                value: None,
            });
        }
    }

    fn type_of_expr(&mut self, expr: &'a Expr) -> TypeId {
        match &expr.kind {
            ExprKind::Bad => TypeId::INVALID,
            ExprKind::Ident(ident) => {
                let x = self.ident(expr, ident, true);
                self.type_of_operand(&x)
            }
            ExprKind::Selector(x, sel) => {
                let x = self.selector(expr, x, sel, true);
                self.type_of_operand(&x)
            }
            ExprKind::Index(index) => self.instantiated_type(expr, index),
            ExprKind::Paren(inner) => self.type_expr_any(inner),
            ExprKind::Array(array) => self.array_type(array, expr.pos),
            ExprKind::Ellipsis(_) => {
                self.error(expr.pos, "invalid use of ...");
                TypeId::INVALID
            }
            ExprKind::Struct(fields) => self.struct_type(fields),
            ExprKind::Star(inner) => {
                let base = self.var_type(inner);
                if base == TypeId::INVALID {
                    base
                } else {
                    self.types.pointer_to(base)
                }
            }
            ExprKind::Func(ty) => {
                let mark = self.open();
                let ty = self.func_type(ty);
                self.close(mark);
                ty
            }
            ExprKind::Interface(fields) => self.interface_type(fields),
            ExprKind::Map(key, elem) => {
                let (key_type, elem) = (self.var_type(key), self.var_type(elem));
                self.delay(Test::MapKey(key_type), start(key));
                self.types.intern(Type::Map(key_type, elem))
            }
            ExprKind::Chan(chan) => {
                let elem = self.var_type(&chan.elem);
                self.types.chan_of(chan.dir, elem)
            }
            _ => {
                let message = format!("{} is not a type", self.text(expr));
                self.error(expr.pos, message);
                self.use_expr(expr);
                TypeId::INVALID
            }
        }
    }

    fn type_of_operand(&mut self, x: &Operand<'a>) -> TypeId {
        match x.mode {
            Mode::Type => x.ty,
            Mode::Invalid => TypeId::INVALID,
            mode => {
                let what = if mode == Mode::NoValue {
                    "used as type"
                } else {
                    "is not a type"
                };
                let message = format!("{} {what}", self.describe(x));
                self.error_at(x, message);
                TypeId::INVALID
            }
        }
    }

    fn array_type(&mut self, array: &'a ArrayType, pos: Pos) -> TypeId {
        let len = match &array.len {
            ArrayLen::Slice => {
                let elem = self.var_type(&array.elem);
                return self.types.slice_of(elem);
            }
            ArrayLen::Auto(_) => {
                self.error(
                    pos,
                    "invalid use of [...] array (outside a composite literal)",
                );
                None
            }
            ArrayLen::Len(len) => self.array_length(len),
        };
        let elem = self.var_type(&array.elem);
        match len {
            Some(len) => self.types.intern(Type::Array(len, elem)),
            None => TypeId::INVALID,
        }
    }

    /// The value of an array's length, at most that of an `int`.
    fn array_length(&mut self, expr: &'a Expr) -> Option<u64> {
        if let Some(ident) = expr.as_ident() {
            match self.look_up(ident.name) {
                None => {
                    let message = format!(
                        "undefined array length {} or missing type constraint",
                        self.types.text(ident.name)
                    );
                    self.error(ident.pos, message);
                    return None;
                }
                Some(obj) if !matches!(self.types.object(obj).kind, ObjectKind::Const(_)) => {
                    self.define(ident, obj);
                    let message = format!("invalid array length {}", self.types.text(ident.name));
                    self.error(ident.pos, message);
                    return None;
                }
                Some(_) => {}
            }
        }
        let outer = std::mem::replace(&mut self.env.in_length, true);
        let mut x = self.expr(expr, None);
        self.env.in_length = outer;
        if x.mode != Mode::Constant {
            if x.is_valid() {
                let message = format!("array length {} must be constant", self.describe(&x));
                self.error_at(&x, message);
            }
            return None;
        }
        let is_integer = self.types.all_basic(x.ty, crate::types::Basic::is_integer);
        let value = x.value.as_ref().and_then(Value::to_int);
        if let Some(value) = value.filter(|_| self.types.is_untyped(x.ty) || is_integer) {
            if let Some(len) = value.to_i64().and_then(|len| u64::try_from(len).ok()) {
                self.convert_untyped(&mut x, TypeId::INT);
                return Some(len);
            }
            let what = self.describe(&x);
            self.error_at(&x, format!("invalid array length {what}"));
            return None;
        }
        let what = self.describe(&x);
        self.error_at(&x, format!("array length {what} must be integer"));
        None
    }
}
