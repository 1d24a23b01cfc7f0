//! Types of structs, functions and interfaces.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::syntax::ast::{Expr, ExprKind, Field, FieldList, FuncType, Ident};
use crate::syntax::pos::Pos;
use crate::syntax::symbol::Symbol;
use crate::types::ty::{Interface, Method, Param, Signature, Struct, StructField, Type, TypeId};

use super::Checker;
use super::later::Test;

impl<'a> Checker<'a> {
    pub(super) fn struct_type(&mut self, list: &'a FieldList) -> TypeId {
        let mut fields: Vec<StructField> = Vec::new();
        let mut places = BTreeMap::new();
        for field in &list.fields {
            let tag = self.tag(field);
            let ty = self.var_type(&field.ty);
            if field.names.is_empty() {
                let Some(name) = embedded_name(&field.ty) else {
                    if ty != TypeId::INVALID {
                        let message =
                            format!("invalid embedded field type {}", self.text(&field.ty));
                        self.error(field.ty.pos, message);
                    }
                    continue;
                };
                self.delay(Test::Embedded(ty), field.ty.pos);
                let field = self.new_field(&name, ty, true, tag);
                self.add_field(&mut fields, &mut places, field);
            }
            for name in &field.names {
                let field = self.new_field(name, ty, false, tag);
                self.add_field(&mut fields, &mut places, field);
            }
        }
        self.types.intern(Type::Struct(Rc::new(Struct { fields })))
    }

    fn tag(&mut self, field: &Field) -> Symbol {
        let Some(tag) = &field.tag else {
            return Symbol::EMPTY;
        };
        let value = crate::syntax::literal::string_value(self.session.names.get(tag.text))
            .unwrap_or_default();
        self.types.names.intern(&String::from_utf8_lossy(&value))
    }

    fn new_field(&self, name: &Ident, ty: TypeId, embedded: bool, tag: Symbol) -> StructField {
        StructField {
            name: name.name,
            ty,
            embedded,
            pkg: self.env.pkg,
            tag,
            pos: name.pos,
        }
    }

    /// Adds a field, or complains if there is one of its name, whose place is among `places`.
    fn add_field(
        &mut self,
        fields: &mut Vec<StructField>,
        places: &mut BTreeMap<Symbol, Pos>,
        field: StructField,
    ) {
        if field.name != Symbol::BLANK
            && let Some(other) = places.insert(field.name, field.pos)
        {
            let text = self.types.text(field.name);
            let place = self.place(other);
            let message = format!("{text} redeclared\n\t{place}: other declaration of {text}");
            self.error(field.pos, message);
            places.insert(field.name, other);
            return;
        }
        fields.push(field);
    }

    /// A function type; its type parameters are declared in the open block.
    pub(super) fn func_type(&mut self, ty: &'a FuncType) -> TypeId {
        let type_params = match &ty.type_params {
            Some(list) => self.type_params(list).into(),
            None => Rc::from([]),
        };
        let (params, variadic) = self.params(&ty.params, true);
        let results = match &ty.results {
            Some(results) => self.params(results, false).0,
            None => Vec::new(),
        };
        self.report_duplicate_params(ty);
        let signature = Signature {
            type_params,
            params: params.into(),
            results: results.into(),
            variadic,
        };
        self.types.intern(Type::Func(Rc::new(signature)))
    }

    /// Parameters and results share a block, also where there is no body.
    fn report_duplicate_params(&mut self, ty: &FuncType) {
        let lists = std::iter::once(&ty.params).chain(&ty.results);
        let mut seen: BTreeMap<Symbol, Pos> = BTreeMap::new();
        let idents = lists
            .flat_map(|list| &list.fields)
            .flat_map(|field| &field.names);
        for ident in idents.filter(|ident| ident.name != Symbol::BLANK) {
            if let Some(&other) = seen.get(&ident.name) {
                let name = self.types.text(ident.name);
                let place = self.place(other);
                let message = format!(
                    "{name} redeclared in this block\n\t{place}: other declaration of {name}"
                );
                self.error(ident.pos, message);
            } else {
                seen.insert(ident.name, ident.pos);
            }
        }
    }

    pub(super) fn params(
        &mut self,
        list: &'a FieldList,
        variadic_allowed: bool,
    ) -> (Vec<Param>, bool) {
        let mut params = Vec::new();
        let mut variadic = false;
        for (i, field) in list.fields.iter().enumerate() {
            let ty = match &field.ty.kind {
                ExprKind::Ellipsis(Some(elem)) => {
                    let is_last = i + 1 == list.fields.len() && field.names.len() <= 1;
                    if variadic_allowed && is_last {
                        variadic = true;
                    } else {
                        self.error(
                            field.ty.pos,
                            "can only use ... with final parameter in list",
                        );
                    }
                    let elem = self.var_type(elem);
                    let slice = self.types.slice_of(elem);
                    self.record_type(&field.ty, slice);
                    slice
                }
                _ => self.var_type(&field.ty),
            };
            if field.names.is_empty() {
                params.push(Param {
                    name: Symbol::EMPTY,
                    ty,
                });
            }
            params.extend(field.names.iter().map(|name| Param {
                name: name.name,
                ty,
            }));
        }
        (params, variadic)
    }

    pub(super) fn interface_type(&mut self, list: &'a FieldList) -> TypeId {
        let mut methods = Vec::new();
        let mut embeds = Vec::new();
        for field in &list.fields {
            if let (ExprKind::Func(func), [name]) = (&field.ty.kind, &field.names[..]) {
                if name.name == Symbol::BLANK {
                    self.error(name.pos, "methods must have a unique non-blank name");
                    continue;
                }
                let mark = self.open();
                let ty = self.func_type(func);
                self.close(mark);
                self.record_type(&field.ty, ty);
                methods.push(Method {
                    name: name.name,
                    pkg: self.env.pkg,
                    ty,
                    pos: name.pos,
                });
                continue;
            }
            let ty = self.element(&field.ty);
            if ty == TypeId::INVALID {
                continue;
            }
            if self.types.is_type_param(ty) {
                self.error(field.ty.pos, "term cannot be a type parameter");
                continue;
            }
            embeds.push((ty, field.ty.pos));
        }
        methods.sort_by(|a: &Method, b| self.types.text(a.name).cmp(self.types.text(b.name)));
        let ty = self.types.intern(Type::Interface(Rc::new(Interface {
            methods,
            embeds,
            implicit: false,
            predeclared: None,
        })));
        self.delay(Test::Methods(ty), list.open);
        ty
    }
}

/// The name of an embedded field: that of its type.
fn embedded_name(expr: &Expr) -> Option<Ident> {
    match &expr.kind {
        ExprKind::Ident(ident) | ExprKind::Selector(_, ident) => Some(*ident),
        ExprKind::Star(inner) if !matches!(inner.kind, ExprKind::Star(_)) => embedded_name(inner),
        ExprKind::Index(index) => embedded_name(&index.x),
        ExprKind::Paren(inner) => embedded_name(inner),
        _ => None,
    }
}
