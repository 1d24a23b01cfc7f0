//! The JSON of `goroutine-lab run` is a contract: its fields are fixed, and its values are those of the traces.

use super::printed;
use crate::common;
use analysis::analyse;
use goruntime::time::Time;
use goruntime::trace::Trace;
use lab::link;
use lab::params::Key;
use lab::patterns::{self, Pattern};
use lab::scenarios::Scenario;
use serde_json::{Value, json};

/// The JSON of a run.
fn expected(scenario: &Scenario, pattern: &Pattern, trace: &Trace) -> Value {
    let values = scenario.values();
    let param = |key: &Key| {
        (
            String::from(key.param().name),
            json!(key.param().write(values.get(*key))),
        )
    };
    let params: serde_json::Map<String, Value> = pattern.params.iter().map(param).collect();
    let report = analyse(trace);
    let ns = |at: Option<Time>| at.map(|Time(ns)| ns);
    let task = |task: &analysis::TaskSpan| {
        json!({
            "id": task.id,
            "goroutine": task.goroutine.map(|goroutine| goroutine.0),
            "start_ns": ns(task.start),
            "end_ns": ns(task.end),
            "outcome": task.outcome.map_or("unfinished", |outcome| outcome.name()),
        })
    };
    let line = |printed: &analysis::Printed| json!({"at_ns": printed.at.0, "line": printed.line});
    json!({
        "pattern": pattern.id,
        "params": params,
        "outcome": trace.exit().outcome.name(),
        "exit_code": trace.exit().outcome.exit_code(),
        "message": trace.exit().message,
        "total_ns": trace.exit().at.0,
        "main_returned_ns": ns(trace.exit().main_returned),
        "peak_goroutines": report.peak_goroutines.value,
        "tasks": report.tasks.iter().map(task).collect::<Vec<_>>(),
        "stdout": report.stdout.iter().map(line).collect::<Vec<_>>(),
        "trace_hash": format!("{:016x}", trace.hash()),
    })
}

/// Checks the answer to a link, whose canonical form is `canonical`.
#[track_caller]
fn check(text: &str, canonical: &str) {
    let answer = printed(&["run", text, "--format", "json"]);
    assert_eq!(answer.lines().count(), 1, "{text}");
    let answer: Value = serde_json::from_str(&answer).expect("the answer is JSON");
    let scenario = common::scenario(text);
    let runs: Vec<Value> = scenario
        .patterns()
        .iter()
        .map(|pattern| expected(&scenario, pattern, &common::run(text, pattern)))
        .collect();
    assert_eq!(answer, json!({"link": canonical, "runs": runs}), "{text}");
    assert_eq!(format!("?{}", link::format(&scenario)), canonical);
    if text != canonical {
        check(canonical, canonical);
    }
}

#[test]
fn the_answer_agrees_with_the_traces() {
    check("", "?scenario=ci-auto-trigger");
    check("?scenario=ci-auto-trigger", "?scenario=ci-auto-trigger");
    check(
        "?seed=7&batch=8",
        "?scenario=ci-auto-trigger&batch=8&seed=7",
    );
    check(
        "https://lab.example/talk/?embed&jitter=30&batch=8#top",
        "?scenario=ci-auto-trigger&batch=8&jitter=30",
    );
    check(
        "tasks=3&latency=list:120,80.50,95&goroutines=0&patterns=batched,naive",
        "?scenario=ci-auto-trigger&patterns=batched,naive&latency=list:120,80.5,95&goroutines=0",
    );
}

#[test]
fn a_task_that_never_started_is_listed_too() {
    let answer = printed(&[
        "run",
        "tasks=2&goroutines=0",
        "--pattern",
        "naive",
        "--format",
        "json",
    ]);
    let answer: Value = serde_json::from_str(&answer).expect("the answer is JSON");
    let never = |id: u32| json!({"id": id, "goroutine": null, "start_ns": null, "end_ns": null, "outcome": "unfinished"});
    let run = &answer["runs"][0];
    assert_eq!(run["tasks"], json!([never(0), never(1)]));
    assert_eq!(run["outcome"], "main_returned_early");
    assert_eq!(
        run["message"],
        "main returned while 2 of 2 tasks had not finished"
    );
    assert_eq!(run["main_returned_ns"], 0);
    assert_eq!(
        run["stdout"],
        json!([{"at_ns": 0, "line": "0 of 2 tasks done after 0s"}])
    );
}

#[test]
fn a_killed_run_says_so() {
    let answer = printed(&["run", "", "--pattern", "unbounded", "--format", "json"]);
    let answer: Value = serde_json::from_str(&answer).expect("the answer is JSON");
    let run = &answer["runs"][0];
    assert_eq!(run["outcome"], "out_of_memory");
    assert_eq!(run["exit_code"], 137);
    assert_eq!(run["total_ns"], 78_000_000);
    assert_eq!(run["main_returned_ns"], Value::Null);
    assert_eq!(run["peak_goroutines"], 4_014);
    let message = "signal: killed (out of memory: 536952780 bytes in use, the limit is 536870912)";
    assert_eq!(run["message"], message);
    assert_eq!(run["stdout"], json!([]));
    let first =
        json!({"id": 0, "goroutine": 2, "start_ns": 0, "end_ns": null, "outcome": "unfinished"});
    assert_eq!(run["tasks"][0], first);
}

#[test]
fn a_number_that_not_every_reader_gets_exactly_is_text() {
    let link = "scenario=ci-api-limit&patterns=sequential&tasks=760&latency=1m&failure=100&retry=fixed&retries=100&retry-wait=1m";
    let answer = printed(&["run", link, "--format", "json"]);
    let answer: Value = serde_json::from_str(&answer).expect("the answer is JSON");
    let run = &answer["runs"][0];
    let total = common::run(link, patterns::find("sequential").unwrap())
        .exit()
        .at
        .0;
    assert!(total > 1 << 53);
    assert_eq!(run["total_ns"], total.to_string());
    assert_eq!(run["main_returned_ns"], total.to_string());
    let ends = run["tasks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|task| &task["end_ns"]);
    let (texts, numbers): (Vec<_>, Vec<_>) = ends.partition(|end| end.is_string());
    assert!(!texts.is_empty() && !numbers.is_empty());
    assert!(numbers.iter().all(|end| end.as_u64().unwrap() < 1 << 53));
    let swept = printed(&[
        "sweep",
        link,
        "--over",
        "tasks=759..760",
        "--format",
        "json",
    ]);
    let swept: Value = serde_json::from_str(&swept).expect("the answer is JSON");
    assert_eq!(swept["runs"][1]["total_ns"], total.to_string());
}

#[test]
fn every_pattern_of_the_registry_can_be_run_alone() {
    for pattern in patterns::ALL {
        let link = format!("?pattern={}", pattern.id);
        check(&link, &link);
        // The same pattern in a scenario.
        let answer = printed(&[
            "run",
            "batch=10",
            "--pattern",
            pattern.id,
            "--format",
            "json",
        ]);
        let answer: Value = serde_json::from_str(&answer).expect("the answer is JSON");
        let link = format!("?scenario=ci-auto-trigger&patterns={}&batch=10", pattern.id);
        assert_eq!(answer["link"], link);
        let run = expected(
            &common::scenario(&link),
            pattern,
            &common::run(&link, pattern),
        );
        assert_eq!(answer["runs"], json!([run]), "{}", pattern.id);
    }
}

#[test]
fn a_pattern_needs_no_scenario() {
    check(
        "?tasks=7&pattern=batched&batch=5",
        "?pattern=batched&tasks=7",
    );
    check(
        "pattern=batched,naive&batch=3&fail=7,3",
        "?pattern=batched,naive&batch=3&fail=3,7",
    );
    check(
        "pattern=unbounded&latency=uniform:50..150&slow=2&slow-latency=2",
        "?pattern=unbounded&latency=uniform:50..150ms&slow=2&slow-latency=2ms",
    );
}
