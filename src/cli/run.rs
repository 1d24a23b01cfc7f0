//! `goroutine-lab run LINK`: simulates, analyses, and hands what came out to a writer.

use super::Refusal;
use super::arguments::{RunArguments, RunFormat};
use super::{json, text};
use analysis::{Report, analyse};
use lab::link;
use lab::patterns::{self, Pattern};
use lab::scenarios::Scenario;
use lab::simulate::Simulation;
use picture::{Theme, figure};

const WIDTH: u16 = 960;

/// A scenario, and what came of its patterns.
#[derive(Debug)]
pub(super) struct Comparison {
    pub(super) scenario: Scenario,
    pub(super) runs: Vec<Run>,
}

#[derive(Debug)]
pub(super) struct Run {
    pub(super) pattern: &'static Pattern,
    pub(super) trace_hash: u64,
    pub(super) report: Report,
}

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
    let comparison = compare(scenario);
    Ok(match arguments.format {
        RunFormat::Text => text::text(&comparison),
        RunFormat::Json => json::json(&comparison),
        RunFormat::Svg => {
            let theme = arguments.theme.map_or_else(Theme::default, Theme::from);
            svg(&comparison, theme, arguments.width.unwrap_or(WIDTH))
        }
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

fn compare(scenario: Scenario) -> Comparison {
    let run = |pattern: &&'static Pattern| {
        let pattern = *pattern;
        let trace = Simulation::new(&scenario, pattern).finish();
        let mut report = analyse(&trace);
        report.reword(|text| scenario.say(text));
        Run {
            pattern,
            trace_hash: trace.hash(),
            report,
        }
    };
    let runs = scenario.patterns().iter().map(run).collect();
    Comparison { scenario, runs }
}

fn svg(comparison: &Comparison, theme: Theme, width: u16) -> String {
    let runs: Vec<(&str, &Report)> = comparison
        .runs
        .iter()
        .map(|run| (run.pattern.name, &run.report))
        .collect();
    let title = comparison.scenario.title();
    // A line may end between two settings, not within one.
    let settings = text::settings(comparison)
        .into_iter()
        .map(|setting| setting.replace(' ', "\u{a0}"));
    let settings = settings.collect::<Vec<_>>().join(" · ");
    let figure = figure(&title, &settings, &runs, f32::from(width));
    picture::svg(&figure, theme)
}
