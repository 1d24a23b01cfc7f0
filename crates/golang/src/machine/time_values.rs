//! Moments of virtual time as values of `time.Time`.

use super::value::{Pointer, Ref};
use crate::code::Shape;
use goruntime::time::{Duration, Time};

/// The second, from the beginning of the year 1, at which virtual time begins: 2009-11-10 23:00 UTC, as on the Go
/// playground (`src/runtime/time_fake.go`).
const BEGINNING: u64 = 63_393_490_800;

/// What `time.Time` takes: seconds since the year 1, nanoseconds, whether it has a reading of the clock; its location.
const TIME: Shape = Shape { nums: 3, refs: 1 };

/// A moment as a `time.Time`.
pub(crate) fn time_value(at: Time) -> Ref {
    let pointer = Pointer::new(TIME);
    let since = at.elapsed().0;
    pointer.store(0, BEGINNING + since / 1_000_000_000);
    pointer.store(1, since % 1_000_000_000);
    pointer.store(2, 1);
    Ref::Pointer(pointer)
}

/// A length of time; negative ones are none.
pub(crate) fn duration(nanoseconds: u64) -> Duration {
    Duration(nanoseconds.cast_signed().max(0).cast_unsigned())
}
