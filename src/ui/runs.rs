//! The runs, stacked on one time axis with one playhead.

use super::app::Msg;
use super::css::percent;
use super::ears::Ears;
use super::el::{El, el, truth};
use super::engine::{Comparison, Shown};
use super::inks;
use super::playback::clock;
use super::plot::{self, Look};
use analysis::words::{grouped, length};
use analysis::{Finding, VerdictKind};
use goruntime::time::Time;
use lab::scenarios::Scenario;
use picture::{LegendEntry, LegendMark, strip_height, strip_label, strips, x_of};

/// The axis and a row for each run. `chosen` is the run whose source is shown.
pub(super) fn view(
    ears: &Ears,
    scenario: &Scenario,
    shown: &Comparison,
    at: Time,
    chosen: usize,
    look: Look,
    busy: bool,
) -> El {
    let end = shown.scale.end;
    let class = match shown.runs.len() {
        ..=3 => "runs",
        4 => "runs many",
        _ => "runs many crowd",
    };
    let strip = strip_height(look.large);
    let count = strips(&shown.scale).len();
    // With them, the lanes need some room for themselves.
    let strips = usize::from(strip) * count + if count > 0 { 16 } else { 0 };
    let style = format!(
        "--playhead:{};--strips:{strips}px;--strip:{strip}px",
        percent(f64::from(x_of(at, end, 1.0)))
    );
    let milliseconds = |at: Time| (at.0 / 1_000_000).to_string();
    let axis = el!(
        "div",
        "class" = "axis",
        "role" = "slider",
        "tabindex" = "0",
        "aria-label" = "Playhead",
        "aria-valuemin" = "0",
        "aria-valuemax" = &milliseconds(end),
        "aria-valuenow" = &milliseconds(at),
        "aria-valuetext" = &clock(at),
    );
    let axis = plot::scrub(axis, &plot::DRAGS, ears, end, Msg::Seek)
        .child(el!("canvas", "aria-hidden" = "true"))
        .child(el!("div.playhead handle"));
    let rows = shown.runs.iter().zip(&shown.verdicts).enumerate();
    let rows = rows.map(|(place, (run, verdict))| {
        row(ears, scenario, shown, run, *verdict, at, place == chosen)
    });
    el!(
        "section",
        "class" = class,
        "aria-label" = "Runs",
        "aria-busy" = truth(busy),
        "style" = &style,
    )
    .child(el!("div.axis-row").child(axis))
    .list(rows)
    .child(key(&shown.legend, scenario))
}

fn row(
    ears: &Ears,
    scenario: &Scenario,
    shown: &Comparison,
    run: &Shown,
    verdict: VerdictKind,
    at: Time,
    chosen: bool,
) -> El {
    let (report, pattern) = (&*run.report, run.pattern);
    let class = match verdict {
        VerdictKind::Good => "run good",
        VerdictKind::Neutral => "run neutral",
        VerdictKind::Bad => "run bad",
    };
    let class = [class, if chosen { " chosen" } else { "" }].concat();
    let (headline, chip) = (&report.verdict.headline, &report.verdict.chip);
    let label = [pattern.name, ": ", headline, ", ", chip].concat();
    let choose = el!(
        "button",
        "class" = "choose",
        "aria-pressed" = truth(chosen),
        "title" = "Show this program's source",
    );
    let chips = chip.split('·').map(|part| el!("span").text(part.trim()));
    let choose = choose
        .click(ears, Msg::Choose(pattern))
        .child(el!("span.name").text(pattern.name))
        .child(el!("span.headline").text(headline))
        .child(el!("span.chip").list(chips));
    let about = el!("div.about")
        .child(choose)
        .child(el!("p.now").text(&scenario.say(&now(run, at))))
        .maybe(
            report
                .findings
                .first()
                .map(|finding| sentence(ears, finding)),
        );
    let strips = strips(&shown.scale).into_iter();
    let strips = strips.map(|resource| el!("li").text(&strip_label(report, resource, Some(at))));
    // On the lower canvas lies what the part beyond the playhead dims, on the upper one what must stay readable.
    let plot = el!("div.plot");
    let plot = plot::scrub(
        plot,
        &plot::DRAGS_AND_TAPS,
        ears,
        shown.scale.end,
        Msg::Seek,
    )
    .child(el!("canvas", "role" = "img", "aria-label" = &label))
    .child(el!("div.future"))
    .child(el!("canvas", "aria-hidden" = "true"))
    .child(el!("ul.strips").list(strips))
    .child(el!("div.playhead"));
    el!(
        "article",
        "class" = &class,
        "data-pattern" = pattern.id,
        "data-trace" = &format!("{:016x}", run.trace_hash),
    )
    .key(pattern.id)
    .child(about)
    .child(plot)
}

/// A finding as a way to its moment.
pub(super) fn sentence(ears: &Ears, finding: &Finding) -> El {
    let at = clock(finding.at);
    el!(
        "button",
        "class" = "finding",
        "title" = &["Show ", &at].concat()
    )
    .click(ears, Msg::Seek(finding.at))
    .child(el!("time").text(&at))
    .text(" ")
    .text(&finding.text)
}

/// Whether the process has ended at the playhead. At the very moment of a kill one still sees what was killed.
pub(super) fn is_over(run: &Shown, at: Time) -> bool {
    let report = &run.report;
    at > report.total || (at == report.total && report.main_returned.is_some())
}

/// What is going on at the playhead.
fn now(run: &Shown, at: Time) -> String {
    if is_over(run, at) {
        let code = run
            .report
            .exit_code
            .map_or_else(String::new, |code| format!(", exit code {code}"));
        return format!("ended at {}{code}", length(run.report.total.elapsed()));
    }
    let moment = run.report.moment_at(at);
    let live = u64::from(moment.states.live());
    let goroutines = if live == 1 { "goroutine" } else { "goroutines" };
    format!(
        "now {} {goroutines}, {} done",
        grouped(live),
        grouped(u64::from(moment.tasks_ended))
    )
}

/// What the colours mean, for the states that occur.
fn key(legend: &[LegendEntry], scenario: &Scenario) -> El {
    let item = |entry: &LegendEntry| {
        let mark = match entry.mark {
            LegendMark::Block => "block",
            LegendMark::Wedge => "wedge",
            LegendMark::Bar => "bar",
            LegendMark::Line => "stroke",
            LegendMark::Cross => "cross",
            LegendMark::Outline => "outline",
            LegendMark::Hatch => "hatch",
        };
        let style = ["--ink:var(", inks::variable(entry.ink), ")"].concat();
        el!("li")
            .child(el!(
                "i",
                "class" = mark,
                "style" = &style,
                "aria-hidden" = "true"
            ))
            .text(&scenario.say(entry.text))
    };
    el!("ul", "class" = "legend", "aria-label" = "Legend").list(legend.iter().map(item))
}
