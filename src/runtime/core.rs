//! The state of a run: goroutines in slots, the run queue, timers, budgets and the recording.

use super::Ticket;
use super::run::{Body, Budget, Progress};
use super::slots::{NONE, Slot, Slots};
use super::timers::Timers;
use crate::rng::Rng;
use crate::time::{Duration, Time};
use crate::trace::{
    BlockReason, Exit, GOROUTINE_BYTES, GoroutineId, Outcome, Recorder, Resource, TaskOutcome,
    Trace,
};
use std::fmt::Write as _;

/// How many goroutines a deadlock's message names; Go prints all, a person reads a few.
const NAMED: usize = 20;

pub(super) struct Core {
    now: Time,
    /// The slot of the running goroutine.
    current: u32,
    slots: Slots,
    timers: Timers,
    recorder: Recorder,
    rng: Rng,
    budget: Budget,
    steps_left: u64,
    /// Bytes that goroutines hold.
    held_memory: u64,
    /// Bytes of the goroutines themselves, except main.
    own_memory: u64,
    tasks_open: u32,
    exit: Option<Exit>,
}

impl Core {
    pub(super) fn new(budget: Budget, seed: u64) -> Core {
        Core {
            now: Time::ZERO,
            current: NONE,
            slots: Slots::new(),
            timers: Timers::new(),
            recorder: Recorder::new(),
            // Stream 0 is the scheduler's; the tasks have those from 1.
            rng: Rng::new(seed, 0),
            budget,
            steps_left: budget.steps,
            held_memory: 0,
            own_memory: 0,
            tasks_open: budget.tasks,
            exit: None,
        }
    }

    pub(super) fn now(&self) -> Time {
        self.now
    }

    /// Whether the run goes on. After its end nothing that a goroutine's destructors do is recorded.
    pub(super) fn is_live(&self) -> bool {
        self.exit.is_none()
    }

    pub(super) fn random_below(&mut self, n: u64) -> u64 {
        self.rng.below(n)
    }

    /// Puts a goroutine into a slot and makes it runnable. Once the run is over, hands it back: its destructors may
    /// call the runtime, so they must not run while a call of it is under way.
    pub(super) fn spawn(&mut self, body: Body) -> Result<GoroutineId, Body> {
        if !self.is_live() {
            return Err(body);
        }
        let id = self.recorder.create(self.now);
        let slot = self.slots.occupy(body, id);
        self.slots.put_next(slot);
        if id != GoroutineId::MAIN {
            self.own_memory += GOROUTINE_BYTES;
        }
        Ok(id)
    }

    /// Leaves the running goroutine off, if there is one: it waits, if this is what is left of it, or has returned.
    /// Then starts the next of the run queue, if there are steps left; if none is runnable, lets time pass up to `until`.
    #[inline]
    pub(super) fn switch(
        &mut self,
        waits: Option<Body>,
        steps: u64,
        until: Option<Time>,
    ) -> Option<Body> {
        let slot = std::mem::replace(&mut self.current, NONE);
        if let Some(place) = self.slots.get_mut(slot) {
            if waits.is_some() {
                place.body = waits;
            } else {
                self.ended(slot);
            }
        }
        if steps == 0 || !self.is_live() {
            return None;
        }
        let slot = self
            .slots
            .take_runnable()
            .or_else(|| self.pass_time(until))?;
        self.start(slot)
    }

    fn ended(&mut self, slot: u32) {
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

    pub(super) fn park(&mut self, reason: BlockReason) -> Ticket {
        let slot = self.current;
        let place = &mut self.slots[slot];
        place.turn = place.turn.wrapping_add(1);
        place.reason = reason;
        let ticket = Ticket {
            slot,
            turn: place.turn,
        };
        if self.is_live() {
            self.recorder.block(self.now, reason);
        }
        ticket
    }

    /// Makes a parked goroutine runnable. False if the ticket is no longer good.
    pub(super) fn ready(&mut self, ticket: Ticket) -> bool {
        if !self.unpark(ticket) {
            return false;
        }
        self.slots.put_next(ticket.slot);
        true
    }

    pub(super) fn sleep(&mut self, length: Duration) {
        let ticket = self.park(BlockReason::Sleep);
        self.timers.set(self.now + length, ticket);
    }

    /// How far the run got. All asleep without a timer is a pause too: the next step finds that nobody can go on.
    pub(super) fn progress(&self) -> Progress {
        if !self.is_live() {
            return Progress::Ended;
        }
        match self.timers.earliest() {
            Some(at) if self.slots.are_idle() => Progress::Waiting(at),
            _ => Progress::Paused,
        }
    }

    pub(super) fn task_start(&mut self, task: u32) {
        if self.is_live() {
            self.recorder.task_start(self.now, task);
        }
    }

    pub(super) fn task_end(&mut self, task: u32, outcome: TaskOutcome) {
        if self.is_live() {
            self.recorder.task_end(self.now, task, outcome);
            self.tasks_open = self.tasks_open.saturating_sub(1);
        }
    }

    pub(super) fn acquire(&mut self, resource: Resource, amount: u64) {
        if self.is_live() {
            self.recorder.acquire(self.now, resource, amount);
            match resource {
                Resource::Memory => self.use_memory(amount),
            }
        }
    }

    pub(super) fn release(&mut self, resource: Resource, amount: u64) {
        if self.is_live() {
            self.recorder.release(self.now, resource, amount);
            match resource {
                Resource::Memory => {
                    self.held_memory = self.held_memory.saturating_sub(amount);
                }
            }
        }
    }

    pub(super) fn log(&mut self, line: String) {
        if self.is_live() {
            self.recorder.log(self.now, line);
        }
    }

    pub(super) fn mark(&mut self, line: u32) {
        if self.is_live() {
            self.recorder.mark(self.now, line);
        }
    }

    /// Ends the run; the first end counts.
    pub(super) fn end_run(&mut self, outcome: Outcome, message: String) {
        let (at, main_returned) = (self.now, None);
        self.exit.get_or_insert(Exit {
            outcome,
            at,
            main_returned,
            message,
        });
    }

    /// What is left of the goroutines, in the order of their ids.
    pub(super) fn take_bodies(&mut self) -> Vec<Body> {
        let slots = self.slots.occupied();
        let take = |slot| self.slots[slot].body.take();
        slots.into_iter().filter_map(take).collect()
    }

    pub(super) fn into_trace(mut self: Box<Core>) -> Trace {
        let exit = self.exit.take().expect("a run that has ended");
        Trace::new(self.recorder, exit, self.budget.tasks, self.budget.memory)
    }

    fn start(&mut self, slot: u32) -> Option<Body> {
        if self.steps_left == 0 {
            let message = format!(
                "stopped after {} scheduling steps, the most that the Lab allows a run",
                self.budget.steps
            );
            self.end_run(Outcome::BudgetExceeded, message);
            return None;
        }
        self.steps_left -= 1;
        self.current = slot;
        let place = &mut self.slots[slot];
        self.recorder.start(self.now, place.id);
        place.body.take()
    }

    /// Fires the timers of the next moment, and returns the first goroutine that they woke; the others are in the run
    /// queue. `None` if that moment is after `until`, or if there is none: then all goroutines are asleep for ever.
    #[inline(never)]
    fn pass_time(&mut self, until: Option<Time>) -> Option<u32> {
        loop {
            if let Some(until) = until
                && self.timers.earliest().is_some_and(|at| at > until)
            {
                return None;
            }
            let Some((at, ticket)) = self.timers.take() else {
                self.end_run(Outcome::Deadlock, self.deadlock_message());
                return None;
            };
            let mut first = self.fire(at, ticket).then_some(ticket.slot);
            while let Some(ticket) = self.timers.take_equal() {
                if self.fire(at, ticket) {
                    if first.is_some() {
                        self.slots.put_last(ticket.slot);
                    }
                    first = first.or(Some(ticket.slot));
                }
            }
            if first.is_some() {
                return first;
            }
        }
    }

    /// False if nobody waits for the timer any more; such a one must not let time pass.
    #[inline]
    fn fire(&mut self, at: Time, ticket: Ticket) -> bool {
        let place = &mut self.slots[ticket.slot];
        if place.turn != ticket.turn {
            return false;
        }
        place.turn = place.turn.wrapping_add(1);
        self.now = at;
        self.recorder.unblock(at, place.id);
        true
    }

    fn unpark(&mut self, ticket: Ticket) -> bool {
        let place = &mut self.slots[ticket.slot];
        if place.turn != ticket.turn || self.exit.is_some() {
            return false;
        }
        place.turn = place.turn.wrapping_add(1);
        let id = place.id;
        self.recorder.unblock(self.now, id);
        true
    }

    /// Takes memory; beyond the limit the process is killed. A goroutine's own bytes count from its creation, but what
    /// is too much shows only when it takes what it holds, as in `hold` of `assets/go/lab/lab.go`.
    fn use_memory(&mut self, bytes: u64) {
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

    fn main_returned(&mut self) {
        let (outcome, message) = match self.tasks_open {
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
        self.exit.get_or_insert(Exit {
            outcome,
            at: self.now,
            main_returned,
            message,
        });
    }

    /// Go's words (`src/runtime/proc.go`, `checkdead`), then the goroutines with what each waits for.
    fn deadlock_message(&self) -> String {
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
