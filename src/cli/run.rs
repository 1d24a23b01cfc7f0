//! `goroutine-lab run LINK`: simulates, analyses, and prints the result in the chosen format.

use super::Refusal;
use super::arguments::{RunArguments, RunFormat};
use super::{json, text};
use analysis::fmt::exact_length;
use analysis::{GoroutineId, Report};
use goroutine_lab::comparison::Comparison;
use goruntime::time::Time;
use lab::link;
use lab::params::read_duration;
use lab::patterns::{self, Pattern};
use lab::scenarios::Scenario;
use picture::{FigureView, Theme, figure};

const WIDTH: u16 = 960;

pub(super) fn run(arguments: &RunArguments) -> Result<String, Refusal> {
    let only = arguments.pattern.as_deref().and_then(patterns::find);
    let scenario = scenario(&arguments.link, only)?;
    let is_picture = arguments.format == RunFormat::Svg;
    if let (Some(theme), false) = (arguments.theme, is_picture) {
        let theme = format!("{theme:?}").to_lowercase();
        return Err(Refusal(format!(
            "--theme {theme}: only --format svg has a theme"
        )));
    }
    if let (Some(width), false) = (arguments.width, is_picture) {
        return Err(Refusal(format!(
            "--width {width}: only --format svg has a width"
        )));
    }
    for (name, value) in [
        ("--goroutine", arguments.goroutine.map(|n| n.to_string())),
        ("--from", arguments.from.clone()),
        ("--to", arguments.to.clone()),
    ] {
        if let (Some(value), false) = (value, is_picture) {
            return Err(Refusal(format!(
                "{name} {value}: only --format svg shows a part of a run"
            )));
        }
    }
    let comparison = Comparison::simulate(scenario);
    Ok(match arguments.format {
        RunFormat::Text => text::text(&comparison),
        RunFormat::Json => json::json(&comparison),
        RunFormat::Svg => {
            let theme = arguments.theme.map_or_else(Theme::default, Theme::from);
            svg(
                &comparison,
                theme,
                arguments.width.unwrap_or(WIDTH),
                view(arguments, &comparison)?,
            )
        }
    })
}

/// What of the runs the picture shows.
fn view(arguments: &RunArguments, comparison: &Comparison) -> Result<FigureView, Refusal> {
    let most = comparison.runs.iter().map(|run| run.report.goroutines + 1);
    let most = most.max().unwrap_or(1);
    if let Some(n) = arguments.goroutine.filter(|n| *n > most) {
        return Err(Refusal(format!(
            "--goroutine {n}: allowed is 1 to {most}, the goroutines of the run"
        )));
    }
    let end = comparison.scale.end;
    let moment = |name: &str, text: &Option<String>| -> Result<Option<Time>, Refusal> {
        let Some(text) = text else { return Ok(None) };
        match read_duration(text).map(Time) {
            Some(at) if at <= end => Ok(Some(at)),
            _ => Err(Refusal(format!(
                "{name} {text}: allowed is a moment of the run such as 400ms, 0 to {}",
                exact_length(end.elapsed())
            ))),
        }
    };
    let from = moment("--from", &arguments.from)?;
    let to = moment("--to", &arguments.to)?;
    let (begin, until) = (from.unwrap_or_default(), to.unwrap_or(end));
    if (from.is_some() || to.is_some()) && begin >= until {
        return Err(Refusal(format!(
            "--from {}, --to {}: the first must be before the second",
            exact_length(begin.elapsed()),
            exact_length(until.elapsed())
        )));
    }
    Ok(FigureView {
        from: begin,
        to,
        goroutine: arguments.goroutine.map(GoroutineId),
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

fn svg(comparison: &Comparison, theme: Theme, width: u16, view: FigureView) -> String {
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
    let figure = figure(&title, &settings, &runs, f32::from(width), view);
    picture::svg(&figure, theme)
}
