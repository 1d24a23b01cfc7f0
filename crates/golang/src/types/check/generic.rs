//! Type parameters, instances, and the tests that wait until types are complete.

use std::collections::HashSet;
use std::rc::Rc;

use crate::syntax::ast::{Expr, ExprKind, FieldList};
use crate::syntax::pos::Pos;
use crate::syntax::symbol::Symbol;
use crate::syntax::token::{BinaryOp, UnaryOp};
use crate::types::object::{ObjectKind, PkgId};
use crate::types::ty::{NamedId, Term, Type, TypeId, TypeParamId};

use super::Checker;
use super::decl::Later;

/// A test that needs complete types.
#[derive(Clone, Debug)]
pub(super) enum Test<'a> {
    /// No field has the name of a method.
    FieldsAndMethods(NamedId),
    /// A receiver's base is no pointer and no interface.
    ReceiverBase(NamedId),
    /// A map's key is comparable.
    MapKey(TypeId),
    /// The type of a variable is no constraint.
    VarType(TypeId),
    /// An embedded field is no pointer to a pointer or interface.
    Embedded(TypeId),
    /// Type arguments satisfy their constraints; where each is written.
    Arguments {
        params: Rc<[TypeId]>,
        args: Rc<[TypeId]>,
        places: Vec<Pos>,
    },
    /// An interface has no method twice.
    Methods(TypeId),
    /// The terms of a union.
    Union(TypeId, &'a Expr),
}

/// An instantiation, to find those that never end.
#[derive(Clone, Debug)]
pub(super) struct Instantiation {
    params: Rc<[TypeId]>,
    args: Rc<[TypeId]>,
    pos: Pos,
}

impl<'a> Checker<'a> {
    pub(super) fn delay(&mut self, test: Test<'a>, pos: Pos) {
        let pkg: PkgId = self.types.current;
        self.delayed.push_back(Later::Test(test, pos, pkg));
    }

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
            return TypeId::ANY;
        }
        if !self.types.is_valid(ty) {
            return TypeId::ANY;
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
        let mut terms = Vec::new();
        self.union_terms(expr, &mut terms);
        if terms
            .iter()
            .any(|term: &Term| !self.types.is_valid(term.ty))
        {
            return TypeId::INVALID;
        }
        let ty = self.types.intern(Type::Union(terms.into()));
        self.delay(Test::Union(ty, expr), expr.pos);
        ty
    }

    fn union_terms(&mut self, expr: &'a Expr, terms: &mut Vec<Term>) {
        match &expr.kind {
            ExprKind::Binary(binary) if binary.op == BinaryOp::Or => {
                self.union_terms(&binary.x, terms);
                self.union_terms(&binary.y, terms);
            }
            ExprKind::Unary(UnaryOp::Tilde, inner) => {
                let ty = self.type_expr(inner);
                terms.push(Term { tilde: true, ty });
            }
            _ => {
                let ty = self.type_expr(expr);
                if self.types.is_type_param(ty) {
                    self.error(expr.pos, "term cannot represent type parameter");
                }
                terms.push(Term { tilde: false, ty });
            }
        }
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

    pub(super) fn run_test(&mut self, test: Test<'a>, pos: Pos) {
        match test {
            Test::FieldsAndMethods(named) => self.test_fields_and_methods(named),
            Test::ReceiverBase(named) => self.test_receiver(named, pos),
            Test::MapKey(key) => {
                if self.types.is_valid(key)
                    && self.types.underlying(key) != TypeId::INVALID
                    && !self.types.comparable(key)
                {
                    let why = if self.types.is_type_param(key) {
                        " (missing comparable constraint)"
                    } else {
                        ""
                    };
                    let message = format!("invalid map key type {}{why}", self.types.display(key));
                    self.error(pos, message);
                }
            }
            Test::VarType(ty) => self.test_var_type(ty, pos),
            Test::Embedded(ty) => self.test_embedded(ty, pos),
            Test::Arguments {
                params,
                args,
                places,
            } => self.test_arguments(&params, &args, pos, &places),
            Test::Methods(ty) => self.test_methods(ty),
            Test::Union(ty, expr) => self.test_union(ty, expr),
        }
    }

    fn test_fields_and_methods(&mut self, named: NamedId) {
        let ty = self.types.intern(Type::Named(named));
        let Type::Struct(fields) = self.types.under(ty) else {
            return;
        };
        for method in self.types.named(named).methods.clone() {
            let name = self.types.object(method).name;
            if let Some(field) = fields.fields.iter().find(|field| field.name == name) {
                let text = self.types.text(name).to_owned();
                let place = self.place(field.pos);
                let message = format!(
                    "field and method with the same name {text}\n\t{place}: other declaration of {text}"
                );
                let pos = self.types.object(method).pos;
                self.error(pos, message);
            }
        }
    }

    fn test_receiver(&mut self, named: NamedId, pos: Pos) {
        let base = self.types.intern(Type::Named(named));
        if let Type::Pointer(_) | Type::Interface(_) = self.types.under(base) {
            let message =
                format!("invalid receiver type {} (pointer or interface type)", self.types.display(base));
            self.error(pos, message);
        }
    }

    fn test_var_type(&mut self, ty: TypeId, pos: Pos) {
        if self.types.is_type_param(ty) || !matches!(self.types.under(ty), Type::Interface(_)) {
            return;
        }
        let interface = self.types.underlying(ty);
        let set = self.types.type_set(interface);
        if set.is_method_set() {
            return;
        }
        let why = if set.comparable && set.terms.is_none() {
            "interface is (or embeds) comparable"
        } else {
            "interface contains type constraints"
        };
        let message = format!(
            "cannot use type {} outside a type constraint: {why}",
            self.types.display(ty)
        );
        self.error(pos, message);
    }

    fn test_embedded(&mut self, ty: TypeId, pos: Pos) {
        let (base, is_pointer) = self.types.dereference(ty);
        if self.types.is_type_param(base) {
            self.error(
                pos,
                "embedded field type cannot be a (pointer to a) type parameter",
            );
            return;
        }
        match self.types.under(base) {
            Type::Pointer(_) => self.error(pos, "embedded field type cannot be a pointer"),
            Type::Interface(_) if is_pointer => {
                self.error(
                    pos,
                    "embedded field type cannot be a pointer to an interface",
                );
            }
            _ => {}
        }
    }

    fn test_arguments(
        &mut self,
        params: &Rc<[TypeId]>,
        args: &Rc<[TypeId]>,
        pos: Pos,
        places: &[Pos],
    ) {
        for (i, (&param, &arg)) in params.iter().zip(args.iter()).enumerate() {
            let Type::Param(id) = *self.types.get(param) else {
                continue;
            };
            // A constraint that is no interface stands for one.
            let constraint = self.types.type_param(id).constraint;
            let constraint = match self.types.under(constraint) {
                Type::Interface(_) => constraint,
                _ => self.types.interface_of_param(id),
            };
            let constraint = self.types.subst_list(constraint, params, args);
            if let Some(cause) = self.types.why_not_implements(arg, constraint, true) {
                let pos = places.get(i).copied().unwrap_or(pos);
                self.error(pos, cause);
                return;
            }
        }
    }

    fn test_methods(&mut self, ty: TypeId) {
        let Type::Interface(interface) = self.types.get(ty).clone() else {
            return;
        };
        for (i, method) in interface.methods.iter().enumerate() {
            if interface.methods[..i]
                .iter()
                .any(|other| other.name == method.name)
            {
                let message = format!("duplicate method {}", self.types.text(method.name));
                self.error(method.pos, message);
            }
        }
        let mut known = interface.methods.clone();
        for &(embed, pos) in &interface.embeds {
            if !matches!(self.types.under(embed), Type::Interface(_))
                || self.types.is_type_param(embed)
            {
                continue;
            }
            let set = self.types.type_set(embed);
            for method in &set.methods {
                match known
                    .iter()
                    .find(|other| self.types.same_method_name(other, method))
                    .cloned()
                {
                    Some(other) if !self.types.identical(other.ty, method.ty) => {
                        let message = format!("duplicate method {}", self.types.text(method.name));
                        self.error(pos, message);
                    }
                    Some(_) => {}
                    None => known.push(method.clone()),
                }
            }
        }
    }

    fn test_union(&mut self, ty: TypeId, expr: &'a Expr) {
        let Type::Union(terms) = self.types.get(ty).clone() else {
            return;
        };
        for (i, term) in terms.iter().enumerate() {
            let shown = format!(
                "{}{}",
                if term.tilde { "~" } else { "" },
                self.types.display(term.ty)
            );
            let under = self.types.underlying(term.ty);
            if let Type::Interface(_) = self.types.get(under).clone() {
                let set = self.types.type_set(under);
                let message = if term.tilde {
                    format!(
                        "invalid use of ~ ({} is an interface)",
                        self.types.display(term.ty)
                    )
                } else if terms.len() > 1 && !set.methods.is_empty() {
                    format!("cannot use {shown} in union ({shown} contains methods)")
                } else if terms.len() > 1 && set.comparable {
                    if term.ty == self.comparable_type {
                        "cannot use comparable in union".into()
                    } else {
                        format!("cannot use {shown} in union ({shown} embeds comparable)")
                    }
                } else {
                    continue;
                };
                self.error(expr.pos, message);
                continue;
            }
            if term.tilde && !self.types.identical(term.ty, under) {
                let message = format!(
                    "invalid use of ~ (underlying type of {} is {})",
                    self.types.display(term.ty),
                    self.types.display(under)
                );
                self.error(expr.pos, message);
                continue;
            }
            let overlap = terms[..i].iter().find(|other| {
                let other_under = self.types.underlying(other.ty);
                let is_interface = matches!(self.types.get(other_under), Type::Interface(_));
                !is_interface
                    && (self.types.term_includes(other, term.ty)
                        || self.types.term_includes(term, other.ty))
            });
            if let Some(other) = overlap {
                let other = format!(
                    "{}{}",
                    if other.tilde { "~" } else { "" },
                    self.types.display(other.ty)
                );
                self.error(expr.pos, format!("overlapping terms {shown} and {other}"));
            }
        }
    }

    /// Complains about instantiations that need ever larger types.
    pub(super) fn check_instantiations(&mut self) {
        let mut edges: Vec<(TypeParamId, TypeParamId, bool, Pos, TypeId)> = Vec::new();
        for instantiation in std::mem::take(&mut self.instantiations) {
            for (&param, &arg) in instantiation.params.iter().zip(instantiation.args.iter()) {
                let Type::Param(to) = *self.types.get(param) else {
                    continue;
                };
                let mut found = Vec::new();
                self.params_in(arg, &mut found, &mut HashSet::new());
                let grows = !self.types.is_type_param(arg);
                edges.extend(
                    found
                        .into_iter()
                        .map(|from| (from, to, grows, instantiation.pos, arg)),
                );
            }
        }
        for &(from, to, grows, pos, arg) in &edges {
            if grows && reaches(&edges, to, from) {
                let Type::Param(_) = *self.types.get(arg) else {
                    let name = self
                        .types
                        .text(self.types.object(self.types.type_param(to).obj).name)
                        .to_owned();
                    let message = format!(
                        "instantiation cycle:\n\t{}: {name} instantiated as {}",
                        self.place(pos),
                        self.types.display(arg)
                    );
                    self.error(pos, message);
                    return;
                };
            }
        }
    }

    pub(super) fn params_in(
        &self,
        ty: TypeId,
        found: &mut Vec<TypeParamId>,
        seen: &mut HashSet<TypeId>,
    ) {
        if !self.types.is_parameterized(ty) || !seen.insert(ty) {
            return;
        }
        let mut visit = |ty: TypeId| self.params_in(ty, found, seen);
        match self.types.get(ty).clone() {
            Type::Param(param) => found.push(param),
            Type::Named(named) => self.types.named(named).args.iter().copied().for_each(visit),
            Type::Pointer(elem)
            | Type::Slice(elem)
            | Type::Array(_, elem)
            | Type::Chan(_, elem) => visit(elem),
            Type::Map(key, elem) => {
                visit(key);
                visit(elem);
            }
            Type::Struct(fields) => fields.fields.iter().for_each(|field| visit(field.ty)),
            Type::Func(signature) => {
                signature
                    .params
                    .iter()
                    .chain(signature.results.iter())
                    .for_each(|param| visit(param.ty));
            }
            Type::Interface(interface) => {
                interface.methods.iter().for_each(|method| visit(method.ty));
                interface.embeds.iter().for_each(|embed| visit(embed.0));
            }
            Type::Tuple(types) => types.iter().copied().for_each(visit),
            Type::Union(terms) => terms.iter().for_each(|term| visit(term.ty)),
            Type::Basic(_) => {}
        }
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

/// Whether there is a way along the edges.
fn reaches(
    edges: &[(TypeParamId, TypeParamId, bool, Pos, TypeId)],
    from: TypeParamId,
    to: TypeParamId,
) -> bool {
    let mut seen = HashSet::from([from]);
    let mut open = vec![from];
    while let Some(node) = open.pop() {
        if node == to {
            return true;
        }
        for edge in edges.iter().filter(|edge| edge.0 == node) {
            if seen.insert(edge.1) {
                open.push(edge.1);
            }
        }
    }
    false
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
