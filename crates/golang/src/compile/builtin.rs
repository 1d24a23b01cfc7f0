//! Predeclared functions.

use super::func::{Func, Operand};
use crate::code::{Bank, Kind, Op, Shape, Slot};
use crate::syntax::ast::{Call, Expr};
use crate::types::object::Builtin;
use crate::types::{Type, TypeId};

impl<'a> Func<'_, 'a> {
    /// A call of a predeclared function: its result if it has one.
    pub(crate) fn builtin(
        &mut self,
        builtin: Builtin,
        expr: &'a Expr,
        call: &'a Call,
        wanted: Option<Slot>,
    ) -> Option<Operand> {
        let ty = self.ty(expr);
        match builtin {
            Builtin::Len | Builtin::Cap => Some(self.len_or_cap(builtin, &call.args[0], wanted)),
            Builtin::Append => Some(self.append(call, ty, wanted)),
            Builtin::Copy => Some(self.copy(call, wanted)),
            Builtin::Make => Some(self.make(call, ty, wanted)),
            Builtin::Max | Builtin::Min => {
                Some(self.extreme(builtin == Builtin::Max, &call.args, ty, wanted))
            }
            Builtin::New => Some(self.new_value(&call.args[0], ty, wanted)),
            Builtin::Recover => Some(self.reference_op(wanted, Op::Recover)),
            Builtin::Complex => Some(self.zero(TypeId::INT, wanted)),
            Builtin::Clear
            | Builtin::Close
            | Builtin::Delete
            | Builtin::Panic
            | Builtin::Print
            | Builtin::Println => {
                let mut args = Vec::new();
                if let [only] = &call.args[..]
                    && self.is_tuple(only)
                {
                    let values = self.values(only);
                    args.extend(values.into_iter().zip(self.result_types(only)));
                    self.builtin_statement(builtin, &args);
                    return None;
                }
                for (number, arg) in call.args.iter().enumerate() {
                    let own = self.ty(arg);
                    let to = match (builtin, number) {
                        (Builtin::Panic, _) => TypeId::ANY,
                        (Builtin::Delete, 1) => self.key_of(args[0]),
                        _ => self.unit.types.default_type(own),
                    };
                    let to = if to == TypeId::UNTYPED_NIL {
                        TypeId::ANY
                    } else {
                        to
                    };
                    let value = self.eval_owned(arg, to, None);
                    args.push((value, to));
                }
                self.builtin_statement(builtin, &args);
                None
            }
        }
    }

    fn key_of(&mut self, (_, map): (Operand, TypeId)) -> TypeId {
        match self.unit.types.under(map) {
            Type::Map(key, _) => key,
            _ => TypeId::INT,
        }
    }

    /// A predeclared function without a result, of values with their types.
    pub(crate) fn builtin_statement(&mut self, builtin: Builtin, args: &[(Operand, TypeId)]) {
        match (builtin, args) {
            (Builtin::Close, [(channel, _)]) => {
                self.emit(Op::Close(channel.slot));
            }
            (Builtin::Panic, [(value, _)]) => {
                self.emit(Op::Panic(value.slot));
            }
            (Builtin::Delete, [(map, ty), (key, _)]) => {
                let number = self.no(*ty);
                self.emit(Op::MapDelete(map.slot, key.slot, number));
            }
            (Builtin::Clear, [(value, ty)]) => match self.unit.types.under(*ty) {
                Type::Slice(elem) => {
                    let number = self.no(elem);
                    self.emit(Op::ClearSlice(value.slot, number));
                }
                _ => {
                    self.emit(Op::MapClear(value.slot));
                }
            },
            (Builtin::Print | Builtin::Println, args) => {
                let slot = self.alloc(Bank::Ref);
                self.rest(slot, args.len(), TypeId::ANY, |func, number, any| {
                    let (value, from) = args[number];
                    func.converted(value, from, any, None)
                });
                self.emit(Op::Print(slot, builtin == Builtin::Println));
            }
            _ => {}
        }
    }

    fn len_or_cap(&mut self, builtin: Builtin, arg: &'a Expr, wanted: Option<Slot>) -> Operand {
        let ty = self.ty(arg);
        let is_len = builtin == Builtin::Len;
        let array = match self.unit.types.under(ty) {
            Type::Array(len, _) => Some(len),
            Type::Pointer(array) => match self.unit.types.under(array) {
                Type::Array(len, _) => Some(len),
                _ => None,
            },
            _ => None,
        };
        let value = self.eval(arg, None).slot;
        if let Some(len) = array {
            let slot = self.out(wanted, Bank::Num);
            self.number_constant(slot, len);
            return Operand::num(slot);
        }
        let kind = self.unit.desc(ty).kind;
        self.number_op(wanted, |slot| match (kind, is_len) {
            (Kind::Text, _) => Op::TextLen(slot, value),
            (Kind::Map, _) => Op::MapLen(slot, value),
            (Kind::Chan, true) => Op::ChanLen(slot, value),
            (Kind::Chan, false) => Op::ChanCap(slot, value),
            (_, true) => Op::Len(slot, value),
            (_, false) => Op::Cap(slot, value),
        })
    }

    fn append(&mut self, call: &'a Call, ty: TypeId, wanted: Option<Slot>) -> Operand {
        let elem = self.elem(ty);
        let (number, bank) = (self.no(elem), self.bank(elem));
        if let [only] = &call.args[..]
            && self.is_tuple(only)
        {
            return self.append_results(only, elem, wanted);
        }
        let slice = self.eval_as(&call.args[0], ty, None);
        if call.ellipsis.is_some() {
            let more_ty = self.ty(&call.args[1]);
            let is_text = self.unit.desc(more_ty).kind == Kind::Text;
            let more = self.eval(&call.args[1], None);
            return self.reference_op(wanted, |slot| {
                if is_text && more_ty != TypeId::UNTYPED_NIL {
                    Op::AppendText(slot, slice.slot, more.slot, number)
                } else {
                    Op::AppendSlice(slot, slice.slot, more.slot, number)
                }
            });
        }
        let values = &call.args[1..];
        // An array or a struct of one number is memory of the same shape.
        if let [value] = values
            && self.shape(elem) == Shape::NUM
            && bank == Bank::Num
        {
            let value = self.eval_as(value, elem, None);
            let slot = self.out(wanted, Bank::Ref);
            self.move_to(slot, slice);
            self.emit(Op::AppendNum(slot, value.slot, number));
            return Operand::reference(slot);
        }
        if values.is_empty() {
            return self.placed(wanted, slice);
        }
        let slice = if values.len() > 1 {
            self.stable(slice)
        } else {
            slice
        };
        let first = self.alloc_many(bank, values.len());
        for (slot, value) in (first..).zip(values) {
            let before = self.top;
            self.eval_as(value, elem, Some(slot));
            self.top = before;
        }
        let count = u16::try_from(values.len()).unwrap_or(u16::MAX);
        self.reference_op(wanted, |slot| {
            Op::Append(slot, slice.slot, first, count, number)
        })
    }

    /// `append(f())` of a call with several results.
    fn append_results(&mut self, call: &'a Expr, elem: TypeId, wanted: Option<Slot>) -> Operand {
        let (number, bank) = (self.no(elem), self.bank(elem));
        let types = self.result_types(call);
        let values = self.values(call);
        let slice = self.stable(values[0]);
        let first = self.alloc_many(bank, values.len() - 1);
        for ((slot, value), from) in (first..).zip(&values[1..]).zip(&types[1..]) {
            self.converted(*value, *from, elem, Some(slot));
        }
        let count = u16::try_from(values.len() - 1).unwrap_or(u16::MAX);
        self.reference_op(wanted, |slot| {
            Op::Append(slot, slice.slot, first, count, number)
        })
    }

    fn copy(&mut self, call: &'a Call, wanted: Option<Slot>) -> Operand {
        let (types, values) = match &call.args[..] {
            [to, from] => (
                vec![self.ty(to), self.ty(from)],
                vec![self.eval(to, None), self.eval(from, None)],
            ),
            // A call with two results.
            args => (self.result_types(&args[0]), self.values(&args[0])),
        };
        let ([to_ty, from_ty], [to, from]) = (&types[..], &values[..]) else {
            return self.zero(TypeId::INT, wanted);
        };
        let (to_ty, from_ty, to, from) = (*to_ty, *from_ty, *to, *from);
        let is_text = self.unit.desc(from_ty).kind == Kind::Text;
        let elem = self.elem(to_ty);
        let number = self.no(elem);
        self.number_op(wanted, |slot| {
            if is_text {
                Op::CopyText(slot, to.slot, from.slot)
            } else {
                Op::CopySlice(slot, to.slot, from.slot, number)
            }
        })
    }

    fn make(&mut self, call: &'a Call, ty: TypeId, wanted: Option<Slot>) -> Operand {
        let under = self.unit.types.under(ty);
        if let Type::Map(..) = under {
            if let Some(size) = call.args.get(1) {
                self.eval(size, None);
            }
            return self.reference_op(wanted, Op::MakeMap);
        }
        let first = match call.args.get(1) {
            Some(size) => self.size(size),
            None => self.zero(TypeId::INT, None),
        };
        let second = match call.args.get(2) {
            Some(size) => self.size(size),
            None => first,
        };
        if let Type::Chan(..) = under {
            return self.reference_op(wanted, |slot| Op::MakeChan(slot, first.slot));
        }
        let elem = self.elem(ty);
        let number = self.no(elem);
        self.reference_op(wanted, |slot| {
            Op::MakeSlice(slot, first.slot, second.slot, number)
        })
    }

    /// A length: a constant may be a float without a fraction.
    fn size(&mut self, expr: &'a Expr) -> Operand {
        let value = self
            .unit
            .info
            .expr(expr.id)
            .and_then(|info| info.value.clone());
        match value {
            Some(value) => self.constant(&value, TypeId::INT, None),
            None => self.eval(expr, None),
        }
    }

    fn extreme(
        &mut self,
        is_max: bool,
        args: &'a [Expr],
        ty: TypeId,
        wanted: Option<Slot>,
    ) -> Operand {
        let first = self.compared_as(&args[0], ty);
        let best = self.stable(first);
        for arg in &args[1..] {
            let before = self.top;
            let other = self.compared_as(arg, ty);
            let kind = self.unit.desc(ty).kind;
            if let Kind::Float(_) = kind {
                let (d, a) = (best.slot, other.slot);
                self.emit(if is_max {
                    Op::MaxF(d, d, a)
                } else {
                    Op::MinF(d, d, a)
                });
            } else {
                let (a, b) = if is_max {
                    (best.slot, other.slot)
                } else {
                    (other.slot, best.slot)
                };
                let less = self.number_op(None, |slot| match kind {
                    Kind::Text => Op::LessText(slot, a, b),
                    Kind::Int(_) => Op::Less(slot, a, b),
                    _ => Op::LessU(slot, a, b),
                });
                let past = self.emit(Op::JumpIfNot(less.slot, 0));
                self.move_to(best.slot, other);
                self.patch_here(vec![past]);
            }
            self.top = before;
        }
        self.placed(wanted, best)
    }

    fn compared_as(&mut self, arg: &'a Expr, ty: TypeId) -> Operand {
        match self
            .unit
            .info
            .expr(arg.id)
            .and_then(|info| info.value.clone())
        {
            Some(value) => self.constant(&value, ty, None),
            None => self.eval(arg, None),
        }
    }

    /// `new(T)`, or `new(x)` since Go 1.26.
    fn new_value(&mut self, arg: &'a Expr, ty: TypeId, wanted: Option<Slot>) -> Operand {
        let Type::Pointer(elem) = self.unit.types.under(ty) else {
            return self.zero(ty, wanted);
        };
        let is_type = self
            .unit
            .info
            .expr(arg.id)
            .is_some_and(|info| info.mode == crate::types::Mode::Type);
        if is_type {
            let number = self.no(elem);
            return self.reference_op(wanted, |slot| Op::New(slot, number));
        }
        let value = self.eval_owned(arg, elem, None);
        let pointer = self.cell_of(value, elem);
        self.placed(wanted, pointer)
    }
}
