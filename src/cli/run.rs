//! `goroutine-lab run LINK`: simulates, analyses, and writes the result in the chosen format.

use super::Refusal;
use super::answer::Answer;
use super::arguments::{RunArguments, RunFormat, TableName};
use super::go_files::program;
use super::png::png;
use super::{json, text, work};
use analysis::Report;
use export::{Program, chrome, events, go_trace, program as go_program, table};
use goroutine_lab::comparison::Comparison;
use goruntime::trace::Trace;
use lab::link;
use lab::patterns::{self, Pattern};
use lab::scenarios::Scenario;
use picture::{Theme, figure};

const WIDTH: u16 = 960;

pub(super) fn run(arguments: &RunArguments) -> Result<Answer, Refusal> {
    let only = arguments.pattern.as_deref().and_then(patterns::find);
    let scenario = scenario(&arguments.link, only)?;
    check_options(arguments)?;
    if let RunFormat::Go = arguments.format {
        let pattern = single(&scenario, "go")?;
        let text = go_program::single_file(&program(pattern)?, &scenario, pattern);
        return text.map(Answer::Text).map_err(Refusal);
    }
    if let RunFormat::GoTrace = arguments.format {
        single(&scenario, "go-trace")?;
    }
    let (comparison, traces) = work::simulate(scenario);
    let svg = || {
        let theme = arguments.theme.map_or_else(Theme::default, Theme::from);
        svg(&comparison, theme, arguments.width.unwrap_or(WIDTH))
    };
    Ok(match arguments.format {
        RunFormat::Text => text::text(&comparison).into(),
        RunFormat::Json => json::json(&comparison).into(),
        RunFormat::Svg => svg().into(),
        RunFormat::Png => Answer::Binary("png", png(&svg())?),
        RunFormat::Csv | RunFormat::Events | RunFormat::Chrome | RunFormat::GoTrace => {
            exported(arguments, &comparison, &traces)?
        }
        RunFormat::Go => unreachable!("a program is written without a run"),
    })
}

/// Refuses options that the format does not have.
fn check_options(arguments: &RunArguments) -> Result<(), Refusal> {
    let is_picture = matches!(arguments.format, RunFormat::Svg | RunFormat::Png);
    let refuse = |option: String, reason: &str| Err(Refusal(format!("{option}: {reason}")));
    match (arguments.theme, arguments.width, arguments.table) {
        (Some(theme), ..) if !is_picture => {
            let theme = format!("{theme:?}").to_lowercase();
            refuse(
                format!("--theme {theme}"),
                "only --format svg and --format png have a theme",
            )
        }
        (_, Some(width), _) if !is_picture => refuse(
            format!("--width {width}"),
            "only --format svg and --format png have a width",
        ),
        (.., Some(table)) if arguments.format != RunFormat::Csv => {
            let table = format!("{table:?}").to_lowercase();
            refuse(format!("--table {table}"), "only --format csv has tables")
        }
        _ => Ok(()),
    }
}

/// The one pattern of a scenario, for formats that hold one program.
fn single(scenario: &Scenario, format: &str) -> Result<&'static Pattern, Refusal> {
    let patterns = scenario.patterns();
    if let [pattern] = patterns {
        return Ok(pattern);
    }
    let ids: Vec<&str> = patterns.iter().map(|pattern| pattern.id).collect();
    Err(Refusal(format!(
        "--format {format}: a file holds one program, and this link has {}; allowed is --pattern with one of {}",
        patterns.len(),
        ids.join(", ")
    )))
}

fn exported(
    arguments: &RunArguments,
    comparison: &Comparison,
    traces: &[Trace],
) -> Result<Answer, Refusal> {
    let programs = comparison.runs.iter().map(|run| program(run.pattern));
    let programs: Vec<Program> = programs.collect::<Result<_, _>>()?;
    let parts = comparison.runs.iter().zip(traces).zip(&programs);
    let runs: Vec<export::Run<'_>> = parts
        .map(|((run, trace), program)| export::Run {
            pattern: run.pattern,
            trace,
            report: &run.report,
            program,
        })
        .collect();
    Ok(match (arguments.format, arguments.table) {
        (RunFormat::Chrome, _) => chrome::chrome(&runs).into(),
        (RunFormat::Events, _) => events::events(&runs).into(),
        (RunFormat::GoTrace, _) => {
            let traces = runs.iter().map(go_trace::go_trace);
            Answer::Binary("go-trace", traces.flatten().collect())
        }
        (_, Some(TableName::Events)) => table::events(&runs).into(),
        (_, Some(TableName::Tasks) | None) => table::tasks(&runs).into(),
    })
}

pub(super) fn scenario(text: &str, only: Option<&'static Pattern>) -> Result<Scenario, Refusal> {
    let link = link::parse_for(text, only);
    if link.notices.is_empty() {
        return Ok(link.scenario);
    }
    let notices: Vec<String> = link.notices.iter().map(ToString::to_string).collect();
    Err(Refusal(notices.join("; ")))
}

fn svg(comparison: &Comparison, theme: Theme, width: u16) -> String {
    let runs: Vec<(&str, &Report)> = comparison
        .runs
        .iter()
        .map(|run| (run.pattern.name, &*run.report))
        .collect();
    let title = comparison.scenario.title();
    // Lines are broken between settings, not within one.
    let settings = text::settings(comparison)
        .into_iter()
        .map(|setting| setting.replace(' ', "\u{a0}"));
    let settings = settings.collect::<Vec<_>>().join(" · ");
    let figure = figure(&title, &settings, &runs, f32::from(width));
    picture::svg(&figure, theme)
}
