//! What was found, for people and for programs.

use super::super::arguments::Shard;
use super::super::json::line;
use analysis::fmt::{counted, grouped};
use explore::{Fault, Place, Settings};
use goruntime::runtime::Schedule;
use serde::Serialize;
use std::fmt::Write as _;

/// What was found in a program, a test or a pattern.
#[derive(Debug)]
pub(super) struct Report {
    pub(super) program: String,
    pub(super) test: Option<String>,
    pub(super) settings: Settings,
    pub(super) shard: Shard,
    pub(super) tried: u64,
    /// How many were stopped before the program's end.
    pub(super) cut: u64,
    /// Whether these are all schedules that differ.
    pub(super) is_complete: bool,
    pub(super) faults: Vec<Shown>,
    /// How many more faults there are.
    pub(super) more: usize,
}

/// A fault with the smallest schedule that shows it.
#[derive(Debug)]
pub(super) struct Shown {
    pub(super) fault: Fault,
    pub(super) seen: u64,
    pub(super) schedule: Schedule,
    /// The command that runs it again.
    pub(super) replay: String,
}

#[derive(Serialize)]
struct Answer<'a> {
    program: &'a str,
    /// Null outside of test files.
    test: Option<&'a str>,
    seed: u64,
    /// The number of this shard, from 1, and how many there are.
    shard: [u64; 2],
    /// How many schedules this shard has tried.
    schedules: u64,
    /// How many of them were stopped before the program's end.
    cut: u64,
    /// Whether these are all schedules that differ.
    complete: bool,
    faults: Vec<FaultAnswer<'a>>,
    /// How many more faults there are, which are not listed.
    more: usize,
}

#[derive(Serialize)]
struct FaultAnswer<'a> {
    kind: &'static str,
    /// Equal for the same fault in all shards.
    identity: &'a str,
    text: &'a str,
    places: Vec<PlaceAnswer<'a>>,
    details: &'a [String],
    /// In how many of the shard's schedules it was seen.
    seen: u64,
    schedule: String,
    replay: &'a str,
}

#[derive(Serialize)]
struct PlaceAnswer<'a> {
    file: &'a str,
    line: u32,
}

impl Report {
    /// The name of what was explored.
    fn name(&self) -> String {
        match &self.test {
            Some(test) => format!("{} {test}", self.program),
            None => self.program.clone(),
        }
    }

    /// How many were tried.
    fn schedules(&self) -> String {
        let schedules = counted(self.tried, "schedule", "schedules");
        if self.is_complete && self.tried != 1 {
            format!("all {schedules}")
        } else {
            schedules
        }
    }

    pub(super) fn text(&self) -> String {
        let schedules = self.schedules();
        let faults = match self.faults.len() + self.more {
            0 => String::from("no fault found"),
            n => counted(n as u64, "fault", "faults"),
        };
        let tried = if self.is_complete { " tried" } else { "" };
        let mut text = format!("{}: {schedules}{tried}, {faults}\n", self.name());
        // Writing to a String cannot fail.
        if self.cut > 0 {
            let _ = writeln!(
                text,
                "  {} of them were stopped before their end, since they took too long",
                grouped(self.cut)
            );
        }
        for shown in &self.faults {
            let _ = write!(text, "\n{}\n", shown.fault);
            let _ = writeln!(text, "  seen in {} of {schedules}", grouped(shown.seen));
            for detail in &shown.fault.details {
                let _ = writeln!(text, "  {detail}");
            }
            let _ = write!(text, "  schedule={}\n  {}\n", shown.schedule, shown.replay);
        }
        if self.more > 0 {
            let _ = write!(text, "\nand {} more\n", grouped(self.more as u64));
        }
        text
    }

    /// An object on a line of its own.
    pub(super) fn json(&self) -> String {
        let faults = self.faults.iter().map(|shown| FaultAnswer {
            kind: shown.fault.kind.name(),
            identity: &shown.fault.identity,
            text: &shown.fault.text,
            places: shown.fault.places.iter().map(place).collect(),
            details: &shown.fault.details,
            seen: shown.seen,
            schedule: shown.schedule.to_string(),
            replay: &shown.replay,
        });
        line(&Answer {
            program: &self.program,
            test: self.test.as_deref(),
            seed: self.settings.seed,
            shard: [self.shard.number, self.shard.of],
            schedules: self.tried,
            cut: self.cut,
            complete: self.is_complete,
            faults: faults.collect(),
            more: self.more,
        })
    }

    /// Workflow commands of GitHub Actions: one a fault.
    pub(super) fn github(&self) -> String {
        let command = |shown: &Shown| {
            let Shown { fault, .. } = shown;
            let place = fault.places.first().map_or_else(String::new, |place| {
                format!("file={},line={},", property(&place.file), place.line)
            });
            let title = match &self.test {
                Some(test) => format!("{} in {test}", fault.kind.title()),
                None => String::from(fault.kind.title()),
            };
            let mut lines = vec![format!(
                "{fault} (seen in {} of {})",
                grouped(shown.seen),
                self.schedules()
            )];
            lines.extend(fault.details.iter().cloned());
            lines.push(shown.replay.clone());
            format!(
                "::error {place}title={}::{}\n",
                property(&title),
                data(&lines.join("\n"))
            )
        };
        self.faults.iter().map(command).collect()
    }
}

fn place(place: &Place) -> PlaceAnswer<'_> {
    PlaceAnswer {
        file: &place.file,
        line: place.line,
    }
}

/// A message of a workflow command: one line.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A value of a property of a workflow command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
