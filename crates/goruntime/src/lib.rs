//! Go's goroutines in virtual time: `go`, channels and `select`, package `sync`, contexts, timers and panics, scheduled in
//! Go's order for `GOMAXPROCS=1`, with a trace of all that happens.
//!
//! The modules in the order of their foundations: [`time`], [`rng`] and [`roll`] (a queue that any value can leave), [`trace`], [`runtime`] (the mechanism, which knows
//! no Go words), [`go`] (what the author of a program writes, in Go's names).

pub mod rng;
pub mod roll;
pub mod time;

pub mod trace;

pub mod runtime;

pub mod go;
