//! Calls.

use super::func::{Func, Operand};
use super::unit::{FunctionKey, Job, Substitution, Unit};
use crate::code::{Bank, Op, Slot};
use crate::syntax::ast::{Call, Expr, ExprKind};
use crate::types::info::SelectionKind;
use crate::types::object::ObjectKind;
use crate::types::ty::Signature;
use crate::types::{Mode, ObjId, Type, TypeId};
use std::rc::Rc;

/// What is called.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Target {
    /// A function.
    Function(u32),
    /// A native function.
    Native(u16),
    /// A function value.
    Value(Slot),
    /// A method of the interface that is the receiver.
    Method(u16),
    /// What the Lab does not have; it was complained about.
    Missing,
}

/// What is called, with its receiver and its type.
pub(crate) struct Callee {
    pub(crate) target: Target,
    pub(crate) receiver: Option<Operand>,
    pub(crate) signature: Rc<Signature>,
}

/// The arguments of a call.
pub(crate) enum Args<'e> {
    /// As they are written; whether the last one is followed by `...`.
    Written(&'e [Expr], bool),
    /// Values of the types of the parameters.
    Given(Vec<Operand>),
}

impl Unit<'_> {
    /// What a declared function or method with these type arguments is.
    pub(crate) fn declared(&mut self, obj: ObjId, args: &[TypeId]) -> Target {
        let object = self.types.object(obj);
        let ty = object.ty;
        let ObjectKind::Func(func) = object.kind else {
            return Target::Missing;
        };
        if !func.has_body {
            let name = self.types.full_name(obj);
            if let Some(number) = (self.natives)(&name) {
                return Target::Native(number);
            }
            self.refuse(self.pos, format!("the Lab does not have {name} yet"));
            return Target::Missing;
        }
        let args: Rc<[TypeId]> = args.iter().map(|arg| self.types.canonical(*arg)).collect();
        let params = match func.receiver {
            Some(receiver) => Rc::clone(&self.types.named(receiver.base).params),
            None => self
                .types
                .signature(ty)
                .map_or_else(|| [].into(), |signature| Rc::clone(&signature.type_params)),
        };
        let Some((decl, ..)) = self.decls.get(&func.decl).copied() else {
            return Target::Missing;
        };
        let subst = Substitution {
            params,
            args: Rc::clone(&args),
        };
        Target::Function(self.function(
            FunctionKey::Declared(obj, args),
            Job::Declared(obj, decl, subst),
        ))
    }

    /// The number of a function that calls a native one.
    pub(crate) fn native_function(
        &mut self,
        native: u16,
        signature: TypeId,
        receiver: Option<TypeId>,
    ) -> u32 {
        self.function(
            FunctionKey::Native(native),
            Job::Native(native, signature, receiver),
        )
    }
}

impl<'a> Func<'_, 'a> {
    /// A call: the values of its results.
    pub(crate) fn call(
        &mut self,
        expr: &'a Expr,
        call: &'a Call,
        wanted: Option<Slot>,
    ) -> Vec<Operand> {
        match self.unit.info.expr(call.fun.id).map(|info| info.mode) {
            Some(Mode::Type) => {
                let to = self.ty(expr);
                vec![self.conversion(&call.args[0], to, wanted)]
            }
            Some(Mode::Builtin(builtin)) => self
                .builtin(builtin, expr, call, wanted)
                .into_iter()
                .collect(),
            _ => {
                let callee = self.callee(&call.fun);
                let args = Args::Written(&call.args, call.ellipsis.is_some());
                let results = self.invoke(&callee, &args);
                self.name_receiver(&call.fun);
                results
            }
        }
    }

    /// What an expression that is called stands for.
    pub(crate) fn callee(&mut self, fun: &'a Expr) -> Callee {
        let ty = self.ty(fun);
        let ty = self.unit.types.underlying(ty);
        let signature = self
            .unit
            .types
            .signature(ty)
            .unwrap_or_else(|| Rc::new(no_signature()));
        let inner = fun.unparen();
        if let Some(target) = self.static_target(inner) {
            return Callee {
                target,
                receiver: None,
                signature,
            };
        }
        if let ExprKind::Selector(x, name) = &inner.kind
            && self
                .unit
                .info
                .selection(inner.id)
                .is_some_and(|found| found.kind == SelectionKind::Method)
        {
            let (target, receiver) = self.method_callee(inner, x, name.name);
            return Callee {
                target,
                receiver: Some(receiver),
                signature,
            };
        }
        let value = self.eval(inner, None);
        Callee {
            target: Target::Value(value.slot),
            receiver: None,
            signature,
        }
    }

    /// The declared function that a name, `pkg.Name` or an instantiation stands for.
    pub(crate) fn static_target(&mut self, expr: &'a Expr) -> Option<Target> {
        let ident = match &expr.unparen().kind {
            ExprKind::Ident(ident) => ident,
            ExprKind::Selector(_, name)
                if self.unit.info.selection(expr.unparen().id).is_none() =>
            {
                name
            }
            ExprKind::Index(index) => match &index.x.unparen().kind {
                ExprKind::Ident(ident) => ident,
                ExprKind::Selector(_, name)
                    if self.unit.info.selection(index.x.unparen().id).is_none() =>
                {
                    name
                }
                _ => return None,
            },
            _ => return None,
        };
        let obj = self.object(ident.id)?;
        if !matches!(self.unit.types.object(obj).kind, ObjectKind::Func(_)) {
            return None;
        }
        let args = self
            .unit
            .info
            .instance(ident.id)
            .map(|instance| Rc::clone(&instance.args));
        let args: Vec<TypeId> = args
            .iter()
            .flat_map(|args| args.iter())
            .map(|arg| self.subst(*arg))
            .collect();
        Some(self.unit.declared(obj, &args))
    }

    /// Calls with arguments; the results lie at the start of the call's window.
    pub(crate) fn invoke(&mut self, callee: &Callee, args: &Args<'a>) -> Vec<Operand> {
        let signature = Rc::clone(&callee.signature);
        let base = self.top;
        let mut results = Vec::new();
        for result in signature.results.iter() {
            let (bank, fresh) = (self.bank(result.ty), self.is_memory(result.ty));
            results.push(Operand {
                slot: self.alloc(bank),
                bank,
                fresh,
            });
        }
        let after = self.top;
        if let Some(receiver) = callee.receiver {
            let slot = self.alloc(receiver.bank);
            // The receiver of an interface's method is put there by the call itself.
            if !matches!(callee.target, Target::Method(_)) {
                self.move_to(slot, receiver);
            }
        }
        self.arguments(&signature, args);
        let (num, reference) = (base.nums, base.refs);
        match callee.target {
            Target::Function(number) => {
                self.emit(Op::Call(number, num, reference));
            }
            Target::Native(number) => {
                self.emit(Op::Native(number, num, reference));
            }
            Target::Value(slot) => {
                self.emit(Op::CallValue(slot, num, reference));
            }
            Target::Method(method) => {
                let interface = callee.receiver.map_or(0, |receiver| receiver.slot);
                self.emit(Op::CallMethod(interface, method, num, reference));
            }
            Target::Missing => {}
        }
        self.top = after;
        results
    }

    /// Evaluates arguments into new slots, one after the other.
    pub(crate) fn arguments(&mut self, signature: &Signature, args: &Args<'a>) {
        let slots: Vec<(Slot, TypeId)> = signature
            .params
            .iter()
            .map(|param| (param.ty, self.bank(param.ty)))
            .collect::<Vec<_>>()
            .into_iter()
            .map(|(ty, bank)| (self.alloc(bank), ty))
            .collect();
        match args {
            Args::Given(values) => {
                for ((slot, _), value) in slots.iter().zip(values) {
                    self.move_to(*slot, *value);
                }
            }
            Args::Written([only], false) if slots.len() != 1 || self.is_tuple(only) => {
                if self.is_tuple(only) {
                    self.spread(only, signature, &slots);
                } else {
                    self.written(std::slice::from_ref(only), false, signature, &slots);
                }
            }
            Args::Written(exprs, ellipsis) => self.written(exprs, *ellipsis, signature, &slots),
        }
    }

    pub(crate) fn is_tuple(&mut self, expr: &'a Expr) -> bool {
        let ty = self.unit.info.type_of(expr.id);
        matches!(self.unit.types.get(ty), Type::Tuple(_))
    }

    /// The types of a call's results.
    pub(crate) fn result_types(&mut self, expr: &'a Expr) -> Vec<TypeId> {
        let ty = self.ty(expr);
        match self.unit.types.get(ty).clone() {
            Type::Tuple(types) => types.iter().map(|param| param.ty).collect(),
            _ => vec![ty],
        }
    }

    fn written(
        &mut self,
        exprs: &'a [Expr],
        ellipsis: bool,
        signature: &Signature,
        slots: &[(Slot, TypeId)],
    ) {
        let plain = if signature.variadic && !ellipsis {
            slots.len() - 1
        } else {
            slots.len()
        };
        for (expr, (slot, ty)) in exprs.iter().zip(&slots[..plain]) {
            let before = self.top;
            self.eval_owned(expr, *ty, Some(*slot));
            self.top = before;
        }
        if plain < slots.len() {
            let (slot, ty) = slots[plain];
            let elem = self.elem(ty);
            let rest = &exprs[plain.min(exprs.len())..];
            self.rest(slot, rest.len(), elem, |func, number, elem| {
                func.eval_as(&rest[number], elem, None)
            });
        }
    }

    /// The results of a call as the arguments of another one.
    fn spread(&mut self, call: &'a Expr, signature: &Signature, slots: &[(Slot, TypeId)]) {
        let types = self.result_types(call);
        let values = self.values(call);
        let plain = if signature.variadic {
            slots.len() - 1
        } else {
            slots.len()
        };
        for ((value, from), (slot, to)) in values.iter().zip(&types).zip(&slots[..plain]) {
            self.converted(*value, *from, *to, Some(*slot));
        }
        if plain < slots.len() {
            let (slot, ty) = slots[plain];
            let elem = self.elem(ty);
            let rest: Vec<(Operand, TypeId)> = values.into_iter().zip(types).skip(plain).collect();
            self.rest(slot, rest.len(), elem, |func, number, elem| {
                let (value, from) = rest[number];
                func.converted(value, from, elem, None)
            });
        }
    }

    /// The values of an expression that may be a call with several results.
    pub(crate) fn values(&mut self, expr: &'a Expr) -> Vec<Operand> {
        match &expr.unparen().kind {
            ExprKind::Call(call) => self.call(expr.unparen(), call, None),
            _ => vec![self.eval(expr, None)],
        }
    }

    /// The type of a slice's elements.
    pub(crate) fn elem(&mut self, slice: TypeId) -> TypeId {
        match self.unit.types.under(slice) {
            Type::Slice(elem) => elem,
            _ => TypeId::BYTE,
        }
    }

    /// The slice of a variadic parameter.
    pub(crate) fn rest(
        &mut self,
        slot: Slot,
        count: usize,
        elem: TypeId,
        mut value: impl FnMut(&mut Self, usize, TypeId) -> Operand,
    ) {
        if count == 0 {
            self.emit(Op::Nil(slot));
            return;
        }
        let (len, number) = (self.alloc(Bank::Num), self.no(elem));
        self.number_constant(len, count as u64);
        // Not the parameter's slot: the values may be calls.
        let made = self.alloc(Bank::Ref);
        self.emit(Op::MakeSlice(made, len, len, number));
        for at in 0..count {
            let before = self.top;
            let value = value(self, at, elem);
            let index = self.alloc(Bank::Num);
            self.number_constant(index, at as u64);
            self.store(
                super::location::Location::Element(made, index, number),
                elem,
                value,
            );
            self.top = before;
        }
        self.emit(Op::MoveRef(slot, made));
    }
}

/// The type of a function that is in error.
fn no_signature() -> Signature {
    Signature {
        type_params: [].into(),
        params: [].into(),
        results: [].into(),
        variadic: false,
    }
}
