//! The Go API for the author of a pattern, in Go's names: each file is one primitive over the one wait queue.
//!
//! A call acts on the run of the goroutine that makes it, as in Go. See [`crate::runtime`].

mod atomic;
mod chan;
pub mod context;
mod cpu;
mod defer;
pub mod errgroup;
mod error;
mod map;
mod mutex;
mod once;
mod panics;
pub mod rate;
mod rw_mutex;
mod select;
mod sema;
pub mod semaphore;
mod shared;
#[cfg(test)]
mod tests;
mod time;
mod wait_group;

pub use atomic::{AtomicBool, AtomicInt};
pub use chan::{Chan, ChanCase, ChanReceive, ChanSend};
pub use context::Context;
pub use cpu::{Yielding, compute, gosched};
pub use defer::{Defer, defer};
pub use error::Error;
pub use map::Map;
pub use mutex::{Mutex, Unlock};
pub use once::Once;
pub use panics::{Recovered, exit, fatal, panic, recovered, unwind};
pub use rw_mutex::RwMutex;
pub use select::{Case, Operation, Select, select, select_default};
pub use shared::Shared;
pub use time::{
    Sleep, Ticker, Timer, after, after_func, after_func_counted, after_func_named, now, sleep,
};
pub use wait_group::{WaitGroup, Waiting};

use crate::runtime;
use crate::trace::Name;
use std::future::Future;

/// `go f()`: starts a goroutine.
pub fn go(body: impl Future<Output = ()> + 'static) {
    runtime::spawn(body);
}

/// As [`go`], with a name for the goroutine: `go_named("broker", …)`, or with a number, `go_named(("worker", 3), …)`. The
/// name says who it is in pictures and lists, as pprof labels do in Go; it changes nothing else.
pub fn go_named<'n>(name: impl Into<Name<'n>>, body: impl Future<Output = ()> + 'static) {
    runtime::spawn_named(name, body);
}

/// `runtime.NumGoroutine()`.
#[must_use]
pub fn num_goroutine() -> u64 {
    runtime::goroutines() + 1
}

/// `fmt.Println(line)`.
pub fn println(line: impl Into<String>) {
    runtime::log(line.into());
}
