//! What variables are used for: captured, addressed, assigned; and which package-level objects depend on which.

use crate::syntax::ast::{Expr, ExprKind};
use crate::types::object::{ObjectKind, PkgId, VarKind};
use crate::types::ty::Type;
use crate::types::{Mode, ObjId};

use super::Checker;

impl Checker<'_> {
    /// Notes that the declaration in progress mentions a package-level object.
    pub(super) fn depend_on(&mut self, obj: ObjId) {
        let Some(from) = self.env.declaring else {
            return;
        };
        if !self.declarations.contains_key(&obj) || self.types.object(obj).pkg != self.env.pkg {
            return;
        }
        self.dependencies.entry(from).or_default().insert(obj);
    }

    /// Notes that a variable is used: by a function literal inside its function, it is captured.
    pub(super) fn capture(&mut self, obj: ObjId) {
        let ObjectKind::Var(var) = &mut self.types.objects[obj.index()].kind else {
            return;
        };
        if var.function.is_none()
            || var.function == self.env.function
            || var.kind == VarKind::Package
        {
            return;
        }
        var.captured = true;
        let owner = var.function;
        let mut function = self.env.function;
        while function != owner {
            let Some(index) = function else { break };
            let Some(data) = self.info.functions.get_mut(index as usize) else {
                break;
            };
            if !data.captures.contains(&obj) {
                data.captures.push(obj);
            }
            function = data.parent;
        }
    }

    /// Notes that the address of an expression is taken: that of the variable that it is a part of.
    pub(super) fn take_address(&mut self, expr: &Expr) {
        if let Some(obj) = self.root_variable(expr)
            && let ObjectKind::Var(var) = &mut self.types.objects[obj.index()].kind
        {
            var.address_taken = true;
        }
    }

    /// Notes that an expression is assigned to.
    pub(super) fn mark_assigned(&mut self, expr: &Expr) {
        if let Some(obj) = self.root_variable(expr) {
            self.mark_variable_assigned(obj);
        }
    }

    pub(super) fn mark_variable_assigned(&mut self, obj: ObjId) {
        if let ObjectKind::Var(var) = &mut self.types.objects[obj.index()].kind {
            var.assigned = true;
        }
    }

    /// The variable that an expression is, or is a part of without a pointer between.
    fn root_variable(&mut self, expr: &Expr) -> Option<ObjId> {
        let mut expr = expr.unparen();
        loop {
            match &expr.kind {
                ExprKind::Ident(ident) => {
                    return self
                        .info
                        .object(ident.id)
                        .filter(|&obj| matches!(self.types.object(obj).kind, ObjectKind::Var(_)));
                }
                ExprKind::Selector(x, sel) => match self.info.selection(expr.id) {
                    Some(selection) if selection.indirect => return None,
                    Some(_) => expr = x.unparen(),
                    None => {
                        let obj = self.info.object(sel.id)?;
                        return matches!(self.types.object(obj).kind, ObjectKind::Var(_))
                            .then_some(obj);
                    }
                },
                ExprKind::Index(index) => {
                    let info = self.info.expr(index.x.id)?;
                    let (mode, ty) = (info.mode, info.ty);
                    if mode != Mode::Variable || !matches!(self.types.under(ty), Type::Array(..)) {
                        return None;
                    }
                    expr = index.x.unparen();
                }
                _ => return None,
            }
        }
    }

    /// The dot import of a package in the current file.
    pub(super) fn dot_import_of(&self, pkg: PkgId) -> Option<ObjId> {
        let file = self.files.get(self.env.file)?;
        file.imports
            .iter()
            .map(super::imports::Import::object)
            .find(|&obj| {
                let object = self.types.object(obj);
                self.types.text(object.name) == "."
                    && matches!(object.kind, ObjectKind::Package(other) if other == pkg)
            })
    }
}
