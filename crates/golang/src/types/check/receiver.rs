//! Receivers of methods.

use std::rc::Rc;

use crate::syntax::ast::{Expr, ExprKind, Field};
use crate::syntax::symbol::Symbol;
use crate::types::info::{Instance, Mode};
use crate::types::object::{ObjectKind, Receiver};
use crate::types::ty::{NamedId, Type, TypeId};

use super::Checker;
use super::declaration::{DeclarationKind, unpack_receiver};

impl<'a> Checker<'a> {
    /// The receiver of a method; its type parameters are declared as names for those of the type.
    pub(super) fn receiver(&mut self, field: &'a Field) -> Option<Receiver> {
        let expr = &field.ty;
        let (is_pointer, base, params) = unpack_receiver(expr);
        let ty = if params.is_empty() {
            let ty = self.var_type(expr);
            self.reject_instance_behind_alias(base, ty)?;
            ty
        } else {
            let ty = self.generic_receiver(base, params)?;
            self.record_receiver(expr, ty);
            if is_pointer {
                self.types.pointer_to(ty)
            } else {
                ty
            }
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

    /// Records the type of a receiver of a generic type, and of the parts that it is written with.
    fn record_receiver(&mut self, expr: &'a Expr, base: TypeId) -> TypeId {
        let ty = match &expr.kind {
            ExprKind::Paren(inner) => self.record_receiver(inner, base),
            ExprKind::Star(inner) => {
                let base = self.record_receiver(inner, base);
                self.types.pointer_to(base)
            }
            _ => base,
        };
        self.record_type(expr, ty);
        ty
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
        let ty = self.declare_receiver_params(named, base, params)?;
        if let Some(ident) = base.as_ident() {
            let args = Rc::clone(&self.types.named(named).params);
            self.info.instances.insert(ident.id, Instance { args, ty });
        }
        Some(ty)
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
}

/// `1 type parameter`, `2 type parameters`.
fn measure(count: usize) -> String {
    format!(
        "{count} type parameter{}",
        if count == 1 { "" } else { "s" }
    )
}
