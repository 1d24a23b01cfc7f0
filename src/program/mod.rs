//! People's own Go programs on the page: what is asked of the worker that runs them, what it answers, and how a link carries
//! a program.
//!
//! The worker's program is `src/bin/machine.rs`. The page knows only the [`Request`] and the [`Answer`]; the compiler and the
//! machine are not in its own file.

mod answer;
mod base;
mod dial;
mod template;

pub use answer::{Answerer, compile};
pub use base::{Base, lacks, why_not_editable};
pub use dial::{Dial, Flag, Kind};
pub use template::{TEMPLATES, Template};

use crate::packed::{self, Unreadable};
use lab::link::{PROGRAM_FLAG, PROGRAM_SEED, PROGRAM_SLIDER, is_program_setting};
use lab::patterns::Pattern;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::rc::Rc;

/// The seed of what Go leaves to chance, if none is chosen.
pub const SEED: u64 = 1;
/// How many schedules the page tries.
pub const SCHEDULES: u64 = 1_000;

/// A program of somebody's own, as the page holds it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Program {
    /// The Go source: one file.
    pub source: String,
    /// The schedule under which it runs; empty for that of `GOMAXPROCS=1`.
    pub schedule: String,
    /// Whether it stands beside the runs of the scenario; else it is alone.
    pub is_compared: bool,
    /// The pattern whose program was edited, if it is one. It then runs with the values of the scenario.
    pub origin: Option<&'static Pattern>,
    /// What is set of it, by the parts of a link: its flags, its seed, and what the large slider moves.
    pub settings: BTreeMap<String, String>,
}

impl Program {
    /// The arguments that set its flags.
    #[must_use]
    pub fn arguments(&self) -> Vec<String> {
        arguments_of(&self.settings)
    }

    /// What chance is drawn from, unless its scenario says that.
    #[must_use]
    pub fn seed(&self) -> u64 {
        let seed = self.settings.get(PROGRAM_SEED);
        seed.and_then(|seed| seed.parse().ok()).unwrap_or(SEED)
    }

    /// The same without what changes no run.
    #[must_use]
    pub fn to_run(self: &Rc<Program>) -> Rc<Program> {
        let mut program = Rc::clone(self);
        if program.settings.contains_key(PROGRAM_SLIDER) {
            Rc::make_mut(&mut program).settings.remove(PROGRAM_SLIDER);
        }
        program
    }

    /// The value of a dial.
    #[must_use]
    pub fn value<'a>(&'a self, dial: &'a Dial) -> &'a str {
        self.settings.get(&dial.part).unwrap_or(&dial.default)
    }

    /// Sets something of it by the part of a link, or sets it no more. What is no setting changes nothing. A schedule is that of a
    /// run with the same flags and seed, so that other ones end it.
    pub fn set(&mut self, part: &str, value: Option<&str>) {
        if !is_program_setting(part) {
            return;
        }
        match value {
            Some(value) => self
                .settings
                .insert(String::from(part), String::from(value)),
            None => self.settings.remove(part),
        };
        if part != PROGRAM_SLIDER {
            self.schedule.clear();
        }
    }

    /// Sets all of it at once, and returns what was set.
    pub fn set_all(&mut self, settings: BTreeMap<String, String>) -> BTreeMap<String, String> {
        let before = std::mem::replace(&mut self.settings, settings);
        let runs_with = |settings: &BTreeMap<String, String>| {
            let mut settings = settings.clone();
            settings.remove(PROGRAM_SLIDER);
            settings
        };
        if runs_with(&before) != runs_with(&self.settings) {
            self.schedule.clear();
        }
        before
    }

    /// The dial on the large slider: the one that was chosen, or the first that is a number. The seed has to be chosen.
    #[must_use]
    pub fn on_slider<'a>(&self, dials: &'a [Dial]) -> Option<&'a Dial> {
        let mut sliders = dials
            .iter()
            .filter(|dial| dial.slider(self.value(dial)).is_some());
        let chosen = self.settings.get(PROGRAM_SLIDER);
        let is_chosen = |dial: &&Dial| chosen == Some(&dial.part);
        sliders
            .clone()
            .find(is_chosen)
            .or_else(|| sliders.find(|dial| dial.part != PROGRAM_SEED))
    }

    /// Its name on the page.
    #[must_use]
    pub fn name(&self) -> Cow<'static, str> {
        match self.origin {
            Some(pattern) => Cow::Owned(format!("{}, edited", pattern.name)),
            None => Cow::Borrowed("Your program"),
        }
    }

    /// The name of its file when it is saved.
    #[must_use]
    pub fn file_name(&self) -> Cow<'static, str> {
        match self.origin {
            Some(pattern) => Cow::Owned(format!("{}-edited.go", pattern.id)),
            None if is_test(&self.source) => Cow::Borrowed("main_test.go"),
            None => Cow::Borrowed("main.go"),
        }
    }
}

/// The source of a link's program: packed, or the name of a template's file, which is never that, as it has a dot.
///
/// # Errors
/// If the text is damaged, or the source too long.
pub fn unpack(text: &str) -> Result<String, Unreadable> {
    match TEMPLATES.iter().find(|template| template.file == text) {
        Some(template) => Ok(String::from(template.source)),
        None => packed::unpack(text),
    }
}

/// The arguments of a program with these settings.
#[must_use]
pub fn arguments_of(settings: &BTreeMap<String, String>) -> Vec<String> {
    let flags = settings.iter().filter_map(|(part, value)| {
        let flag = part.strip_prefix(PROGRAM_FLAG)?;
        Some(format!("-{flag}={value}"))
    });
    flags.collect()
}

/// Whether a file has tests and no main.
#[must_use]
pub fn is_test(source: &str) -> bool {
    let has = |start: &str| source.lines().any(|line| line.starts_with(start));
    has("func Test") && !has("func main(")
}

/// What the worker is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "request", rename_all = "kebab-case")]
pub enum Request {
    /// To check a program and to run it to its end.
    Run {
        /// The Go source: one file. If it has tests and no `main`, its tests are run.
        source: String,
        /// Decides what Go leaves to chance.
        seed: u64,
        /// The schedule; empty for that of `GOMAXPROCS=1`.
        schedule: String,
        /// The arguments that set its flags. Those of flags that it does not have are left out.
        #[serde(default)]
        arguments: Vec<String>,
        /// The surroundings, if it is the edited program of a pattern.
        #[serde(default)]
        base: Option<Base>,
        /// Whether the trace is to have the data races of the run, which takes longer.
        #[serde(default)]
        watches: bool,
    },
    /// For the text of a pattern's program, to edit it.
    Original {
        /// The program's surroundings.
        base: Base,
    },
    /// To lay a program out as gofmt does.
    Format {
        /// The Go source.
        source: String,
    },
    /// To look for the schedules that break it.
    Explore {
        /// The Go source.
        source: String,
        /// What all chance is drawn from.
        seed: u64,
        /// How many schedules.
        schedules: u64,
        /// The arguments that set its flags, as for a run.
        #[serde(default)]
        arguments: Vec<String>,
        /// The surroundings, if it is the edited program of a pattern.
        #[serde(default)]
        base: Option<Base>,
    },
}

impl Request {
    /// The run of a program, with its surroundings if it is the edited one of a pattern. `watches` says whether its data races are
    /// looked for.
    #[must_use]
    pub fn run_of(program: &Program, base: Option<Base>, watches: bool) -> Request {
        Request::Run {
            source: program.source.clone(),
            seed: base.as_ref().map_or(program.seed(), |base| base.seed),
            schedule: program.schedule.clone(),
            arguments: program.arguments(),
            base,
            watches,
        }
    }
}

/// What the worker answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "kebab-case")]
pub enum Answer {
    /// The program is wrong: at most ten complaints, in the order of positions.
    Wrong {
        /// What is wrong, in the words of `go build` and `go vet`.
        complaints: Vec<Complaint>,
    },
    /// It has run. The trace comes beside this, as bytes ([`goruntime::trace::Trace::to_bytes`]).
    Ran {
        /// The flags of its command line.
        flags: Vec<Flag>,
    },
    /// The program that is to be edited, or as gofmt writes it.
    Text {
        /// The Go source.
        source: String,
    },
    /// How far the search is; another answer follows.
    Progress {
        /// How many schedules have been tried.
        tried: u64,
        /// Of how many.
        of: u64,
    },
    /// What the search found.
    Explored(Explored),
}

/// Something that is wrong with a program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Complaint {
    /// The line, from 1; 0 if it is about no line.
    pub line: u32,
    /// The column in bytes, from 1.
    pub column: u32,
    /// What is wrong.
    pub message: String,
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explored {
    /// How many schedules were tried.
    pub tried: u64,
    /// Whether these are all that differ.
    pub is_complete: bool,
    /// How many were stopped before the program's end.
    pub cut: u64,
    /// The faults, at most twenty.
    pub faults: Vec<Fault>,
    /// How many more there are.
    pub more: usize,
}

/// A fault, and the schedule that shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// What is wrong, with its kind.
    pub text: String,
    /// The lines that are concerned, the most telling one first.
    pub lines: Vec<u32>,
    /// The goroutines with what they wait for, the stacks.
    pub details: Vec<String>,
    /// In how many of the schedules it was seen.
    pub seen: u64,
    /// The smallest schedule that shows it.
    pub schedule: String,
}

#[cfg(test)]
mod tests;
