//! `goroutine-lab run LINK`: simulates, analyses, and prints the result in the chosen format.

use super::Refusal;
use super::arguments::{RunArguments, RunFormat};
use super::{json, text};
use analysis::Report;
use goroutine_lab::comparison::Comparison;
use lab::link;
use lab::patterns::{self, Pattern};
use lab::scenarios::Scenario;
use picture::{Theme, figure};

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
    let comparison = Comparison::simulate(scenario);
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
