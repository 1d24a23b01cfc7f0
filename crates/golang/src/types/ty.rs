//! Types: small numbers that stand for what is written once in a [`super::Types`].

use std::rc::Rc;

use crate::syntax::ast::ChanDir;
use crate::syntax::pos::Pos;
use crate::syntax::symbol::Symbol;

use super::basic::Basic;
pub use super::ids::{NamedId, TypeId, TypeParamId};
use super::ids::{ObjId, PkgId};

/// What a [`TypeId`] stands for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Type {
    /// A predeclared type.
    Basic(Basic),
    /// A defined type or an instance of one.
    Named(NamedId),
    /// A type parameter.
    Param(TypeParamId),
    /// `*T`
    Pointer(TypeId),
    /// `[]T`
    Slice(TypeId),
    /// `[n]T`
    Array(u64, TypeId),
    /// `map[K]V`
    Map(TypeId, TypeId),
    /// `chan T`
    Chan(ChanDir, TypeId),
    /// `struct{…}`
    Struct(Rc<Struct>),
    /// `func(…)`
    Func(Rc<Signature>),
    /// `interface{…}`
    Interface(Rc<Interface>),
    /// The results of a call of other than one result.
    Tuple(Rc<[Param]>),
    /// `A | ~B`: an element of a constraint alone.
    Union(Rc<[Term]>),
}

/// A struct type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Struct {
    /// The fields in source order.
    pub fields: Vec<StructField>,
}

/// A field of a struct.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct StructField {
    /// The name; that of the type for an embedded field.
    pub name: Symbol,
    /// The type.
    pub ty: TypeId,
    /// Whether it is embedded.
    pub embedded: bool,
    /// The package in which it was declared; it matters to a name that is not exported.
    pub pkg: PkgId,
    /// The value of its tag; empty without one.
    pub tag: Symbol,
    /// Where its name stands.
    pub pos: Pos,
}

/// A function type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Signature {
    /// The type parameters ([`Type::Param`]) of a generic function that is not instantiated.
    pub type_params: Rc<[TypeId]>,
    /// The parameters without the receiver; the last one's type is a slice if it is variadic.
    pub params: Rc<[Param]>,
    /// The results.
    pub results: Rc<[Param]>,
    /// Whether the last parameter is `...T`.
    pub variadic: bool,
}

/// A parameter or result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Param {
    /// The name; empty without one. It does not matter to identity.
    pub name: Symbol,
    /// The type.
    pub ty: TypeId,
}

/// An interface type as it is written; see [`super::Types::type_set`] for what it means.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Interface {
    /// The methods written in it, in source order.
    pub methods: Vec<Method>,
    /// The embedded elements: interfaces, unions and other types.
    pub embeds: Vec<(TypeId, Pos)>,
    /// Whether it stands for a constraint written without `interface{…}`, as in `[T ~int]`.
    pub implicit: bool,
    /// `any` and `comparable` are shown by their names.
    pub predeclared: Option<&'static str>,
}

/// A method of an interface.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Method {
    /// The name.
    pub name: Symbol,
    /// The package in which it was declared; it matters to a name that is not exported.
    pub pkg: PkgId,
    /// Its type, a [`Type::Func`].
    pub ty: TypeId,
    /// Where its name stands.
    pub pos: Pos,
}

/// A term of a union.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Term {
    /// Whether it is `~T`: all types whose underlying type is that of `T`.
    pub tilde: bool,
    /// The type.
    pub ty: TypeId,
}

/// What an interface means: which types have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeSet {
    /// All methods, embedded ones too, sorted by name (and package if not exported): a method's index is its place here.
    pub methods: Vec<Method>,
    /// The types; `None` if there is no restriction.
    pub terms: Option<Vec<Term>>,
    /// Whether the types must be comparable.
    pub comparable: bool,
}

impl TypeSet {
    /// Whether it can be the type of a variable: it asks for methods alone.
    #[must_use]
    pub fn is_method_set(&self) -> bool {
        self.terms.is_none() && !self.comparable
    }
}

/// A defined type or an instance of one.
#[derive(Clone, Debug)]
pub struct Named {
    /// Its name.
    pub obj: ObjId,
    /// The generic type that it is an instance of.
    pub origin: Option<NamedId>,
    /// The type arguments of an instance.
    pub args: Rc<[TypeId]>,
    /// The type parameters of a generic type.
    pub params: Rc<[TypeId]>,
    /// How many of the parameters are those of the function around, if it is declared in a generic one: they come first,
    /// and are not shown.
    pub(super) ambient: usize,
    /// The declared methods in source order; an instance has those of its origin.
    pub methods: Vec<ObjId>,
    /// What is right of the name in the declaration; none while it is being checked, and in an instance.
    pub(super) rhs: Option<TypeId>,
    /// The underlying type once it is known.
    pub(super) underlying: Option<TypeId>,
    /// Where an instance is written first.
    pub(super) place: Pos,
}

/// A type parameter.
#[derive(Clone, Debug)]
pub struct TypeParam {
    /// Its name.
    pub obj: ObjId,
    /// Its place in its list.
    pub index: usize,
    /// The constraint as it is written: an interface, or another type that stands for one.
    pub constraint: TypeId,
    /// The constraint as an interface.
    pub(super) interface: Option<TypeId>,
}
