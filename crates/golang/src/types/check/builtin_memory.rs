//! `make`, `new`, `len`, `cap`, `clear`, `close` and `delete`.

use crate::syntax::ast::{Call, ChanDir, Expr, ExprKind};
use crate::types::Basic;
use crate::types::constant::Value;
use crate::types::info::Mode;
use crate::types::object::Builtin;
use crate::types::ty::{Type, TypeId};

use super::Checker;
use super::builtin::no_value;
use super::later::Test;
use super::operand::{Operand, start};

impl<'a> Checker<'a> {
    pub(super) fn length(
        &mut self,
        expr: &'a Expr,
        x: &Operand<'a>,
        builtin: Builtin,
        name: &str,
    ) -> Operand<'a> {
        let len = builtin == Builtin::Len;
        let is_param = self.types.is_type_param(x.ty);
        let types = if x.is_nil() {
            Vec::new()
        } else {
            self.types.operand_types(x.ty).unwrap_or_default()
        };
        let mut fixed = None;
        let fine = !types.is_empty()
            && types.into_iter().all(|ty| {
                let ty = match *self.types.get(ty) {
                    Type::Pointer(base) => match self.types.under(base) {
                        Type::Array(..) => self.types.underlying(base),
                        _ => ty,
                    },
                    _ => ty,
                };
                match *self.types.get(ty) {
                    Type::Basic(basic) => len && basic.is_string(),
                    Type::Array(n, _) => {
                        fixed = Some(n);
                        true
                    }
                    Type::Slice(_) | Type::Chan(..) => true,
                    Type::Map(..) => len,
                    _ => false,
                }
            });
        if !fine {
            if self.types.underlying(x.ty) != TypeId::INVALID {
                let message = format!("invalid argument: {} for built-in {name}", self.describe(x));
                self.error_at(x, message);
            }
            return Operand::invalid(expr);
        }
        let bytes = x.value.as_ref().and_then(Value::as_bytes).map(<[u8]>::len);
        if let (Mode::Constant, Some(bytes)) = (x.mode, bytes) {
            return Operand::constant(Value::int(bytes), TypeId::INT, expr);
        }
        match fixed {
            Some(n) if !is_param && !self.env.has_call => {
                Operand::constant(Value::int(n), TypeId::INT, expr)
            }
            _ => Operand::value(TypeId::INT, expr),
        }
    }

    pub(super) fn clear(&mut self, expr: &'a Expr, x: &Operand<'a>) -> Operand<'a> {
        let types = if x.is_nil() {
            Vec::new()
        } else {
            self.types.operand_types(x.ty).unwrap_or_default()
        };
        if types.is_empty()
            || !types
                .iter()
                .all(|&ty| matches!(self.types.get(ty), Type::Map(..) | Type::Slice(_)))
        {
            let message = format!(
                "invalid argument: cannot clear {}: argument must be (or constrained by) map or slice",
                self.describe(x)
            );
            self.error_at(x, message);
            return Operand::invalid(expr);
        }
        no_value(expr)
    }

    pub(super) fn close_channel(&mut self, expr: &'a Expr, x: &Operand<'a>) -> Operand<'a> {
        let types = if x.is_nil() {
            Vec::new()
        } else {
            self.types.operand_types(x.ty).unwrap_or_default()
        };
        let kind = if types.is_empty() {
            Some("non-channel")
        } else {
            types.iter().find_map(|&ty| match self.types.get(ty) {
                Type::Chan(ChanDir::Recv, _) => Some("receive-only channel"),
                Type::Chan(..) => None,
                _ => Some("non-channel"),
            })
        };
        match kind {
            None => no_value(expr),
            Some(kind) => {
                let message = format!(
                    "invalid operation: cannot close {kind} {}",
                    self.describe(x)
                );
                self.error_at(x, message);
                Operand::invalid(expr)
            }
        }
    }

    pub(super) fn delete(&mut self, expr: &'a Expr, args: &mut [Operand<'a>]) -> Operand<'a> {
        let map = args[0].clone();
        let types = if map.is_nil() {
            Vec::new()
        } else {
            self.types.operand_types(map.ty).unwrap_or_default()
        };
        let mut key = None;
        for ty in &types {
            match (self.types.get(*ty).clone(), key) {
                (Type::Map(other, _), Some(key)) if !self.types.identical(other, key) => {
                    let message = format!(
                        "invalid argument: maps of {} must have identical key types",
                        self.describe(&map)
                    );
                    self.error_at(&map, message);
                    return Operand::invalid(expr);
                }
                (Type::Map(other, _), _) => key = Some(other),
                _ => {
                    key = None;
                    break;
                }
            }
        }
        let Some(key) = key else {
            let message = format!("invalid argument: {} is not a map", self.describe(&map));
            self.error_at(&map, message);
            return Operand::invalid(expr);
        };
        self.assignment(&mut args[1], Some(key), "argument to delete");
        if args[1].is_valid() {
            no_value(expr)
        } else {
            Operand::invalid(expr)
        }
    }

    pub(super) fn make(&mut self, expr: &'a Expr, call: &'a Call) -> Operand<'a> {
        let first = &call.args[0];
        let ty = self.var_type(first);
        if ty == TypeId::INVALID {
            for arg in &call.args[1..] {
                self.use_expr(arg);
            }
            return Operand::invalid(expr);
        }
        let common = self.types.common_underlying(ty);
        let least = match common.map(|ty| self.types.get(ty)) {
            Some(Type::Slice(_)) => 2,
            Some(Type::Map(..) | Type::Chan(..)) => 1,
            Some(Type::Basic(Basic::Invalid)) => return Operand::invalid(expr),
            other => {
                let cause = if other.is_none() {
                    "no specific type"
                } else {
                    "type must be slice, map, or channel"
                };
                let message = format!(
                    "invalid argument: cannot make {}: {cause}",
                    self.text(first)
                );
                self.error(first.pos, message);
                return Operand::invalid(expr);
            }
        };
        let count = call.args.len();
        if count < least || count > least + 1 {
            let message = format!(
                "invalid operation: {} expects {least} or {} arguments; found {count}",
                self.text(expr),
                least + 1
            );
            self.error(expr.pos, message);
            return Operand::invalid(expr);
        }
        let sizes: Vec<_> = call.args[1..]
            .iter()
            .map(|arg| self.index_value(arg, None))
            .collect();
        if let [Some(len), Some(cap)] = sizes[..]
            && len > cap
        {
            self.error(
                call.args[1].pos,
                "invalid argument: length and capacity swapped",
            );
        }
        Operand::value(ty, expr)
    }

    /// `new(T)`, or `new(x)` for a variable with a first value.
    pub(super) fn new_pointer(&mut self, expr: &'a Expr, arg: &'a Expr) -> Operand<'a> {
        let mut x = if is_type_syntax(arg) {
            let ty = self.var_type(arg);
            Operand::new(
                if ty == TypeId::INVALID {
                    Mode::Invalid
                } else {
                    Mode::Type
                },
                ty,
                arg,
            )
        } else {
            self.expr_or_type(arg, false)
        };
        match x.mode {
            Mode::Invalid => return Operand::invalid(expr),
            Mode::Type => self.delay(Test::VarType(x.ty), arg.pos),
            Mode::Builtin(_) => {
                let message = format!("{} must be called", self.describe(&x));
                self.error_at(&x, message);
                return Operand::invalid(expr);
            }
            _ => {
                let what = format!("new({})", self.text(arg));
                self.require_version(start(expr), (1, 26), &what);
                self.assignment(&mut x, None, "argument to new");
                if !x.is_valid() {
                    return Operand::invalid(expr);
                }
            }
        }
        let ty = self.types.pointer_to(x.ty);
        Operand::value(ty, expr)
    }
}

/// Whether an expression can only be a type.
fn is_type_syntax(expr: &Expr) -> bool {
    matches!(
        expr.kind,
        ExprKind::Array(_)
            | ExprKind::Struct(_)
            | ExprKind::Func(_)
            | ExprKind::Interface(_)
            | ExprKind::Map(..)
            | ExprKind::Chan(_)
    )
}
