//! Type parameters, their constraints and unions.

use std::rc::Rc;

use crate::syntax::ast::{Expr, ExprKind, FieldList};
use crate::syntax::pos::Pos;
use crate::syntax::symbol::Symbol;
use crate::syntax::token::{BinaryOp, UnaryOp};
use crate::types::object::ObjectKind;
use crate::types::ty::{Term, Type, TypeId};

use super::Checker;
use super::later::{MAX_TERMS, Test, too_many_terms};
use super::mono::Instantiation;

impl<'a> Checker<'a> {
    /// Declares type parameters in the open block and returns their types.
    pub(super) fn type_params(&mut self, list: &'a FieldList) -> Vec<TypeId> {
        self.type_params_with(list, |_, _| {})
    }

    /// As [`Checker::type_params`]; `known` gets the parameters before their constraints are looked at.
    pub(super) fn type_params_with(
        &mut self,
        list: &'a FieldList,
        known: impl FnOnce(&mut Self, Vec<TypeId>),
    ) -> Vec<TypeId> {
        let mut params = Vec::new();
        for ident in list.fields.iter().flat_map(|field| &field.names) {
            let obj = self.new_object(
                ident.name,
                ident.pos,
                TypeId::INVALID,
                ObjectKind::Type(Vec::new()),
            );
            let ty = self.types.new_type_param(obj, params.len(), TypeId::ANY);
            self.types.objects[obj.index()].ty = ty;
            self.declare(ident, obj);
            params.push(ty);
        }
        known(self, params.clone());
        let mut next = 0;
        for field in &list.fields {
            let constraint = self.constraint(&field.ty);
            for _ in &field.names {
                if let Some(Type::Param(param)) = params.get(next).map(|&ty| self.types.get(ty)) {
                    let param = param.0 as usize;
                    self.types.params[param].constraint = constraint;
                    self.types.params[param].interface = None;
                }
                next += 1;
            }
        }
        params
    }

    /// A constraint, which may be written as `~int | string` alone.
    fn constraint(&mut self, expr: &'a Expr) -> TypeId {
        let ty = self.element(expr);
        if self.types.is_type_param(ty) {
            self.error(expr.pos, "cannot use a type parameter as constraint");
            return TypeId::INVALID;
        }
        if !self.types.is_valid(ty) {
            return TypeId::INVALID;
        }
        if is_written_interface(expr)
            || matches!(self.types.get(ty), Type::Named(_)) && !is_union(expr)
        {
            return ty;
        }
        match self.types.get(ty) {
            Type::Interface(_) => ty,
            _ => self.types.implicit_interface(ty, expr.pos),
        }
    }

    /// An element of an interface: a type, `~T`, or a union of them.
    pub(super) fn element(&mut self, expr: &'a Expr) -> TypeId {
        if !is_union(expr) {
            return self.type_expr(expr);
        }
        let mut written = Vec::new();
        flatten_union(expr, &mut written);
        let mut terms: Vec<(Term, Pos)> = Vec::new();
        let mut valid = true;
        for (i, term) in written.into_iter().enumerate() {
            let ty = self.term(term);
            if i == MAX_TERMS {
                self.error(term.pos, too_many_terms());
                valid = false;
            }
            valid &= self.types.is_valid(ty.ty);
            terms.push((ty, term.pos));
        }
        if !valid {
            return TypeId::INVALID;
        }
        let ty = Type::Union(terms.iter().map(|(term, _)| *term).collect());
        let ty = self.types.intern(ty);
        self.delay(Test::Union(terms), expr.pos);
        ty
    }

    fn term(&mut self, expr: &'a Expr) -> Term {
        let (tilde, inner) = match &expr.kind {
            ExprKind::Unary(UnaryOp::Tilde, inner) => (true, &**inner),
            _ => (false, expr),
        };
        let mut ty = self.type_expr(inner);
        if self.types.is_type_param(ty) {
            let message = if tilde {
                format!(
                    "type in term {} cannot be a type parameter",
                    self.text(expr)
                )
            } else {
                "term cannot be a type parameter".into()
            };
            self.error(inner.pos, message);
            ty = TypeId::INVALID;
        }
        Term { tilde, ty }
    }

    /// Notes type arguments, to test them when the types are complete.
    pub(super) fn note_instance(
        &mut self,
        params: &Rc<[TypeId]>,
        args: &Rc<[TypeId]>,
        pos: Pos,
        places: Vec<Pos>,
    ) {
        let (params, args) = (Rc::clone(params), Rc::clone(args));
        self.instantiations.push(Instantiation {
            params: Rc::clone(&params),
            args: Rc::clone(&args),
            pos,
            places: places.clone(),
        });
        self.delay(
            Test::Arguments {
                params,
                args,
                places,
            },
            pos,
        );
    }

    /// The names of type parameters: `T`, `K and V`, `A, B, and C`.
    pub(super) fn param_names(&self, params: &[TypeId]) -> String {
        let names: Vec<String> = params
            .iter()
            .map(|&param| self.types.display(param))
            .collect();
        match &names[..] {
            [] => String::new(),
            [one] => one.clone(),
            [one, two] => format!("{one} and {two}"),
            [first @ .., last] => format!("{}, and {last}", first.join(", ")),
        }
    }

    /// An empty name is none.
    pub(super) fn is_blank(name: Symbol) -> bool {
        name == Symbol::BLANK || name == Symbol::EMPTY
    }
}

/// The terms of a union, which may be a long chain.
fn flatten_union<'a>(expr: &'a Expr, terms: &mut Vec<&'a Expr>) {
    let mut rest = expr;
    let mut right = Vec::new();
    while let ExprKind::Binary(binary) = &rest.kind
        && binary.op == BinaryOp::Or
    {
        right.push(&binary.y);
        rest = &binary.x;
    }
    terms.push(rest);
    terms.extend(right.into_iter().rev());
}

fn is_union(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Binary(binary) => binary.op == BinaryOp::Or,
        ExprKind::Unary(op, _) => *op == UnaryOp::Tilde,
        _ => false,
    }
}

fn is_written_interface(expr: &Expr) -> bool {
    matches!(expr.unparen().kind, ExprKind::Interface(_))
}
