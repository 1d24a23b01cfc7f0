//! What is checked when the types around are known: bodies, and tests that need complete types.

use std::rc::Rc;

use crate::syntax::ast::{Expr, FuncDecl};
use crate::syntax::pos::Pos;
use crate::types::ObjId;
use crate::types::object::PkgId;
use crate::types::ty::{Method, NamedId, Term, Type, TypeId};

use super::Checker;
use super::scope::Env;

/// How many terms a union may have, as in Go's compiler.
pub(super) const MAX_TERMS: usize = 100;

/// What is checked when the types around are known.
#[derive(Clone, Debug)]
pub(super) enum Later<'a> {
    /// The body of a declared function.
    Body(ObjId, &'a FuncDecl),
    /// The body of a function literal at package level, with what surrounds it.
    Literal(&'a Expr, TypeId, Box<Env>),
    /// A test that needs complete types.
    Test(Test, Pos, PkgId),
}

/// A test that needs complete types.
#[derive(Clone, Debug)]
pub(super) enum Test {
    /// No field has the name of a method.
    FieldsAndMethods(NamedId),
    /// A receiver is a type of this package or a pointer to one, and that is no pointer and no interface.
    Receiver(TypeId),
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
    /// The terms of a union, each with its place.
    Union(Vec<(Term, Pos)>),
}

impl Checker<'_> {
    pub(super) fn delay(&mut self, test: Test, pos: Pos) {
        let pkg: PkgId = self.types.current;
        self.delayed.push_back(Later::Test(test, pos, pkg));
    }

    pub(super) fn run_test(&mut self, test: Test, pos: Pos) {
        match test {
            Test::FieldsAndMethods(named) => self.test_fields_and_methods(named),
            Test::Receiver(ty) => self.test_receiver(ty, pos),
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
            Test::Union(terms) => self.test_union(&terms),
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

    fn test_receiver(&mut self, ty: TypeId, pos: Pos) {
        let (base, _) = self.types.dereference(ty);
        let shown = self.types.display(base);
        let message = match *self.types.get(base) {
            Type::Named(named) => {
                let obj = self.types.named(named).obj;
                let is_own = self.types.object(obj).pkg == self.types.current;
                match self.types.under(base) {
                    _ if !is_own => {
                        format!("cannot define new methods on non-local type {shown}")
                    }
                    Type::Pointer(_) | Type::Interface(_) => {
                        format!("invalid receiver type {shown} (pointer or interface type)")
                    }
                    _ => return,
                }
            }
            Type::Basic(_) => format!("cannot define new methods on non-local type {shown}"),
            _ => format!("invalid receiver type {}", self.types.display(ty)),
        };
        self.error(pos, message);
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
        let mut known: Vec<Method> = Vec::new();
        for method in &interface.methods {
            match known.iter().find(|other| other.name == method.name) {
                Some(other) => self.report_duplicate_method(method, method.pos, other.pos),
                None => known.push(method.clone()),
            }
        }
        for &(embed, pos) in &interface.embeds {
            if !matches!(self.types.under(embed), Type::Interface(_))
                || self.types.is_type_param(embed)
            {
                continue;
            }
            let set = self.types.type_set(embed);
            for method in &set.methods {
                let other = known
                    .iter()
                    .find(|other| self.types.same_method_name(other, method));
                match other.cloned() {
                    Some(other) if !self.types.identical(other.ty, method.ty) => {
                        self.report_duplicate_method(method, pos, other.pos);
                    }
                    Some(_) => {}
                    // Where it is embedded is its place for a later complaint.
                    None => known.push(Method {
                        pos,
                        ..method.clone()
                    }),
                }
            }
        }
    }

    fn report_duplicate_method(&mut self, method: &Method, pos: Pos, other: Pos) {
        let name = self.types.text(method.name).to_owned();
        let place = self.place(other);
        let message =
            format!("duplicate method {name}\n\t{place}: other declaration of method {name}");
        self.error(pos, message);
    }

    fn test_union(&mut self, terms: &[(Term, Pos)]) {
        let union: Vec<Term> = terms.iter().map(|&(term, _)| term).collect();
        let flat = self.types.union_terms(&union);
        if flat.is_some_and(|flat| flat.len() > MAX_TERMS)
            && let Some(&(_, pos)) = terms.first()
        {
            self.error(pos, too_many_terms());
        }
        for (i, &(term, pos)) in terms.iter().enumerate() {
            if let Some(message) = self.what_is_wrong_with_term(term, terms, i) {
                self.error(pos, message);
            }
        }
    }

    fn what_is_wrong_with_term(
        &mut self,
        term: Term,
        terms: &[(Term, Pos)],
        index: usize,
    ) -> Option<String> {
        let under = self.types.underlying(term.ty);
        let is_interface =
            |checker: &mut Self, ty: TypeId| matches!(checker.types.under(ty), Type::Interface(_));
        let shown = self.types.display(term.ty);
        if term.tilde && is_interface(self, under) {
            return Some(format!("invalid use of ~ ({shown} is an interface)"));
        }
        if term.tilde && !self.types.identical(term.ty, under) {
            let under = self.types.display(under);
            return Some(format!(
                "invalid use of ~ (underlying type of {shown} is {under})"
            ));
        }
        if is_interface(self, under) {
            if terms.len() == 1 {
                return None;
            }
            let set = self.types.type_set(under);
            let shown = self.types.display_terms(&[term]);
            return if !set.methods.is_empty() {
                Some(format!(
                    "cannot use {shown} in union ({shown} contains methods)"
                ))
            } else if term.ty == self.comparable_type {
                Some("cannot use comparable in union".into())
            } else if set.comparable {
                Some(format!(
                    "cannot use {shown} in union ({shown} embeds comparable)"
                ))
            } else {
                None
            };
        }
        let overlap = terms[..index]
            .iter()
            .map(|&(other, _)| other)
            .find(|other| {
                !is_interface(self, other.ty)
                    && (self.types.term_includes(*other, term.ty)
                        || self.types.term_includes(term, other.ty))
            })?;
        let (shown, other) = (
            self.types.display_terms(&[term]),
            self.types.display_terms(&[overlap]),
        );
        Some(format!("overlapping terms {shown} and {other}"))
    }
}

/// What is said of a union with more of them.
pub(super) fn too_many_terms() -> String {
    format!("cannot handle more than {MAX_TERMS} union terms (implementation limitation)")
}
