//! Arguments of calls.

use std::rc::Rc;

use crate::syntax::ast::{Call, Expr, ExprKind};
use crate::syntax::pos::Pos;
use crate::types::info::Mode;
use crate::types::ty::{Signature, Type, TypeId};

use super::Checker;
use super::infer::Problem;
use super::operand::{Operand, start};

impl<'a> Checker<'a> {
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
        self.exclude(&mut x, true);
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
}
