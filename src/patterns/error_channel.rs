//! Errors through a channel: as printed in the talk, and so that it ends.

use super::source::{Program, at, function};
use super::{Line, Pattern};
use crate::go::{Chan, Error, context, go, println};
use crate::params::Key;
use crate::world::{Workload, process, summary};

const GO: Program = Program::new(include_str!("../../assets/go/error-channel/main.go"));
const SPAWN: Line = GO.line("go func(i lab.Task) {\n\t\t\tif err");
const PROCESS: Line = GO.line("if err := process(i)");
const SEND: Line = GO.line("errChan <- err");
const RECEIVE: Line = GO.line("<-errChan");

const FIXED_SPAWN: Line = GO.line("go func(i lab.Task) {\n\t\t\tresults");
const FIXED_SEND: Line = GO.line("results <- process(i)");
const FIXED_RECEIVE: Line = GO.line("<-results");

pub(super) const PATTERN: Pattern = Pattern {
    id: "error-channel",
    name: "Error channel",
    summary: "Goroutines send their errors to main, which receives one for each task: one too many as soon as a task succeeds.",
    when: "Not like this: every goroutine must send its result, nil too, as in the corrected program.",
    folder: "error-channel",
    variant: None,
    source: function!(GO, "func processAndCollect("),
    params: &[],
    defaults: &[
        (Key::Tasks, "10"),
        (Key::Latency, "uniform:50..300ms"),
        (Key::Fail, "3,7"),
    ],
    note: Some(
        "The talk's code receives a value for each task, but only failures are sent: it deadlocks unless every task fails.",
    ),
    main: |tasks| Box::pin(run(tasks)),
};

pub(super) const FIXED: Pattern = Pattern {
    id: "error-channel-fixed",
    name: "Error channel, corrected",
    summary: "Every goroutine sends its result, nil if all went well, and main receives one for each task.",
    when: "When every error is wanted as it comes; the channel's buffer lets every goroutine end, whoever still listens.",
    variant: Some("fixed"),
    source: function!(GO, "func processAndCollectFixed("),
    note: None,
    main: |tasks| Box::pin(run_fixed(tasks)),
    ..PATTERN
};

async fn run(tasks: Workload) {
    let err_chan = Chan::new(tasks.len());
    for task in 0..tasks.len() {
        at(SPAWN);
        let (t, err_chan) = (tasks.clone(), err_chan.clone());
        go(async move {
            at(PROCESS);
            if let Err(err) = process(&context::background(), &t, task).await {
                at(SEND);
                err_chan.send(err).await;
            }
        });
    }
    for _ in 0..tasks.len() {
        at(RECEIVE);
        print(err_chan.receive().await);
    }
    println(summary(&tasks));
}

async fn run_fixed(tasks: Workload) {
    let results = Chan::new(tasks.len());
    for task in 0..tasks.len() {
        at(FIXED_SPAWN);
        let (t, results) = (tasks.clone(), results.clone());
        go(async move {
            at(FIXED_SEND);
            let result = process(&context::background(), &t, task).await;
            results.send(result.err()).await;
        });
    }
    for _ in 0..tasks.len() {
        at(FIXED_RECEIVE);
        print(results.receive().await.flatten());
    }
    println(summary(&tasks));
}

fn print(error: Option<Error>) {
    if let Some(err) = error {
        println(format!("error: {err}"));
    }
}
