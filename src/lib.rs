//! Goroutine Lab: run the concurrency patterns of the talk "Go Concurrency at Scale" and watch every goroutine.
//!
//! Data goes one way, through the crates of this workspace:
//!
//! ```text
//! link -> scenario -> simulate -> trace -> analysis -> display list -> painter (canvas | SVG)
//! (lab)   (lab)       (lab)     (goruntime)            (picture)       (page, picture)
//! ```
//!
//! This crate is the page; its binary is the page for wasm32 and the command line everywhere else.

pub mod comparison;
pub mod exports;
pub mod kept;
pub mod packed;
pub mod program;
pub mod talk;
pub mod ui;
pub mod worker_request;
