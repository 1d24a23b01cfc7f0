//! Expressions.

use super::func::{Func, Operand};
use super::location::Location;
use crate::code::{Bank, Kind, Op, Slot};
use crate::syntax::ast::{Expr, ExprKind};
use crate::types::info::SelectionKind;
use crate::types::object::ObjectKind;
use crate::types::{Mode, ObjId, Type, TypeId};

impl<'a> Func<'_, 'a> {
    /// Evaluates an expression of one value, into a slot if one is wanted. Without, a variable's value stays in its slot.
    pub(crate) fn eval(&mut self, expr: &'a Expr, wanted: Option<Slot>) -> Operand {
        let info = self.unit.info.expr(expr.id);
        if let Some(value) = info.and_then(|info| info.value.clone()) {
            let ty = self.ty(expr);
            return self.constant(&value, ty, wanted);
        }
        if info.is_some_and(|info| info.mode == Mode::Nil) {
            let slot = self.out(wanted, Bank::Ref);
            self.emit(Op::Nil(slot));
            return Operand::reference(slot);
        }
        match &expr.kind {
            ExprKind::Paren(inner) => self.eval(inner, wanted),
            ExprKind::Ident(_)
            | ExprKind::Selector(..)
            | ExprKind::Index(_)
            | ExprKind::Star(_) => {
                let from = self.ops.len();
                let value = self.eval_path(expr, wanted);
                self.name_accesses(from, expr);
                value
            }
            ExprKind::Basic(_) | ExprKind::Bad | ExprKind::Ellipsis(_) | ExprKind::KeyValue(_) => {
                self.zero(TypeId::INT, wanted)
            }
            ExprKind::Composite(composite) => {
                let ty = self.ty(expr);
                let value = self.composite(composite, ty);
                self.placed(wanted, value)
            }
            ExprKind::FuncLit(literal) => self.function_literal(expr.id, literal, wanted),
            ExprKind::Slice(slice) => self.slice(slice, wanted),
            ExprKind::TypeAssert(x, Some(_)) => {
                let ty = self.ty(expr);
                self.type_assert(x, ty, wanted)
            }
            ExprKind::TypeAssert(x, None) => self.eval(x, wanted),
            ExprKind::Call(call) => {
                let results = self.call(expr, call, wanted);
                match results.first() {
                    Some(value) => self.placed(wanted, *value),
                    None => self.zero(TypeId::INT, wanted),
                }
            }
            ExprKind::Unary(op, x) => self.unary(expr, *op, x, wanted),
            ExprKind::Binary(binary) => self.binary(expr, binary, wanted),
            ExprKind::Array(_)
            | ExprKind::Struct(_)
            | ExprKind::Func(_)
            | ExprKind::Interface(_)
            | ExprKind::Map(..)
            | ExprKind::Chan(_) => self.zero(TypeId::INT, wanted),
        }
    }

    /// Evaluates a name, a selector, an element or what a pointer points to.
    fn eval_path(&mut self, expr: &'a Expr, wanted: Option<Slot>) -> Operand {
        match &expr.kind {
            ExprKind::Ident(ident) => match self.object(ident.id) {
                Some(obj) => self.name(expr, obj, wanted),
                None => self.zero(TypeId::INT, wanted),
            },
            ExprKind::Selector(x, name) => self.selector(expr, x, name.id, wanted),
            ExprKind::Index(index) if self.ty_is_func(&index.x) => {
                self.function_name(&index.x, wanted)
            }
            ExprKind::Index(index) if self.is_text(&index.x) => {
                self.text_at(&index.x, &index.indices[0], wanted)
            }
            _ => {
                let (place, ty) = (self.location(expr, false), self.ty(expr));
                self.load(place, ty, wanted)
            }
        }
    }

    /// Evaluates an expression as a value of another type, to which it can be assigned.
    pub(crate) fn eval_as(&mut self, expr: &'a Expr, to: TypeId, wanted: Option<Slot>) -> Operand {
        let from = self.ty(expr);
        if !self.unit.types.is_interface(to) || self.is_nil(expr) {
            return self.eval(expr, wanted);
        }
        if self.unit.types.is_interface(from) {
            return self.eval(expr, wanted);
        }
        let value = self.eval(expr, None);
        self.boxed(value, from, wanted)
    }

    /// Evaluates an expression as a value of another type, in memory of its own.
    pub(crate) fn eval_owned(
        &mut self,
        expr: &'a Expr,
        to: TypeId,
        wanted: Option<Slot>,
    ) -> Operand {
        if !self.is_memory(to) {
            return self.eval_as(expr, to, wanted);
        }
        let value = self.eval_as(expr, to, None);
        let value = self.owned(value, to);
        self.placed(wanted, value)
    }

    /// A value of a type as a value of a type to which it can be assigned.
    pub(crate) fn converted(
        &mut self,
        value: Operand,
        from: TypeId,
        to: TypeId,
        wanted: Option<Slot>,
    ) -> Operand {
        if self.unit.types.is_interface(to)
            && !self.unit.types.is_interface(from)
            && from != TypeId::UNTYPED_NIL
        {
            return self.boxed(value, from, wanted);
        }
        self.placed(wanted, value)
    }

    /// A value in an interface.
    pub(crate) fn boxed(&mut self, value: Operand, from: TypeId, wanted: Option<Slot>) -> Operand {
        let from = self.unit.types.default_type(from);
        let (value, number) = (self.owned(value, from), self.no(from));
        let slot = self.out(wanted, Bank::Ref);
        self.emit(match value.bank {
            Bank::Num => Op::Box(slot, number, value.slot),
            Bank::Ref => Op::BoxRef(slot, number, value.slot),
        });
        Operand::reference(slot)
    }

    /// Whether an expression is `nil`.
    pub(crate) fn is_nil(&self, expr: &'a Expr) -> bool {
        self.unit
            .info
            .expr(expr.unparen().id)
            .is_some_and(|info| info.mode == Mode::Nil)
    }

    fn ty_is_func(&mut self, x: &'a Expr) -> bool {
        let ty = self.unit.info.type_of(x.id);
        matches!(self.unit.types.get(ty), Type::Func(_))
    }

    fn is_text(&mut self, x: &'a Expr) -> bool {
        let ty = self.ty(x);
        let basic = self.unit.types.basic(ty);
        basic.is_some_and(crate::types::Basic::is_string)
    }

    fn name(&mut self, expr: &'a Expr, obj: ObjId, wanted: Option<Slot>) -> Operand {
        match self.unit.types.object(obj).kind {
            ObjectKind::Var(_) => {
                let (place, ty) = (self.variable(obj), self.object_type(obj));
                self.load(place, ty, wanted)
            }
            ObjectKind::Func(_) => self.function_name(expr, wanted),
            ObjectKind::Nil => {
                let slot = self.out(wanted, Bank::Ref);
                self.emit(Op::Nil(slot));
                Operand::reference(slot)
            }
            _ => self.zero(TypeId::INT, wanted),
        }
    }

    /// The type of an object.
    pub(crate) fn object_type(&mut self, obj: ObjId) -> TypeId {
        let ty = self.unit.types.object(obj).ty;
        self.subst(ty)
    }

    /// What a name other than a variable's stands for.
    pub(crate) fn object_value(&mut self, obj: ObjId) -> Operand {
        let ty = self.object_type(obj);
        match self.unit.types.object(obj).kind.clone() {
            ObjectKind::Const(value) => self.constant(&value, ty, None),
            _ => self.zero(ty, None),
        }
    }

    fn selector(
        &mut self,
        expr: &'a Expr,
        x: &'a Expr,
        name: crate::syntax::ast::IdentId,
        wanted: Option<Slot>,
    ) -> Operand {
        match self
            .unit
            .info
            .selection(expr.id)
            .map(|selection| selection.kind)
        {
            Some(SelectionKind::Field) => {
                let (place, ty) = (self.location(expr, false), self.ty(expr));
                self.load(place, ty, wanted)
            }
            Some(SelectionKind::Method) => self.method_value(expr, x, wanted),
            Some(SelectionKind::MethodExpr) => self.method_expression(expr, wanted),
            None => match self.object(name) {
                Some(obj) => self.name(expr, obj, wanted),
                None => self.zero(TypeId::INT, wanted),
            },
        }
    }

    /// Wraps an integer around to the width of its type, and rounds a `float32`.
    pub(crate) fn narrow(&mut self, slot: Slot, ty: TypeId) {
        use crate::code::Width;
        let width = match self.unit.desc(ty).kind {
            Kind::Int(8) => Width::I8,
            Kind::Int(16) => Width::I16,
            Kind::Int(32) => Width::I32,
            Kind::Uint(8) => Width::U8,
            Kind::Uint(16) => Width::U16,
            Kind::Uint(32) => Width::U32,
            Kind::Float(32) => {
                self.emit(Op::Round32(slot));
                return;
            }
            _ => return,
        };
        self.emit(Op::Narrow(slot, width));
    }

    /// Whether a place is a variable's own slot.
    pub(crate) fn own_slot(place: Location) -> Option<Slot> {
        match place {
            Location::Slot(slot, _) => Some(slot),
            _ => None,
        }
    }
}
