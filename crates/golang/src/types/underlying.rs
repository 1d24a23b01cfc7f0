//! Underlying types.

use std::rc::Rc;

use crate::syntax::pos::Pos;

use super::Types;
use super::basic::Basic;
use super::ty::{Interface, NamedId, Type, TypeId, TypeParamId};

impl Types {
    /// The underlying type: for a type parameter, the interface of its constraint.
    pub fn underlying(&mut self, ty: TypeId) -> TypeId {
        match *self.get(ty) {
            Type::Named(named) => self.underlying_of_named(named),
            Type::Param(param) => self.interface_of_param(param),
            _ => ty,
        }
    }

    /// What the underlying type is.
    pub fn under(&mut self, ty: TypeId) -> Type {
        let ty = self.underlying(ty);
        self.get(ty).clone()
    }

    /// The predeclared type that is the underlying type.
    pub fn basic(&mut self, ty: TypeId) -> Option<Basic> {
        match self.get(ty) {
            Type::Basic(basic) => Some(*basic),
            Type::Named(_) => match self.under(ty) {
                Type::Basic(basic) => Some(basic),
                _ => None,
            },
            _ => None,
        }
    }

    /// The constraint of a type parameter as an interface.
    pub fn interface_of_param(&mut self, param: TypeParamId) -> TypeId {
        let data = self.type_param(param);
        if let Some(interface) = data.interface {
            return interface;
        }
        let constraint = data.constraint;
        let underlying = self.underlying(constraint);
        let interface = match self.get(underlying) {
            Type::Interface(_) => underlying,
            Type::Basic(Basic::Invalid) => return TypeId::ANY,
            _ => self.implicit_interface(constraint, Pos::NONE),
        };
        self.params[param.0 as usize].interface = Some(interface);
        interface
    }

    /// `interface{ element }` that was not written.
    pub(super) fn implicit_interface(&mut self, element: TypeId, pos: Pos) -> TypeId {
        self.intern(Type::Interface(Rc::new(Interface {
            methods: Vec::new(),
            embeds: vec![(element, pos)],
            implicit: true,
            predeclared: None,
        })))
    }

    fn underlying_of_named(&mut self, named: NamedId) -> TypeId {
        let data = self.named(named);
        if let Some(underlying) = data.underlying {
            return underlying;
        }
        let underlying = if let Some(origin) = data.origin {
            let args = Rc::clone(&data.args);
            let params = Rc::clone(&self.named(origin).params);
            let generic = self.underlying_of_named(origin);
            if generic == TypeId::INVALID || params.len() != args.len() {
                return TypeId::INVALID;
            }
            self.subst_list(generic, &params, &args)
        } else {
            // The chain of definitions (`type A B; type B C`) is followed by hand, as it may be a circle.
            let mut seen = vec![named];
            let Some(mut rhs) = data.rhs else {
                return TypeId::INVALID;
            };
            loop {
                match *self.get(rhs) {
                    Type::Named(next)
                        if self.named(next).underlying.is_none()
                            && self.named(next).origin.is_none() =>
                    {
                        if seen.contains(&next) {
                            return TypeId::INVALID;
                        }
                        seen.push(next);
                        match self.named(next).rhs {
                            Some(next) => rhs = next,
                            None => return TypeId::INVALID,
                        }
                    }
                    Type::Named(next) => break self.underlying_of_named(next),
                    Type::Param(_) => break TypeId::INVALID,
                    _ => break rhs,
                }
            }
        };
        self.named[named.0 as usize].underlying = Some(underlying);
        underlying
    }
}
