//! Collecting what a package declares, before anything is checked.

use std::collections::BTreeMap;

use crate::syntax::ast::{Decl, ExprKind, FuncDecl, Group, Ident, TypeSpec, ValueSpec};
use crate::syntax::pos::Pos;
use crate::syntax::symbol::Symbol;
use crate::types::constant::Value;
use crate::types::object::{Func, ObjectKind, PkgId, Var, VarKind};
use crate::types::ty::TypeId;
use crate::types::{ObjId, SourcePackage};

use super::declaration::{Declaration, DeclarationKind, unpack_receiver, with_sources};
use super::scope::Env;
use super::{Checker, FileScope, State};

/// How many aliases stand between a method and its type.
const MAX_ALIASES: usize = 100;

impl<'a> Checker<'a> {
    /// Checks one package: `index` is its place in the program.
    pub(super) fn check_package(&mut self, index: usize, package: &'a SourcePackage) {
        if index == 0 {
            self.add_packages();
        }
        let pkg = PkgId(u32::try_from(index + 1).unwrap_or(u32::MAX));
        self.types.current = pkg;
        self.env = Env {
            pkg,
            ..Env::default()
        };
        let first_file = self.files.len();
        for file in &package.files {
            let imports = Vec::new();
            self.files.push(FileScope {
                file,
                names: BTreeMap::new(),
                imports,
            });
        }
        let mut objects = Vec::new();
        for file in first_file..self.files.len() {
            self.env.file = file;
            let name = self.files[file].file.name;
            if name.name == Symbol::BLANK {
                self.error(name.pos, "invalid package name _");
            }
            self.collect_imports();
            self.collect_file(&mut objects);
        }
        self.collect_methods(&objects);
        self.report_import_conflicts(first_file);
        self.resolve_all(&objects);
        self.process_delayed(0);
        self.order_initializers(pkg, &objects);
        self.report_unused_imports(first_file);
        self.check_instantiations();
        if index + 1 == self.program.packages.len() && self.errors.is_empty() {
            self.report_missing_bodies(&objects);
            self.report_missing_main(package);
        }
    }

    /// Only the packages of the Lab have native functions.
    fn report_missing_bodies(&mut self, objects: &[ObjId]) {
        for &obj in objects {
            let DeclarationKind::Func(decl) = self.declarations[&obj].kind else {
                continue;
            };
            if decl.body.is_none() {
                let pos = decl.recv.as_ref().map_or(decl.name.pos, |recv| recv.open);
                self.error(pos, "missing function body");
            }
        }
    }

    /// A package `main` needs a function `main`, unless it has tests.
    fn report_missing_main(&mut self, package: &SourcePackage) {
        let Some(first) = package.files.first() else {
            return;
        };
        let scope = &self.types.packages[self.env.pkg.index()].scope;
        let has =
            |holds: &dyn Fn(&str) -> bool| scope.keys().any(|&name| holds(self.types.text(name)));
        if self.types.text(first.name.name) == "main"
            && !has(&|name| name == "main")
            && !has(&|name| name.starts_with("Test"))
        {
            let message = "function main is undeclared in the main package";
            self.error(first.package, message);
        }
    }

    fn collect_file(&mut self, objects: &mut Vec<ObjId>) {
        let file = self.files[self.env.file].file;
        for decl in &file.decls {
            match decl {
                Decl::Import(_) => {}
                Decl::Const(group) => self.collect_constants(group, objects),
                Decl::Var(group) => self.collect_variables(group, objects),
                Decl::Type(group) => {
                    for spec in &group.specs {
                        self.collect_type(spec, objects);
                    }
                }
                Decl::Func(func) => self.collect_function(func, objects),
            }
        }
    }

    fn collect_constants(&mut self, group: &'a Group<ValueSpec>, objects: &mut Vec<ObjId>) {
        for (spec, source) in with_sources(group) {
            for (i, ident) in spec.names.iter().enumerate() {
                let obj = self.new_object(
                    ident.name,
                    ident.pos,
                    TypeId::INVALID,
                    ObjectKind::Const(Value::Bool(false)),
                );
                let kind = DeclarationKind::Const {
                    ty: source.ty.as_ref(),
                    value: source.values.get(i),
                    iota: spec.iota,
                    inherited: !std::ptr::eq(spec, source),
                };
                self.declare_global(ident, obj, kind, objects);
            }
            self.check_constant_count(spec, source);
        }
    }

    /// Complains if a specification of constants has too few or too many values.
    pub(super) fn check_constant_count(&mut self, spec: &ValueSpec, source: &ValueSpec) {
        let (names, values) = (spec.names.len(), source.values.len());
        if values > names {
            let extra = &source.values[names];
            if std::ptr::eq(spec, source) {
                let message = format!("extra init expr {}", self.text(extra));
                self.error(extra.pos, message);
            } else {
                let message = format!("extra init expr at {}", self.place(extra.pos));
                self.error(spec.pos, message);
            }
        } else if values < names {
            let missing = spec.names[values];
            let message = format!("missing init expr for {}", self.types.text(missing.name));
            self.error(missing.pos, message);
        }
    }

    fn collect_variables(&mut self, group: &'a Group<ValueSpec>, objects: &mut Vec<ObjId>) {
        for spec in &group.specs {
            let mut vars = Vec::new();
            for ident in &spec.names {
                let var = Var {
                    kind: VarKind::Package,
                    function: None,
                    captured: false,
                    address_taken: false,
                    assigned: false,
                };
                vars.push(self.new_object(
                    ident.name,
                    ident.pos,
                    TypeId::INVALID,
                    ObjectKind::Var(var),
                ));
            }
            let group: std::rc::Rc<[ObjId]> = vars.into();
            for (index, ident) in spec.names.iter().enumerate() {
                let kind = DeclarationKind::Var {
                    spec,
                    index,
                    vars: std::rc::Rc::clone(&group),
                };
                self.declare_global(ident, group[index], kind, objects);
            }
            self.check_variable_count(spec);
        }
    }

    /// Complains if a specification of variables has neither one value for each nor one for all.
    pub(super) fn check_variable_count(&mut self, spec: &ValueSpec) {
        let (names, values) = (spec.names.len(), spec.values.len());
        if values > names && names != values {
            let extra = &spec.values[names];
            let message = format!("extra init expr {}", self.text(extra));
            self.error(extra.pos, message);
        } else if values < names && values > 1 {
            let missing = spec.names[values];
            let message = format!("missing init expr for {}", self.types.text(missing.name));
            self.error(missing.pos, message);
        }
    }

    fn collect_type(&mut self, spec: &'a TypeSpec, objects: &mut Vec<ObjId>) {
        let obj = self.new_object(
            spec.name.name,
            spec.name.pos,
            TypeId::INVALID,
            ObjectKind::Type(Vec::new()),
        );
        self.declare_global(&spec.name, obj, DeclarationKind::Type(spec), objects);
    }

    fn collect_function(&mut self, decl: &'a FuncDecl, objects: &mut Vec<ObjId>) {
        let func = Func {
            decl: decl.id,
            receiver: None,
            has_body: decl.body.is_some(),
        };
        let ident = &decl.name;
        let obj = self.new_object(
            ident.name,
            ident.pos,
            TypeId::INVALID,
            ObjectKind::Func(func),
        );
        let kind = DeclarationKind::Func(decl);
        let name = self.types.text(ident.name).to_owned();
        let is_main = self
            .types
            .text(self.types.packages[self.env.pkg.index()].name)
            == "main";
        if decl.recv.is_none() && (name == "init" || name == "main" && is_main) {
            if let Some(params) = &decl.ty.type_params {
                let pos = params.fields.first().map_or(params.open, |field| field.pos);
                self.error(pos, format!("func {name} must have no type parameters"));
            }
            if decl.ty.params.count() > 0 || decl.ty.results.is_some() {
                self.error(
                    ident.pos,
                    format!("func {name} must have no arguments and no return values"),
                );
            }
            if decl.body.is_none() && name == "init" {
                self.error(ident.pos, "func init must have a body");
            }
        }
        if decl.recv.is_some() || name == "init" {
            self.define(ident, obj);
            self.add_declaration(obj, kind, objects);
        } else {
            self.declare_global(ident, obj, kind, objects);
        }
    }

    fn declare_global(
        &mut self,
        ident: &Ident,
        obj: ObjId,
        kind: DeclarationKind<'a>,
        objects: &mut Vec<ObjId>,
    ) {
        self.define(ident, obj);
        let pkg = self.env.pkg;
        let is_func = matches!(self.types.object(obj).kind, ObjectKind::Func(_));
        let name = self.types.text(ident.name);
        let is_main = self.types.text(self.types.packages[pkg.index()].name) == "main";
        if !is_func && (name == "init" || name == "main" && is_main) {
            let message = format!("cannot declare {name} - must be func");
            self.error(ident.pos, message);
            return;
        }
        self.add_declaration(obj, kind, objects);
        if ident.name == Symbol::BLANK {
            return;
        }
        if let Some(&other) = self.types.packages[pkg.index()].scope.get(&ident.name) {
            self.report_redeclared(ident.pos, obj, other);
            return;
        }
        self.types.packages[pkg.index()]
            .scope
            .insert(ident.name, obj);
    }

    fn add_declaration(&mut self, obj: ObjId, kind: DeclarationKind<'a>, objects: &mut Vec<ObjId>) {
        self.declarations.insert(
            obj,
            Declaration {
                file: self.env.file,
                pkg: self.env.pkg,
                kind,
            },
        );
        self.states.insert(obj, State::Unseen);
        objects.push(obj);
    }

    /// Finds the types that methods belong to.
    fn collect_methods(&mut self, objects: &[ObjId]) {
        for &obj in objects {
            let Some(Declaration {
                kind: DeclarationKind::Func(decl),
                ..
            }) = self.declarations.get(&obj)
            else {
                continue;
            };
            let Some(recv) = &decl.recv else { continue };
            let Some(field) = recv.fields.first() else {
                continue;
            };
            let (is_pointer, base, _) = unpack_receiver(&field.ty);
            if let Some(base) = base
                .as_ident()
                .and_then(|base| self.receiver_base(base.name, is_pointer))
            {
                self.methods.entry(base).or_default().push(obj);
            }
        }
    }

    /// The type of this package that a receiver's name stands for, through aliases and at most one pointer.
    fn receiver_base(&self, name: Symbol, is_pointer: bool) -> Option<ObjId> {
        let (mut name, mut is_pointer) = (name, is_pointer);
        for _ in 0..MAX_ALIASES {
            let obj = *self.types.packages[self.env.pkg.index()].scope.get(&name)?;
            let DeclarationKind::Type(spec) = self.declarations.get(&obj)?.kind else {
                return None;
            };
            if spec.assign == Pos::NONE {
                return Some(obj);
            }
            if spec.type_params.is_some() {
                return None;
            }
            let mut ty = spec.ty.unparen();
            if let ExprKind::Star(inner) = &ty.kind {
                if is_pointer {
                    return None;
                }
                is_pointer = true;
                ty = inner.unparen();
            }
            name = ty.as_ident()?.name;
        }
        None
    }
}
