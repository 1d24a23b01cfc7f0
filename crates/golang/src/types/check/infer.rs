//! Inference of type arguments.

use std::fmt::Write as _;

use crate::syntax::pos::Pos;
use crate::types::Basic;
use crate::types::ty::{Term, Type, TypeId, TypeParamId};

use super::Checker;
use super::convert::larger;
use super::operand::Operand;
use super::unify::{Mode, Unifier};

/// What is to be inferred.
pub(super) struct Problem {
    /// Where it is reported that a type argument cannot be inferred.
    pub(super) pos: Pos,
    /// The type parameters.
    pub(super) params: Vec<TypeId>,
    /// The type arguments that are known.
    pub(super) known: Vec<Option<TypeId>>,
    /// Types of arguments, and what messages show instead.
    pub(super) shown: Vec<(TypeId, TypeId)>,
    /// Whether the function is inferred from what it is assigned to.
    pub(super) reverse: bool,
}

/// A message with its place; none if an error was reported before.
type Failure = Option<(Pos, String)>;

impl<'a> Checker<'a> {
    /// Finds type arguments so that `args` fit `types`, the types of the parameters.
    pub(super) fn infer(
        &mut self,
        problem: &Problem,
        types: &[TypeId],
        args: &[Operand<'a>],
    ) -> Result<Vec<TypeId>, Failure> {
        if let Some(all) = problem.known.iter().copied().collect::<Option<Vec<_>>>() {
            return Ok(all);
        }
        if args.iter().any(|arg| !arg.is_valid()) {
            return Err(None);
        }
        let ids: Vec<TypeParamId> = problem
            .params
            .iter()
            .filter_map(|&param| match self.types.get(param) {
                Type::Param(id) => Some(*id),
                _ => None,
            })
            .collect();
        // Parameters whose type is known by now are assigned to, not unified with.
        let known = problem.params.iter().zip(&problem.known);
        let (params, given): (Vec<TypeId>, Vec<TypeId>) = known
            .filter_map(|(&param, ty)| Some((param, (*ty)?)))
            .unzip();
        let types: Vec<TypeId> = types
            .iter()
            .map(|&ty| self.types.subst_list(ty, &params, &given))
            .collect();
        let mut unifier = Unifier::new(&ids, &problem.known);
        let mut untyped = Vec::new();
        for (&ty, arg) in types.iter().zip(args) {
            if !self.mentions(ty, &problem.params) && !self.mentions(arg.ty, &problem.params) {
                continue;
            }
            if !self.types.is_untyped(arg.ty) {
                if !unifier.unify(&mut self.types, ty, arg.ty, Mode::Assign) {
                    return Err(Some(self.mismatch(problem, &unifier, ty, arg)));
                }
            } else if self.types.is_type_param(ty) && !arg.is_nil() {
                untyped.push((ty, arg));
            }
        }
        self.infer_from_constraints(problem, &ids, &mut unifier)?;
        self.infer_from_untyped(&untyped, &mut unifier)?;
        self.finish_inference(problem, &ids, &unifier)
    }

    fn mismatch(
        &mut self,
        problem: &Problem,
        unifier: &Unifier,
        ty: TypeId,
        arg: &Operand<'a>,
    ) -> (Pos, String) {
        let shown = problem.shown.iter().find(|(ty, _)| *ty == arg.ty);
        let have = shown.map_or(arg.ty, |(_, generic)| *generic);
        let (have, text) = (self.types.display(have), self.operand_text(arg));
        let inferred = unifier.inferred();
        if inferred.iter().all(Option::is_none) {
            let names = self.param_names(&problem.params);
            let wanted = self.types.display(ty);
            return (
                arg.pos(),
                format!("type {have} of {text} does not match {wanted} (cannot infer {names})"),
            );
        }
        let map: Vec<_> = unifier.known();
        let found = self.types.subst(ty, &map);
        let wanted = self.types.display(ty);
        let message = if found == ty {
            format!("type {have} of {text} does not match {wanted}")
        } else {
            let found = self.types.display(found);
            if problem.reverse {
                format!("inferred type {found} for {wanted} does not match type {have} of {text}")
            } else {
                format!("type {have} of {text} does not match inferred type {found} for {wanted}")
            }
        };
        (arg.pos(), message)
    }

    /// Core types and methods of constraints say more, until there is nothing new.
    fn infer_from_constraints(
        &mut self,
        problem: &Problem,
        ids: &[TypeParamId],
        unifier: &mut Unifier,
    ) -> Result<(), Failure> {
        loop {
            let before = unifier.unknown_count();
            for (&param, &id) in problem.params.iter().zip(ids) {
                let have = unifier.at(id);
                if let Some((core, single)) = self.core_term(param) {
                    match have {
                        Some(have)
                            if !unifier.unify(&mut self.types, have, core.ty, Mode::Inexact) =>
                        {
                            return Err(Some(self.unsatisfied(problem, id, have, "")));
                        }
                        None if single && !core.tilde => unifier.set(id, core.ty),
                        _ => {}
                    }
                }
                if let Some(have) = unifier.at(id)
                    && !self.mentions(have, &problem.params)
                {
                    self.infer_from_methods(problem, id, have, unifier)?;
                }
            }
            if unifier.unknown_count() == before {
                return Ok(());
            }
        }
    }

    fn unsatisfied(
        &mut self,
        problem: &Problem,
        id: TypeParamId,
        have: TypeId,
        cause: &str,
    ) -> (Pos, String) {
        let data = self.types.type_param(id).clone();
        let name = self.name_of(data.obj).to_owned();
        let mut message = format!(
            "{name} (type {}) does not satisfy {}",
            self.types.display(have),
            self.types.display(data.constraint)
        );
        if !cause.is_empty() {
            let _ = write!(message, " {cause}");
        }
        (problem.pos, message)
    }

    fn infer_from_methods(
        &mut self,
        problem: &Problem,
        id: TypeParamId,
        have: TypeId,
        unifier: &mut Unifier,
    ) -> Result<(), Failure> {
        let interface = self.types.interface_of_param(id);
        let set = self.types.type_set(interface);
        for method in &set.methods {
            if let crate::types::Found::Method { ty, .. } =
                self.types.lookup(have, false, method.pkg, method.name)
            {
                if self.types.is_generic(ty)
                    || !unifier.unify(&mut self.types, ty, method.ty, Mode::Exact)
                {
                    let name = self.types.text(method.name).to_owned();
                    let cause = format!("(wrong type for method {name})");
                    return Err(Some(self.unsatisfied(problem, id, have, &cause)));
                }
            } else {
                let cause = self
                    .types
                    .why_missing(have, interface, true)
                    .unwrap_or_default();
                return Err(Some(self.unsatisfied(problem, id, have, &cause)));
            }
        }
        Ok(())
    }

    /// The one type of a constraint, or the common underlying one; whether it is the only one.
    fn core_term(&mut self, param: TypeId) -> Option<(Term, bool)> {
        let terms = self.types.terms_of(param)?;
        if let [one] = &terms[..] {
            return Some((*one, true));
        }
        let ty = self.types.common_underlying(param)?;
        Some((
            Term {
                tilde: terms.iter().any(|term| term.tilde),
                ty,
            },
            false,
        ))
    }

    fn mentions(&self, ty: TypeId, params: &[TypeId]) -> bool {
        self.types.is_parameterized(ty) && {
            let mut found = Vec::new();
            self.params_in(ty, &mut found, &mut Vec::new());
            params.iter().any(
                |&param| matches!(self.types.get(param), Type::Param(id) if found.contains(id)),
            )
        }
    }

    /// A constant argument says its default type if nothing else says more; the largest kind of several.
    fn infer_from_untyped(
        &mut self,
        untyped: &[(TypeId, &Operand<'a>)],
        unifier: &mut Unifier,
    ) -> Result<(), Failure> {
        let mut largest: Vec<(TypeParamId, Basic)> = Vec::new();
        for (ty, arg) in untyped {
            let (Type::Param(id), Some(basic)) =
                (self.types.get(*ty).clone(), self.untyped(arg.ty))
            else {
                continue;
            };
            if unifier.at(id).is_some() {
                continue;
            }
            match largest.iter_mut().find(|(other, _)| *other == id) {
                None => largest.push((id, basic)),
                Some((_, have)) => {
                    let Some(max) = larger(*have, basic) else {
                        let message = format!(
                            "mismatched types {} and {} (cannot infer {})",
                            have.name(),
                            basic.name(),
                            self.types.display(*ty)
                        );
                        return Err(Some((arg.pos(), message)));
                    };
                    *have = max;
                }
            }
        }
        for (id, basic) in largest {
            unifier.set(id, TypeId::of(basic.default_type()));
        }
        Ok(())
    }

    /// Inferred types may mention other parameters; those are replaced until none is left.
    fn finish_inference(
        &mut self,
        problem: &Problem,
        ids: &[TypeParamId],
        unifier: &Unifier,
    ) -> Result<Vec<TypeId>, Failure> {
        let mut inferred = unifier.inferred();
        for _ in 0..=ids.len() {
            let map: Vec<_> = ids
                .iter()
                .zip(&inferred)
                .filter_map(|(&id, ty)| Some((id, (*ty)?)))
                .collect();
            for ty in inferred.iter_mut().flatten() {
                *ty = self.types.subst(*ty, &map);
            }
        }
        let mut result = Vec::new();
        for (&param, ty) in problem.params.iter().zip(inferred) {
            match ty {
                Some(ty) if !self.mentions(ty, &problem.params) => result.push(ty),
                _ => {
                    let Type::Param(id) = *self.types.get(param) else {
                        return Err(None);
                    };
                    let obj = self.types.type_param(id).obj;
                    let place = self.place(self.types.object(obj).pos);
                    let message =
                        format!("cannot infer {} (declared at {place})", self.name_of(obj));
                    return Err(Some((problem.pos, message)));
                }
            }
        }
        Ok(result)
    }

    /// The type parameters that a type mentions.
    fn params_in(&self, ty: TypeId, found: &mut Vec<TypeParamId>, seen: &mut Vec<TypeId>) {
        if !self.types.is_parameterized(ty) || seen.contains(&ty) {
            return;
        }
        seen.push(ty);
        if let Type::Param(param) = self.types.get(ty) {
            found.push(*param);
        }
        for part in self.types.parts(ty) {
            self.params_in(part, found, seen);
        }
    }
}
