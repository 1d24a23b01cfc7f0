//! How a run ends.

use super::Core;
use crate::runtime::budget::Body;
use crate::runtime::calls::Function;
use crate::runtime::slots::Slot;
use crate::trace::{Exit, GOROUTINE_BYTES, GoroutineId, Limits, Outcome, Resource, Trace};
use std::fmt::Write as _;

/// The number of goroutines that a deadlock's message names. Go prints all of them; a reader needs a few.
const NAMED: usize = 20;

impl Core {
    /// Begins a panic. A deferred call may panic while another panic is under way.
    pub(in crate::runtime) fn panic(&mut self, message: String) {
        if self.is_live() {
            self.panicking.push(message);
        }
    }

    pub(in crate::runtime) fn is_panicking(&self) -> bool {
        !self.panicking.is_empty() || !self.is_live()
    }

    /// Ends all panics and returns the last: Go's `recover`.
    pub(in crate::runtime) fn take_panic(&mut self) -> Option<String> {
        self.panicking.drain(..).next_back()
    }

    /// Ends the run if a panic was not recovered.
    pub(in crate::runtime) fn crash(&mut self) {
        if !self.panicking.is_empty() {
            let message = self.panics();
            self.end_run(Outcome::Panic, message);
            self.panicking.clear();
        }
    }

    /// The panics in Go's format (`src/runtime/panic.go`, `printpanics`).
    fn panics(&self) -> String {
        let mut lines = String::new();
        for message in &self.panicking {
            let before = if lines.is_empty() { "" } else { "\n\t" };
            lines.extend([before, "panic: ", message]);
        }
        lines
    }

    pub(super) fn ended(&mut self, slot: u32) {
        self.slots.vacate(slot);
        if !self.is_live() {
            return;
        }
        self.recorder.end(self.now);
        if self.slots[slot].id == GoroutineId::MAIN {
            self.main_returned();
        } else {
            self.own_memory -= GOROUTINE_BYTES;
        }
    }

    /// Ends the run; the first end counts.
    pub(in crate::runtime) fn end_run(&mut self, outcome: Outcome, mut message: String) {
        if outcome == Outcome::Fatal && !self.panicking.is_empty() {
            // The fatal error came from a deferred call (`src/runtime/panic.go`, `printPreFatalDeferPanic`).
            message = format!("{}\n\t{message}", self.panics());
        }
        let (at, main_returned) = (self.now, None);
        if self.exit.is_none() {
            self.keep_survivors();
        }
        self.exit.get_or_insert(Exit {
            outcome,
            at,
            main_returned,
            message,
        });
    }

    /// Takes the goroutines that have not ended, in the order of their ids, and the pending calls of timers.
    pub(in crate::runtime) fn take_rest(&mut self) -> (Vec<Body>, Vec<Function>) {
        let slots = self.slots.occupied();
        let take = |slot| self.slots[slot].body.take();
        let bodies = slots.into_iter().filter_map(take).collect();
        (bodies, self.calls.take_all())
    }

    fn limits(&self) -> Limits {
        let mut limits = self.budget.limits;
        limits[Resource::Memory as usize].total = self.budget.memory;
        limits
    }

    pub(in crate::runtime) fn into_trace(mut self: Box<Core>) -> Trace {
        let exit = self.exit.take().expect("a run that has ended");
        let limits = self.limits();
        Trace::new(self.recorder, exit, self.budget.tasks, limits)
    }

    /// Adds to the memory in use; above the limit the process is killed. A goroutine's own bytes count from its creation,
    /// but the limit is only checked when it takes memory, as in `hold` of `assets/go/lab/lab.go`.
    pub(super) fn use_memory(&mut self, bytes: u64) {
        self.held_memory = self.held_memory.saturating_add(bytes);
        let in_use = self.held_memory.saturating_add(self.own_memory);
        if let Some(limit) = self.budget.memory
            && in_use > limit
        {
            let message = format!(
                "signal: killed (out of memory: {in_use} bytes in use, the limit is {limit})"
            );
            self.end_run(Outcome::OutOfMemory, message);
        }
    }

    pub(super) fn main_returned(&mut self) {
        // If no goroutine is left to work on the open tasks, the program has given them up on purpose: they are not lost.
        let open = if self.own_memory == 0 {
            0
        } else {
            self.tasks_open
        };
        let (outcome, message) = match open {
            0 => (Outcome::Finished, String::new()),
            open => (
                Outcome::MainReturnedEarly,
                format!(
                    "main returned while {open} of {} tasks had not finished",
                    self.budget.tasks
                ),
            ),
        };
        let main_returned = Some(self.now);
        if self.exit.is_none() {
            self.keep_survivors();
        }
        self.exit.get_or_insert(Exit {
            outcome,
            at: self.now,
            main_returned,
            message,
        });
    }

    /// Go's words (`src/runtime/proc.go`, `checkdead`), then each goroutine with its wait reason.
    pub(super) fn deadlock_message(&self) -> String {
        let asleep = self.slots.occupied();
        let mut message = String::from("fatal error: all goroutines are asleep - deadlock!\n");
        for &slot in asleep.iter().take(NAMED) {
            let Slot { id, reason, .. } = &self.slots[slot];
            // Writing to a String cannot fail.
            let _ = write!(message, "\n{id} [{}]:", reason.name());
        }
        if let Some(more @ 1..) = asleep.len().checked_sub(NAMED) {
            let _ = write!(message, "\n... and {more} more");
        }
        message
    }
}
