//! Expressions that stand for types, and names.

use std::rc::Rc;

use num_traits::ToPrimitive;

use crate::syntax::ast::{
    ArrayLen, ArrayType, Expr, ExprKind, Field, FieldList, FuncType, Ident, Index,
};
use crate::syntax::pos::Pos;
use crate::syntax::symbol::Symbol;
use crate::types::ObjId;
use crate::types::constant::Value;
use crate::types::info::{ExprInfo, Instance, Mode};
use crate::types::object::{ObjectKind, VarKind};
use crate::types::ty::{Interface, Method, Param, Signature, Struct, StructField, Type, TypeId};

use super::Checker;
use super::later::Test;
use super::operand::{Operand, start};

impl<'a> Checker<'a> {
    /// The type that an expression stands for; a generic type has to have its arguments.
    pub(super) fn type_expr(&mut self, expr: &'a Expr) -> TypeId {
        let ty = self.type_expr_any(expr);
        if let Some(generic) = self.generic_type_name(expr, ty) {
            let message = format!("cannot use generic type {generic} without instantiation");
            self.error(expr.pos, message);
            return TypeId::INVALID;
        }
        ty
    }

    /// The name of a generic type or alias that has no type arguments: `T[P any]`.
    fn generic_type_name(&self, expr: &Expr, ty: TypeId) -> Option<String> {
        if self.types.is_generic(ty) && matches!(self.types.get(ty), Type::Named(_)) {
            return Some(self.types.display(ty));
        }
        let params = self.bare_alias_params(expr);
        let obj = instance_ident(expr).and_then(|ident| self.info.object(ident.id))?;
        (!params.is_empty() && self.types.is_valid(ty))
            .then(|| self.types.display_alias(self.name_of(obj), &params))
    }

    /// The type parameters of a generic alias that is named without type arguments.
    pub(super) fn bare_alias_params(&self, expr: &Expr) -> Vec<TypeId> {
        match &expr.unparen().kind {
            ExprKind::Ident(_) | ExprKind::Selector(..) => self.alias_params(expr),
            _ => Vec::new(),
        }
    }

    /// The type of a variable, which must not be a constraint.
    pub(super) fn var_type(&mut self, expr: &'a Expr) -> TypeId {
        let ty = self.type_expr(expr);
        if matches!(self.types.get(ty), Type::Interface(_) | Type::Named(_)) {
            self.delay(Test::VarType(ty), start(expr));
        }
        ty
    }

    /// The type that an expression stands for; it may be generic.
    pub(super) fn type_expr_any(&mut self, expr: &'a Expr) -> TypeId {
        let ty = self.type_of_expr(expr);
        self.record_type(expr, ty);
        ty
    }

    pub(super) fn record_type(&mut self, expr: &Expr, ty: TypeId) {
        let mode = if ty == TypeId::INVALID {
            Mode::Invalid
        } else {
            Mode::Type
        };
        if let Some(entry) = self.info.exprs.get_mut(expr.id.index()) {
            *entry = Some(ExprInfo {
                mode,
                ty,
                value: None,
            });
        }
    }

    fn type_of_expr(&mut self, expr: &'a Expr) -> TypeId {
        match &expr.kind {
            ExprKind::Bad => TypeId::INVALID,
            ExprKind::Ident(ident) => {
                let x = self.ident(expr, ident, true);
                self.type_of_operand(&x)
            }
            ExprKind::Selector(x, sel) => {
                let x = self.selector(expr, x, sel, true);
                self.type_of_operand(&x)
            }
            ExprKind::Index(index) => self.instantiated_type(expr, index),
            ExprKind::Paren(inner) => self.type_expr_any(inner),
            ExprKind::Array(array) => self.array_type(array, expr.pos),
            ExprKind::Ellipsis(_) => {
                self.error(expr.pos, "invalid use of ...");
                TypeId::INVALID
            }
            ExprKind::Struct(fields) => self.struct_type(fields),
            ExprKind::Star(inner) => {
                let base = self.var_type(inner);
                if base == TypeId::INVALID {
                    base
                } else {
                    self.types.pointer_to(base)
                }
            }
            ExprKind::Func(ty) => {
                let mark = self.open();
                let ty = self.func_type(ty);
                self.close(mark);
                ty
            }
            ExprKind::Interface(fields) => self.interface_type(fields),
            ExprKind::Map(key, elem) => {
                let (key_type, elem) = (self.var_type(key), self.var_type(elem));
                self.delay(Test::MapKey(key_type), start(key));
                self.types.intern(Type::Map(key_type, elem))
            }
            ExprKind::Chan(chan) => {
                let elem = self.var_type(&chan.elem);
                self.types.chan_of(chan.dir, elem)
            }
            _ => {
                let message = format!("{} is not a type", self.text(expr));
                self.error(expr.pos, message);
                self.use_expr(expr);
                TypeId::INVALID
            }
        }
    }

    fn type_of_operand(&mut self, x: &Operand<'a>) -> TypeId {
        match x.mode {
            Mode::Type => x.ty,
            Mode::Invalid => TypeId::INVALID,
            mode => {
                let what = if mode == Mode::NoValue {
                    "used as type"
                } else {
                    "is not a type"
                };
                let message = format!("{} {what}", self.describe(x));
                self.error_at(x, message);
                TypeId::INVALID
            }
        }
    }

    /// What a name stands for.
    pub(super) fn ident(&mut self, expr: &'a Expr, ident: &Ident, want_type: bool) -> Operand<'a> {
        let mut x = Operand::invalid(expr);
        let Some(obj) = self.look_up(ident.name) else {
            if ident.name == Symbol::BLANK {
                self.error(ident.pos, "cannot use _ as value or type");
            } else if self.types.text(ident.name) == "complex128"
                || self.types.text(ident.name) == "complex64"
            {
                let message = format!(
                    "{}: the Lab has no complex numbers; use two float64",
                    self.types.text(ident.name)
                );
                self.error(ident.pos, message);
            } else {
                let message = format!("undefined: {}", self.types.text(ident.name));
                self.error(ident.pos, message);
            }
            return x;
        };
        self.define(ident, obj);
        let is_type = matches!(self.types.object(obj).kind, ObjectKind::Type(_));
        if want_type && !is_type {
            let message = format!(
                "{} ({}) is not a type",
                self.name_of(obj),
                self.kind_of(obj)
            );
            self.error(ident.pos, message);
            self.used.insert(obj);
            return x;
        }
        self.resolve(obj);
        self.mark_dot_import(ident.name, obj);
        self.use_object(&mut x, ident, obj);
        x
    }

    fn use_object(&mut self, x: &mut Operand<'a>, ident: &Ident, obj: ObjId) {
        let object = self.types.object(obj).clone();
        let valid = object.ty != TypeId::INVALID;
        match object.kind {
            ObjectKind::Package(_) => {
                let message = format!(
                    "use of package {} not in selector",
                    self.types.text(object.name)
                );
                self.error(ident.pos, message);
            }
            ObjectKind::Const(value) => {
                self.depend_on(obj);
                if !valid {
                    return;
                }
                x.value = Some(value);
                if self.universe.get(&object.name) == Some(&obj)
                    && self.types.text(object.name) == "iota"
                {
                    match self.env.iota {
                        Some(iota) => x.value = Some(Value::int(iota)),
                        None => {
                            self.error(ident.pos, "cannot use iota outside constant declaration");
                            return;
                        }
                    }
                }
                x.mode = Mode::Constant;
            }
            ObjectKind::Type(_) => x.mode = if valid { Mode::Type } else { Mode::Invalid },
            ObjectKind::Var(_) => {
                self.used.insert(obj);
                self.depend_on(obj);
                self.capture(obj);
                if !valid {
                    return;
                }
                x.mode = Mode::Variable;
            }
            ObjectKind::Func(_) => {
                self.depend_on(obj);
                if !valid {
                    return;
                }
                x.mode = Mode::Value;
            }
            ObjectKind::Builtin(builtin) => x.mode = Mode::Builtin(builtin),
            ObjectKind::Nil => x.mode = Mode::Nil,
        }
        x.ty = object.ty;
    }

    /// What kind of object it is, for messages.
    pub(super) fn kind_of(&self, obj: ObjId) -> &'static str {
        match &self.types.object(obj).kind {
            ObjectKind::Package(_) => "package name",
            ObjectKind::Const(_) => "constant",
            ObjectKind::Type(_) => "type",
            ObjectKind::Var(var) => match var.kind {
                VarKind::Package => "package-level variable",
                VarKind::Local => "local variable",
                VarKind::Param => "parameter",
                VarKind::Result => "result variable",
                VarKind::Receiver => "receiver",
            },
            ObjectKind::Func(func) if func.receiver.is_some() => "method",
            ObjectKind::Func(_) => "function",
            ObjectKind::Builtin(_) => "built-in function",
            ObjectKind::Nil => "untyped nil",
        }
    }

    fn mark_dot_import(&mut self, name: Symbol, obj: ObjId) {
        let object = self.types.object(obj);
        if object.pkg == self.env.pkg
            || !self
                .files
                .get(self.env.file)
                .is_some_and(|file| file.names.get(&name) == Some(&obj))
        {
            return;
        }
        let pkg = object.pkg;
        if let Some(import) = self.dot_import_of(pkg) {
            self.used.insert(import);
        }
    }

    /// The type parameters and the type of a generic type or alias that an expression names.
    fn instantiated_type(&mut self, expr: &'a Expr, index: &'a Index) -> TypeId {
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

    fn array_type(&mut self, array: &'a ArrayType, pos: Pos) -> TypeId {
        let len = match &array.len {
            ArrayLen::Slice => {
                let elem = self.var_type(&array.elem);
                return self.types.slice_of(elem);
            }
            ArrayLen::Auto(_) => {
                self.error(
                    pos,
                    "invalid use of [...] array (outside a composite literal)",
                );
                None
            }
            ArrayLen::Len(len) => self.array_length(len),
        };
        let elem = self.var_type(&array.elem);
        match len {
            Some(len) if elem != TypeId::INVALID => self.types.intern(Type::Array(len, elem)),
            _ => TypeId::INVALID,
        }
    }

    /// The value of an array's length, at most that of an `int`.
    fn array_length(&mut self, expr: &'a Expr) -> Option<u64> {
        if let Some(ident) = expr.as_ident() {
            match self.look_up(ident.name) {
                None => {
                    let message = format!(
                        "undefined array length {} or missing type constraint",
                        self.types.text(ident.name)
                    );
                    self.error(ident.pos, message);
                    return None;
                }
                Some(obj) if !matches!(self.types.object(obj).kind, ObjectKind::Const(_)) => {
                    self.define(ident, obj);
                    self.used.insert(obj);
                    let message = format!("invalid array length {}", self.types.text(ident.name));
                    self.error(ident.pos, message);
                    return None;
                }
                Some(_) => {}
            }
        }
        let outer = std::mem::replace(&mut self.env.in_length, true);
        let mut x = self.expr(expr, None);
        self.env.in_length = outer;
        if x.mode != Mode::Constant {
            if x.is_valid() {
                let message = format!("array length {} must be constant", self.describe(&x));
                self.error_at(&x, message);
            }
            return None;
        }
        let is_integer = self.types.all_basic(x.ty, crate::types::Basic::is_integer);
        if self.types.is_untyped(x.ty) || is_integer {
            if let Some(value) = x.value.as_ref().and_then(Value::to_int) {
                if let Some(len) = value.to_i64().and_then(|len| u64::try_from(len).ok()) {
                    self.convert_untyped(&mut x, TypeId::INT);
                    return Some(len);
                }
                let what = self.describe(&x);
                self.error_at(&x, format!("invalid array length {what}"));
                return None;
            }
        }
        let what = self.describe(&x);
        self.error_at(&x, format!("array length {what} must be integer"));
        None
    }

    fn struct_type(&mut self, list: &'a FieldList) -> TypeId {
        let mut fields: Vec<StructField> = Vec::new();
        let mut broken = false;
        for field in &list.fields {
            let tag = self.tag(field);
            let ty = self.var_type(&field.ty);
            broken |= ty == TypeId::INVALID;
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
                self.add_field(&mut fields, &name, ty, true, tag);
            }
            for name in &field.names {
                self.add_field(&mut fields, name, ty, false, tag);
            }
        }
        let _ = broken;
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

    fn add_field(
        &mut self,
        fields: &mut Vec<StructField>,
        name: &Ident,
        ty: TypeId,
        embedded: bool,
        tag: Symbol,
    ) {
        if name.name != Symbol::BLANK
            && let Some(other) = fields.iter().find(|field| field.name == name.name)
        {
            let text = self.types.text(name.name);
            let message = format!(
                "{text} redeclared\n\t{}: other declaration of {text}",
                self.place(other.pos)
            );
            self.error(name.pos, message);
            return;
        }
        fields.push(StructField {
            name: name.name,
            ty,
            embedded,
            pkg: self.env.pkg,
            tag,
            pos: name.pos,
        });
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
        let mut seen: Vec<Ident> = Vec::new();
        for ident in lists
            .flat_map(|list| &list.fields)
            .flat_map(|field| &field.names)
        {
            if ident.name == Symbol::BLANK {
                continue;
            }
            match seen.iter().find(|other| other.name == ident.name) {
                Some(other) => {
                    let name = self.types.text(ident.name);
                    let message = format!(
                        "{name} redeclared in this block\n\t{}: other declaration of {name}",
                        self.place(other.pos)
                    );
                    self.error(ident.pos, message);
                }
                None => seen.push(*ident),
            }
        }
    }

    fn params(&mut self, list: &'a FieldList, variadic_allowed: bool) -> (Vec<Param>, bool) {
        let mut params = Vec::new();
        let mut variadic = false;
        for (i, field) in list.fields.iter().enumerate() {
            let ty = match &field.ty.kind {
                ExprKind::Ellipsis(Some(elem)) => {
                    let last = i + 1 == list.fields.len() && field.names.len() <= 1;
                    if variadic_allowed && last {
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

    fn interface_type(&mut self, list: &'a FieldList) -> TypeId {
        let mut methods = Vec::new();
        let mut embeds = Vec::new();
        for field in &list.fields {
            match (&field.ty.kind, &field.names[..]) {
                (ExprKind::Func(func), [name]) => {
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
                }
                _ => {
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
            }
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

/// The identifier that type arguments are recorded with: the name, or that after the dot.
pub(super) fn instance_ident(expr: &Expr) -> Option<&Ident> {
    match &expr.unparen().kind {
        ExprKind::Ident(ident) | ExprKind::Selector(_, ident) => Some(ident),
        ExprKind::Index(index) => instance_ident(&index.x),
        _ => None,
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
