//! The predeclared names.

use std::collections::BTreeMap;
use std::rc::Rc;

use num_traits::Zero;

use crate::syntax::pos::Pos;
use crate::syntax::symbol::Symbol;
use crate::types::constant::Value;
use crate::types::object::{Builtin, ObjectKind, PkgId};
use crate::types::table::Package;
use crate::types::ty::{Method, Param, Signature, Type, TypeId};
use crate::types::{Basic, ObjId};

use super::Checker;

impl Checker<'_> {
    /// Declares what the specification calls the universe block.
    pub(super) fn declare_universe(&mut self) {
        let empty = Symbol::EMPTY;
        self.types.packages.push(Package {
            path: "".into(),
            name: empty,
            scope: BTreeMap::new(),
        });
        for basic in Basic::ALL {
            if basic != Basic::Invalid && !basic.is_untyped() {
                self.predeclare(
                    basic.name(),
                    TypeId::of(basic),
                    ObjectKind::Type(Vec::new()),
                );
            }
        }
        self.predeclare("any", TypeId::ANY, ObjectKind::Type(Vec::new()));
        self.predeclare(
            "true",
            TypeId::UNTYPED_BOOL,
            ObjectKind::Const(Value::Bool(true)),
        );
        self.predeclare(
            "false",
            TypeId::UNTYPED_BOOL,
            ObjectKind::Const(Value::Bool(false)),
        );
        self.predeclare(
            "iota",
            TypeId::UNTYPED_INT,
            ObjectKind::Const(Value::Int(Zero::zero())),
        );
        self.predeclare("nil", TypeId::UNTYPED_NIL, ObjectKind::Nil);
        for (name, builtin) in Builtin::ALL {
            self.predeclare(name, TypeId::INVALID, ObjectKind::Builtin(builtin));
        }
        self.declare_error();
        let interface = self.types.interface(Vec::new(), Some("comparable"));
        self.comparable_type = self.predeclare_interface("comparable", interface);
    }

    fn declare_error(&mut self) {
        let result = Param {
            name: Symbol::EMPTY,
            ty: TypeId::STRING,
        };
        let signature = Signature {
            type_params: [].into(),
            params: [].into(),
            results: [result].into(),
            variadic: false,
        };
        let ty = self.types.intern(Type::Func(Rc::new(signature)));
        let name = self.types.names.intern("Error");
        let method = Method {
            name,
            pkg: PkgId::UNIVERSE,
            ty,
            pos: Pos::NONE,
        };
        let interface = self.types.interface(vec![method], None);
        self.error_type = self.predeclare_interface("error", interface);
    }

    fn predeclare_interface(&mut self, name: &str, interface: TypeId) -> TypeId {
        let obj = self.predeclare(name, TypeId::INVALID, ObjectKind::Type(Vec::new()));
        let (named, ty) = self.types.new_named(obj);
        self.types.named[named.0 as usize].rhs = Some(interface);
        self.types.named[named.0 as usize].underlying = Some(interface);
        self.types.objects[obj.index()].ty = ty;
        ty
    }

    fn predeclare(&mut self, name: &str, ty: TypeId, kind: ObjectKind) -> ObjId {
        let name = self.types.names.intern(name);
        let obj = self
            .types
            .new_object(name, Pos::NONE, PkgId::UNIVERSE, ty, kind);
        self.universe.insert(name, obj);
        obj
    }
}
