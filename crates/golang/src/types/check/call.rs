//! Calls, conversions, and instantiation of generic functions.

use std::rc::Rc;

use crate::syntax::ast::{Call, Expr, ExprKind, Index};
use crate::syntax::pos::Pos;
use crate::types::Types;
use crate::types::info::{Instance, Mode};
use crate::types::ty::{Param, Signature, Type, TypeId};

use super::Checker;
use super::infer::Problem;
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
            self.use_all(&call.args);
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

    pub(super) fn check_type_arg_count(
        &mut self,
        signature: &Signature,
        index: &Index,
        at_first: bool,
    ) -> bool {
        let (got, want) = (index.indices.len(), signature.type_params.len());
        if got > want {
            let at = if at_first { want } else { got - 1 };
            let pos = index.indices[at].pos;
            self.error(pos, format!("got {got} type arguments but want {want}"));
        }
        got <= want
    }

    /// The arguments of a call, which may be the results of one other call, or generic functions.
    pub(super) fn arguments(&mut self, args: &'a [Expr]) -> Vec<Operand<'a>> {
        if let [one] = args {
            let x = self.generic_argument(one);
            if x.is_valid()
                && let Type::Tuple(types) = self.types.get(x.ty).clone()
            {
                return types
                    .iter()
                    .map(|result| Operand::value(result.ty, one))
                    .collect();
            }
            return vec![x];
        }
        args.iter()
            .map(|arg| {
                let mut x = self.generic_argument(arg);
                self.single_value(&mut x);
                x
            })
            .collect()
    }

    fn generic_argument(&mut self, arg: &'a Expr) -> Operand<'a> {
        if let ExprKind::Index(index) = &arg.kind {
            let (mut x, generic) = self.index_expr(arg, index);
            x.expr = Some(arg);
            if generic {
                self.instantiate_function(&mut x, arg, index, None, false);
            }
            self.record(&x);
            if !matches!(x.mode, Mode::Type | Mode::NoValue | Mode::Builtin(_)) {
                return x;
            }
        }
        let mut x = self.raw_expr(arg, None, None, true);
        if matches!(x.mode, Mode::Type | Mode::NoValue | Mode::Builtin(_)) {
            let what = match x.mode {
                Mode::Type => "is not an expression",
                Mode::NoValue => "used as value",
                _ => "must be called",
            };
            let message = format!("{} {what}", self.describe(&x));
            self.error_at(&x, message);
            x.invalidate();
        }
        x
    }

    /// Checks arguments against parameters; the signature with its type arguments, or none if there was an error.
    pub(super) fn check_arguments(
        &mut self,
        call: &'a Call,
        signature: &Rc<Signature>,
        type_args: Vec<TypeId>,
        places: &[Pos],
        mut args: Vec<Operand<'a>>,
    ) -> Option<Rc<Signature>> {
        let dots = call.ellipsis.is_some();
        let mut params: Vec<TypeId> = signature.params.iter().map(|param| param.ty).collect();
        let mut count = params.len();
        if signature.variadic {
            if dots {
                if call.args.len() == 1 && args.len() > 1 {
                    let message = format!(
                        "cannot use ... with {}-valued {}",
                        args.len(),
                        self.text(&call.args[0])
                    );
                    self.error(call.fun.pos, message);
                    return None;
                }
            } else {
                let last = params.pop().unwrap_or(TypeId::INVALID);
                let elem = match self.types.get(last) {
                    Type::Slice(elem) => *elem,
                    _ => TypeId::INVALID,
                };
                if args.len() >= params.len() {
                    params.resize(args.len(), elem);
                }
                count = params.len();
            }
        } else if dots {
            let message = format!(
                "cannot use ... in call to non-variadic {}",
                self.text(&call.fun)
            );
            self.error(start(&call.fun), message);
            return None;
        }
        if args.len() != count {
            self.report_argument_count(call, signature, &args, count);
            return None;
        }
        let signature =
            self.infer_arguments(call, signature, type_args, places, &mut params, &mut args)?;
        let context = format!("argument to {}", self.text(&call.fun));
        for (x, ty) in args.iter_mut().zip(params) {
            self.assignment(x, Some(ty), &context);
        }
        Some(signature)
    }

    fn report_argument_count(
        &mut self,
        call: &'a Call,
        signature: &Signature,
        args: &[Operand<'a>],
        count: usize,
    ) {
        let (which, pos) = match args.get(count) {
            Some(extra) => ("too many", extra.pos()),
            None => ("not enough", args.last().map_or(call.fun.pos, Operand::pos)),
        };
        let have: Vec<TypeId> = args.iter().map(|x| x.ty).collect();
        let want: Vec<TypeId> = signature.params.iter().map(|param| param.ty).collect();
        let message = format!(
            "{which} arguments in call to {}\n\thave {}\n\twant {}",
            self.text(&call.fun),
            self.summary(&have, false, call.ellipsis.is_some()),
            self.summary(&want, signature.variadic, false)
        );
        self.error(pos, message);
    }

    /// Infers type arguments of the function, and of generic functions among the arguments.
    fn infer_arguments(
        &mut self,
        call: &'a Call,
        signature: &Rc<Signature>,
        type_args: Vec<TypeId>,
        places: &[Pos],
        params: &mut [TypeId],
        args: &mut [Operand<'a>],
    ) -> Option<Rc<Signature>> {
        let own = signature.type_params.len();
        let generic: Vec<usize> = (0..args.len())
            .filter(|&i| {
                args[i].is_valid()
                    && self.types.is_generic(args[i].ty)
                    && args[i].mode != Mode::Type
            })
            .collect();
        if own == 0 && generic.is_empty() {
            return Some(Rc::clone(signature));
        }
        let (mut all, renamed) = self.fresh_params(&signature.type_params);
        for param in params.iter_mut() {
            *param = self.types.subst(*param, &renamed);
        }
        let mut known: Vec<Option<TypeId>> = type_args.into_iter().map(Some).collect();
        known.resize(own, None);
        let (mut counts, mut shown) = (Vec::new(), Vec::new());
        for &i in &generic {
            let Some(inner) = self.types.signature(args[i].ty) else {
                continue;
            };
            let (fresh, renamed) = self.fresh_params(&inner.type_params);
            let plain = Signature {
                type_params: [].into(),
                ..(*inner).clone()
            };
            let plain = self.types.intern(Type::Func(Rc::new(plain)));
            args[i].ty = self.types.subst(plain, &renamed);
            if let Some(plain) = self.types.signature(args[i].ty) {
                let generic = self.types.intern(Type::Func(Rc::new(Signature {
                    type_params: fresh.clone().into(),
                    ..(*plain).clone()
                })));
                shown.push((args[i].ty, generic));
            }
            counts.push((i, inner, fresh.len()));
            let given = self.partial_args(args[i].expr);
            known.extend((0..fresh.len()).map(|k| given.get(k).copied()));
            all.extend(fresh);
        }
        let problem = Problem {
            pos: call.lparen,
            params: all,
            known,
            shown,
            reverse: false,
        };
        let inferred = match self.infer(&problem, params, args) {
            Ok(inferred) => inferred,
            Err(None) => return None,
            Err(Some((pos, message))) => {
                let message = format!("in call to {}, {message}", self.text(&call.fun));
                self.error(pos, message);
                return None;
            }
        };
        for param in params.iter_mut() {
            *param = self.types.subst_list(*param, &problem.params, &inferred);
        }
        let mut next = own;
        for (i, inner, count) in counts {
            let part = &inferred[next..next + count];
            next += count;
            if let Some(arg) = args[i].expr {
                let ty = self.instantiate_as(&inner, part, arg, arg.pos, &[]);
                args[i].ty = ty;
                self.record(&args[i]);
            }
        }
        if own == 0 {
            return Some(Rc::clone(signature));
        }
        let ty = self.instantiate_as(signature, &inferred[..own], &call.fun, call.lparen, places);
        self.types.signature(ty)
    }

    /// Type arguments written in `f[int]` where more are to be inferred.
    fn partial_args(&self, expr: Option<&Expr>) -> Vec<TypeId> {
        match expr.map(|expr| &expr.unparen().kind) {
            Some(ExprKind::Index(index)) => index
                .indices
                .iter()
                .map(|arg| self.info.type_of(arg.id))
                .collect(),
            _ => Vec::new(),
        }
    }

    /// New type parameters in place of old ones, so that a function can call itself with other type arguments.
    pub(super) fn fresh_params(
        &mut self,
        params: &Rc<[TypeId]>,
    ) -> (Vec<TypeId>, Vec<(crate::types::ty::TypeParamId, TypeId)>) {
        let mut fresh = Vec::new();
        let mut map = Vec::new();
        for &param in params.iter() {
            let Type::Param(id) = *self.types.get(param) else {
                continue;
            };
            let data = self.types.type_param(id).clone();
            let new = self
                .types
                .new_type_param(data.obj, data.index, data.constraint);
            fresh.push(new);
            map.push((id, new));
        }
        for &new in &fresh {
            let Type::Param(id) = *self.types.get(new) else {
                continue;
            };
            let constraint = self.types.type_param(id).constraint;
            self.types.params[id.0 as usize].constraint = self.types.subst(constraint, &map);
        }
        (fresh, map)
    }

    /// The signature with type arguments, which are recorded at the function's name and tested later.
    fn instantiate_as(
        &mut self,
        signature: &Signature,
        args: &[TypeId],
        fun: &Expr,
        pos: Pos,
        places: &[Pos],
    ) -> TypeId {
        let ty = self.types.instantiate_signature(signature, args);
        let args: Rc<[TypeId]> = args.into();
        self.note_instance(&signature.type_params, &args, pos, places.to_vec());
        if let Some(ident) = Self::function_ident(fun) {
            self.info.instances.insert(ident.id, Instance { args, ty });
        }
        ty
    }

    /// `f[int]`: instantiates, inferring from `target` what is missing. With `must` off, a part may stay open.
    pub(super) fn instantiate_function(
        &mut self,
        x: &mut Operand<'a>,
        expr: &'a Expr,
        index: &'a Index,
        target: Option<Target<'a>>,
        must: bool,
    ) {
        let Some(signature) = self.types.signature(x.ty) else {
            return;
        };
        let args: Vec<TypeId> = index.indices.iter().map(|arg| self.var_type(arg)).collect();
        if args.contains(&TypeId::INVALID) || !self.check_type_arg_count(&signature, index, false) {
            x.invalidate();
            return;
        }
        x.expr = Some(expr);
        if args.len() == signature.type_params.len() {
            let places: Vec<Pos> = index.indices.iter().map(start).collect();
            x.become_value(TypeId::INVALID);
            x.ty = self.instantiate_as(&signature, &args, expr, expr.pos, &places);
            return;
        }
        if must {
            let target = target.and_then(|target| self.function_target(target));
            let places = index.indices.iter().map(start).collect();
            self.instantiate_from(x, &signature, args, target, places);
        }
    }

    /// Instantiates a generic function for the function type it is assigned to.
    pub(super) fn instantiate_for(&mut self, x: &mut Operand<'a>, target: Target<'a>) {
        if let Some(signature) = self.types.signature(x.ty) {
            self.instantiate_from(x, &signature, Vec::new(), Some(target), Vec::new());
        }
    }

    fn instantiate_from(
        &mut self,
        x: &mut Operand<'a>,
        signature: &Rc<Signature>,
        args: Vec<TypeId>,
        target: Option<Target<'a>>,
        places: Vec<Pos>,
    ) {
        let Some(expr) = x.expr else { return };
        let (fresh, map) = self.fresh_params(&signature.type_params);
        let mut known: Vec<Option<TypeId>> = args.into_iter().map(Some).collect();
        known.resize(fresh.len(), None);
        let (mut params, mut operands) = (Vec::new(), Vec::new());
        if let Some(target) = target {
            let plain = Signature {
                type_params: [].into(),
                ..(**signature).clone()
            };
            let plain = self.types.intern(Type::Func(Rc::new(plain)));
            params.push(self.types.subst(plain, &map));
            operands.push(Operand {
                part: Some(self.target_text(target)),
                ..Operand::value(target.ty, expr)
            });
        }
        let pos = match &expr.kind {
            ExprKind::Index(index) => index.lbrack,
            _ => expr.pos,
        };
        let problem = Problem {
            pos,
            params: fresh,
            known,
            shown: Vec::new(),
            reverse: true,
        };
        match self.infer(&problem, &params, &operands) {
            Ok(inferred) => {
                let ty = self.instantiate_as(signature, &inferred, expr, pos, &places);
                x.become_value(ty);
            }
            Err(error) => {
                if let Some((pos, message)) = error {
                    self.error(pos, message);
                }
                x.invalidate();
            }
        }
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
