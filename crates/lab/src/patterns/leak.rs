//! Goroutines that never end, and the ways to end them.

use super::print::{print_goroutines_left, print_summary};
use super::source::{Program, at, functions};
use super::{Line, Pattern};
use crate::params::Key;
use crate::world::{Workload, process_task};
use goruntime::go::context::{background, with_cancel};
use goruntime::go::{Chan, WaitGroup, defer, go_named, select_default, sleep};

const GO: Program = Program::new(include_str!("../../../../assets/go/leak/main.go"));
const RANGE: Line = GO.line("for task := range jobs {");
const WORKER: Line = GO.line("lab.ProcessTask(task)\n\t\t\t\tdone.Done()");
const SEND: Line = GO.line("jobs <- task\n\t}\n\tdone");
const WAIT: Line = GO.line("done.Wait()\n}\n\nfunc processAndClose");
const SEND_AND_CLOSE: Line = GO.line("jobs <- task\n\t}\n\tclose");
const CLOSE: Line = GO.line("close(jobs)");
const WAIT_CLOSED: Line = GO.line("done.Wait()\n}\n\nvar done");
const HEARTBEAT: Line = GO.line("time.Sleep(*period) // No exit");
const PROCESS: Line = GO.line("lab.ProcessTask(task)\n\t}\n}");
const CANCELLABLE: Line = GO.line("time.Sleep(*period)\n\t\t\t\t}");
const PROCESS_AND_CANCEL: Line = GO.line("lab.ProcessTask(task)\n\t\tcancel()");
const WAIT_CANCELLED: Line = GO.line("done.Wait()\n}\n\nfunc main");

pub(super) const PATTERN: Pattern = Pattern {
    id: "leak",
    name: "Leak: channel never closed",
    summary: "Nobody closes the jobs channel: when all is done, its workers still wait for more.",
    when: "Never: a channel's sender closes it, after the last send.",
    folder: "leak",
    source: functions!(GO, "func processWithoutClose", "func startWorkers"),
    params: &[Key::Workers],
    defaults: &[(Key::Tasks, "10")],
    note: None,
    main: |tasks| Box::pin(with_workers(tasks, false)),
};

pub(super) const FIXED: Pattern = Pattern {
    id: "leak-fixed",
    name: "Channel closed",
    summary: "Main closes the jobs channel after the last send: its workers end.",
    when: "Whenever a goroutine ranges over a channel.",
    source: functions!(GO, "func processAndClose", "func startWorkers"),
    main: |tasks| Box::pin(with_workers(tasks, true)),
    ..PATTERN
};

pub(super) const LOOP: Pattern = Pattern {
    id: "leak-loop",
    name: "Leak: loop without exit",
    summary: "Each task starts a heartbeat that never ends: one goroutine more for each task.",
    when: "Never: a goroutine's loop needs an end.",
    source: functions!(GO, "func processWithHeartbeats"),
    params: &[Key::Period],
    defaults: &[(Key::Tasks, "10"), (Key::Period, "33ms")],
    main: |tasks| Box::pin(with_heartbeats(tasks)),
    ..PATTERN
};

pub(super) const LOOP_FIXED: Pattern = Pattern {
    id: "leak-loop-fixed",
    name: "Loop with a context",
    summary: "The heartbeat looks at a context before each round, and ends when that is cancelled.",
    when: "Whenever a goroutine loops; a cancel does not interrupt the round under way.",
    source: functions!(GO, "func processAndCancelHeartbeats"),
    main: |tasks| Box::pin(cancel_heartbeats(tasks)),
    ..LOOP
};

async fn with_workers(tasks: Workload, close: bool) {
    let done = WaitGroup::new().named("done");
    let jobs = start_workers(&tasks, &done);
    for task in 0..tasks.len() {
        at(if close { SEND_AND_CLOSE } else { SEND });
        jobs.send(task).await;
    }
    if close {
        at(CLOSE);
        jobs.close();
    }
    at(if close { WAIT_CLOSED } else { WAIT });
    done.wait().await;
    say(&tasks);
}

fn start_workers(tasks: &Workload, done: &WaitGroup) -> Chan<usize> {
    done.add(i64::try_from(tasks.len()).unwrap_or(i64::MAX));
    let jobs = Chan::new(0).named("jobs");
    for worker in 0..tasks.count(Key::Workers) {
        let (t, jobs, done) = (tasks.clone(), jobs.clone(), done.clone());
        go_named(("worker", worker), async move {
            at(RANGE);
            while let Some(task) = jobs.receive().await {
                at(WORKER);
                process_task(&t, task).await;
                done.done();
                at(RANGE);
            }
        });
    }
    jobs
}

async fn with_heartbeats(tasks: Workload) {
    let period = tasks.duration(Key::Period);
    for task in 0..tasks.len() {
        go_named(("heartbeat", task), async move {
            loop {
                at(HEARTBEAT);
                sleep(period).await;
            }
        });
        at(PROCESS);
        process_task(&tasks, task).await;
    }
    say(&tasks);
}

async fn cancel_heartbeats(tasks: Workload) {
    let (period, done) = (tasks.duration(Key::Period), WaitGroup::new().named("done"));
    for task in 0..tasks.len() {
        let (ctx, cancel) = with_cancel(&background());
        let ctx = ctx.named(("ctx", task));
        done.add(1);
        let wg = done.clone();
        go_named(("heartbeat", task), async move {
            let _done = defer(|| wg.done());
            while select_default(&mut [&mut ctx.done().receiving()]).is_none() {
                at(CANCELLABLE);
                sleep(period).await;
            }
        });
        at(PROCESS_AND_CANCEL);
        process_task(&tasks, task).await;
        cancel.call();
    }
    at(WAIT_CANCELLED);
    done.wait().await;
    say(&tasks);
}

fn say(tasks: &Workload) {
    print_summary(tasks);
    print_goroutines_left();
}
