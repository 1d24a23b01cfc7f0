//! The state of a run: goroutines in slots, the run queue, timers, budgets and the recording.

mod choose;
mod end;
mod schedule;

pub(super) use schedule::Next;

use super::budget::{Body, Budget};
use super::calls::Calls;
use super::choose::{Chooser, Choosing, Decisions};
use super::processors::Processors;
use super::race::{Accesses, Conflict, Detector, Race, Way};
use super::slots::{NONE, Slot, Slots};
use super::timers::Timers;
use super::{Ticket, Woken};
use crate::rng::Rng;
use crate::time::Time;
use crate::trace::{
    BlockReason, Demand, Exit, GOROUTINE_BYTES, GoroutineId, Name, ObjectId, Outcome, Recorder,
    Resource, TaskOutcome,
};

pub(super) struct Core {
    now: Time,
    /// The slot of the running goroutine.
    current: u32,
    slots: Slots,
    timers: Timers,
    calls: Calls,
    processors: Processors,
    pub(super) race: Detector,
    /// Whether an unfired timer may already be due at the present moment.
    timers_due: bool,
    /// The messages of the running goroutine's panics, the oldest first.
    panicking: Vec<String>,
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
    /// Only in a search for schedules.
    choosing: Option<Box<Choosing>>,
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
            panicking: Vec::new(),
            recorder: Recorder::new(),
            // Stream 0 is the scheduler's; the tasks have those from 1.
            rng: Rng::new(seed, 0),
            budget,
            steps_left: budget.steps,
            held_memory: 0,
            own_memory: 0,
            tasks_open: budget.tasks,
            exit: None,
            choosing: None,
        }
    }

    /// Lets a chooser decide.
    pub(super) fn set_chooser(&mut self, chooser: Box<dyn Chooser>, decisions: Decisions) {
        self.choosing = Some(Box::new(Choosing::new(chooser, decisions)));
    }

    /// What the chooser has decided.
    pub(super) fn take_choices(&mut self) -> Option<Box<Choosing>> {
        self.choosing.take()
    }

    pub(super) fn now(&self) -> Time {
        self.now
    }

    /// Whether the run goes on. After its end nothing is recorded, whatever a goroutine's destructors do.
    pub(super) fn is_live(&self) -> bool {
        self.exit.is_none()
    }

    /// The number of goroutines without main.
    pub(super) fn goroutines(&self) -> u64 {
        self.own_memory / GOROUTINE_BYTES
    }

    pub(super) fn random_below(&mut self, n: u64) -> u64 {
        self.rng.below(n)
    }

    /// Puts a goroutine into a slot and makes it runnable. Once the run is over it returns the body instead of dropping it:
    /// the destructors may call the runtime, which is borrowed here.
    pub(super) fn spawn(
        &mut self,
        body: Body,
        name: Option<Name<'_>>,
    ) -> Result<GoroutineId, Body> {
        if !self.is_live() {
            return Err(body);
        }
        let id = self.recorder.create(self.now, name);
        let slot = self.slots.occupy(body, id);
        let parent = self.slots.get_mut(self.current).map(|place| place.id);
        self.race.spawn(parent, id);
        self.make_runnable(slot);
        if id != GoroutineId::MAIN {
            self.own_memory += GOROUTINE_BYTES;
        }
        Ok(id)
    }

    pub(super) fn running(&self) -> GoroutineId {
        self.slots[self.current].id
    }

    /// The running goroutine. There is none while a timer calls, nor while the goroutines of a run that is over are
    /// dropped.
    pub(super) fn running_if_any(&mut self) -> Option<GoroutineId> {
        let place = self.slots.get_mut(self.current)?;
        Some(place.id)
    }

    /// The goroutine that a ticket was made for, whether the ticket is still valid or not.
    pub(super) fn holder(&self, ticket: Ticket) -> GoroutineId {
        self.slots[ticket.slot].id
    }

    pub(super) fn access(&mut self, name: &str, accesses: &mut Accesses, is_write: bool) {
        let Some(&mut Slot { id, .. }) = self.slots.get_mut(self.current) else {
            return;
        };
        let race = self.race.access(accesses, id, is_write, self.now);
        if let Some(Race { text, by, at }) = race.filter(|_| self.is_live()) {
            let text = format!("{name}: {text}");
            self.recorder.race(self.now, text, by, at);
        }
    }

    #[inline]
    pub(super) fn check_access(
        &mut self,
        accesses: &mut Accesses,
        way: Way,
        place: u32,
    ) -> Option<Conflict> {
        let &mut Slot { id, .. } = self.slots.get_mut(self.current)?;
        if !self.race.watches() || self.race.repeats(accesses, id, way) {
            return None;
        }
        self.race.check(accesses, id, way, (place, self.now))
    }

    pub(super) fn report_race(&mut self, text: String, earlier: Conflict) {
        if self.is_live() {
            self.recorder.race(self.now, text, earlier.by, earlier.at);
        }
    }

    pub(super) fn park(&mut self, reason: BlockReason, on: Option<ObjectId>) -> Ticket {
        let slot = self.current;
        let place = &mut self.slots[slot];
        place.turn = place.turn.wrapping_add(1);
        place.reason = reason;
        let ticket = Ticket {
            slot,
            turn: place.turn,
        };
        if self.is_live() {
            self.recorder.block(self.now, reason, on);
        }
        ticket
    }

    /// Makes a parked goroutine runnable. False if the ticket is no longer valid.
    pub(super) fn ready(&mut self, ticket: Ticket, woken: Woken) -> bool {
        if !self.unpark(ticket, woken.case) {
            return false;
        }
        let place = &mut self.slots[ticket.slot];
        (place.woken_case, place.woken_success) = (woken.case, woken.success);
        self.make_runnable(ticket.slot);
        true
    }

    pub(super) fn is_parked(&self, ticket: Ticket) -> bool {
        self.slots[ticket.slot].turn == ticket.turn
    }

    /// How the running goroutine was woken.
    pub(super) fn woken(&self) -> Woken {
        let place = &self.slots[self.current];
        let (case, success) = (place.woken_case, place.woken_success);
        Woken { case, success }
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
            if resource == Resource::Memory {
                self.use_memory(amount);
            }
        }
    }

    pub(super) fn release(&mut self, resource: Resource, amount: u64) {
        if self.is_live() {
            self.recorder.release(self.now, resource, amount);
            if resource == Resource::Memory {
                self.held_memory = self.held_memory.saturating_sub(amount);
            }
        }
    }

    pub(super) fn demand(&mut self, demand: Demand, resource: Resource) {
        if self.is_live() {
            self.recorder.demand(self.now, demand, resource);
        }
    }

    pub(super) fn log(&mut self, line: String) {
        if self.is_live() {
            self.recorder.log(self.now, line);
            // A goroutine may print for ever and never wait.
            if self.recorder.size() > self.budget.trace {
                self.end_run(Outcome::BudgetExceeded, self.spent());
            }
        }
    }

    pub(super) fn mark(&mut self, line: u32) {
        if self.is_live() {
            if self.race.watches() {
                self.race.at(self.slots[self.current].id, line);
            }
            self.recorder.mark(self.now, line);
        }
    }

    /// Lets a program write to the trace. `None` once the run is over.
    pub(super) fn record<R>(&mut self, write: impl FnOnce(&mut Recorder, Time) -> R) -> Option<R> {
        self.is_live().then(|| write(&mut self.recorder, self.now))
    }

    fn unpark(&mut self, ticket: Ticket, case: u16) -> bool {
        let place = &mut self.slots[ticket.slot];
        if place.turn != ticket.turn || self.exit.is_some() {
            return false;
        }
        place.turn = place.turn.wrapping_add(1);
        let id = place.id;
        if place.reason == BlockReason::Select {
            self.recorder.unblock_case(self.now, id, case.into());
        } else {
            self.recorder.unblock(self.now, id);
        }
        true
    }
}
