//! Methods: which function is called, and with which receiver.

use super::call::{Args, Callee, Target};
use super::func::{Func, Operand};
use super::location::Location;
use super::unit::{FunctionKey, Job, Thunk, Unit};
use crate::code::{Bank, Op, Shape, Slot};
use crate::syntax::ast::Expr;
use crate::syntax::symbol::Symbol;
use crate::types::info::MethodRef;
use crate::types::{Found, PkgId, Type, TypeId};
use std::rc::Rc;

impl Unit<'_> {
    /// Looks for methods of all types that interfaces may call; true if there were new functions to compile.
    pub(crate) fn resolve_methods(&mut self) -> bool {
        let mut found = false;
        for number in 0..self.type_ids.len() {
            for method in 0..self.method_keys.len() {
                found |= self.resolve_method(number, method);
            }
        }
        found
    }

    fn resolve_method(&mut self, number: usize, method: usize) -> bool {
        let (ty, key) = (self.type_ids[number], self.method_keys[method]);
        let entry = (
            u16::try_from(number).unwrap_or(u16::MAX),
            u16::try_from(method).unwrap_or(u16::MAX),
        );
        if !self.may_have_methods(ty) || !self.resolved.insert(entry) {
            return false;
        }
        let pkg = key.pkg.unwrap_or(PkgId::UNIVERSE);
        let Found::Method {
            path,
            method,
            ty: signature,
            ..
        } = self.types.lookup(ty, false, pkg, key.name)
        else {
            return false;
        };
        if self.types.canonical(signature) != key.ty {
            return false;
        }
        let function = self.thunk(
            Thunk {
                ty,
                path,
                method,
                signature,
            },
            key.name,
            pkg,
        );
        let methods = &mut self.code.types[number].methods;
        let place = methods.partition_point(|other| other.0 < entry.1);
        methods.insert(place, (entry.1, function));
        true
    }

    fn may_have_methods(&mut self, ty: TypeId) -> bool {
        match self.types.get(ty) {
            Type::Named(_) => !self.types.is_interface(ty),
            Type::Pointer(elem) => {
                matches!(self.types.get(*elem), Type::Named(_) | Type::Struct(_))
            }
            Type::Struct(fields) => fields.fields.iter().any(|field| field.embedded),
            _ => false,
        }
    }

    /// The function that interfaces call: its first reference parameter is what they hold.
    fn thunk(&mut self, thunk: Thunk, name: Symbol, pkg: PkgId) -> u32 {
        if let MethodRef::Declared { func, receiver } = thunk.method
            && thunk.path.is_empty()
        {
            let is_pointer = matches!(self.types.get(thunk.ty), Type::Pointer(_));
            let desc = self.desc(thunk.ty);
            let fits = desc.bank() == Bank::Ref && !desc.is_memory();
            if fits && is_pointer == self.types.has_pointer_receiver(func) {
                let args = self.args_of(receiver);
                match self.declared(func, &args) {
                    Target::Function(number) => return number,
                    Target::Native(native) => {
                        return self.native_function(native, thunk.signature, Some(thunk.ty));
                    }
                    _ => {}
                }
            }
        }
        self.function(FunctionKey::Thunk(thunk.ty, name, pkg), Job::Thunk(thunk))
    }

    /// The type arguments of a type.
    pub(crate) fn args_of(&self, ty: TypeId) -> Rc<[TypeId]> {
        match self.types.get(ty) {
            Type::Named(named) => Rc::clone(&self.types.named(*named).args),
            _ => [].into(),
        }
    }
}

impl<'a> Func<'_, 'a> {
    /// The method that `x.name` stands for, with the type arguments of this function.
    pub(crate) fn selected(
        &mut self,
        expr: &'a Expr,
        receiver: TypeId,
        name: Symbol,
    ) -> Option<Thunk> {
        let selection = self.unit.info.selection(expr.id)?.clone();
        let method = selection.method?;
        let signature = self.subst(selection.ty);
        if !self.unit.types.is_parameterized(selection.receiver) {
            return Some(Thunk {
                ty: receiver,
                path: selection.path,
                method,
                signature,
            });
        }
        let pkg = self.package();
        let receiver = self.subst(receiver);
        match self.unit.types.lookup(receiver, true, pkg, name) {
            Found::Method {
                path,
                method,
                ty: signature,
                ..
            } => Some(Thunk {
                ty: receiver,
                path,
                method,
                signature,
            }),
            _ => None,
        }
    }

    /// The package of this function's names.
    fn package(&self) -> PkgId {
        self.unit.function_package(self.number)
    }

    /// What `x.name(…)` calls, and the receiver.
    pub(crate) fn method_callee(
        &mut self,
        expr: &'a Expr,
        x: &'a Expr,
        name: Symbol,
    ) -> (Target, Operand) {
        let ty = self.ty(x);
        let Some(thunk) = self.selected(expr, ty, name) else {
            return (Target::Missing, Operand::reference(0));
        };
        let place = self.base(x, false);
        self.reached(place, &thunk)
    }

    /// The function of a method, and the receiver that it gets, from a place of the type.
    pub(crate) fn reached(&mut self, place: Location, thunk: &Thunk) -> (Target, Operand) {
        let (place, ty) = self.follow(place, thunk.ty, &thunk.path);
        match thunk.method {
            MethodRef::Interface { receiver, index } => {
                let receiver = self.subst(receiver);
                let value = self.load(place, ty, None);
                let interface = self.unit.types.underlying(receiver);
                let method = self.unit.types.type_set(interface).methods[index as usize].clone();
                (
                    Target::Method(self.unit.method(method.name, method.pkg, method.ty)),
                    value,
                )
            }
            MethodRef::Declared { func, receiver } => {
                let receiver = self.subst(receiver);
                let args = self.unit.args_of(receiver);
                let target = self.unit.declared(func, &args);
                let wants_pointer = self.unit.types.has_pointer_receiver(func);
                let value = match (self.unit.types.under(ty), wants_pointer) {
                    (Type::Pointer(_), true) => self.load(place, ty, None),
                    (Type::Pointer(elem), false) if !self.is_named_pointer(ty) => {
                        let pointer = self.load(place, ty, None);
                        self.behind(pointer, elem)
                    }
                    (_, true) => self.pointer_to(place, ty),
                    (_, false) => {
                        let value = self.load(place, ty, None);
                        self.owned(value, ty)
                    }
                };
                (target, value)
            }
        }
    }

    fn is_named_pointer(&self, ty: TypeId) -> bool {
        matches!(self.unit.types.get(ty), Type::Named(_))
    }

    /// The value behind a pointer, in memory of its own.
    fn behind(&mut self, pointer: Operand, elem: TypeId) -> Operand {
        if self.is_memory(elem) {
            return self.owned(pointer, elem);
        }
        if self.shape(elem) == Shape::NONE {
            self.emit(Op::CheckNil(pointer.slot));
        }
        self.load(Location::Memory(pointer.slot, Shape::NONE), elem, None)
    }

    /// `x.m` as a value: a function that has captured the receiver.
    pub(crate) fn method_value(
        &mut self,
        expr: &'a Expr,
        x: &'a Expr,
        wanted: Option<Slot>,
    ) -> Operand {
        let ty = self.ty(x);
        let crate::syntax::ast::ExprKind::Selector(_, name) = &expr.kind else {
            return self.zero(TypeId::ANY, wanted);
        };
        let Some(thunk) = self.selected(expr, ty, name.name) else {
            return self.zero(TypeId::ANY, wanted);
        };
        // The receiver is evaluated now, as for a call.
        let place = self.base(x, false);
        let (_, receiver) = self.reached(place, &thunk);
        let bound = match thunk.method {
            MethodRef::Declared { func, receiver } => {
                let receiver = self.subst(receiver);
                if self.unit.types.has_pointer_receiver(func) {
                    self.unit.types.pointer_to(receiver)
                } else {
                    receiver
                }
            }
            MethodRef::Interface { receiver: ty, .. } => {
                self.emit(Op::CheckNil(receiver.slot));
                self.subst(ty)
            }
        };
        let thunk = Thunk {
            ty: bound,
            path: Vec::new(),
            ..thunk
        };
        let capture = self.capture(receiver);
        let (key_ty, pkg) = (self.unit.types.canonical(thunk.ty), self.package());
        let number = self.unit.function(
            FunctionKey::Bound(key_ty, name.name, pkg),
            Job::Bound(thunk),
        );
        self.reference_op(wanted, |slot| Op::Closure(slot, number, capture, 1))
    }

    /// A value in a reference slot of its own, to be captured.
    pub(crate) fn capture(&mut self, value: Operand) -> Slot {
        let slot = self.alloc(Bank::Ref);
        self.emit(match value.bank {
            Bank::Num => Op::Wrap(slot, value.slot),
            Bank::Ref => Op::MoveRef(slot, value.slot),
        });
        slot
    }

    /// `T.m`: a function whose first parameter is the receiver.
    pub(crate) fn method_expression(&mut self, expr: &'a Expr, wanted: Option<Slot>) -> Operand {
        let number = self.unbound(expr);
        self.reference_op(wanted, |slot| Op::Closure(slot, number, 0, 0))
    }

    fn unbound(&mut self, expr: &'a Expr) -> u32 {
        let crate::syntax::ast::ExprKind::Selector(_, name) = &expr.kind else {
            return 0;
        };
        let receiver = self
            .unit
            .info
            .selection(expr.id)
            .map_or(TypeId::INT, |selection| selection.receiver);
        let receiver = self.subst(receiver);
        let Some(thunk) = self.selected(expr, receiver, name.name) else {
            return 0;
        };
        // The type of a method expression has the receiver as its first parameter.
        let signature = match thunk.method {
            MethodRef::Declared { func, receiver } => {
                let receiver = self.subst(receiver);
                match *self.unit.types.get(receiver) {
                    Type::Named(named) => self.unit.types.method_type(func, named),
                    _ => thunk.signature,
                }
            }
            MethodRef::Interface { receiver, index } => {
                let interface = self.unit.types.underlying(receiver);
                self.unit.types.type_set(interface).methods[index as usize].ty
            }
        };
        self.unbound_of(Thunk { signature, ..thunk }, name.name)
    }

    /// The function of a method whose first parameter is the receiver.
    pub(crate) fn unbound_of(&mut self, thunk: Thunk, name: Symbol) -> u32 {
        let (ty, pkg) = (self.unit.types.canonical(thunk.ty), self.package());
        self.unit
            .function(FunctionKey::Unbound(ty, name, pkg), Job::Unbound(thunk))
    }

    /// The body of a function that calls a method of a receiver with its own parameters.
    pub(crate) fn pass_on(&mut self, place: Location, thunk: &Thunk, params: Vec<Operand>) {
        let (target, receiver) = self.reached(place, thunk);
        let Some(signature) = self.unit.types.signature(thunk.signature) else {
            return;
        };
        let callee = Callee {
            target,
            receiver: Some(receiver),
            signature,
        };
        let results = self.invoke(&callee, &Args::Given(params));
        let mut next = crate::code::Slots::default();
        for result in results {
            let to = match result.bank {
                Bank::Num => &mut next.nums,
                Bank::Ref => &mut next.refs,
            };
            let slot = *to;
            *to += 1;
            self.move_to(slot, result);
        }
        self.emit(Op::Return);
    }
}
