//! Instances of generic functions.

use std::rc::Rc;

use crate::syntax::ast::{Expr, ExprKind, Index};
use crate::syntax::pos::Pos;
use crate::types::info::Instance;
use crate::types::ty::{Signature, Type, TypeId};

use super::Checker;
use super::infer::Problem;
use super::operand::{Operand, Target, start};

impl<'a> Checker<'a> {
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
    pub(super) fn instantiate_as(
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
            let places: Vec<Pos> = index.indices.iter().map(start).collect();
            self.instantiate_from(x, &signature, args, target, &places);
        }
    }

    /// Instantiates a generic function for the function type it is assigned to.
    pub(super) fn instantiate_for(&mut self, x: &mut Operand<'a>, target: Target<'a>) {
        if let Some(signature) = self.types.signature(x.ty) {
            self.instantiate_from(x, &signature, Vec::new(), Some(target), &[]);
        }
    }

    fn instantiate_from(
        &mut self,
        x: &mut Operand<'a>,
        signature: &Rc<Signature>,
        args: Vec<TypeId>,
        target: Option<Target<'a>>,
        places: &[Pos],
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
                let ty = self.instantiate_as(signature, &inferred, expr, pos, places);
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
}
