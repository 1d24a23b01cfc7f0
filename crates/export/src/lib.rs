//! Exports: a run as files of other tools. Pure: the same run gives the same bytes everywhere.
//!
//! Each export reads a trace, or what the analysis has read off one. [`Program`] is the text of a pattern's Go program, from
//! which functions and lines are taken where a format shows them.
//!
//! | module | the file |
//! |---|---|
//! | [`go_trace`] | a Go execution trace, for `go tool trace` |
//! | [`chrome`] | Chrome trace events, for Perfetto |
//! | [`events`] | a JSON object for each event |
//! | [`table`] | the tasks, or the events, as CSV |
//! | [`program`] | the Go program with its parameters, in one file |

pub mod chrome;
mod event;
pub mod events;
pub mod go_trace;
mod json;
mod lives;
pub mod program;

mod source;
pub mod table;

pub use analysis::log::block_reason;
pub use source::{Function, Program, folder};

use analysis::Report;
use goruntime::trace::Trace;

/// A run to export.
#[derive(Clone, Copy, Debug)]
pub struct Run<'a> {
    /// What stands for the run in tables: the id of its pattern.
    pub id: &'a str,
    /// Its name.
    pub name: &'a str,
    /// Its trace.
    pub trace: &'a Trace,
    /// Its report.
    pub report: &'a Report,
    /// Its Go program.
    pub program: &'a Program,
}
