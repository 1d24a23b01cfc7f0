//! The finite world around a pattern: the tasks, and what they use.

mod task;
mod workload;

pub use task::{begin, elapsed, end, hold, pause, process, process_task, summary, work};
pub use workload::Workload;
