//! `goroutine-lab run LINK`: simulates, analyses, and writes the result in the chosen format.

use super::Refusal;
use super::answer::Answer;
use super::arguments::{RunArguments, RunFormat, TableName};
use super::png::png;
use super::{json, text, work};
use goroutine_lab::exports::{self, Format, Look, program_of, run_svg, single};
use lab::link;
use lab::patterns::{self, Pattern};
use lab::scenarios::Scenario;
use picture::Theme;

pub(super) fn run(arguments: &RunArguments) -> Result<Answer, Refusal> {
    let only = arguments.pattern.as_deref().and_then(patterns::find);
    let scenario = scenario(&arguments.link, only)?;
    check_options(arguments)?;
    match arguments.format {
        RunFormat::Go => {
            return program_of(&scenario).map(Answer::Text).map_err(|reason| refused("go", &reason));
        }
        // It is said before the runs are made.
        RunFormat::GoTrace => {
            single(&scenario).map_err(|reason| refused("go-trace", &reason))?;
        }
        _ => {}
    }
    let (comparison, traces) = work::simulate(scenario);
    let theme = arguments.theme.map_or_else(Theme::default, Theme::from);
    let look = Look::new(theme, arguments.width.unwrap_or(Look::WIDTH));
    let exported = |format| {
        let bytes = exports::export(&comparison, &traces, format, look);
        bytes.map_err(|reason| refused("of this kind", &reason))
    };
    Ok(match arguments.format {
        RunFormat::Text => text::text(&comparison).into(),
        RunFormat::Json => json::json(&comparison).into(),
        RunFormat::Png => Answer::Binary("png", png(&run_svg(&comparison, look))?),
        RunFormat::GoTrace => Answer::Binary("go-trace", exported(Format::GoTrace)?),
        RunFormat::Svg => Answer::Bytes(exported(Format::Svg)?),
        RunFormat::Events => Answer::Bytes(exported(Format::Events)?),
        RunFormat::Chrome => Answer::Bytes(exported(Format::Chrome)?),
        RunFormat::Go => Answer::Bytes(exported(Format::Go)?),
        RunFormat::Csv => Answer::Bytes(exported(match arguments.table {
            Some(TableName::Events) => Format::EventTable,
            Some(TableName::Tasks) | None => Format::Tasks,
        })?),
    })
}

fn refused(format: &str, reason: &str) -> Refusal {
    Refusal(format!("--format {format}: {reason}"))
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

pub(super) fn scenario(text: &str, only: Option<&'static Pattern>) -> Result<Scenario, Refusal> {
    let link = link::parse_for(text, only);
    if link.notices.is_empty() {
        return Ok(link.scenario);
    }
    let notices: Vec<String> = link.notices.iter().map(ToString::to_string).collect();
    Err(Refusal(notices.join("; ")))
}
