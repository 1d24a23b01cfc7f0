//! What surrounds the code being checked: names in sight, the function, the package.

use std::fmt::Write as _;
use std::rc::Rc;

use crate::syntax::ast::Ident;
use crate::syntax::pos::Pos;
use crate::syntax::symbol::Symbol;
use crate::types::object::{Var, VarKind};
use crate::types::ty::{Signature, TypeId};
use crate::types::{ObjId, ObjectKind, PkgId};

use super::Checker;
use super::sight::Names;

/// What surrounds the code being checked.
#[derive(Clone, Debug, Default)]
pub(super) struct Env {
    pub(super) pkg: PkgId,
    /// The index of the file in [`Checker::files`].
    pub(super) file: usize,
    /// Local names.
    pub(super) names: Names,
    /// Where the innermost block starts in `names`.
    pub(super) block: usize,
    /// The index of the function in [`crate::types::Info::functions`].
    pub(super) function: Option<u32>,
    pub(super) signature: Option<Rc<Signature>>,
    /// Named results.
    pub(super) results: Vec<ObjId>,
    pub(super) iota: Option<u32>,
    /// Where errors of a repeated constant expression are reported.
    pub(super) constant_pos: Option<Pos>,
    /// The package-level object whose declaration this is.
    pub(super) declaring: Option<ObjId>,
    /// Whether a call or receive was seen, so that `len(x)` is no constant.
    pub(super) has_call: bool,
    /// Whether this is the length of an array: a type must not need itself there.
    pub(super) in_length: bool,
}

impl Default for PkgId {
    fn default() -> Self {
        Self::UNIVERSE
    }
}

impl Checker<'_> {
    /// Opens a block and returns what [`Checker::close`] needs to restore.
    pub(super) fn open(&mut self) -> (usize, usize) {
        let mark = (self.env.block, self.env.names.len());
        self.env.block = self.env.names.len();
        mark
    }

    pub(super) fn close(&mut self, mark: (usize, usize)) {
        self.env.names.truncate(mark.1);
        self.env.block = mark.0;
    }

    /// What a name stands for, in a block, the file, the package or the universe.
    pub(super) fn look_up(&self, name: Symbol) -> Option<ObjId> {
        if let Some(obj) = self.env.names.find_from(0, name) {
            return Some(obj);
        }
        self.look_up_global(name)
    }

    pub(super) fn look_up_global(&self, name: Symbol) -> Option<ObjId> {
        let file = self
            .files
            .get(self.env.file)
            .and_then(|file| file.names.get(&name));
        file.or_else(|| self.types.packages[self.env.pkg.index()].scope.get(&name))
            .or_else(|| self.universe.get(&name))
            .copied()
    }

    /// What a name stands for in the innermost block alone.
    pub(super) fn look_up_in_block(&self, name: Symbol) -> Option<ObjId> {
        self.env.names.find_from(self.env.block, name)
    }

    /// Declares an object in the innermost block.
    pub(super) fn declare(&mut self, ident: &Ident, obj: ObjId) {
        self.define(ident, obj);
        if ident.name == Symbol::BLANK {
            return;
        }
        if let Some(other) = self.look_up_in_block(ident.name) {
            self.used.insert(obj);
            self.report_redeclared(ident.pos, obj, other);
            return;
        }
        self.env.names.push(ident.name, obj);
    }

    pub(super) fn report_redeclared(&mut self, pos: Pos, obj: ObjId, other: ObjId) {
        let name = self.name_of(obj).to_owned();
        let mut message = format!("{name} redeclared in this block");
        let other = self.types.object(other).pos;
        if other.is_some() {
            let _ = write!(
                message,
                "\n\t{}: other declaration of {name}",
                self.place(other)
            );
        }
        self.error(pos, message);
    }

    /// Records the object that an identifier declares or uses.
    pub(super) fn define(&mut self, ident: &Ident, obj: ObjId) {
        if let Some(entry) = self.info.objects.get_mut(ident.id.index()) {
            *entry = Some(obj);
        }
    }

    /// Whether the language version of the current file is at least this one.
    pub(super) fn allows(&self, version: (u32, u32)) -> bool {
        self.declared_version()
            .is_none_or(|(declared, _)| declared >= version)
    }

    /// The language version that is declared for the current file, and whether by its own `//go:build`.
    pub(super) fn declared_version(&self) -> Option<((u32, u32), bool)> {
        let file = &self.files.get(self.env.file)?.file;
        Some((file.version()?, file.go_version.is_some()))
    }

    pub(super) fn new_object(
        &mut self,
        name: Symbol,
        pos: Pos,
        ty: TypeId,
        kind: ObjectKind,
    ) -> ObjId {
        let pkg = self.env.pkg;
        self.types.new_object(name, pos, pkg, ty, kind)
    }

    /// A variable of the function being checked; it is not yet declared.
    pub(super) fn new_variable(&mut self, ident: &Ident, ty: TypeId, kind: VarKind) -> ObjId {
        let var = Var {
            kind,
            function: self.env.function,
            captured: false,
            address_taken: false,
            assigned: false,
        };
        let obj = self.new_object(ident.name, ident.pos, ty, ObjectKind::Var(var));
        if kind == VarKind::Local && ident.name != Symbol::BLANK {
            self.locals.push(obj);
        }
        obj
    }
}
