//! What an expression evaluates to while it is being checked.

use std::fmt::Write as _;

use crate::syntax::ast::{Expr, ExprKind};
use crate::syntax::pos::Pos;
use crate::types::constant::{self, Value};
use crate::types::info::Mode;
use crate::types::ty::{Type, TypeId};
use crate::types::{Basic, ObjId, ObjectKind};

use super::{Checker, exprtext};

/// What a value is for, so that a generic function can be instantiated for it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Target<'a> {
    pub(super) ty: TypeId,
    /// What it is called in messages.
    pub(super) name: TargetName<'a>,
}

/// What a [`Target`] is called in messages.
#[derive(Clone, Copy, Debug)]
pub(super) enum TargetName<'a> {
    /// What is left of `=`.
    Expr(&'a Expr),
    /// A variable.
    Object(ObjId),
    /// A result of the function.
    Result,
    /// Something else that has a type.
    Other,
}

impl<'a> Target<'a> {
    pub(super) fn new(ty: TypeId, name: TargetName<'a>) -> Self {
        Self { ty, name }
    }

    /// A target without a name.
    pub(super) fn of(ty: TypeId) -> Self {
        Self::new(ty, TargetName::Other)
    }
}

/// What an expression evaluates to.
#[derive(Clone, Debug)]
pub(super) struct Operand<'a> {
    pub(super) mode: Mode,
    pub(super) ty: TypeId,
    pub(super) value: Option<Value>,
    pub(super) expr: Option<&'a Expr>,
    /// What it is called in messages if it is a part of `expr`: a result of a call.
    pub(super) part: Option<String>,
}

impl<'a> Operand<'a> {
    pub(super) fn new(mode: Mode, ty: TypeId, expr: &'a Expr) -> Self {
        Self {
            mode,
            ty,
            value: None,
            expr: Some(expr),
            part: None,
        }
    }

    pub(super) fn invalid(expr: &'a Expr) -> Self {
        Self::new(Mode::Invalid, TypeId::INVALID, expr)
    }

    pub(super) fn value(ty: TypeId, expr: &'a Expr) -> Self {
        Self::new(Mode::Value, ty, expr)
    }

    pub(super) fn constant(value: Value, ty: TypeId, expr: &'a Expr) -> Self {
        Self {
            value: Some(value),
            ..Self::new(Mode::Constant, ty, expr)
        }
    }

    pub(super) fn is_valid(&self) -> bool {
        self.mode != Mode::Invalid
    }

    pub(super) fn is_nil(&self) -> bool {
        self.mode == Mode::Nil
    }

    pub(super) fn invalidate(&mut self) {
        self.mode = Mode::Invalid;
        self.ty = TypeId::INVALID;
        self.value = None;
    }

    /// Turns it into a value of a type.
    pub(super) fn become_value(&mut self, ty: TypeId) {
        self.mode = Mode::Value;
        self.ty = ty;
        self.value = None;
    }

    pub(super) fn pos(&self) -> Pos {
        self.expr.map_or(Pos::NONE, start)
    }
}

/// Where Go's compiler reports what is wrong with an expression: at its first token, but for a slice expression at `[`,
/// and for a function type after `func`.
pub(super) fn start(expr: &Expr) -> Pos {
    let mut expr = expr;
    loop {
        expr = match &expr.kind {
            ExprKind::Composite(literal) => match &literal.ty {
                Some(ty) => ty,
                None => return expr.pos,
            },
            ExprKind::KeyValue(pair) => &pair.key,
            ExprKind::Selector(x, _) | ExprKind::TypeAssert(x, _) => x,
            ExprKind::Index(index) => &index.x,
            ExprKind::Binary(binary) => &binary.x,
            ExprKind::Call(call) => &call.fun,
            ExprKind::Slice(slice) => return slice.lbrack,
            ExprKind::Func(ty) => return ty.params.open,
            _ => return expr.pos,
        };
    }
}

/// Where Go's compiler has an expression itself: a call at `(`, an index at `[`, an operation at its operator.
pub(super) fn own_place(expr: &Expr) -> Pos {
    match &expr.kind {
        ExprKind::Call(call) => call.lparen,
        ExprKind::Index(index) => index.lbrack,
        ExprKind::Binary(binary) => binary.op_pos,
        _ => start(expr),
    }
}

impl<'a> Checker<'a> {
    /// The expression's text.
    pub(super) fn text(&self, expr: &Expr) -> String {
        exprtext::text(&self.session.names, expr)
    }

    /// The text of an operand's expression.
    pub(super) fn operand_text(&self, x: &Operand<'a>) -> String {
        match (&x.part, x.expr) {
            (Some(part), _) => part.clone(),
            (None, Some(expr)) => self.text(expr),
            (None, None) => String::new(),
        }
    }

    /// The operand with what kind it is: `x (variable of type int)`.
    pub(super) fn describe(&mut self, x: &Operand<'a>) -> String {
        if x.is_nil() {
            return match x.ty {
                TypeId::UNTYPED_NIL => "nil".into(),
                TypeId::INVALID => "nil (with invalid type)".into(),
                ty => format!("nil (of type {})", self.types.display(ty)),
            };
        }
        let expr = self.operand_text(x);
        let mode = match x.mode {
            Mode::Invalid => "invalid operand",
            Mode::NoValue => "no value",
            Mode::Builtin(_) => "built-in",
            Mode::Type => "type",
            Mode::Constant => "constant",
            Mode::Variable => "variable",
            Mode::MapIndex => "map index expression",
            Mode::Value => "value",
            Mode::Nil => "nil",
            Mode::CommaOk => "comma, ok expression",
        };
        let mut text = format!("{expr} (");
        let has_type = !matches!(
            x.mode,
            Mode::Invalid | Mode::NoValue | Mode::Builtin(_) | Mode::Type
        );
        let untyped = has_type && self.types.is_untyped(x.ty);
        if untyped {
            text += &self.types.display(x.ty);
            text.push(' ');
        }
        text += mode;
        if let (Mode::Constant, Some(value)) = (x.mode, &x.value) {
            let shown = constant::display(value);
            if shown != expr {
                text.push(' ');
                text += &shown;
            }
        }
        if has_type && !untyped {
            text += &self.describe_type(x.ty);
        }
        text.push(')');
        text
    }

    fn describe_type(&mut self, ty: TypeId) -> String {
        if !self.types.is_valid(ty) {
            return " with invalid type".into();
        }
        let generic = if self.types.is_generic(ty) {
            "generic "
        } else {
            ""
        };
        let kind = match self.types.get(ty) {
            Type::Named(_) => match self.composite_kind(ty) {
                Some(kind) => format!("{kind} "),
                None => self
                    .types
                    .basic(ty)
                    .map_or_else(String::new, |basic| format!("{} ", basic.name())),
            },
            _ if ty == TypeId::ANY => "interface ".into(),
            _ => String::new(),
        };
        let mut text = format!(" of {generic}{kind}type {}", self.types.display(ty));
        if let Type::Param(param) = *self.types.get(ty) {
            let constraint = self.types.type_param(param).constraint;
            let _ = write!(text, " constrained by {}", self.types.display(constraint));
            if self
                .types
                .terms_of(ty)
                .is_some_and(|terms| terms.is_empty())
            {
                text += " with empty type set";
            }
        }
        text
    }

    /// What kind of composite type it is; `None` for a predeclared one.
    pub(super) fn composite_kind(&mut self, ty: TypeId) -> Option<&'static str> {
        Some(match self.types.under(ty) {
            Type::Basic(_) | Type::Named(_) | Type::Param(_) => return None,
            Type::Array(..) => "array",
            Type::Slice(_) => "slice",
            Type::Struct(_) => "struct",
            Type::Pointer(_) => "pointer",
            Type::Func(_) => "func",
            Type::Interface(_) => "interface",
            Type::Map(..) => "map",
            Type::Chan(..) => "chan",
            Type::Tuple(_) => "tuple",
            Type::Union(_) => "union",
        })
    }

    /// What a target is called in messages.
    pub(super) fn target_text(&self, target: Target<'a>) -> String {
        match target.name {
            TargetName::Expr(expr) => self.text(expr),
            TargetName::Object(obj) => self.name_of(obj).to_owned(),
            TargetName::Result => "result variable".into(),
            TargetName::Other => "variable".into(),
        }
    }

    /// The name of an object.
    pub(super) fn name_of(&self, obj: crate::types::ObjId) -> &str {
        self.types.text(self.types.object(obj).name)
    }

    /// Whether an untyped operand is a number.
    pub(super) fn is_untyped_numeric(&self, ty: TypeId) -> bool {
        matches!(self.types.get(ty), Type::Basic(basic) if basic.is_untyped() && basic.is_numeric())
    }

    /// The predeclared type, if it is one and untyped.
    pub(super) fn untyped(&self, ty: TypeId) -> Option<Basic> {
        match self.types.get(ty) {
            Type::Basic(basic) if basic.is_untyped() => Some(*basic),
            _ => None,
        }
    }

    /// Whether an object is a variable of the current package, for assignments that do not count as a use.
    pub(super) fn is_own_variable(&self, obj: crate::types::ObjId) -> bool {
        let object = self.types.object(obj);
        matches!(object.kind, ObjectKind::Var(_)) && object.pkg == self.env.pkg
    }
}
