//! The states of a goroutine.

use goruntime::trace::BlockReason;

/// The activity of a goroutine, or its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GoroutineState {
    /// It is runnable and waits for the processor.
    Runnable,
    /// It has this processor, counted from 0.
    Running(u32),
    /// It sleeps or waits for I/O, which holds no processor. Tasks of the workload work like this.
    Sleeping,
    /// It waits for another goroutine.
    Blocked(BlockReason),
    /// It returned.
    Done,
    /// Main returned while it was alive.
    Leaked,
    /// The run ended while it was alive: killed, deadlocked, panicked or stopped.
    Killed,
}

impl GoroutineState {
    /// The state of a goroutine that is parked for this reason.
    #[must_use]
    pub const fn waiting(reason: BlockReason) -> GoroutineState {
        match reason {
            BlockReason::Sleep | BlockReason::SelectOfSleep => GoroutineState::Sleeping,
            BlockReason::WaitGroupWait
            | BlockReason::ChanReceive
            | BlockReason::ChanSend
            | BlockReason::ChanReceiveNilChan
            | BlockReason::ChanSendNilChan
            | BlockReason::Select
            | BlockReason::SelectNoCases
            | BlockReason::SyncMutexLock
            | BlockReason::SyncRWMutexRLock
            | BlockReason::SyncRWMutexLock => GoroutineState::Blocked(reason),
        }
    }

    /// Whether it waits for another goroutine.
    #[must_use]
    pub const fn is_blocked(self) -> bool {
        match self {
            GoroutineState::Blocked(_) => true,
            GoroutineState::Runnable
            | GoroutineState::Running(_)
            | GoroutineState::Sleeping
            | GoroutineState::Done
            | GoroutineState::Leaked
            | GoroutineState::Killed => false,
        }
    }

    /// Whether it has a processor.
    #[must_use]
    pub const fn is_running(self) -> bool {
        match self {
            GoroutineState::Running(_) => true,
            GoroutineState::Runnable
            | GoroutineState::Sleeping
            | GoroutineState::Blocked(_)
            | GoroutineState::Done
            | GoroutineState::Leaked
            | GoroutineState::Killed => false,
        }
    }

    /// The name used in texts.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            GoroutineState::Runnable => "runnable",
            GoroutineState::Running(_) => "running",
            GoroutineState::Sleeping => "sleeping",
            GoroutineState::Blocked(_) => "blocked",
            GoroutineState::Done => "done",
            GoroutineState::Leaked => "leaked",
            GoroutineState::Killed => "killed",
        }
    }
}

/// The number of goroutines in each state, without main.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StateCounts {
    /// Runnable: waiting for the processor.
    pub runnable: u32,
    /// Having the processor.
    pub running: u32,
    /// Sleeping or waiting for I/O.
    pub sleeping: u32,
    /// Waiting for another goroutine.
    pub blocked: u32,
    /// Returned.
    pub done: u32,
}

impl StateCounts {
    /// The number of live goroutines.
    #[must_use]
    pub const fn live(&self) -> u32 {
        self.runnable + self.running + self.sleeping + self.blocked
    }

    /// The count of a state. Goroutines are leaked or killed when the run is over and the counts no longer change; both
    /// belong to `done`.
    pub(super) fn of(&mut self, state: GoroutineState) -> &mut u32 {
        match state {
            GoroutineState::Runnable => &mut self.runnable,
            GoroutineState::Running(_) => &mut self.running,
            GoroutineState::Sleeping => &mut self.sleeping,
            GoroutineState::Blocked(_) => &mut self.blocked,
            GoroutineState::Done | GoroutineState::Leaked | GoroutineState::Killed => {
                &mut self.done
            }
        }
    }
}
