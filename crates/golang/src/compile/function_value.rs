//! Function values, `go` and `defer`.

use super::call::{Args, Callee, Target};
use super::func::{Form, Func, Operand};
use super::unit::Job;
use crate::code::{Bank, Op, Slot};
use crate::syntax::ast::{Call, Expr, ExprId, ExprKind, FuncLit};
use crate::types::object::Builtin;
use crate::types::ty::{Param, Signature};
use crate::types::{Mode, TypeId};
use std::rc::Rc;

impl<'a> Func<'_, 'a> {
    /// A declared function as a value.
    pub(crate) fn function_name(&mut self, expr: &'a Expr, wanted: Option<Slot>) -> Operand {
        let ty = self.ty(expr);
        let target = self.static_target(expr).unwrap_or(Target::Missing);
        let number = self.number_of(target, ty, None);
        self.reference_op(wanted, |slot| Op::Closure(slot, number, 0, 0))
    }

    /// The number of the function that is called.
    fn number_of(&mut self, target: Target, signature: TypeId, receiver: Option<TypeId>) -> u32 {
        match target {
            Target::Function(number) => number,
            Target::Native(native) => self.unit.native_function(native, signature, receiver),
            Target::Value(_) | Target::Method(_) | Target::Missing => 0,
        }
    }

    /// `func(…) {…}`
    pub(crate) fn function_literal(
        &mut self,
        id: ExprId,
        literal: &'a FuncLit,
        wanted: Option<Slot>,
    ) -> Operand {
        let captures = self
            .unit
            .info
            .literal(id)
            .map(|index| self.unit.info.functions[index as usize].captures.clone());
        let captures = captures.unwrap_or_default();
        let job = Job::Literal(id, literal, self.subst.clone(), self.old_loops);
        let number = self.unit.new_function(job);
        self.unit.inherit(number, self.number);
        let count = captures.len();
        let first = if count == 0 {
            0
        } else {
            self.alloc_many(Bank::Ref, count)
        };
        for (slot, obj) in (first..).zip(&captures) {
            let Some(variable) = self.vars.get(obj).copied() else {
                continue;
            };
            self.emit(match variable.form {
                Form::Plain(Bank::Num) => Op::Wrap(slot, variable.slot),
                Form::Plain(Bank::Ref) | Form::Handle(_) | Form::Cell(_) => {
                    Op::MoveRef(slot, variable.slot)
                }
            });
        }
        let count = u8::try_from(count).unwrap_or(u8::MAX);
        self.reference_op(wanted, |slot| Op::Closure(slot, number, first, count))
    }

    /// `go f(…)` or `defer f(…)`: function and arguments are evaluated now.
    pub(crate) fn spawn(&mut self, expr: &'a Expr, is_go: bool) {
        let ExprKind::Call(call) = &expr.unparen().kind else {
            return;
        };
        if let Some(Mode::Builtin(builtin)) = self.unit.info.expr(call.fun.id).map(|info| info.mode)
        {
            return self.spawn_builtin(builtin, call, is_go);
        }
        let callee = self.callee(&call.fun);
        let (function, callee) = self.as_value(&call.fun, callee);
        self.start(
            function,
            &callee,
            &Args::Written(&call.args, call.ellipsis.is_some()),
            is_go,
        );
    }

    /// A callee as a function value; its receiver, if any, is the first argument.
    fn as_value(&mut self, fun: &'a Expr, callee: Callee) -> (Slot, Callee) {
        let number = match callee.target {
            Target::Value(slot) => return (slot, callee),
            Target::Function(number) => number,
            Target::Native(native) => {
                let ty = self.ty(fun);
                let receiver = callee.receiver.map(|_| self.receiver_type(fun));
                self.unit.native_function(native, ty, receiver)
            }
            Target::Method(_) => {
                let interface = callee.receiver.map_or(0, |receiver| receiver.slot);
                self.emit(Op::CheckNil(interface));
                self.interface_function(fun)
            }
            Target::Missing => 0,
        };
        let function = self.reference_op(None, |slot| Op::Closure(slot, number, 0, 0));
        let target = Target::Value(function.slot);
        (function.slot, Callee { target, ..callee })
    }

    fn receiver_type(&mut self, fun: &'a Expr) -> TypeId {
        match &fun.unparen().kind {
            // Natives have pointer receivers; how the receiver looks matters to its bank alone.
            ExprKind::Selector(x, _) => {
                let ty = self.ty(x);
                self.unit.types.pointer_to(ty)
            }
            _ => TypeId::ANY,
        }
    }

    /// The function of an interface's method whose first parameter is the interface.
    fn interface_function(&mut self, fun: &'a Expr) -> u32 {
        let ExprKind::Selector(x, name) = &fun.unparen().kind else {
            return 0;
        };
        let ty = self.ty(x);
        let Some(mut thunk) = self.selected(fun.unparen(), ty, name.name) else {
            return 0;
        };
        // The receiver is the interface at the end of the path.
        if let crate::types::info::MethodRef::Interface { receiver, .. } = thunk.method {
            thunk.ty = self.subst(receiver);
            thunk.path.clear();
        }
        self.unbound_of(thunk, name.name)
    }

    fn start(&mut self, function: Slot, callee: &Callee, args: &Args<'a>, is_go: bool) {
        let base = self.top;
        let signature = Rc::clone(&callee.signature);
        for result in signature.results.iter() {
            let bank = self.bank(result.ty);
            self.alloc(bank);
        }
        if let Some(receiver) = callee.receiver {
            let slot = self.alloc(receiver.bank);
            self.move_to(slot, receiver);
        }
        self.arguments(&signature, args);
        let (num, reference) = (base.nums, base.refs);
        self.emit(if is_go {
            Op::Go(function, num, reference)
        } else {
            Op::Defer(function, num, reference)
        });
        self.top = base;
    }

    fn spawn_builtin(&mut self, builtin: Builtin, call: &'a Call, is_go: bool) {
        let mut params = Vec::new();
        for arg in &call.args {
            let ty = self.ty(arg);
            let ty = self.unit.types.default_type(ty);
            let ty = if builtin == Builtin::Panic || ty == TypeId::UNTYPED_NIL {
                TypeId::ANY
            } else {
                ty
            };
            params.push(Param {
                name: crate::syntax::symbol::Symbol::EMPTY,
                ty,
            });
        }
        let signature = Signature {
            type_params: [].into(),
            params: params.into(),
            results: [].into(),
            variadic: false,
        };
        let number = self
            .unit
            .new_function(Job::Builtin(builtin, Rc::new(signature.clone())));
        let function = self.reference_op(None, |slot| Op::Closure(slot, number, 0, 0));
        let callee = Callee {
            target: Target::Value(function.slot),
            receiver: None,
            signature: Rc::new(signature),
        };
        self.start(
            function.slot,
            &callee,
            &Args::Written(&call.args, false),
            is_go,
        );
    }
}
