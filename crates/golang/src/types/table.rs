//! The table of types and objects of a program.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::syntax::ast::ChanDir;
use crate::syntax::pos::Pos;
use crate::syntax::symbol::{Interner, Symbol};

use super::basic::Basic;
use super::object::{ObjId, Object, ObjectKind, PkgId};
use super::ty::{
    Interface, Named, NamedId, Param, Signature, Type, TypeId, TypeParam, TypeParamId, TypeSet,
};

/// How deep types may be nested by instantiation: past it they are in error.
const MAX_DEPTH: u16 = 200;

/// A package as its importers see it.
#[derive(Clone, Debug)]
pub struct Package {
    /// Its import path: `math/rand`.
    pub path: Rc<str>,
    /// Its name.
    pub name: Symbol,
    /// What it declares at package level.
    pub(super) scope: BTreeMap<Symbol, ObjId>,
}

/// The types and objects of a program.
///
/// Many questions need `&mut self`, as instances of generic types and type sets are worked out when they are asked for.
#[derive(Clone, Debug)]
pub struct Types {
    pub(super) names: Interner,
    list: Vec<Type>,
    /// Whether the type mentions a type parameter, and how deep it is nested.
    shapes: Vec<(bool, u16)>,
    index: BTreeMap<Type, TypeId>,
    pub(super) named: Vec<Named>,
    instances: BTreeMap<(NamedId, Rc<[TypeId]>), TypeId>,
    pub(super) params: Vec<TypeParam>,
    /// The types of generic methods by method and receiver.
    pub(super) generic_methods: BTreeMap<(ObjId, NamedId), TypeId>,
    pub(super) sets: BTreeMap<TypeId, Rc<TypeSet>>,
    pub(super) sets_in_progress: Vec<TypeId>,
    pub(super) canonical: BTreeMap<TypeId, TypeId>,
    pub(super) objects: Vec<Object>,
    pub(super) packages: Vec<Package>,
    /// The package whose names messages do not qualify.
    pub(super) current: PkgId,
}

impl Types {
    /// A table of the predeclared types alone.
    #[must_use]
    pub fn new(names: Interner) -> Self {
        let mut types = Self {
            names,
            list: Vec::new(),
            shapes: Vec::new(),
            index: BTreeMap::new(),
            named: Vec::new(),
            instances: BTreeMap::new(),
            params: Vec::new(),
            generic_methods: BTreeMap::new(),
            sets: BTreeMap::new(),
            sets_in_progress: Vec::new(),
            canonical: BTreeMap::new(),
            objects: Vec::new(),
            packages: Vec::new(),
            current: PkgId::UNIVERSE,
        };
        for basic in Basic::ALL {
            types.intern(Type::Basic(basic));
        }
        let any = types.interface(Vec::new(), Some("any"));
        let tuple = types.intern(Type::Tuple([].into()));
        debug_assert_eq!((any, tuple), (TypeId::ANY, TypeId::EMPTY_TUPLE));
        types
    }

    /// What a type is.
    #[must_use]
    pub fn get(&self, ty: TypeId) -> &Type {
        &self.list[ty.index()]
    }

    /// How many types there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// There always are the predeclared types.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        false
    }

    /// An object.
    #[must_use]
    pub fn object(&self, obj: ObjId) -> &Object {
        &self.objects[obj.index()]
    }

    /// How many objects there are.
    #[must_use]
    pub fn object_count(&self) -> usize {
        self.objects.len()
    }

    /// A defined type.
    #[must_use]
    pub fn named(&self, named: NamedId) -> &Named {
        &self.named[named.0 as usize]
    }

    /// The type of a defined type.
    pub(super) fn named_type(&self, named: NamedId) -> TypeId {
        self.index
            .get(&Type::Named(named))
            .copied()
            .unwrap_or(TypeId::INVALID)
    }

    /// A type parameter.
    #[must_use]
    pub fn type_param(&self, param: TypeParamId) -> &TypeParam {
        &self.params[param.0 as usize]
    }

    /// A package.
    #[must_use]
    pub fn package(&self, pkg: PkgId) -> &Package {
        &self.packages[pkg.index()]
    }

    /// How many packages there are, the universe included.
    #[must_use]
    pub fn package_count(&self) -> usize {
        self.packages.len()
    }

    /// What a package declares under a name.
    #[must_use]
    pub fn lookup_in(&self, pkg: PkgId, name: &str) -> Option<ObjId> {
        self.package(pkg)
            .scope
            .get(&self.names.find(name)?)
            .copied()
    }

    /// A name's text.
    #[must_use]
    pub fn text(&self, name: Symbol) -> &str {
        self.names.get(name)
    }

    /// `pkg.Func`, `pkg.T.Method` or `pkg.(*T).Method`, `pkg` being the path of the package: the name of a native.
    #[must_use]
    pub fn full_name(&self, obj: ObjId) -> String {
        let object = self.object(obj);
        let path = &self.package(object.pkg).path;
        let name = self.text(object.name);
        match &object.kind {
            ObjectKind::Func(func) => match func.receiver {
                Some(receiver) => {
                    let base = self.text(self.object(self.named(receiver.base).obj).name);
                    if receiver.pointer {
                        format!("{path}.(*{base}).{name}")
                    } else {
                        format!("{path}.{base}.{name}")
                    }
                }
                None => format!("{path}.{name}"),
            },
            _ => format!("{path}.{name}"),
        }
    }

    /// The number of a type, new if it was not seen before.
    pub fn intern(&mut self, ty: Type) -> TypeId {
        if let Some(&id) = self.index.get(&ty) {
            return id;
        }
        let shape = self.shape(&ty);
        if shape.1 > MAX_DEPTH {
            return TypeId::INVALID;
        }
        let id = TypeId(u32::try_from(self.list.len()).unwrap_or(u32::MAX));
        self.list.push(ty.clone());
        self.shapes.push(shape);
        self.index.insert(ty, id);
        id
    }

    /// `*ty`
    pub fn pointer_to(&mut self, ty: TypeId) -> TypeId {
        self.intern(Type::Pointer(ty))
    }

    /// `[]ty`
    pub fn slice_of(&mut self, ty: TypeId) -> TypeId {
        self.intern(Type::Slice(ty))
    }

    /// `chan ty` in a direction
    pub fn chan_of(&mut self, dir: ChanDir, ty: TypeId) -> TypeId {
        self.intern(Type::Chan(dir, ty))
    }

    /// The type of a call with these results: the result if there is one.
    pub fn tuple_of(&mut self, results: &[Param]) -> TypeId {
        match results {
            [one] => one.ty,
            _ => self.intern(Type::Tuple(results.into())),
        }
    }

    /// The instance of a generic type.
    pub fn instantiate(&mut self, origin: NamedId, args: Rc<[TypeId]>) -> TypeId {
        let key = (origin, Rc::clone(&args));
        if let Some(&ty) = self.instances.get(&key) {
            return ty;
        }
        let id = NamedId(u32::try_from(self.named.len()).unwrap_or(u32::MAX));
        self.named.push(Named {
            obj: self.named(origin).obj,
            origin: Some(origin),
            args,
            params: [].into(),
            ambient: 0,
            methods: Vec::new(),
            rhs: None,
            underlying: None,
            place: Pos::NONE,
        });
        let ty = self.intern(Type::Named(id));
        self.instances.insert(key, ty);
        ty
    }

    /// The signature if it is a function type.
    #[must_use]
    pub fn signature(&self, ty: TypeId) -> Option<Rc<Signature>> {
        match self.get(ty) {
            Type::Func(signature) => Some(Rc::clone(signature)),
            _ => None,
        }
    }

    pub(super) fn interface(
        &mut self,
        methods: Vec<super::ty::Method>,
        predeclared: Option<&'static str>,
    ) -> TypeId {
        self.intern(Type::Interface(Rc::new(Interface {
            methods,
            embeds: Vec::new(),
            implicit: false,
            predeclared,
        })))
    }

    /// Whether a type mentions a type parameter.
    #[must_use]
    pub fn is_parameterized(&self, ty: TypeId) -> bool {
        self.shapes[ty.index()].0
    }

    /// Whether it is a type parameter itself.
    #[must_use]
    pub fn is_type_param(&self, ty: TypeId) -> bool {
        matches!(self.get(ty), Type::Param(_))
    }

    /// Whether its underlying type is an interface and it is no type parameter.
    pub fn is_interface(&mut self, ty: TypeId) -> bool {
        !self.is_type_param(ty) && matches!(self.under(ty), Type::Interface(_))
    }

    /// Whether it is a generic type or function that is not instantiated.
    #[must_use]
    pub fn is_generic(&self, ty: TypeId) -> bool {
        match self.get(ty) {
            Type::Named(named) => !self.named(*named).params.is_empty(),
            Type::Func(signature) => !signature.type_params.is_empty(),
            _ => false,
        }
    }

    /// The generic type of an instance, else the type itself.
    #[must_use]
    pub fn origin(&self, named: NamedId) -> NamedId {
        self.named(named).origin.unwrap_or(named)
    }

    pub(super) fn new_object(
        &mut self,
        name: Symbol,
        pos: Pos,
        pkg: PkgId,
        ty: TypeId,
        kind: ObjectKind,
    ) -> ObjId {
        let id = ObjId(u32::try_from(self.objects.len()).unwrap_or(u32::MAX));
        self.objects.push(Object {
            name,
            pos,
            pkg,
            ty,
            kind,
        });
        id
    }

    pub(super) fn new_named(&mut self, obj: ObjId) -> (NamedId, TypeId) {
        let id = NamedId(u32::try_from(self.named.len()).unwrap_or(u32::MAX));
        self.named.push(Named {
            obj,
            origin: None,
            args: [].into(),
            params: [].into(),
            ambient: 0,
            methods: Vec::new(),
            rhs: None,
            underlying: None,
            place: Pos::NONE,
        });
        (id, self.intern(Type::Named(id)))
    }

    pub(super) fn new_type_param(
        &mut self,
        obj: ObjId,
        index: usize,
        constraint: TypeId,
    ) -> TypeId {
        let id = TypeParamId(u32::try_from(self.params.len()).unwrap_or(u32::MAX));
        self.params.push(TypeParam {
            obj,
            index,
            constraint,
            interface: None,
        });
        self.intern(Type::Param(id))
    }

    /// Whether a type mentions a type parameter, and how deep it is nested.
    fn shape(&self, ty: &Type) -> (bool, u16) {
        let is_param = matches!(ty, Type::Param(_));
        let mut shape = (is_param, 0);
        for part in self.parts_of(ty) {
            let (parameterized, depth) = self.shapes[part.index()];
            shape = (shape.0 || parameterized, shape.1.max(depth));
        }
        (shape.0, shape.1.saturating_add(1))
    }

    /// The types that a type is put together from; of a defined type, its type arguments alone.
    pub(super) fn parts(&self, ty: TypeId) -> Vec<TypeId> {
        self.parts_of(self.get(ty))
    }

    fn parts_of(&self, ty: &Type) -> Vec<TypeId> {
        match ty {
            Type::Basic(_) | Type::Param(_) => Vec::new(),
            Type::Named(named) => self.named(*named).args.to_vec(),
            Type::Pointer(elem)
            | Type::Slice(elem)
            | Type::Array(_, elem)
            | Type::Chan(_, elem) => vec![*elem],
            Type::Map(key, elem) => vec![*key, *elem],
            Type::Struct(fields) => fields.fields.iter().map(|field| field.ty).collect(),
            Type::Func(signature) => {
                let params = signature.params.iter().chain(signature.results.iter());
                params.map(|param| param.ty).collect()
            }
            Type::Interface(interface) => {
                let methods = interface.methods.iter().map(|method| method.ty);
                let embeds = interface.embeds.iter().map(|embed| embed.0);
                methods.chain(embeds).collect()
            }
            Type::Tuple(params) => params.iter().map(|param| param.ty).collect(),
            Type::Union(terms) => terms.iter().map(|term| term.ty).collect(),
        }
    }
}
