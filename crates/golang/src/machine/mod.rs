//! Runs compiled programs on the Lab's Go runtime.
//!
//! A goroutine of the program is a goroutine of `goruntime`. Its state is its stack of frames and its slots; a plain
//! function executes operations until one has to wait, and an `async` function around it awaits what `goruntime` offers
//! for that operation. So scheduling, virtual time, deadlock and the trace are those of the built-in patterns.

mod goroutine;
mod map;
mod map_operations;
mod numbers;
mod operations;
mod panics;
#[cfg(test)]
mod tests;
mod value;
mod waits;

use crate::code::Code;
use goroutine::Goroutine;
use goruntime::go::unwind;
use goruntime::runtime::{self, Budget, Run};
use goruntime::trace::{Outcome, Trace};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// The limits of an execution.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Those of the runtime.
    pub budget: Budget,
    /// How many jumps and calls all goroutines may make together. Between two of them a goroutine executes at most the
    /// operations of one function.
    pub jumps: u64,
    /// How many calls may be active in one goroutine; beyond is a stack overflow. Go limits the stack to 1,000,000,000
    /// bytes instead.
    pub depth: usize,
    /// The largest number of slots that one allocation may take.
    pub allocation: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            budget: Budget::default(),
            jumps: 2_000_000_000,
            depth: 1_000_000,
            allocation: 1 << 26,
        }
    }
}

/// What an execution did.
#[derive(Clone, Debug)]
pub struct Execution {
    /// What happened, in order, and how it ended.
    pub trace: Trace,
    /// All that was printed.
    pub stdout: Vec<u8>,
}

/// What the goroutines of a program share.
struct Program {
    code: Rc<Code>,
    limits: Limits,
    /// The jumps that are left.
    jumps: Cell<u64>,
    stdout: RefCell<Vec<u8>>,
    /// Where the line that is not yet complete begins in `stdout`.
    line: Cell<usize>,
}

/// Executes a program to its end. `seed` decides what Go leaves to chance.
#[must_use]
pub fn execute(code: Rc<Code>, limits: Limits, seed: u64) -> Execution {
    let program = Rc::new(Program {
        code,
        limits,
        jumps: Cell::new(limits.jumps),
        stdout: RefCell::default(),
        line: Cell::new(0),
    });
    let main = {
        let program = Rc::clone(&program);
        async move {
            let mut goroutine = Goroutine::new(Rc::clone(&program));
            goroutine.start(0, &[]);
            goroutine.run().await;
            if goroutine.has_exited() {
                // Main called Goexit: the others go on, and main never returns.
                goruntime::go::Chan::<()>::nil().receive().await;
            }
            program.end_line();
        }
    };
    let trace = Run::new(limits.budget, seed, main).finish();
    let stdout = program.stdout.take();
    Execution { trace, stdout }
}

impl Program {
    /// Prints; each complete line is an event of the trace.
    fn print(&self, bytes: &[u8]) {
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
    fn end_line(&self) {
        let stdout = self.stdout.borrow();
        if self.line.get() < stdout.len() {
            let line = String::from_utf8_lossy(&stdout[self.line.get()..]);
            runtime::log(line.into_owned());
        }
    }

    /// Stops the run, since the program went on for too long.
    async fn exhausted(&self, line: u32) {
        let message = format!(
            "stopped at line {line} after {} jumps and calls",
            self.limits.jumps
        );
        runtime::fatal(Outcome::BudgetExceeded, &message);
        unwind().await;
    }
}
