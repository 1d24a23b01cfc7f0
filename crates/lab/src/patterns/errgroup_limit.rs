//! A goroutine per task in a group with a limit on running goroutines.

use super::Pattern;
use super::errgroup::{Lines, process_in};
use super::print::print_summary;
use super::source::{Program, functions};
use crate::params::Key;
use crate::world::Workload;
use goruntime::go::{context, errgroup, println};

const GO: Program = Program::new(include_str!("../../../../assets/go/errgroup-limit/main.go"));
const LINES: Lines = Lines {
    spawn: GO.line("g.Go(func() error {"),
    process: GO.line("lab.Process(ctx, task)"),
    wait: GO.line("g.Wait()"),
};

pub(super) const PATTERN: Pattern = Pattern {
    id: "errgroup-limit",
    name: "errgroup with a limit",
    summary: "A goroutine per task; Go blocks while the limit is running, and the first error cancels the context of \
              the rest.",
    when: "For many tasks that use something scarce and can fail.",
    folder: "errgroup-limit",
    source: functions!(GO, "func processWithLimit"),
    params: &[Key::Limit],
    defaults: &[],
    note: None,
    main: |tasks| Box::pin(run(tasks)),
};

async fn run(tasks: Workload) {
    let (g, ctx) = errgroup::with_context(&context::background());
    let (g, ctx) = (g.named("g"), ctx.named("ctx"));
    g.set_limit(tasks.count(Key::Limit));
    if let Err(err) = process_in(&g, &ctx, &tasks, &LINES).await {
        println(format!("first error: {err}"));
    }
    print_summary(&tasks);
}
