//! Events as JSON lines, tasks and events as CSV: both say the same, for every pattern.

use crate::registry::{self, Finished};
use export::{events, table};
use goruntime::trace::Event;
use serde_json::Value;

/// The cells of a table as rows of text, by a reader of CSV.
fn rows(text: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().expect("there is a header");
    let header = header.iter().map(String::from).collect();
    let rows = reader.records().map(|row| {
        let row = row.expect("all rows are equally long");
        row.iter().map(String::from).collect()
    });
    (header, rows.collect())
}

fn as_cell(value: Option<&Value>) -> String {
    match value {
        None => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

#[test]
fn both_forms_of_the_events_agree_with_the_trace() {
    for finished in registry::all() {
        let (lines, csv) = (
            events::events(&[finished.run()]),
            table::events(&[finished.run()]),
        );
        let (header, rows) = rows(&csv);
        let marks = |event: &Event<'_>| !matches!(event, Event::Mark { .. });
        let records = finished
            .trace
            .records()
            .filter(|record| marks(&record.event));
        assert_eq!(lines.lines().count(), rows.len());
        assert_eq!(records.clone().count(), rows.len());
        for ((line, row), record) in lines.lines().zip(&rows).zip(records) {
            let object: Value = serde_json::from_str(line).expect("each line is JSON");
            let cells: Vec<String> = header
                .iter()
                .map(|name| as_cell(object.get(name)))
                .collect();
            assert_eq!(&cells, row);
            assert_eq!(object["at_ns"], record.at.0);
            assert_eq!(
                object["goroutine"].as_u64(),
                record.by.map(|by| u64::from(by.0))
            );
        }
    }
}

#[test]
fn waits_and_wakes_name_what_goroutines_wait_for() {
    let text = events::events(&[Finished::of("?pattern=worker-pool&tasks=9").run()]);
    let all: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let named = |event: &str, name: &str| {
        all.iter()
            .filter(|object| object["event"] == event && object["name"] == name)
            .count()
    };
    assert_eq!(named("GoCreate", "worker 1"), 1);
    assert_eq!(named("Object", "jobs"), 1);
    assert_eq!(named("Close", "jobs"), 1);
    assert!(named("GoBlock", "jobs") > 4);
}

/// Two goroutines that lock two accounts in opposite order.
const ACCOUNTS: &str = r#"package main

import (
	"sync"
	"time"
)

type account struct{ mu sync.Mutex }

func transfer(from, to *account) {
	from.mu.Lock()
	time.Sleep(time.Millisecond)
	to.mu.Lock()
}

func main() {
	a, b := &account{}, &account{}
	go transfer(a, b)
	transfer(b, a)
}
"#;

#[test]
fn locks_of_one_name_have_the_numbers_of_the_report() {
    let mut finished = Finished::of("?pattern=naive");
    let files = [(String::from("main.go"), ACCOUNTS.as_bytes().to_vec())];
    let program = golang::Program::compile(&files).expect("it compiles");
    finished.trace = program
        .run(&[], 1, golang::machine::Limits::default())
        .trace;
    finished.report = analysis::analyse(&finished.trace);
    let text = events::events(&[finished.run()]);
    let all = text
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"));
    let locked = all.filter(|event: &Value| event["event"] == "Lock");
    let names: Vec<String> = locked.map(|event| as_cell(event.get("name"))).collect();
    assert_eq!(names, ["from.mu 1", "from.mu 2"]);
}

#[test]
fn every_task_has_its_row() {
    for finished in registry::all() {
        let (header, rows) = rows(&table::tasks(&[finished.run()]));
        assert_eq!(
            header,
            [
                "pattern",
                "task",
                "goroutine",
                "start_ns",
                "end_ns",
                "outcome"
            ]
        );
        assert_eq!(rows.len(), finished.report.tasks.len());
        let unfinished = rows.iter().filter(|row| row[5] == "unfinished").count();
        assert_eq!(unfinished, finished.report.counts.unfinished as usize);
    }
}

#[test]
fn runs_follow_each_other() {
    let runs = ["?pattern=batched&tasks=2", "?pattern=naive&tasks=2"].map(Finished::of);
    let runs = [runs[0].run(), runs[1].run()];
    let (_, rows) = rows(&table::tasks(&runs));
    let patterns: Vec<&str> = rows.iter().map(|row| &*row[0]).collect();
    assert_eq!(patterns, ["batched", "batched", "naive", "naive"]);
    // Naive returns before its tasks begin: the cells of what never came are empty.
    assert_eq!(rows[2][2..], ["", "", "", "unfinished"]);
}

#[test]
fn texts_with_commas_and_quotes_stay_in_their_cell() {
    let finished = Finished::of("?pattern=counter");
    let (header, rows) = rows(&table::events(&[finished.run()]));
    let text = header
        .iter()
        .position(|name| name == "text")
        .expect("there is a text");
    let printed: Vec<&str> = finished
        .report
        .stdout
        .iter()
        .map(|printed| &*printed.line)
        .collect();
    let cells = rows
        .iter()
        .filter(|row| row[3] == "UserLog")
        .map(|row| &*row[text]);
    assert_eq!(cells.collect::<Vec<_>>(), printed);
    assert!(
        printed.iter().any(|line| line.contains(", ")),
        "{printed:?}"
    );
}
