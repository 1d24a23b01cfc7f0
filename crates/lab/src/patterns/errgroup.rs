//! The first error cancels the rest.

use super::print::{print_error, print_summary};
use super::source::{Program, at, functions};
use super::{Line, Pattern};
use crate::params::Key;
use crate::world::{Workload, process};
use goruntime::go::context::{self, Context};
use goruntime::go::errgroup::{self, Group};
use goruntime::go::{Error, exit};

const GO: Program = Program::new(include_str!("../../../../assets/go/errgroup/main.go"));
const LINES: Lines = Lines {
    spawn: GO.line("g.Go(func() error {"),
    process: GO.line("lab.Process(ctx, item)"),
    wait: GO.line("g.Wait()"),
};

/// The lines of a program with a group.
pub(super) struct Lines {
    pub(super) spawn: Line,
    pub(super) process: Line,
    pub(super) wait: Line,
}

pub(super) const PATTERN: Pattern = Pattern {
    id: "errgroup",
    name: "errgroup",
    summary: "A goroutine per task; the first error cancels the context of the rest, and Wait returns it.",
    when: "When the tasks belong together: a deployment to many environments is of no use once one has failed.",
    folder: "errgroup",
    source: functions!(GO, "func processWithErrGroup("),
    params: &[],
    defaults: &[
        (Key::Tasks, "10"),
        (Key::Latency, "uniform:50..300ms"),
        (Key::Fail, "2"),
    ],
    note: None,
    main: |tasks| Box::pin(run(tasks)),
};

async fn run(tasks: Workload) {
    let (g, ctx) = errgroup::with_context(&context::background());
    let (g, ctx) = (g.named("g"), ctx.named("ctx"));
    let result = process_in(&g, &ctx, &tasks, &LINES).await;
    print_summary(&tasks);
    if let Err(err) = result {
        print_error(&err);
        exit();
    }
}

/// Runs the tasks in a group with or without a limit: a goroutine per task, and the first error.
pub(super) async fn process_in(
    g: &Group,
    ctx: &Context,
    tasks: &Workload,
    lines: &'static Lines,
) -> Result<(), Error> {
    for task in 0..tasks.len() {
        at(lines.spawn);
        let (ctx, t) = (ctx.clone(), tasks.clone());
        g.go_named(("task", task), async move {
            at(lines.process);
            process(&ctx, &t, task).await
        })
        .await;
    }
    at(lines.wait);
    g.wait().await
}
