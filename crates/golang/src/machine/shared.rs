//! What the goroutines of a program share.

use super::Limits;
use super::account::{REF, account, set_held};
use super::flags::Flags;
use super::loaded::Loaded;
use super::value::{Memory, Ref};
use super::watch::Watch;
use crate::code::Shape;
use goruntime::go::unwind;
use goruntime::runtime;
use goruntime::trace::Outcome;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

/// What the goroutines of a program share.
pub(crate) struct Shared {
    pub(crate) loaded: Rc<Loaded>,
    pub(crate) limits: Limits,
    /// `os.Args`.
    pub(crate) args: Vec<String>,
    /// The jumps that are left.
    pub(crate) jumps: Cell<u64>,
    /// The bytes that are held while the program does not run.
    pub(crate) held: Cell<u64>,
    /// The places that are noted for the race detector while the program does not run.
    pub(crate) noted: Cell<u64>,
    pub(crate) globals: Rc<Memory>,
    pub(crate) stdout: RefCell<Vec<u8>>,
    pub(crate) stderr: RefCell<Vec<u8>>,
    /// The flags of the command line.
    pub(crate) flags: RefCell<Flags>,
    /// Where the line that is not yet complete begins in `stdout`.
    line: Cell<usize>,
    /// The code of `os.Exit`.
    pub(crate) exit_code: Cell<Option<i32>>,
    /// How many goroutines began with each function.
    started: RefCell<BTreeMap<u32, usize>>,
    /// Whether a type implements an interface, as far as it was asked.
    implements: RefCell<BTreeMap<(u16, u16), bool>>,
    /// How many goroutines wait until no other can run.
    pub(crate) settling: Cell<usize>,
    /// What is watched, in a search for schedules.
    pub(crate) watch: Option<Watch>,
}

impl Shared {
    /// Package variables that take more than the limit are not there: the run ends before it begins.
    pub(crate) fn new(loaded: Rc<Loaded>, limits: &Limits, args: Vec<String>) -> Shared {
        let mut globals = loaded.code.globals;
        let bytes = u64::from(globals.nums) * 8 + u64::from(globals.refs) * REF;
        if bytes > limits.memory {
            globals = Shape::NONE;
        }
        Shared {
            globals: Rc::new(Memory::new(globals)),
            limits: *limits,
            args,
            jumps: Cell::new(limits.jumps),
            held: Cell::new(bytes),
            noted: Cell::new(0),
            stdout: RefCell::default(),
            stderr: RefCell::default(),
            flags: RefCell::default(),
            line: Cell::new(0),
            exit_code: Cell::new(None),
            settling: Cell::new(0),
            started: RefCell::default(),
            implements: RefCell::default(),
            watch: None,
            loaded,
        }
    }

    /// What is watched of a watched execution.
    pub(super) fn watch(&self) -> &Watch {
        match &self.watch {
            Some(watch) => watch,
            None => unreachable!("only a watched execution comes here"),
        }
    }

    /// Runs destructors while the thread's count of bytes is this program's, which does not execute.
    pub(super) fn counted_as_held(&self, dropping: impl FnOnce()) {
        let before = set_held(self.held.get());
        dropping();
        self.held.set(set_held(before));
    }

    /// Counts a goroutine that begins with a function: its number among them, from 1.
    pub(in crate::machine) fn count_started(&self, function: u32) -> usize {
        let mut started = self.started.borrow_mut();
        let count = started.entry(function).or_default();
        *count += 1;
        *count
    }

    /// Prints; each complete line is an event of the trace.
    pub(crate) fn print(&self, bytes: &[u8]) {
        // It is kept as a whole, and in lines.
        account(bytes.len() as u64 * 2);
        let mut stdout = self.stdout.borrow_mut();
        let from = stdout.len();
        stdout.extend_from_slice(bytes);
        for (at, byte) in bytes.iter().enumerate() {
            if *byte == b'\n' {
                let end = from + at;
                let line = String::from_utf8_lossy(&stdout[self.line.get()..end]);
                runtime::log(line.into_owned());
                self.line.set(end + 1);
            }
        }
    }

    /// Logs a last line without an end.
    pub(crate) fn end_line(&self) {
        let stdout = self.stdout.borrow();
        if self.line.get() < stdout.len() {
            let line = String::from_utf8_lossy(&stdout[self.line.get()..]);
            runtime::log(line.into_owned());
            self.line.set(stdout.len());
        }
    }

    /// Prints to the standard error.
    pub(crate) fn complain(&self, bytes: &[u8]) {
        account(bytes.len() as u64);
        self.stderr.borrow_mut().extend_from_slice(bytes);
    }

    /// Stops the run, since the program went on for too long.
    pub(crate) async fn exhausted(&self, line: u32) {
        let message = format!(
            "stopped at line {line} after {} jumps and calls",
            self.limits.jumps
        );
        runtime::fatal(Outcome::BudgetExceeded, &message);
        unwind().await;
    }

    /// Whether an interface's value has all methods that another interface asks for.
    pub(crate) fn implements(&self, value: &Ref, interface: u16) -> bool {
        let Some(ty) = value.dynamic() else {
            return false;
        };
        if let Some(known) = self.implements.borrow().get(&(ty, interface)) {
            return *known;
        }
        let wants = &self.loaded.code.types[usize::from(interface)].wants;
        let implements = wants
            .iter()
            .all(|method| self.loaded.code.method(ty, *method).is_some());
        self.implements
            .borrow_mut()
            .insert((ty, interface), implements);
        implements
    }
}
