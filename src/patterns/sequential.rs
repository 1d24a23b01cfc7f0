//! One task after the other, on the main goroutine.

use super::source::at;
use super::{Line, Pattern, Source};
use crate::go::println;
use crate::world::{Workload, process_task, summary};

const GO: Source = Source::new(
    include_str!("../../assets/go/sequential/main.go"),
    "func processTasksSequentially",
);
const PROCESS: Line = GO.line("lab.ProcessTask(task)");

pub(super) const PATTERN: Pattern = Pattern {
    id: "sequential",
    name: "Sequential",
    summary: "One task after the other, on the main goroutine.",
    when: "When there are few tasks, or when each needs the one before it.",
    folder: "sequential",
    variant: None,
    source: GO,
    params: &[],
    defaults: &[],
    note: None,
    main: |tasks| Box::pin(run(tasks)),
};

async fn run(tasks: Workload) {
    for task in 0..tasks.len() {
        at(PROCESS);
        process_task(&tasks, task).await;
    }
    println(summary(&tasks));
}
