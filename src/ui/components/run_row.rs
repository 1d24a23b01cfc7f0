//! A run: its numbers, and its picture.

use super::at_line::AtLine;
use super::canvas::Canvas;
use super::findings::Sentence;
use super::playhead::{Future, Playhead};
use super::predict::GuessMark;
use super::run_layers::{Draw, use_layers};
use super::scrub::use_time_scrub;
use crate::comparison::{Comparison, Run};
use crate::ui::hooks::{
    Dispatch, moment, show_source, use_dispatch, use_look, use_playback, use_zoom,
};
use crate::ui::state::{Command, fit};
use analysis::fmt::{counted, grouped, length};
use analysis::{GoroutineId, VerdictKind};
use goruntime::time::Time;
use picture::{Frame, Point, Scale, goroutine_at, strip_label, strips};
use std::rc::Rc;
use web_sys::Element;
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
        line,
        guess,
    } = props;
    let dispatch = use_dispatch();
    let run = &comparison.runs[*place];
    let (id, name) = (run.id(), run.name());
    html! {
        <article class={classes!("run", is_chosen.then_some("chosen"))} data-pattern={id}
            data-trace={format!("{:016x}", run.trace_hash)}>
            <h2 class="spoken">{ name }</h2>
            <div class="about">
                <button class="choose" aria-pressed={is_chosen.to_string()} title="Show this program's source"
                    onclick={dispatch.on(Command::choose(run))}>
                    <span class="name" title={name}>{ name }</span>
                    <Result {comparison} {place} />
                </button>
                if let Some(before) = &comparison.before[*place] {
                    <p class="was">{ was(before) }</p>
                }
                <Now {comparison} {place} />
                <FirstFinding {comparison} {place} />
                if *is_chosen {
                    <Ways {comparison} {place} shown={(scale.from, scale.end)} />
                }
            </div>
            <Plot {comparison} {place} scale={*scale} goroutine={*goroutine} line={*line} guess={*guess} />
        </article>
    }
}

/// What came out; until the playhead comes to the run's end, how far it is.
#[component]
fn Result(PlotProps { comparison, place }: &PlotProps) -> Html {
    let playback = use_playback();
    let run = &comparison.runs[*place];
    let report = &run.report;
    if !playback.is_revealed(run.report.total) {
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
fn FirstFinding(PlotProps { comparison, place }: &PlotProps) -> Html {
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
struct PlotProps {
    comparison: Rc<Comparison>,
    place: usize,
}

#[derive(PartialEq, Properties)]
struct WaysProps {
    comparison: Rc<Comparison>,
    place: usize,
    /// The moments at the ends of the pictures.
    shown: (Time, Time),
}

/// What can be done with the chosen run: go to its source, where that is out of sight, and fit the axis to the run, where a
/// longer one is beside it.
#[component]
fn Ways(props: &WaysProps) -> Html {
    let WaysProps {
        comparison,
        place,
        shown,
    } = props;
    let dispatch = use_dispatch();
    let total = comparison.runs[*place].report.total;
    let fit = Command::Fit {
        from: Time::ZERO,
        to: total,
    };
    let is_long = total.0 > comparison.scale.end.0 / 4 * 3;
    html! {
        <div class="ways-of-run">
            if total > Time::ZERO && !is_long && *shown != (Time::ZERO, total) {
                <button class="fit" title="Fit the time axis to this run" onclick={dispatch.on(fit)}>{ "Fit" }</button>
            }
            <button class="to-source" title="Go to this program's source" onclick={|_| show_source()}>{ "Source" }</button>
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct PictureProps {
    comparison: Rc<Comparison>,
    place: usize,
    scale: Scale,
    goroutine: Option<GoroutineId>,
    line: Option<u32>,
    guess: Option<Time>,
}

/// The picture of a run. Words lie on a canvas of their own, above what the part beyond the playhead dims; what came of the run
/// lies above them, and appears when the playhead has come to its end.
#[component]
fn Plot(props: &PictureProps) -> Html {
    let PictureProps {
        comparison,
        place,
        scale,
        goroutine,
        line,
        guess,
    } = props;
    let (dispatch, look) = (use_dispatch(), use_look());
    let run = &comparison.runs[*place];
    let (scale, shown) = (*scale, (scale.from, scale.end));
    let node = use_node_ref();
    use_zoom(&node, shown, &dispatch);
    let picked = use_pick(&node, run, scale, look.large, &dispatch);
    let scrub = use_time_scrub(&node, shown, comparison.scale.end, picked);
    let [lanes, words, result] = use_layers(run, scale, look.large, *goroutine);
    // The first of the two taps has selected the goroutine.
    let fitted = {
        let (dispatch, run, goroutine) = (use_dispatch(), run.clone(), *goroutine);
        let node = node.clone();
        Callback::from(move |event: MouseEvent| {
            if let Some(element) = node.cast::<Element>() {
                let at = moment(&element, f64::from(event.client_x()), shown);
                dispatch.give(fit(&run.report, goroutine, at, shown));
            }
        })
    };
    let label = format!("{}: {}", run.name(), run.report.summary());
    html! {
        <div ref={node} class="plot" onpointerdown={scrub.pressed} onpointermove={scrub.moved} onclick={scrub.tapped} ondblclick={fitted}>
            if let Some(before) = &comparison.before[*place] {
                <Ghost run={before.clone()} {scale} />
            }
            <Canvas draw={lanes} {label} />
            <Future {shown} />
            <Canvas draw={words} />
            <Outcome run={run.clone()} draw={result} />
            if let Some(line) = line {
                <AtLine run={run.clone()} {scale} line={*line} />
            }
            <StripLabels {comparison} {place} />
            if let Some(guess) = guess {
                <GuessMark guess={*guess} {shown} />
            }
            <Playhead {shown} />
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct GhostProps {
    run: Run,
    scale: Scale,
}

/// A run as it was before a change, faint, behind the one that is shown.
#[component]
fn Ghost(GhostProps { run, scale }: &GhostProps) -> Html {
    let look = use_look();
    let [lanes, _, _] = use_layers(run, *scale, look.large, None);
    html! { <div class="ghost"><Canvas draw={lanes} /></div> }
}

#[derive(PartialEq, Properties)]
struct OutcomeProps {
    run: Run,
    draw: Draw,
}

/// What came of a run, in its picture, once its result is shown.
#[component]
fn Outcome(OutcomeProps { run, draw }: &OutcomeProps) -> Html {
    let playback = use_playback();
    if !playback.is_revealed(run.report.total) {
        return Html::default();
    }
    html! { <Canvas {draw} /> }
}

/// Chooses the run that is tapped, and selects the goroutine whose row is tapped; a tap beside the rows selects none.
#[hook]
fn use_pick(
    node: &NodeRef,
    run: &Run,
    scale: Scale,
    large: bool,
    dispatch: &Dispatch,
) -> Callback<MouseEvent> {
    let of = (node.clone(), run.clone(), scale, large, dispatch.clone());
    use_callback(
        of,
        |event: MouseEvent, (node, run, scale, large, dispatch)| {
            let Some(element) = node.cast::<Element>() else {
                return;
            };
            let area = element.get_bounding_client_rect();
            #[expect(clippy::cast_possible_truncation, reason = "a place on a screen fits")]
            let [width, height, x, y] = [
                area.width(),
                area.height(),
                f64::from(event.client_x()) - area.left(),
                f64::from(event.client_y()) - area.top(),
            ]
            .map(|length| length as f32);
            let frame = Frame {
                width,
                height,
                scale: *scale,
                large: *large,
                chosen: None,
            };
            let goroutine = goroutine_at(&run.report, &frame, Point { x, y });
            dispatch.give(Command::choose(run));
            let goroutine = goroutine.map(|id| id.0);
            dispatch.give(Command::Select { goroutine });
        },
    )
}

/// What is going on at the playhead.
#[component]
fn Now(PlotProps { comparison, place }: &PlotProps) -> Html {
    let at = use_playback().at();
    let words = now(&comparison.runs[*place], at);
    html! { <p class="now">{ comparison.scenario.say(&words) }</p> }
}

/// What is in use of each finite thing at the playhead.
#[component]
fn StripLabels(PlotProps { comparison, place }: &PlotProps) -> Html {
    let at = use_playback().at();
    let report = &comparison.runs[*place].report;
    let labels = strips(&comparison.scale)
        .into_iter()
        .map(|resource| html! { <li>{ strip_label(report, resource, Some(at)) }</li> });
    html! { <ul class="strips">{ for labels }</ul> }
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
