//! Why goroutines wait and stop, in the names of Go's tracer.

use goruntime::trace::{BlockReason, Record};

/// The name that Go's tracer has for a reason to wait (`src/runtime/traceruntime.go`, `traceBlockReasonStrings`).
#[must_use]
pub const fn block_reason(reason: BlockReason) -> &'static str {
    match reason {
        BlockReason::Sleep => "sleep",
        BlockReason::ChanReceive => "chan receive",
        BlockReason::ChanSend => "chan send",
        BlockReason::Select | BlockReason::SelectOfSleep => "select",
        BlockReason::ChanReceiveNilChan
        | BlockReason::ChanSendNilChan
        | BlockReason::SelectNoCases => "forever",
        BlockReason::WaitGroupWait
        | BlockReason::SyncMutexLock
        | BlockReason::SyncRWMutexRLock
        | BlockReason::SyncRWMutexLock => "sync",
    }
}

/// The name that Go's tracer has for the reason of a stop.
pub(crate) fn stop_reason(record: &Record<'_>) -> &'static str {
    match record.by {
        Some(_) => "runtime.Gosched",
        None => "preempted",
    }
}
