//! `select`.

use super::chan::core::Core;
use crate::runtime::{self, Ticket};
use crate::trace::BlockReason;
use std::cell::Cell;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

/// A case of a `select`: [`super::ChanCase`].
pub trait Case {
    /// The operation, without its value.
    fn operation(&self) -> Operation<'_>;
    /// Moves the value from the case into a place of its channel, or from there into the case.
    fn exchange(&mut self, place: u32);
}

/// An operation on a channel of any type, as a case of a `select`.
#[derive(Clone, Copy)]
pub struct Operation<'a> {
    /// `None` for the nil channel, which is never ready.
    core: Option<&'a Core>,
    end: &'a End,
}

/// The direction of an operation.
#[derive(Debug)]
pub(super) struct End {
    pub(super) sends: bool,
    /// The place of its value in the channel, while it waits.
    pub(super) place: Cell<u32>,
}

impl fmt::Debug for Operation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.end.fmt(f)
    }
}

impl<'a> Operation<'a> {
    pub(super) fn new(core: Option<&'a Core>, end: &'a End) -> Operation<'a> {
        Operation { core, end }
    }

    /// Parks the running goroutine for this operation alone.
    fn park(self) -> Ticket {
        match (self.core, self.end.sends) {
            (Some(core), true) => core.object.park(BlockReason::ChanSend),
            (Some(core), false) => core.object.park(BlockReason::ChanReceive),
            (None, true) => runtime::park(BlockReason::ChanSendNilChan),
            (None, false) => runtime::park(BlockReason::ChanReceiveNilChan),
        }
    }
}

impl dyn Case + '_ {
    /// Whether it can go on without waiting. An operation that would panic can.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        let Operation { core, end } = self.operation();
        core.is_some_and(|core| core.is_ready(end.sends))
    }

    /// Executes the operation, which is ready.
    fn go_on(&mut self) {
        let Operation { core, end } = self.operation();
        if let Some(place) = core.and_then(|core| core.go_on(end.sends)) {
            self.exchange(place);
        }
    }

    /// Queues the parked goroutine for this operation.
    fn enqueue(&mut self, ticket: Ticket, case: u16) {
        let Operation { core, end } = self.operation();
        let Some(core) = core else { return };
        let place = core.enqueue(end.sends, ticket, case);
        end.place.set(place);
        if end.sends {
            self.exchange(place);
        }
    }

    /// This operation has woken the goroutine. `success` is false if its channel was closed.
    fn woken(&mut self, success: bool) {
        let Operation { core, end } = self.operation();
        let value = core.and_then(|core| core.woken(end.sends, end.place.get(), success));
        if let Some(place) = value {
            self.exchange(place);
        }
    }

    /// Another operation has woken the goroutine.
    fn dequeue(&mut self, ticket: Ticket) {
        let Operation { core, end } = self.operation();
        let Some(core) = core else { return };
        let place = end.place.get();
        core.dequeue(end.sends, ticket, place);
        if end.sends {
            // The value moves back into the case.
            self.exchange(place);
        }
    }
}

/// `select` without a default: waits until a case can go on, executes it and returns its index. Of several ready cases the
/// run's seed chooses one, each with the same probability (`src/runtime/select.go`, `selectgo`). Without cases it waits for
/// ever; with one case it is that operation alone.
pub fn select<'s, 'c>(cases: &'s mut [&'c mut dyn Case]) -> Select<'s, 'c> {
    Select {
        cases,
        parked: None,
        is_sleep: false,
    }
}

/// `select` with a default: as [`select`], but returns `None` instead of waiting.
pub fn select_default(cases: &mut [&mut dyn Case]) -> Option<usize> {
    let Some(chosen) = choose(cases) else {
        found_no_room(cases);
        return None;
    };
    cases[chosen].go_on();
    Some(chosen)
}

/// Records the sends for which there was no room.
fn found_no_room(cases: &[&mut dyn Case]) {
    for case in cases {
        let Operation { core, end } = case.operation();
        if let Some(core) = core.filter(|_| end.sends) {
            core.object.full();
        }
    }
}

/// The future of [`select`].
#[must_use = "futures do nothing unless they are awaited"]
pub struct Select<'s, 'c> {
    cases: &'s mut [&'c mut dyn Case],
    parked: Option<Ticket>,
    is_sleep: bool,
}

impl fmt::Debug for Select<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "select of {}", self.cases.len())
    }
}

impl Future for Select<'_, '_> {
    type Output = usize;

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<usize> {
        let chosen = if let Some(ticket) = self.parked {
            self.woken(ticket)
        } else {
            let Some(chosen) = choose(self.cases) else {
                self.park();
                return Poll::Pending;
            };
            self.cases[chosen].go_on();
            chosen
        };
        if runtime::is_panicking() {
            return Poll::Pending;
        }
        Poll::Ready(chosen)
    }
}

impl Select<'_, '_> {
    /// Marks it as sleep or I/O that can be cut short, not as waiting for another goroutine.
    #[must_use = "futures do nothing unless they are awaited"]
    pub fn sleeping(self) -> Self {
        Select {
            is_sleep: true,
            ..self
        }
    }

    fn park(&mut self) {
        let ticket = match &*self.cases {
            [] => runtime::park(BlockReason::SelectNoCases),
            [one] => one.operation().park(),
            _ if self.is_sleep => runtime::park(BlockReason::SelectOfSleep),
            cases => {
                for case in cases {
                    let Operation { core, end } = case.operation();
                    runtime::select_case(core.map(|core| &core.object), end.sends);
                }
                runtime::park(BlockReason::Select)
            }
        };
        for (number, case) in (0..).zip(self.cases.iter_mut()) {
            case.enqueue(ticket, number);
        }
        self.parked = Some(ticket);
    }

    fn woken(&mut self, ticket: Ticket) -> usize {
        let woken = runtime::woken();
        for (number, case) in (0..).zip(self.cases.iter_mut()) {
            if number != woken.case {
                case.dequeue(ticket);
            }
        }
        let chosen = usize::from(woken.case);
        self.cases[chosen].woken(woken.success);
        chosen
    }
}

/// The index of a case that can go on, if any can.
fn choose(cases: &[&mut dyn Case]) -> Option<usize> {
    let is_ready = |n: &usize| cases[*n].is_ready();
    let first = (0..cases.len()).find(is_ready)?;
    let rest: Vec<usize> = (first + 1..cases.len()).filter(is_ready).collect();
    if rest.is_empty() {
        return Some(first);
    }
    let chosen = runtime::choose_case(rest.len() as u64 + 1);
    let after_first = usize::try_from(chosen).ok()?.checked_sub(1);
    Some(after_first.map_or(first, |n| rest[n]))
}
