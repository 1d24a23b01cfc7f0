//! Fields and methods, through embedding.

use std::rc::Rc;

use crate::syntax::symbol::Symbol;

use super::Types;
use super::info::MethodRef;
use super::object::{ObjId, ObjectKind, PkgId};
use super::ty::{NamedId, Signature, Type, TypeId};

/// How deep embedded fields are searched.
const MAX_EMBEDDING: usize = 100;

/// What a selector finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A field.
    Field {
        /// The fields to go through, the field itself last.
        path: Vec<u32>,
        /// Whether a pointer is followed on the way.
        indirect: bool,
        /// Its type.
        ty: TypeId,
    },
    /// A method.
    Method {
        /// The embedded fields to go through.
        path: Vec<u32>,
        /// Whether a pointer is followed on the way.
        indirect: bool,
        /// The method.
        method: MethodRef,
        /// Its type without the receiver, with the type arguments of the receiver.
        ty: TypeId,
    },
    /// Several at the same depth.
    Ambiguous,
    /// A method of `*T` where there is no addressable `T`.
    NeedsPointer,
    /// Nothing.
    Nothing,
}

/// An embedded type to search.
struct Embedded {
    ty: TypeId,
    path: Vec<u32>,
    indirect: bool,
    /// Whether the same type stands at this depth more than once.
    multiple: bool,
}

impl Types {
    /// Looks `name` up among the fields and methods of `ty`, as `x.name` in package `pkg` does; `addressable` says whether
    /// `x` is a variable.
    pub fn lookup(&mut self, ty: TypeId, addressable: bool, pkg: PkgId, name: Symbol) -> Found {
        self.lookup_where(ty, addressable, &|types, other, declared| {
            other == name && (declared == pkg || types.is_exported(name))
        })
    }

    /// A field or method whose name differs in the case of its letters alone, in any package: its name, whether it is a
    /// method, and its package.
    pub(super) fn lookup_ignoring_case(
        &mut self,
        ty: TypeId,
        name: Symbol,
    ) -> Option<(Symbol, bool, PkgId)> {
        let wanted = self.text(name).to_lowercase();
        let hit = std::cell::Cell::new(None);
        let found = self.lookup_where(ty, true, &|types, other, declared| {
            let same = types.text(other).to_lowercase() == wanted;
            if same {
                hit.set(Some((other, declared)));
            }
            same
        });
        let (other, pkg) = hit.get()?;
        match found {
            Found::Field { .. } => Some((other, false, pkg)),
            Found::Method { .. } => Some((other, true, pkg)),
            _ => None,
        }
    }

    fn lookup_where(
        &mut self,
        ty: TypeId,
        addressable: bool,
        matches: &dyn Fn(&Self, Symbol, PkgId) -> bool,
    ) -> Found {
        // A defined pointer type has the fields of its base, but no methods.
        if let Type::Named(_) = self.get(ty)
            && let Type::Pointer(_) = self.under(ty)
        {
            let pointer = self.underlying(ty);
            return match self.lookup_where(pointer, false, matches) {
                found @ Found::Field { .. } => found,
                _ => Found::Nothing,
            };
        }
        let (start, is_pointer) = self.dereference(ty);
        if is_pointer && matches!(self.under(start), Type::Interface(_)) {
            return Found::Nothing;
        }
        let mut level = vec![Embedded {
            ty: start,
            path: Vec::new(),
            indirect: is_pointer,
            multiple: false,
        }];
        let mut seen: Vec<TypeId> = Vec::new();
        for _ in 0..MAX_EMBEDDING {
            if level.is_empty() {
                break;
            }
            let mut next = Vec::new();
            let mut found: Option<Found> = None;
            for embedded in level {
                let hit = self.search_one(&embedded, &mut seen, matches, &mut next);
                if let Some(hit) = hit {
                    if found.is_some() || embedded.multiple {
                        return Found::Ambiguous;
                    }
                    found = Some(hit);
                }
            }
            if let Some(found) = found {
                return match &found {
                    Found::Method {
                        method: MethodRef::Declared { func, .. },
                        indirect: false,
                        ..
                    } if !addressable && self.has_pointer_receiver(*func) => Found::NeedsPointer,
                    _ => found,
                };
            }
            level = consolidate(next);
        }
        Found::Nothing
    }

    /// Searches one type, and adds its embedded fields to `next`.
    fn search_one(
        &mut self,
        embedded: &Embedded,
        seen: &mut Vec<TypeId>,
        matches: &dyn Fn(&Self, Symbol, PkgId) -> bool,
        next: &mut Vec<Embedded>,
    ) -> Option<Found> {
        let ty = embedded.ty;
        if let Type::Named(named) = *self.get(ty) {
            if seen.contains(&ty) {
                return None;
            }
            seen.push(ty);
            let method = self.declared_method(named, |types, obj| {
                let object = types.object(obj);
                matches(types, object.name, object.pkg)
            });
            if let Some(func) = method {
                return Some(Found::Method {
                    path: embedded.path.clone(),
                    indirect: embedded.indirect,
                    method: MethodRef::Declared { func, receiver: ty },
                    ty: self.method_type(func, named),
                });
            }
        }
        match self.under(ty) {
            Type::Struct(fields) => {
                let mut found = None;
                for (i, field) in fields.fields.iter().enumerate() {
                    let mut path = embedded.path.clone();
                    path.push(u32::try_from(i).unwrap_or(u32::MAX));
                    if matches(self, field.name, field.pkg) {
                        found = Some(if found.is_some() {
                            Found::Ambiguous
                        } else {
                            Found::Field {
                                path,
                                indirect: embedded.indirect,
                                ty: field.ty,
                            }
                        });
                    } else if field.embedded && found.is_none() {
                        let (ty, is_pointer) = self.dereference(field.ty);
                        if matches!(
                            self.get(ty),
                            Type::Named(_) | Type::Struct(_) | Type::Interface(_)
                        ) {
                            next.push(Embedded {
                                ty,
                                path,
                                indirect: embedded.indirect || is_pointer,
                                multiple: embedded.multiple,
                            });
                        }
                    }
                }
                found
            }
            Type::Interface(_) => {
                let interface = self.underlying(ty);
                let set = self.type_set(interface);
                let index = set
                    .methods
                    .iter()
                    .position(|method| matches(self, method.name, method.pkg))?;
                Some(Found::Method {
                    path: embedded.path.clone(),
                    indirect: embedded.indirect,
                    method: MethodRef::Interface {
                        receiver: ty,
                        index: u32::try_from(index).unwrap_or(u32::MAX),
                    },
                    ty: set.methods[index].ty,
                })
            }
            _ => None,
        }
    }

    /// Whether a struct embeds what is in error, so that it may have any method.
    pub(super) fn has_invalid_embedded_field(
        &mut self,
        ty: TypeId,
        seen: &mut Vec<TypeId>,
    ) -> bool {
        let (base, _) = self.dereference(ty);
        if seen.contains(&base) {
            return false;
        }
        seen.push(base);
        let Type::Struct(fields) = self.under(base) else {
            return false;
        };
        fields.fields.iter().any(|field| {
            field.embedded
                && (self.underlying(field.ty) == TypeId::INVALID
                    || self.has_invalid_embedded_field(field.ty, seen))
        })
    }

    /// The base of a pointer, and whether it was one; a defined pointer type stays.
    pub(super) fn dereference(&self, ty: TypeId) -> (TypeId, bool) {
        match self.get(ty) {
            Type::Pointer(base) => (*base, true),
            _ => (ty, false),
        }
    }

    /// The first method of a defined type (or its origin) that `matches`.
    pub(super) fn declared_method(
        &self,
        named: NamedId,
        matches: impl Fn(&Self, ObjId) -> bool,
    ) -> Option<ObjId> {
        let origin = self.origin(named);
        self.named(origin)
            .methods
            .iter()
            .copied()
            .find(|&method| matches(self, method))
    }

    /// A method's type with the type arguments of its receiver.
    pub fn method_type(&mut self, func: ObjId, receiver: NamedId) -> TypeId {
        let ty = self.object(func).ty;
        let data = self.named(receiver);
        match data.origin {
            Some(origin) => {
                let args = Rc::clone(&data.args);
                let params = Rc::clone(&self.named(origin).params);
                let ty = self.subst_list(ty, &params, &args);
                self.generic_method_type(func, receiver, ty, &params, &args)
            }
            None => ty,
        }
    }

    /// The type parameters of a generic method get constraints with the type arguments of the receiver: they are new
    /// ones for each receiver if a constraint mentions the receiver's.
    fn generic_method_type(
        &mut self,
        func: ObjId,
        receiver: NamedId,
        ty: TypeId,
        params: &[TypeId],
        args: &[TypeId],
    ) -> TypeId {
        let Some(signature) = self.signature(ty).filter(|one| !one.type_params.is_empty()) else {
            return ty;
        };
        if let Some(&known) = self.generic_methods.get(&(func, receiver)) {
            return known;
        }
        let mut map = Vec::new();
        for &param in signature.type_params.iter() {
            let Type::Param(id) = *self.get(param) else {
                continue;
            };
            let data = self.type_param(id).clone();
            let constraint = self.subst_list(data.constraint, params, args);
            let new = self.new_type_param(data.obj, data.index, constraint);
            map.push((id, new));
        }
        let fresh: Rc<[TypeId]> = map.iter().map(|&(_, new)| new).collect();
        for &new in fresh.iter() {
            if let Type::Param(id) = *self.get(new) {
                let constraint = self.type_param(id).constraint;
                self.params[id.0 as usize].constraint = self.subst(constraint, &map);
            }
        }
        let plain = Signature {
            type_params: [].into(),
            ..(*signature).clone()
        };
        let plain = self.intern(Type::Func(Rc::new(plain)));
        let Some(plain) = Some(self.subst(plain, &map)).and_then(|ty| self.signature(ty)) else {
            return ty;
        };
        let generic = self.intern(Type::Func(Rc::new(Signature {
            type_params: fresh,
            ..(*plain).clone()
        })));
        self.generic_methods.insert((func, receiver), generic);
        generic
    }

    /// Whether a method is declared with a pointer receiver.
    #[must_use]
    pub fn has_pointer_receiver(&self, func: ObjId) -> bool {
        match &self.object(func).kind {
            ObjectKind::Func(func) => func.receiver.is_some_and(|receiver| receiver.pointer),
            _ => false,
        }
    }
}

/// Types that stand at one depth more than once are searched once.
fn consolidate(list: Vec<Embedded>) -> Vec<Embedded> {
    let mut merged: Vec<Embedded> = Vec::new();
    for embedded in list {
        match merged.iter().position(|other| other.ty == embedded.ty) {
            Some(i) => merged[i].multiple = true,
            None => merged.push(embedded),
        }
    }
    merged
}
