//! A run: its numbers, and its picture.

use super::findings::Sentence;
use super::lens_bar::LensBar;
use super::plot::Plot;
use crate::comparison::{Comparison, Run};
use crate::ui::hooks::{show_source, use_dispatch, use_playback};
use crate::ui::state::Command;
use analysis::fmt::{counted, grouped, length};
use analysis::{GoroutineId, ObjectId, VerdictKind};
use goruntime::time::Time;
use picture::{MOST_ROWS, Scale};
use std::rc::Rc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct RunRowProps {
    pub comparison: Rc<Comparison>,
    /// The run's place in the comparison.
    pub place: usize,
    /// Whether its source is shown.
    pub is_chosen: bool,
    /// The scale of the pictures: of the whole axis, or of the part that is shown.
    pub scale: Scale,
    /// The goroutine that is selected, if it is one of this run.
    pub goroutine: Option<GoroutineId>,
    /// The channel or lock that is selected, if it is one of this run.
    pub object: Option<ObjectId>,
    /// The first row of the lens, from 0, if it is on this run.
    pub lens: Option<u32>,
    /// The line of its source that is selected, if it is one of this run.
    pub line: Option<u32>,
    /// How long it takes, as was guessed.
    pub guess: Option<Time>,
}

/// A row of the stage.
#[component]
pub(crate) fn RunRow(props: &RunRowProps) -> Html {
    let RunRowProps {
        comparison,
        place,
        is_chosen,
        scale,
        goroutine,
        object,
        lens,
        line,
        guess,
    } = props;
    let (dispatch, node) = (use_dispatch(), use_node_ref());
    let run = &comparison.runs[*place];
    let (id, name) = (run.id(), AttrValue::from(String::from(run.name())));
    html! {
        <article class={classes!("run", is_chosen.then_some("chosen"))} data-pattern={id}
            data-trace={format!("{:016x}", run.trace_hash)}>
            <h2 class="spoken">{ &*name }</h2>
            <div class="about">
                <button class="choose" aria-pressed={is_chosen.to_string()} title="Show this program's source"
                    onclick={dispatch.on(Command::choose(run))}>
                    <span class="name" title={name.clone()}>{ &*name }</span>
                    <Result {comparison} {place} />
                </button>
                if let Some(first) = lens {
                    <LensBar run={run.clone()} plot={node.clone()} scale={*scale} {first} goroutine={*goroutine} />
                }
                if let Some(before) = &comparison.before[*place] {
                    <p class="was">{ was(before) }</p>
                }
                <Now {comparison} {place} />
                <FirstFinding {comparison} {place} />
                if *is_chosen {
                    <Ways {comparison} {place} shown={(scale.from, scale.end)} is_open={lens.is_some()} />
                }
            </div>
            <Plot {comparison} {place} {node} scale={*scale} goroutine={*goroutine} object={*object} lens={*lens} line={*line} guess={*guess} />
        </article>
    }
}

/// What came out; until the playhead comes to the run's end, how far it is.
#[component]
fn Result(PlaceProps { comparison, place }: &PlaceProps) -> Html {
    let playback = use_playback();
    let run = &comparison.runs[*place];
    let report = &run.report;
    if !playback.is_revealed(run.report.total) {
        if report.counts.all() == 0 {
            // A program without tasks.
            let so_far = length(playback.at().elapsed());
            return html! { <><span class="headline">{ so_far }</span><span class="chip">{ "so far" }</span></> };
        }
        let ended = report.moment_at(playback.at()).tasks_ended;
        let words = format!(
            "{} of {}",
            grouped(ended.into()),
            grouped(report.counts.all().into())
        );
        return html! { <><span class="headline">{ words }</span><span class="chip">{ "tasks ended" }</span></> };
    }
    let verdict = match comparison.verdicts[*place] {
        VerdictKind::Good => "good",
        VerdictKind::Neutral => "neutral",
        VerdictKind::Bad => "bad",
    };
    let chip = report.verdict.chip.clone();
    let parts = chip.split('·');
    let parts = parts.map(|part| {
        let part = part.trim();
        match part.strip_prefix("peak ") {
            Some(peak) => html! { <span><span class="peak">{ "peak " }</span>{ peak }</span> },
            None => html! { <span>{ part }</span> },
        }
    });
    html! {
        <>
            <span class={classes!("headline", verdict)}>{ &report.verdict.headline }</span>
            <span class="chip" title={chip.clone()}>{ for parts }</span>
        </>
    }
}

/// The most important finding, once the playhead has come to it. Its room is there before.
#[component]
fn FirstFinding(PlaceProps { comparison, place }: &PlaceProps) -> Html {
    let playback = use_playback();
    let run = &comparison.runs[*place];
    let Some(finding) = run.report.findings.first() else {
        return Html::default();
    };
    let sentence = html! { <Sentence finding={finding.clone()} run={run.clone()} /> };
    if playback.is_revealed(run.report.total) || playback.at() >= finding.at {
        return html! { <div>{ sentence }</div> };
    }
    let words = now(run, playback.at());
    html! {
        <div class="unseen">
            { sentence }
            <p class="meanwhile">{ comparison.scenario.say(&words) }</p>
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct PlaceProps {
    comparison: Rc<Comparison>,
    place: usize,
}

#[derive(PartialEq, Properties)]
struct WaysProps {
    comparison: Rc<Comparison>,
    place: usize,
    /// The moments at the ends of the pictures.
    shown: (Time, Time),
    /// Whether the lens is open.
    is_open: bool,
}

/// What can be done with the chosen run: go to its source, where that is out of sight, fit the axis to the run, where a longer one
/// is beside it, and give rows to its goroutines, where they are many.
#[component]
fn Ways(props: &WaysProps) -> Html {
    let WaysProps {
        comparison,
        place,
        shown,
        is_open,
    } = props;
    let dispatch = use_dispatch();
    let total = comparison.runs[*place].report.total;
    let fit = Command::Fit {
        from: Time::ZERO,
        to: total,
    };
    let is_long = total.0 > comparison.scale.end.0 / 4 * 3;
    let report = &comparison.runs[*place].report;
    let is_folded = report.most_at_once() > MOST_ROWS || report.spans().is_none();
    html! {
        <div class="ways-of-run">
            if !is_open && is_folded {
                <button class="to-rows" title="Show goroutines in rows with their names (l)"
                    onclick={dispatch.on(Command::ToggleLens)}>{ "Rows" }</button>
            }
            if total > Time::ZERO && !is_long && *shown != (Time::ZERO, total) {
                <button class="fit" title="Fit the time axis to this run" onclick={dispatch.on(fit)}>{ "Fit" }</button>
            }
            <button class="to-source" title="Go to this program's source" onclick={|_| show_source()}>{ "Source" }</button>
        </div>
    }
}

/// What is going on at the playhead.
#[component]
fn Now(PlaceProps { comparison, place }: &PlaceProps) -> Html {
    let at = use_playback().at();
    let words = now(&comparison.runs[*place], at);
    html! { <p class="now">{ comparison.scenario.say(&words) }</p> }
}

fn was(before: &Run) -> String {
    let verdict = &before.report.verdict;
    format!("before: {}, {}", verdict.headline, verdict.chip)
}

/// What goes on at a moment: how far the tasks are, and who is there. Goroutines are counted without main, which is named.
fn now(run: &Run, at: Time) -> String {
    let report = &run.report;
    if run.is_over(at) {
        let code = report
            .exit_code
            .map_or_else(String::new, |code| format!(", exit code {code}"));
        return format!("ended at {}{code}", length(report.total.elapsed()));
    }
    let moment = report.moment_at(at);
    let who = match u64::from(moment.states.live()) {
        0 => String::from("main alone"),
        others => String::from("main and ") + &counted(others, "goroutine", "goroutines"),
    };
    let mut words = format!("at {}: {who}", length(at.elapsed()));
    let failed = u64::from(moment.tasks_failed);
    let done = u64::from(moment.tasks_ended) - failed;
    for (count, what) in [(done, "done"), (failed, "failed")] {
        if count > 0 || (what == "done" && report.counts.all() > 0) {
            words += &[", ", &grouped(count), " ", what].concat();
        }
    }
    words
}
