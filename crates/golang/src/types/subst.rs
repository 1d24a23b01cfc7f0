//! Substitution of types for type parameters, and canonical types.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::Types;
use super::basic::Basic;
use super::ty::{
    Interface, Method, Param, Signature, Struct, StructField, Term, Type, TypeId, TypeParamId,
};
use crate::unicode;

/// What to put for type parameters; others stay.
pub(super) type Substitution = [(TypeParamId, TypeId)];

impl Types {
    /// `ty` with `args` in place of `params` (each a [`Type::Param`]), one by one.
    pub fn subst_list(&mut self, ty: TypeId, params: &[TypeId], args: &[TypeId]) -> TypeId {
        if !self.is_parameterized(ty) && !self.is_generic(ty) {
            return ty;
        }
        let map: Vec<_> = params
            .iter()
            .zip(args)
            .filter_map(|(param, &arg)| match self.get(*param) {
                Type::Param(param) => Some((*param, arg)),
                _ => None,
            })
            .collect();
        self.subst(ty, &map)
    }

    /// `ty` with the types of `map` in place of their parameters.
    pub(super) fn subst(&mut self, ty: TypeId, map: &Substitution) -> TypeId {
        if map.is_empty() || !self.is_parameterized(ty) {
            return ty;
        }
        self.subst_nested(ty, map, &mut BTreeMap::new())
    }

    /// Types that were seen are not looked at again, as a type may have one part at many places.
    fn subst_nested(
        &mut self,
        ty: TypeId,
        map: &Substitution,
        known: &mut BTreeMap<TypeId, TypeId>,
    ) -> TypeId {
        if !self.is_parameterized(ty) {
            return ty;
        }
        if let Some(&known) = known.get(&ty) {
            return known;
        }
        let result = match self.get(ty).clone() {
            Type::Param(param) => map
                .iter()
                .find(|(from, _)| *from == param)
                .map_or(ty, |(_, to)| *to),
            Type::Named(named) => {
                let data = self.named(named);
                let (origin, args) = (data.origin, Rc::clone(&data.args));
                let Some(origin) = origin else { return ty };
                let args = args
                    .iter()
                    .map(|&arg| self.subst_nested(arg, map, known))
                    .collect();
                self.instantiate(origin, args)
            }
            other => {
                let mapped = self.map_parts(&other, &mut |types, part| {
                    types.subst_nested(part, map, known)
                });
                self.intern(mapped)
            }
        };
        known.insert(ty, result);
        result
    }

    /// One number for all types that are identical to `ty`: without names of parameters and aliases of predeclared types.
    pub fn canonical(&mut self, ty: TypeId) -> TypeId {
        if let Some(&canonical) = self.canonical.get(&ty) {
            return canonical;
        }
        let canonical = match self.get(ty).clone() {
            Type::Basic(basic) => TypeId::of(basic.canonical()),
            Type::Param(_) => ty,
            Type::Named(named) => {
                let data = self.named(named);
                match data.origin {
                    Some(origin) => {
                        let args = Rc::clone(&data.args);
                        let args = args.iter().map(|&arg| self.canonical(arg)).collect();
                        self.instantiate(origin, args)
                    }
                    None => ty,
                }
            }
            Type::Interface(_) => {
                let set = self.type_set(ty);
                // An interface may mention itself through an embedded one.
                self.canonical.insert(ty, ty);
                let methods = set
                    .methods
                    .iter()
                    .map(|method| Method {
                        ty: self.canonical(method.ty),
                        pos: crate::syntax::pos::Pos::NONE,
                        pkg: if self.is_exported(method.name) {
                            super::PkgId::UNIVERSE
                        } else {
                            method.pkg
                        },
                        name: method.name,
                    })
                    .collect();
                self.interface(methods, None)
            }
            other => {
                let mapped = self.map_parts(&other, &mut Self::canonical);
                let mapped = match mapped {
                    Type::Func(signature) => Type::Func(Rc::new(Signature {
                        params: unnamed(&signature.params),
                        results: unnamed(&signature.results),
                        ..(*signature).clone()
                    })),
                    Type::Tuple(results) => Type::Tuple(unnamed(&results)),
                    Type::Struct(fields) => Type::Struct(Rc::new(Struct {
                        fields: fields
                            .fields
                            .iter()
                            .map(|field| StructField {
                                pos: crate::syntax::pos::Pos::NONE,
                                pkg: if self.is_exported(field.name) {
                                    super::PkgId::UNIVERSE
                                } else {
                                    field.pkg
                                },
                                ..field.clone()
                            })
                            .collect(),
                    })),
                    other => other,
                };
                self.intern(mapped)
            }
        };
        self.canonical.insert(ty, canonical);
        self.canonical.insert(canonical, canonical);
        canonical
    }

    /// A type of the same shape with each part mapped.
    fn map_parts(&mut self, ty: &Type, map: &mut dyn FnMut(&mut Self, TypeId) -> TypeId) -> Type {
        let mut params = |types: &mut Self, list: &Rc<[Param]>| -> Rc<[Param]> {
            list.iter()
                .map(|param| Param {
                    name: param.name,
                    ty: map(types, param.ty),
                })
                .collect()
        };
        match ty {
            Type::Basic(_) | Type::Named(_) | Type::Param(_) => ty.clone(),
            Type::Pointer(elem) => Type::Pointer(map(self, *elem)),
            Type::Slice(elem) => Type::Slice(map(self, *elem)),
            Type::Array(len, elem) => Type::Array(*len, map(self, *elem)),
            Type::Map(key, elem) => Type::Map(map(self, *key), map(self, *elem)),
            Type::Chan(dir, elem) => Type::Chan(*dir, map(self, *elem)),
            Type::Struct(fields) => Type::Struct(Rc::new(Struct {
                fields: fields
                    .fields
                    .iter()
                    .map(|field| StructField {
                        ty: map(self, field.ty),
                        ..field.clone()
                    })
                    .collect(),
            })),
            Type::Func(signature) => Type::Func(Rc::new(Signature {
                type_params: Rc::clone(&signature.type_params),
                params: params(self, &signature.params),
                results: params(self, &signature.results),
                variadic: signature.variadic,
            })),
            Type::Interface(interface) => Type::Interface(Rc::new(Interface {
                methods: interface
                    .methods
                    .iter()
                    .map(|method| Method {
                        ty: map(self, method.ty),
                        ..method.clone()
                    })
                    .collect(),
                embeds: interface
                    .embeds
                    .iter()
                    .map(|(embed, pos)| (map(self, *embed), *pos))
                    .collect(),
                implicit: interface.implicit,
                predeclared: interface.predeclared,
            })),
            Type::Tuple(results) => Type::Tuple(params(self, results)),
            Type::Union(terms) => Type::Union(
                terms
                    .iter()
                    .map(|term| Term {
                        tilde: term.tilde,
                        ty: map(self, term.ty),
                    })
                    .collect(),
            ),
        }
    }

    /// A signature with its type parameters replaced and gone.
    pub(super) fn instantiate_signature(
        &mut self,
        signature: &Signature,
        args: &[TypeId],
    ) -> TypeId {
        let params = Rc::clone(&signature.type_params);
        let plain = Signature {
            type_params: [].into(),
            ..signature.clone()
        };
        let plain = self.intern(Type::Func(Rc::new(plain)));
        self.subst_list(plain, &params, args)
    }

    /// Whether a name starts with an upper-case letter.
    #[must_use]
    pub fn is_exported(&self, name: crate::syntax::symbol::Symbol) -> bool {
        self.text(name)
            .chars()
            .next()
            .is_some_and(|ch| unicode::is(unicode::UPPER, ch))
    }

    /// The type that a value of an untyped type gets by itself.
    #[must_use]
    pub fn default_type(&self, ty: TypeId) -> TypeId {
        match self.get(ty) {
            Type::Basic(basic) => TypeId::of(basic.default_type()),
            _ => ty,
        }
    }

    /// Whether it is the type of an untyped constant, bool or nil.
    #[must_use]
    pub fn is_untyped(&self, ty: TypeId) -> bool {
        matches!(self.get(ty), Type::Basic(basic) if basic.is_untyped())
    }

    /// Whether it is a valid type.
    #[must_use]
    pub fn is_valid(&self, ty: TypeId) -> bool {
        !matches!(self.get(ty), Type::Basic(Basic::Invalid))
    }
}

fn unnamed(params: &[Param]) -> Rc<[Param]> {
    params
        .iter()
        .map(|param| Param {
            name: crate::syntax::symbol::Symbol::EMPTY,
            ty: param.ty,
        })
        .collect()
}
