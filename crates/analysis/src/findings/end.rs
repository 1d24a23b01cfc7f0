//! Findings on the end of the run and on errors in the program.

use super::{Finding, FindingKind, Sentence};
use crate::held::{Each, Held};
use crate::lessons::{CLIENT_GOES, FOR_NOBODY};
use crate::waiting::Waiting;
use crate::{Printed, Report};
use goruntime::trace::{GOROUTINE_BYTES, Outcome};

/// How the run ended, unless it simply finished.
pub(super) fn end(report: &Report, held: Held, waiting: &Waiting) -> Option<Finding> {
    let at = report.total;
    let said = report.message.lines().next().unwrap_or_default();
    let mut text = Sentence::default();
    let kind = match report.outcome {
        Outcome::Finished | Outcome::MainReturnedEarly => FindingKind::Lost,
        _ => FindingKind::Ended,
    };
    let (how, said) = match report.outcome {
        Outcome::Finished if report.counts.unfinished == 0 => return None,
        Outcome::Finished => {
            never_started(report, &mut text);
            return Some(text.finding(at, kind));
        }
        Outcome::MainReturnedEarly => ("Main returned at ", ""),
        Outcome::OutOfMemory => ("Killed for memory at ", ""),
        Outcome::Deadlock => ("Deadlock at ", ""),
        Outcome::Panic => ("Panic at ", said.strip_prefix("panic: ").unwrap_or(said)),
        Outcome::Fatal => (
            "Fatal error at ",
            said.strip_prefix("fatal error: ").unwrap_or(said),
        ),
        Outcome::Exited => ("Exited with code 1 at ", said),
        Outcome::BudgetExceeded => ("Stopped by the Lab at ", said),
        Outcome::Cancelled => ("Stopped at ", said),
    };
    text.text(how).moment(at);
    match report.outcome {
        Outcome::MainReturnedEarly => lost(report, &mut text),
        Outcome::OutOfMemory => killed(report, held, &mut text),
        Outcome::Deadlock => deadlock(waiting, &mut text),
        Outcome::BudgetExceeded => stopped(report, said, &mut text),
        _ => {
            if !said.is_empty() {
                text.text(": ").text(said.trim_end_matches('.'));
            }
            text.text(".");
        }
    }
    Some(text.finding(at, kind))
}

/// How far the run came, and what the Lab allows.
fn stopped(report: &Report, said: &str, text: &mut Sentence) {
    let all = report.counts.all();
    if all > 0 {
        text.text(", with ").number(report.counts.ok.into());
        text.text(" of ").number(all.into()).text(" tasks done");
    }
    text.text(": ");
    for (place, word) in said.trim_start_matches("stopped ").split(' ').enumerate() {
        text.text(if place > 0 { " " } else { "" });
        match word.parse() {
            Ok(number) => text.number(number),
            Err(_) => text.text(word),
        };
    }
    text.text(".");
}

/// No goroutine is left to work on these tasks when main returns, so none ever did.
fn never_started(report: &Report, text: &mut Sentence) {
    text.number(report.counts.unfinished.into()).text(" of ");
    text.number(report.counts.all().into());
    text.text(" tasks were never started.");
}

fn lost(report: &Report, text: &mut Sentence) {
    text.text(" while ");
    match report.counts.unfinished {
        0 => {
            text.counted(live_at_end(report), "goroutine was", "goroutines were");
            text.text(" alive.")
        }
        1 => text.tasks(1).text(" had not finished: it is lost."),
        more @ 2.. => text.tasks(more).text(" had not finished: they are lost."),
    };
}

fn killed(report: &Report, held: Held, text: &mut Sentence) {
    let live = live_at_end(report);
    text.text(": ").counted(live, "goroutine", "goroutines");
    match held.each {
        Each::None | Each::Equal(0) => text.text(" × ").bytes(GOROUTINE_BYTES),
        Each::Equal(amount) if held.holders == live => {
            text.text(" × (").bytes(GOROUTINE_BYTES);
            text.text(" + ").bytes(amount).text(" held)")
        }
        Each::Equal(amount) if held.holders > live => {
            // Main is not counted, but its memory is.
            text.text(" and main, each holding ")
                .bytes(amount)
                .text(",")
        }
        Each::Equal(amount) => {
            text.text(", ").number(held.holders);
            text.text(" of them holding ").bytes(amount).text(" each,")
        }
        Each::Mixed => text.text(" and the ").bytes(held.bytes).text(" they hold"),
    };
    text.text(" passed the ");
    if let Some(limit) = report.memory_limit {
        text.bytes(limit).text(" ");
    }
    text.text("limit.");
}

/// The wait reasons of all goroutines, in Go's words.
fn deadlock(waiting: &Waiting, text: &mut Sentence) {
    text.text(": ");
    let rest = waiting.others_in_words();
    if let Some(reason) = waiting.main {
        text.text("main waits in ").text(reason.name());
        if rest.is_some() {
            text.text(", ");
        }
    }
    text.text(&rest.unwrap_or_default()).text(".");
}

/// The first data race, in the words of `go test -race`, with the lines of both accesses.
pub(super) fn race(report: &Report) -> Option<Finding> {
    let Printed { at, line, .. } = report.races.first()?;
    let mut text = Sentence::default();
    text.text("Data race at ").moment(*at);
    if report.races.len() > 1 {
        text.text(" (the first of ");
        text.number(report.races.len() as u64).text(")");
    }
    text.text(": ").text(line).text(".");
    let finding = text.finding(*at, FindingKind::Race);
    Some(Finding {
        lines: lines_in(line),
        ..finding
    })
}

/// The lines that a text names, each once: `at line 24, … at line 31`.
fn lines_in(text: &str) -> Vec<u32> {
    let mut lines = Vec::new();
    for part in text.split(" line ").skip(1) {
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        if let Ok(line) = part[..digits].parse()
            && !lines.contains(&line)
        {
            lines.push(line);
        }
    }
    lines
}

/// The goroutines that were blocked when main returned.
pub(super) fn leaked(report: &Report, waiting: &Waiting) -> Option<Finding> {
    let at = report.main_returned?;
    let who = waiting.others_in_words()?;
    let mut text = Sentence::default();
    text.text("Leaked when main returned at ").moment(at);
    text.text(": ").text(&who).text(".");
    Some(text.finding(at, FindingKind::Leaked))
}

/// The clients that the program has dropped, from its output.
pub(super) fn dropped(report: &Report) -> Option<Finding> {
    let is_one = |printed: &&Printed| printed.line.ends_with("is too slow: dropped");
    let mut dropped = report.stdout.iter().filter(is_one);
    let at = dropped.next()?.at;
    let count = 1 + dropped.count() as u64;
    let mut text = Sentence::default();
    let (one, many) = (
        "client was too slow and was",
        "clients were too slow and were",
    );
    text.counted(count, one, many).text(" dropped");
    text.first_at(count, at).text(".");
    Some(text.finding(at, FindingKind::Dropped))
}

/// Work for a client that was gone, from the program's output.
pub(super) fn for_nobody(report: &Report) -> Option<Finding> {
    let says = |start: &str| {
        let mut lines = report.stdout.iter();
        lines.find(|printed| printed.line.starts_with(start))
    };
    let (gone, done) = (says(CLIENT_GOES)?, says(FOR_NOBODY)?);
    let mut text = Sentence::default();
    text.text("The client was gone at ").moment(gone.at);
    text.text(": ").length(done.at.since(gone.at));
    text.text(" of work for nobody.");
    Some(text.finding(gone.at, FindingKind::Wasted))
}

/// The timers of a loop, from the program's output: `timers made: 251, held at once: at most 76`.
pub(super) fn timers(report: &Report) -> Option<Finding> {
    let counts = |line: &str| {
        let (made, held) = line
            .strip_prefix("timers made: ")?
            .split_once(", held at once: at most ")?;
        Some((made.parse().ok()?, held.parse().ok()?))
    };
    let (made, held): (u64, u64) = report.stdout.iter().find_map(|said| counts(&said.line))?;
    let mut text = Sentence::default();
    text.counted(made, "timer was made", "timers were made");
    text.text("; at most ")
        .number(held)
        .text(" held memory at once.");
    Some(text.finding(report.total, FindingKind::Memory))
}

fn live_at_end(report: &Report) -> u64 {
    report.moment_at(report.total).states.live().into()
}
