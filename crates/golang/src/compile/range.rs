//! Loops over ranges.

use super::func::{BodyScope, Func, Operand};
use super::location::Location;
use crate::code::{Bank, Kind, Op, Slot};
use crate::syntax::ast::{Expr, Range};
use crate::types::ty::Signature;
use crate::types::{Type, TypeId};

impl<'a> Func<'_, 'a> {
    pub(crate) fn range(&mut self, range: &'a Range) {
        let ty = self.ty(&range.x);
        let ty = self.unit.types.default_type(ty);
        let label = self.next_label.take();
        match self.unit.types.under(ty) {
            Type::Slice(elem) => {
                let slice = self.eval(&range.x, None);
                let slice = self.stable(slice);
                let len = self.number_op(None, |slot| Op::Len(slot, slice.slot));
                self.next_label = label;
                self.elements(range, slice.slot, len.slot, elem);
            }
            Type::Array(len, elem) => {
                // Without a second variable the array is not evaluated into a copy.
                let array = if range.value.is_some() {
                    let value = self.eval(&range.x, None);
                    self.owned(value, ty)
                } else {
                    if super::scan::has_call(&range.x) {
                        self.eval(&range.x, None);
                    }
                    Operand::reference(0)
                };
                let count = self.alloc(Bank::Num);
                self.number_constant(count, len);
                self.next_label = label;
                self.elements(range, array.slot, count, elem);
            }
            Type::Pointer(array) => {
                let Type::Array(len, elem) = self.unit.types.under(array) else {
                    return;
                };
                let pointer = self.eval(&range.x, None);
                let pointer = self.stable(pointer);
                let count = self.alloc(Bank::Num);
                self.number_constant(count, len);
                self.next_label = label;
                self.elements(range, pointer.slot, count, elem);
            }
            Type::Map(key, elem) => {
                self.next_label = label;
                self.entries(range, ty, key, elem);
            }
            Type::Chan(_, elem) => {
                self.next_label = label;
                self.received(range, elem);
            }
            Type::Func(signature) => {
                self.next_label = label;
                self.function(range, &signature);
            }
            _ if self.unit.desc(ty).kind == Kind::Text => {
                self.next_label = label;
                self.runes(range);
            }
            _ => {
                self.next_label = label;
                self.integers(range, ty);
            }
        }
    }

    /// Gives a loop's variable its value.
    fn bind(&mut self, range: &'a Range, variable: Option<&'a Expr>, value: Operand, from: TypeId) {
        let Some(variable) = variable else { return };
        if variable
            .as_ident()
            .is_some_and(|ident| Self::is_blank(ident.name))
        {
            return;
        }
        if range.define {
            if let Some(obj) = variable.as_ident().and_then(|ident| self.object(ident.id)) {
                if self.old_loops && self.vars.contains_key(&obj) {
                    let (place, ty) = (self.variable(obj), self.object_type(obj));
                    return self.store(place, ty, value);
                }
                self.declare(obj, Some(value));
            }
            return;
        }
        let (place, to) = (self.location(variable, false), self.ty(variable));
        let value = self.converted(value, from, to, None);
        self.store(place, to, value);
    }

    /// Before Go 1.22 the variables are declared once.
    fn declare_once(&mut self, range: &'a Range) {
        if self.old_loops && range.define {
            for variable in [&range.key, &range.value].into_iter().flatten() {
                let ident = variable
                    .as_ident()
                    .filter(|ident| !Self::is_blank(ident.name));
                if let Some(obj) = ident.and_then(|ident| self.object(ident.id)) {
                    self.declare(obj, None);
                }
            }
        }
    }

    /// A loop with an index below a length, which is not negative if it is no signed integer.
    fn counted(
        &mut self,
        range: &'a Range,
        (len, is_signed): (Slot, bool),
        body: impl FnOnce(&mut Self, Slot),
    ) {
        self.declare_once(range);
        let index = self.alloc(Bank::Num);
        self.emit(Op::Int(index, 0));
        self.open(true);
        let none = self.emit(if is_signed {
            Op::JumpLessEqual(len, index, 0)
        } else {
            Op::JumpEqual(len, index, 0)
        });
        let start = self.here();
        let line = self.line;
        let before = self.top;
        body(self, index);
        self.block(&range.body);
        self.top = before;
        self.continue_here();
        self.line = line;
        self.emit(Op::AddInt(index, index, 1));
        self.emit(if is_signed {
            Op::JumpLess(index, len, start)
        } else {
            Op::JumpUnequal(index, len, start)
        });
        self.patch_here(vec![none]);
        self.close();
    }

    fn elements(&mut self, range: &'a Range, slice: Slot, len: Slot, elem: TypeId) {
        let number = self.no(elem);
        self.counted(range, (len, true), |func, index| {
            func.bind(range, range.key.as_ref(), Operand::num(index), TypeId::INT);
            if range.value.as_ref().is_some_and(|value| {
                value
                    .as_ident()
                    .is_none_or(|ident| !Self::is_blank(ident.name))
            }) {
                let value = func.load(Location::Element(slice, index, number), elem, None);
                func.bind(range, range.value.as_ref(), value, elem);
            }
        });
    }

    fn integers(&mut self, range: &'a Range, ty: TypeId) {
        let count = self.eval(&range.x, None);
        let count = self.stable(count);
        let ty = match &range.key {
            Some(key) if range.define => key
                .as_ident()
                .and_then(|ident| self.object(ident.id))
                .map_or(ty, |obj| self.object_type(obj)),
            _ => ty,
        };
        let is_signed = matches!(self.unit.desc(ty).kind, Kind::Int(_));
        self.counted(range, (count.slot, is_signed), |func, index| {
            func.bind(range, range.key.as_ref(), Operand::num(index), ty);
        });
    }

    fn runes(&mut self, range: &'a Range) {
        let text = self.eval(&range.x, None);
        let text = self.stable(text);
        self.declare_once(range);
        let len = self.number_op(None, |slot| Op::TextLen(slot, text.slot));
        let (index, next) = (self.alloc(Bank::Num), self.alloc(Bank::Num));
        self.emit(Op::Int(next, 0));
        self.open(true);
        let start = self.here();
        let line = self.line;
        let end = self.emit(Op::JumpLessEqual(len.slot, next, 0));
        self.emit(Op::Move(index, next));
        let rune = self.alloc_many(Bank::Num, 2);
        self.emit(Op::TextRune(rune, text.slot, index));
        self.emit(Op::Add(next, index, rune + 1));
        let before = self.top;
        self.bind(range, range.key.as_ref(), Operand::num(index), TypeId::INT);
        self.bind(
            range,
            range.value.as_ref(),
            Operand::num(rune),
            TypeId::RUNE,
        );
        self.block(&range.body);
        self.top = before;
        self.continue_here();
        self.line = line;
        self.emit(Op::Jump(start));
        self.patch_here(vec![end]);
        self.close();
    }

    fn entries(&mut self, range: &'a Range, ty: TypeId, key: TypeId, elem: TypeId) {
        let map = self.eval(&range.x, None);
        self.declare_once(range);
        let state = self.reference_op(None, |slot| Op::MapRange(slot, map.slot));
        let (key_bank, elem_bank, number) = (self.bank(key), self.bank(elem), self.no(ty));
        let (key_slot, elem_slot, more) = (
            self.alloc(key_bank),
            self.alloc(elem_bank),
            self.alloc(Bank::Num),
        );
        self.open(true);
        let start = self.here();
        let line = self.line;
        self.emit(Op::MapNext(more, state.slot, key_slot, elem_slot, number));
        let end = self.emit(Op::JumpIfNot(more, 0));
        let before = self.top;
        let key_value = Operand {
            slot: key_slot,
            bank: key_bank,
            fresh: false,
        };
        self.bind(range, range.key.as_ref(), key_value, key);
        let value = Operand {
            slot: elem_slot,
            bank: elem_bank,
            fresh: false,
        };
        self.bind(range, range.value.as_ref(), value, elem);
        self.block(&range.body);
        self.top = before;
        self.continue_here();
        self.line = line;
        self.emit(Op::Jump(start));
        self.patch_here(vec![end]);
        self.close();
    }

    fn received(&mut self, range: &'a Range, elem: TypeId) {
        let channel = self.eval(&range.x, None);
        let channel = self.stable(channel);
        self.declare_once(range);
        let (bank, number, fresh) = (self.bank(elem), self.no(elem), self.is_memory(elem));
        let (slot, ok) = (self.alloc(bank), self.alloc(Bank::Num));
        self.open(true);
        let start = self.here();
        let line = self.line;
        self.emit(Op::Receive(slot, channel.slot, number, ok));
        let end = self.emit(Op::JumpIfNot(ok, 0));
        let before = self.top;
        self.bind(
            range,
            range.key.as_ref(),
            Operand { slot, bank, fresh },
            elem,
        );
        self.block(&range.body);
        self.top = before;
        self.continue_here();
        self.line = line;
        self.emit(Op::Jump(start));
        self.patch_here(vec![end]);
        self.close();
    }

    /// A loop over a function: the function calls the body, see [`Op::Yield`].
    fn function(&mut self, range: &'a Range, signature: &Signature) {
        let function = self.eval(&range.x, None);
        let function = self.stable(function);
        self.declare_once(range);
        let state = self.alloc(Bank::Num);
        self.emit(Op::Int(state, 0));
        let scope = self.open(true);
        let yields = signature
            .params
            .first()
            .map(|param| self.unit.types.underlying(param.ty));
        let yields = yields.and_then(|ty| self.unit.types.signature(ty));
        let types: Vec<TypeId> = yields
            .iter()
            .flat_map(|yields| yields.params.iter().map(|param| param.ty))
            .collect();
        let mut params = Vec::new();
        for ty in types {
            let (bank, fresh) = (self.bank(ty), self.is_memory(ty));
            params.push((
                Operand {
                    slot: self.alloc(bank),
                    bank,
                    fresh,
                },
                ty,
            ));
        }
        let before = self.top;
        let line = self.line;
        let body = self.alloc(Bank::Ref);
        let yielding = self.emit(Op::Yield(body, 0));
        self.emit(Op::CallValue(function.slot, before.nums, body));
        self.top = before;
        self.emit(Op::EndLoop);
        let dispatch = self.emit(Op::Jump(0));
        for (value, _) in &params {
            self.emit(Op::Param(value.bank, value.slot));
        }
        let begin = self.here();
        self.patch(yielding, begin);
        self.bodies.push(BodyScope {
            block: &range.body,
            scope,
            state,
            exits: Vec::new(),
        });
        let mut variables = [range.key.as_ref(), range.value.as_ref()].into_iter();
        for (value, ty) in params {
            self.bind(range, variables.next().flatten(), value, ty);
        }
        self.block(&range.body);
        self.top = before;
        self.line = line;
        self.emit(Op::Resume(true));
        self.patch_here(vec![dispatch]);
        let exits = self.bodies.pop().map(|body| body.exits).unwrap_or_default();
        for (number, exit) in (1..).zip(exits) {
            let past = self.emit(Op::JumpUnequalInt(state, number, 0));
            self.exit(exit);
            self.patch_here(vec![past]);
        }
        self.close();
    }
}
