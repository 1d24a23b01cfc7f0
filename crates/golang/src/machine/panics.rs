//! Panics, `recover`, `Goexit`, and returning through deferred calls. The rules are those of `src/runtime/panic.go`.

use super::frames::{After, Deferred, Done, Fault, Goroutine, Hindrance, Panic, Stop};
use super::natives::format_float;
use super::value::Ref;
use crate::code::{Kind, TypeNo};
use goruntime::runtime;

/// The type of runtime errors.
const RUNTIME_ERROR: TypeNo = 0;

impl Goroutine {
    /// `panic(value)`
    pub(crate) fn panic(&mut self, value: Ref) -> Done {
        let value = match value {
            Ref::Nil => runtime_error("runtime error: panic called with nil argument"),
            value => value,
        };
        self.unwind_for(Some(value))
    }

    /// Panics with a runtime error.
    pub(crate) fn fault(&mut self, fault: &Fault) -> Done {
        match fault {
            Fault::Runtime(message) => {
                self.panic(runtime_error(&format!("runtime error: {message}")))
            }
            Fault::Plain(message) => self.panic(runtime_error(message)),
        }
    }

    /// `runtime.Goexit()`
    pub(crate) fn goexit(&mut self) -> Done {
        self.unwind_for(None)
    }

    /// Whether it ended by `Goexit`.
    pub(crate) fn has_exited(&self) -> bool {
        self.panics
            .last()
            .is_some_and(|panic| panic.value.is_none())
    }

    /// `recover()`: the value of the panic that runs the calling function as a deferred call; nil otherwise.
    pub(crate) fn recover(&mut self) -> Ref {
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
    pub(crate) fn go_back(&mut self) -> Done {
        let results = self.top().refs;
        match self.leave() {
            Some(After::Unwind) => self.deferred_call_returned(),
            Some(After::GoOn) => Ok(()),
            Some(After::Text(number)) => {
                let text = String::from_utf8_lossy(self.refs[results].bytes()).into_owned();
                self.panics[number].text = Some(text);
                self.die()
            }
            Some(After::End) | None => Err(Stop::End.into()),
        }
    }

    pub(super) fn deferred_call_returned(&mut self) -> Done {
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
        self.forget_loops(self.frames.len() - 1);
        let top = self.top();
        let epilogue = self.program.loaded.code.functions[top.function as usize].epilogue;
        self.top_mut().next = epilogue;
        Ok(())
    }

    fn unwind_for(&mut self, value: Option<Ref>) -> Done {
        if let (Some(watch), Some(_)) = (&self.program.watch, &value)
            // A package that panics again tells nothing new.
            && self.line() != 0
        {
            let stack = self.stack(watch);
            watch.panicked.replace(stack);
        }
        self.panics.push(Panic {
            value,
            recovered: false,
            aborted: false,
            text: None,
        });
        self.unwind()
    }

    /// Runs the next deferred call; without one, ends the goroutine or the process.
    fn unwind(&mut self) -> Done {
        while !self.frames.is_empty() {
            // The deferred calls of a loop's body are those of its function.
            let left = if self.top().body_of.is_some() {
                self.leave_body()
            } else {
                if let Some(call) = self.next_deferred() {
                    return self.unwind_into(call);
                }
                if self.frames.len() == 1 && !self.has_exited() {
                    return self.die();
                }
                self.leave()
            };
            self.forget_loops(self.frames.len());
            if left == Some(After::Unwind) {
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
        Err(Stop::End.into())
    }

    /// Makes a deferred call because of a panic.
    fn unwind_into(&mut self, call: Deferred) -> Done {
        match self.enter_deferred(call, After::Unwind) {
            // The call panics at its very start.
            Err(Hindrance::Fault(fault)) => {
                if let Some(panic) = self.panics.last_mut() {
                    panic.aborted = true;
                }
                self.fault(&fault)
            }
            done => done,
        }
    }

    /// Nobody has recovered the panics: asks the errors among their values for their texts, and ends the process.
    fn die(&mut self) -> Done {
        for number in 0..self.panics.len() {
            let panic = &self.panics[number];
            let (None, Some(value)) = (&panic.text, &panic.value) else {
                continue;
            };
            let Some(ty) = value.dynamic().filter(|ty| *ty != RUNTIME_ERROR) else {
                continue;
            };
            let code = std::rc::Rc::clone(&self.program.loaded.code);
            let method = code
                .method_named(ty, "Error")
                .or_else(|| code.method_named(ty, "String"));
            if let Some(method) = method {
                let held = value.held();
                let slots = self.frames.first().map_or_else(Default::default, |first| {
                    let slots = code.functions[first.function as usize].slots;
                    (
                        first.nums + usize::from(slots.nums),
                        first.refs + usize::from(slots.refs),
                    )
                });
                self.panics[number].text = Some(String::new());
                self.enter(method, &[], slots, After::Text(number));
                self.refs[slots.1 + 1] = held;
                return Ok(());
            }
        }
        for panic in &self.panics {
            if let Some(value) = &panic.value {
                let recovered = if panic.recovered { " [recovered]" } else { "" };
                let text = panic.text.clone().unwrap_or_else(|| self.printed(value));
                runtime::panic(&format!("{text}{recovered}"));
            }
        }
        Err(Stop::End.into())
    }

    /// A value as Go prints it after `panic: ` (`printpanicval`).
    fn printed(&self, value: &Ref) -> String {
        let Some(ty) = value.dynamic() else {
            return String::from("nil");
        };
        let held = value.held();
        let text = || String::from_utf8_lossy(held.bytes()).into_owned();
        if ty == RUNTIME_ERROR {
            return text();
        }
        let ty = &self.program.loaded.code.types[usize::from(ty)];
        let printed = match ty.kind {
            Kind::Bool => (held.number() != 0).to_string(),
            Kind::Int(_) => held.number().cast_signed().to_string(),
            Kind::Uint(_) | Kind::Uintptr => held.number().to_string(),
            Kind::Float(bits) => printed_float(f64::from_bits(held.number()), bits),
            Kind::Text => text(),
            // Go prints an address here, which a run does not have.
            _ => return format!("({}) {{...}}", ty.name),
        };
        match (ty.full_name.is_some(), ty.kind) {
            (false, _) => printed,
            (true, Kind::Text) => format!("{}({printed:?})", ty.name),
            (true, _) => format!("{}({printed})", ty.name),
        }
    }
}

/// A float as Go's `print` shows it since 1.27: with as many digits as it needs.
pub(crate) fn printed_float(value: f64, bits: u8) -> String {
    format_float(value, 'g', None, bits)
}

/// A runtime error as an interface.
pub(crate) fn runtime_error(message: &str) -> Ref {
    Ref::boxed(RUNTIME_ERROR, Ref::text(message.as_bytes()))
}
