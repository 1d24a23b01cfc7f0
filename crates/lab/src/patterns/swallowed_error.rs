//! Errors of goroutines that nobody looks at, and the first one kept.

use super::errors::Errors;
use super::print::{print_error, print_summary};
use super::source::{Program, at, functions};
use super::{Line, Pattern};
use crate::params::Key;
use crate::world::{Workload, process};
use goruntime::go::{WaitGroup, context, defer, go_named, println};

const GO: Program = Program::new(include_str!(
    "../../../../assets/go/swallowed-error/main.go"
));
const DROPPED: Lines = Lines {
    spawn: GO.line("go func(a lab.Task) {"),
    deploy: GO.line("lab.Process(ctx, a)"),
    wait: GO.line("wg.Wait()\n"),
};
const KEPT: Lines = Lines {
    spawn: GO.line("go func(deployed lab.Task) {"),
    deploy: GO.line("lab.Process(ctx, deployed)"),
    wait: GO.line("wg.Wait() // Now"),
};

/// The lines of a function.
#[derive(PartialEq, Eq)]
struct Lines {
    spawn: Line,
    deploy: Line,
    wait: Line,
}

pub(super) const PATTERN: Pattern = Pattern {
    id: "swallowed-error",
    name: "Swallowed error",
    summary: "A goroutine per application drops its error: one deployment fails, and success is reported.",
    when: "Never: a goroutine's error goes nowhere unless it is put somewhere.",
    folder: "swallowed-error",
    source: functions!(GO, "func deployAll("),
    params: &[],
    defaults: &[
        (Key::Tasks, "10"),
        (Key::Latency, "uniform:50..300ms"),
        (Key::Fail, "3"),
    ],
    note: None,
    main: |apps| Box::pin(run(apps, &DROPPED)),
};

pub(super) const FIXED: Pattern = Pattern {
    id: "swallowed-error-fixed",
    name: "First error kept",
    summary: "The same, but a sync.Once keeps the first error, and the caller reports it.",
    when: "When one error is enough to know; errgroup does the same and cancels the rest.",
    source: functions!(GO, "func deployAllFixed("),
    main: |apps| Box::pin(run(apps, &KEPT)),
    ..PATTERN
};

async fn run(apps: Workload, lines: &'static Lines) {
    let first = Errors::new(1);
    let wg = WaitGroup::new().named("wg");
    for app in 0..apps.len() {
        wg.add(1);
        at(lines.spawn);
        let (apps, wg, first) = (apps.clone(), wg.clone(), first.clone());
        go_named(("app", app), async move {
            let _done = defer(|| wg.done());
            at(lines.deploy);
            let result = process(&context::background(), &apps, app).await;
            // Once.Do: only the first call has an effect.
            if result.is_err() && *lines == KEPT && first.count() == 0 {
                first.set(0, result);
            }
        });
    }
    at(lines.wait);
    wg.wait().await;
    match first.get(0) {
        Some(err) => print_error(&err),
        None => println(format!("all {} applications are deployed", apps.len())),
    }
    print_summary(&apps);
}
