//! Assignments and short variable declarations.

use super::func::{Form, Func, Operand, Variable};
use super::location::Location;
use crate::code::{Bank, Kind, Op, Slot};
use crate::syntax::ast::{Assign, AssignOp, Expr, ExprKind, IncDec};
use crate::syntax::token::{BinaryOp, UnaryOp};
use crate::types::{ObjId, TypeId};

impl<'a> Func<'_, 'a> {
    /// `x = y`, `x, y = y, x`, `x += y`
    pub(crate) fn assign(&mut self, assign: &'a Assign) {
        let from = self.ops.len();
        match (assign.op, &assign.lhs[..], &assign.rhs[..]) {
            (AssignOp::Op(op), [x], [y]) => self.assign_op(op, x, y),
            (_, [x], [y]) => self.assign_one(x, y),
            (_, lhs, rhs) if lhs.len() == rhs.len() => self.assign_in_parallel(lhs, rhs),
            (_, lhs, [call]) => {
                let places: Vec<(Location, TypeId)> =
                    lhs.iter().map(|x| self.target(x, true)).collect();
                let (values, types) = self.several(call, lhs.len());
                self.name_context(lhs);
                for (((place, to), value), from) in places.into_iter().zip(values).zip(types) {
                    self.assign_value(place, to, value, from);
                }
            }
            _ => {}
        }
        if let [x] = &assign.lhs[..] {
            self.name_accesses(from, x);
        }
    }

    /// A place with the type of what is assigned to it.
    fn target(&mut self, x: &'a Expr, stable: bool) -> (Location, TypeId) {
        let place = self.location(x, stable);
        let ty = if matches!(place, Location::Blank) {
            TypeId::INVALID
        } else {
            self.ty(x)
        };
        (place, ty)
    }

    fn assign_value(&mut self, place: Location, to: TypeId, value: Operand, from: TypeId) {
        if !matches!(place, Location::Blank) {
            let value = self.converted(value, from, to, None);
            self.store(place, to, value);
        }
    }

    fn assign_one(&mut self, x: &'a Expr, y: &'a Expr) {
        let (place, ty) = self.target(x, false);
        if matches!(place, Location::Blank) {
            let ty = self.ty(y);
            let ty = self.unit.types.default_type(ty);
            // The value is read as a whole, as in Go: another goroutine's write may race with that.
            self.eval_owned(y, ty, None);
            return;
        }
        let value = if let Some(slot) = Self::own_slot(place) {
            self.eval_as(y, ty, Some(slot))
        } else {
            let value = self.eval_as(y, ty, None);
            self.store(place, ty, value);
            value
        };
        self.name_channel(y, value.slot, |func| func.as_written(x));
    }

    fn assign_in_parallel(&mut self, lhs: &'a [Expr], rhs: &'a [Expr]) {
        let places: Vec<(Location, TypeId)> = lhs.iter().map(|x| self.target(x, true)).collect();
        let mut values = Vec::new();
        for (((_, to), x), y) in places.iter().zip(lhs).zip(rhs) {
            let to = if *to == TypeId::INVALID {
                let ty = self.ty(y);
                self.unit.types.default_type(ty)
            } else {
                *to
            };
            let value = self.eval_owned(y, to, None);
            self.name_channel(y, value.slot, |func| func.as_written(x));
            values.push(self.stable(value));
        }
        for ((place, to), value) in places.into_iter().zip(values) {
            if !matches!(place, Location::Blank) {
                self.store(place, to, value);
            }
        }
    }

    fn assign_op(&mut self, op: BinaryOp, x: &'a Expr, y: &'a Expr) {
        let (place, ty) = self.target(x, false);
        let wanted = Self::own_slot(place);
        if matches!(op, BinaryOp::Shl | BinaryOp::Shr) {
            let old = self.load(place, ty, None);
            let count = self.shift_count(y);
            let value = self.shift(op, old, count, ty, wanted);
            return self.store(place, ty, value);
        }
        if let Some(addend) = self.small_addend(op, y, ty) {
            return self.add(place, ty, addend);
        }
        let y = match self
            .unit
            .info
            .expr(y.id)
            .and_then(|info| info.value.clone())
        {
            Some(value) => self.constant(&value, ty, None),
            None => self.eval(y, None),
        };
        let old = self.load(place, ty, None);
        let value = self.arithmetic(op, old, y, ty, wanted);
        self.store(place, ty, value);
    }

    /// `x++` and `x--`
    pub(crate) fn step(&mut self, step: &'a IncDec) {
        let from = self.ops.len();
        let (place, ty) = self.target(&step.x, false);
        self.add(place, ty, if step.increment { 1 } else { -1 });
        self.name_accesses(from, &step.x);
    }

    fn add(&mut self, place: Location, ty: TypeId, addend: i32) {
        let old = self.load(place, ty, None);
        let wanted = Self::own_slot(place);
        if let Kind::Float(_) = self.unit.desc(ty).kind {
            let slot = self.alloc(Bank::Num);
            self.number_constant(slot, f64::from(addend).to_bits());
            let value = self.arithmetic(BinaryOp::Add, old, Operand::num(slot), ty, wanted);
            return self.store(place, ty, value);
        }
        let slot = self.out(wanted, Bank::Num);
        self.emit(Op::AddInt(slot, old.slot, addend));
        self.narrow(slot, ty);
        self.store(place, ty, Operand::num(slot));
    }

    /// `x, y := …`
    pub(crate) fn define(&mut self, lhs: &'a [Expr], rhs: &'a [Expr]) {
        if let ([x], [y]) = (lhs, rhs)
            && let Some(obj) = self.new_variable(x)
        {
            return self.declare_as(obj, y);
        }
        let known: Vec<Option<ObjId>> = lhs.iter().map(|x| self.new_variable(x)).collect();
        // The new variables' slots come first, so that the rest is free afterwards.
        let mut slots = Vec::new();
        for obj in known.iter().flatten() {
            slots.push((*obj, self.reserve(*obj)));
        }
        let after = self.top;
        let (values, types) = if lhs.len() == rhs.len() {
            let mut values = Vec::new();
            let mut types = Vec::new();
            for (x, y) in lhs.iter().zip(rhs) {
                let to = self.defined_type(x, y);
                let value = self.eval_owned(y, to, None);
                self.name_channel(y, value.slot, |func| func.as_written(x));
                values.push(self.stable(value));
                types.push(to);
            }
            (values, types)
        } else {
            let several = self.several(&rhs[0], lhs.len());
            self.name_context(lhs);
            several
        };
        for (((x, obj), value), from) in lhs.iter().zip(known).zip(values).zip(types) {
            if let Some(obj) = obj {
                let variable = slots.iter().find(|slot| slot.0 == obj).map(|slot| slot.1);
                let Some(variable) = variable else { continue };
                let to = self.object_type(obj);
                let value = self.converted(value, from, to, None);
                self.initialize(variable, to, Some(value));
                self.vars.insert(obj, variable);
            } else {
                let (place, to) = self.target(x, false);
                self.assign_value(place, to, value, from);
            }
        }
        self.top = after;
    }

    fn defined_type(&mut self, x: &'a Expr, y: &'a Expr) -> TypeId {
        if let Some(obj) = x.as_ident().and_then(|ident| self.object(ident.id)) {
            return self.object_type(obj);
        }
        let ty = self.ty(y);
        self.unit.types.default_type(ty)
    }

    /// The variable that a short declaration declares; none for `_` and for one that is there.
    fn new_variable(&self, x: &'a Expr) -> Option<ObjId> {
        let ident = x.as_ident().filter(|ident| !Self::is_blank(ident.name))?;
        let obj = self.object(ident.id)?;
        (!self.vars.contains_key(&obj) && self.unit.declares(ident, obj)).then_some(obj)
    }

    /// A slot for a variable whose value comes later.
    pub(crate) fn reserve(&mut self, obj: ObjId) -> Variable {
        let form = self.form(obj);
        let slot = self.alloc(match form {
            Form::Plain(bank) => bank,
            Form::Handle(_) | Form::Cell(_) => Bank::Ref,
        });
        Variable { slot, form }
    }

    /// Declares a variable with the value of an expression.
    pub(crate) fn declare_as(&mut self, obj: ObjId, value: &'a Expr) {
        let (variable, ty) = (self.reserve(obj), self.object_type(obj));
        let after = self.top;
        let made = if let Form::Plain(_) | Form::Handle(_) = variable.form {
            self.eval_owned(value, ty, Some(variable.slot))
        } else {
            let value = self.eval_owned(value, ty, None);
            self.initialize(variable, ty, Some(value));
            value
        };
        self.name_channel(value, made.slot, |func| Some(func.variable_name(obj)));
        self.vars.insert(obj, variable);
        self.top = after;
    }

    /// The values of an expression with several: a call, or one of the forms with `ok`.
    pub(crate) fn several(&mut self, expr: &'a Expr, count: usize) -> (Vec<Operand>, Vec<TypeId>) {
        let inner = expr.unparen();
        if count == 2 && !matches!(inner.kind, ExprKind::Call(_)) {
            let ty = self.comma_ok_type(inner);
            let (value, ok) = self.comma_ok(inner, ty);
            return (vec![value, Operand::num(ok)], vec![ty, TypeId::BOOL]);
        }
        let values = self.values(inner);
        (values, self.result_types(inner))
    }

    fn comma_ok_type(&mut self, expr: &'a Expr) -> TypeId {
        let ty = self.ty(expr);
        match self.unit.types.get(ty).clone() {
            crate::types::Type::Tuple(types) if !types.is_empty() => types[0].ty,
            _ => ty,
        }
    }

    /// `m[k]`, `x.(T)` or `<-c` with its second value.
    pub(crate) fn comma_ok(&mut self, expr: &'a Expr, ty: TypeId) -> (Operand, Slot) {
        match &expr.kind {
            ExprKind::TypeAssert(x, Some(_)) => {
                let value = self.eval(x, None);
                self.assert(value.slot, ty, None)
            }
            ExprKind::Unary(UnaryOp::Arrow, channel) => self.receive(channel, None),
            _ => match self.location(expr, false) {
                Location::Entry(map, key, number) => self.entry(map, key, number, None),
                place => {
                    let value = self.load(place, ty, None);
                    (value, self.zero(TypeId::BOOL, None).slot)
                }
            },
        }
    }
}
