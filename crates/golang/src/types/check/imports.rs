//! Imports.

use std::collections::BTreeMap;

use crate::syntax::ast::ImportSpec;
use crate::syntax::pos::Pos;
use crate::syntax::symbol::Symbol;
use crate::types::ObjId;
use crate::types::load::{import_path, imports};
use crate::types::object::{ObjectKind, PkgId};
use crate::types::table::Package;
use crate::types::ty::TypeId;

use super::Checker;

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

impl Checker<'_> {
    /// All packages of the program get their numbers first, those that are missing come after.
    pub(super) fn add_packages(&mut self) {
        for (index, package) in self.program.packages.iter().enumerate() {
            let name = package
                .files
                .first()
                .map_or(Symbol::EMPTY, |file| file.name.name);
            self.types.packages.push(Package {
                path: package.path.as_str().into(),
                name,
                scope: BTreeMap::new(),
            });
            self.packages.insert(
                &package.path,
                PkgId(u32::try_from(index + 1).unwrap_or(u32::MAX)),
            );
        }
    }

    pub(super) fn collect_imports(&mut self) {
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
            scope: BTreeMap::new(),
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
        if let Some(&other) = self.files[file].names.get(&name) {
            self.report_redeclared(pos, obj, other);
            return;
        }
        self.files[file].names.insert(name, obj);
    }

    pub(super) fn report_import_conflicts(&mut self, first_file: usize) {
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

    pub(super) fn report_unused_imports(&mut self, first_file: usize) {
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
}
