//! The text of `goroutine-lab run`: a table for each run.

use analysis::Report;
use analysis::fmt::{bytes, counted, grouped, length};
use goroutine_lab::comparison::{Comparison, Run};
use goroutine_lab::exports::settings;
use lab::link;

/// The most printed lines that a table shows.
const MOST_PRINTED: usize = 10;

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

/// A run, in the scenario's words.
fn table(run: &Run, say: impl Fn(&str) -> String) -> Vec<String> {
    let report = &run.report;
    let mut lines = vec![format!("{}: {}", run.name(), report.verdict.headline)];
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
    // What a program prints is its own, and keeps its words.
    for (i, line) in prints(report).into_iter().enumerate() {
        let name = if i == 0 { "prints" } else { "" };
        lines.push(format!("  {name:<15}  {line}"));
    }
    lines
}

/// What the program prints: the newest lines, since its result is among them, and how many there are before.
fn prints(report: &Report) -> Vec<String> {
    let before = report.stdout.len().saturating_sub(MOST_PRINTED);
    let said = (before > 0).then(|| {
        let lines = counted(before as u64, "line", "lines");
        format!("({lines} before)")
    });
    let newest = report.stdout[before..].iter();
    let newest = newest.map(|printed| printed.line.clone());
    said.into_iter().chain(newest).collect()
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
