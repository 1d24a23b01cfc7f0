//! Identity, comparability and the predicates that operators ask for.

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::syntax::ast::ChanDir;

use super::Types;
use super::basic::Basic;
use super::ty::{Method, Param, Signature, Term, Type, TypeId, TypeSet};

/// How deep the parts of a type are looked at.
const MAX_NESTING: usize = 500;

/// A walk over the parts of a type.
#[derive(Default)]
pub(super) struct Walk {
    seen: BTreeSet<TypeId>,
    depth: usize,
}

/// Says why a type with its underlying one does not do; it gets nothing if there is no specific type.
pub(super) type Refuse<'a> = dyn FnMut(&mut Types, Option<(TypeId, TypeId)>) -> Option<String> + 'a;

impl Types {
    /// Whether two types are identical, as the specification has it.
    pub fn identical(&mut self, a: TypeId, b: TypeId) -> bool {
        a == b || self.identical_nested(a, b, true, &mut BTreeSet::new())
    }

    /// As [`Types::identical`], without the tags of structs.
    pub(super) fn identical_ignoring_tags(&mut self, a: TypeId, b: TypeId) -> bool {
        a == b || self.identical_nested(a, b, false, &mut BTreeSet::new())
    }

    fn identical_nested(
        &mut self,
        a: TypeId,
        b: TypeId,
        tags: bool,
        seen: &mut BTreeSet<(TypeId, TypeId)>,
    ) -> bool {
        // Where one pair differs, all is over: so pairs that were seen are equal, or are being compared.
        if a == b || !seen.insert((a, b)) {
            return true;
        }
        match (self.get(a).clone(), self.get(b).clone()) {
            (Type::Basic(a), Type::Basic(b)) => a.canonical() == b.canonical(),
            (Type::Named(a), Type::Named(b)) => {
                let (a, b) = (self.named(a), self.named(b));
                if a.origin.is_none() || a.origin != b.origin {
                    return false;
                }
                let pairs: Vec<_> = a.args.iter().copied().zip(b.args.iter().copied()).collect();
                pairs
                    .into_iter()
                    .all(|(a, b)| self.identical_nested(a, b, tags, seen))
            }
            (Type::Pointer(a), Type::Pointer(b)) | (Type::Slice(a), Type::Slice(b)) => {
                self.identical_nested(a, b, tags, seen)
            }
            (Type::Array(n, a), Type::Array(m, b)) => {
                n == m && self.identical_nested(a, b, tags, seen)
            }
            (Type::Chan(d, a), Type::Chan(e, b)) => {
                d == e && self.identical_nested(a, b, tags, seen)
            }
            (Type::Map(k, a), Type::Map(l, b)) => {
                self.identical_nested(k, l, tags, seen) && self.identical_nested(a, b, tags, seen)
            }
            (Type::Struct(a), Type::Struct(b)) => {
                a.fields.len() == b.fields.len()
                    && a.fields.iter().zip(&b.fields).all(|(a, b)| {
                        a.name == b.name
                            && a.embedded == b.embedded
                            && (!tags || a.tag == b.tag)
                            && (a.pkg == b.pkg || self.is_exported(a.name))
                            && self.identical_nested(a.ty, b.ty, tags, seen)
                    })
            }
            (Type::Func(a), Type::Func(b)) => self.identical_signatures(&a, &b, tags, seen),
            (Type::Tuple(a), Type::Tuple(b)) => {
                a.len() == b.len()
                    && a.iter()
                        .zip(b.iter())
                        .all(|(a, b)| self.identical_nested(a.ty, b.ty, tags, seen))
            }
            (Type::Interface(_), Type::Interface(_)) => self.identical_interfaces(a, b, tags, seen),
            (Type::Union(a), Type::Union(b)) => self.same_terms(&a, &b),
            _ => false,
        }
    }

    fn identical_signatures(
        &mut self,
        a: &Signature,
        b: &Signature,
        tags: bool,
        seen: &mut BTreeSet<(TypeId, TypeId)>,
    ) -> bool {
        if a.variadic != b.variadic
            || a.type_params.len() != b.type_params.len()
            || a.params.len() != b.params.len()
            || a.results.len() != b.results.len()
        {
            return false;
        }
        // Two generic functions have the same type if renaming the parameters makes it so.
        let list = |params: &Rc<[Param]>| params.iter().map(|param| param.ty).collect::<Vec<_>>();
        let (mine, theirs) = (
            [list(&a.params), list(&a.results)].concat(),
            [list(&b.params), list(&b.results)].concat(),
        );
        mine.into_iter().zip(theirs).all(|(mine, theirs)| {
            let theirs = self.subst_list(theirs, &b.type_params, &a.type_params);
            self.identical_nested(mine, theirs, tags, seen)
        })
    }

    fn identical_interfaces(
        &mut self,
        a: TypeId,
        b: TypeId,
        tags: bool,
        seen: &mut BTreeSet<(TypeId, TypeId)>,
    ) -> bool {
        let (a, b) = (self.type_set(a), self.type_set(b));
        if a.comparable != b.comparable
            || a.methods.len() != b.methods.len()
            || a.terms.is_some() != b.terms.is_some()
        {
            return false;
        }
        let terms = match (&a.terms, &b.terms) {
            (Some(a), Some(b)) => self.same_terms(a, b),
            _ => true,
        };
        terms
            && a.methods.iter().zip(&b.methods).all(|(a, b)| {
                self.same_method_name(a, b) && self.identical_nested(a.ty, b.ty, tags, seen)
            })
    }

    pub(super) fn same_method_name(&self, a: &Method, b: &Method) -> bool {
        a.name == b.name && (a.pkg == b.pkg || self.is_exported(a.name))
    }

    fn same_terms(&mut self, a: &[Term], b: &[Term]) -> bool {
        let within = |types: &mut Self, a: &[Term], b: &[Term]| {
            a.iter().all(|x| {
                b.iter()
                    .any(|y| x.tilde == y.tilde && types.identical(x.ty, y.ty))
            })
        };
        within(self, a, b) && within(self, b, a)
    }

    /// Whether all types it can stand for have a predeclared underlying type that `holds` for.
    pub(super) fn all_basic(&mut self, ty: TypeId, holds: fn(Basic) -> bool) -> bool {
        match self.terms_of(ty) {
            Some(terms) => {
                !terms.is_empty()
                    && terms
                        .iter()
                        .all(|term| self.basic(term.ty).is_some_and(holds))
            }
            None => self.basic(ty).is_some_and(holds),
        }
    }

    /// The types that a type parameter can stand for; `None` for other types, and without a restriction.
    pub(super) fn terms_of(&mut self, ty: TypeId) -> Option<Vec<Term>> {
        let Type::Param(param) = *self.get(ty) else {
            return None;
        };
        let interface = self.interface_of_param(param);
        self.type_set(interface).terms.clone()
    }

    /// The underlying types to look at for an operation on `ty`: one, or those of a type parameter's terms.
    /// `None` for a type parameter without a restriction or without any type.
    pub(super) fn operand_types(&mut self, ty: TypeId) -> Option<Vec<TypeId>> {
        if !self.is_type_param(ty) {
            return Some(vec![self.underlying(ty)]);
        }
        let terms = self.terms_of(ty)?;
        (!terms.is_empty()).then(|| terms.iter().map(|term| self.underlying(term.ty)).collect())
    }

    /// The one underlying type of all types that `ty` can stand for; of channels that differ in direction, the one with
    /// a direction. `None` if there is none.
    pub fn common_underlying(&mut self, ty: TypeId) -> Option<TypeId> {
        self.common_underlying_if(ty, &mut |_, _| None).ok()
    }

    /// As [`Types::common_underlying`], or why there is none. `refuse` gets each type with its underlying one, and
    /// nothing if there is no specific type; it may say why the type does not do.
    pub(super) fn common_underlying_if(
        &mut self,
        ty: TypeId,
        refuse: &mut Refuse<'_>,
    ) -> Result<TypeId, String> {
        let types = if self.is_type_param(ty) {
            let terms = self.terms_of(ty).unwrap_or_default();
            terms.iter().map(|term| term.ty).collect()
        } else {
            vec![ty]
        };
        let mut common: Option<(TypeId, TypeId)> = None;
        for ty in types {
            let under = self.underlying(ty);
            if let Some(cause) = refuse(self, Some((ty, under))) {
                return Err(cause);
            }
            common = Some(match common {
                None => (ty, under),
                Some(before) => self.both_underlying(before, (ty, under))?,
            });
        }
        match common {
            Some((_, under)) => Ok(under),
            None => Err(refuse(self, None).unwrap_or_else(|| "no specific type".into())),
        }
    }

    /// Which of two types with their underlying ones stands for both.
    fn both_underlying(
        &mut self,
        a: (TypeId, TypeId),
        b: (TypeId, TypeId),
    ) -> Result<(TypeId, TypeId), String> {
        let names = |types: &Self| (types.display(a.0), types.display(b.0));
        if let (Type::Chan(d, x), Type::Chan(e, y)) = (self.get(a.1).clone(), self.get(b.1).clone())
        {
            if !self.identical(x, y) {
                let (a, b) = names(self);
                return Err(format!("channels {a} and {b} have different element types"));
            }
            return match (d, e) {
                (d, e) if d == e => Ok(a),
                (ChanDir::Both, _) => Ok(b),
                (_, ChanDir::Both) => Ok(a),
                _ => {
                    let (a, b) = names(self);
                    Err(format!("channels {a} and {b} have conflicting directions"))
                }
            };
        }
        if self.identical(a.1, b.1) {
            return Ok(a);
        }
        let (a, b) = names(self);
        Err(format!("{a} and {b} have different underlying types"))
    }

    /// Whether `==` applies to values of this type; interfaces count, though it may panic.
    pub fn comparable(&mut self, ty: TypeId) -> bool {
        self.incomparable_part(ty, true, &mut Walk::default())
            .is_none()
    }

    /// Whether `==` applies and never panics.
    pub(super) fn strictly_comparable(&mut self, ty: TypeId) -> bool {
        self.incomparable_part(ty, false, &mut Walk::default())
            .is_none()
    }

    /// Why values cannot be compared: an empty text if the type says it all.
    pub(super) fn incomparable_part(
        &mut self,
        ty: TypeId,
        dynamic: bool,
        walk: &mut Walk,
    ) -> Option<String> {
        // Where one part cannot be compared, all is over: so parts that were seen can, or are being looked at.
        if walk.depth > MAX_NESTING || !walk.seen.insert(ty) {
            return None;
        }
        walk.depth += 1;
        let part = self.incomparable_inside(ty, dynamic, walk);
        walk.depth -= 1;
        part
    }

    fn incomparable_inside(
        &mut self,
        ty: TypeId,
        dynamic: bool,
        walk: &mut Walk,
    ) -> Option<String> {
        match self.under(ty) {
            Type::Basic(Basic::UntypedNil) | Type::Slice(_) | Type::Map(..) | Type::Func(_) => {
                Some(String::new())
            }
            Type::Interface(_) => {
                let is_param = self.is_type_param(ty);
                if dynamic && !is_param {
                    return None;
                }
                let interface = self.underlying(ty);
                let comparable = self.interface_is_comparable(interface, walk);
                if comparable {
                    return None;
                }
                let is_empty = self
                    .type_set(interface)
                    .terms
                    .as_ref()
                    .is_some_and(Vec::is_empty);
                Some(match (is_param, is_empty) {
                    (_, true) => "empty type set".into(),
                    (true, false) => "incomparable types in type set".into(),
                    (false, false) => String::new(),
                })
            }
            Type::Struct(fields) => fields.fields.iter().find_map(|field| {
                self.incomparable_part(field.ty, dynamic, walk)?;
                let field = self.display(field.ty);
                Some(format!("struct containing {field} cannot be compared"))
            }),
            Type::Array(_, elem) => {
                self.incomparable_part(elem, dynamic, walk)?;
                Some(format!("{} cannot be compared", self.display(ty)))
            }
            _ => None,
        }
    }

    fn interface_is_comparable(&mut self, interface: TypeId, walk: &mut Walk) -> bool {
        let set = self.type_set(interface);
        match &set.terms {
            Some(terms) => {
                let mut comparable = |ty: TypeId| self.incomparable_part(ty, false, walk).is_none();
                !terms.is_empty() && terms.iter().all(|term| comparable(term.ty))
            }
            None => set.comparable,
        }
    }

    /// Whether all types of a set are comparable.
    pub(super) fn set_is_comparable(&mut self, set: &TypeSet) -> bool {
        match &set.terms {
            Some(terms) => {
                !terms.is_empty() && terms.iter().all(|term| self.strictly_comparable(term.ty))
            }
            None => set.comparable,
        }
    }

    /// Whether `nil` is a value of this type.
    pub(super) fn has_nil(&mut self, ty: TypeId) -> bool {
        if self.is_type_param(ty) {
            return self.terms_of(ty).is_some_and(|terms| {
                !terms.is_empty() && terms.iter().all(|term| self.has_nil(term.ty))
            });
        }
        matches!(
            self.under(ty),
            Type::Basic(Basic::UntypedNil)
                | Type::Slice(_)
                | Type::Pointer(_)
                | Type::Func(_)
                | Type::Map(..)
                | Type::Chan(..)
                | Type::Interface(_)
        )
    }
}
