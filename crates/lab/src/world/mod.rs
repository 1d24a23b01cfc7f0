//! The finite world around a pattern: the tasks, and what they use.

mod api;
mod around;
mod database;
mod latency;
#[cfg(test)]
mod laws;
mod queue;
mod refusal;
mod task;
#[cfg(test)]
mod tests;
mod workload;

pub use around::limits;
pub use task::{
    begin, elapsed, end, hold, open, pause, process, process_task, result, summary, work,
};
pub use workload::Workload;
