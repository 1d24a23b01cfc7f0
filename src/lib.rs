//! Goroutine Lab: run the concurrency patterns of the talk "Go Concurrency at Scale" and watch every goroutine.

pub mod analysis;
pub mod display;
pub mod go;
pub mod link;
pub mod paint;
pub mod params;
pub mod patterns;
pub mod rng;
pub mod runtime;
pub mod scenarios;
pub mod simulate;
pub mod time;
pub mod trace;
pub mod ui;
pub mod world;
