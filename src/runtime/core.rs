//! The state of a run: goroutines in slots, the run queue, timers, budgets and the recording.

use super::Ticket;
use super::run::{Body, Budget, Progress};
use super::timers::Timers;
use crate::rng::Rng;
use crate::time::{Duration, Time};
use crate::trace::{
    BlockReason, Exit, GOROUTINE_BYTES, GoroutineId, Outcome, Recorder, Resource, TaskOutcome,
    Trace,
};
use std::fmt::Write as _;

const NONE: u32 = u32::MAX;
/// How many goroutines a deadlock's message names; Go prints all, a person reads a few.
const NAMED: usize = 20;

/// A place for a goroutine, used again when its goroutine has ended.
struct Slot {
    body: Option<Body>,
    id: GoroutineId,
    turn: u32,
    /// The slot after this one in the run queue, or in the list of free slots.
    next: u32,
    reason: BlockReason,
}

pub(super) struct Core {
    now: Time,
    current: u32,
    slots: Vec<Slot>,
    free: u32,
    runnext: u32,
    queue_head: u32,
    queue_tail: u32,
    timers: Timers,
    recorder: Recorder,
    rng: Rng,
    budget: Budget,
    steps: u64,
    /// Bytes in use: what goroutines hold, and the goroutines themselves except main.
    memory: u64,
    tasks_open: u32,
    exit: Option<Exit>,
}

impl Core {
    pub(super) fn new(budget: Budget, seed: u64) -> Core {
        Core {
            now: Time::ZERO,
            current: NONE,
            slots: Vec::new(),
            free: NONE,
            runnext: NONE,
            queue_head: NONE,
            queue_tail: NONE,
            timers: Timers::new(),
            recorder: Recorder::new(),
            // Stream 0 is the scheduler's; the tasks have those from 1.
            rng: Rng::new(seed, 0),
            budget,
            steps: 0,
            memory: 0,
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
        let slot = self.free;
        let slot = if slot == NONE {
            self.slots.push(Slot {
                body: Some(body),
                id,
                turn: 0,
                next: NONE,
                reason: BlockReason::Sleep,
            });
            u32::try_from(self.slots.len() - 1).expect("fewer than 2^32 goroutines at once")
        } else {
            let place = &mut self.slots[slot as usize];
            self.free = std::mem::replace(&mut place.next, NONE);
            place.body = Some(body);
            place.id = id;
            slot
        };
        self.put_next(slot);
        if id != GoroutineId::MAIN {
            self.memory += GOROUTINE_BYTES;
        }
        Ok(id)
    }

    /// Takes the next goroutine off the run queue and starts it; if none is runnable, lets time pass up to `until`.
    pub(super) fn start_next(&mut self, until: Option<Time>) -> Option<Body> {
        while self.is_live() {
            if let Some(slot) = self.take_runnable() {
                return self.start(slot);
            }
            if !self.pass_time(until) {
                return None;
            }
        }
        None
    }

    /// Puts a goroutine that waits back into its slot.
    pub(super) fn put_back(&mut self, body: Body) {
        self.slots[self.current as usize].body = Some(body);
        self.current = NONE;
    }

    /// The running goroutine has returned.
    pub(super) fn end_current(&mut self) {
        if !self.is_live() {
            return;
        }
        let slot = std::mem::replace(&mut self.current, NONE);
        self.recorder.end(self.now);
        let place = &mut self.slots[slot as usize];
        let id = place.id;
        place.next = self.free;
        self.free = slot;
        if id == GoroutineId::MAIN {
            self.main_returned();
        } else {
            self.memory -= GOROUTINE_BYTES;
        }
    }

    pub(super) fn park(&mut self, reason: BlockReason) -> Ticket {
        let slot = self.current;
        let place = &mut self.slots[slot as usize];
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
        self.put_next(ticket.slot);
        true
    }

    pub(super) fn sleep(&mut self, length: Duration) {
        let ticket = self.park(BlockReason::Sleep);
        self.timers.set(self.now + length, ticket);
    }

    pub(super) fn progress(&self) -> Progress {
        match self.timers.earliest() {
            _ if !self.is_live() => Progress::Ended,
            Some(at) if self.runnext == NONE && self.queue_head == NONE => Progress::Waiting(at),
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
                Resource::Memory => self.memory = self.memory.saturating_sub(amount),
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
        let slots = self.occupied();
        let take = |slot: usize| self.slots[slot].body.take();
        slots.into_iter().filter_map(take).collect()
    }

    pub(super) fn into_trace(mut self: Box<Core>) -> Trace {
        let exit = self.exit.take().expect("a run that has ended");
        Trace::new(self.recorder, exit, self.budget.tasks, self.budget.memory)
    }

    fn put_next(&mut self, slot: u32) {
        let before = std::mem::replace(&mut self.runnext, slot);
        if before != NONE {
            self.put_last(before);
        }
    }

    fn put_last(&mut self, slot: u32) {
        self.slots[slot as usize].next = NONE;
        if self.queue_tail == NONE {
            self.queue_head = slot;
        } else {
            self.slots[self.queue_tail as usize].next = slot;
        }
        self.queue_tail = slot;
    }

    fn take_runnable(&mut self) -> Option<u32> {
        let next = std::mem::replace(&mut self.runnext, NONE);
        if next != NONE {
            return Some(next);
        }
        let head = self.queue_head;
        if head == NONE {
            return None;
        }
        self.queue_head = self.slots[head as usize].next;
        if self.queue_head == NONE {
            self.queue_tail = NONE;
        }
        Some(head)
    }

    fn start(&mut self, slot: u32) -> Option<Body> {
        self.steps += 1;
        if self.steps > self.budget.steps {
            let message = format!(
                "stopped after {} scheduling steps, the most that the Lab allows a run",
                self.budget.steps
            );
            self.end_run(Outcome::BudgetExceeded, message);
            return None;
        }
        self.current = slot;
        let place = &mut self.slots[slot as usize];
        self.recorder.start(self.now, place.id);
        place.body.take()
    }

    /// Fires the timers of the next moment. False if that is after `until`, or if there is none: then all
    /// goroutines are asleep for ever.
    fn pass_time(&mut self, until: Option<Time>) -> bool {
        loop {
            if let Some(until) = until
                && self.timers.earliest().is_some_and(|at| at > until)
            {
                return false;
            }
            let Some(at) = self.timers.open_next() else {
                self.end_run(Outcome::Deadlock, self.deadlock_message());
                return false;
            };
            let mut fired = false;
            while let Some(ticket) = self.timers.take_due() {
                if self.slots[ticket.slot as usize].turn == ticket.turn {
                    // A timer that nobody waits for any more must not let time pass.
                    self.now = at;
                    self.unpark(ticket);
                    self.put_last(ticket.slot);
                    fired = true;
                }
            }
            if fired {
                return true;
            }
        }
    }

    fn unpark(&mut self, ticket: Ticket) -> bool {
        let place = &mut self.slots[ticket.slot as usize];
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
        self.memory += bytes;
        if let Some(limit) = self.budget.memory
            && self.memory > limit
        {
            let message = format!(
                "signal: killed (out of memory: {} bytes in use, the limit is {limit})",
                self.memory
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

    /// The slots that hold a goroutine which is not running, in the order of the goroutines' ids.
    fn occupied(&self) -> Vec<usize> {
        let slots = self.slots.iter().enumerate();
        let held = slots.filter(|(_, slot)| slot.body.is_some());
        let mut ids: Vec<(GoroutineId, usize)> =
            held.map(|(place, slot)| (slot.id, place)).collect();
        ids.sort_unstable();
        ids.into_iter().map(|(_, place)| place).collect()
    }

    /// Go's words (`src/runtime/proc.go`, `checkdead`), then the goroutines with what each waits for.
    fn deadlock_message(&self) -> String {
        let asleep = self.occupied();
        let mut message = String::from("fatal error: all goroutines are asleep - deadlock!\n");
        for slot in asleep.iter().take(NAMED) {
            let Slot { id, reason, .. } = &self.slots[*slot];
            // Writing to a String cannot fail.
            let _ = write!(message, "\n{id} [{}]:", reason.name());
        }
        if let Some(more @ 1..) = asleep.len().checked_sub(NAMED) {
            let _ = write!(message, "\n... and {more} more");
        }
        message
    }
}
