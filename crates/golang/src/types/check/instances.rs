//! Instances of generic types, and what names them.

use std::rc::Rc;

use crate::syntax::ast::{Expr, ExprKind, Ident, Index};
use crate::syntax::pos::Pos;
use crate::types::info::Instance;
use crate::types::object::ObjectKind;
use crate::types::ty::{Type, TypeId};

use super::Checker;
use super::operand::start;

impl<'a> Checker<'a> {
    /// The type parameters and the type of a generic type or alias that an expression names.
    pub(super) fn instantiated_type(&mut self, expr: &'a Expr, index: &'a Index) -> TypeId {
        let generic = self.type_expr_any(&index.x);
        let args: Vec<TypeId> = index.indices.iter().map(|arg| self.var_type(arg)).collect();
        if generic == TypeId::INVALID && !self.is_alias(&index.x) {
            return TypeId::INVALID;
        }
        let params: Rc<[TypeId]> = match self.types.get(generic) {
            Type::Named(named)
                if self.types.named(*named).origin.is_none()
                    && !self.types.named(*named).params.is_empty() =>
            {
                Rc::clone(&self.types.named(*named).params)
            }
            _ => self.alias_params(&index.x).into(),
        };
        if params.is_empty() {
            let args: Vec<String> = index.indices.iter().map(|arg| self.text(arg)).collect();
            let message = format!(
                "invalid operation: {}[{}] ({} is not a generic type)",
                self.text(&index.x),
                args.join(", "),
                self.types.display(generic)
            );
            self.error(expr.pos, message);
            return TypeId::INVALID;
        }
        if args.contains(&TypeId::INVALID) {
            return TypeId::INVALID;
        }
        if args.len() != params.len() {
            let which = if args.len() < params.len() {
                "not enough"
            } else {
                "too many"
            };
            let message = format!(
                "{which} type arguments for type {}: have {}, want {}",
                self.text(&index.x),
                args.len(),
                params.len()
            );
            self.error(index.x.pos, message);
            return TypeId::INVALID;
        }
        let args: Rc<[TypeId]> = args.into();
        let places = index.indices.iter().map(start).collect();
        self.note_instance(&params, &args, index.x.pos, places);
        let ty = match *self.types.get(generic) {
            Type::Named(named) if Rc::ptr_eq(&self.types.named(named).params, &params) => {
                let ty = self.types.instantiate(named, Rc::clone(&args));
                if let Type::Named(instance) = *self.types.get(ty) {
                    let place = &mut self.types.named[instance.0 as usize].place;
                    if *place == Pos::NONE {
                        *place = index.x.pos;
                    }
                }
                ty
            }
            _ => self.types.subst_list(generic, &params, &args),
        };
        if ty == TypeId::INVALID {
            self.error(expr.pos, "instantiation cycle");
        }
        if let Some(ident) = instance_ident(&index.x) {
            self.info.instances.insert(ident.id, Instance { args, ty });
        }
        ty
    }

    fn is_alias(&self, expr: &Expr) -> bool {
        !self.alias_params(expr).is_empty()
    }

    fn alias_params(&self, expr: &Expr) -> Vec<TypeId> {
        let obj = instance_ident(expr).and_then(|ident| self.info.object(ident.id));
        match obj.map(|obj| &self.types.object(obj).kind) {
            Some(ObjectKind::Type(params)) => params.clone(),
            _ => Vec::new(),
        }
    }

    /// The type parameters of a generic alias that is named without type arguments.
    pub(super) fn bare_alias_params(&self, expr: &Expr) -> Vec<TypeId> {
        match &expr.unparen().kind {
            ExprKind::Ident(_) | ExprKind::Selector(..) => self.alias_params(expr),
            _ => Vec::new(),
        }
    }

    /// The name of a generic type or alias that has no type arguments: `T[P any]`.
    pub(super) fn generic_type_name(&self, expr: &Expr, ty: TypeId) -> Option<String> {
        if self.types.is_generic(ty) && matches!(self.types.get(ty), Type::Named(_)) {
            return Some(self.types.display(ty));
        }
        let params = self.bare_alias_params(expr);
        let obj = instance_ident(expr).and_then(|ident| self.info.object(ident.id))?;
        (!params.is_empty() && self.types.is_valid(ty))
            .then(|| self.types.display_alias(self.name_of(obj), &params))
    }
}

/// The identifier that type arguments are recorded with: the name, or that after the dot.
pub(super) fn instance_ident(expr: &Expr) -> Option<&Ident> {
    match &expr.unparen().kind {
        ExprKind::Ident(ident) | ExprKind::Selector(_, ident) => Some(ident),
        ExprKind::Index(index) => instance_ident(&index.x),
        _ => None,
    }
}
