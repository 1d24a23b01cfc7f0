//! A goroutine per task in a group that runs only so many at once.

use super::source::{Program, at, function};
use super::{Line, Pattern};
use crate::go::{context, errgroup, println};
use crate::params::Key;
use crate::world::{Workload, process, summary};

const GO: Program = Program::new(include_str!("../../assets/go/errgroup-limit/main.go"));
const SPAWN: Line = GO.line("g.Go(func() error {");
const PROCESS: Line = GO.line("lab.Process(ctx, task)");
const WAIT: Line = GO.line("g.Wait()");

pub(super) const PATTERN: Pattern = Pattern {
    id: "errgroup-limit",
    name: "errgroup with a limit",
    summary: "A goroutine per task; the group's Go blocks while as many as the limit are running, and the first error cancels the rest.",
    when: "For many tasks that use something scarce and can fail: bounds, errors and waiting in a few lines.",
    folder: "errgroup-limit",
    variant: None,
    source: function!(GO, "func processWithLimit"),
    params: &[Key::Limit],
    defaults: &[],
    note: None,
    main: |tasks| Box::pin(run(tasks)),
};

async fn run(tasks: Workload) {
    let (group, ctx) = errgroup::with_context(&context::background());
    group.set_limit(tasks.count(Key::Limit));
    for task in 0..tasks.len() {
        at(SPAWN);
        let (tasks, ctx) = (tasks.clone(), ctx.clone());
        let body = async move {
            at(PROCESS);
            process(&ctx, &tasks, task).await
        };
        group.go(body).await;
    }
    at(WAIT);
    if let Err(error) = group.wait().await {
        println(format!("first error: {error}"));
    }
    println(summary(&tasks));
}
