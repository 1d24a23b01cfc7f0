//! The bytes that a program holds.

use std::cell::Cell;

/// The bytes that a reference counts for: the same on machines of 32 and of 64 bits, so that a program ends alike on both.
pub(crate) const REF: u64 = 32;

thread_local! {
    /// The bytes that the program on this thread holds. The machine sets it whenever a program goes on.
    static HELD: Cell<u64> = const { Cell::new(0) };
    /// The places of memory whose accesses are noted for the race detector, likewise.
    static NOTED: Cell<u64> = const { Cell::new(0) };
}

/// Sets the number of noted places, and returns that before.
pub(crate) fn set_noted(places: u64) -> u64 {
    NOTED.replace(places)
}

/// Counts places that are noted from now on, unless there are too many.
pub(crate) fn note(places: u64, most: u64) -> bool {
    let noted = NOTED.get() + places;
    let is_room = noted <= most;
    if is_room {
        NOTED.set(noted);
    }
    is_room
}

/// Counts places that are no longer noted.
pub(crate) fn forget(places: u64) {
    NOTED.set(NOTED.get().saturating_sub(places));
}

/// The bytes that the program holds.
pub(crate) fn held() -> u64 {
    HELD.get()
}

/// Sets the bytes that the program holds, and returns those before.
pub(crate) fn set_held(bytes: u64) -> u64 {
    HELD.replace(bytes)
}

/// Counts bytes that it holds now.
pub(crate) fn account(bytes: u64) {
    HELD.set(HELD.get().saturating_add(bytes));
}

/// Counts bytes that it no longer holds.
pub(crate) fn release(bytes: u64) {
    HELD.set(HELD.get().saturating_sub(bytes));
}
