//! Where a value lies: what can be loaded, stored to, and pointed to.

use super::func::{Form, Func, Operand};
use crate::code::{Bank, Kind, Op, Shape, Slot, TypeNo};
use crate::syntax::ast::{Expr, ExprKind, Index};
use crate::types::info::SelectionKind;
use crate::types::object::{ObjectKind, VarKind};
use crate::types::{ObjId, Type, TypeId};

/// A place.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Location {
    /// `_`
    Blank,
    /// A slot.
    Slot(Slot, Bank),
    /// Memory whose handle is in a slot; whether nobody else can have the handle.
    Handle(Slot, bool),
    /// Memory behind a pointer.
    Memory(Slot, Shape),
    /// An element of a slice: slice, index, type of an element.
    Element(Slot, Slot, TypeNo),
    /// An entry of a map: map, key, type of the map.
    Entry(Slot, Slot, TypeNo),
    /// A package variable.
    Global(Shape),
    /// A value that lies nowhere.
    Value(Operand),
}

impl<'a> Func<'_, 'a> {
    /// The place of an expression. With `stable`, later changes of variables do not change which place it is.
    pub(crate) fn location(&mut self, expr: &'a Expr, stable: bool) -> Location {
        match &expr.kind {
            ExprKind::Paren(inner) => self.location(inner, stable),
            ExprKind::Ident(ident) if ident.name == crate::syntax::symbol::Symbol::BLANK => {
                Location::Blank
            }
            ExprKind::Ident(ident) => match self.object(ident.id) {
                Some(obj) => self.variable(obj),
                None => Location::Blank,
            },
            ExprKind::Star(x) => {
                let ty = self.ty(expr);
                let pointer = self.steady(x, stable);
                if self.is_memory(ty) {
                    self.emit(Op::CheckNil(pointer.slot));
                    Location::Handle(pointer.slot, false)
                } else {
                    Location::Memory(pointer.slot, Shape::NONE)
                }
            }
            ExprKind::Index(index) => self.index_location(expr, index, stable),
            ExprKind::Selector(x, name) => match self.unit.info.selection(expr.id).cloned() {
                Some(selection) if selection.kind == SelectionKind::Field => {
                    let (ty, from) = (self.ty(x), self.ops.len());
                    let base = match self.base(x, stable) {
                        // A pointer that may be assigned to before the place is used.
                        Location::Slot(slot, bank) if stable => {
                            let pointer = Operand {
                                slot,
                                bank,
                                fresh: false,
                            };
                            Location::Value(self.stable(pointer))
                        }
                        base => base,
                    };
                    let place = self.follow(base, ty, &selection.path).0;
                    // What was read so far are pointers on the way.
                    self.name_accesses(from, x);
                    place
                }
                Some(_) => Location::Value(self.eval(expr, None)),
                None => match self.object(name.id) {
                    Some(obj) => self.variable(obj),
                    None => Location::Blank,
                },
            },
            _ => Location::Value(self.eval(expr, None)),
        }
    }

    /// The place of what a selector or an index is applied to: a variable stays where it is.
    pub(crate) fn base(&mut self, x: &'a Expr, stable: bool) -> Location {
        match &x.unparen().kind {
            ExprKind::Ident(_)
            | ExprKind::Selector(..)
            | ExprKind::Index(_)
            | ExprKind::Star(_)
                if self
                    .unit
                    .info
                    .expr(x.id)
                    .is_none_or(|info| info.value.is_none()) =>
            {
                self.location(x, stable)
            }
            _ => Location::Value(self.eval(x, None)),
        }
    }

    fn steady(&mut self, x: &'a Expr, stable: bool) -> Operand {
        let value = self.eval(x, None);
        if stable { self.stable(value) } else { value }
    }

    /// The place of a variable.
    pub(crate) fn variable(&mut self, obj: ObjId) -> Location {
        if let Some(variable) = self.vars.get(&obj) {
            return match variable.form {
                Form::Plain(bank) => Location::Slot(variable.slot, bank),
                Form::Handle(own) => Location::Handle(variable.slot, own),
                Form::Cell(_) => Location::Memory(variable.slot, Shape::NONE),
            };
        }
        let object = self.unit.types.object(obj);
        match &object.kind {
            ObjectKind::Var(var) if var.kind == VarKind::Package => {
                Location::Global(self.unit.global(obj))
            }
            _ => Location::Value(self.object_value(obj)),
        }
    }

    /// Goes through fields from a place of a type; pointers are followed. Also returns the type of the last field.
    pub(crate) fn follow(
        &mut self,
        base: Location,
        ty: TypeId,
        path: &[u32],
    ) -> (Location, TypeId) {
        let (mut place, mut ty) = (base, ty);
        for field in path {
            if let Type::Pointer(elem) = self.unit.types.under(ty) {
                let pointer = self.load(place, ty, None);
                place = if self.is_memory(elem) {
                    Location::Handle(pointer.slot, false)
                } else {
                    Location::Memory(pointer.slot, Shape::NONE)
                };
                ty = elem;
            }
            let Type::Struct(fields) = self.unit.types.under(ty) else {
                return (Location::Blank, ty);
            };
            let offset = self.unit.desc(ty).fields[*field as usize].offset;
            ty = fields.fields[*field as usize].ty;
            place = self.part(place, offset, ty);
        }
        (place, ty)
    }

    /// A part of a struct at an offset.
    fn part(&mut self, place: Location, offset: Shape, ty: TypeId) -> Location {
        match place {
            Location::Handle(slot, _)
            | Location::Value(Operand {
                slot,
                bank: Bank::Ref,
                ..
            }) => Location::Memory(slot, offset),
            Location::Memory(slot, at) => Location::Memory(slot, at.plus(offset)),
            Location::Global(at) => Location::Global(at.plus(offset)),
            Location::Element(slice, index, elem) => {
                let slot = self.alloc(Bank::Ref);
                self.emit(Op::Element(slot, slice, index, elem));
                Location::Memory(slot, offset)
            }
            Location::Entry(map, key, map_ty) => {
                let value = self.entry(map, key, map_ty, None).0;
                self.part(Location::Value(value), offset, ty)
            }
            Location::Blank | Location::Slot(..) | Location::Value(_) => {
                Location::Value(self.zero(ty, None))
            }
        }
    }

    fn index_location(&mut self, expr: &'a Expr, index: &'a Index, stable: bool) -> Location {
        let ty = self.ty(&index.x);
        match self.unit.types.under(ty) {
            Type::Map(key, _) => {
                let map = self.steady(&index.x, stable);
                let key_ty = key;
                let key = self.eval_as(&index.indices[0], key_ty, None);
                let key = self.owned(key, key_ty);
                let key = if stable { self.stable(key) } else { key };
                Location::Entry(map.slot, key.slot, self.no(ty))
            }
            Type::Slice(elem) => {
                let slice = self.steady(&index.x, stable);
                let number = self.steady_index(&index.indices[0], stable);
                Location::Element(slice.slot, number, self.no(elem))
            }
            Type::Array(_, elem) => {
                let base = self.base(&index.x, stable);
                let array = self.handle(base, ty);
                let number = self.steady_index(&index.indices[0], stable);
                Location::Element(array, number, self.no(elem))
            }
            Type::Pointer(array) => {
                let Type::Array(_, elem) = self.unit.types.under(array) else {
                    return Location::Blank;
                };
                let pointer = self.steady(&index.x, stable);
                self.emit(Op::CheckNil(pointer.slot));
                let number = self.steady_index(&index.indices[0], stable);
                Location::Element(pointer.slot, number, self.no(elem))
            }
            _ => Location::Value(self.eval(expr, None)),
        }
    }

    fn steady_index(&mut self, index: &'a Expr, stable: bool) -> Slot {
        let value = self.eval(index, None);
        if stable {
            self.stable(value).slot
        } else {
            value.slot
        }
    }

    /// Reads an entry of a map: the value, and the number slot that says whether it was there.
    pub(crate) fn entry(
        &mut self,
        map: Slot,
        key: Slot,
        ty: TypeNo,
        wanted: Option<Slot>,
    ) -> (Operand, Slot) {
        let elem = self.unit.code.types[usize::from(ty)].elem;
        let bank = self.unit.code.types[usize::from(elem)].bank();
        let (slot, ok) = (self.out(wanted, bank), self.alloc(Bank::Num));
        self.emit(if self.unit.code.is_map_of_numbers(ty) {
            Op::MapGetNum(slot, map, key, ok)
        } else {
            Op::MapGet(slot, map, key, ok, ty)
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

    /// Sets an entry of a map: map, key, value.
    pub(crate) fn set_entry(&mut self, (map, key): (Slot, Slot), value: Slot, ty: TypeNo) {
        self.emit(if self.unit.code.is_map_of_numbers(ty) {
            Op::MapSetNum(map, key, value)
        } else {
            Op::MapSet(map, key, value, ty)
        });
    }

    /// The slot of the handle of a struct or an array.
    pub(crate) fn handle(&mut self, place: Location, ty: TypeId) -> Slot {
        match place {
            Location::Handle(slot, _) | Location::Slot(slot, Bank::Ref) => slot,
            Location::Value(value) if value.bank == Bank::Ref => value.slot,
            Location::Entry(map, key, number) => self.entry(map, key, number, None).0.slot,
            Location::Blank | Location::Slot(..) | Location::Value(_) => self.zero(ty, None).slot,
            Location::Memory(..) | Location::Element(..) | Location::Global(_) => {
                let pointer = self.address_of(place);
                if self.unit.desc(ty).kind != Kind::Array {
                    return pointer;
                }
                let (slot, number) = (self.alloc(Bank::Ref), self.no(ty));
                self.emit(Op::View(slot, pointer, number));
                slot
            }
        }
    }

    /// The slot of a pointer to a place.
    pub(crate) fn address_of(&mut self, place: Location) -> Slot {
        match place {
            Location::Memory(pointer, Shape::NONE) => pointer,
            Location::Memory(pointer, offset) => {
                let (slot, offset) = (self.alloc(Bank::Ref), self.unit.offset(offset));
                self.emit(Op::Field(slot, pointer, offset));
                slot
            }
            Location::Element(slice, index, elem) => {
                let slot = self.alloc(Bank::Ref);
                self.emit(Op::Element(slot, slice, index, elem));
                slot
            }
            Location::Global(offset) => {
                let slot = self.alloc(Bank::Ref);
                self.emit(Op::Global(slot, offset.nums, offset.refs));
                slot
            }
            Location::Handle(slot, _) => slot,
            Location::Value(value) if value.bank == Bank::Ref => value.slot,
            Location::Value(value) => {
                let slot = self.alloc(Bank::Ref);
                self.emit(Op::Cell(slot, value.bank));
                self.store_cell(slot, value);
                slot
            }
            Location::Blank | Location::Slot(..) | Location::Entry(..) => {
                let slot = self.alloc(Bank::Ref);
                self.emit(Op::Cell(slot, Bank::Ref));
                slot
            }
        }
    }

    /// A pointer to a variable of a type: `&x`.
    pub(crate) fn pointer_to(&mut self, place: Location, ty: TypeId) -> Operand {
        let slot = if self.is_memory(ty) {
            self.handle(place, ty)
        } else {
            self.address_of(place)
        };
        Operand::reference(slot)
    }
}
