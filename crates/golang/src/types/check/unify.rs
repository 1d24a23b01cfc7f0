//! Unification of types: which type parameters make two types equal.

use crate::types::Types;
use crate::types::lookup::Found;
use crate::types::ty::{Method, Type, TypeId, TypeParamId};

/// How many pairs of types are compared: a type may have one part at many places.
const MAX_STEPS: usize = 100_000;
/// How deep types are compared.
const MAX_DEPTH: usize = 100;

/// How equal two types have to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// Identical.
    Exact,
    /// A defined type may stand for its underlying type, and a channel for one with a direction.
    Inexact,
    /// As inexact, but their parts have to be identical: one is assigned to the other.
    Assign,
}

/// The types that type parameters stand for, as far as they are known.
#[derive(Clone, Debug)]
pub(super) struct Unifier {
    params: Vec<TypeParamId>,
    /// For each parameter the class it is in: parameters that are equal share one.
    class: Vec<usize>,
    types: Vec<Option<TypeId>>,
    /// How many pairs of types were compared.
    steps: usize,
}

impl Unifier {
    pub(super) fn new(params: &[TypeParamId], known: &[Option<TypeId>]) -> Self {
        Self {
            params: params.to_vec(),
            class: (0..params.len()).collect(),
            types: known.to_vec(),
            steps: 0,
        }
    }

    pub(super) fn at(&self, param: TypeParamId) -> Option<TypeId> {
        self.types[self.class[self.index(param)?]]
    }

    pub(super) fn set(&mut self, param: TypeParamId, ty: TypeId) {
        if let Some(index) = self.index(param) {
            let class = self.class[index];
            self.types[class] = Some(ty);
        }
    }

    pub(super) fn inferred(&self) -> Vec<Option<TypeId>> {
        self.class.iter().map(|&class| self.types[class]).collect()
    }

    /// The parameters whose type is known.
    pub(super) fn known(&self) -> Vec<(TypeParamId, TypeId)> {
        self.params
            .iter()
            .zip(self.inferred())
            .filter_map(|(&param, ty)| Some((param, ty?)))
            .collect()
    }

    pub(super) fn unknown_count(&self) -> usize {
        self.inferred().iter().filter(|ty| ty.is_none()).count()
    }

    pub(super) fn unify(&mut self, types: &mut Types, a: TypeId, b: TypeId, mode: Mode) -> bool {
        self.nested(types, a, b, mode, 0)
    }

    pub(super) fn index(&self, param: TypeParamId) -> Option<usize> {
        self.params.iter().position(|&other| other == param)
    }

    /// The parameter, if it is one of those to be inferred.
    fn bound(&self, types: &Types, ty: TypeId) -> Option<TypeParamId> {
        match types.get(ty) {
            Type::Param(param) if self.index(*param).is_some() => Some(*param),
            _ => None,
        }
    }

    fn nested(
        &mut self,
        types: &mut Types,
        a: TypeId,
        b: TypeId,
        mode: Mode,
        depth: usize,
    ) -> bool {
        if a == b {
            return true;
        }
        self.steps += 1;
        if depth > MAX_DEPTH || self.steps > MAX_STEPS {
            return false;
        }
        let (mut a, mut b) = (a, b);
        if matches!(types.get(a), Type::Named(_)) || self.bound(types, b).is_some() {
            (a, b) = (b, a);
        }
        // A type literal matches a defined type by its underlying type.
        if mode != Mode::Exact
            && matches!(types.get(b), Type::Named(_))
            && is_literal(types, a)
            && !types.is_interface(a)
        {
            b = types.underlying(b);
            if a == b {
                return true;
            }
        }
        match (self.bound(types, a), self.bound(types, b)) {
            (Some(x), Some(y)) => {
                if self.join(x, y) {
                    return true;
                }
                match (self.at(x), self.at(y)) {
                    (Some(a), Some(b)) => self.nested(types, a, b, mode, depth + 1),
                    _ => false,
                }
            }
            (Some(x), None) => {
                if let Some(have) = self.at(x) {
                    return self.merge(types, x, have, b, mode, depth);
                }
                self.set(x, b);
                true
            }
            _ => self.structure(types, a, b, mode, depth + 1),
        }
    }

    /// Two parameters are the same from now on; false if both have a type already.
    pub(super) fn join(&mut self, x: TypeParamId, y: TypeParamId) -> bool {
        let (Some(x), Some(y)) = (self.index(x), self.index(y)) else {
            return false;
        };
        let (x, y) = (self.class[x], self.class[y]);
        if x == y {
            return true;
        }
        let (keep, drop) = match (self.types[x], self.types[y]) {
            (Some(_), Some(_)) => return false,
            (Some(_), None) => (x, y),
            _ => (y, x),
        };
        for class in &mut self.class {
            if *class == drop {
                *class = keep;
            }
        }
        true
    }

    /// A parameter that has a type gets another one: the more specific of them stays.
    fn merge(
        &mut self,
        types: &mut Types,
        x: TypeParamId,
        have: TypeId,
        b: TypeId,
        mode: Mode,
        depth: usize,
    ) -> bool {
        if !self.nested(types, have, b, mode, depth + 1) {
            return false;
        }
        let (old, new) = (types.is_interface(have), types.is_interface(b));
        let is_named = |types: &Types, ty: TypeId| matches!(types.get(ty), Type::Named(_));
        if old && new {
            if is_named(types, have) && is_named(types, b) {
                return types.identical(have, b);
            }
            let (a, c) = (types.type_set(have), types.type_set(b));
            if a.methods.len() != c.methods.len() {
                return false;
            }
        } else if old || new {
            return false;
        }
        if mode != Mode::Exact && !is_named(types, have) {
            let directed = matches!(types.under(b), Type::Chan(dir, _) if dir != crate::syntax::ast::ChanDir::Both);
            if is_named(types, b) || directed {
                self.set(x, b);
            }
        }
        true
    }

    fn structure(
        &mut self,
        types: &mut Types,
        a: TypeId,
        b: TypeId,
        mode: Mode,
        depth: usize,
    ) -> bool {
        if mode != Mode::Exact {
            let (x, y) = (types.is_interface(a), types.is_interface(b));
            if x && y {
                return self.interfaces(types, a, b, depth);
            }
            if x || y {
                let (interface, other) = if x { (a, b) } else { (b, a) };
                return self.methods(types, interface, other, depth);
            }
        }
        let (a, b) = if types.is_type_param(b) {
            (b, a)
        } else {
            (a, b)
        };
        let inner = if mode == Mode::Assign {
            Mode::Exact
        } else {
            mode
        };
        let all =
            |unifier: &mut Self, types: &mut Types, pairs: Vec<(TypeId, TypeId)>, mode: Mode| {
                pairs
                    .into_iter()
                    .all(|(a, b)| unifier.nested(types, a, b, mode, depth))
            };
        match (types.get(a).clone(), types.get(b).clone()) {
            (Type::Basic(a), Type::Basic(b)) => a.canonical() == b.canonical(),
            (Type::Array(n, a), Type::Array(m, b)) => {
                n == m && all(self, types, vec![(a, b)], inner)
            }
            (Type::Slice(a), Type::Slice(b)) | (Type::Pointer(a), Type::Pointer(b)) => {
                all(self, types, vec![(a, b)], inner)
            }
            (Type::Map(k, a), Type::Map(l, b)) => all(self, types, vec![(k, l), (a, b)], inner),
            (Type::Chan(d, a), Type::Chan(e, b)) => {
                (mode != Mode::Exact || d == e) && all(self, types, vec![(a, b)], inner)
            }
            (Type::Struct(a), Type::Struct(b)) => {
                let same = a.fields.len() == b.fields.len()
                    && a.fields.iter().zip(&b.fields).all(|(a, b)| {
                        a.name == b.name
                            && a.embedded == b.embedded
                            && a.tag == b.tag
                            && (a.pkg == b.pkg || types.is_exported(a.name))
                    });
                let pairs = a
                    .fields
                    .iter()
                    .zip(&b.fields)
                    .map(|(a, b)| (a.ty, b.ty))
                    .collect();
                same && all(self, types, pairs, inner)
            }
            (Type::Func(a), Type::Func(b)) => {
                let same = a.variadic == b.variadic
                    && a.params.len() == b.params.len()
                    && a.results.len() == b.results.len();
                let params = a.params.iter().zip(b.params.iter());
                let pairs = params
                    .chain(a.results.iter().zip(b.results.iter()))
                    .map(|(a, b)| (a.ty, b.ty))
                    .collect();
                same && all(self, types, pairs, inner)
            }
            (Type::Named(x), Type::Named(y)) => {
                if types.origin(x) != types.origin(y) {
                    return false;
                }
                let (x, y) = (types.named(x), types.named(y));
                let pairs = x.args.iter().copied().zip(y.args.iter().copied()).collect();
                x.args.len() == y.args.len() && all(self, types, pairs, mode)
            }
            (Type::Interface(_), Type::Interface(_)) => {
                let (x, y) = (types.type_set(a), types.type_set(b));
                x.methods.len() == y.methods.len() && self.interfaces(types, a, b, depth)
            }
            (Type::Param(_), _) => match types.common_underlying(a) {
                Some(core) => self.nested(types, core, b, Mode::Assign, depth),
                None => false,
            },
            _ => false,
        }
    }

    fn interfaces(&mut self, types: &mut Types, a: TypeId, b: TypeId, depth: usize) -> bool {
        let (x, y) = (types.type_set(a), types.type_set(b));
        if x.comparable != y.comparable || x.terms.is_some() != y.terms.is_some() {
            return false;
        }
        let (few, many) = if x.methods.len() <= y.methods.len() {
            (x, y)
        } else {
            (y, x)
        };
        few.methods.iter().all(|method| {
            let other = many
                .methods
                .iter()
                .find(|other| types.same_method_name(other, method))
                .cloned();
            other.is_some_and(|other| self.nested(types, method.ty, other.ty, Mode::Exact, depth))
        })
    }

    fn methods(
        &mut self,
        types: &mut Types,
        interface: TypeId,
        other: TypeId,
        depth: usize,
    ) -> bool {
        let set = types.type_set(interface);
        set.methods.iter().all(|method: &Method| {
            match types.lookup(other, false, method.pkg, method.name) {
                // A generic method is of no type that an interface can ask for.
                Found::Method { ty, .. } if types.is_generic(ty) => false,
                Found::Method { ty, .. } => self.nested(types, method.ty, ty, Mode::Exact, depth),
                _ => false,
            }
        })
    }
}

/// Whether a type is written, not declared: predeclared ones count.
fn is_literal(types: &Types, ty: TypeId) -> bool {
    !matches!(types.get(ty), Type::Named(_) | Type::Param(_))
}
