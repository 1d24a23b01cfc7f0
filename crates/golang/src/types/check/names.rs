//! Names.

use crate::syntax::ast::{Expr, Ident};
use crate::syntax::symbol::Symbol;
use crate::types::ObjId;
use crate::types::constant::Value;
use crate::types::info::Mode;
use crate::types::object::{ObjectKind, VarKind};
use crate::types::ty::TypeId;
use crate::unicode;

use super::Checker;
use super::operand::Operand;

/// Whether all characters of a name may stand in one. Of any other, the lexer has complained.
pub(super) fn is_sound(name: &str) -> bool {
    name.chars().enumerate().all(|(at, ch)| {
        ch == '_' || unicode::is(unicode::LETTER, ch) || at > 0 && unicode::is(unicode::DIGIT, ch)
    })
}

impl<'a> Checker<'a> {
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
            } else if is_sound(self.types.text(ident.name)) {
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
                    let Some(iota) = self.env.iota else {
                        self.error(ident.pos, "cannot use iota outside constant declaration");
                        return;
                    };
                    x.value = Some(Value::int(iota));
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
            || self
                .files
                .get(self.env.file)
                .is_none_or(|file| file.names.get(&name) != Some(&obj))
        {
            return;
        }
        let pkg = object.pkg;
        if let Some(import) = self.dot_import_of(pkg) {
            self.used.insert(import);
        }
    }
}
