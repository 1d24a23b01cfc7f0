//! Reading and writing places.

use super::func::{Func, Operand};
use super::location::Location;
use crate::code::{Bank, Op, Shape, Slot};
use crate::types::TypeId;

impl Func<'_, '_> {
    /// Reads a place.
    pub(crate) fn load(&mut self, place: Location, ty: TypeId, wanted: Option<Slot>) -> Operand {
        if self.is_memory(ty) {
            let slot = self.handle(place, ty);
            let fresh = matches!(place, Location::Value(value) if value.fresh);
            return self.placed(
                wanted,
                Operand {
                    slot,
                    bank: Bank::Ref,
                    fresh,
                },
            );
        }
        let bank = self.bank(ty);
        if self.shape(ty) == Shape::NONE {
            match place {
                // The index and the pointer are checked.
                Location::Element(..) => {
                    self.address_of(place);
                }
                Location::Memory(pointer, _) => {
                    self.emit(Op::CheckNil(pointer));
                }
                // The key is looked up all the same: it may not be comparable, and the map may be written to.
                Location::Entry(map, key, number) => {
                    self.entry(map, key, number, None);
                }
                _ => {}
            }
            return self.zero(ty, wanted);
        }
        match place {
            Location::Slot(slot, bank) => self.placed(
                wanted,
                Operand {
                    slot,
                    bank,
                    fresh: false,
                },
            ),
            Location::Value(value) => self.placed(wanted, value),
            Location::Blank => self.zero(ty, wanted),
            Location::Entry(map, key, number) => self.entry(map, key, number, wanted).0,
            Location::Handle(slot, _) => self.load_memory(slot, Shape::NONE, bank, wanted),
            Location::Memory(pointer, offset) => self.load_memory(pointer, offset, bank, wanted),
            Location::Element(slice, index, _) => {
                let slot = self.out(wanted, bank);
                self.emit(match bank {
                    Bank::Num => Op::At(slot, slice, index),
                    Bank::Ref => Op::AtRef(slot, slice, index),
                });
                Operand {
                    slot,
                    bank,
                    fresh: false,
                }
            }
            Location::Global(offset) => {
                let slot = self.out(wanted, bank);
                self.emit(match bank {
                    Bank::Num => Op::LoadGlobal(slot, offset.nums),
                    Bank::Ref => Op::LoadGlobalRef(slot, offset.refs),
                });
                Operand {
                    slot,
                    bank,
                    fresh: false,
                }
            }
        }
    }

    pub(super) fn load_memory(
        &mut self,
        pointer: Slot,
        offset: Shape,
        bank: Bank,
        wanted: Option<Slot>,
    ) -> Operand {
        let (pointer, offset) = self.near(pointer, offset, bank);
        let slot = self.out(wanted, bank);
        self.emit(match bank {
            Bank::Num => Op::Load(slot, pointer, offset),
            Bank::Ref => Op::LoadRef(slot, pointer, offset),
        });
        Operand {
            slot,
            bank,
            fresh: false,
        }
    }

    /// A pointer and an offset that fits into an operation.
    pub(super) fn near(&mut self, pointer: Slot, offset: Shape, bank: Bank) -> (Slot, u16) {
        let far = match bank {
            Bank::Num => offset.nums,
            Bank::Ref => offset.refs,
        };
        match u16::try_from(far) {
            Ok(near) => (pointer, near),
            Err(_) => (self.address_of(Location::Memory(pointer, offset)), 0),
        }
    }

    /// Writes a value of the place's own type.
    pub(crate) fn store(&mut self, place: Location, ty: TypeId, value: Operand) {
        if self.is_memory(ty) {
            self.store_handle(place, ty, value);
            return;
        }
        if self.shape(ty) == Shape::NONE && !matches!(place, Location::Entry(..)) {
            if let Location::Element(..) = place {
                self.address_of(place);
            }
            return;
        }
        match place {
            Location::Slot(slot, _) => self.move_to(slot, value),
            Location::Handle(slot, _) => self.store_cell(slot, value),
            Location::Memory(pointer, offset) => {
                let (pointer, offset) = self.near(pointer, offset, value.bank);
                self.emit(match value.bank {
                    Bank::Num => Op::Store(pointer, offset, value.slot),
                    Bank::Ref => Op::StoreRef(pointer, offset, value.slot),
                });
            }
            Location::Element(slice, index, _) => {
                self.emit(match value.bank {
                    Bank::Num => Op::SetAt(slice, index, value.slot),
                    Bank::Ref => Op::SetAtRef(slice, index, value.slot),
                });
            }
            Location::Entry(map, key, number) => {
                self.set_entry((map, key), value.slot, number);
            }
            Location::Global(offset) => {
                self.emit(match value.bank {
                    Bank::Num => Op::StoreGlobal(value.slot, offset.nums),
                    Bank::Ref => Op::StoreGlobalRef(value.slot, offset.refs),
                });
            }
            Location::Blank | Location::Value(_) => {}
        }
    }

    pub(super) fn store_handle(&mut self, place: Location, ty: TypeId, value: Operand) {
        match place {
            Location::Blank => {}
            Location::Handle(slot, true) if value.fresh => self.move_to(slot, value),
            Location::Entry(map, key, number) => {
                let value = self.owned(value, ty);
                self.set_entry((map, key), value.slot, number);
            }
            _ => {
                let (to, number) = (self.handle(place, ty), self.no(ty));
                self.emit(Op::CopyInto(to, value.slot, number));
            }
        }
    }
}
