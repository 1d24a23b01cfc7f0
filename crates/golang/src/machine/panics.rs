//! Panics, `recover`, `Goexit`, and returning through deferred calls. The rules are those of `src/runtime/panic.go`.

use super::goroutine::{After, Goroutine, Stop};
use super::operations::{Hindrance, text};
use super::value::{Dynamic, Interface, Ref, Value};
use crate::code::Kind;
use goruntime::runtime;
use std::rc::Rc;

/// A panic, or a `Goexit`, that runs deferred calls.
pub(super) struct Panic {
    /// `None` is `Goexit`.
    value: Option<Ref>,
    recovered: bool,
    /// A newer panic has ended the deferred call that this one ran.
    aborted: bool,
}

impl Goroutine {
    /// `panic(value)`
    pub(super) fn panic(&mut self, value: Ref) -> Result<(), Hindrance> {
        let value = match value {
            // Go's PanicNilError is a runtime error without the prefix.
            Ref::Nil => {
                runtime_error("panic called with nil argument (use GODEBUG=panicnil=1 to disable)")
            }
            value => value,
        };
        self.unwind_for(Some(value))
    }

    /// Panics with a runtime error.
    pub(super) fn fault(&mut self, message: &str) -> Result<(), Hindrance> {
        self.panic(runtime_error(&format!("runtime error: {message}")))
    }

    /// Panics with an error of the runtime that has no prefix.
    pub(super) fn plain_error(&mut self, message: &str) -> Result<(), Hindrance> {
        self.panic(runtime_error(message))
    }

    /// `runtime.Goexit()`
    pub(super) fn goexit(&mut self) -> Result<(), Hindrance> {
        self.unwind_for(None)
    }

    /// Whether it ended by `Goexit`.
    pub(super) fn has_exited(&self) -> bool {
        self.panics
            .last()
            .is_some_and(|panic| panic.value.is_none())
    }

    /// `recover()`: the value of the panic that runs the calling function as a deferred call; nil otherwise.
    pub(super) fn recover(&mut self) -> Ref {
        let is_deferred = self.top().after == After::Unwind;
        match self.panics.last_mut() {
            Some(panic) if is_deferred && !panic.recovered => match &panic.value {
                Some(value) => {
                    panic.recovered = true;
                    value.clone()
                }
                None => Ref::Nil,
            },
            _ => Ref::Nil,
        }
    }

    /// `return`, after the deferred calls.
    pub(super) fn go_back(&mut self) -> Result<(), Hindrance> {
        match self.leave() {
            Some(After::Unwind) => self.deferred_call_returned(),
            Some(After::GoOn) => Ok(()),
            Some(After::End) | None => Err(Stop::End.into()),
        }
    }

    fn deferred_call_returned(&mut self) -> Result<(), Hindrance> {
        if !self.panics.last().is_some_and(|panic| panic.recovered) {
            return self.unwind();
        }
        self.panics.pop();
        let mut exits = false;
        while let Some(aborted) = self.panics.pop_if(|panic| panic.aborted) {
            exits |= aborted.value.is_none();
        }
        if exits {
            // No recover ends a Goexit.
            return self.goexit();
        }
        let top = self.top();
        let epilogue = self.program.code.functions[usize::from(top.function)].epilogue;
        self.top_mut().next = epilogue;
        Ok(())
    }

    fn unwind_for(&mut self, value: Option<Ref>) -> Result<(), Hindrance> {
        self.panics.push(Panic {
            value,
            recovered: false,
            aborted: false,
        });
        self.unwind()
    }

    /// Runs the next deferred call; without one, ends the goroutine or the process.
    fn unwind(&mut self) -> Result<(), Hindrance> {
        while !self.frames.is_empty() {
            if let Some(call) = self.next_deferred() {
                self.enter_deferred(call, After::Unwind);
                return Ok(());
            }
            if self.leave() == Some(After::Unwind) {
                let older = self
                    .panics
                    .iter_mut()
                    .rev()
                    .skip(1)
                    .find(|panic| !panic.aborted);
                if let Some(older) = older {
                    older.aborted = true;
                }
            }
        }
        if !self.has_exited() {
            self.panics.iter().for_each(|panic| self.die_of(panic));
        }
        Err(Stop::End.into())
    }

    fn die_of(&self, panic: &Panic) {
        if let Some(value) = &panic.value {
            let recovered = if panic.recovered { " [recovered]" } else { "" };
            runtime::panic(&format!("{}{recovered}", self.printed(value)));
        }
    }

    /// A value as Go prints it after `panic: ` (`printpanicval`).
    fn printed(&self, value: &Ref) -> String {
        let Ref::Interface(interface) = value else {
            return String::from("nil");
        };
        let Dynamic::Type(index) = interface.ty else {
            return payload(&interface.value);
        };
        let ty = &self.program.code.types[usize::from(index)];
        let text = match (ty.kind, &interface.value) {
            (Kind::Bool, Value::Num(value)) => (*value != 0).to_string(),
            (Kind::Int, Value::Num(value)) => value.cast_signed().to_string(),
            (Kind::Uint, Value::Num(value)) => value.to_string(),
            (Kind::Text, value) => payload(value),
            // Go prints two addresses here, which a run does not have.
            _ => return format!("({}) {{...}}", ty.name),
        };
        match (ty.name.contains('.'), ty.kind) {
            (false, _) => text,
            (true, Kind::Text) => format!("{}({text:?})", ty.name),
            (true, _) => format!("{}({text})", ty.name),
        }
    }
}

/// The text of a string or a runtime error.
fn payload(value: &Value) -> String {
    match value {
        Value::Ref(reference) => String::from_utf8_lossy(text(reference)).into_owned(),
        _ => String::new(),
    }
}

fn runtime_error(message: &str) -> Ref {
    let value = Value::Ref(Ref::Text(message.as_bytes().into()));
    Ref::Interface(Rc::new(Interface {
        ty: Dynamic::RuntimeError,
        value,
    }))
}
