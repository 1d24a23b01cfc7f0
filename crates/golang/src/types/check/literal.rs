//! Composite literals and function literals.

use std::collections::BTreeSet;
use std::rc::Rc;

use num_traits::ToPrimitive;

use crate::syntax::ast::{ArrayLen, Composite, Expr, ExprKind, FuncLit, KeyValue};
use crate::syntax::symbol::Symbol;
use crate::types::constant::{self};
use crate::types::info::{FunctionKind, Mode, Selection, SelectionKind};
use crate::types::lookup::Found;
use crate::types::ty::{Struct, Type, TypeId};

use super::Checker;
use super::key::Key;
use super::later::Later;
use super::operand::Operand;
use super::scope::Env;

impl<'a> Checker<'a> {
    pub(super) fn function_literal(&mut self, expr: &'a Expr, literal: &'a FuncLit) -> Operand<'a> {
        let mark = self.open();
        let ty = self.func_type(&literal.ty);
        self.close(mark);
        if self.env.function.is_none() {
            // At package level the body may need what is still being declared.
            let env = Box::new(Env {
                iota: None,
                constant_pos: None,
                has_call: false,
                ..self.env.clone()
            });
            self.delayed.push_back(Later::Literal(expr, ty, env));
        } else {
            self.check_literal_body(expr, ty);
        }
        Operand::value(ty, expr)
    }

    pub(super) fn check_literal_body(&mut self, expr: &'a Expr, ty: TypeId) {
        let (ExprKind::FuncLit(literal), Some(signature)) = (&expr.kind, self.types.signature(ty))
        else {
            return;
        };
        let function = self.new_function(FunctionKind::Literal(expr.id), self.env.function);
        self.info.literals.insert(expr.id, function);
        let mark = self.open();
        let outer = (
            self.env.function.replace(function),
            self.env.signature.take(),
            std::mem::take(&mut self.env.results),
            self.env.iota.take(),
            self.env.has_call,
            std::mem::replace(&mut self.env.in_length, false),
        );
        self.function_body(&signature, &literal.ty, &literal.body);
        (
            self.env.function,
            self.env.signature,
            self.env.results,
            self.env.iota,
            self.env.has_call,
            self.env.in_length,
        ) = outer;
        self.close(mark);
    }

    pub(super) fn composite_literal(
        &mut self,
        expr: &'a Expr,
        literal: &'a Composite,
        hint: Option<TypeId>,
    ) -> Operand<'a> {
        let mut ty = TypeId::INVALID;
        let mut base = ty;
        let mut open_array = None;
        match (&literal.ty, hint) {
            (Some(written), _) => match &written.kind {
                ExprKind::Array(array) if matches!(array.len, ArrayLen::Auto(_)) => {
                    let elem = self.var_type(&array.elem);
                    open_array = Some((written, elem));
                }
                _ => {
                    ty = self.type_expr(written);
                    base = ty;
                }
            },
            (None, Some(hint)) => {
                ty = hint;
                base = hint;
                let common = self.types.common_underlying(base);
                if let Some(Type::Pointer(elem)) = common.map(|ty| self.types.get(ty)) {
                    base = *elem;
                }
            }
            (None, None) => {
                self.error(expr.pos, "missing type in composite literal");
            }
        }
        if let Some((written, elem)) = open_array {
            let len = self.indexed_elements(&literal.elements, elem, None);
            if elem == TypeId::INVALID {
                return Operand::invalid(expr);
            }
            let ty = self.types.intern(Type::Array(len, elem));
            self.record_type(written, ty);
            return Operand::value(ty, expr);
        }
        let common = self.types.common_underlying(base);
        match common.map(|ty| self.types.get(ty).clone()) {
            Some(Type::Struct(fields)) => self.struct_elements(literal, base, &fields),
            Some(Type::Array(len, elem)) => {
                self.indexed_elements(&literal.elements, elem, Some(len));
            }
            Some(Type::Slice(elem)) => {
                self.indexed_elements(&literal.elements, elem, None);
            }
            Some(Type::Map(key, elem)) => self.map_elements(literal, key, elem),
            other => {
                for element in &literal.elements {
                    self.use_expr(element);
                }
                let is_valid = !matches!(other, Some(Type::Basic(crate::types::Basic::Invalid)));
                if is_valid && ty != TypeId::INVALID {
                    let which = if literal.ty.is_none() { " element" } else { "" };
                    let cause = if other.is_none() {
                        " (no common underlying type)"
                    } else {
                        ""
                    };
                    let message = format!(
                        "invalid composite literal{which} type {}{cause}",
                        self.types.display(ty)
                    );
                    self.error(expr.pos, message);
                }
                return Operand::invalid(expr);
            }
        }
        Operand::value(ty, expr)
    }

    fn struct_elements(&mut self, literal: &'a Composite, base: TypeId, fields: &Rc<Struct>) {
        let Some(first) = literal.elements.first() else {
            return;
        };
        if matches!(first.kind, ExprKind::KeyValue(_)) {
            let mut visited: Vec<(Vec<u32>, Symbol)> = Vec::new();
            for element in &literal.elements {
                if let ExprKind::KeyValue(pair) = &element.kind {
                    self.struct_field(element, pair, base, &mut visited);
                } else {
                    self.error(
                        element.pos,
                        "mixture of field:value and value elements in struct literal",
                    );
                    self.use_expr(element);
                }
            }
            return;
        }
        for (i, element) in literal.elements.iter().enumerate() {
            if let ExprKind::KeyValue(pair) = &element.kind {
                self.error(
                    element.pos,
                    "mixture of field:value and value elements in struct literal",
                );
                self.use_expr(&pair.value);
                continue;
            }
            let mut x = self.generic_expr(element, None);
            let Some(field) = fields.fields.get(i) else {
                let message = format!(
                    "too many values in struct literal of type {}",
                    self.types.display(base)
                );
                self.error_at(&x, message);
                break;
            };
            if !self.types.is_exported(field.name) && field.pkg != self.env.pkg {
                let message = format!(
                    "implicit assignment to unexported field {} in struct literal of type {}",
                    self.types.text(field.name),
                    self.types.display(base)
                );
                self.error_at(&x, message);
                continue;
            }
            self.assignment(&mut x, Some(field.ty), "struct literal");
        }
        if literal.elements.len() < fields.fields.len() {
            let hidden = fields
                .fields
                .iter()
                .any(|field| !self.types.is_exported(field.name) && field.pkg != self.env.pkg);
            let hint = if hidden {
                " (type has unexported fields - use key:value pairs)"
            } else {
                ""
            };
            let message = format!(
                "too few values in struct literal of type {}{hint}",
                self.types.display(base)
            );
            self.error(literal.rbrace, message);
        }
    }

    fn struct_field(
        &mut self,
        element: &'a Expr,
        pair: &'a KeyValue,
        base: TypeId,
        visited: &mut Vec<(Vec<u32>, Symbol)>,
    ) {
        let mut x = self.generic_expr(&pair.value, None);
        let Some(key) = pair.key.as_ident() else {
            let message = format!(
                "invalid field name {} in struct literal",
                self.text(&pair.key)
            );
            self.error(element.pos, message);
            return;
        };
        let name = self.types.text(key.name).to_owned();
        let common = self.types.common_underlying(base).unwrap_or(base);
        let (path, indirect, ty) = match self.types.lookup(common, false, self.env.pkg, key.name) {
            Found::Field { path, indirect, ty } if key.name != Symbol::BLANK => {
                (path, indirect, ty)
            }
            Found::Method { .. } => {
                self.error(key.pos, format!("{name} is not a field"));
                return;
            }
            _ => {
                let message = self.why_no_member(base, key.name, true);
                self.error(key.pos, message);
                return;
            }
        };
        if indirect {
            self.error(
                key.pos,
                format!("invalid implicit pointer indirection to reach {name}"),
            );
            return;
        }
        let selection = Selection {
            kind: SelectionKind::Field,
            receiver: base,
            path: path.clone(),
            method: None,
            indirect: false,
            ty,
        };
        self.info.selections.insert(pair.key.id, selection);
        self.assignment(&mut x, Some(ty), "struct literal");
        if let Some((other, alt)) = visited
            .iter()
            .find(|(other, _)| other.starts_with(&path) || path.starts_with(other))
        {
            let alt = self.types.text(*alt);
            let message = match other.len().cmp(&path.len()) {
                std::cmp::Ordering::Equal => {
                    format!("duplicate field name {name} in struct literal")
                }
                std::cmp::Ordering::Less => {
                    format!(
                        "cannot specify promoted field {name} and enclosing embedded field {alt}"
                    )
                }
                std::cmp::Ordering::Greater => {
                    format!(
                        "cannot specify embedded field {name} and enclosed promoted field {alt}"
                    )
                }
            };
            self.error(element.pos, message);
        }
        visited.push((path, key.name));
    }

    fn map_elements(&mut self, literal: &'a Composite, key: TypeId, elem: TypeId) {
        let key_is_interface = self.types.is_interface(key);
        let mut visited: BTreeSet<(Key, Option<TypeId>)> = BTreeSet::new();
        for element in &literal.elements {
            let ExprKind::KeyValue(pair) = &element.kind else {
                self.error(element.pos, "missing key in map literal");
                self.use_expr(element);
                continue;
            };
            let mut x = self.generic_expr(&pair.key, Some(key));
            self.assignment(&mut x, Some(key), "map literal");
            if let (Mode::Constant, Some(value)) = (x.mode, &x.value) {
                let dynamic = key_is_interface.then(|| self.types.canonical(x.ty));
                let shown = constant::display(value);
                if !visited.insert((Key::of(value), dynamic)) {
                    self.error_at(&x, format!("duplicate key {shown} in map literal"));
                }
            }
            let mut x = self.generic_expr(&pair.value, Some(elem));
            self.assignment(&mut x, Some(elem), "map literal");
        }
    }

    /// Elements of an array of that length or a slice; returns how long it has to be.
    fn indexed_elements(&mut self, elements: &'a [Expr], elem: TypeId, length: Option<u64>) -> u64 {
        let mut visited = BTreeSet::new();
        let (mut index, mut most) = (0u64, 0u64);
        for element in elements {
            let mut valid = true;
            let mut value = element;
            if let ExprKind::KeyValue(pair) = &element.kind {
                value = &pair.value;
                match self.literal_index(&pair.key, length) {
                    Some(at) => index = at,
                    None => valid = false,
                }
            } else if let Some(length) = length.filter(|&length| index >= length) {
                let message = format!("index {index} is out of bounds (>= {length})");
                self.error(element.pos, message);
                valid = false;
            }
            if valid && !visited.insert(index) {
                self.error(
                    element.pos,
                    format!("duplicate index {index} in array or slice literal"),
                );
            }
            index = index.saturating_add(1);
            if valid {
                most = most.max(index);
            }
            let mut x = self.generic_expr(value, Some(elem));
            self.assignment(&mut x, Some(elem), "array or slice literal");
        }
        most
    }

    fn literal_index(&mut self, key: &'a Expr, length: Option<u64>) -> Option<u64> {
        let mut x = self.expr(key, None);
        if !x.is_valid() {
            return None;
        }
        if x.mode == Mode::Constant && self.check_index(&mut x, "index") {
            let value = x
                .value
                .as_ref()?
                .to_int()?
                .to_i64()
                .and_then(|value| u64::try_from(value).ok())?;
            if let Some(length) = length.filter(|&length| value >= length) {
                let message = format!("invalid argument: index {value} out of bounds [0:{length}]");
                self.error_at(&x, message);
                return None;
            }
            return Some(value);
        }
        if x.is_valid() && x.mode != Mode::Constant {
            let message = format!("index {} must be integer constant", self.text(key));
            self.error(key.pos, message);
        }
        None
    }
}
