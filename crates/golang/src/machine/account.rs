//! The bytes that a program holds.

use std::cell::Cell;

thread_local! {
    /// The bytes that the program on this thread holds. The machine sets it whenever a program goes on.
    static HELD: Cell<u64> = const { Cell::new(0) };
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
