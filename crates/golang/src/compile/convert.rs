//! Conversions `T(x)`.

use super::func::{Func, Operand};
use crate::code::{Bank, Kind, Op, Slot};
use crate::syntax::ast::Expr;
use crate::types::{Type, TypeId};

impl<'a> Func<'_, 'a> {
    /// `T(x)`
    pub(crate) fn conversion(&mut self, x: &'a Expr, to: TypeId, wanted: Option<Slot>) -> Operand {
        if self.unit.types.is_interface(to) || self.is_nil(x) {
            return self.eval_as(x, to, wanted);
        }
        let from = self.ty(x);
        let constant = self
            .unit
            .info
            .expr(x.id)
            .and_then(|info| info.value.clone());
        if let Some(value) = constant
            && self.unit.types.is_untyped(from)
        {
            // A constant that is no constant as `T`: `[]byte("x")`, or of a type parameter.
            let default = match self.unit.desc(to).kind {
                Kind::Slice => TypeId::STRING,
                Kind::Text if value.as_bytes().is_none() => TypeId::INT,
                _ => to,
            };
            let operand = self.constant(&value, default, None);
            return self.convert(operand, default, to, wanted);
        }
        let value = self.eval(x, None);
        self.convert(value, from, to, wanted)
    }

    fn convert(
        &mut self,
        value: Operand,
        from: TypeId,
        to: TypeId,
        wanted: Option<Slot>,
    ) -> Operand {
        let (a, b) = (self.unit.desc(from).kind, self.unit.desc(to).kind);
        match (a, b) {
            (Kind::Int(_) | Kind::Uint(_) | Kind::Uintptr, Kind::Text) => {
                self.reference_op(wanted, |slot| Op::RuneToText(slot, value.slot))
            }
            (Kind::Slice, Kind::Text) => {
                let is_bytes = self.elem_kind(from) == Kind::Uint(8);
                self.reference_op(wanted, |slot| {
                    if is_bytes {
                        Op::BytesToText(slot, value.slot)
                    } else {
                        Op::RunesToText(slot, value.slot)
                    }
                })
            }
            (Kind::Text, Kind::Slice) => {
                let is_bytes = self.elem_kind(to) == Kind::Uint(8);
                self.reference_op(wanted, |slot| {
                    if is_bytes {
                        Op::TextToBytes(slot, value.slot)
                    } else {
                        Op::TextToRunes(slot, value.slot)
                    }
                })
            }
            (Kind::Slice, Kind::Array | Kind::Pointer) => {
                let array = match self.unit.types.under(to) {
                    Type::Pointer(array) => array,
                    _ => to,
                };
                let number = self.no(array);
                let view =
                    self.reference_op(None, |slot| Op::SliceToArray(slot, value.slot, number));
                let value = if b == Kind::Array {
                    self.owned(view, to)
                } else {
                    view
                };
                self.placed(wanted, value)
            }
            _ if value.bank == Bank::Num => self.convert_number(value, (a, b), to, wanted),
            _ => self.placed(wanted, value),
        }
    }

    fn convert_number(
        &mut self,
        value: Operand,
        (from, to): (Kind, Kind),
        ty: TypeId,
        wanted: Option<Slot>,
    ) -> Operand {
        let a = value.slot;
        let is_unsigned = |kind| matches!(kind, Kind::Uint(_) | Kind::Uintptr);
        let slot = self.out(wanted, Bank::Num);
        match (from, to) {
            (Kind::Float(_), Kind::Float(_)) => {
                self.move_to(slot, value);
            }
            (Kind::Float(_), Kind::Uint(64) | Kind::Uintptr) => {
                self.emit(Op::FloatToUint(slot, a));
            }
            (Kind::Float(_), _) => {
                self.emit(Op::FloatToInt(slot, a));
            }
            (_, Kind::Float(_)) if is_unsigned(from) => {
                self.emit(Op::UintToFloat(slot, a));
            }
            (_, Kind::Float(_)) => {
                self.emit(Op::IntToFloat(slot, a));
            }
            _ => self.move_to(slot, value),
        }
        if from != to {
            self.narrow(slot, ty);
        }
        Operand::num(slot)
    }

    fn elem_kind(&mut self, ty: TypeId) -> Kind {
        let elem = self.unit.desc(ty).elem;
        self.unit.code.types[usize::from(elem)].kind
    }

    /// Emits an operation whose result is a reference.
    pub(crate) fn reference_op(
        &mut self,
        wanted: Option<Slot>,
        op: impl FnOnce(Slot) -> Op,
    ) -> Operand {
        let slot = self.out(wanted, Bank::Ref);
        self.emit(op(slot));
        Operand::reference(slot)
    }

    /// Emits an operation whose result is a number.
    pub(crate) fn number_op(
        &mut self,
        wanted: Option<Slot>,
        op: impl FnOnce(Slot) -> Op,
    ) -> Operand {
        let slot = self.out(wanted, Bank::Num);
        self.emit(op(slot));
        Operand::num(slot)
    }
}
