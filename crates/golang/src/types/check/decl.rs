//! Declarations of a package and of blocks.

use std::rc::Rc;

use crate::syntax::ast::{
    Block, Decl, Expr, Field, FuncDecl, FuncType, Group, Ident, TypeSpec, ValueSpec,
};
use crate::syntax::pos::Pos;
use crate::syntax::symbol::Symbol;
use crate::types::ObjId;
use crate::types::constant::Value;
use crate::types::info::{Function, FunctionKind, Mode};
use crate::types::object::{ObjectKind, PkgId, Receiver, VarKind};
use crate::types::ty::{NamedId, Signature, Type, TypeId};

use super::collect::{unpack_receiver, with_sources};
use super::later::Later;
use super::operand::{Operand, Target, TargetName, start};
use super::scope::Env;
use super::{Checker, State};

/// A declaration at package level.
#[derive(Clone, Debug)]
pub(super) struct Declaration<'a> {
    pub(super) file: usize,
    pub(super) pkg: PkgId,
    pub(super) kind: DeclarationKind<'a>,
}

#[derive(Clone, Debug)]
pub(super) enum DeclarationKind<'a> {
    /// A constant; `inherited` if type and value are those of a specification before.
    Const {
        ty: Option<&'a Expr>,
        value: Option<&'a Expr>,
        iota: u32,
        inherited: bool,
    },
    Var {
        spec: &'a ValueSpec,
        index: usize,
        vars: Rc<[ObjId]>,
    },
    Type(&'a TypeSpec),
    Func(&'a FuncDecl),
}

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

    pub(super) fn process_delayed(&mut self) {
        while let Some(later) = self.delayed.pop_front() {
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
                self.resolve_variable(obj, spec, index, &vars)
            }
            DeclarationKind::Type(spec) => self.declare_type(obj, spec),
            DeclarationKind::Func(decl) => self.resolve_function(obj, decl),
        }
        self.env = outer;
        self.path.pop();
        self.states.insert(obj, State::Done);
    }

    fn declare_constant(&mut self, obj: ObjId, ty: Option<&'a Expr>, value: Option<&'a Expr>) {
        let mut wanted = None;
        if let Some(ty) = ty {
            let ty = self.type_expr(ty);
            let is_constant = self
                .types
                .basic(ty)
                .is_some_and(|basic| basic.is_constant())
                && !self.types.is_type_param(ty);
            if !is_constant {
                if self.types.is_valid(ty) && self.types.underlying(ty) != TypeId::INVALID {
                    let pos = self.declared_type_pos(obj);
                    let message = format!("invalid constant type {}", self.types.display(ty));
                    self.error(pos, message);
                }
                return;
            }
            wanted = Some(ty);
        }
        let Some(value) = value else { return };
        let mut x = self.expr(value, None);
        self.initialize_constant(obj, wanted, &mut x);
    }

    fn declared_type_pos(&self, obj: ObjId) -> Pos {
        match self
            .declarations
            .get(&obj)
            .map(|declaration| &declaration.kind)
        {
            Some(DeclarationKind::Const { ty: Some(ty), .. }) => start(ty),
            _ => self.types.object(obj).pos,
        }
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

    fn initialize_variable(
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

    pub(super) fn declare_type(&mut self, obj: ObjId, spec: &'a TypeSpec) {
        let mark = self.open();
        if spec.assign.is_some() {
            let mut params = Vec::new();
            if let Some(list) = &spec.type_params {
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
        for method in methods {
            let name = self.types.object(method).name;
            let other = unique
                .iter()
                .copied()
                .find(|&other| self.types.object(other).name == name);
            match other {
                Some(other) if name != Symbol::BLANK => {
                    let (pos, place) = (
                        self.types.object(method).pos,
                        self.place(self.types.object(other).pos),
                    );
                    let message = format!(
                        "method {}.{} already declared at {place}",
                        self.name_of(obj),
                        self.name_of(method)
                    );
                    self.error(pos, message);
                }
                _ => unique.push(method),
            }
        }
        self.types.named[named.0 as usize].methods = unique
            .into_iter()
            .filter(|&method| self.types.object(method).name != Symbol::BLANK)
            .collect();
        let pos = self.types.object(obj).pos;
        self.delay(super::later::Test::FieldsAndMethods(named), pos);
    }

    fn resolve_function(&mut self, obj: ObjId, decl: &'a FuncDecl) {
        let mark = self.open();
        let receiver = decl
            .recv
            .as_ref()
            .and_then(|recv| recv.fields.first())
            .map(|field| self.receiver(field));
        let ty = self.func_type(&decl.ty);
        let names = self.env.names[mark.1..].to_vec();
        self.function_scopes.insert(obj, names);
        self.close(mark);
        let object = &mut self.types.objects[obj.index()];
        object.ty = ty;
        if let (ObjectKind::Func(func), Some(receiver)) = (&mut object.kind, receiver) {
            func.receiver = receiver;
        }
        self.delayed.push_back(Later::Body(obj, decl));
    }

    /// The receiver of a method; its type parameters are declared as names for those of the type.
    fn receiver(&mut self, field: &'a Field) -> Option<Receiver> {
        let expr = &field.ty;
        let (is_pointer, base, params) = unpack_receiver(expr);
        let ty = if params.is_empty() {
            let ty = self.var_type(expr);
            self.reject_instance_behind_alias(base, ty)?;
            ty
        } else {
            let ty = self.generic_receiver(base, params)?;
            let ty = if is_pointer {
                self.types.pointer_to(ty)
            } else {
                ty
            };
            self.record_type(expr, ty);
            ty
        };
        if !self.types.is_valid(ty) {
            return None;
        }
        self.delay(super::later::Test::Receiver(ty), base.pos);
        let (base, pointer) = self.types.dereference(ty);
        match *self.types.get(base) {
            Type::Named(named) => Some(Receiver {
                base: self.types.origin(named),
                pointer,
                ty,
                name: field.names.first().map_or(Symbol::EMPTY, |name| name.name),
            }),
            _ => None,
        }
    }

    /// Methods of an instance cannot be declared through an alias of it.
    fn reject_instance_behind_alias(&mut self, base: &Expr, ty: TypeId) -> Option<()> {
        let (named, _) = self.types.dereference(ty);
        let Type::Named(id) = *self.types.get(named) else {
            return Some(());
        };
        if self.types.named(id).origin.is_none() || !self.is_alias_name(base) {
            return Some(());
        }
        let shown = self.types.display(named);
        let message = format!("cannot define new methods on instantiated type {shown}");
        self.error(base.pos, message);
        None
    }

    fn is_alias_name(&self, expr: &Expr) -> bool {
        let obj = expr.as_ident().and_then(|ident| self.look_up(ident.name));
        let declaration = obj.and_then(|obj| self.declarations.get(&obj));
        matches!(
            declaration.map(|declaration| &declaration.kind),
            Some(DeclarationKind::Type(spec)) if spec.assign.is_some()
        )
    }

    /// The generic type of a receiver, with its own type parameters as arguments.
    fn generic_receiver(&mut self, base: &'a Expr, params: &'a [Expr]) -> Option<TypeId> {
        let ty = self.type_expr_any(base);
        let alias = base
            .as_ident()
            .and_then(|ident| self.info.object(ident.id))
            .and_then(|obj| match &self.types.object(obj).kind {
                ObjectKind::Type(params) if !params.is_empty() => Some((obj, params.clone())),
                _ => None,
            });
        if let (Some((obj, own)), true) = (alias, self.types.is_valid(ty)) {
            let shown = self.types.display_alias(self.name_of(obj), &own);
            let message = format!("cannot define new methods on generic alias type {shown}");
            self.error(base.pos, message);
            self.declare_blank_params(params);
            return None;
        }
        let named = match *self.types.get(ty) {
            Type::Named(named) if !self.types.named(named).params.is_empty() => named,
            _ => {
                if self.types.is_valid(ty) {
                    let message = format!("{} is not a generic type", self.types.display(ty));
                    self.error(base.pos, message);
                }
                self.declare_blank_params(params);
                return None;
            }
        };
        self.declare_receiver_params(named, base, params)
    }

    fn declare_receiver_params(
        &mut self,
        named: NamedId,
        base: &Expr,
        idents: &'a [Expr],
    ) -> Option<TypeId> {
        let params = Rc::clone(&self.types.named(named).params);
        for (i, expr) in idents.iter().enumerate() {
            let Some(ident) = expr.as_ident() else {
                let message = format!(
                    "receiver type parameter {} must be an identifier",
                    self.text(expr)
                );
                self.error(expr.pos, message);
                continue;
            };
            let ty = params.get(i).copied().unwrap_or(TypeId::INVALID);
            let obj = self.new_object(ident.name, ident.pos, ty, ObjectKind::Type(Vec::new()));
            self.declare(ident, obj);
            self.info.exprs[expr.id.index()] = Some(crate::types::ExprInfo {
                mode: Mode::Type,
                ty,
                value: None,
            });
        }
        if idents.len() != params.len() {
            let message = format!(
                "receiver declares {}, but receiver base type declares {}",
                measure(idents.len()),
                params.len()
            );
            self.error(base.pos, message);
            return None;
        }
        Some(self.types.instantiate(named, params))
    }

    fn declare_blank_params(&mut self, idents: &'a [Expr]) {
        for ident in idents.iter().filter_map(Expr::as_ident) {
            let obj = self.new_object(
                ident.name,
                ident.pos,
                TypeId::INVALID,
                ObjectKind::Type(Vec::new()),
            );
            self.declare(ident, obj);
        }
    }

    fn check_function(&mut self, obj: ObjId, decl: &'a FuncDecl) {
        let declaration = self.declarations[&obj].clone();
        let Some(signature) = self.types.signature(self.types.object(obj).ty) else {
            return;
        };
        let Some(body) = &decl.body else { return };
        let names = self.function_scopes.get(&obj).cloned().unwrap_or_default();
        let function = self.new_function(FunctionKind::Declared(obj), None);
        let env = Env {
            pkg: declaration.pkg,
            file: declaration.file,
            declaring: Some(obj),
            function: Some(function),
            names,
            ..Env::default()
        };
        let outer = std::mem::replace(&mut self.env, env);
        let current = std::mem::replace(&mut self.types.current, declaration.pkg);
        if let Some(field) = decl.recv.as_ref().and_then(|recv| recv.fields.first()) {
            let ty = match &self.types.object(obj).kind {
                ObjectKind::Func(func) => func
                    .receiver
                    .map_or(TypeId::INVALID, |receiver| receiver.ty),
                _ => TypeId::INVALID,
            };
            for ident in &field.names {
                let var = self.new_variable(ident, ty, VarKind::Receiver);
                self.declare(ident, var);
            }
        }
        self.function_body(signature, &decl.ty, body);
        self.env = outer;
        self.types.current = current;
    }

    pub(super) fn new_function(&mut self, kind: FunctionKind, parent: Option<u32>) -> u32 {
        let index = u32::try_from(self.info.functions.len()).unwrap_or(u32::MAX);
        self.info.functions.push(Function {
            kind,
            parent,
            captures: Vec::new(),
        });
        index
    }

    /// Checks a body; the environment's function is set, and the block of the parameters open.
    pub(super) fn function_body(
        &mut self,
        signature: Rc<Signature>,
        ty: &'a FuncType,
        body: &'a Block,
    ) {
        self.declare_params(&signature, ty);
        self.env.signature = Some(Rc::clone(&signature));
        self.block_statements(&body.stmts);
        if !signature.results.is_empty() && !self.is_terminating_list(&body.stmts) {
            self.error(body.rbrace, "missing return");
        }
    }

    fn declare_params(&mut self, signature: &Signature, ty: &'a FuncType) {
        let idents = |list: &'a crate::syntax::ast::FieldList| {
            list.fields.iter().flat_map(|field| {
                let unnamed = field.names.is_empty().then_some(None);
                field.names.iter().map(Some).chain(unnamed)
            })
        };
        for (param, ident) in signature.params.iter().zip(idents(&ty.params)) {
            if let Some(ident) = ident {
                let var = self.new_variable(ident, param.ty, VarKind::Param);
                self.declare(ident, var);
            }
        }
        self.env.results.clear();
        let Some(results) = &ty.results else { return };
        for (param, ident) in signature.results.iter().zip(idents(results)) {
            if let Some(ident) = ident {
                let var = self.new_variable(ident, param.ty, VarKind::Result);
                self.declare(ident, var);
                self.env.results.push(var);
            }
        }
    }

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
        let names = self.env.names.iter();
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
        self.declare_type(obj, spec);
        if let Type::Named(named) = *self.types.get(self.types.object(obj).ty)
            && spec.assign == Pos::NONE
            && !ambient.is_empty()
        {
            self.ambient.insert(named, ambient);
        }
        self.path.pop();
        self.states.insert(obj, State::Done);
        self.check_type_cycles(&[obj]);
    }
}

/// `1 type parameter`, `2 type parameters`.
fn measure(count: usize) -> String {
    format!(
        "{count} type parameter{}",
        if count == 1 { "" } else { "s" }
    )
}
