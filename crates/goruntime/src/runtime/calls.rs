//! What timers call when they fire, other than to wake a goroutine.

use super::Ticket;
use std::fmt;
use std::rc::Rc;

/// What a timer calls. It runs on no goroutine and must not wait: Go's timers call such functions too
/// (`src/time/sleep.go`, `sendTime` and `goFunc`).
pub(super) type Function = Rc<dyn Fn()>;

/// A call that a timer will make, for taking it back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Call(pub(super) Ticket);

/// The slots from here on are no goroutines' but calls'.
const FIRST: u32 = 1 << 31;

/// The calls that are set. Their tickets share the timer queue with those of goroutines.
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

    /// Takes a call out, if it is still set.
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

    /// Takes all out.
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
