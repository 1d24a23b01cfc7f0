//! Unary operators, slicing, type assertions.

use super::func::{Func, Operand};
use crate::code::{Bank, Kind, Op, Slot};
use crate::syntax::ast::{Expr, ExprKind, SliceExpr};
use crate::syntax::token::UnaryOp;
use crate::types::{Type, TypeId};

impl<'a> Func<'_, 'a> {
    pub(super) fn text_at(
        &mut self,
        x: &'a Expr,
        index: &'a Expr,
        wanted: Option<Slot>,
    ) -> Operand {
        let (text, index) = (self.eval(x, None), self.eval(index, None));
        let slot = self.out(wanted, Bank::Num);
        self.emit(Op::TextAt(slot, text.slot, index.slot));
        Operand::num(slot)
    }

    pub(super) fn slice(&mut self, slice: &'a SliceExpr, wanted: Option<Slot>) -> Operand {
        let ty = self.ty(&slice.x);
        let under = self.unit.types.under(ty);
        let (base, elem) = match under {
            Type::Array(_, elem) => {
                let place = self.location(&slice.x, false);
                (self.handle(place, ty), Some(elem))
            }
            Type::Pointer(array) => {
                let pointer = self.eval(&slice.x, None);
                self.emit(Op::CheckNil(pointer.slot));
                match self.unit.types.under(array) {
                    Type::Array(_, elem) => (pointer.slot, Some(elem)),
                    _ => (pointer.slot, None),
                }
            }
            Type::Slice(elem) => (self.eval(&slice.x, None).slot, Some(elem)),
            _ => (self.eval(&slice.x, None).slot, None),
        };
        let bounds = self.alloc_many(Bank::Num, 3);
        match &slice.lo {
            Some(lo) => {
                self.eval(lo, Some(bounds));
            }
            None => {
                self.emit(Op::Int(bounds, 0));
            }
        }
        match &slice.hi {
            Some(hi) => {
                self.eval(hi, Some(bounds + 1));
            }
            None if elem.is_some() => {
                self.emit(Op::Len(bounds + 1, base));
            }
            None => {
                self.emit(Op::TextLen(bounds + 1, base));
            }
        }
        if let Some(max) = &slice.max {
            self.eval(max, Some(bounds + 2));
        }
        let slot = self.out(wanted, Bank::Ref);
        match elem {
            Some(elem) => {
                let number = self.no(elem);
                self.emit(Op::Slice(slot, base, bounds, number, slice.max.is_some()));
            }
            None => {
                self.emit(Op::TextSlice(slot, base, bounds));
            }
        }
        Operand::reference(slot)
    }

    pub(super) fn type_assert(&mut self, x: &'a Expr, to: TypeId, wanted: Option<Slot>) -> Operand {
        let from = self.ty(x);
        let value = self.eval(x, None);
        let (result, ok) = self.assert(value.slot, to, wanted);
        let jump = self.emit(Op::JumpIf(ok, 0));
        let (from, number) = (self.no(from), self.no(to));
        self.emit(Op::AssertFailed(value.slot, from, number));
        self.patch_here(vec![jump]);
        result
    }

    /// `x.(T)`: the value, and the number slot that says whether it is of the type.
    pub(crate) fn assert(
        &mut self,
        interface: Slot,
        to: TypeId,
        wanted: Option<Slot>,
    ) -> (Operand, Slot) {
        let (ok, number, bank) = (self.alloc(Bank::Num), self.no(to), self.bank(to));
        if self.unit.types.is_interface(to) {
            self.emit(Op::Implements(ok, interface, number));
            let slot = self.out(wanted, Bank::Ref);
            let absent = self.emit(Op::JumpIfNot(ok, 0));
            self.emit(Op::MoveRef(slot, interface));
            let end = self.emit(Op::Jump(0));
            self.patch_here(vec![absent]);
            self.emit(Op::Nil(slot));
            self.patch_here(vec![end]);
            return (Operand::reference(slot), ok);
        }
        let slot = self.out(wanted, bank);
        self.emit(match bank {
            Bank::Num => Op::Unbox(slot, interface, number, ok),
            Bank::Ref => Op::UnboxRef(slot, interface, number, ok),
        });
        (
            Operand {
                slot,
                bank,
                fresh: false,
            },
            ok,
        )
    }

    pub(super) fn unary(
        &mut self,
        expr: &'a Expr,
        op: UnaryOp,
        x: &'a Expr,
        wanted: Option<Slot>,
    ) -> Operand {
        let ty = self.ty(expr);
        match op {
            UnaryOp::Add | UnaryOp::Tilde => self.eval(x, wanted),
            UnaryOp::Sub => {
                let value = self.eval(x, None);
                let is_float = matches!(self.unit.desc(ty).kind, Kind::Float(_));
                let slot = self.out(wanted, Bank::Num);
                self.emit(if is_float {
                    Op::NegF(slot, value.slot)
                } else {
                    Op::Neg(slot, value.slot)
                });
                self.narrow(slot, ty);
                Operand::num(slot)
            }
            UnaryOp::Not => {
                let value = self.eval(x, None);
                let slot = self.out(wanted, Bank::Num);
                self.emit(Op::Not(slot, value.slot));
                Operand::num(slot)
            }
            UnaryOp::Xor => {
                let value = self.eval(x, None);
                let slot = self.out(wanted, Bank::Num);
                self.emit(Op::Complement(slot, value.slot));
                self.narrow(slot, ty);
                Operand::num(slot)
            }
            UnaryOp::And => self.address(x, wanted),
            UnaryOp::Arrow => {
                let (value, _) = self.receive(x, wanted);
                value
            }
        }
    }

    /// `&x`
    pub(crate) fn address(&mut self, x: &'a Expr, wanted: Option<Slot>) -> Operand {
        let ty = self.ty(x);
        let inner = x.unparen();
        if let ExprKind::Composite(composite) = &inner.kind {
            let value = self.composite(composite, ty);
            let pointer = self.cell_of(value, ty);
            return self.placed(wanted, pointer);
        }
        let place = self.location(inner, false);
        let pointer = self.pointer_to(place, ty);
        self.placed(wanted, pointer)
    }

    /// A pointer to a new variable with a value.
    pub(crate) fn cell_of(&mut self, value: Operand, ty: TypeId) -> Operand {
        if self.is_memory(ty) {
            let value = self.owned(value, ty);
            return Operand::reference(value.slot);
        }
        let slot = self.alloc(Bank::Ref);
        self.emit(Op::Cell(slot, value.bank));
        self.store_cell(slot, value);
        Operand::reference(slot)
    }

    /// `<-c`: the value, and the number slot that says whether there was one.
    pub(crate) fn receive(&mut self, channel: &'a Expr, wanted: Option<Slot>) -> (Operand, Slot) {
        let ty = self.ty(channel);
        let channel = self.eval(channel, None);
        let elem = match self.unit.types.under(ty) {
            Type::Chan(_, elem) => elem,
            _ => TypeId::INT,
        };
        let (bank, number, is_memory) = (self.bank(elem), self.no(elem), self.is_memory(elem));
        let (slot, ok) = (self.out(wanted, bank), self.alloc(Bank::Num));
        self.emit(Op::Receive(slot, channel.slot, number, ok));
        (
            Operand {
                slot,
                bank,
                fresh: is_memory,
            },
            ok,
        )
    }
}
