//! Expressions: dispatch, recording, single and multiple values.

use std::rc::Rc;

use crate::syntax::ast::{BasicLit, Expr, ExprKind, LitKind};
use crate::syntax::literal::{rune_value, string_value};
use crate::types::Basic;
use crate::types::constant::{self, Value};
use crate::types::info::{ExprInfo, Mode};
use crate::types::ty::{Param, Type, TypeId};

use super::Checker;
use super::operand::{Operand, Target};

/// How many characters a numeric literal may have.
const MAX_LITERAL: usize = 10_000;

impl<'a> Checker<'a> {
    /// One value. `target` is the type it is for, so that a generic function can be instantiated for it.
    pub(super) fn expr(&mut self, expr: &'a Expr, target: Option<Target<'a>>) -> Operand<'a> {
        let mut x = self.raw_expr(expr, target, None, false);
        self.exclude(&mut x, true);
        self.single_value(&mut x);
        x
    }

    /// One value that may be a generic function; `hint` is the type of a composite literal without one.
    pub(super) fn generic_expr(&mut self, expr: &'a Expr, hint: Option<TypeId>) -> Operand<'a> {
        let mut x = self.raw_expr(expr, None, hint, true);
        self.exclude(&mut x, true);
        self.single_value(&mut x);
        x
    }

    /// One value or a type.
    pub(super) fn expr_or_type(&mut self, expr: &'a Expr, allow_generic: bool) -> Operand<'a> {
        let mut x = self.raw_expr(expr, None, None, allow_generic);
        if x.mode == Mode::NoValue {
            let message = format!("{} used as value or type", self.describe(&x));
            self.error_at(&x, message);
            x.invalidate();
        }
        self.single_value(&mut x);
        x
    }

    /// The results of a call, or one value; two of a comma-ok form if allowed, which the flag says.
    pub(super) fn multi_expr(
        &mut self,
        expr: &'a Expr,
        allow_comma_ok: bool,
    ) -> (Vec<Operand<'a>>, bool) {
        let mut x = self.raw_expr(expr, None, None, false);
        self.exclude(&mut x, true);
        if x.is_valid()
            && let Type::Tuple(types) = self.types.get(x.ty).clone()
        {
            let part = |(i, result): (usize, &Param)| Operand {
                part: Some(format!("{} function result", nth(i + 1))),
                ..Operand::value(result.ty, expr)
            };
            return (types.iter().enumerate().map(part).collect(), false);
        }
        if allow_comma_ok && matches!(x.mode, Mode::MapIndex | Mode::CommaOk) {
            let second = Operand {
                part: Some("ok value of (comma, ok) expression".into()),
                ..Operand::value(TypeId::UNTYPED_BOOL, expr)
            };
            return (vec![x, second], true);
        }
        (vec![x], false)
    }

    /// Evaluates for the errors and uses in it; whether it was valid.
    pub(super) fn use_expr(&mut self, expr: &'a Expr) -> bool {
        if let ExprKind::KeyValue(pair) = &expr.kind {
            return self.use_expr(&pair.value);
        }
        if expr
            .unparen()
            .as_ident()
            .is_some_and(|ident| Self::is_blank(ident.name))
        {
            return true;
        }
        self.raw_expr(expr, None, None, true).is_valid()
    }

    /// As [`Checker::use_expr`], for the left side of an assignment: a variable alone there is not used.
    pub(super) fn use_left(&mut self, expr: &'a Expr) -> bool {
        let obj = expr
            .unparen()
            .as_ident()
            .and_then(|ident| self.look_up(ident.name));
        let unused = obj.filter(|obj| !self.used.contains(obj));
        let valid = self.use_expr(expr);
        if let Some(obj) = unused {
            self.used.remove(&obj);
        }
        valid
    }

    /// As [`Checker::use_expr`] of each; whether all were valid.
    pub(super) fn use_exprs(&mut self, exprs: &'a [Expr]) -> bool {
        let mut valid = true;
        for expr in exprs {
            valid &= self.use_expr(expr);
        }
        valid
    }

    /// As [`Checker::use_left`] of each; whether all were valid.
    pub(super) fn use_lefts(&mut self, exprs: &'a [Expr]) -> bool {
        let mut valid = true;
        for expr in exprs {
            valid &= self.use_left(expr);
        }
        valid
    }

    pub(super) fn error_at(&mut self, x: &Operand<'a>, message: String) {
        let pos = x.pos();
        self.error(pos, message);
    }

    /// Any expression; its type, mode and value are recorded.
    pub(super) fn raw_expr(
        &mut self,
        expr: &'a Expr,
        target: Option<Target<'a>>,
        hint: Option<TypeId>,
        allow_generic: bool,
    ) -> Operand<'a> {
        let mut x = self.dispatch(expr, target, hint);
        x.expr = Some(expr);
        x.part = None;
        if !allow_generic {
            self.non_generic(&mut x, target);
        }
        self.record(&x);
        x
    }

    pub(super) fn record(&mut self, x: &Operand<'a>) {
        let Some(expr) = x.expr else { return };
        let info = ExprInfo {
            mode: x.mode,
            ty: x.ty,
            value: x.value.clone().map(Rc::new),
        };
        if let Some(entry) = self.info.exprs.get_mut(expr.id.index()) {
            *entry = Some(info);
        }
    }

    /// A generic function or type needs its arguments; those of a function may follow from what it is for.
    pub(super) fn non_generic(&mut self, x: &mut Operand<'a>, target: Option<Target<'a>>) {
        if !x.is_valid() || x.mode == Mode::NoValue {
            return;
        }
        let what = match self.types.get(x.ty) {
            Type::Named(named)
                if x.mode == Mode::Type && self.types.named(*named).origin.is_none() =>
            {
                if self.types.named(*named).params.is_empty() {
                    return;
                }
                "type"
            }
            _ if x.mode == Mode::Type
                && x.expr
                    .is_some_and(|expr| !self.bare_alias_params(expr).is_empty()) =>
            {
                "type"
            }
            Type::Func(signature) if !signature.type_params.is_empty() => {
                if let Some(target) = target.and_then(|target| self.function_target(target)) {
                    self.instantiate_for(x, target);
                    return;
                }
                "function"
            }
            _ => return,
        };
        let message = format!(
            "cannot use generic {what} {} without instantiation",
            self.operand_text(x)
        );
        self.error_at(x, message);
        x.invalidate();
    }

    /// The target with its underlying type, if that is a function type.
    pub(super) fn function_target(&mut self, target: Target<'a>) -> Option<Target<'a>> {
        let ty = self.types.common_underlying(target.ty)?;
        matches!(self.types.get(ty), Type::Func(_)).then_some(Target { ty, ..target })
    }

    fn dispatch(
        &mut self,
        expr: &'a Expr,
        target: Option<Target<'a>>,
        hint: Option<TypeId>,
    ) -> Operand<'a> {
        let invalid = Operand::invalid(expr);
        match &expr.kind {
            ExprKind::Bad => invalid,
            ExprKind::Ident(ident) => self.ident(expr, ident, false),
            ExprKind::Basic(literal) => self.basic_literal(expr, literal),
            ExprKind::FuncLit(literal) => self.function_literal(expr, literal),
            ExprKind::Composite(literal) => self.composite_literal(expr, literal, hint),
            ExprKind::Paren(inner) => self.raw_expr(inner, None, None, false),
            ExprKind::Selector(x, sel) => self.selector(expr, x, sel, false),
            ExprKind::Index(index) => {
                let (mut x, generic) = self.index_expr(expr, index);
                if generic {
                    self.instantiate_function(&mut x, expr, index, target, true);
                }
                x
            }
            ExprKind::Slice(slice) => self.slice_expr(expr, slice),
            ExprKind::TypeAssert(x, Some(ty)) => self.type_assertion(expr, x, ty),
            ExprKind::TypeAssert(x, None) => {
                self.error(
                    expr.pos,
                    "invalid syntax tree: use of .(type) outside type switch",
                );
                self.use_expr(x);
                invalid
            }
            ExprKind::Call(call) => self.call(expr, call),
            ExprKind::Star(inner) => self.star(expr, inner),
            ExprKind::Unary(op, inner) => self.unary(expr, *op, inner),
            ExprKind::Binary(binary) => self.binary_expr(expr, binary),
            ExprKind::KeyValue(_) => {
                self.error(expr.pos, "invalid syntax tree: no key:value expected");
                invalid
            }
            ExprKind::Ellipsis(_) => {
                self.error(expr.pos, "invalid use of ...");
                invalid
            }
            ExprKind::Array(_)
            | ExprKind::Struct(_)
            | ExprKind::Func(_)
            | ExprKind::Interface(_)
            | ExprKind::Map(..)
            | ExprKind::Chan(_) => {
                let ty = self.type_expr(expr);
                if ty == TypeId::INVALID {
                    invalid
                } else {
                    Operand::new(Mode::Type, ty, expr)
                }
            }
        }
    }

    fn basic_literal(&mut self, expr: &'a Expr, literal: &BasicLit) -> Operand<'a> {
        let text = self.session.names.get(literal.text);
        if text.len() > MAX_LITERAL && !matches!(literal.kind, LitKind::Str) {
            let message = format!(
                "excessively long constant: {}... ({} chars)",
                text.get(..10).unwrap_or_default(),
                text.len()
            );
            self.error(expr.pos, message);
            return Operand::invalid(expr);
        }
        let (value, ty) = match literal.kind {
            LitKind::Int => (constant::parse_int(text).map(Value::Int), Basic::UntypedInt),
            LitKind::Float => (constant::parse_float(text), Basic::UntypedFloat),
            LitKind::Char => (rune_value(text).map(Value::int), Basic::UntypedRune),
            LitKind::Str => (
                string_value(text).map(|bytes| Value::string(&bytes)),
                Basic::UntypedString,
            ),
            LitKind::Imag => {
                let message = format!("{text}: the Lab has no complex numbers; use two float64");
                self.error(expr.pos, message);
                return Operand::invalid(expr);
            }
        };
        let Some(value) = value else {
            // What the lexer complained about is no constant.
            let within =
                |error: &crate::syntax::Error| error.pos >= expr.pos && error.pos <= expr.end;
            if self.errors.iter().any(within) {
                return Operand::invalid(expr);
            }
            let message = match literal.kind {
                LitKind::Float => format!(
                    "excessively large or small constant: {text} (the Lab's end at 2^{} and 2^-{})",
                    constant::MAX_FLOAT_BITS,
                    constant::MAX_FLOAT_BITS
                ),
                _ => format!("malformed constant: {text}"),
            };
            self.error(expr.pos, message);
            return Operand::invalid(expr);
        };
        let mut x = Operand::constant(value, TypeId::of(ty), expr);
        self.check_overflow(&mut x, expr);
        x
    }

    /// Complains about what is no value; `with_types` says whether a type is none here.
    pub(super) fn exclude(&mut self, x: &mut Operand<'a>, with_types: bool) {
        let what = match x.mode {
            Mode::NoValue => "used as value",
            Mode::Builtin(_) => "must be called",
            Mode::Type if with_types => "is not an expression",
            _ => return,
        };
        let message = format!("{} {what}", self.describe(x));
        self.error_at(x, message);
        // As in go/types, a type that stands for a value keeps its name for messages about counts.
        let ty = match x.mode {
            Mode::Type => x.ty,
            _ => TypeId::INVALID,
        };
        x.invalidate();
        x.ty = ty;
    }

    pub(super) fn single_value(&mut self, x: &mut Operand<'a>) {
        if x.mode == Mode::Value && matches!(self.types.get(x.ty), Type::Tuple(_)) {
            let message = format!(
                "multiple-value {} in single-value context",
                self.describe(x)
            );
            self.error_at(x, message);
            x.invalidate();
        }
    }
}

/// `1st`, `2nd`, `3rd`, `4th`.
fn nth(n: usize) -> String {
    let ending = match n {
        1 => "st",
        2 => "nd",
        3 => "rd",
        _ => "th",
    };
    format!("{n}{ending}")
}
