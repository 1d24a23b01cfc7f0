//! What a goroutine is doing.

use goruntime::trace::BlockReason;

/// What a goroutine is doing, or how it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GoroutineState {
    /// It could run and waits for the processor.
    Runnable,
    /// It has a processor: which one, counted from 0.
    Running(u32),
    /// It sleeps or waits for I/O, which holds no processor: this is how a task of the workload works.
    Sleeping,
    /// It waits for another goroutine.
    Blocked(BlockReason),
    /// It returned.
    Done,
    /// Main returned while it was alive, so it never finished.
    Leaked,
    /// The process was ended under it: killed, deadlocked, panicked or stopped.
    Killed,
}

impl GoroutineState {
    /// The state of a goroutine that cannot go on for this reason.
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

/// How many goroutines, main not counted, are in each state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StateCounts {
    /// Could run and wait for the processor.
    pub runnable: u32,
    /// Have the processor.
    pub running: u32,
    /// Sleep or wait for I/O.
    pub sleeping: u32,
    /// Wait for another goroutine.
    pub blocked: u32,
    /// Have returned.
    pub done: u32,
}

impl StateCounts {
    /// How many are alive.
    #[must_use]
    pub const fn live(&self) -> u32 {
        self.runnable + self.running + self.sleeping + self.blocked
    }

    /// The count that a goroutine in this state belongs to. Nobody is leaked or killed before the run is over, and
    /// then the counts no longer change; both belong to `done`.
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
