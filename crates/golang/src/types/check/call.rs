//! Calls, conversions, and instantiation of generic functions.

use std::rc::Rc;

use crate::syntax::ast::{Call, Expr, ExprKind, Index};
use crate::types::Types;
use crate::types::info::Mode;
use crate::types::ty::{Param, Signature, Type, TypeId};

use super::Checker;
use super::operand::{Operand, Target, start};

impl<'a> Checker<'a> {
    pub(super) fn call(&mut self, expr: &'a Expr, call: &'a Call) -> Operand<'a> {
        let mut explicit = None;
        let mut fun = match &call.fun.kind {
            ExprKind::Index(index) => {
                let (x, generic) = self.index_expr(&call.fun, index);
                explicit = generic.then_some(index);
                self.record(&x);
                x
            }
            _ => self.expr_or_type(&call.fun, true),
        };
        match fun.mode {
            Mode::Invalid => {
                self.use_all(&call.args);
                Operand::invalid(expr)
            }
            Mode::Type => {
                self.non_generic(&mut fun, None);
                if fun.is_valid() {
                    self.conversion_call(expr, call, fun.ty)
                } else {
                    fun
                }
            }
            Mode::Builtin(builtin) => self.builtin_call(expr, call, builtin),
            _ => self.function_call(expr, call, &mut fun, explicit.map(|index| &**index)),
        }
    }

    fn use_all(&mut self, exprs: &'a [Expr]) {
        for expr in exprs {
            self.use_expr(expr);
        }
    }

    fn conversion_call(&mut self, expr: &'a Expr, call: &'a Call, target: TypeId) -> Operand<'a> {
        let shown = self.types.display(target);
        match &call.args[..] {
            [] => {
                self.error(
                    expr.pos,
                    format!("missing argument in conversion to {shown}"),
                );
                Operand::invalid(expr)
            }
            [arg] => {
                let mut x = self.expr(arg, Some(Target::of(target)));
                if !x.is_valid() {
                    return Operand::invalid(expr);
                }
                if self.types.is_interface(target) {
                    let under = self.types.underlying(target);
                    if !self.types.type_set(under).is_method_set() {
                        let message = format!(
                            "cannot use interface {shown} in conversion (contains specific type constraints or is comparable)"
                        );
                        self.error(expr.pos, message);
                        return Operand::invalid(expr);
                    }
                }
                if call.ellipsis.is_some() {
                    self.error(
                        arg.pos,
                        format!("invalid use of ... in conversion to {shown}"),
                    );
                    return Operand::invalid(expr);
                }
                self.conversion(&mut x, target);
                x
            }
            [.., last] => {
                self.use_all(&call.args);
                self.error(
                    last.pos,
                    format!("too many arguments in conversion to {shown}"),
                );
                Operand::invalid(expr)
            }
        }
    }

    fn function_call(
        &mut self,
        expr: &'a Expr,
        call: &'a Call,
        fun: &mut Operand<'a>,
        explicit: Option<&'a Index>,
    ) -> Operand<'a> {
        let Some(signature) = self.called_signature(fun) else {
            return Operand::invalid(expr);
        };
        let mut type_args = Vec::new();
        let mut places = Vec::new();
        if let Some(index) = explicit {
            type_args = index.indices.iter().map(|arg| self.var_type(arg)).collect();
            places = index.indices.iter().map(start).collect();
            if type_args.contains(&TypeId::INVALID)
                || !self.check_type_arg_count(&signature, index, true)
            {
                self.use_all(&call.args);
                return Operand::invalid(expr);
            }
        }
        let args = self.arguments(&call.args);
        let was_generic = !signature.type_params.is_empty();
        let result = self.check_arguments(call, &signature, type_args, &places, args);
        self.env.has_call = true;
        let Some(signature) = result else {
            return self.call_result(expr, &signature, was_generic);
        };
        if was_generic {
            let ty = self.types.intern(Type::Func(Rc::clone(&signature)));
            self.record(&Operand::value(ty, &call.fun));
        }
        self.call_result(expr, &signature, false)
    }

    /// The signature of what is called.
    fn called_signature(&mut self, fun: &Operand<'a>) -> Option<Rc<Signature>> {
        let mut refuse = |types: &mut Types, ty: Option<(TypeId, TypeId)>| {
            let (ty, under) = ty?;
            let is_function = matches!(types.get(under), Type::Func(_));
            (!is_function).then(|| format!("{} is not a function", types.display(ty)))
        };
        let common = if fun.is_nil() {
            Err("untyped nil is not a function".to_owned())
        } else {
            self.types.common_underlying_if(fun.ty, &mut refuse)
        };
        match common {
            Ok(ty) => self.types.signature(ty),
            Err(cause) => {
                if fun.ty != TypeId::INVALID && self.types.underlying(fun.ty) != TypeId::INVALID {
                    let what = self.describe(fun);
                    let message = format!("invalid operation: cannot call {what}: {cause}");
                    self.error_at(fun, message);
                }
                None
            }
        }
    }

    /// The operand of a call; `generic` if the type arguments are not known, so that its type may not be either.
    fn call_result(&mut self, expr: &'a Expr, signature: &Signature, generic: bool) -> Operand<'a> {
        if signature.results.is_empty() {
            return Operand::new(Mode::NoValue, TypeId::EMPTY_TUPLE, expr);
        }
        let ty = self.types.tuple_of(&signature.results);
        if ty == TypeId::INVALID || generic && self.types.is_parameterized(ty) {
            return Operand::invalid(expr);
        }
        Operand::value(ty, expr)
    }

    /// A signature without names: what a predeclared function is called with.
    pub(super) fn plain_signature(params: &[TypeId], variadic: bool) -> Rc<Signature> {
        let param = |&ty: &TypeId| Param {
            name: crate::syntax::symbol::Symbol::EMPTY,
            ty,
        };
        Rc::new(Signature {
            type_params: [].into(),
            params: params.iter().map(param).collect(),
            results: [].into(),
            variadic,
        })
    }
}
