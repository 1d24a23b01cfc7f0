//! A goroutine: its frames, its slots, and how it calls and returns.

use super::shared::Shared;
use super::value::{Closure, Loop, Memory, Pointer, Ref, Slice};
use crate::code::{Bank, Kind, Op, Slot, Slots, TypeNo};
use goruntime::trace::GoroutineId;
use std::rc::Rc;

/// A goroutine of the program.
pub(crate) struct Goroutine {
    pub(crate) program: Rc<Shared>,
    pub(crate) nums: Vec<u64>,
    pub(crate) refs: Vec<Ref>,
    pub(crate) frames: Vec<Frame>,
    /// The deferred calls of all frames, the first to run last.
    pub(super) deferred: Vec<Deferred>,
    /// The loops over functions in progress, the innermost last.
    pub(super) loops: Vec<Rc<Loop>>,
    /// The bytes that its stack counts for.
    pub(super) grown: u64,
    /// The panics in progress, the newest last.
    pub(crate) panics: Vec<Panic>,
    /// Others have run before its next operation, which they could. Only in a search for schedules.
    pub(super) passed: bool,
    /// Its number, once it executes. Only in a search for schedules.
    pub(super) id: Option<GoroutineId>,
    /// Its first call, until it executes.
    pub(super) first: Option<Deferred>,
    /// The place of the `go` statement or the call of `time.AfterFunc`, in a file of the program's own. Only in a search for
    /// schedules.
    pub(super) started: u32,
    /// The number of the decision before which that was done.
    pub(super) since: u64,
}

/// A panic, or a `Goexit`, that runs deferred calls.
pub(crate) struct Panic {
    /// `None` is `Goexit`.
    pub(crate) value: Option<Ref>,
    pub(crate) recovered: bool,
    /// A newer panic has ended the deferred call that this one ran.
    pub(crate) aborted: bool,
    /// The text of a value that is an error, once nobody has recovered the panic.
    pub(crate) text: Option<String>,
}

/// A call in progress.
#[derive(Debug)]
pub(crate) struct Frame {
    pub(crate) function: u32,
    /// The next operation.
    pub(crate) next: u32,
    /// Where its window starts in each bank.
    pub(crate) nums: usize,
    pub(crate) refs: usize,
    pub(crate) after: After,
    /// The loop whose body this is.
    pub(crate) body_of: Option<Rc<Loop>>,
}

/// What happens after a call returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum After {
    /// The goroutine ends: it is its first call.
    End,
    /// The caller goes on.
    GoOn,
    /// A panic goes on, unless this call recovered it.
    Unwind,
    /// The result is the text of the panic of this number, of which the process dies.
    Text(usize),
}

/// A call that waits for the end of its function, or for its goroutine to start.
pub(crate) struct Deferred {
    /// The number of frames when it was deferred: it belongs to the last of them.
    pub(super) frames: usize,
    pub(super) closure: Rc<Closure>,
    pub(super) nums: Vec<u64>,
    pub(super) refs: Vec<Ref>,
}

/// Why a goroutine does not execute its next operation.
#[derive(Debug)]
pub(crate) enum Stop {
    /// This operation has to wait.
    Wait(Op),
    /// Others run before this operation: the chooser has decided so.
    GiveWay,
    /// It has ended.
    End,
    /// It has used up the program's jumps.
    Exhausted,
    /// Its stack is too high.
    Overflow,
}

/// A runtime error.
#[derive(Clone, Debug)]
pub(crate) enum Fault {
    /// With the words `runtime error: ` before it.
    Runtime(String),
    /// In its full words.
    Plain(String),
}

/// What hinders a goroutine from its next operation.
#[derive(Debug)]
pub(crate) enum Hindrance {
    /// A runtime error.
    Fault(Fault),
    /// It stops.
    Stop(Stop),
}

impl From<Fault> for Hindrance {
    fn from(fault: Fault) -> Hindrance {
        Hindrance::Fault(fault)
    }
}

impl From<Stop> for Hindrance {
    fn from(stop: Stop) -> Hindrance {
        Hindrance::Stop(stop)
    }
}

/// The result of an operation.
pub(crate) type Done = Result<(), Hindrance>;

/// The window of a native call: where it starts in each bank.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Window {
    pub(crate) nums: usize,
    pub(crate) refs: usize,
}

impl Goroutine {
    pub(crate) fn new(program: Rc<Shared>) -> Goroutine {
        Goroutine {
            program,
            nums: Vec::new(),
            refs: Vec::new(),
            frames: Vec::new(),
            deferred: Vec::new(),
            loops: Vec::new(),
            grown: 0,
            panics: Vec::new(),
            passed: false,
            id: None,
            first: None,
            started: 0,
            since: 0,
        }
    }

    /// Enters the first function.
    pub(crate) fn start(&mut self, function: u32) {
        self.enter(function, &[], (0, 0), After::End);
    }

    pub(crate) fn num(&self, slot: Slot) -> u64 {
        self.nums[self.top().nums + usize::from(slot)]
    }

    pub(crate) fn set_num(&mut self, slot: Slot, value: u64) {
        let place = self.top().nums + usize::from(slot);
        self.nums[place] = value;
    }

    pub(crate) fn reference(&self, slot: Slot) -> &Ref {
        &self.refs[self.top().refs + usize::from(slot)]
    }

    pub(crate) fn set_ref(&mut self, slot: Slot, value: Ref) {
        let place = self.top().refs + usize::from(slot);
        self.refs[place] = value;
    }

    /// The value in a slot of a bank.
    pub(crate) fn value(&self, bank: Bank, slot: Slot) -> Ref {
        match bank {
            Bank::Num => Ref::Num(self.num(slot)),
            Bank::Ref => self.reference(slot).clone(),
        }
    }

    /// Puts a value of a type, or its zero value, into a slot of its bank.
    pub(crate) fn set_value(&mut self, slot: Slot, ty: TypeNo, value: Option<Ref>) -> Done {
        let desc = &self.program.loaded.code.types[usize::from(ty)];
        match desc.bank() {
            Bank::Num => self.set_num(slot, value.map_or(0, |value| value.number())),
            Bank::Ref => {
                let value = match value {
                    Some(value) => value,
                    None if desc.is_memory() => {
                        self.check_size(desc.shape)?;
                        self.zero(ty)
                    }
                    None => Ref::Nil,
                };
                self.set_ref(slot, value);
            }
        }
        Ok(())
    }

    /// The zero value of a type, whose size has been checked.
    pub(crate) fn zero(&self, ty: TypeNo) -> Ref {
        let desc = &self.program.loaded.code.types[usize::from(ty)];
        match desc.kind {
            _ if desc.bank() == Bank::Num => Ref::Num(0),
            Kind::Struct => Ref::Pointer(Pointer::new(desc.shape)),
            Kind::Array => {
                let len = u32::try_from(desc.len).unwrap_or(u32::MAX);
                let first = Pointer {
                    memory: Rc::new(Memory::new(desc.shape)),
                    num: 0,
                    reference: 0,
                };
                Ref::Slice(Slice {
                    first,
                    len,
                    cap: len,
                })
            }
            _ => Ref::Nil,
        }
    }

    pub(crate) fn top(&self) -> &Frame {
        self.frames
            .last()
            .unwrap_or_else(|| unreachable!("a goroutine that executes has a frame"))
    }

    pub(crate) fn top_mut(&mut self) -> &mut Frame {
        self.frames
            .last_mut()
            .unwrap_or_else(|| unreachable!("a goroutine that executes has a frame"))
    }

    /// The window of a call out of the top frame.
    pub(crate) fn window(&self, num: Slot, reference: Slot) -> Window {
        let top = self.top();
        Window {
            nums: top.nums + usize::from(num),
            refs: top.refs + usize::from(reference),
        }
    }

    /// The line of the operation before the next one, in the innermost function of the program's own files.
    pub(crate) fn line(&self) -> u32 {
        self.line_in(|file| file.is_some())
    }

    /// The same in the innermost function of the program's first file: a mark names a line alone, not its file.
    pub(super) fn line_in_first_file(&self) -> u32 {
        self.line_in(|file| file == Some(0))
    }

    fn line_in(&self, is_meant: impl Fn(Option<u16>) -> bool) -> u32 {
        let functions = &self.program.loaded.code.functions;
        let own = self
            .frames
            .iter()
            .rev()
            .find(|frame| is_meant(functions[frame.function as usize].file));
        own.map_or(0, |frame| {
            let place = (frame.next as usize).saturating_sub(1);
            functions[frame.function as usize]
                .lines
                .get(place)
                .copied()
                .unwrap_or(0)
        })
    }

    /// Calls a function whose arguments are in the window that starts there.
    pub(crate) fn call(
        &mut self,
        function: u32,
        captures: &[Ref],
        window: (Slot, Slot),
    ) -> Result<(), Stop> {
        if self.frames.len() >= self.program.limits.depth {
            return Err(Stop::Overflow);
        }
        let Window { nums, refs } = self.window(window.0, window.1);
        self.order_call(function, refs);
        self.enter(function, captures, (nums, refs), After::GoOn);
        Ok(())
    }

    /// Calls a function value.
    pub(crate) fn call_value(&mut self, closure: &Rc<Closure>, window: (Slot, Slot)) -> Done {
        match &closure.body {
            None => self.call(closure.function, &closure.captures, window)?,
            Some(body) => {
                let Window { nums, refs } = self.window(window.0, window.1);
                // The first number is the result.
                let arguments = self.arguments(closure, (nums + 1, refs));
                return self.enter_body(body, arguments, After::GoOn);
            }
        }
        Ok(())
    }

    /// Enters a function whose window starts there. Returns whether the stack has grown.
    #[inline]
    pub(crate) fn enter(
        &mut self,
        function: u32,
        captures: &[Ref],
        (nums, refs): (usize, usize),
        after: After,
    ) -> bool {
        let code = &self.program.loaded.code.functions[function as usize];
        let (slots, given) = (code.slots, code.results.refs + code.params.refs);
        let grew = self.push(function, slots, (nums, refs), after);
        let from = refs + usize::from(given);
        for (place, capture) in self.refs[from..].iter_mut().zip(captures) {
            place.clone_from(capture);
        }
        grew
    }

    /// Puts the frame of a function with these slots, which begins, above all others. Returns whether the stack has grown.
    #[inline]
    pub(crate) fn push(
        &mut self,
        function: u32,
        slots: Slots,
        (nums, refs): (usize, usize),
        after: After,
    ) -> bool {
        let grew = self.reserve(nums, refs, slots);
        self.push_frame(Frame {
            function,
            next: 0,
            nums,
            refs,
            after,
            body_of: None,
        }) || grew
    }

    /// The slots of the top frame's function.
    pub(super) fn slots(&self, frame: &Frame) -> Slots {
        self.program.loaded.code.functions[frame.function as usize].slots
    }

    /// Takes the top frame off, and clears its references but for the results.
    pub(crate) fn leave(&mut self) -> Option<After> {
        let frame = self.frames.pop()?;
        let code = &self.program.loaded.code.functions[frame.function as usize];
        let from = frame.refs + usize::from(code.results.refs);
        clear(&mut self.refs[from..frame.refs + usize::from(code.slots.refs)]);
        Some(frame.after)
    }
}

/// Clears the references of a function that is left.
#[inline]
pub(super) fn clear(refs: &mut [Ref]) {
    for place in refs {
        if !matches!(place, Ref::Nil) {
            *place = Ref::Nil;
        }
    }
}

/// The runtime error of a nil pointer.
pub(crate) fn nil_dereference() -> Fault {
    Fault::Runtime(String::from(
        "invalid memory address or nil pointer dereference",
    ))
}

/// The panic of setting an entry of a nil map.
pub(super) fn nil_map() -> Fault {
    Fault::Plain(String::from("assignment to entry in nil map"))
}

/// The runtime error of an index of a slice or a string.
pub(crate) fn out_of_range(index: u64, reference: &Ref) -> Fault {
    let index = index.cast_signed();
    let len = match reference {
        Ref::Slice(slice) => slice.len as usize,
        other => other.bytes().len(),
    };
    Fault::Runtime(if index < 0 {
        format!("index out of range [{index}]")
    } else {
        format!("index out of range [{index}] with length {len}")
    })
}
