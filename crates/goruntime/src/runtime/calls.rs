//! Functions that timers call when they fire, instead of waking a goroutine.

use super::Ticket;
use std::fmt;
use std::rc::Rc;

/// A function that a timer calls. It runs on no goroutine and must not wait: Go's timers call such functions too
/// (`src/time/sleep.go`, `sendTime` and `goFunc`).
pub(super) type Function = Rc<dyn Fn()>;

/// A handle of a pending call, to cancel it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Call(pub(super) Ticket);

/// Slot numbers from here on belong to calls, those below to goroutines.
const FIRST: u32 = 1 << 31;

/// The pending calls. Their tickets share the timer queue with those of goroutines.
#[derive(Default)]
pub(super) struct Calls {
    places: Vec<Place>,
    free: Vec<u32>,
}

struct Place {
    turn: u32,
    function: Option<Function>,
}

impl Calls {
    pub(super) fn has(ticket: Ticket) -> bool {
        ticket.slot >= FIRST
    }

    pub(super) fn add(&mut self, function: Function) -> Ticket {
        let place = self.free.pop().unwrap_or_else(|| {
            let function = None;
            self.places.push(Place { turn: 0, function });
            u32::try_from(self.places.len() - 1).expect("fewer than 2^31 calls at once")
        });
        let Place { turn, function: at } = &mut self.places[place as usize];
        *at = Some(function);
        Ticket {
            slot: FIRST + place,
            turn: *turn,
        }
    }

    /// Whether a call is still pending.
    pub(super) fn is_pending(&self, ticket: Ticket) -> bool {
        let place = self.places.get((ticket.slot - FIRST) as usize);
        place.is_some_and(|place| place.turn == ticket.turn && place.function.is_some())
    }

    /// Takes a call out, if it is still pending.
    pub(super) fn take(&mut self, ticket: Ticket) -> Option<Function> {
        let number = ticket.slot - FIRST;
        let place = self.places.get_mut(number as usize)?;
        if place.turn != ticket.turn {
            return None;
        }
        let function = place.function.take()?;
        place.turn = place.turn.wrapping_add(1);
        self.free.push(number);
        Some(function)
    }

    /// Takes all calls out.
    pub(super) fn take_all(&mut self) -> Vec<Function> {
        let functions = self.places.iter_mut().map(|place| place.function.take());
        functions.flatten().collect()
    }
}

impl fmt::Debug for Calls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} calls", self.places.len() - self.free.len())
    }
}
