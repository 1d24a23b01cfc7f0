//! The runs, stacked on one time axis with one playhead.

use super::app::Msg;
use super::engine::{Comparison, Shown};
use super::playback::clock;
use super::plot::{Axis, Look, Timeline, scrub};
use crate::analysis::{Finding, VerdictKind};
use crate::display::x_of;
use crate::time::Time;
use yew::html::Scope;
use yew::prelude::*;

use super::app::App;

/// The axis and a row for each run. `chosen` is the run whose source is shown.
pub(super) fn view(link: &Scope<App>, shown: &Comparison, at: Time, chosen: usize, look: Look, busy: bool) -> Html {
    let end = shown.scale.end;
    let part = f64::from(x_of(at, end, 100.0));
    let (press, drag) = scrub(end, &link.callback(Msg::Seek));
    let now = (end.0 / 1_000_000).to_string();
    html! {
        <section class="runs" aria-label="Runs" aria-busy={busy.to_string()} style={format!("--playhead:{part:.3}%")}>
            <div class="axis-row">
                <div class="axis" role="slider" tabindex="0" aria-label="Playhead" aria-valuemin="0" aria-valuemax={now}
                     aria-valuenow={(at.0 / 1_000_000).to_string()} aria-valuetext={clock(at)}
                     onpointerdown={press} onpointermove={drag}>
                    <Axis {end} {look} />
                    <div class="playhead handle" />
                </div>
            </div>
            { for shown.runs.iter().enumerate().map(|(place, run)| row(link, shown, run, place, at, place == chosen, look)) }
        </section>
    }
}

fn row(link: &Scope<App>, shown: &Comparison, run: &Shown, place: usize, at: Time, chosen: bool, look: Look) -> Html {
    let report = &*run.report;
    let (press, drag) = scrub(shown.scale.end, &link.callback(Msg::Seek));
    let kind = match shown.verdicts[place] {
        VerdictKind::Good => "good",
        VerdictKind::Neutral => "neutral",
        VerdictKind::Bad => "bad",
    };
    let label = format!("{}: {}, {}", run.pattern.name, report.verdict.headline, report.verdict.chip);
    html! {
        <article key={run.pattern.id} class={classes!("run", kind, chosen.then_some("chosen"))} data-pattern={run.pattern.id}
                 data-trace={format!("{:016x}", run.trace_hash)}>
            <div class="about">
                <button class="choose" aria-pressed={chosen.to_string()} title="Show this program's source"
                        onclick={link.callback(move |_| Msg::Choose(place))}>
                    <span class="name">{ run.pattern.name }</span>
                    <span class="headline">{ &report.verdict.headline }</span>
                    <span class="chip">{ &report.verdict.chip }</span>
                </button>
                { for report.findings.first().map(|finding| sentence(link, finding)) }
            </div>
            <div class="plot" onpointerdown={press} onpointermove={drag}>
                <Timeline report={run.report.clone()} scale={shown.scale} {look} {label} />
                <div class="future" />
                <div class="playhead" />
                { live_count(run, at) }
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

/// How many goroutines there are at the playhead.
fn live_count(run: &Shown, at: Time) -> Html {
    let states = run.report.state_counts_at(at);
    match states.live() {
        0 => Html::default(),
        1 => html! { <span class="live-count">{ "1 goroutine now" }</span> },
        n => html! { <span class="live-count">{ format!("{} goroutines now", crate::analysis::words::grouped(u64::from(n))) }</span> },
    }
}
