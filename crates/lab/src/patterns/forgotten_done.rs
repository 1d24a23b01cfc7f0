//! A `WaitGroup` that waits for a missing call of `Done`.

use super::print::print_summary;
use super::source::{Program, at, functions};
use super::{Line, Pattern};
use crate::params::Key;
use crate::world::{Workload, process, process_task};
use goruntime::go::context::background;
use goruntime::go::{WaitGroup, defer, go_named, panic, println, recovered, unwind};

const GO: Program = Program::new(include_str!("../../../../assets/go/forgotten-done/main.go"));
const SPAWN: Line = GO.line("go process(task)");
const WAIT: Line = GO.line("wg.Wait()");
const PROCESS: Line = GO.line("lab.ProcessTask(t)");
const WORK: Line = GO.line("lab.Process(context");
const PANIC: Line = GO.line("panic(err)");

pub(super) const PATTERN: Pattern = Pattern {
    id: "forgotten-done",
    name: "Forgotten Done",
    summary: "Nobody calls Done: main waits for ever, and the runtime finds that all are asleep.",
    when: "Never: defer wg.Done() first.",
    folder: "forgotten-done",
    source: functions!(GO, "func withoutDone", "func main"),
    params: &[],
    defaults: &[
        (Key::Tasks, "5"),
        (Key::Fail, "1"),
        (Key::Latency, "uniform:50..150ms"),
    ],
    note: None,
    main: |tasks| Box::pin(run(tasks, Way::WithoutDone)),
};

pub(super) const RECOVER: Pattern = Pattern {
    id: "forgotten-done-recover",
    name: "Done after a recovered panic",
    summary: "A recovered panic goes past a Done that is not deferred: deadlock.",
    when: "Never: what must happen after a panic too has to be deferred.",
    source: functions!(GO, "func recovered", "func work", "func main"),
    note: Some(
        "The talk says that without defer a panic makes a deadlock. That takes a recover, as here: a panic that \
         nobody recovers ends the process.",
    ),
    main: |tasks| Box::pin(run(tasks, Way::Recovered)),
    ..PATTERN
};

pub(super) const PANICKING: Pattern = Pattern {
    id: "forgotten-done-panic",
    name: "Deferred Done and a panic",
    summary: "Done is deferred, but nobody recovers the panic: the process dies.",
    when: "When a panic is a bug, and dying is better than going on.",
    source: functions!(GO, "func panicking", "func work", "func main"),
    note: RECOVER.note,
    main: |tasks| Box::pin(run(tasks, Way::Panicking)),
    ..PATTERN
};

pub(super) const FIXED: Pattern = Pattern {
    id: "forgotten-done-fixed",
    name: "Deferred Done",
    summary: "Done is deferred and the panic recovered: main and the other tasks go on.",
    when: "Always: a deferred Done is called however the function ends.",
    source: functions!(GO, "func deferred", "func work", "func main"),
    main: |tasks| Box::pin(run(tasks, Way::Deferred)),
    ..PATTERN
};

/// The treatment of `Done` and panics in a goroutine.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    WithoutDone,
    Recovered,
    Panicking,
    Deferred,
}

async fn run(tasks: Workload, way: Way) {
    let wg = WaitGroup::new().named("wg");
    for task in 0..tasks.len() {
        wg.add(1);
        at(SPAWN);
        go_named(
            ("task", task),
            goroutine(tasks.clone(), task, wg.clone(), way),
        );
    }
    at(WAIT);
    wg.wait().await;
    print_summary(&tasks);
}

async fn goroutine(tasks: Workload, task: usize, wg: WaitGroup, way: Way) {
    match way {
        Way::WithoutDone => {
            at(PROCESS);
            process_task(&tasks, task).await;
        }
        Way::Panicking => {
            let _done = defer(|| wg.done());
            work(&tasks, task).await;
        }
        Way::Recovered | Way::Deferred => {
            let is_deferred = way == Way::Deferred;
            let _done = is_deferred.then(|| defer(|| wg.done()));
            let body = async {
                work(&tasks, task).await;
                if !is_deferred {
                    wg.done();
                }
            };
            say_panic(recovered(body).await);
        }
    }
}

/// Runs a task. Panics in the run if the task fails.
async fn work(tasks: &Workload, task: usize) {
    at(WORK);
    if let Err(error) = process(&background(), tasks, task).await {
        at(PANIC);
        panic(&error.to_string());
        unwind().await;
    }
}

fn say_panic(result: Result<(), String>) {
    if let Err(message) = result {
        println(format!("recovered: {message}"));
    }
}
