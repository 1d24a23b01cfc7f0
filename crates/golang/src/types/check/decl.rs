//! Declarations of a package and of blocks.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::syntax::ast::{Expr, TypeSpec, ValueSpec};
use crate::syntax::symbol::Symbol;
use crate::types::ObjId;
use crate::types::info::Mode;
use crate::types::object::ObjectKind;
use crate::types::ty::{NamedId, TypeId};

use super::declaration::DeclarationKind;
use super::later::Later;
use super::operand::{Operand, Target, TargetName, start};
use super::scope::Env;
use super::{Checker, State};

impl<'a> Checker<'a> {
    /// Resolves types first, then aliases, then functions, whose types values need, then values.
    pub(super) fn resolve_all(&mut self, objects: &[ObjId]) {
        let rank = |checker: &Self, obj: ObjId| match checker.declarations[&obj].kind {
            DeclarationKind::Type(spec) if !spec.assign.is_some() => 0,
            DeclarationKind::Type(_) => 1,
            DeclarationKind::Func(_) => 2,
            _ => 3,
        };
        for pass in 0..4 {
            for &obj in objects {
                if rank(self, obj) == pass {
                    self.resolve(obj);
                }
            }
            if pass == 1 {
                self.check_type_cycles(objects);
            }
        }
    }

    /// Does what was put off, but for the first `start` things.
    pub(super) fn process_delayed(&mut self, start: usize) {
        while let Some(later) = self.delayed.remove(start) {
            match later {
                Later::Body(obj, decl) => self.check_function(obj, decl),
                Later::Literal(expr, ty, env) => {
                    let outer = std::mem::replace(&mut self.env, *env);
                    self.check_literal_body(expr, ty);
                    self.env = outer;
                }
                Later::Test(test, pos, pkg) => {
                    let outer = std::mem::replace(&mut self.types.current, pkg);
                    self.run_test(test, pos);
                    self.types.current = outer;
                }
            }
        }
    }

    /// Makes sure that the type of a package-level object is known.
    pub(super) fn resolve(&mut self, obj: ObjId) {
        match self.states.get(&obj) {
            None | Some(State::Done) => return,
            Some(State::InProgress) => return self.report_cycle(obj),
            Some(State::Unseen) => {}
        }
        let Some(declaration) = self.declarations.get(&obj).cloned() else {
            return;
        };
        if self.path.len() > super::cycles::MAX_NESTING {
            let pos = self.types.object(obj).pos;
            self.error(pos, "declarations depend on each other too deeply");
            self.states.insert(obj, State::Done);
            return;
        }
        self.states.insert(obj, State::InProgress);
        self.path.push(obj);
        let env = Env {
            pkg: declaration.pkg,
            file: declaration.file,
            declaring: Some(obj),
            ..Env::default()
        };
        let outer = std::mem::replace(&mut self.env, env);
        match declaration.kind {
            DeclarationKind::Const {
                ty,
                value,
                iota,
                inherited,
            } => {
                self.env.iota = Some(iota);
                self.env.constant_pos = inherited.then(|| self.types.object(obj).pos);
                self.declare_constant(obj, ty, value);
            }
            DeclarationKind::Var { spec, index, vars } => {
                self.resolve_variable(obj, spec, index, &vars);
            }
            DeclarationKind::Type(spec) => self.declare_type(obj, spec, &[]),
            DeclarationKind::Func(decl) => self.resolve_function(obj, decl),
        }
        self.env = outer;
        self.path.pop();
        self.states.insert(obj, State::Done);
    }

    pub(super) fn declare_constant(
        &mut self,
        obj: ObjId,
        ty: Option<&'a Expr>,
        value: Option<&'a Expr>,
    ) {
        let mut wanted = None;
        if let Some(written) = ty {
            let ty = self.type_expr(written);
            let is_constant = self
                .types
                .basic(ty)
                .is_some_and(crate::types::Basic::is_constant)
                && !self.types.is_type_param(ty);
            if !is_constant {
                if self.types.is_valid(ty) && self.types.underlying(ty) != TypeId::INVALID {
                    let message = format!("invalid constant type {}", self.types.display(ty));
                    self.error(start(written), message);
                }
                return;
            }
            wanted = Some(ty);
        }
        let Some(value) = value else { return };
        let mut x = self.expr(value, None);
        self.initialize_constant(obj, wanted, &mut x);
    }

    fn initialize_constant(&mut self, obj: ObjId, wanted: Option<TypeId>, x: &mut Operand<'a>) {
        if !x.is_valid() || x.ty == TypeId::INVALID {
            return;
        }
        if x.mode != Mode::Constant {
            let message = format!("{} is not constant", self.describe(x));
            self.error_at(x, message);
            return;
        }
        let ty = wanted.unwrap_or(x.ty);
        self.assignment(x, Some(ty), "constant declaration");
        if let (true, Some(value)) = (x.is_valid(), x.value.clone()) {
            let object = &mut self.types.objects[obj.index()];
            object.ty = ty;
            object.kind = ObjectKind::Const(value);
        }
    }

    fn resolve_variable(
        &mut self,
        obj: ObjId,
        spec: &'a ValueSpec,
        index: usize,
        vars: &Rc<[ObjId]>,
    ) {
        let wanted = spec.ty.as_ref().map(|ty| self.var_type(ty));
        if let Some(ty) = wanted {
            self.types.objects[obj.index()].ty = ty;
        }
        match &spec.values[..] {
            [] => {}
            values if values.len() == vars.len() => {
                self.initialize_variable(obj, wanted, &values[index], "variable declaration");
            }
            [one] => {
                if let Some(ty) = wanted {
                    for &var in vars.iter() {
                        self.types.objects[var.index()].ty = ty;
                    }
                }
                // The variables that a call initializes are done together.
                for &var in vars.iter() {
                    if var != obj {
                        self.states.insert(var, State::Done);
                    }
                }
                self.initialize_variables(vars, std::slice::from_ref(one), wanted.is_some());
                let edges = self.dependencies.get(&obj).cloned().unwrap_or_default();
                for &var in vars.iter() {
                    self.dependencies.insert(var, edges.clone());
                }
            }
            values => {
                if let Some(value) = values.get(index) {
                    self.initialize_variable(obj, wanted, value, "variable declaration");
                }
            }
        }
    }

    pub(super) fn initialize_variable(
        &mut self,
        obj: ObjId,
        wanted: Option<TypeId>,
        value: &'a Expr,
        context: &str,
    ) {
        let target = wanted.map(|ty| Target::new(ty, TargetName::Object(obj)));
        let mut x = self.expr(value, target);
        self.initialize(obj, wanted, &mut x, context);
    }

    /// Declares a type; `ambient` are the type parameters of the function around.
    pub(super) fn declare_type(&mut self, obj: ObjId, spec: &'a TypeSpec, ambient: &[TypeId]) {
        let mark = self.open();
        if spec.assign.is_some() {
            let mut params = Vec::new();
            if let Some(list) = &spec.type_params {
                let pos = list.fields.first().map_or(list.open, |field| field.pos);
                self.require_version(pos, (1, 23), "generic type alias");
                params = self.type_params(list);
            }
            let ty = self.type_expr(&spec.ty);
            let is_own = params.contains(&ty);
            if is_own {
                self.error(
                    spec.ty.pos,
                    "cannot use type parameter declared in alias declaration as RHS",
                );
            }
            let object = &mut self.types.objects[obj.index()];
            object.ty = if is_own { TypeId::INVALID } else { ty };
            object.kind = ObjectKind::Type(params);
        } else {
            let (named, ty) = self.types.new_named(obj);
            self.types.objects[obj.index()].ty = ty;
            if !ambient.is_empty() && spec.type_params.is_none() {
                // It is another type in each instance of the function.
                let params: Rc<[TypeId]> = ambient.into();
                let data = &mut self.types.named[named.0 as usize];
                (data.params, data.ambient) = (Rc::clone(&params), params.len());
                self.types.objects[obj.index()].ty = self.types.instantiate(named, params);
            }
            if let Some(list) = &spec.type_params {
                // The parameters are known before their constraints, which may mention the type.
                self.type_params_with(list, |checker, params| {
                    checker.types.named[named.0 as usize].params = params.into();
                });
            }
            let mut rhs = self.type_expr(&spec.ty);
            if self.types.is_type_param(rhs) {
                self.error(
                    spec.ty.pos,
                    "cannot use a type parameter as RHS in type declaration",
                );
                rhs = TypeId::INVALID;
            }
            self.types.named[named.0 as usize].rhs = Some(rhs);
            self.add_methods(obj, named);
        }
        self.close(mark);
    }

    /// Gives a type its declared methods.
    fn add_methods(&mut self, obj: ObjId, named: NamedId) {
        let Some(methods) = self.methods.remove(&obj) else {
            return;
        };
        let mut unique: Vec<ObjId> = Vec::new();
        let mut by_name = BTreeMap::new();
        for method in methods {
            let name = self.types.object(method).name;
            if name == Symbol::BLANK {
                continue;
            }
            let Some(&other) = by_name.get(&name) else {
                by_name.insert(name, method);
                unique.push(method);
                continue;
            };
            let place = self.place(self.types.object(other).pos);
            let message = format!(
                "method {}.{} already declared at {place}",
                self.name_of(obj),
                self.name_of(method)
            );
            self.error(self.types.object(method).pos, message);
        }
        self.types.named[named.0 as usize].methods = unique;
        let pos = self.types.object(obj).pos;
        self.delay(super::later::Test::FieldsAndMethods(named), pos);
    }
}
