//! Assignability.

use std::fmt::Write as _;

use crate::syntax::ast::ChanDir;
use crate::types::info::Mode;
use crate::types::ty::{Type, TypeId};

use super::Checker;
use super::convert::Misfit;
use super::operand::{Operand, Target};

impl<'a> Checker<'a> {
    /// Prepares `x` to be assigned to a variable of type `ty`, or to one that takes its type (`None`).
    pub(super) fn assignment(&mut self, x: &mut Operand<'a>, ty: Option<TypeId>, context: &str) {
        self.single_value(x);
        match x.mode {
            Mode::Invalid => return,
            Mode::NoValue | Mode::Builtin(_) | Mode::Type => {
                let to = ty.map_or_else(|| "_".into(), |ty| self.types.display(ty));
                let message = format!("cannot assign {} to {to} in {context}", self.describe(x));
                self.error_at(x, message);
                x.invalidate();
                return;
            }
            _ => {}
        }
        if self.types.is_untyped(x.ty) && !self.assign_untyped(x, ty, context) {
            return;
        }
        self.non_generic(x, ty.map(Target::of));
        let Some(ty) = ty.filter(|_| x.is_valid()) else {
            return;
        };
        if let Some(cause) = self.why_not_assignable(x, ty) {
            let mut message = format!(
                "cannot use {} as {} value in {context}",
                self.describe(x),
                self.types.display(ty)
            );
            if !cause.is_empty() {
                let _ = write!(message, ": {cause}");
            }
            self.error_at(x, message);
            x.invalidate();
        }
    }

    fn assign_untyped(&mut self, x: &mut Operand<'a>, ty: Option<TypeId>, context: &str) -> bool {
        let target = match ty {
            None if x.is_nil() => {
                self.error_at(x, format!("use of untyped nil in {context}"));
                x.invalidate();
                return false;
            }
            Some(ty) if x.is_nil() || !self.types.is_interface(ty) => ty,
            _ => self.types.default_type(x.ty),
        };
        match self.implicit_type(x, target) {
            Ok((ty, value)) => {
                self.settle(x, ty, value);
                true
            }
            Err(misfit) => {
                let mut message = format!(
                    "cannot use {} as {} value in {context}",
                    self.describe(x),
                    self.types.display(target)
                );
                message += match misfit {
                    Misfit::Truncated => " (truncated)",
                    Misfit::Overflow => " (overflows)",
                    Misfit::Kind => "",
                };
                self.error_at(x, message);
                x.invalidate();
                false
            }
        }
    }

    /// Why `x` cannot be assigned to a variable of type `target`: empty if there is nothing to add. `None` if it can.
    pub(super) fn why_not_assignable(&mut self, x: &Operand<'a>, target: TypeId) -> Option<String> {
        let source = x.ty;
        if !x.is_valid() || source == TypeId::INVALID || target == TypeId::INVALID {
            return None;
        }
        if self.types.identical(source, target) {
            return None;
        }
        let no = || Some(String::new());
        let (source_param, target_param) = (
            self.types.is_type_param(source),
            self.types.is_type_param(target),
        );
        if self.types.is_untyped(source) {
            return if self.implicit_type(x, target).is_ok() {
                None
            } else {
                no()
            };
        }
        let (source_under, target_under) =
            (self.types.underlying(source), self.types.underlying(target));
        if source_under == TypeId::INVALID || target_under == TypeId::INVALID {
            return None;
        }
        let named = self.has_name(source) && self.has_name(target);
        if !named
            && !source_param
            && !target_param
            && self.types.identical(source_under, target_under)
        {
            return None;
        }
        let target_interface =
            matches!(self.types.get(target_under), Type::Interface(_)) && !target_param;
        if target_interface || self.types.pointer_to_interface(target_under).is_some() {
            match self.types.why_not_implements(source, target, false) {
                None => return None,
                Some(cause) if !source_param => return Some(cause),
                Some(_) => {}
            }
        }
        if matches!(self.types.get(source_under), Type::Interface(_))
            && !source_param
            && self
                .types
                .why_not_implements(target, source, false)
                .is_none()
        {
            return Some("need type assertion".into());
        }
        if let (Type::Chan(ChanDir::Both, a), Type::Chan(_, b)) = (
            self.types.get(source_under).clone(),
            self.types.get(target_under).clone(),
        ) && self.types.identical(a, b)
        {
            return if named { no() } else { None };
        }
        self.why_not_assignable_terms(x, target)
    }

    /// The case of type parameters: a value without a name is assignable if it is to each type of the set.
    fn why_not_assignable_terms(&mut self, x: &Operand<'a>, target: TypeId) -> Option<String> {
        let source = x.ty;
        if self.types.is_type_param(target) && !self.has_name(source) {
            let terms = self.types.terms_of(target).unwrap_or_default();
            let failed = terms
                .iter()
                .find(|term| self.why_not_assignable(x, term.ty).is_some());
            return match failed {
                Some(term) => Some(format!(
                    "cannot assign {} to {} (in {})",
                    self.types.display(source),
                    self.types.display(term.ty),
                    self.types.display(target)
                )),
                None => terms.is_empty().then(String::new),
            };
        }
        if self.types.is_type_param(source) && !self.has_name(target) {
            let terms = self.types.terms_of(source).unwrap_or_default();
            let failed = terms.iter().find(|term| {
                let part = Operand {
                    ty: term.ty,
                    ..x.clone()
                };
                self.why_not_assignable(&part, target).is_some()
            });
            return match failed {
                Some(term) => Some(format!(
                    "cannot assign {} (in {}) to {}",
                    self.types.display(term.ty),
                    self.types.display(source),
                    self.types.display(target)
                )),
                None => terms.is_empty().then(String::new),
            };
        }
        Some(String::new())
    }

    fn has_name(&self, ty: TypeId) -> bool {
        matches!(
            self.types.get(ty),
            Type::Basic(_) | Type::Named(_) | Type::Param(_)
        )
    }
}
