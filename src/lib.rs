//! Goroutine Lab: run the concurrency patterns of the talk "Go Concurrency at Scale" and watch every goroutine.

pub mod go;
pub mod rng;
pub mod runtime;
pub mod time;
pub mod trace;
