//! Whether a type implements an interface, and why not.

use crate::syntax::symbol::Symbol;

use super::Types;
use super::basic::Basic;
use super::info::MethodRef;
use super::lookup::Found;
use super::ty::{Method, Term, Type, TypeId, TypeSet};

impl Types {
    /// Whether a value of type `ty` can be stored in interface `interface`: the dynamic test of a type assertion.
    pub fn implements(&mut self, ty: TypeId, interface: TypeId) -> bool {
        self.why_not_implements(ty, interface, false).is_none()
    }

    /// Why `ty` does not implement (or, as a type argument, satisfy) `interface`; `None` if it does.
    pub(super) fn why_not_implements(
        &mut self,
        ty: TypeId,
        interface: TypeId,
        constraint: bool,
    ) -> Option<String> {
        let verb = if constraint { "satisfy" } else { "implement" };
        let under = self.underlying(interface);
        if self.is_or_points_to_invalid(ty) || under == TypeId::INVALID {
            return None;
        }
        let why_not = |types: &Self, detail: &str| {
            let (ty, interface) = (types.display(ty), types.display(interface));
            Some(format!("{ty} does not {verb} {interface}{detail}"))
        };
        if !matches!(self.get(under), Type::Interface(_)) {
            let detail = match self.pointer_to_interface(interface) {
                Some(detail) => detail,
                None => format!("{} is not an interface", self.display(interface)),
            };
            return why_not(self, &format!(" ({detail})"));
        }
        let wanted = self.type_set(under);
        if wanted.methods.is_empty() && wanted.is_method_set() {
            return None;
        }
        let have = match self.under(ty) {
            Type::Interface(_) => {
                let under = self.underlying(ty);
                Some(self.type_set(under))
            }
            _ => None,
        };
        let is_empty = |set: &TypeSet| set.terms.as_ref().is_some_and(Vec::is_empty);
        if have.as_ref().is_some_and(|have| is_empty(have)) {
            return None;
        }
        if is_empty(&wanted) {
            let interface = self.display(interface);
            return Some(format!("cannot {verb} {interface} (empty type set)"));
        }
        if let Some(cause) = self.why_missing(ty, interface, true) {
            return why_not(self, &format!(" {cause}"));
        }
        if let Some(terms) = &wanted.terms {
            if let Some(have) = have {
                if !self.is_subset(have.terms.as_deref(), terms) {
                    return why_not(self, "");
                }
            } else if !terms.iter().any(|term| self.term_includes(*term, ty)) {
                let detail = self.why_not_in(ty, interface, terms);
                return why_not(self, &format!(" ({detail})"));
            }
        }
        let comparable = !self.set_is_comparable(&wanted)
            || self.strictly_comparable(ty)
            || constraint && self.comparable(ty);
        (!comparable).then(|| format!("{} does not {verb} comparable", self.display(ty)))
    }

    /// Whether a type, or what it points to, is in error.
    fn is_or_points_to_invalid(&mut self, ty: TypeId) -> bool {
        match self.under(ty) {
            Type::Pointer(base) => self.underlying(base) == TypeId::INVALID,
            Type::Basic(Basic::Invalid) => true,
            _ => false,
        }
    }

    /// Whether all types of one set are in the other; no terms are all types.
    fn is_subset(&mut self, have: Option<&[Term]>, terms: &[Term]) -> bool {
        have.is_some_and(|have| {
            have.iter().all(|x| {
                terms
                    .iter()
                    .any(|y| (y.tilde || !x.tilde) && self.term_includes(*y, x.ty))
            })
        })
    }

    /// Why a type is not in the type set of an interface with these terms.
    fn why_not_in(&mut self, ty: TypeId, interface: TypeId, terms: &[Term]) -> String {
        let under = self.underlying(ty);
        let without_tilde = terms.iter().find(|term| {
            let own = self.underlying(term.ty);
            !term.tilde && self.identical(term.ty, own) && self.identical(own, under)
        });
        let (shown, set) = (self.display(ty), self.display(interface));
        if let Some(term) = without_tilde {
            return format!("possibly missing ~ for {} in {set}", self.display(term.ty));
        }
        let interface = self.underlying(interface);
        if self.mentions(interface, ty) {
            return format!("{set} mentions {shown}, but {shown} is not in the type set of {set}");
        }
        format!("{shown} missing in {}", self.display_terms(terms))
    }

    /// Whether a type is written as an element of an interface.
    fn mentions(&mut self, element: TypeId, ty: TypeId) -> bool {
        match self.get(element).clone() {
            Type::Interface(interface) => {
                let mut embeds = interface.embeds.iter();
                embeds.any(|&(embed, _)| self.mentions(embed, ty))
            }
            Type::Union(terms) => terms.iter().any(|term| self.mentions(term.ty, ty)),
            _ => self.identical(element, ty),
        }
    }

    /// Why `ty` lacks a method of `interface`, in parentheses; `None` if it has them all. `fixed` is false for the dynamic
    /// type of an interface `ty`, which may have more methods than it.
    pub(super) fn why_missing(
        &mut self,
        ty: TypeId,
        interface: TypeId,
        fixed: bool,
    ) -> Option<String> {
        let under = self.underlying(interface);
        let wanted = self.type_set(under);
        let is_interface = matches!(self.under(ty), Type::Interface(_));
        for method in &wanted.methods {
            let cause = if is_interface {
                self.missing_of_interface(ty, method, fixed)
            } else {
                self.missing_of_concrete(ty, interface, method)
            };
            if cause.is_some() {
                return cause;
            }
        }
        None
    }

    fn missing_of_interface(&mut self, ty: TypeId, method: &Method, fixed: bool) -> Option<String> {
        let under = self.underlying(ty);
        let set = self.type_set(under);
        let other = set
            .methods
            .iter()
            .find(|other| self.same_method_name(other, method));
        match other {
            Some(other) if self.identical(other.ty, method.ty) => None,
            Some(other) => Some(self.wrong_type(other.ty, method)),
            None if fixed => Some(self.not_found(ty, method)),
            None => None,
        }
    }

    fn missing_of_concrete(
        &mut self,
        ty: TypeId,
        interface: TypeId,
        method: &Method,
    ) -> Option<String> {
        let name = self.text(method.name).to_owned();
        match self.lookup(ty, false, method.pkg, method.name) {
            Found::Method {
                ty: have,
                method: MethodRef::Declared { .. } | MethodRef::Interface { .. },
                ..
            } => {
                let generic = self
                    .signature(have)
                    .is_some_and(|signature| !signature.type_params.is_empty());
                (generic || !self.identical(have, method.ty)).then(|| self.wrong_type(have, method))
            }
            Found::Field { .. } => Some(format!(
                "({}.{name} is a field, not a method)",
                self.display(ty)
            )),
            Found::Ambiguous => Some(format!("(ambiguous selector {}.{name})", self.display(ty))),
            Found::NeedsPointer => Some(format!("(method {name} has pointer receiver)")),
            Found::Nothing => {
                if self.has_invalid_embedded_field(ty, &mut Vec::new()) {
                    return None;
                }
                if let Some(detail) = self
                    .pointer_to_interface(ty)
                    .or_else(|| self.pointer_to_interface(interface))
                {
                    return Some(format!("({detail})"));
                }
                Some(self.not_found(ty, method))
            }
        }
    }

    fn not_found(&mut self, ty: TypeId, method: &Method) -> String {
        let name = self.text(method.name).to_owned();
        if let Some((other, true, _)) = self.lookup_ignoring_case(ty, method.name)
            && let Some(have) = self.type_of_method(ty, method, other)
        {
            let (have, want) = (
                self.method_string(other, have),
                self.method_string(method.name, method.ty),
            );
            return format!("(missing method {name})\n\t\thave {have}\n\t\twant {want}");
        }
        format!("(missing method {name})")
    }

    fn type_of_method(&mut self, ty: TypeId, method: &Method, name: Symbol) -> Option<TypeId> {
        match self.lookup(ty, true, method.pkg, name) {
            Found::Method { ty, .. } => Some(ty),
            _ => None,
        }
    }

    fn wrong_type(&self, have: TypeId, method: &Method) -> String {
        let name = self.text(method.name);
        let (have, want) = (
            self.method_string(method.name, have),
            self.method_string(method.name, method.ty),
        );
        if have == want {
            return format!("(wrong type for method {name})");
        }
        format!("(wrong type for method {name})\n\t\thave {have}\n\t\twant {want}")
    }

    fn method_string(&self, name: Symbol, ty: TypeId) -> String {
        let signature = self
            .signature(ty)
            .map(|signature| self.display_signature(&signature, false));
        format!("{}{}", self.text(name), signature.unwrap_or_default())
    }

    /// `type *I is pointer to interface, not interface`, if it is.
    pub(super) fn pointer_to_interface(&mut self, ty: TypeId) -> Option<String> {
        let Type::Pointer(base) = self.under(ty) else {
            return None;
        };
        if self.is_type_param(base) {
            return Some(format!(
                "type {} is pointer to type parameter, not type parameter",
                self.display(ty)
            ));
        }
        matches!(self.under(base), Type::Interface(_)).then(|| {
            format!(
                "type {} is pointer to interface, not interface",
                self.display(ty)
            )
        })
    }
}
