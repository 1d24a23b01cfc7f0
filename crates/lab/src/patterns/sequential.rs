//! One task after the other, on the main goroutine.

use super::print::print_summary;
use super::source::{Program, at, functions};
use super::{Line, Pattern};
use crate::world::{Workload, process_task};

const GO: Program = Program::new(include_str!("../../../../assets/go/sequential/main.go"));
const PROCESS: Line = GO.line("lab.ProcessTask(task)");

pub(super) const PATTERN: Pattern = Pattern {
    id: "sequential",
    name: "Sequential",
    summary: "One task after the other, on the main goroutine.",
    when: "For few tasks, or when each needs the one before it.",
    folder: "sequential",
    source: functions!(GO, "func processTasksSequentially"),
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
    print_summary(&tasks);
}
