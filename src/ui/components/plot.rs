//! The picture of a run, in layers.

use super::around_object::AroundObject;
use super::at_line::AtLine;
use super::canvas::Canvas;
use super::gestures::{Gestures, use_gestures};
use super::pick::Drawn;
use super::playhead::{Future, Past, Playhead};
use super::predict::GuessMark;
use super::run_layers::{Draw, Paint, use_layers};
use crate::comparison::{Comparison, Run};
use crate::ui::hooks::{use_dispatch, use_look, use_playback, use_zoom};
use analysis::{GoroutineId, ObjectId};
use goruntime::time::Time;
use picture::{Scale, has_died, strip_label, strips};
use std::cell::Cell;
use std::rc::Rc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(super) struct PlotProps {
    pub comparison: Rc<Comparison>,
    pub place: usize,
    /// The picture's element.
    pub node: NodeRef,
    pub scale: Scale,
    pub goroutine: Option<GoroutineId>,
    pub object: Option<ObjectId>,
    pub lens: Option<u32>,
    pub line: Option<u32>,
    pub guess: Option<Time>,
}

/// The picture of a run. Words lie on a canvas of their own, above what the part beyond the playhead dims; what came of the run
/// lies above them, and appears when the playhead has come to its end.
#[component]
pub(super) fn Plot(props: &PlotProps) -> Html {
    let PlotProps {
        comparison,
        place,
        node,
        scale,
        goroutine,
        object,
        lens,
        line,
        guess,
    } = props;
    let (dispatch, look) = (use_dispatch(), use_look());
    let run = &comparison.runs[*place];
    let (scale, shown) = (*scale, (scale.from, scale.end));
    use_zoom(node, shown, comparison.scale.end, &dispatch);
    let (large, lens) = (look.large, *lens);
    let marks = use_memo(run.clone(), |run| {
        let incidents = run.report.incidents().iter();
        incidents.map(|incident| incident.at).collect()
    });
    let drawn = Drawn { scale, large, lens };
    let Gestures {
        pressed,
        moved,
        tapped,
        fitted,
        has_result,
    } = use_gestures(node, run, *goroutine, comparison.scale.end, drawn);
    let Paint {
        ground,
        lanes,
        words,
        before: unknown,
        incidents,
        result,
    } = use_layers(run, scale, large, *goroutine, lens);
    let label = format!("{}: {}", run.name(), run.report.summary());
    html! {
        <div ref={node.clone()} class="plot" onpointerdown={pressed} onpointermove={moved} onclick={tapped} ondblclick={fitted}>
            if let Some(before) = &comparison.before[*place] {
                <Ghost run={before.clone()} {scale} {lens} />
            }
            if has_died(&run.report) {
                <Aftermath run={run.clone()} draw={ground} />
            }
            <Canvas draw={lanes} {label} />
            <Future {shown} />
            <Canvas draw={words} />
            <Past {shown} total={run.report.total} {marks}><Canvas draw={incidents} /></Past>
            <Outcome run={run.clone()} draw={result} before={unknown} {has_result} />
            if let Some(line) = line {
                <AtLine run={run.clone()} {scale} {lens} line={*line} />
            }
            if let Some(id) = object {
                <AroundObject run={run.clone()} {scale} {lens} id={*id} />
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
    lens: Option<u32>,
}

/// A run as it was before a change, faint, behind the one that is shown.
#[component]
fn Ghost(GhostProps { run, scale, lens }: &GhostProps) -> Html {
    let look = use_look();
    let Paint { lanes, .. } = use_layers(run, *scale, look.large, None, *lens);
    html! { <div class="ghost"><Canvas draw={lanes} /></div> }
}

#[derive(PartialEq, Properties)]
struct OutcomeProps {
    run: Run,
    draw: Draw,
    /// What is shown until then.
    before: Draw,
    /// Where it says whether it is shown.
    has_result: Rc<Cell<bool>>,
}

/// What came of a run, in its picture, once its result is shown.
#[component]
fn Outcome(props: &OutcomeProps) -> Html {
    let is_shown = use_playback().is_revealed(props.run.report.total);
    let has_result = Rc::clone(&props.has_result);
    use_effect_with(is_shown, move |is_shown| has_result.set(*is_shown));
    if is_shown {
        html! { <Canvas key="result" draw={&props.draw} /> }
    } else {
        html! { <Canvas key="before" draw={&props.before} /> }
    }
}

#[derive(PartialEq, Properties)]
struct AftermathProps {
    run: Run,
    draw: Draw,
}

/// The time after a process has died, once it has.
#[component]
fn Aftermath(AftermathProps { run, draw }: &AftermathProps) -> Html {
    if !use_playback().is_revealed(run.report.total) {
        return Html::default();
    }
    html! { <Canvas {draw} /> }
}

#[derive(PartialEq, Properties)]
struct StripLabelsProps {
    comparison: Rc<Comparison>,
    place: usize,
}

/// What is in use of each finite thing at the playhead.
#[component]
fn StripLabels(StripLabelsProps { comparison, place }: &StripLabelsProps) -> Html {
    let at = use_playback().at();
    let report = &comparison.runs[*place].report;
    let labels = strips(&comparison.scale)
        .into_iter()
        .map(|resource| html! { <li>{ strip_label(report, resource, Some(at)) }</li> });
    html! { <ul class="strips">{ for labels }</ul> }
}
