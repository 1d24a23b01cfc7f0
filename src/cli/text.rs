//! The text of `goroutine-lab run`: a table for each run.

use analysis::Report;
use analysis::fmt::{bytes, counted, grouped, length};
use goroutine_lab::comparison::{Comparison, Run};
use goruntime::time::Duration;
use lab::link;
use lab::params::{Key, Param, Unit, Value};

/// The scenario with its link, then the runs.
pub(super) fn text(comparison: &Comparison) -> String {
    let mut lines = vec![
        comparison.scenario.title(),
        settings(comparison).join(" · "),
        format!("?{}", link::format(&comparison.scenario)),
    ];
    for run in &comparison.runs {
        lines.push(String::new());
        lines.extend(table(run, |text| comparison.scenario.say(text)));
    }
    lines.join("\n") + "\n"
}

/// The values of the parameters on which these runs depend, with their names in links.
pub(super) fn settings(comparison: &Comparison) -> Vec<String> {
    let values = comparison.scenario.values();
    let runs = &comparison.runs;
    let shown = |key: &Key| match key {
        Key::Jitter => values.number(Key::Jitter) > 0,
        Key::Seed => comparison.scenario.is_random(),
        Key::Fail | Key::Slow => !values.numbers(*key).is_empty(),
        Key::SlowLatency => !values.numbers(Key::Slow).is_empty(),
        Key::Kill | Key::KillAt => !values.numbers(Key::Kill).is_empty(),
        key if key.is_of_world() => *values.get(*key) != key.param().default_value(),
        key => key.is_of_every_run() || runs.iter().any(|run| run.pattern.params.contains(key)),
    };
    let keys = comparison.scenario.params().into_iter().filter(shown);
    let setting = |key: Key| {
        let param = key.param();
        format!("{} {}", param.name, written(param, values.get(key)))
    };
    keys.map(setting).collect()
}

fn written(param: &Param, value: &Value) -> String {
    match value {
        Value::List(_) => String::from("as listed"),
        Value::Drawn(_) | Value::Numbers(_) => param.show(value),
        Value::Number(n) => match param.unit {
            Unit::Count => grouped(*n),
            Unit::Duration | Unit::Durations | Unit::Latency => length(Duration(*n)),
            Unit::Bytes(_) => bytes(*n),
            Unit::Numbers | Unit::DurationOrNone | Unit::Percent | Unit::Choice(_) => {
                param.show(value)
            }
        },
    }
}

/// A run, in the scenario's words.
fn table(run: &Run, say: impl Fn(&str) -> String) -> Vec<String> {
    let report = &run.report;
    let mut lines = vec![format!("{}: {}", run.pattern.name, report.verdict.headline)];
    let mut row = |name: &str, value: &str| {
        lines.push(format!("  {:<15}  {}", say(name), say(value)));
    };
    row("outcome", &outcome(report));
    row("total", &length(report.total.elapsed()));
    let peak = report.peak_goroutines;
    row(
        "peak goroutines",
        &format!("{} at {}", grouped(peak.value), length(peak.at.elapsed())),
    );
    row("peak memory", &memory(report));
    row("tasks", &tasks(report));
    for (i, finding) in report.findings.iter().enumerate() {
        row(if i == 0 { "findings" } else { "" }, &finding.text);
    }
    lines
}

/// The message of the end, or else its kind.
fn outcome(report: &Report) -> String {
    let kind = report.outcome.name();
    let said = report.message.lines().next().unwrap_or(kind);
    match report.exit_code {
        Some(code) => format!("{said}, exit code {code}"),
        None => String::from(said),
    }
}

fn memory(report: &Report) -> String {
    let peak = report.peak_memory;
    let limit = report.memory_limit.map_or_else(String::new, |limit| {
        format!(", the limit is {}", bytes(limit))
    });
    format!(
        "{} at {}{limit}",
        bytes(peak.value),
        length(peak.at.elapsed())
    )
}

fn tasks(report: &Report) -> String {
    let counts = &report.counts;
    let all = [
        (counts.ok, "ok"),
        (counts.error, "failed"),
        (counts.cancelled, "cancelled"),
        (counts.unfinished, "unfinished"),
    ];
    let some: Vec<String> = all
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{} {what}", grouped(u64::from(*count))))
        .collect();
    format!(
        "{} of {}",
        some.join(", "),
        counted(counts.all().into(), "task", "tasks")
    )
}
