//! Goroutine Lab: run the concurrency patterns of the talk "Go Concurrency at Scale" and watch every goroutine.

pub mod go;
pub mod link;
pub mod params;
pub mod patterns;
pub mod rng;
pub mod runtime;
pub mod scenarios;
pub mod simulate;
pub mod time;
pub mod trace;
pub mod world;
