//! The finite world around a pattern: the tasks, and what they use.

mod workload;

pub use workload::{Workload, process_task, summary};
