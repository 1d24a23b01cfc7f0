//! All other operations that do not wait.

use super::account::{held, set_held, set_noted};
use super::compare::{Incomparable, equal, place};
use super::compute::Leave;
use super::frames::{Done, Fault, Goroutine, Hindrance, Stop, nil_dereference};
use super::names::name_channel;
use super::natives::{Native, native};
use super::value::{Closure, Pointer, Ref};
use crate::code::{Bank, Kind, Op, Shape, Slot, TypeNo};
use goruntime::go::Chan;
use goruntime::runtime;
use goruntime::trace::Outcome;
use std::rc::Rc;

impl Goroutine {
    /// Executes until an operation has to wait, or all is done.
    pub(crate) fn execute(&mut self) -> Stop {
        let program = Rc::clone(&self.program);
        let before = set_held(program.held.get());
        let noted_before = set_noted(program.noted.get());
        let stop = if program.watch.is_some() {
            self.execute_counted::<true>()
        } else {
            self.execute_counted::<false>()
        };
        program.noted.set(set_noted(noted_before));
        program.held.set(set_held(before));
        stop
    }

    fn execute_counted<const WATCHED: bool>(&mut self) -> Stop {
        loop {
            let done = match self.compute::<WATCHED>() {
                Leave::Other(op) if WATCHED => {
                    self.watch_operation(op).and_then(|()| self.operate(op))
                }
                Leave::Other(op) => self.operate(op),
                Leave::Fault(fault) => Err(Hindrance::Fault(fault)),
                Leave::Stop(stop) => Err(Hindrance::Stop(stop)),
                Leave::Full => Ok(()),
            };
            let done = match done {
                Err(Hindrance::Fault(fault)) => self.fault(&fault),
                done => done,
            };
            match done {
                Ok(()) => {}
                Err(Hindrance::Stop(stop)) => return stop,
                Err(Hindrance::Fault(_)) => unreachable!("a fault is a panic now"),
            }
            if held() > self.program.limits.memory {
                return self.out_of_memory(0);
            }
        }
    }

    fn operate(&mut self, op: Op) -> Done {
        match op {
            Op::Call(function, num, reference) => self.call(function, &[], (num, reference))?,
            Op::CallValue(slot, num, reference) => {
                let Ref::Closure(closure) = self.reference(slot) else {
                    return Err(nil_dereference().into());
                };
                let closure = Rc::clone(closure);
                self.call_value(&closure, (num, reference))?;
            }
            Op::CallMethod(slot, method, num, reference) => {
                self.call_method(slot, method, (num, reference))?;
            }
            Op::Native(number, num, reference) => return self.native(op, number, (num, reference)),
            Op::Return => return self.go_back(),
            Op::Go(slot, num, reference) => {
                let call = self.deferred(slot, (num, reference))?;
                if call.closure.body.is_some() {
                    return Err(self.refuse_body().into());
                }
                self.mark();
                self.spawn(call);
            }
            Op::Defer(slot, num, reference) => {
                let call = self.deferred_later(slot, (num, reference));
                self.defer(call);
            }
            Op::RunDeferred => {
                if let Some(call) = self.next_deferred() {
                    // This operation comes again after each of them.
                    self.top_mut().next -= 1;
                    self.enter_deferred(call, super::frames::After::GoOn)?;
                }
            }
            Op::Panic(slot) => return self.panic(self.reference(slot).clone()),
            Op::Recover(d) => {
                let value = self.recover();
                self.set_ref(d, value);
            }
            Op::Yield(d, begin) => self.begin_loop(d, begin),
            Op::EndLoop => self.end_loop()?,
            Op::Resume(goes_on) => return self.resume(goes_on),
            Op::Closure(d, function, from, count) => {
                let captures =
                    (from..from + u16::from(count)).map(|slot| self.reference(slot).clone());
                let closure = Closure::new(function, captures.collect(), None);
                self.set_ref(d, Ref::Closure(Rc::new(closure)));
            }
            Op::Send(..) | Op::Receive(..) | Op::Close(_) | Op::Select(..) => {
                return Err(Stop::Wait(op).into());
            }
            Op::MakeMap(_)
            | Op::MapLen(..)
            | Op::MapGet(..)
            | Op::MapSet(..)
            | Op::MapGetNum(..)
            | Op::MapSetNum(..)
            | Op::MapDelete(..)
            | Op::MapClear(_)
            | Op::MapRange(..)
            | Op::MapNext(..) => return self.operate_on_map(op),
            Op::New(..)
            | Op::Cell(..)
            | Op::View(..)
            | Op::Copy(..)
            | Op::CopyInto(..)
            | Op::MakeSlice(..)
            | Op::Cap(..)
            | Op::Slice(..)
            | Op::SliceToArray(..)
            | Op::AppendNum(..)
            | Op::Append(..)
            | Op::AppendSlice(..)
            | Op::AppendText(..)
            | Op::CopySlice(..)
            | Op::CopyText(..)
            | Op::ClearSlice(..) => return self.operate_on_memory(op),
            Op::EqualRef(..)
            | Op::StoreGlobalRef(..)
            | Op::BoxRef(..)
            | Op::UnboxRef(..)
            | Op::Implements(..)
            | Op::AssertFailed(..)
            | Op::MakeChan(..)
            | Op::NameChan(..)
            | Op::ChanLen(..)
            | Op::ChanCap(..)
            | Op::Print(..) => return self.operate_on_values(op),
            _ => return self.operate_on_text(op),
        }
        Ok(())
    }

    fn operate_on_values(&mut self, op: Op) -> Done {
        match op {
            Op::EqualRef(d, a, b, ty) => {
                // Each part counts as a jump.
                let mut jumps = self.program.jumps.get();
                let is_equal = equal(
                    &self.program.loaded.code,
                    ty,
                    (self.reference(a), self.reference(b)),
                    &mut jumps,
                );
                self.program.jumps.set(jumps);
                let is_equal = is_equal.map_err(uncomparable)?;
                self.set_num(d, u64::from(is_equal));
            }
            Op::StoreGlobalRef(a, offset) => {
                let value = self.reference(a).clone();
                let globals = Rc::clone(&self.program.globals);
                Pointer {
                    memory: globals,
                    num: 0,
                    reference: 0,
                }
                .store_ref(offset, value);
            }
            Op::BoxRef(d, ty, a) => {
                let value = self.reference(a).clone();
                self.set_ref(d, Ref::boxed(ty, value));
            }
            Op::UnboxRef(d, a, ty, ok) => {
                let value = self.reference(a);
                let held = (value.dynamic() == Some(ty)).then(|| value.held());
                self.set_num(ok, u64::from(held.is_some()));
                self.set_value(d, ty, held)?;
            }
            Op::Implements(d, a, ty) => {
                let implements = self.program.implements(self.reference(a), ty);
                self.set_num(d, u64::from(implements));
            }
            Op::AssertFailed(a, from, to) => return Err(self.assert_failed(a, from, to).into()),
            Op::MakeChan(d, capacity) => {
                let capacity = self.size(
                    self.num(capacity),
                    Shape::REF,
                    "makechan: size out of range",
                    true,
                )?;
                let made = Chan::new(capacity as usize);
                let made = match self.lent_name() {
                    Some(name) => made.named(&*name),
                    None => made,
                };
                self.set_ref(d, Ref::Chan(made));
            }
            Op::NameChan(c, text) => {
                let name = &self.program.loaded.code.texts[text as usize];
                name_channel(self.reference(c), &String::from_utf8_lossy(name));
            }
            Op::ChanLen(d, c) => {
                let len = match self.reference(c) {
                    Ref::Chan(chan) => chan.len(),
                    // A timer's channel counts as unbuffered, as in Go since 1.23.
                    _ => 0,
                };
                self.set_num(d, len as u64);
            }
            Op::ChanCap(d, c) => {
                let cap = match self.reference(c) {
                    Ref::Chan(chan) => chan.capacity(),
                    _ => 0,
                };
                self.set_num(d, cap as u64);
            }
            Op::Print(slot, is_line) => self.print(slot, is_line),
            _ => unreachable!("{op:?} is an operation of another kind"),
        }
        Ok(())
    }

    fn native(&mut self, op: Op, number: u16, window: (Slot, Slot)) -> Done {
        match native(number) {
            Native::Plain(function) => {
                let window = self.window(window.0, window.1);
                function(self, window);
                Ok(())
            }
            Native::Fails(function) => {
                let window = self.window(window.0, window.1);
                function(self, window)
            }
            Native::Waits(_) => Err(Stop::Wait(op).into()),
        }
    }

    fn call_method(&mut self, slot: Slot, method: u16, window: (Slot, Slot)) -> Done {
        let value = self.reference(slot);
        let Some(ty) = value.dynamic() else {
            return Err(nil_dereference().into());
        };
        let held = value.held();
        let function = self.program.loaded.code.method(ty, method);
        let function =
            function.unwrap_or_else(|| unreachable!("the checker has seen to it that it is there"));
        let results = self.program.loaded.code.functions[function as usize].results;
        self.set_ref(window.1 + results.refs, held);
        Ok(self.call(function, &[], window)?)
    }

    /// The function of a conversion that failed, in the words of `src/runtime/error.go`.
    fn assert_failed(&self, slot: Slot, from: TypeNo, to: TypeNo) -> Fault {
        let code = &self.program.loaded.code;
        let (from, wanted) = (&code.types[usize::from(from)], &code.types[usize::from(to)]);
        let interface = &from.name;
        let Some(dynamic) = self.reference(slot).dynamic() else {
            let what = if wanted.kind == Kind::Interface {
                "interface"
            } else {
                interface
            };
            return Fault::Plain(format!(
                "interface conversion: {what} is nil, not {}",
                wanted.name
            ));
        };
        let name = &code.types[usize::from(dynamic)].name;
        if wanted.kind == Kind::Interface {
            let missing = wanted
                .wants
                .iter()
                .find(|method| code.method(dynamic, **method).is_none());
            let missing = missing.map_or("", |method| &code.methods[usize::from(*method)]);
            return Fault::Plain(format!(
                "interface conversion: {name} is not {}: missing method {missing}",
                wanted.name
            ));
        }
        Fault::Plain(format!(
            "interface conversion: {interface} is {name}, not {}",
            wanted.name
        ))
    }

    pub(crate) fn pointer(&self, slot: Slot) -> Result<Pointer, Fault> {
        place(self.reference(slot)).ok_or_else(nil_dereference)
    }

    /// How many values an allocation holds, if the program may have them.
    pub(crate) fn size(
        &self,
        count: u64,
        shape: Shape,
        fault: &str,
        is_plain: bool,
    ) -> Result<u32, Hindrance> {
        let bytes = u64::from(shape.nums) * 8 + u64::from(shape.refs) * 32;
        match u32::try_from(count) {
            Ok(count) if u64::from(count) * bytes <= self.program.limits.memory => Ok(count),
            // Go's limit is the address space: 2^48 bytes.
            _ if count.saturating_mul(bytes) > 1 << 47 || count > 1 << 47 => {
                let fault = String::from(fault);
                Err(if is_plain {
                    Fault::Plain(fault)
                } else {
                    Fault::Runtime(fault)
                }
                .into())
            }
            _ => Err(self.out_of_memory(count.saturating_mul(bytes)).into()),
        }
    }

    /// How many bytes more the program may hold.
    pub(super) fn room(&self) -> u64 {
        self.program.limits.memory.saturating_sub(held())
    }

    /// Ends the run if the program would hold too much memory with so many bytes more.
    pub(super) fn check_room(&self, more: u64) -> Done {
        if more > self.room() {
            return Err(self.out_of_memory(more).into());
        }
        Ok(())
    }

    /// Ends the run, since the program holds too much memory.
    pub(super) fn out_of_memory(&self, more: u64) -> Stop {
        let bytes = held().saturating_add(more);
        let message = format!(
            "line {}: out of memory: {bytes} bytes in use, the limit is {}",
            self.line(),
            self.program.limits.memory
        );
        runtime::fatal(Outcome::OutOfMemory, &message);
        Stop::End
    }

    /// Tells the trace which line of the program's first file is executed.
    pub(crate) fn mark(&self) {
        let line = self.line_in_first_file();
        if line != 0 {
            runtime::mark(line);
        }
    }

    /// The bank of a type's values.
    pub(crate) fn bank(&self, ty: TypeNo) -> Bank {
        self.program.loaded.code.types[usize::from(ty)].bank()
    }
}

fn uncomparable(reason: Incomparable) -> Hindrance {
    match reason {
        Incomparable::Type(name) => {
            Fault::Runtime(format!("comparing uncomparable type {name}")).into()
        }
        Incomparable::TooLarge => Stop::Exhausted.into(),
    }
}
