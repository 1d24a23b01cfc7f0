//! The variable of a loop as its goroutines see it, before Go 1.22 and since.

use super::source::{Program, at, functions};
use super::{Line, Pattern};
use crate::params::Key;
use crate::world::{Workload, process_task};
use goruntime::go::{Shared, WaitGroup, defer, go_named, println};
use std::cell::RefCell;
use std::rc::Rc;

const GO: Program = Program::new(include_str!("../../../../assets/go/loop-capture/main.go"));
const GO_122: Program = Program::new(include_str!("../../../../assets/go/loop-capture/go122.go"));

/// The lines of a loop.
struct Lines {
    round: Line,
    spawn: Line,
    process: Line,
    wait: Line,
}

const CAPTURE: Lines = Lines {
    round: GO.line("for _, task := range tasks {\n\t\twg.Add(1)\n\t\tprocess"),
    spawn: GO.line("go process()"),
    process: GO.line("processTask(task)"),
    wait: GO.line("wg.Wait()\n}\n\nfunc passTask"),
};
const PASS: Lines = Lines {
    round: GO.line("for _, task := range tasks {\n\t\twg.Add(1)\n\t\tgo func(t"),
    spawn: GO.line("go func(t lab.Task) {"),
    process: GO.line("processTask(t)\n"),
    wait: GO.line("wg.Wait()\n}\n\nvar different"),
};
const CAPTURE_122: Lines = Lines {
    round: GO_122.line("for _, task := range tasks {"),
    spawn: GO_122.line("go process()"),
    process: GO_122.line("processTask(task)"),
    wait: GO_122.line("wg.Wait()"),
};

pub(super) const PATTERN: Pattern = Pattern {
    id: "loop-capture",
    name: "Loop capture",
    summary: "Before Go 1.22 a loop's goroutines share its variable: all process the last task.",
    when: "Never: since Go 1.22 each round has its own variable, if go.mod says so.",
    folder: "loop-capture",
    source: functions!(GO, "func captureTask"),
    params: &[],
    defaults: &[(Key::Tasks, "5")],
    note: None,
    main: |tasks| Box::pin(run(tasks, &CAPTURE, Rounds::Share)),
};

pub(super) const FIXED: Pattern = Pattern {
    id: "loop-capture-fixed",
    name: "Loop variable passed",
    summary: "Each goroutine is given its task as an argument.",
    when: "For code that must be right before Go 1.22 too.",
    source: functions!(GO, "func passTask"),
    main: |tasks| Box::pin(run(tasks, &PASS, Rounds::Own)),
    ..PATTERN
};

pub(super) const GO122: Pattern = Pattern {
    id: "loop-capture-go122",
    name: "Loop capture since Go 1.22",
    summary: "The same text, but each round has its own variable.",
    when: "Always, if go.mod says go 1.22 or later.",
    source: functions!(GO_122, "func captureTask122"),
    main: |tasks| Box::pin(run(tasks, &CAPTURE_122, Rounds::Own)),
    ..PATTERN
};

/// Whether the iterations of a loop share its variable.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rounds {
    Share,
    Own,
}

async fn run(tasks: Workload, lines: &'static Lines, rounds: Rounds) {
    let different: Rc<RefCell<Vec<bool>>> = Rc::new(RefCell::new(vec![false; tasks.len()]));
    let wg = WaitGroup::new().named("wg");
    let mut variable = Shared::new("task", 0);
    for task in 0..tasks.len() {
        if rounds == Rounds::Own {
            variable = Shared::new("task", 0);
        }
        at(lines.round);
        variable.set(task);
        wg.add(1);
        at(lines.spawn);
        let (t, wg, variable) = (tasks.clone(), wg.clone(), variable.clone());
        let different = Rc::clone(&different);
        go_named(("round", task), async move {
            let _done = defer(|| wg.done());
            at(lines.process);
            let task = variable.get();
            different.borrow_mut()[task] = true;
            process_task(&t, task).await;
        });
    }
    at(lines.wait);
    wg.wait().await;
    let different = different.borrow().iter().filter(|ran| **ran).count();
    println(format!(
        "different tasks that ran: {different} of {}",
        tasks.len()
    ));
}
