//! Collecting what a package declares, before anything is checked.

use std::collections::HashMap;

use crate::syntax::ast::{
    Decl, Expr, ExprKind, FuncDecl, Group, Ident, ImportSpec, TypeSpec, ValueSpec,
};
use crate::syntax::pos::Pos;
use crate::syntax::symbol::Symbol;
use crate::types::constant::Value;
use crate::types::load::{import_path, imports};
use crate::types::object::{Func, ObjectKind, PkgId, Var, VarKind};
use crate::types::table::Package;
use crate::types::ty::TypeId;
use crate::types::{ObjId, SourcePackage};

use super::decl::{Declaration, DeclarationKind};
use super::scope::Env;
use super::{Checker, FileScope, State};

/// An import, to find those that are not used.
#[derive(Clone, Debug)]
pub(super) struct Import {
    obj: ObjId,
    path: String,
    pos: Pos,
}

impl Import {
    /// The name in the file's scope.
    pub(super) fn object(&self) -> ObjId {
        self.obj
    }
}

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
                names: HashMap::new(),
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
        self.process_delayed();
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

    /// All packages of the program get their numbers first, those that are missing come after.
    fn add_packages(&mut self) {
        for (index, package) in self.program.packages.iter().enumerate() {
            let name = package
                .files
                .first()
                .map_or(Symbol::EMPTY, |file| file.name.name);
            self.types.packages.push(Package {
                path: package.path.as_str().into(),
                name,
                scope: HashMap::new(),
            });
            self.packages.insert(
                &package.path,
                PkgId(u32::try_from(index + 1).unwrap_or(u32::MAX)),
            );
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

    fn collect_imports(&mut self) {
        for spec in imports(self.files[self.env.file].file) {
            let Some(path) = import_path(self.session, spec) else {
                continue;
            };
            let Some(pkg) = self.package_by_path(&path) else {
                continue;
            };
            self.declare_import(spec, path, pkg);
        }
    }

    /// The package of an import; one that could not be loaded is made up, so that one error is enough.
    fn package_by_path(&mut self, path: &str) -> Option<PkgId> {
        if let Some(&pkg) = self.packages.get(path) {
            return (pkg != self.env.pkg).then_some(pkg);
        }
        let name = self
            .types
            .names
            .intern(path.rsplit('/').next().unwrap_or(path));
        let missing = self
            .missing_packages
            .iter()
            .find(|&&pkg| &*self.types.packages[pkg.index()].path == path);
        if let Some(&pkg) = missing {
            return Some(pkg);
        }
        let pkg = PkgId(u32::try_from(self.types.packages.len()).unwrap_or(u32::MAX));
        self.types.packages.push(Package {
            path: path.into(),
            name,
            scope: HashMap::new(),
        });
        self.missing_packages.insert(pkg);
        Some(pkg)
    }

    fn declare_import(&mut self, spec: &ImportSpec, path: String, pkg: PkgId) {
        let explicit = spec.name.map(|name| name.name);
        if let Some(name) = spec
            .name
            .filter(|name| self.types.text(name.name) == "init")
        {
            self.error(
                name.pos,
                "cannot import package as init - init must be a func",
            );
            return;
        }
        if explicit == Some(Symbol::BLANK) {
            return;
        }
        let name = explicit.unwrap_or(self.types.packages[pkg.index()].name);
        let pos = spec.name.map_or(spec.path.pos, |name| name.pos);
        let obj = self.new_object(name, pos, TypeId::INVALID, ObjectKind::Package(pkg));
        match &spec.name {
            Some(ident) => self.define(ident, obj),
            None => {
                self.info.implicit.insert(spec.id, obj);
            }
        }
        if self.missing_packages.contains(&pkg) {
            self.used.insert(obj);
        }
        let file = self.env.file;
        self.files[file].imports.push(Import { obj, path, pos });
        if explicit.is_some_and(|name| self.types.text(name) == ".") {
            let names: Vec<_> = self.types.packages[pkg.index()]
                .scope
                .iter()
                .map(|(&name, &obj)| (name, obj))
                .collect();
            for (name, exported) in names {
                if self.types.is_exported(name) {
                    self.files[file].names.insert(name, exported);
                }
            }
            return;
        }
        if let Some(other) = self.files[file].names.insert(name, obj) {
            self.report_redeclared(pos, obj, other);
        }
    }

    fn report_import_conflicts(&mut self, first_file: usize) {
        for file in first_file..self.files.len() {
            let mut conflicts: Vec<_> = self.files[file]
                .names
                .iter()
                .filter_map(|(name, &import)| {
                    let own = self.types.packages[self.env.pkg.index()].scope.get(name)?;
                    Some((*own, import))
                })
                .collect();
            conflicts.sort();
            for (own, import) in conflicts {
                let pos = self.types.object(own).pos;
                let name = self.name_of(own).to_owned();
                let place = self.place(self.types.object(import).pos);
                let (through, pkg) = match self.types.object(import).kind {
                    ObjectKind::Package(pkg) => ("import", pkg),
                    _ => ("dot-import", self.types.object(import).pkg),
                };
                let package = self.types.package(pkg);
                let (package, path) = (self.types.text(package.name), &package.path);
                let message = format!(
                    "{name} already declared through {through} of package {package} ({path:?})\n\t{place}: other declaration of {name}"
                );
                self.error(pos, message);
            }
        }
    }

    fn report_unused_imports(&mut self, first_file: usize) {
        for file in first_file..self.files.len() {
            for import in self.files[file].imports.clone() {
                if self.used.contains(&import.obj) {
                    continue;
                }
                let name = self.name_of(import.obj).to_owned();
                let last = import.path.rsplit('/').next().unwrap_or(&import.path);
                let message = if name == "." || name == last {
                    format!("{:?} imported and not used", import.path)
                } else {
                    format!("{:?} imported as {name} and not used", import.path)
                };
                self.error(import.pos, message);
            }
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
        self.add_declaration(obj, kind, objects);
        if ident.name == Symbol::BLANK {
            return;
        }
        let pkg = self.env.pkg;
        let is_func = matches!(self.types.object(obj).kind, ObjectKind::Func(_));
        let name = self.types.text(ident.name);
        let is_main = self.types.text(self.types.packages[pkg.index()].name) == "main";
        if !is_func && (name == "init" || name == "main" && is_main) {
            let message = format!("cannot declare {name} - must be func");
            self.error(ident.pos, message);
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

/// A receiver's type: whether it is a pointer, the base type, its type parameters.
pub(super) fn unpack_receiver(ty: &Expr) -> (bool, &Expr, &[Expr]) {
    let mut pointer = false;
    let mut base = ty.unparen();
    if let ExprKind::Star(inner) = &base.kind {
        pointer = true;
        base = inner.unparen();
    }
    match &base.kind {
        ExprKind::Index(index) => (pointer, index.x.unparen(), &index.indices),
        _ => (pointer, base, &[]),
    }
}

/// Each specification of constants with the one its type and values are written in: itself or one before.
pub(super) fn with_sources(
    group: &Group<ValueSpec>,
) -> impl Iterator<Item = (&ValueSpec, &ValueSpec)> {
    let mut last: Option<&ValueSpec> = None;
    group.specs.iter().map(move |spec| {
        let source = match last {
            Some(last) if spec.ty.is_none() && spec.values.is_empty() => last,
            _ => spec,
        };
        last = Some(source);
        (spec, source)
    })
}
