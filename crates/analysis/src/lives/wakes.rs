//! Waiting and waking: for what a goroutine parks, and what wakes it.

use super::{LifeRecorder, Open, number};
use crate::flows::{Flow, FlowKind};
use crate::spans::{SelectCase, Waits};
use crate::state::GoroutineState;
use goruntime::time::Time;
use goruntime::trace::{BlockReason, GoroutineId, ObjectId, ObjectKind};

impl LifeRecorder {
    pub(super) fn block(
        &mut self,
        by: Option<GoroutineId>,
        at: Time,
        reason: BlockReason,
        on: Option<ObjectId>,
    ) {
        let waits = match on {
            Some(object) => Waits::On(object),
            None if reason == BlockReason::Select => {
                let cases = std::mem::take(&mut self.cases);
                Waits::Select(self.select(cases, by))
            }
            None => Waits::None,
        };
        self.enter(by, at, GoroutineState::waiting(reason), waits);
        if let (Some(object), BlockReason::ChanReceive) = (on, reason)
            && let Some(object) = self.objects.get_mut(object)
        {
            object.receiver = by;
        }
    }

    pub(super) fn unblock(
        &mut self,
        by: Option<GoroutineId>,
        at: Time,
        goroutine: GoroutineId,
        case: Option<u32>,
    ) {
        let Some(&mut Open { state, waits, .. }) = self.open_mut(Some(goroutine)) else {
            return;
        };
        let (object, sends) = match waits {
            Waits::None => (None, false),
            Waits::On(object) => {
                let sends = state == GoroutineState::Blocked(BlockReason::ChanSend);
                (Some(object), sends)
            }
            Waits::Select(list) => match self.chosen(list, case) {
                Some(SelectCase::Send(object)) => (Some(object), true),
                Some(SelectCase::Receive(object)) => (Some(object), false),
                Some(SelectCase::Nil | SelectCase::Timer) | None => (None, false),
            },
        };
        let kind = self.kind_of(object, sends);
        if let Some(object) = object.filter(|_| kind == FlowKind::Receive) {
            // If the channel has a buffer, the sender's value takes the place of the received one.
            let is_buffered = self.objects.get(object).is_some_and(|of| of.capacity > 0);
            if is_buffered {
                self.objects.sent(object, goroutine, at);
            }
        }
        self.flow(by, goroutine, at, kind, object);
        self.enter(Some(goroutine), at, GoroutineState::Runnable, Waits::None);
    }

    /// The running goroutine takes a value out of a buffer.
    pub(super) fn take(
        &mut self,
        by: Option<GoroutineId>,
        at: Time,
        object: ObjectId,
        length: u32,
    ) {
        self.objects.set_amount(object, at, length);
        if let Some(of) = self.objects.get_mut(object) {
            of.receiver = by.or(of.receiver);
        }
        if let (Some((from, from_at)), Some(to)) = (self.objects.received(object), by) {
            let (kind, object) = (FlowKind::Send, Some(object));
            self.add(Flow {
                from,
                from_at,
                to,
                at,
                kind,
                object,
            });
        }
    }

    /// The kind of a wake-up through an object. `sends` says that the woken goroutine wanted to send.
    fn kind_of(&self, object: Option<ObjectId>, sends: bool) -> FlowKind {
        let Some(id) = object else {
            return FlowKind::Wake;
        };
        if self.closing == Some(id) {
            return FlowKind::Close;
        }
        match self.objects.get(id).map(|of| of.kind) {
            Some(ObjectKind::Chan) if sends => FlowKind::Receive,
            Some(ObjectKind::Chan) => FlowKind::Send,
            Some(ObjectKind::Context) => FlowKind::Close,
            Some(ObjectKind::Mutex | ObjectKind::RwMutex | ObjectKind::Semaphore) => {
                FlowKind::Unlock
            }
            Some(ObjectKind::WaitGroup) => FlowKind::Done,
            Some(ObjectKind::Timer) | None => FlowKind::Wake,
        }
    }

    /// The place of the list of cases with which a goroutine waits.
    fn select(&mut self, cases: Vec<SelectCase>, by: Option<GoroutineId>) -> u32 {
        for case in &cases {
            if let SelectCase::Receive(object) = *case
                && let Some(object) = self.objects.get_mut(object)
            {
                object.receiver = by;
            }
        }
        if let Some(place) = self.places.get(&cases) {
            return *place;
        }
        let place = number(self.selects.len());
        self.selects.push(cases.clone());
        self.places.insert(cases, place);
        place
    }

    /// The chosen case of a `select`.
    fn chosen(&self, list: u32, case: Option<u32>) -> Option<SelectCase> {
        let cases = self.selects.get(list as usize)?;
        cases.get(case? as usize).copied()
    }

    pub(super) fn case(&self, object: Option<ObjectId>, sends: bool) -> SelectCase {
        match object {
            None => SelectCase::Nil,
            Some(object) if self.objects.get(object).is_none() => SelectCase::Timer,
            Some(object) if sends => SelectCase::Send(object),
            Some(object) => SelectCase::Receive(object),
        }
    }
}
