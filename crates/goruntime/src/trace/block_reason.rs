//! What a goroutine waits for.

/// Why a goroutine is not running: Go's wait reasons (`src/runtime/runtime2.go`, `waitReasonStrings`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BlockReason {
    /// `time.Sleep`; also stands for waiting on I/O, which holds no processor either.
    Sleep,
    /// `sync.WaitGroup.Wait`.
    WaitGroupWait,
    /// A receive from an empty channel.
    ChanReceive,
    /// A send to a full channel.
    ChanSend,
    /// A receive from a nil channel, which never ends.
    ChanReceiveNilChan,
    /// A send to a nil channel, which never ends.
    ChanSendNilChan,
    /// A `select` none of whose cases can go on.
    Select,
    /// A `select` without cases, which never ends.
    SelectNoCases,
    /// `sync.Mutex.Lock`.
    SyncMutexLock,
    /// `sync.RWMutex.RLock`.
    SyncRWMutexRLock,
    /// `sync.RWMutex.Lock`.
    SyncRWMutexLock,
    /// A `select` of a timer and a cancellation: sleep or I/O that a context can cut short.
    SelectOfSleep,
}

impl BlockReason {
    /// Every reason, in the order of its code.
    pub const ALL: [BlockReason; 12] = [
        BlockReason::Sleep,
        BlockReason::WaitGroupWait,
        BlockReason::ChanReceive,
        BlockReason::ChanSend,
        BlockReason::ChanReceiveNilChan,
        BlockReason::ChanSendNilChan,
        BlockReason::Select,
        BlockReason::SelectNoCases,
        BlockReason::SyncMutexLock,
        BlockReason::SyncRWMutexRLock,
        BlockReason::SyncRWMutexLock,
        BlockReason::SelectOfSleep,
    ];

    /// Whether the goroutine waits for one object, which its [`Event::GoBlock`] names. A `select` names those of its cases
    /// before ([`Event::SelectCase`]).
    #[must_use]
    pub const fn has_object(self) -> bool {
        match self {
            BlockReason::WaitGroupWait
            | BlockReason::ChanReceive
            | BlockReason::ChanSend
            | BlockReason::SyncMutexLock
            | BlockReason::SyncRWMutexRLock
            | BlockReason::SyncRWMutexLock => true,
            BlockReason::Sleep
            | BlockReason::ChanReceiveNilChan
            | BlockReason::ChanSendNilChan
            | BlockReason::Select
            | BlockReason::SelectNoCases
            | BlockReason::SelectOfSleep => false,
        }
    }

    /// The words that Go prints in a goroutine's header.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            BlockReason::Sleep => "sleep",
            BlockReason::WaitGroupWait => "sync.WaitGroup.Wait",
            BlockReason::ChanReceive => "chan receive",
            BlockReason::ChanSend => "chan send",
            BlockReason::ChanReceiveNilChan => "chan receive (nil chan)",
            BlockReason::ChanSendNilChan => "chan send (nil chan)",
            BlockReason::Select | BlockReason::SelectOfSleep => "select",
            BlockReason::SelectNoCases => "select (no cases)",
            BlockReason::SyncMutexLock => "sync.Mutex.Lock",
            BlockReason::SyncRWMutexRLock => "sync.RWMutex.RLock",
            BlockReason::SyncRWMutexLock => "sync.RWMutex.Lock",
        }
    }
}
