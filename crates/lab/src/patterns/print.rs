//! Output that several programs share.

use crate::world::{Workload, elapsed, summary};
use goruntime::go::{Error, num_goroutine, println};

/// `fmt.Println(lab.Summary())`.
#[inline(never)] // Every program calls it.
pub(super) fn print_summary(tasks: &Workload) {
    println(summary(tasks));
}

/// `fmt.Println(what, "after", lab.Elapsed())`.
pub(super) fn print_after(what: &str) {
    println(format!("{what} after {}", elapsed()));
}

/// `fmt.Println("error:", err)`.
pub(super) fn print_error(err: &Error) {
    println(format!("error: {err}"));
}

/// `fmt.Printf("goroutines left: %d\n", runtime.NumGoroutine()-1)`.
pub(super) fn print_goroutines_left() {
    println(format!("goroutines left: {}", num_goroutine() - 1));
}
