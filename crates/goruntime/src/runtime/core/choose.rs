//! Scheduling by a chooser.

use super::Core;
use crate::runtime::Ticket;
use crate::runtime::calls::{Calls, Function};
use crate::runtime::choose::{Choice, Choosing, Survivor};
use crate::runtime::slots::NONE;
use crate::time::Time;
use crate::trace::{BlockReason, Outcome};

use super::schedule::Next;

/// Of more runnable goroutines, the first so many are to be chosen from: listing all would take most of the time.
const MOST_CHOICES: usize = 64;

impl Core {
    /// Lets the chooser decide whether the running goroutine goes on. If not, it is runnable, and must return `Pending`.
    pub(in crate::runtime) fn point(&mut self) -> bool {
        if !self.is_live() || self.processors.in_use {
            return false;
        }
        let Some(mut choosing) = self.choosing.take() else {
            return false;
        };
        choosing.choices.clear();
        choosing.choices.push(Choice::Goroutine(self.running()));
        self.list_choices(&mut choosing);
        let index = choosing.decide(true);
        let gives_way = index > 0;
        if gives_way {
            choosing.chosen = Some(choosing.choices[index]);
            self.recorder.stop(self.now, self.running());
            self.slots.put_global(self.current);
        }
        self.choosing = Some(choosing);
        gives_way
    }

    /// What a `select` with `count` ready cases does.
    pub(in crate::runtime) fn choose_case(&mut self, count: u64) -> u64 {
        let drawn = self.rng.below(count);
        match &mut self.choosing {
            Some(choosing) => choosing.decide_case(count, drawn),
            None => drawn,
        }
    }

    /// Parks the running goroutine until nothing else can happen, or `steps` scheduling steps later.
    pub(in crate::runtime) fn drain(&mut self, steps: u32) -> bool {
        if self.choosing.is_none() || !self.is_live() {
            return false;
        }
        let ticket = self.park(BlockReason::Sleep, None);
        if let Some(choosing) = &mut self.choosing {
            choosing.drains = Some(ticket);
            choosing.drain_steps = steps;
        }
        true
    }

    /// Whether more than `besides` goroutines can run, without the running one.
    pub(in crate::runtime) fn others_can_run(&self, besides: usize) -> bool {
        self.slots.runnable().nth(besides).is_some()
    }

    /// Says whether timers fire only once no goroutine can run.
    pub(in crate::runtime) fn timers_wait(&mut self, wait: bool) {
        if let Some(choosing) = &mut self.choosing {
            choosing.timers_wait = wait;
        }
    }

    /// Whether the steps of the last drain were used up.
    pub(in crate::runtime) fn drain_is_used_up(&self) -> bool {
        let choosing = self.choosing.as_ref();
        choosing.is_some_and(|choosing| choosing.drain_steps == 0)
    }

    /// How many steps are left of a drain.
    pub(in crate::runtime) fn drain_left(&self) -> u32 {
        let choosing = self.choosing.as_ref();
        choosing.map_or(0, |choosing| choosing.drain_steps)
    }

    /// Nothing can happen any more: the goroutine goes on that waits for that.
    pub(super) fn end_drain(&mut self) -> Option<u32> {
        let mut choosing = self.choosing.take()?;
        let slot = self.end_drain_of(&mut choosing);
        self.choosing = Some(choosing);
        slot
    }

    fn end_drain_of(&mut self, choosing: &mut Choosing) -> Option<u32> {
        let ticket = choosing.drains.take()?;
        let is_woken = self.wake_sleeper(self.now, ticket);
        is_woken.then_some(ticket.slot)
    }

    /// Keeps the goroutines that have not ended, since the run ends.
    pub(super) fn keep_survivors(&mut self) {
        let Some(mut choosing) = self.choosing.take() else {
            return;
        };
        choosing.survivors = self.survivors();
        self.choosing = Some(choosing);
    }

    fn survivors(&self) -> Vec<Survivor> {
        let occupied = self.slots.occupied().into_iter();
        let survivors = occupied.map(|slot| {
            let place = &self.slots[slot];
            let waits = (place.turn % 2 == 1).then_some(place.reason);
            Survivor {
                id: place.id,
                waits,
            }
        });
        survivors.collect()
    }

    /// The next goroutine, as the chooser decides; or what else is to be done.
    #[inline(never)]
    pub(super) fn choose_next(&mut self, mut choosing: Box<Choosing>) -> Result<u32, Next> {
        let next = self.choose_with(&mut choosing);
        self.choosing = Some(choosing);
        if matches!(next, Err(Next::Nothing)) && self.exit.is_none() {
            self.end_run(Outcome::Deadlock, self.deadlock_message());
        }
        next
    }

    fn choose_with(&mut self, choosing: &mut Choosing) -> Result<u32, Next> {
        loop {
            if choosing.drains.is_some() {
                choosing.drain_steps = choosing.drain_steps.saturating_sub(1);
                if choosing.drain_steps == 0
                    && let Some(slot) = self.end_drain_of(choosing)
                {
                    return Ok(slot);
                }
            }
            let choice = if let Some(choice) = choosing.chosen.take() {
                choice
            } else {
                choosing.choices.clear();
                self.list_choices(choosing);
                if choosing.choices.is_empty() {
                    return self.end_drain_of(choosing).ok_or(Next::Nothing);
                }
                let index = choosing.decide(false);
                choosing.choices[index]
            };
            match choice {
                Choice::Goroutine(id) => {
                    if let Some(slot) = self.slots.take(|place| place.id == id) {
                        return Ok(slot);
                    }
                }
                Choice::Timer => {
                    if let Some(call) = self.fire_next() {
                        return Err(Next::Call(call));
                    }
                }
                Choice::Case(_) => {}
            }
        }
    }

    /// Adds the runnable goroutines in Go's order, then the next timer.
    fn list_choices(&mut self, choosing: &mut Choosing) {
        let runnable = self.slots.runnable().take(MOST_CHOICES);
        let choices = runnable.map(|slot| Choice::Goroutine(self.slots[slot].id));
        choosing.choices.extend(choices);
        let (slots, calls) = (&self.slots, &self.calls);
        let is_set = |ticket: Ticket| {
            if Calls::has(ticket) {
                calls.is_pending(ticket)
            } else {
                slots[ticket.slot].turn == ticket.turn
            }
        };
        let may_fire = choosing.choices.is_empty() || !choosing.timers_wait;
        if may_fire && self.timers.skip_until(is_set) {
            choosing.choices.push(Choice::Timer);
        }
    }

    /// Fires the timers of the next moment, up to the first that calls a function.
    fn fire_next(&mut self) -> Option<Function> {
        let (at, ticket) = self.timers.take()?;
        let at: Time = at.max(self.now);
        let mut due = Some(ticket);
        while let Some(ticket) = due {
            let call = self.fire(at, ticket);
            if call.is_some() {
                self.timers_due = true;
                return call;
            }
            due = self.timers.take_equal();
        }
        None
    }

    /// Takes what a chooser has besides, if it decides now: not while processors are held, which are few.
    pub(super) fn take_choosing(&mut self) -> Option<Box<Choosing>> {
        if self.processors.in_use {
            return None;
        }
        debug_assert_eq!(self.current, NONE);
        self.choosing.take()
    }
}
