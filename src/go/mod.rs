//! What the author of a pattern writes, in Go's names: each file one primitive over the one wait queue.
//!
//! The program that a call acts on is the one whose goroutine makes it, as in Go. See [`crate::runtime`].

mod atomic;
mod chan;
mod defer;
mod map;
#[cfg(test)]
mod tests;
mod time;
mod wait_group;

pub use atomic::{AtomicBool, AtomicInt};
pub use chan::{Chan, ChanReceive, ChanSend};
pub use defer::{Defer, defer};
pub use map::Map;
pub use time::{Sleep, sleep};
pub use wait_group::{WaitGroup, Waiting};

use crate::runtime;
use crate::trace::Outcome;
use std::future::Future;

/// `go f()`: starts a goroutine.
pub fn go(body: impl Future<Output = ()> + 'static) {
    runtime::spawn(body);
}

/// `fmt.Println(line)`.
pub fn println(line: impl Into<String>) {
    runtime::log(line.into());
}

/// `panic(message)`, unrecovered: the process ends with exit code 2.
pub fn panic(message: &str) {
    runtime::fatal(Outcome::Panic, &format!("panic: {message}"));
}
