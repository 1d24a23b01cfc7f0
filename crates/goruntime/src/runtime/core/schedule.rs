//! The scheduler: the run queue, the processors, and the passing of time.

use super::Core;
use crate::runtime::Ticket;
use crate::runtime::budget::{Body, Progress};
use crate::runtime::calls::{Calls, Function};
use crate::runtime::processors::Job;
use crate::runtime::slots::NONE;
use crate::time::{Duration, Time};
use crate::trace::{BlockReason, Outcome};

/// What the run does next.
pub(in crate::runtime) enum Next {
    /// The running goroutine has panicked. Dropping its body runs its deferred calls.
    Unwind(Option<Body>),
    /// Poll this goroutine.
    Goroutine(Body),
    /// Call this function of a timer.
    Call(Function),
    /// Nothing yet: a preempted goroutine has its processor again, or time has passed and none can run.
    GoOn,
    /// Nothing: the run has ended, or nothing can run yet.
    Nothing,
}

impl Core {
    /// Leaves the running goroutine, if there is one: with a body in `waits` it is parked, without one it has returned.
    /// Then starts the next goroutine of the run queue, if there are steps left; if none is runnable, lets time pass up to
    /// `until`.
    #[inline]
    pub(in crate::runtime) fn switch(
        &mut self,
        waits: Option<Body>,
        steps: u64,
        until: Option<Time>,
    ) -> Next {
        if !self.panicking.is_empty() {
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
        let next = match self.take_choosing() {
            Some(choosing) => self.choose_next(choosing),
            None => self
                .take_runnable()
                .map_or_else(|| self.pass_time(until), Ok),
        };
        match next {
            Ok(slot) => self.start(slot),
            Err(next) => next,
        }
    }

    #[inline]
    pub(super) fn take_runnable(&mut self) -> Option<u32> {
        if !self.processors.in_use {
            return self.slots.take_runnable();
        }
        if self.processors.are_busy() {
            return self.processors.take_ready();
        }
        self.processors
            .take_ready()
            .or_else(|| self.slots.take_runnable())
    }

    /// The running goroutine begins to compute.
    pub(in crate::runtime) fn compute(&mut self, length: Duration) {
        let slot = self.current;
        if self.is_live() {
            self.begin_computing(slot, length);
        }
    }

    pub(super) fn begin_computing(&mut self, slot: u32, length: Duration) {
        let job = self.processors.begin(slot, length);
        self.recorder.compute(self.now, job.processor);
        self.slots[slot].turn = self.slots[slot].turn.wrapping_add(1);
        self.set_slice(job);
    }

    pub(super) fn set_slice(&mut self, job: Job) {
        let turn = self.slots[job.slot].turn;
        let ticket = Ticket {
            slot: job.slot,
            turn,
        };
        self.timers.set(self.now + job.slice(), ticket);
    }

    /// A computing goroutine has reached the end of its slice. If its work is done, it continues; otherwise it is preempted
    /// if another goroutine is runnable, and computes on if none is.
    pub(super) fn end_slice(&mut self, job: Job) {
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

    /// Puts the running goroutine at the tail of the global queue, behind all runnable goroutines.
    pub(in crate::runtime) fn give_up_processor(&mut self) {
        if self.is_live() {
            let id = self.slots[self.current].id;
            self.recorder.stop(self.now, id);
            self.slots.put_global(self.current);
            if let Some(choosing) = &mut self.choosing {
                choosing.chooser.yielded(id);
            }
        }
    }

    /// Puts the running goroutine at the tail of the run queue.
    pub(in crate::runtime) fn yield_now(&mut self) {
        if self.is_live() {
            self.recorder.stop(self.now, self.running());
            self.slots.put_last(self.current);
        }
    }

    /// Sets a timer that calls a function.
    pub(in crate::runtime) fn call_at(&mut self, at: Time, function: Function) -> Ticket {
        let ticket = self.calls.add(function);
        self.timers_due |= at <= self.now;
        self.timers.set(at, ticket);
        ticket
    }

    /// Cancels a call and returns its function. `None` if the call was already made.
    pub(in crate::runtime) fn cancel_call(&mut self, ticket: Ticket) -> Option<Function> {
        self.calls.take(ticket)
    }

    pub(in crate::runtime) fn sleep(&mut self, length: Duration) {
        let ticket = self.park(BlockReason::Sleep, None);
        self.timers.set(self.now + length, ticket);
    }

    /// The state of the run. A deadlock is reported as a pause: the next step detects it.
    pub(in crate::runtime) fn progress(&self) -> Progress {
        if !self.is_live() {
            return Progress::Ended;
        }
        match self.timers.earliest() {
            Some(at) if self.must_wait() => Progress::Waiting(at),
            _ => Progress::Paused,
        }
    }

    pub(super) fn must_wait(&self) -> bool {
        !self.timers_due
            && !self.processors.has_ready()
            && (self.slots.are_idle() || self.processors.are_busy())
    }

    /// Goroutines that a goroutine creates or wakes run next; those that a timer creates or wakes go to the tail of the
    /// queue.
    #[inline]
    pub(super) fn make_runnable(&mut self, slot: u32) {
        if self.current == NONE {
            self.slots.put_last(slot);
        } else {
            self.slots.put_next(slot);
        }
    }

    /// Starts a goroutine. One that was preempted while computing goes on computing.
    pub(super) fn start(&mut self, slot: u32) -> Next {
        if self.steps_left == 0
            || self.recorder.size() > self.budget.trace
            || self.recorder.instants() > self.budget.instants
        {
            self.end_run(Outcome::BudgetExceeded, self.spent());
            return Next::Nothing;
        }
        self.steps_left -= 1;
        self.current = slot;
        let place = &mut self.slots[slot];
        self.recorder.start(self.now, place.id);
        if self.processors.in_use
            && let Some(left) = self.processors.take_preempted(slot)
        {
            self.current = NONE;
            self.begin_computing(slot, left);
            return Next::GoOn;
        }
        let body = self.slots[slot].body.take();
        body.map_or(Next::Nothing, Next::Goroutine)
    }

    /// The message of a run that has spent its budget.
    pub(super) fn spent(&self) -> String {
        let (amount, what) = if self.steps_left == 0 {
            (self.budget.steps, "scheduling steps")
        } else if self.recorder.instants() > self.budget.instants {
            (self.budget.instants.into(), "instants with an event")
        } else {
            (self.budget.trace as u64, "bytes of trace")
        };
        format!("stopped after {amount} {what}, the most that the Lab allows a run")
    }

    /// Fires the timers of the next moment, up to the first that calls a function, and takes the first goroutine that can
    /// run then; the rest go to the run queue. Returns nothing if that moment is after `until`. Without a timer the run
    /// ends: all goroutines are asleep.
    #[inline(never)]
    pub(super) fn pass_time(&mut self, until: Option<Time>) -> Result<u32, Next> {
        if let Some(until) = until
            && self.timers.earliest().is_some_and(|at| at > until)
        {
            return Err(Next::Nothing);
        }
        let Some((at, ticket)) = self.timers.take() else {
            if let Some(slot) = self.end_drain() {
                return Ok(slot);
            }
            self.end_run(Outcome::Deadlock, self.deadlock_message());
            return Err(Next::Nothing);
        };
        // In most cases there is one timer, and its goroutine needs no place in the queue.
        let is_sleeper = !self.processors.in_use && !Calls::has(ticket);
        let first = is_sleeper && self.wake_sleeper(at, ticket);
        let first = first.then_some(ticket.slot);
        let mut due = if is_sleeper {
            self.timers.take_equal()
        } else {
            Some(ticket)
        };
        while let Some(ticket) = due {
            if let Some(call) = self.fire(at, ticket) {
                if let Some(slot) = first {
                    self.slots.put_next(slot);
                }
                self.timers_due = true;
                return Err(Next::Call(call));
            }
            due = self.timers.take_equal();
        }
        first.or_else(|| self.take_runnable()).ok_or(Next::GoOn)
    }

    /// Fires the timers of the present moment, up to the first that calls a function.
    pub(super) fn fire_present(&mut self) -> Option<Function> {
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

    /// Fires a timer: makes its goroutine runnable, or returns the function to call. A timer whose goroutine was woken by
    /// something else does nothing, and time does not advance to it.
    #[inline]
    pub(super) fn fire(&mut self, at: Time, ticket: Ticket) -> Option<Function> {
        if Calls::has(ticket) {
            let function = self.calls.take(ticket)?;
            self.now = at;
            return Some(function);
        }
        if self.processors.in_use
            && self.slots[ticket.slot].turn == ticket.turn
            && let Some(job) = self.processors.end(ticket.slot)
        {
            self.now = at;
            self.end_slice(job);
        } else if self.wake_sleeper(at, ticket) {
            self.slots.put_last(ticket.slot);
        }
        None
    }

    #[inline]
    pub(super) fn wake_sleeper(&mut self, at: Time, ticket: Ticket) -> bool {
        let place = &mut self.slots[ticket.slot];
        if place.turn != ticket.turn {
            return false;
        }
        place.turn = place.turn.wrapping_add(1);
        self.now = at;
        self.recorder.unblock(at, place.id);
        true
    }
}
