//! The state of a run: goroutines in slots, the run queue, timers, budgets and the recording.

use super::calls::{Calls, Function};
use super::processors::{Job, Processors};
use super::race::{Accesses, Detector};
use super::run::{Body, Budget, Progress};
use super::slots::{NONE, Slot, Slots};
use super::timers::Timers;
use super::{Ticket, Woken};
use crate::rng::Rng;
use crate::time::{Duration, Time};
use crate::trace::{
    BlockReason, Exit, GOROUTINE_BYTES, GoroutineId, Outcome, Recorder, Resource, TaskOutcome,
    Trace,
};
use std::fmt::Write as _;

/// How many goroutines a deadlock's message names; Go prints all, a person reads a few.
const NAMED: usize = 20;

/// What the run does next.
pub(super) enum Next {
    /// The running goroutine has panicked: its deferred calls run, which is what dropping this does.
    Unwind(Option<Body>),
    /// A goroutine goes on.
    Goroutine(Body),
    /// A timer calls.
    Call(Function),
    /// Nothing: the run has ended, or nothing can run yet.
    Nothing,
}

pub(super) struct Core {
    now: Time,
    /// The slot of the running goroutine.
    current: u32,
    slots: Slots,
    timers: Timers,
    calls: Calls,
    processors: Processors,
    pub(super) race: Detector,
    /// Whether a timer may be due that has not fired, though time has not passed.
    timers_due: bool,
    /// With what the running goroutine panics.
    panicking: Option<String>,
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
            calls: Calls::default(),
            processors: Processors::new(budget.processors),
            race: Detector::default(),
            timers_due: false,
            panicking: None,
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
        let parent = self.slots.get_mut(self.current).map(|place| place.id);
        self.race.spawn(parent, id);
        self.make_runnable(slot);
        if id != GoroutineId::MAIN {
            self.own_memory += GOROUTINE_BYTES;
        }
        Ok(id)
    }

    /// Leaves the running goroutine off, if there is one: it waits, if this is what is left of it, or has returned.
    /// Then starts the next of the run queue, if there are steps left; if none is runnable, lets time pass up to `until`.
    #[inline]
    pub(super) fn switch(&mut self, waits: Option<Body>, steps: u64, until: Option<Time>) -> Next {
        if self.panicking.is_some() {
            return Next::Unwind(waits);
        }
        let slot = std::mem::replace(&mut self.current, NONE);
        if let Some(place) = self.slots.get_mut(slot) {
            if waits.is_some() {
                place.body = waits;
            } else {
                self.ended(slot);
            }
        }
        if steps == 0 || !self.is_live() {
            return Next::Nothing;
        }
        if self.timers_due
            && let Some(call) = self.fire_present()
        {
            return Next::Call(call);
        }
        loop {
            let slot = match self
                .take_runnable()
                .map_or_else(|| self.pass_time(until), Ok)
            {
                Ok(slot) => slot,
                Err(next) => return next,
            };
            if let Some(next) = self.start(slot) {
                return next;
            }
        }
    }

    #[inline]
    fn take_runnable(&mut self) -> Option<u32> {
        if self.processors.are_busy() {
            return self.processors.take_ready();
        }
        self.processors
            .take_ready()
            .or_else(|| self.slots.take_runnable())
    }

    /// The running goroutine begins to compute.
    pub(super) fn compute(&mut self, length: Duration) {
        let slot = self.current;
        if self.is_live() {
            self.begin_computing(slot, length);
        }
    }

    fn begin_computing(&mut self, slot: u32, length: Duration) {
        let job = self.processors.begin(slot, length);
        self.recorder.compute(self.now, job.processor);
        self.slots[slot].turn = self.slots[slot].turn.wrapping_add(1);
        self.set_slice(job);
    }

    fn set_slice(&mut self, job: Job) {
        let turn = self.slots[job.slot].turn;
        let ticket = Ticket {
            slot: job.slot,
            turn,
        };
        self.timers.set(self.now + job.slice(), ticket);
    }

    /// A goroutine that computes has come to the end of its slice: it goes on with what it does next; or it is
    /// preempted if somebody else could run; or it computes on.
    fn end_slice(&mut self, job: Job) {
        if job.left > Duration::ZERO && self.slots.are_idle() {
            self.processors.go_on(job);
            self.set_slice(job);
            return;
        }
        let place = &mut self.slots[job.slot];
        place.turn = place.turn.wrapping_add(1);
        if job.left == Duration::ZERO {
            self.processors.put_ready(job.slot);
        } else {
            self.recorder.stop(self.now, place.id);
            self.slots.put_global(job.slot);
            self.processors.preempt(job);
        }
    }

    /// The running goroutine lets all others go first.
    pub(super) fn give_up_processor(&mut self) {
        if self.is_live() {
            self.recorder.stop(self.now, self.slots[self.current].id);
            self.slots.put_global(self.current);
        }
    }

    pub(super) fn running(&self) -> GoroutineId {
        self.slots[self.current].id
    }

    /// Whose ticket it is, or was.
    pub(super) fn holder(&self, ticket: Ticket) -> GoroutineId {
        self.slots[ticket.slot].id
    }

    pub(super) fn access(&mut self, name: &str, accesses: &mut Accesses, is_write: bool) {
        let Slot { id, line, .. } = self.slots[self.current];
        let race = self.race.access(accesses, id, line, is_write);
        if let Some(race) = race.filter(|_| self.is_live()) {
            self.recorder.race(self.now, format!("{name}: {race}"));
        }
    }

    /// Begins to panic; a panic while one is under way does not change what is printed first.
    pub(super) fn panic(&mut self, message: String) {
        if self.is_live() {
            self.panicking.get_or_insert(message);
        }
    }

    pub(super) fn is_panicking(&self) -> bool {
        self.panicking.is_some()
    }

    /// Ends a panic: Go's `recover`.
    pub(super) fn take_panic(&mut self) -> Option<String> {
        self.panicking.take()
    }

    /// Ends the run because nobody recovered the panic.
    pub(super) fn crash(&mut self) {
        if let Some(message) = self.panicking.take() {
            self.end_run(Outcome::Panic, format!("panic: {message}"));
        }
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
    pub(super) fn ready(&mut self, ticket: Ticket, woken: Woken) -> bool {
        if !self.unpark(ticket) {
            return false;
        }
        self.slots[ticket.slot].woken = woken;
        self.make_runnable(ticket.slot);
        true
    }

    /// Puts the running goroutine at the tail of the run queue.
    pub(super) fn yield_now(&mut self) {
        if self.is_live() {
            self.recorder.stop(self.now, self.running());
            self.slots.put_last(self.current);
        }
    }

    pub(super) fn is_parked(&self, ticket: Ticket) -> bool {
        self.slots[ticket.slot].turn == ticket.turn
    }

    /// What woke the running goroutine.
    pub(super) fn woken(&self) -> Woken {
        self.slots[self.current].woken
    }

    /// Sets a timer that calls.
    pub(super) fn call_at(&mut self, at: Time, function: Function) -> Ticket {
        let ticket = self.calls.add(function);
        self.timers_due |= at <= self.now;
        self.timers.set(at, ticket);
        ticket
    }

    /// Takes a call back. `None` if it has been made.
    pub(super) fn cancel_call(&mut self, ticket: Ticket) -> Option<Function> {
        self.calls.take(ticket)
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
            Some(at) if self.must_wait() => Progress::Waiting(at),
            _ => Progress::Paused,
        }
    }

    fn must_wait(&self) -> bool {
        !self.timers_due && (self.slots.are_idle() || self.processors.are_busy())
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
            self.slots[self.current].line = line;
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

    /// What is left of the goroutines, in the order of their ids, and of the timers' calls.
    pub(super) fn take_rest(&mut self) -> (Vec<Body>, Vec<Function>) {
        let slots = self.slots.occupied();
        let take = |slot| self.slots[slot].body.take();
        let bodies = slots.into_iter().filter_map(take).collect();
        (bodies, self.calls.take_all())
    }

    pub(super) fn into_trace(mut self: Box<Core>) -> Trace {
        let exit = self.exit.take().expect("a run that has ended");
        Trace::new(self.recorder, exit, self.budget.tasks, self.budget.memory)
    }

    /// What a goroutine creates or wakes runs next; what a timer does waits its turn.
    #[inline]
    fn make_runnable(&mut self, slot: u32) {
        if self.current == NONE {
            self.slots.put_last(slot);
        } else {
            self.slots.put_next(slot);
        }
    }

    /// Starts a goroutine. `None` if it was preempted and computes on.
    fn start(&mut self, slot: u32) -> Option<Next> {
        if self.steps_left == 0 {
            let message = format!(
                "stopped after {} scheduling steps, the most that the Lab allows a run",
                self.budget.steps
            );
            self.end_run(Outcome::BudgetExceeded, message);
            return Some(Next::Nothing);
        }
        self.steps_left -= 1;
        self.current = slot;
        let place = &mut self.slots[slot];
        self.recorder.start(self.now, place.id);
        if let Some(left) = self.processors.take_preempted(slot) {
            self.current = NONE;
            self.begin_computing(slot, left);
            return None;
        }
        let body = self.slots[slot].body.take();
        Some(body.map_or(Next::Nothing, Next::Goroutine))
    }

    /// Fires the timers of the next moment, up to one that calls, and takes the first goroutine that can run then; the
    /// others are in the run queue. Nothing if that moment is after `until`, or if there is none: then all goroutines
    /// are asleep for ever.
    #[inline(never)]
    fn pass_time(&mut self, until: Option<Time>) -> Result<u32, Next> {
        loop {
            if let Some(until) = until
                && self.timers.earliest().is_some_and(|at| at > until)
            {
                return Err(Next::Nothing);
            }
            let Some((at, ticket)) = self.timers.take() else {
                self.end_run(Outcome::Deadlock, self.deadlock_message());
                return Err(Next::Nothing);
            };
            let mut due = Some(ticket);
            while let Some(ticket) = due {
                if let Some(call) = self.fire(at, ticket) {
                    self.timers_due = true;
                    return Err(Next::Call(call));
                }
                due = self.timers.take_equal();
            }
            if let Some(slot) = self.take_runnable() {
                return Ok(slot);
            }
        }
    }

    /// Fires the timers of the present moment, up to one that calls.
    fn fire_present(&mut self) -> Option<Function> {
        loop {
            let due = self.timers.take_equal().or_else(|| {
                let is_due = self.timers.earliest()? <= self.now;
                is_due
                    .then(|| self.timers.take())
                    .flatten()
                    .map(|(_, ticket)| ticket)
            });
            let Some(ticket) = due else {
                self.timers_due = false;
                return None;
            };
            let call = self.fire(self.now, ticket);
            if call.is_some() {
                return call;
            }
        }
    }

    /// Fires a timer: makes its goroutine runnable, or returns what it calls. If nobody waits for it any more it does
    /// nothing; such a one must not let time pass.
    #[inline]
    fn fire(&mut self, at: Time, ticket: Ticket) -> Option<Function> {
        if Calls::has(ticket) {
            let function = self.calls.take(ticket)?;
            self.now = at;
            return Some(function);
        }
        if self.slots[ticket.slot].turn != ticket.turn {
            return None;
        }
        self.now = at;
        match self.processors.end(ticket.slot) {
            Some(job) => self.end_slice(job),
            None => self.wake_sleeper(ticket),
        }
        None
    }

    #[inline]
    fn wake_sleeper(&mut self, ticket: Ticket) {
        let place = &mut self.slots[ticket.slot];
        place.turn = place.turn.wrapping_add(1);
        self.recorder.unblock(self.now, place.id);
        self.slots.put_last(ticket.slot);
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
