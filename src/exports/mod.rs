//! Exports, the same from page and command line: a link goes in, the bytes of a file come out.

mod pictures;
mod settings;

pub use pictures::{Look, flow_svg, preview_svg, run_svg, sweep_svg};
pub use settings::settings;

use crate::comparison::{self, Comparison, OWN_PROGRAM, Subject};
use crate::program;
use analysis::{Curve, analyse};
use export::{Program, Run, chrome, events, go_trace, program as go_program, table};
use goruntime::trace::Trace;
use lab::link;
use lab::params::{Key, Value};
use lab::patterns::{self, Pattern};
use lab::scenarios::Scenario;
use lab::sweep::{Sweep, spread, unit};
use picture::{FigureView, Theme};
use serde::{Deserialize, Serialize};
use std::rc::Rc;
use talk::{Diagram, Kind};

/// The most values of a curve that is exported without a range.
const VALUES: usize = 100;

/// A format of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// The timeline as SVG.
    Svg,
    /// Who started and woke whom as SVG.
    Flow,
    /// The tasks as CSV.
    Tasks,
    /// The events as CSV.
    EventTable,
    /// The events as JSON lines.
    Events,
    /// Chrome trace events.
    Chrome,
    /// A Go execution trace of one pattern.
    GoTrace,
    /// The Go program of one pattern.
    Go,
    /// The curve over the large slider as SVG.
    Sweep,
}

impl Format {
    /// Whether a file of the format holds one pattern only.
    #[must_use]
    pub const fn is_of_one(self) -> bool {
        match self {
            Format::GoTrace | Format::Go | Format::Sweep => true,
            Format::Svg
            | Format::Flow
            | Format::Tasks
            | Format::EventTable
            | Format::Events
            | Format::Chrome => false,
        }
    }

    /// How names of files with the format end, with the dot.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Format::Svg => ".svg",
            Format::Flow => "-flow.svg",
            Format::Tasks => "-tasks.csv",
            Format::EventTable => "-events.csv",
            Format::Events => "-events.jsonl",
            Format::Chrome => "-perfetto.json",
            Format::GoTrace => ".trace",
            Format::Go => ".go",
            Format::Sweep => "-sweep.svg",
        }
    }

    /// Its media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Format::Svg | Format::Flow | Format::Sweep => "image/svg+xml",
            Format::Tasks | Format::EventTable => "text/csv",
            Format::Events => "application/jsonl",
            Format::Chrome => "application/json",
            Format::GoTrace => "application/octet-stream",
            Format::Go => "text/x-go",
        }
    }
}

/// An export that is asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// What to run: a query string.
    pub link: String,
    /// The id of the only pattern; all of the link's without it.
    pub pattern: Option<String>,
    /// The format.
    pub format: Format,
    /// How pictures look.
    pub look: Look,
    /// Somebody's own program, if there is one. Its trace comes beside the request, since it is bytes.
    #[serde(default)]
    pub own: Option<OwnProgram>,
}

/// Somebody's own program in an export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnProgram {
    /// Its source.
    pub source: String,
    /// The id of the pattern whose program was edited, if it is one.
    pub origin: Option<String>,
    /// Whether it stands beside the runs of the link.
    pub is_compared: bool,
}

impl Request {
    /// The picture of a diagram of a talk: this is the one place that says which picture its kind is.
    #[must_use]
    pub fn of_diagram(diagram: &Diagram, look: Look) -> Request {
        Request {
            link: diagram.link.clone(),
            pattern: None,
            format: match diagram.kind {
                Kind::Bars | Kind::Memory => Format::Svg,
                Kind::Flow => Format::Flow,
            },
            look,
            own: None,
        }
    }

    /// The name of the file: after the pattern, or else the scenario.
    #[must_use]
    pub fn file_name(&self) -> String {
        let scenario = link::parse(&self.link).scenario;
        let template = scenario.template().map(|template| template.id);
        let first = scenario.patterns().first().map(|pattern| pattern.id);
        let alone = self.own.as_ref().filter(|own| !own.is_compared);
        let alone = alone.map(|_| OWN_PROGRAM);
        let stem = self.pattern.as_deref().or(alone).or(template).or(first);
        [stem.unwrap_or("run"), self.format.ending()].concat()
    }

    /// The command line that makes the same file (`docs/exports.md`), as a picture of pixels if `as_png`.
    #[must_use]
    pub fn command_line(&self, as_png: bool) -> String {
        let picture = if as_png { "png" } else { "svg" };
        let (format, table) = match self.format {
            Format::Svg | Format::Sweep => (picture, ""),
            Format::Flow => (picture, " --picture flow"),
            Format::Tasks => ("csv", ""),
            Format::EventTable => ("csv", " --table events"),
            Format::Events => ("events", ""),
            Format::Chrome => ("chrome", ""),
            Format::GoTrace => ("go-trace", ""),
            Format::Go => ("go", ""),
        };
        let (command, over) = match self.format {
            Format::Sweep => ("sweep", self.over()),
            _ => ("run", String::new()),
        };
        let link = &self.link;
        let only = self.pattern.as_deref();
        let only = only
            .map(|id| [" --pattern ", id].concat())
            .unwrap_or_default();
        let theme = match (self.format, self.look.theme()) {
            (Format::Svg | Format::Flow | Format::Sweep, theme) if theme != Theme::default() => {
                [" --theme ", theme.name()].concat()
            }
            _ => String::new(),
        };
        format!("goroutine-lab {command} '{link}'{over}{only} --format {format}{table}{theme}")
    }

    /// The range of the curve, as an argument of `sweep`.
    fn over(&self) -> String {
        let scenario = link::parse(&self.link).scenario;
        let (key, from, to) = slider_range(&scenario);
        let param = key.param();
        let write = |value| param.write(&Value::Number(value));
        format!(" --over {}={}..{}", param.name, write(from), write(to))
    }

    /// The bytes of the file.
    ///
    /// # Errors
    ///
    /// What is wrong with the link, or why the format cannot hold it, in a sentence.
    pub fn answer(&self) -> Result<Vec<u8>, String> {
        let only = self.only_pattern();
        let link = link::parse(&self.link);
        if let Some(notice) = link.notices.first() {
            return Err(notice.to_string());
        }
        let mut scenario = link.scenario;
        if let Some(pattern) = only.transpose()? {
            scenario.set_patterns([pattern]);
        }
        if self.format == Format::Sweep {
            let pattern = single(&scenario)?;
            let (key, curve) = curve_over_slider(&scenario, pattern);
            return Ok(sweep_svg(&curve, key, &scenario, pattern, self.look.theme()).into_bytes());
        }
        if self.format == Format::Go {
            return program_of(&scenario).map(String::into_bytes);
        }
        let comparison = Comparison::simulate(scenario, |_| ());
        export(&comparison, self.format, self.look)
    }

    /// The bytes of a file with somebody's own program, of which this is the trace.
    ///
    /// # Errors
    ///
    /// As [`Request::answer`]; also if a curve is asked for, for which the program would run again.
    pub fn answer_with(&self, trace: Trace) -> Result<Vec<u8>, String> {
        let Some(own) = &self.own else {
            return self.answer();
        };
        let is_alone = !own.is_compared || self.pattern.as_deref() == Some(OWN_PROGRAM);
        if self.pattern.is_some() && !is_alone {
            return self.answer();
        }
        let scenario = link::parse(&self.link).scenario;
        let origin = own.origin.as_deref().and_then(patterns::find);
        let program = program::Program {
            source: own.source.clone(),
            is_compared: !is_alone,
            origin,
            ..program::Program::default()
        };
        let run = comparison::Run::of_program(
            Rc::new(program),
            &scenario,
            analysis::analyse(&trace),
            trace,
        );
        let others = if is_alone {
            Comparison::new(Rc::new(scenario), Vec::new())
        } else {
            Comparison::simulate(scenario, |_| ())
        };
        export(&others.with_program(run, !is_alone), self.format, self.look)
    }

    /// The pattern that is chosen.
    fn only_pattern(&self) -> Option<Result<&'static Pattern, String>> {
        let id = self.pattern.as_deref()?;
        let found = patterns::find(id);
        Some(found.ok_or_else(|| format!("pattern={id}: there is no such pattern")))
    }
}

/// Chrome trace events of somebody's own program: the name and the text of its first file, which marks are lines of.
#[must_use]
pub fn chrome_of_program(name: &str, source: &str, trace: &Trace) -> String {
    let run = Run {
        id: OWN_PROGRAM,
        name,
        trace,
        report: &analyse(trace),
        program: &Program::own(name, source),
    };
    chrome::chrome(&[run])
}

/// A file about finished runs.
///
/// # Errors
///
/// Why the format cannot hold the runs, in a sentence.
pub fn export(comparison: &Comparison, format: Format, look: Look) -> Result<Vec<u8>, String> {
    let own = match &comparison.runs[..] {
        [only] => only.program(),
        _ => None,
    };
    if format.is_of_one() && own.is_none() {
        single(&comparison.scenario)?;
    }
    let texts = comparison.runs.iter().map(|run| match &run.subject {
        Subject::Pattern(pattern) => Program::of(pattern),
        Subject::Program(program) => Program::own(&program.file_name(), &program.source),
    });
    let texts: Vec<Program> = texts.collect();
    let runs: Vec<Run<'_>> = comparison
        .runs
        .iter()
        .zip(&texts)
        .map(|(run, program)| Run {
            id: run.id(),
            name: run.name(),
            trace: &run.trace,
            report: &run.report,
            program,
        })
        .collect();
    let text = match format {
        Format::Svg => run_svg(comparison, look, FigureView::default()),
        Format::Flow => flow_svg(comparison, look),
        Format::Tasks => table::tasks(&runs),
        Format::EventTable => table::events(&runs),
        Format::Events => events::events(&runs),
        Format::Chrome => chrome::chrome(&runs),
        Format::GoTrace => return Ok(runs.iter().flat_map(go_trace::go_trace).collect()),
        Format::Go => match own {
            Some(program) => program.source.clone(),
            None => program_of(&comparison.scenario)?,
        },
        Format::Sweep => return Err(String::from("a curve has no single run")),
    };
    Ok(text.into_bytes())
}

/// The Go program of a scenario's only pattern.
///
/// # Errors
///
/// That the scenario has several, and which.
pub fn program_of(scenario: &Scenario) -> Result<String, String> {
    let pattern = single(scenario)?;
    go_program::single_file(&Program::of(pattern), scenario, pattern)
}

/// The only pattern of a scenario, for formats that hold one program.
///
/// # Errors
///
/// That the scenario has several, and which.
pub fn single(scenario: &Scenario) -> Result<&'static Pattern, String> {
    let patterns = scenario.patterns();
    if let [pattern] = patterns {
        return Ok(pattern);
    }
    let ids: Vec<&str> = patterns.iter().map(|pattern| pattern.id).collect();
    Err(format!(
        "a file holds one program, and this link has {}; allowed is one of {}",
        patterns.len(),
        ids.join(", ")
    ))
}

/// The parameter of the scenario's large slider, its first and its last value.
fn slider_range(scenario: &Scenario) -> (Key, u64, u64) {
    let key = scenario.slider();
    (key, key.param().min, scenario.values().max(key))
}

/// The curve of a pattern over the whole of the scenario's large slider.
fn curve_over_slider(scenario: &Scenario, pattern: &'static Pattern) -> (Key, Curve) {
    let (key, from, to) = slider_range(scenario);
    let values = spread(from, to, unit(key.param()), VALUES);
    let sweep = Sweep::new(scenario, pattern, key, Vec::new(), 1);
    let points = values.into_iter().map(|value| sweep.point(value));
    let curve = Curve {
        points: points.collect(),
        is_a_choice: Key::BOUNDS.contains(&key),
    };
    (key, curve)
}

#[cfg(test)]
mod tests;
