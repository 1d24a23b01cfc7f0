//! Declarations in a block.

use crate::syntax::ast::{Decl, Group, Ident, TypeSpec, ValueSpec};
use crate::types::ObjId;
use crate::types::constant::Value;
use crate::types::object::{ObjectKind, VarKind};
use crate::types::ty::TypeId;

use super::declaration::with_sources;
use super::{Checker, State};

impl<'a> Checker<'a> {
    /// A declaration in a block.
    pub(super) fn local_declaration(&mut self, decl: &'a Decl) {
        match decl {
            Decl::Const(group) => self.local_constants(group),
            Decl::Var(group) => {
                for spec in &group.specs {
                    self.local_variables(spec);
                }
            }
            Decl::Type(group) => {
                for spec in &group.specs {
                    self.local_type(spec);
                }
            }
            Decl::Import(_) | Decl::Func(_) => {}
        }
    }

    fn local_constants(&mut self, group: &'a Group<ValueSpec>) {
        for (spec, source) in with_sources(group) {
            let outer = (self.env.iota, self.env.constant_pos);
            let mut objects = Vec::new();
            for (i, ident) in spec.names.iter().enumerate() {
                let obj = self.new_object(
                    ident.name,
                    ident.pos,
                    TypeId::INVALID,
                    ObjectKind::Const(Value::Bool(false)),
                );
                self.env.iota = Some(spec.iota);
                self.env.constant_pos = (!std::ptr::eq(spec, source)).then_some(ident.pos);
                self.declare_constant(obj, source.ty.as_ref(), source.values.get(i));
                objects.push(obj);
            }
            (self.env.iota, self.env.constant_pos) = outer;
            self.check_constant_count(spec, source);
            for (ident, obj) in spec.names.iter().zip(objects) {
                self.declare(ident, obj);
            }
        }
    }

    fn local_variables(&mut self, spec: &'a ValueSpec) {
        let wanted = spec.ty.as_ref().map(|ty| self.var_type(ty));
        let ty = wanted.unwrap_or(TypeId::INVALID);
        let vars: Vec<ObjId> = spec
            .names
            .iter()
            .map(|ident| self.new_variable(ident, ty, VarKind::Local))
            .collect();
        match &spec.values[..] {
            [] => {}
            values if values.len() == vars.len() => {
                for (&var, value) in vars.iter().zip(values) {
                    self.initialize_variable(var, wanted, value, "variable declaration");
                }
            }
            values @ [_] => self.initialize_variables(&vars, values, wanted.is_some()),
            values => {
                for (&var, value) in vars.iter().zip(values) {
                    self.initialize_variable(var, wanted, value, "variable declaration");
                }
                for extra in values.iter().skip(vars.len()) {
                    self.use_expr(extra);
                }
            }
        }
        self.check_variable_count(spec);
        for (ident, var) in spec.names.iter().zip(vars) {
            self.declare(ident, var);
        }
    }

    /// The type parameters of the function being checked.
    fn params_in_sight(&self) -> Vec<TypeId> {
        let names = self.env.names.from(0).iter();
        names
            .map(|(_, obj)| self.types.object(*obj))
            .filter(|object| matches!(object.kind, ObjectKind::Type(_)))
            .map(|object| object.ty)
            .filter(|&ty| self.types.is_type_param(ty))
            .collect()
    }

    fn local_type(&mut self, spec: &'a TypeSpec) {
        let ident: &Ident = &spec.name;
        let obj = self.new_object(
            ident.name,
            ident.pos,
            TypeId::INVALID,
            ObjectKind::Type(Vec::new()),
        );
        self.declare(ident, obj);
        self.states.insert(obj, State::InProgress);
        self.path.push(obj);
        let ambient = self.params_in_sight();
        self.declare_type(obj, spec, &ambient);
        self.path.pop();
        self.states.insert(obj, State::Done);
        self.check_type_cycles(&[obj]);
    }
}
