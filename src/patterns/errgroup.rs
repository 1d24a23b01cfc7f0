//! The first error cancels the rest.

use super::source::{Program, at, function};
use super::{Line, Pattern};
use crate::go::context::{self, Context};
use crate::go::errgroup;
use crate::go::{Error, exit, println};
use crate::params::Key;
use crate::world::{Workload, process, summary};

const GO: Program = Program::new(include_str!("../../assets/go/errgroup/main.go"));
const SPAWN: Line = GO.line("g.Go(func() error {");
const PROCESS: Line = GO.line("lab.Process(ctx, item)");
const WAIT: Line = GO.line("g.Wait()");

pub(super) const PATTERN: Pattern = Pattern {
    id: "errgroup",
    name: "errgroup",
    summary: "A goroutine per task in a group: the first error cancels the context of all others, and Wait returns it.",
    when: "When the tasks belong together: a deployment to many environments is of no use once one of them has failed.",
    folder: "errgroup",
    variant: None,
    source: function!(GO, "func processWithErrGroup("),
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
    let result = process_with_err_group(&context::background(), &tasks).await;
    println(summary(&tasks));
    if let Err(err) = result {
        println(format!("error: {err}"));
        exit();
    }
}

async fn process_with_err_group(ctx: &Context, tasks: &Workload) -> Result<(), Error> {
    let (g, ctx) = errgroup::with_context(ctx);
    for task in 0..tasks.len() {
        at(SPAWN);
        let (ctx, t) = (ctx.clone(), tasks.clone());
        g.go(async move {
            at(PROCESS);
            process(&ctx, &t, task).await
        })
        .await;
    }
    at(WAIT);
    g.wait().await
}
