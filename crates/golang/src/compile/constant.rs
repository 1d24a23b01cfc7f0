//! Constants.

use super::func::{Func, Operand};
use crate::code::{Bank, Kind, Op, Slot};
use crate::types::TypeId;
use crate::types::constant::Value;
use num_bigint::BigInt;
use num_traits::ToPrimitive;

impl Func<'_, '_> {
    /// A constant of a type; in an interface, of its default type.
    pub(crate) fn constant(&mut self, value: &Value, ty: TypeId, wanted: Option<Slot>) -> Operand {
        if self.unit.types.is_interface(ty) {
            let default = match value {
                Value::Bool(_) => TypeId::BOOL,
                Value::Str(_) => TypeId::STRING,
                Value::Int(_) => TypeId::INT,
                Value::Float(_) => TypeId::FLOAT64,
            };
            let value = self.constant(value, default, None);
            return self.boxed(value, default, wanted);
        }
        if let Value::Str(bytes) = value {
            let slot = self.out(wanted, Bank::Ref);
            if bytes.is_empty() {
                self.emit(Op::Nil(slot));
            } else {
                let text = self.unit.text(bytes);
                self.emit(Op::Text(slot, text));
            }
            return Operand::reference(slot);
        }
        let slot = self.out(wanted, Bank::Num);
        let bits = match value {
            Value::Bool(value) => u64::from(*value),
            number => self.number_bits(number, ty),
        };
        self.number_constant(slot, bits);
        Operand::num(slot)
    }

    /// The bits of a number of a type.
    fn number_bits(&mut self, value: &Value, ty: TypeId) -> u64 {
        match self.unit.desc(ty).kind {
            Kind::Float(32) => f64::from(value.to_f32().unwrap_or(0.0)).to_bits(),
            Kind::Float(_) => value.to_f64().unwrap_or(0.0).to_bits(),
            _ => {
                let value = value.to_int().unwrap_or_default();
                low_bits(&value)
            }
        }
    }

    /// A number in a slot.
    pub(crate) fn number_constant(&mut self, slot: Slot, bits: u64) {
        if let Ok(small) = i32::try_from(bits.cast_signed()) {
            self.emit(Op::Int(slot, small));
        } else {
            let number = self.unit.number(bits);
            self.emit(Op::Const(slot, number));
        }
    }
}

fn low_bits(value: &BigInt) -> u64 {
    value
        .to_i64()
        .map(i64::cast_unsigned)
        .or_else(|| value.to_u64())
        .unwrap_or(0)
}
