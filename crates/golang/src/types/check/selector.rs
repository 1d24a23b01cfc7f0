//! `x.f`: names of packages, fields, methods, method expressions.

use std::rc::Rc;

use crate::syntax::ast::{Expr, ExprKind, Ident};
use crate::syntax::symbol::Symbol;
use crate::types::ObjId;
use crate::types::info::{MethodRef, Mode, Selection, SelectionKind};
use crate::types::lookup::Found;
use crate::types::object::{ObjectKind, PkgId};
use crate::types::ty::{Param, Signature, Type, TypeId};

use super::Checker;
use super::names::is_sound;
use super::operand::Operand;

impl<'a> Checker<'a> {
    pub(super) fn selector(
        &mut self,
        expr: &'a Expr,
        inner: &'a Expr,
        sel: &'a Ident,
        want_type: bool,
    ) -> Operand<'a> {
        if let Some(ident) = inner.as_ident()
            && let Some(import) = self.look_up(ident.name)
            && let ObjectKind::Package(pkg) = self.types.object(import).kind
        {
            self.define(ident, import);
            self.used.insert(import);
            return self.package_member(expr, sel, pkg);
        }
        let x = self.expr_or_type(inner, false);
        match x.mode {
            Mode::Invalid => return Operand::invalid(expr),
            Mode::Builtin(_) => {
                let message = format!(
                    "invalid use of {} in selector expression",
                    self.describe(&x)
                );
                self.error(expr.pos, message);
                return Operand::invalid(expr);
            }
            _ => {}
        }
        if want_type {
            let message = format!("{} is not a type", self.text(expr));
            self.error(sel.pos, message);
            return Operand::invalid(expr);
        }
        if sel.name == Symbol::BLANK {
            let message = format!(
                "{}._ undefined (type {} has no field or method _)",
                self.operand_text(&x),
                self.types.display(x.ty)
            );
            self.error(sel.pos, message);
            return Operand::invalid(expr);
        }
        if x.is_nil() {
            let message = "invalid use of nil in selector expression";
            self.error(expr.pos, message);
            return Operand::invalid(expr);
        }
        self.resolve_methods(x.ty);
        let addressable = x.mode == Mode::Variable;
        match self.types.lookup(x.ty, addressable, self.env.pkg, sel.name) {
            Found::Field { path, indirect, ty } => {
                self.select_field(expr, inner, sel, &x, path, indirect, ty)
            }
            Found::Method {
                path,
                indirect,
                method,
                ty,
            } => self.select_method(expr, inner, &x, path, indirect, method, ty),
            other => {
                self.report_selector(sel, &x, &other);
                Operand::invalid(expr)
            }
        }
    }

    fn package_member(&mut self, expr: &'a Expr, sel: &'a Ident, pkg: PkgId) -> Operand<'a> {
        let Some(&obj) = self.types.package(pkg).scope.get(&sel.name) else {
            if self.is_absent(pkg, sel.name) {
                let message = format!("the Lab does not have {}", self.text(expr));
                self.error(sel.pos, message);
            } else if !self.missing_packages.contains(&pkg) && is_sound(self.types.text(sel.name)) {
                let wanted = self.types.text(sel.name).to_lowercase();
                let scope = &self.types.package(pkg).scope;
                let other = scope
                    .keys()
                    .copied()
                    .filter(|&name| {
                        self.types.is_exported(name)
                            && self.types.text(name).to_lowercase() == wanted
                    })
                    .min();
                let but = other.map_or_else(String::new, |other| {
                    format!(" (but have {})", self.types.text(other))
                });
                let message = format!("undefined: {}{but}", self.text(expr));
                self.error(sel.pos, message);
            }
            return Operand::invalid(expr);
        };
        if !self.types.is_exported(sel.name) {
            let message = format!(
                "name {} not exported by package {}",
                self.types.text(sel.name),
                self.types.text(self.types.package(pkg).name)
            );
            self.error(sel.pos, message);
            return Operand::invalid(expr);
        }
        self.define(sel, obj);
        let object = self.types.object(obj).clone();
        if object.ty == TypeId::INVALID {
            return Operand::invalid(expr);
        }
        match object.kind {
            ObjectKind::Const(value) => Operand::constant(value, object.ty, expr),
            ObjectKind::Type(_) => Operand::new(Mode::Type, object.ty, expr),
            ObjectKind::Var(_) => Operand::new(Mode::Variable, object.ty, expr),
            _ => Operand::value(object.ty, expr),
        }
    }

    /// Whether Go's package has a name that the Lab's does not.
    fn is_absent(&self, pkg: PkgId, name: Symbol) -> bool {
        let package = pkg
            .index()
            .checked_sub(1)
            .and_then(|index| self.program.packages.get(index));
        let name = self.types.text(name);
        package.is_some_and(|package| package.absent.iter().any(|absent| absent == name))
    }

    /// Methods of types of this package may not be resolved yet, while package-level objects are.
    pub(super) fn resolve_methods(&mut self, ty: TypeId) {
        if self.path.is_empty() {
            return;
        }
        let mut open = vec![ty];
        let mut seen = Vec::new();
        while let Some(ty) = open.pop() {
            if seen.contains(&ty) || seen.len() > super::cycles::MAX_NESTING {
                continue;
            }
            seen.push(ty);
            let (base, _) = self.types.dereference(ty);
            if let Type::Named(named) = *self.types.get(base) {
                let origin = self.types.origin(named);
                for method in self.types.named(origin).methods.clone() {
                    self.resolve_unless_in_progress(method);
                }
            }
            if let Type::Struct(fields) = self.types.under(base) {
                open.extend(
                    fields
                        .fields
                        .iter()
                        .filter(|field| field.embedded)
                        .map(|field| field.ty),
                );
            }
        }
    }

    fn resolve_unless_in_progress(&mut self, obj: ObjId) {
        if self.states.get(&obj) == Some(&super::State::Unseen) {
            self.resolve(obj);
        }
    }

    #[allow(clippy::too_many_arguments, reason = "the parts of what was found")]
    fn select_field(
        &mut self,
        expr: &'a Expr,
        inner: &'a Expr,
        sel: &Ident,
        x: &Operand<'a>,
        path: Vec<u32>,
        indirect: bool,
        ty: TypeId,
    ) -> Operand<'a> {
        if x.mode == Mode::Type {
            let message = format!(
                "operand for field selector {} must be value of type {}",
                self.types.text(sel.name),
                self.types.display(x.ty)
            );
            self.error(inner.pos, message);
            return Operand::invalid(expr);
        }
        let selection = Selection {
            kind: SelectionKind::Field,
            receiver: x.ty,
            path,
            method: None,
            indirect,
            ty,
        };
        self.info.selections.insert(expr.id, selection);
        if ty == TypeId::INVALID {
            return Operand::invalid(expr);
        }
        let mode = if x.mode == Mode::Variable || indirect {
            Mode::Variable
        } else {
            Mode::Value
        };
        Operand::new(mode, ty, expr)
    }

    #[allow(clippy::too_many_arguments, reason = "the parts of what was found")]
    fn select_method(
        &mut self,
        expr: &'a Expr,
        inner: &'a Expr,
        x: &Operand<'a>,
        path: Vec<u32>,
        indirect: bool,
        method: MethodRef,
        ty: TypeId,
    ) -> Operand<'a> {
        if let MethodRef::Declared { func, .. } = method {
            self.depend_on(func);
            if !indirect && x.mode == Mode::Variable && self.types.has_pointer_receiver(func) {
                self.take_address(inner);
            }
        }
        let (kind, ty) = if x.mode == Mode::Type {
            (
                SelectionKind::MethodExpr,
                self.with_receiver(ty, x.ty, method),
            )
        } else {
            (SelectionKind::Method, ty)
        };
        let selection = Selection {
            kind,
            receiver: x.ty,
            path,
            method: Some(method),
            indirect,
            ty,
        };
        self.info.selections.insert(expr.id, selection);
        if ty == TypeId::INVALID {
            return Operand::invalid(expr);
        }
        Operand::value(ty, expr)
    }

    /// The function type with the receiver as first parameter.
    fn with_receiver(&mut self, ty: TypeId, receiver: TypeId, method: MethodRef) -> TypeId {
        let Some(signature) = self.types.signature(ty) else {
            return TypeId::INVALID;
        };
        let own_name = match method {
            MethodRef::Declared { func, .. } => match &self.types.object(func).kind {
                ObjectKind::Func(func) => func.receiver.map(|receiver| receiver.name),
                _ => None,
            },
            MethodRef::Interface { .. } => None,
        };
        // Either all parameters have names, or none.
        let name = match signature.params.first() {
            Some(param) if param.name != Symbol::EMPTY => own_name
                .filter(|&name| name != Symbol::EMPTY)
                .unwrap_or(Symbol::BLANK),
            _ => Symbol::EMPTY,
        };
        let first = Param { name, ty: receiver };
        let params = std::iter::once(first)
            .chain(signature.params.iter().copied())
            .collect();
        self.types.intern(Type::Func(Rc::new(Signature {
            params,
            ..(*signature).clone()
        })))
    }

    fn report_selector(&mut self, sel: &Ident, x: &Operand<'a>, found: &Found) {
        if self.types.underlying(x.ty) == TypeId::INVALID {
            return;
        }
        let name = self.types.text(sel.name).to_owned();
        let ty = self.types.display(x.ty);
        let message = match found {
            Found::Ambiguous => format!("ambiguous selector {}.{name}", self.operand_text(x)),
            Found::NeedsPointer if x.mode == Mode::Type => {
                format!(
                    "invalid method expression {ty}.{name} (needs pointer receiver (*{ty}).{name})"
                )
            }
            Found::NeedsPointer => format!("cannot call pointer method {name} on {ty}"),
            _ => {
                let why = match self.types.pointer_to_interface(x.ty) {
                    Some(why) => why,
                    None => self.why_no_member(x.ty, sel.name, false),
                };
                format!("{}.{name} undefined ({why})", self.operand_text(x))
            }
        };
        self.error(sel.pos, message);
    }

    /// Why a type has no such field or method, in the words for a selector or for a struct literal.
    pub(super) fn why_no_member(&mut self, ty: TypeId, name: Symbol, literal: bool) -> String {
        let shown = self.types.display(ty);
        let wanted = self.types.text(name).to_owned();
        let start = if literal {
            format!("unknown field {wanted} in struct literal of type {shown}")
        } else {
            format!("type {shown} has no field or method {wanted}")
        };
        let Some((other, is_method, pkg)) = self.types.lookup_ignoring_case(ty, name) else {
            return start;
        };
        let have = self.types.text(other).to_owned();
        if have == wanted && pkg == self.env.pkg {
            return start;
        }
        let what = if is_method { "method " } else { "field " };
        let what = if literal { "" } else { what };
        let tail = |text: &str| text.chars().skip(1).collect::<String>();
        let same_tail = tail(&wanted) == tail(&have);
        if pkg == self.env.pkg
            || self.types.is_exported(name) && self.types.is_exported(other)
            || !self.types.is_exported(name) && self.types.is_exported(other) && same_tail
        {
            return format!("{start}, but does have {what}{have}");
        }
        if self.types.is_exported(name) && same_tail {
            return format!("{start}, but does have unexported {what}{have}");
        }
        if wanted == have {
            return if literal {
                format!("cannot refer to unexported field {have} in struct literal of type {shown}")
            } else {
                format!("cannot refer to unexported {what}{have}")
            };
        }
        start
    }

    /// The identifier whose instance is recorded for a function: its name, or that after the dot.
    pub(super) fn function_ident(expr: &Expr) -> Option<&Ident> {
        match &expr.unparen().kind {
            ExprKind::Ident(ident) | ExprKind::Selector(_, ident) => Some(ident),
            ExprKind::Index(index) => Self::function_ident(&index.x),
            _ => None,
        }
    }
}
