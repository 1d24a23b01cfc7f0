//! A goroutine per task, each under a permit that the loop acquires.

use super::print::print_summary;
use super::source::{Program, at, functions};
use super::{Line, Pattern};
use crate::params::Key;
use crate::world::{Workload, process_task};
use goruntime::go::semaphore::Weighted;
use goruntime::go::{context, defer, go_named};

const GO: Program = Program::new(include_str!("../../../../assets/go/semaphore/main.go"));
const ACQUIRE: Line = GO.line("sem.Acquire(ctx, 1)");
const SPAWN: Line = GO.line("go func(t lab.Task) {");
const PROCESS: Line = GO.line("lab.ProcessTask(t)");
const WAIT: Line = GO.line("sem.Acquire(ctx, *permits)");

pub(super) const PATTERN: Pattern = Pattern {
    id: "semaphore",
    name: "Semaphore",
    summary: "A goroutine per task, but the loop acquires a permit before it starts one; at its end the goroutine gives it back.",
    when: "When the number of tasks at once is limited, each in its own goroutine; also where they weigh differently.",
    folder: "semaphore",
    source: functions!(GO, "func processWithSemaphore"),
    params: &[Key::Permits],
    defaults: &[],
    note: Some(
        "If the context ends while the loop waits for a permit, the talk's function returns with work in flight. \
         Here it never ends.",
    ),
    main: |tasks| Box::pin(run(tasks)),
};

async fn run(tasks: Workload) {
    let ctx = context::background();
    let permits = i64::try_from(tasks.count(Key::Permits)).unwrap_or(i64::MAX);
    let sem = Weighted::new(permits).named("sem");
    for task in 0..tasks.len() {
        at(ACQUIRE);
        // Acquiring fails only when its context is done, and this one never is.
        let _ = sem.acquire(&ctx, 1).await;
        at(SPAWN);
        let (tasks, sem) = (tasks.clone(), sem.clone());
        go_named(("task", task), async move {
            let _release = defer(|| sem.release(1));
            at(PROCESS);
            process_task(&tasks, task).await;
        });
    }
    at(WAIT);
    let _ = sem.acquire(&ctx, permits).await;
    print_summary(&tasks);
}
