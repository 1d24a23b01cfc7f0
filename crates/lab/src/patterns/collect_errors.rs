//! All errors, in a slice under a mutex.

use super::errors::Errors;
use super::print::{print_error, print_summary};
use super::source::{Program, at, functions};
use super::{Line, Pattern};
use crate::params::Key;
use crate::world::{Workload, process};
use goruntime::go::{Mutex, WaitGroup, context, defer, go_named};

const GO: Program = Program::new(include_str!("../../../../assets/go/collect-errors/main.go"));
const SPAWN: Line = GO.line("go func(i lab.Task) {");
const PROCESS: Line = GO.line("lab.Process(context.Background(), i)");
const LOCK: Line = GO.line("mu.Lock()");
const WAIT: Line = GO.line("wg.Wait()");

pub(super) const PATTERN: Pattern = Pattern {
    id: "collect-errors",
    name: "Collect errors",
    summary: "A goroutine per task, all run to their end; a mutex guards the slice of errors.",
    when: "When the tasks are independent and every error is wanted, not only the first.",
    folder: "collect-errors",
    source: functions!(GO, "func processAll("),
    params: &[],
    defaults: &[
        (Key::Tasks, "10"),
        (Key::Latency, "uniform:50..300ms"),
        (Key::Fail, "3,5,7"),
    ],
    note: None,
    main: |tasks| Box::pin(run(tasks)),
};

async fn run(tasks: Workload) {
    let (mu, errs) = (Mutex::new().named("mu"), Errors::new(0));
    let wg = WaitGroup::new().named("wg");
    for task in 0..tasks.len() {
        wg.add(1);
        at(SPAWN);
        let (t, mu, errs, wg) = (tasks.clone(), mu.clone(), errs.clone(), wg.clone());
        go_named(("task", task), async move {
            let _done = defer(|| wg.done());
            at(PROCESS);
            if let Err(err) = process(&context::background(), &t, task).await {
                at(LOCK);
                mu.lock().await;
                errs.append(err);
                mu.unlock().await;
            }
        });
    }
    at(WAIT);
    wg.wait().await;
    errs.for_each(|_, err| print_error(err));
    print_summary(&tasks);
}
