//! What goroutines wait on, as the trace knows it.

use super::Ticket;
use super::run::{park_on, record};
use crate::trace::{BlockReason, Name, ObjectId, ObjectKind};
use std::cell::Cell;

/// A channel, a lock or another thing on which goroutines wait. Each has one of these, which gives it a number and a name in
/// the trace. An object that has no name and for which nobody waits is not in the trace.
#[derive(Clone, Debug)]
pub struct Object {
    /// 0 as long as the trace does not know it.
    id: Cell<u32>,
    is_named: Cell<bool>,
    kind: ObjectKind,
    capacity: u32,
}

impl Object {
    /// An object that the trace does not know yet. `capacity` is that of a channel's buffer, or the size of a semaphore;
    /// else 0.
    #[must_use]
    pub const fn new(kind: ObjectKind, capacity: u32) -> Object {
        Object {
            id: Cell::new(0),
            is_named: Cell::new(false),
            kind,
            capacity,
        }
    }

    /// Another object of this kind and capacity, which the trace does not know yet.
    #[must_use]
    pub fn of_same_kind(&self) -> Object {
        Object::new(self.kind, self.capacity)
    }

    /// Gives it a name. The first name counts; after the first wait it is too late.
    pub fn name<'n>(&self, name: impl Into<Name<'n>>) {
        if self.id.get() == 0 {
            self.is_named.set(true);
            self.declare(Some(name.into()));
        }
    }

    /// Whether it has a name.
    #[must_use]
    pub fn is_named(&self) -> bool {
        self.is_named.get()
    }

    /// The same object under another handle: what waits there, waits for this one.
    #[must_use]
    pub fn alias(&self) -> Object {
        self.id();
        self.clone()
    }

    /// Parks the running goroutine, as [`super::park`] does, until this object lets it go on.
    #[must_use]
    #[inline]
    pub fn park(&self, reason: BlockReason) -> Ticket {
        park_on(reason, self.id())
    }

    /// The running goroutine put a value into its buffer, which now holds `length`.
    #[inline]
    pub fn sent(&self, length: usize) {
        if self.has_level() {
            let length = saturate(length);
            record(|recorder, at| recorder.chan_send(at, ObjectId(self.id.get()), length));
        }
    }

    /// The running goroutine took a value out of its buffer, which now holds `length`.
    #[inline]
    pub fn received(&self, length: usize) {
        if self.has_level() {
            let length = saturate(length);
            record(|recorder, at| recorder.chan_receive(at, ObjectId(self.id.get()), length));
        }
    }

    /// The running goroutine had a value, which nobody could take.
    pub fn full(&self) {
        if self.is_named() {
            record(|recorder, at| recorder.chan_full(at, ObjectId(self.id.get())));
        }
    }

    /// The running goroutine closes it.
    pub fn closed(&self) {
        let is_channel = match self.kind {
            ObjectKind::Chan | ObjectKind::Timer | ObjectKind::Context => true,
            ObjectKind::Mutex
            | ObjectKind::RwMutex
            | ObjectKind::WaitGroup
            | ObjectKind::Semaphore => false,
        };
        if is_channel && self.id.get() != 0 {
            record(|recorder, at| recorder.close(at, ObjectId(self.id.get())));
        }
    }

    /// The running goroutine got the lock; all goroutines together now hold `held`.
    pub fn locked(&self, held: u32) {
        let id = self.id();
        record(|recorder, at| recorder.lock(at, id, held));
    }

    /// The running goroutine released the lock; all goroutines together now hold `held`.
    pub fn unlocked(&self, held: u32) {
        let id = self.id();
        record(|recorder, at| recorder.unlock(at, id, held));
    }

    /// Whether the number of values in its buffer is recorded.
    #[inline]
    fn has_level(&self) -> bool {
        self.is_named.get() && self.capacity > 0
    }

    #[inline]
    fn id(&self) -> ObjectId {
        if self.id.get() == 0 {
            self.declare(None);
        }
        ObjectId(self.id.get())
    }

    #[cold]
    fn declare(&self, name: Option<Name<'_>>) {
        let (kind, capacity) = (self.kind, self.capacity);
        // Once the run is over nothing is recorded, and nothing parks.
        if let Some(id) = record(|recorder, at| recorder.object(at, kind, name, capacity)) {
            self.id.set(id.0);
        }
    }
}

/// A case of the `select` in which the running goroutine is about to park; `None` is a nil channel.
pub fn select_case(object: Option<&Object>, sends: bool) {
    let object = object.map(Object::id);
    record(|recorder, at| recorder.select_case(at, object, sends));
}

fn saturate(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
