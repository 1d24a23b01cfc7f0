//! Variables and zero values.

use super::func::{Form, Func, Operand, Variable};
use crate::code::{Bank, Op, Slot};
use crate::syntax::ast::IdentId;
use crate::types::object::{ObjectKind, VarKind};
use crate::types::{ObjId, TypeId};

impl Func<'_, '_> {
    /// The value in the slot that is wanted, if one is.
    pub(crate) fn placed(&mut self, wanted: Option<Slot>, value: Operand) -> Operand {
        match wanted {
            Some(slot) => {
                self.move_to(slot, value);
                Operand { slot, ..value }
            }
            None => value,
        }
    }

    /// A value in a slot of its own.
    pub(crate) fn stable(&mut self, value: Operand) -> Operand {
        let slot = self.alloc(value.bank);
        self.move_to(slot, value);
        Operand { slot, ..value }
    }

    /// A value whose memory belongs to nobody else.
    pub(crate) fn owned(&mut self, value: Operand, ty: TypeId) -> Operand {
        if value.fresh || !self.is_memory(ty) {
            return value;
        }
        let (slot, number) = (self.alloc(Bank::Ref), self.no(ty));
        self.emit(Op::Copy(slot, value.slot, number));
        Operand::fresh(slot)
    }

    /// The zero value of a type.
    pub(crate) fn zero(&mut self, ty: TypeId, wanted: Option<Slot>) -> Operand {
        let bank = self.bank(ty);
        let slot = self.out(wanted, bank);
        if bank == Bank::Num {
            self.emit(Op::Int(slot, 0));
            return Operand::num(slot);
        }
        if self.is_memory(ty) {
            let number = self.no(ty);
            self.emit(Op::New(slot, number));
            return Operand::fresh(slot);
        }
        self.emit(Op::Nil(slot));
        Operand::reference(slot)
    }

    /// The object of an identifier.
    pub(crate) fn object(&self, ident: IdentId) -> Option<ObjId> {
        self.unit.info.object(ident)
    }

    /// How a variable of its type is kept.
    pub(crate) fn form(&mut self, obj: ObjId) -> Form {
        let object = self.unit.types.object(obj);
        let (ty, kind) = (object.ty, object.kind.clone());
        let ty = self.subst(ty);
        let ObjectKind::Var(var) = kind else {
            return Form::Plain(Bank::Ref);
        };
        if self.is_memory(ty) {
            return Form::Handle(!var.escapes());
        }
        let bank = self.bank(ty);
        // The results are read once more when the function returns.
        let is_assigned = var.assigned || var.kind == VarKind::Result;
        if var.address_taken || (var.captured && is_assigned) {
            Form::Cell(bank)
        } else {
            Form::Plain(bank)
        }
    }

    /// Declares a variable with a value, or with the zero value.
    pub(crate) fn declare(&mut self, obj: ObjId, value: Option<Operand>) -> Variable {
        let form = self.form(obj);
        let ty = self.unit.types.object(obj).ty;
        let ty = self.subst(ty);
        let slot = self.alloc(match form {
            Form::Plain(bank) => bank,
            Form::Handle(_) | Form::Cell(_) => Bank::Ref,
        });
        let variable = Variable { slot, form };
        self.initialize(variable, ty, value);
        self.vars.insert(obj, variable);
        variable
    }

    /// Gives a new variable its first value.
    pub(crate) fn initialize(&mut self, variable: Variable, ty: TypeId, value: Option<Operand>) {
        let Variable { slot, form } = variable;
        match (form, value) {
            (Form::Plain(_), Some(value)) => self.move_to(slot, value),
            (Form::Handle(_), Some(value)) => {
                let value = self.owned(value, ty);
                self.move_to(slot, value);
            }
            (Form::Plain(_) | Form::Handle(_), None) => {
                self.zero(ty, Some(slot));
            }
            (Form::Cell(bank), value) => {
                self.emit(Op::Cell(slot, bank));
                if let Some(value) = value {
                    self.store_cell(slot, value);
                }
            }
        }
    }

    /// Stores a value to the cell that a slot points to.
    pub(crate) fn store_cell(&mut self, cell: Slot, value: Operand) {
        self.emit(match value.bank {
            Bank::Num => Op::Store(cell, 0, value.slot),
            Bank::Ref => Op::StoreRef(cell, 0, value.slot),
        });
    }
}
