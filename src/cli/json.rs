//! The JSON of `goroutine-lab run`: a contract with its readers, described in `docs/json.md`.

use analysis::{GoroutineId, Printed, TaskOutcome, TaskSpan};
use goroutine_lab::comparison::{Comparison, Run};
use goruntime::time::Time;
use lab::link;
use lab::params::{Key, Values};
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;

/// The largest number up to which each is exact in the readers that keep all numbers as `f64`, such as JavaScript: 2^53 − 1.
const LARGEST_EXACT: u64 = (1 << 53) - 1;

/// A number that every reader gets exactly: it is text if it is above 2^53 − 1.
#[derive(Clone, Copy, Debug)]
pub(super) struct Exact(pub(super) u64);

impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if self.0 > LARGEST_EXACT {
            to.collect_str(&self.0)
        } else {
            to.serialize_u64(self.0)
        }
    }
}

#[derive(Serialize)]
struct Answer<'a> {
    link: String,
    runs: Vec<RunAnswer<'a>>,
}

#[derive(Serialize)]
struct RunAnswer<'a> {
    pattern: &'static str,
    /// The pattern's own parameters, in the form of links.
    params: BTreeMap<&'static str, String>,
    outcome: &'static str,
    /// Null where no process ended.
    exit_code: Option<i32>,
    /// Empty if there is none.
    message: &'a str,
    total_ns: Exact,
    /// Null where main never returned.
    main_returned_ns: Option<Exact>,
    /// Main is not counted.
    peak_goroutines: u64,
    tasks: Vec<TaskAnswer>,
    stdout: Vec<Line<'a>>,
    /// Sixteen hexadecimal digits.
    trace_hash: String,
}

#[derive(Serialize)]
struct TaskAnswer {
    id: u32,
    /// Null where the task never started.
    goroutine: Option<u32>,
    start_ns: Option<Exact>,
    end_ns: Option<Exact>,
    outcome: &'static str,
}

#[derive(Serialize)]
struct Line<'a> {
    at_ns: Exact,
    line: &'a str,
}

/// The answer on one line.
pub(super) fn json(comparison: &Comparison) -> String {
    let answer = Answer {
        link: format!("?{}", link::format(&comparison.scenario)),
        runs: comparison
            .runs
            .iter()
            .map(|run| answer_of(run, comparison.scenario.values()))
            .collect(),
    };
    line(&answer)
}

/// A value on one line.
pub(super) fn line(value: &impl Serialize) -> String {
    let text = serde_json::to_string(value);
    text.expect("an answer has only names and numbers") + "\n"
}

fn answer_of<'a>(run: &'a Run, values: &Values) -> RunAnswer<'a> {
    let report = &run.report;
    let param = |key: &Key| (key.param().name, key.param().write(values.get(*key)));
    RunAnswer {
        pattern: run.id(),
        params: run
            .pattern()
            .map(|pattern| pattern.params.iter().map(param).collect())
            .unwrap_or_default(),
        outcome: report.outcome.name(),
        exit_code: report.exit_code,
        message: &report.message,
        total_ns: nanoseconds(report.total),
        main_returned_ns: report.main_returned.map(nanoseconds),
        peak_goroutines: report.peak_goroutines.value,
        tasks: report.tasks.iter().map(task).collect(),
        stdout: report.stdout.iter().map(printed).collect(),
        trace_hash: format!("{:016x}", run.trace_hash),
    }
}

fn task(task: &TaskSpan) -> TaskAnswer {
    TaskAnswer {
        id: task.id,
        goroutine: task.goroutine.map(|GoroutineId(id)| id),
        start_ns: task.start.map(nanoseconds),
        end_ns: task.end.map(nanoseconds),
        outcome: task.outcome.map_or("unfinished", TaskOutcome::name),
    }
}

fn printed(Printed { at, line, .. }: &Printed) -> Line<'_> {
    Line {
        at_ns: nanoseconds(*at),
        line,
    }
}

fn nanoseconds(Time(ns): Time) -> Exact {
    Exact(ns)
}
