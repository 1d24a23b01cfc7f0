//! `goroutine-lab run LINK`: simulates, analyses, and writes the result in the chosen format.

use super::Refusal;
use super::answer::Answer;
use super::arguments::{PictureName, RunArguments, RunFormat, TableName, ThemeName};
use super::png::png;
use super::{json, text, work};
use analysis::GoroutineId;
use analysis::fmt::exact_length;
use clap::ValueEnum as _;
use goroutine_lab::comparison::Comparison;
use goroutine_lab::exports::{
    self, Format, Look, flow_svg, preview_svg, program_of, run_svg, single,
};
use goroutine_lab::kept::kept;
use goruntime::time::Time;
use lab::link;
use lab::params::read_duration;
use lab::patterns::{self, Pattern};
use lab::scenarios::Scenario;
use picture::{FigureView, Theme};

pub(super) fn run(arguments: &RunArguments) -> Result<Answer, Refusal> {
    let only = arguments.pattern.as_deref().and_then(patterns::find);
    let scenario = scenario(&arguments.link, only)?;
    check_options(arguments)?;
    let format = arguments.format.to_possible_value();
    let format = format.as_ref().map_or("", |format| format.get_name());
    let refuse = |reason: String| Refusal(format!("--format {format}: {reason}"));
    match arguments.format {
        RunFormat::Go => return Ok(program_of(&scenario).map_err(refuse)?.into()),
        // It is said before the runs are made.
        RunFormat::GoTrace => {
            single(&scenario).map_err(refuse)?;
        }
        _ => {}
    }
    let comparison = work::simulate(scenario);
    let theme = arguments.theme.map_or_else(Theme::default, Theme::from);
    let look = Look::new(theme, arguments.width.unwrap_or(Look::WIDTH));
    let svg = || -> Result<String, Refusal> {
        match arguments.picture {
            Some(PictureName::Flow) => return Ok(flow_svg(&comparison, look)),
            Some(PictureName::Preview) => return Ok(preview_svg(&comparison, theme)),
            Some(PictureName::Timeline) | None => {}
        }
        let view = view(arguments, &comparison)?;
        let goroutine = arguments.goroutine;
        let comparison = match kept(arguments.lens, goroutine) {
            Some(kept) => comparison.clone().with_lives(&kept),
            None => comparison.clone(),
        };
        Ok(run_svg(&comparison, look, view))
    };
    let exported = |format| exports::export(&comparison, format, look).map_err(refuse);
    Ok(match arguments.format {
        RunFormat::Text => text::text(&comparison).into(),
        RunFormat::Json => json::json(&comparison).into(),
        RunFormat::Svg => svg()?.into(),
        RunFormat::Png => Answer::Binary("png", png(&svg()?)?),
        RunFormat::GoTrace => Answer::Binary("go-trace", exported(Format::GoTrace)?),
        RunFormat::Events => Answer::Bytes(exported(Format::Events)?),
        RunFormat::Chrome => Answer::Bytes(exported(Format::Chrome)?),
        RunFormat::Go => Answer::Bytes(exported(Format::Go)?),
        RunFormat::Csv => Answer::Bytes(exported(match arguments.table {
            Some(TableName::Events) => Format::EventTable,
            Some(TableName::Tasks) | None => Format::Tasks,
        })?),
    })
}

/// Refuses options that the format does not have.
fn check_options(arguments: &RunArguments) -> Result<(), Refusal> {
    let is_picture = matches!(arguments.format, RunFormat::Svg | RunFormat::Png);
    let refuse = |option: String, reason: &str| Err(Refusal(format!("{option}: {reason}")));
    for (name, value) in [
        ("--goroutine", arguments.goroutine.map(|n| n.to_string())),
        ("--lens", arguments.lens.map(|n| n.to_string())),
        ("--from", arguments.from.clone()),
        ("--to", arguments.to.clone()),
    ] {
        let Some(value) = value else { continue };
        let option = format!("{name} {value}");
        if !is_picture {
            let reason = "only --format svg and --format png show a part of a run";
            return refuse(option, reason);
        }
        match arguments.picture {
            Some(PictureName::Flow) => {
                return refuse(option, "--picture flow shows the whole run");
            }
            Some(PictureName::Preview) => {
                return refuse(option, "--picture preview shows the whole run");
            }
            Some(PictureName::Timeline) | None => {}
        }
    }
    if let (Some(PictureName::Preview), Some(width)) = (arguments.picture, arguments.width) {
        let reason = "--picture preview has the size that chats ask for";
        return refuse(format!("--width {width}"), reason);
    }
    if let (Some(picture), false) = (arguments.picture, is_picture) {
        let picture = format!("{picture:?}").to_lowercase();
        let reason = "only --format svg and --format png are pictures";
        return refuse(format!("--picture {picture}"), reason);
    }
    match (arguments.theme, arguments.width, arguments.table) {
        (Some(theme), ..) if !is_picture => Err(without_picture(theme)),
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

/// What is said to a theme for a format that has no colours.
pub(super) fn without_picture(theme: ThemeName) -> Refusal {
    let theme = Theme::from(theme).name();
    Refusal(format!(
        "--theme {theme}: only --format svg and --format png have a theme"
    ))
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
        lens: arguments.lens.map(|row| row.saturating_sub(1)),
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
