//! Go execution traces, read by `go tool trace`, which checks the order of events and every goroutine's states.

use crate::go::{Go, folder};
use crate::registry::{self, Finished};
use export::block_reason;
use export::go_trace::go_trace;
use goruntime::trace::Event;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

/// What happens to goroutines, counted by name: `create`, `end`, `wake`, or why they stop.
type Counts = BTreeMap<String, usize>;

/// The counts that a trace has.
fn expected(finished: &Finished) -> Counts {
    let mut counts = Counts::new();
    let mut add = |name: &str| *counts.entry(String::from(name)).or_default() += 1;
    for record in finished.trace.records() {
        match record.event {
            Event::GoCreate { .. } => add("create"),
            Event::GoEnd => add("end"),
            Event::GoUnblock { .. } => add("wake"),
            Event::GoBlock { reason, .. } => add(block_reason(reason)),
            Event::GoStop { .. } if record.by.is_none() => add("preempted"),
            Event::GoStop { .. } => add("runtime.Gosched"),
            Event::TaskStart { .. } => add("task"),
            Event::Log { .. } => add("print"),
            _ => {}
        }
    }
    counts
}

/// The counts that `go tool trace -d=parsed` prints.
fn parsed(text: &str) -> Counts {
    let mut counts = Counts::new();
    let mut add = |name: &str| *counts.entry(String::from(name)).or_default() += 1;
    for line in text.lines() {
        let reason = || line.split('"').nth(1).unwrap_or_default();
        let is_of_goroutine = line.contains(" GoID=");
        if line.contains("TaskBegin") {
            add("task");
        } else if line.contains(" Log ") && line.contains("Category=\"print\"") {
            add("print");
        } else if !is_of_goroutine {
        } else if line.contains("NotExist->Runnable") {
            add("create");
        } else if line.contains("Running->NotExist") {
            add("end");
        } else if line.contains("Waiting->Runnable") {
            add("wake");
        } else if line.contains("Running->Waiting") || line.contains("Running->Runnable") {
            add(reason());
        }
    }
    counts
}

#[track_caller]
fn check(tool: &Path, folder: &Path, finished: &Finished) -> String {
    let file = folder.join(format!("{}.trace", finished.pattern.id));
    fs::write(&file, go_trace(&finished.run())).expect("the trace can be written");
    let output = Command::new(tool).arg("-d=parsed").arg(&file).output();
    let output = output.expect("go tool trace runs");
    let id = finished.pattern.id;
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{id}: {complaint}");
    let text = String::from_utf8(output.stdout).expect("the tool prints text");
    assert_eq!(parsed(&text), expected(finished), "{id}");
    assert!(
        text.trim_end()
            .lines()
            .last()
            .is_some_and(|line| line.contains("Sync")),
        "{id}"
    );
    text
}

#[test]
fn go_reads_the_trace_of_every_pattern() {
    let Some(go) = Go::find() else { return };
    let tool = go.tool("trace");
    let folder = folder("go-traces");
    for finished in registry::all() {
        let text = check(&tool, &folder, &finished);
        // The stacks are there: main is in its own function.
        assert!(text.contains("\tmain.main @"), "{}", finished.pattern.id);
        let file = format!("{}/main.go:", finished.pattern.folder);
        assert!(text.contains(&file), "{}", finished.pattern.id);
    }
}

#[test]
fn go_reads_traces_with_several_processors_and_many_goroutines() {
    let Some(go) = Go::find() else { return };
    let tool = go.tool("trace");
    let folder = folder("go-traces-large");
    for link in [
        "?pattern=cpu-bound&procs=3&tasks=40&latency=uniform:5..60ms",
        "?pattern=unbounded&tasks=2000&goroutines=2&memory=0",
        "?pattern=token-bucket&tasks=300&jitter=50&fail=3,7",
    ] {
        check(&tool, &folder, &Finished::of(link));
    }
}

#[test]
fn stacks_have_the_functions_and_lines_of_the_program() {
    let Some(go) = Go::find() else { return };
    let tool = go.tool("trace");
    let folder = folder("go-traces-stacks");
    let text = check(
        &tool,
        &folder,
        &Finished::of("?pattern=worker-pool&tasks=3"),
    );
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let pool = fs::read_to_string(registry::module().join("worker-pool/main.go"));
    let pool = pool.expect("the program is there");
    let line = |part: &str| {
        let at = pool.lines().position(|line| line.contains(part));
        format!("worker-pool/main.go:{}", at.expect("the line is there") + 1)
    };
    let begins = |frames: &[String]| {
        let frames: Vec<&str> = frames.iter().map(String::as_str).collect();
        lines.windows(frames.len()).any(|window| {
            let pairs = window.iter().zip(&frames);
            pairs
                .into_iter()
                .all(|(line, frame)| line.starts_with(frame))
        })
    };
    assert!(
        text.contains("Label=\"worker 2\""),
        "workers have their names"
    );
    // Main sends, deep in the function that it called; a worker begins where it receives.
    assert!(begins(&[
        String::from("main.processWithWorkerPool @"),
        line("jobs <- task"),
        String::from("main.main @"),
        line("\tprocessWithWorkerPool(tasks)"),
    ]));
    assert!(begins(&[
        String::from("main.processWithWorkerPool.func1 @"),
        line("for task := range jobs"),
    ]));
}

#[test]
fn equal_runs_have_equal_traces() {
    let trace = || go_trace(&Finished::of("?pattern=pipeline").run());
    assert_eq!(trace(), trace());
}
