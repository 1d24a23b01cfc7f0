//! The mechanism: a deterministic single-threaded executor of Rust futures in virtual time.
//!
//! A [`Run`] holds one program. While it advances it is the current run of its thread, and what the program calls
//! ([`spawn`], [`park`], [`ready`], [`sleep`], …) acts on it, as Go code acts on the runtime it is linked with.
//! Goroutines are woken by their slot, never through a [`std::task::Waker`]: a future that waits calls [`park`], leaves
//! its [`Ticket`] where somebody will find it, and returns `Pending`. A goroutine waits on one thing at a time.
//!
//! Order is Go's for `GOMAXPROCS=1` (`src/runtime/proc.go`, `runqput` and `runqget`): what a goroutine spawns or wakes
//! goes into the *runnext* slot and moves the one that was there to the tail of the FIFO run queue. Timers run when
//! nothing else can, and put what they wake at the tail.

mod budget;
mod calls;
mod core;
mod processors;
mod race;
mod run;
mod slots;
mod sync_var;
#[cfg(test)]
mod tests;
mod timers;
mod wait_queue;

pub use budget::{Budget, Progress};
pub use calls::Call;
pub use race::Accesses;
pub use run::{
    Run, access, acquire, call_at, cancel_call, compute, demand, fatal, give_up_processor,
    goroutines, is_panicking, is_parked, is_watched, log, mark, now, panic, park, random_below,
    ready, release, sleep, spawn, take_panic, task_end, task_start, watch_for_races, woken,
    yield_now,
};
pub use sync_var::SyncVar;
pub use wait_queue::WaitQueue;

/// What a goroutine that waits on several things at once learns when one of them wakes it. Go's `gp.param` and
/// `sudog.success` (`src/runtime/select.go`, `selectgo`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Woken {
    /// Which of the things it was.
    pub case: u16,
    /// Whether it got what it waited for; false if the channel was closed.
    pub success: bool,
}

/// A parked goroutine's place, good for one waking: what a wait queue or a timer keeps of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ticket {
    slot: u32,
    /// Which parking of the slot it is for; odd while parked.
    turn: u32,
}
