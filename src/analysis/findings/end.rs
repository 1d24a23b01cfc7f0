//! How a run ended, and what went wrong in the program itself.

use super::{FOR_NOBODY, Finding, FindingKind, tasks_text};
use crate::analysis::held::{Each, Held};
use crate::analysis::waiting::Waiting;
use crate::analysis::words::{bytes, counted, grouped, length};
use crate::analysis::{Printed, Report};
use crate::trace::{GOROUTINE_BYTES, Outcome};

/// How the run ended, unless it simply finished.
pub(super) fn end(report: &Report, held: Held, waiting: &Waiting) -> Option<Finding> {
    let at = report.total;
    let moment = length(at.elapsed());
    let said = report.message.lines().next().unwrap_or_default();
    let (kind, text) = match report.outcome {
        Outcome::Finished if report.counts.unfinished == 0 => return None,
        Outcome::Finished => (FindingKind::Lost, never_started(report)),
        Outcome::MainReturnedEarly => (FindingKind::Lost, lost(report, &moment)),
        Outcome::OutOfMemory => (FindingKind::Ended, killed(report, held, &moment)),
        Outcome::Deadlock => (FindingKind::Ended, deadlock(waiting, &moment)),
        Outcome::Panic => (
            FindingKind::Ended,
            ended(
                "Panic at ",
                &moment,
                said.strip_prefix("panic: ").unwrap_or(said),
            ),
        ),
        Outcome::Fatal => (
            FindingKind::Ended,
            ended(
                "Fatal error at ",
                &moment,
                said.strip_prefix("fatal error: ").unwrap_or(said),
            ),
        ),
        Outcome::Exited => (
            FindingKind::Ended,
            ended("Exited with code 1 at ", &moment, said),
        ),
        Outcome::BudgetExceeded => (
            FindingKind::Ended,
            ended("Stopped by the Lab at ", &moment, said),
        ),
        Outcome::Cancelled => (FindingKind::Ended, ended("Stopped at ", &moment, said)),
    };
    Some(Finding { at, kind, text })
}

fn ended(how: &str, moment: &str, said: &str) -> String {
    let colon = if said.is_empty() { "" } else { ": " };
    [how, moment, colon, said.trim_end_matches('.'), "."].concat()
}

/// Nobody works on them any more when main returns, so nobody ever did.
fn never_started(report: &Report) -> String {
    let (never, all) = (report.counts.unfinished, report.counts.all());
    let (never, all) = (grouped(never.into()), grouped(all.into()));
    [&never, " of ", &all, " tasks were never started."].concat()
}

fn lost(report: &Report, moment: &str) -> String {
    let unfinished = report.counts.unfinished;
    let (what, fate) = match unfinished {
        0 => {
            let live = counted(live_at_end(report), "goroutine was", "goroutines were");
            (live, " alive.")
        }
        1 => (tasks_text(1), " had not finished: it is lost."),
        2.. => (tasks_text(unfinished), " had not finished: they are lost."),
    };
    ["Main returned at ", moment, " while ", &what, fate].concat()
}

fn killed(report: &Report, held: Held, moment: &str) -> String {
    let limit = report
        .memory_limit
        .map_or_else(String::new, |limit| bytes(limit) + " ");
    let live = live_at_end(report);
    let own = bytes(GOROUTINE_BYTES);
    let holding = match held.each {
        Each::None | Each::Equal(0) => [" × ", &own].concat(),
        Each::Equal(amount) if held.holders == live => {
            let held = bytes(amount);
            [" × (", &own, " + ", &held, " held)"].concat()
        }
        Each::Equal(amount) if held.holders > live => {
            let held = bytes(amount);
            [" and main, each holding ", &held, ","].concat()
        }
        Each::Equal(amount) => {
            let (holders, held) = (grouped(held.holders), bytes(amount));
            [", ", &holders, " of them holding ", &held, " each,"].concat()
        }
        Each::Mixed => [" and the ", &bytes(held.bytes), " they hold"].concat(),
    };
    let live = counted(live, "goroutine", "goroutines");
    [
        "Killed for memory at ",
        moment,
        ": ",
        &live,
        &holding,
        " passed the ",
        &limit,
        "limit.",
    ]
    .concat()
}

/// Who waits on what, in the words that Go prints for each goroutine.
fn deadlock(waiting: &Waiting, moment: &str) -> String {
    let main = waiting
        .main
        .map(|reason| ["main waits in ", reason.name()].concat());
    let others = waiting.others();
    let both = if main.is_some() && others.is_some() {
        ", "
    } else {
        ""
    };
    let (main, others) = (main.unwrap_or_default(), others.unwrap_or_default());
    ["Deadlock at ", moment, ": ", &main, both, &others, "."].concat()
}

/// The first data race, as `go test -race` tells it.
pub(super) fn race(report: &Report) -> Option<Finding> {
    let Printed { at, line } = report.races.first()?;
    let more = match report.races.len() {
        1 => String::new(),
        races => [" (the first of ", &grouped(races as u64), ")"].concat(),
    };
    let moment = length(at.elapsed());
    let parts = ["Data race at ", &moment, &more, ": ", line, "."];
    Some(Finding::new(*at, FindingKind::Race, &parts))
}

/// Who could not go on when main returned; nobody ever wakes them.
pub(super) fn leaked(report: &Report, waiting: &Waiting) -> Option<Finding> {
    let at = report.main_returned?;
    let moment = length(at.elapsed());
    let who = waiting.others()?;
    let parts = ["Leaked when main returned at ", &moment, ": ", &who, "."];
    Some(Finding::new(at, FindingKind::Leaked, &parts))
}

/// The clients that a program says it dropped.
pub(super) fn dropped(report: &Report) -> Option<Finding> {
    let is_one = |printed: &&Printed| printed.line.ends_with("is too slow: dropped");
    let mut dropped = report.stdout.iter().filter(is_one);
    let at = dropped.next()?.at;
    let count = 1 + dropped.count() as u64;
    let clients = counted(
        count,
        "client was too slow and was",
        "clients were too slow and were",
    );
    let when = super::first_at(count, at);
    let parts = [&clients, " dropped", &when, "."];
    Some(Finding::new(at, FindingKind::Dropped, &parts))
}

/// The work that a program says it did for a client that was gone.
pub(super) fn for_nobody(report: &Report) -> Option<Finding> {
    let says = |start: &str| {
        let mut lines = report.stdout.iter();
        lines.find(|printed| printed.line.starts_with(start))
    };
    let (gone, done) = (says("the client disconnects")?, says(FOR_NOBODY)?);
    let wasted = length(done.at.since(gone.at));
    let moment = length(gone.at.elapsed());
    let parts = [
        "The client was gone at ",
        &moment,
        ": ",
        &wasted,
        " of work for nobody.",
    ];
    Some(Finding::new(gone.at, FindingKind::Wasted, &parts))
}

fn live_at_end(report: &Report) -> u64 {
    report.moment_at(report.total).states.live().into()
}
