//! The world of a pattern: the tasks, and the finite resources that they use.

mod api;
mod database;
mod latency;
mod queue;
mod refusal;
mod resources;
mod task;
#[cfg(test)]
mod tests;
mod workload;

pub use database::Connection;
pub use resources::{connect, limits, query};
pub use task::{
    begin, elapsed, end, hold, open, pause, process, process_task, result, summary, work,
};
pub use workload::Workload;
