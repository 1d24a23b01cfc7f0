//! The window and the body of a function.

use super::func::{Form, Func, Operand, ResultPlace, Variable};
use super::location::Location;
use super::unit::Unit;
use crate::code::{Bank, Function, Op, Slots};
use crate::syntax::ast::{Block, Expr, ExprKind, Field, FieldList, FuncType, Ident};
use crate::syntax::symbol::Symbol;
use crate::types::ty::Signature;
use crate::types::{ObjId, TypeId};

impl<'a> Func<'_, 'a> {
    /// The function that was compiled.
    pub(super) fn finish(mut self, results: Slots, params: Slots) -> Function {
        for (jump, label) in std::mem::take(&mut self.gotos) {
            if let Some(to) = self.labels.get(&label).copied() {
                self.patch(jump, to);
            }
        }
        if self.has_overflowed() {
            let pos = crate::syntax::pos::Pos::NONE;
            self.refuse(
                pos,
                "a function of this program needs more variables than the Lab has for one",
            );
        }
        // A waiting operation may take the slot behind the last one.
        let slots = Slots {
            nums: self.most.nums + 1,
            refs: self.most.refs + 1,
        };
        Function {
            name: self
                .unit
                .names
                .get(&self.number)
                .cloned()
                .unwrap_or_default(),
            results,
            params,
            slots,
            ops: self.ops,
            lines: self.lines,
            names: self.names.into_iter().collect(),
            epilogue: self.epilogue,
            file: self.unit.own_files.get(&self.number).copied(),
        }
    }

    /// Slots for results and parameters that have no names.
    pub(super) fn plain_window(&mut self, signature: &Signature) -> (Slots, Slots, Vec<Operand>) {
        self.reserve_results(signature);
        let results = self.top;
        let mut values = Vec::new();
        for param in signature.params.iter() {
            let bank = self.bank(param.ty);
            values.push(Operand {
                slot: self.alloc(bank),
                bank,
                fresh: true,
            });
        }
        let params = Slots {
            nums: self.top.nums - results.nums,
            refs: self.top.refs - results.refs,
        };
        (results, params, values)
    }

    pub(super) fn reserve_results(&mut self, signature: &Signature) {
        for result in signature.results.iter() {
            let bank = self.bank(result.ty);
            self.alloc(bank);
        }
    }

    /// Package variables and their value.
    pub(super) fn initialize_globals(&mut self, lhs: &[ObjId], rhs: &'a Expr) {
        let before = self.top;
        if let [obj] = lhs {
            let ty = self.object_type(*obj);
            let value = self.eval_owned(rhs, ty, None);
            self.name_channel(rhs, value.slot, |func| Some(func.variable_name(*obj)));
            let place = Location::Global(self.unit.global(*obj));
            self.store(place, ty, value);
        } else {
            let (values, types) = self.several(rhs, lhs.len());
            for ((obj, value), from) in lhs.iter().zip(values).zip(types) {
                let to = self.object_type(*obj);
                let value = self.converted(value, from, to, None);
                let place = Location::Global(self.unit.global(*obj));
                self.store(place, to, value);
            }
        }
        self.top = before;
    }

    /// A function with a body.
    pub(super) fn body(
        mut self,
        recv: Option<&'a FieldList>,
        ty: &'a FuncType,
        body: &'a Block,
        captures: &[ObjId],
    ) -> Function {
        self.has_defer = Unit::has_defer(body);
        self.line = self.line_of(body.lbrace);
        let results = self.result_slots(ty);
        let results_end = self.top;
        let mut params = Vec::new();
        for field in recv
            .iter()
            .flat_map(|list| &list.fields)
            .chain(&ty.params.fields)
        {
            self.param_slots(field, &mut params);
        }
        let counts = Slots {
            nums: self.top.nums - results_end.nums,
            refs: self.top.refs - results_end.refs,
        };
        let first_capture = self.top.refs;
        for _ in captures {
            self.alloc(Bank::Ref);
        }
        for (slot, obj) in (first_capture..).zip(captures) {
            self.take_capture(slot, *obj);
        }
        for (value, obj, ty) in params {
            self.take_param(value, obj, ty);
        }
        self.take_results(results);
        self.stmts(&body.stmts);
        self.line = self.line_of(body.rbrace);
        self.leave();
        if self.has_defer {
            let returns = std::mem::take(&mut self.returns);
            self.patch_here(returns);
            self.epilogue = self.here();
            self.emit(Op::RunDeferred);
            self.load_results();
            self.emit(Op::Return);
        }
        self.finish(results_end, counts)
    }

    /// The slots of the results, with their names.
    fn result_slots(&mut self, ty: &'a FuncType) -> Vec<(ResultPlace, Option<ObjId>)> {
        let mut list = Vec::new();
        for field in ty.results.iter().flat_map(|list| &list.fields) {
            let ty = self.ty(&field.ty);
            let bank = self.bank(ty);
            let names: Vec<Option<&Ident>> = if field.names.is_empty() {
                vec![None]
            } else {
                field.names.iter().map(Some).collect()
            };
            for name in names {
                let slot = self.alloc(bank);
                let obj = name.and_then(|name| self.object(name.id));
                let is_named = name.is_some();
                let place = ResultPlace {
                    slot,
                    ty,
                    variable: None,
                };
                list.push((place, obj));
                // `_` has no object, but is initialized like the others.
                if is_named && obj.is_none() {
                    self.blank_results.push(slot);
                }
            }
        }
        list
    }

    fn take_results(&mut self, results: Vec<(ResultPlace, Option<ObjId>)>) {
        for (mut place, obj) in results {
            if let Some(obj) = obj {
                let form = self.form(obj);
                let variable = match form {
                    Form::Cell(_) => Variable {
                        slot: self.alloc(Bank::Ref),
                        form,
                    },
                    Form::Plain(_) | Form::Handle(_) => Variable {
                        slot: place.slot,
                        form,
                    },
                };
                self.initialize(variable, place.ty, None);
                if let Form::Cell(bank) = form
                    && self.has_defer
                {
                    self.emit(match bank {
                        Bank::Num => Op::Int(place.slot, 0),
                        Bank::Ref => Op::Nil(place.slot),
                    });
                }
                self.vars.insert(obj, variable);
                place.variable = Some(variable);
            } else if self.has_defer || self.blank_results.contains(&place.slot) {
                self.zero(place.ty, Some(place.slot));
            }
            self.results.push(place);
        }
    }

    fn param_slots(
        &mut self,
        field: &'a Field,
        params: &mut Vec<(Operand, Option<ObjId>, TypeId)>,
    ) {
        let ty = match &field.ty.kind {
            ExprKind::Ellipsis(Some(elem)) => {
                let elem = self.ty(elem);
                self.unit.types.slice_of(elem)
            }
            _ => self.ty(&field.ty),
        };
        let bank = self.bank(ty);
        if field.names.is_empty() {
            self.alloc(bank);
        }
        for name in &field.names {
            let slot = self.alloc(bank);
            let obj = if name.name == Symbol::BLANK {
                None
            } else {
                self.object(name.id)
            };
            params.push((
                Operand {
                    slot,
                    bank,
                    fresh: true,
                },
                obj,
                ty,
            ));
        }
    }

    fn take_param(&mut self, value: Operand, obj: Option<ObjId>, ty: TypeId) {
        let Some(obj) = obj else { return };
        let form = self.form(obj);
        let variable = match form {
            Form::Plain(_) | Form::Handle(_) => Variable {
                slot: value.slot,
                form,
            },
            Form::Cell(_) => {
                let variable = Variable {
                    slot: self.alloc(Bank::Ref),
                    form,
                };
                self.initialize(variable, ty, Some(value));
                variable
            }
        };
        self.vars.insert(obj, variable);
    }

    fn take_capture(&mut self, slot: u16, obj: ObjId) {
        let form = self.form(obj);
        let variable = match form {
            Form::Plain(Bank::Num) => {
                let number = self.alloc(Bank::Num);
                self.emit(Op::Unwrap(number, slot));
                Variable { slot: number, form }
            }
            _ => Variable { slot, form },
        };
        self.vars.insert(obj, variable);
    }
}
