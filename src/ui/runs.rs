//! The runs, stacked on one time axis with one playhead.

use super::app::{App, Msg};
use super::css::percent;
use super::engine::{Comparison, Shown};
use super::inks;
use super::playback::clock;
use super::plot::{Axis, Look, Timeline, scrub};
use crate::analysis::words::{grouped, length};
use crate::analysis::{Finding, VerdictKind};
use crate::display::{LegendEntry, LegendMark, strip_height, strip_label, strips, x_of};
use crate::time::Time;
use yew::html::Scope;
use yew::prelude::*;

/// The axis and a row for each run. `chosen` is the run whose source is shown.
pub(super) fn view(
    link: &Scope<App>,
    shown: &Comparison,
    at: Time,
    chosen: usize,
    look: Look,
    busy: bool,
) -> Html {
    let end = shown.scale.end;
    let part = percent(f64::from(x_of(at, end, 1.0)));
    let scrub = scrub(end, &link.callback(Msg::Seek));
    let last = (end.0 / 1_000_000).to_string();
    let runs = shown.runs.len();
    let class = classes!(
        "runs",
        (runs > 3).then_some("many"),
        (runs > 4).then_some("crowd")
    );
    let strip = strip_height(look.large);
    let count = strips(&shown.scale).len();
    // With them, the lanes need some room for themselves.
    let strips = usize::from(strip) * count + if count > 0 { 16 } else { 0 };
    let style = format!("--playhead:{part};--strips:{strips}px;--strip:{strip}px");
    html! {
        <section {class} aria-label="Runs" aria-busy={busy.to_string()} {style}>
            <div class="axis-row">
                <div class="axis" role="slider" tabindex="0" aria-label="Playhead" aria-valuemin="0" aria-valuemax={last}
                     aria-valuenow={(at.0 / 1_000_000).to_string()} aria-valuetext={clock(at)}
                     onpointerdown={scrub.press} onpointermove={scrub.drag}>
                    <Axis {end} {look} />
                    <div class="playhead handle" />
                </div>
            </div>
            { for shown.runs.iter().enumerate().map(|(place, run)| row(link, shown, run, place, at, place == chosen, look)) }
            { key(&shown.legend) }
        </section>
    }
}

fn row(
    link: &Scope<App>,
    shown: &Comparison,
    run: &Shown,
    place: usize,
    at: Time,
    chosen: bool,
    look: Look,
) -> Html {
    let (report, pattern) = (&*run.report, run.pattern);
    let scrub = scrub(shown.scale.end, &link.callback(Msg::Seek));
    let kind = match shown.verdicts[place] {
        VerdictKind::Good => "good",
        VerdictKind::Neutral => "neutral",
        VerdictKind::Bad => "bad",
    };
    let label = format!(
        "{}: {}, {}",
        run.pattern.name, report.verdict.headline, report.verdict.chip
    );
    html! {
        <article key={run.pattern.id} class={classes!("run", kind, chosen.then_some("chosen"))} data-pattern={run.pattern.id}
                 data-trace={format!("{:016x}", run.trace_hash)}>
            <div class="about">
                <button class="choose" aria-pressed={chosen.to_string()} title="Show this program's source"
                        onclick={link.callback(move |_| Msg::Choose(pattern))}>
                    <span class="name">{ run.pattern.name }</span>
                    <span class="headline">{ &report.verdict.headline }</span>
                    <span class="chip">{ for report.verdict.chip.split('·').map(|part| html! { <span>{ part.trim() }</span> }) }</span>
                </button>
                <p class="now">{ now(run, at) }</p>
                { for report.findings.first().map(|finding| sentence(link, finding)) }
            </div>
            <div class="plot" onpointerdown={scrub.press} onpointermove={scrub.drag} onclick={scrub.tap}>
                <Timeline report={run.report.clone()} scale={shown.scale} {look} {label} />
                <ul class="strips">
                    { for strips(&shown.scale).into_iter().map(|resource| html! { <li>{ strip_label(report, resource, Some(at)) }</li> }) }
                </ul>
                <div class="playhead" />
            </div>
        </article>
    }
}

/// A finding as a way to its moment.
pub(super) fn sentence(link: &Scope<App>, finding: &Finding) -> Html {
    let at = finding.at;
    html! {
        <button class="finding" onclick={link.callback(move |_| Msg::Seek(at))} title={format!("Show {}", clock(at))}>
            <time>{ clock(at) }</time>{ " " }{ &finding.text }
        </button>
    }
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
fn key(legend: &[LegendEntry]) -> Html {
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
        let style = format!("--ink:var({})", inks::variable(entry.ink));
        html! { <li><i class={mark} {style} aria-hidden="true" />{ entry.text }</li> }
    };
    html! { <ul class="legend" aria-label="Legend">{ for legend.iter().map(item) }</ul> }
}
