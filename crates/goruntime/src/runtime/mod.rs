//! The mechanism: a deterministic single-threaded executor of Rust futures in virtual time.
//!
//! A [`Run`] holds one program. While it advances it is the current run of its thread, and what the program calls
//! ([`spawn`], [`park`], [`ready`], [`sleep`], …) acts on it, as Go code acts on the runtime it is linked with.
//! Goroutines are woken by their slot, never through a [`std::task::Waker`]: a future that waits calls [`park`], leaves its
//! [`Ticket`] with a wait queue or a timer, and returns `Pending`. A goroutine waits for one [`Ticket`] at a time.
//!
//! The order is Go's for `GOMAXPROCS=1` (`src/runtime/proc.go`, `runqput` and `runqget`): a goroutine that is spawned or
//! woken goes into the *runnext* slot, and the previous occupant moves to the tail of the FIFO run queue. Timers fire when
//! nothing else can run, and put the goroutines that they wake at the tail.

mod budget;
mod calls;
mod chance;
mod choose;
mod core;
mod object;
mod processors;
mod race;
mod recording;
mod run;
mod schedule;
mod slots;
mod sync_var;
#[cfg(test)]
mod tests;
mod timers;
mod wait_queue;

pub use budget::{Budget, Progress};
pub use calls::Call;
pub use chance::{
    choose_case, drain, drain_left, others_can_run, point, random_below, timers_wait,
};
pub use choose::{Choice, Chooser, Chosen, Decisions, Deviation, Survivor};
pub use object::{Object, select_case};
pub use race::{Accesses, Conflict, Way};
pub use recording::{acquire, demand, log, mark, release, task_end, task_start};
pub use run::{
    Run, access, call_at, cancel_call, check_access, compute, fatal, give_up_processor,
    goroutine_id, goroutines, is_panicking, is_parked, is_watched, now, panic, park, ready,
    report_race, sleep, spawn, spawn_named, take_panic, watch_for_races, woken, yield_now,
};
pub use schedule::{Replay, Schedule};
pub use sync_var::SyncVar;
pub use wait_queue::WaitQueue;

/// How a goroutine was woken that waited for several things at once: Go's `gp.param` and `sudog.success`
/// (`src/runtime/select.go`, `selectgo`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Woken {
    /// The index of the case that woke it.
    pub case: u16,
    /// Whether the operation succeeded; false if the channel was closed.
    pub success: bool,
}

/// Identifies a parked goroutine and is valid for one wake-up. Wait queues and timers hold tickets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ticket {
    slot: u32,
    /// The slot's count of parkings and wake-ups at the time of parking; odd.
    turn: u32,
}
