//! Goroutine Lab: run the concurrency patterns of the talk "Go Concurrency at Scale" and watch every goroutine.
//!
//! Data goes one way, and each step is a module:
//!
//! ```text
//! link -> scenario -> simulate -> trace -> analysis -> display list -> painter (canvas | SVG)
//! ```
//!
//! The modules in the order of their foundations; `ARCHITECTURE.md` says who may use whom, and a test holds it.

pub mod rng;
pub mod time;

pub mod params;
pub mod trace;

pub mod runtime;

pub mod go;

pub mod world;

pub mod patterns;

pub mod scenarios;

pub mod link;
pub mod simulate;

pub mod analysis;

pub mod advice;
pub mod claims;
pub mod sweep;

pub mod display;

pub mod paint;

pub mod ui;
