//! The runs, stacked on one time axis with one playhead.

use super::axis::Axis;
use super::differences::DifferenceMarks;
use super::legend::{ChoiceLegend, Key, Legend};
use super::minimap::Minimap;
use super::predict::Predict;
use super::run_row::RunRow;
use crate::comparison::{Comparison, Run};
use crate::ui::css::percent;
use crate::ui::hooks::{use_dispatch, use_look, use_playback};
use crate::ui::state::{Command, Part, Prediction};
use analysis::{GoroutineId, ObjectId, Report};
use goruntime::time::Time;
use picture::{
    Scale, lanes_height, legend_of_choices, legend_of_chosen, strip_height, strips, x_of,
};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct StageProps {
    pub comparison: Rc<Comparison>,
    /// The place of the run whose source is shown.
    pub chosen: usize,
    /// The part of the time axis that is shown; `None` for the whole.
    pub part: Option<Part>,
    /// The goroutine of the chosen run that is selected.
    pub goroutine: Option<GoroutineId>,
    /// The channel or lock of the chosen run that is selected.
    pub object: Option<ObjectId>,
    /// The first row of the lens on the chosen run, from 0; `None` without a lens.
    pub lens: Option<u32>,
    /// The line of the chosen run's source that is selected.
    pub line: Option<u32>,
    /// Whether newer runs are on their way.
    pub is_busy: bool,
    /// What is guessed of the runs.
    pub prediction: Prediction,
}

/// The axis, a row for each run, and the legend. While the playhead is in a stretch that is too short to see, all pictures
/// show that stretch alone, on an axis of its own below the shared one.
#[component]
pub(crate) fn Stage(props: &StageProps) -> Html {
    let detail = use_detail(props);
    use_following(props.part, props.comparison.scale.end);
    html! { <Rows stage={props.clone()} {detail} /> }
}

/// Moves the part that is shown to a moment outside it that was chosen by hand: by a step, a key, a finding. The playhead
/// stays in the picture.
#[hook]
fn use_following(part: Option<Part>, end: Time) {
    let (dispatch, playback) = (use_dispatch(), use_playback());
    let at = playback.at();
    // The moment with which the page opens was not chosen.
    let before = use_mut_ref(|| playback.chosen_moments());
    use_effect_with(playback.chosen_moments(), move |chosen| {
        if before.replace(*chosen) == *chosen {
            return;
        }
        let followed = part.map(|part| part.around(at, end));
        if followed != part
            && let Some(Part { from, to }) = followed
        {
            dispatch.give(Command::Fit { from, to });
        }
    });
}

/// The scale of the stretch that is too short to see, while the playhead is in it and the whole axis is shown.
#[hook]
fn use_detail(props: &StageProps) -> Option<Scale> {
    let is_shown = use_playback().shows_detail() && props.part.is_none();
    is_shown.then(|| props.comparison.scale.detail()).flatten()
}

#[derive(PartialEq, Properties)]
struct RowsProps {
    stage: StageProps,
    /// The scale of the pictures, if they show a detail.
    detail: Option<Scale>,
}

/// All of it. It renders anew only when a detail opens or closes, and not at every frame.
#[component]
fn Rows(RowsProps { stage, detail }: &RowsProps) -> Html {
    let StageProps {
        comparison,
        chosen,
        part,
        goroutine,
        object,
        lens,
        line,
        is_busy,
        prediction,
    } = stage;
    let look = use_look();
    let shown = part.map_or(comparison.scale, |Part { from, to }| {
        comparison.scale.zoomed(from, to)
    });
    let scale = detail.unwrap_or(shown);
    let count = comparison.runs.len();
    let class = classes!(
        "runs",
        (count > 3).then_some("many"),
        (count > 4).then_some("crowd"),
        detail.is_some().then_some("detailed"),
    );
    let strip = strip_height(look.large);
    let strips = strips(&scale).len();
    // Beside strips, the lanes need some room for themselves.
    let strips = usize::from(strip) * strips + if strips > 0 { 16 } else { 0 };
    // A run that is alone has room for the names of its goroutines.
    let lanes = match &*comparison.runs {
        [run] => lanes_height(&[&run.report], look.large),
        _ => 0.0,
    };
    let style = format!("--strips:{strips}px;--strip:{strip}px;--lanes:{lanes:.0}px");
    let row = |(place, pattern): (usize, &'static str)| {
        let is_chosen = place == *chosen;
        let goroutine = goroutine.filter(|_| is_chosen);
        let object = object.filter(|_| is_chosen);
        let lens = lens.filter(|_| is_chosen);
        let line = line.filter(|_| is_chosen);
        let guess = prediction.length.filter(|_| prediction.is_made());
        let guess = guess.filter(|(of, _)| Some(*of) == comparison.runs[place].pattern());
        let guess = guess.map(|(_, at)| at);
        html! { <RunRow key={pattern} {comparison} {place} {is_chosen} {scale} {goroutine} {object} {lens} {line} {guess} /> }
    };
    let patterns = comparison.runs.iter().map(Run::id);
    let choice = use_choice_legend(stage, scale);
    html! {
        <section {class} {style} aria-label="Runs" aria-busy={is_busy.to_string()}>
            <Predict {comparison} chosen={*chosen} prediction={*prediction} />
            <div class="axis-row">
                <Key {comparison} choice={choice.clone()} />
                <Axis shown={(shown.from, shown.end)} end={comparison.scale.end} label="Playhead" />
                <DifferenceMarks {comparison} chosen={*chosen} shown={(shown.from, shown.end)} />
                if let Some(detail) = detail {
                    <Beam detail={detail.end} end={comparison.scale.end} />
                    <Axis shown={(detail.from, detail.end)} end={detail.end} label="Playhead, magnified" />
                }
                if let Some(part) = part {
                    <Minimap part={*part} end={comparison.scale.end} />
                }
            </div>
            <div class="all-runs">{ for patterns.enumerate().map(row) }</div>
            <Legend {comparison} {choice} />
        </section>
    }
}

/// What the legend says of a chosen goroutine, in pictures of a scale.
#[hook]
fn use_choice_legend(stage: &StageProps, scale: Scale) -> ChoiceLegend {
    let has_lens = stage.lens.is_some();
    let run = &stage.comparison.runs[stage.chosen];
    let of = (run.clone(), stage.goroutine, has_lens, scale);
    let drawn = use_memo(of, |(run, goroutine, has_lens, scale)| {
        let of_chosen = |id| legend_of_chosen(&run.report, id, scale, *has_lens);
        goroutine.map(of_chosen).unwrap_or_default()
    });
    let of = (Rc::clone(&stage.comparison), has_lens);
    let all = use_memo(of, |(comparison, has_lens)| {
        let reports: Vec<&Report> = comparison.runs.iter().map(|run| &*run.report).collect();
        legend_of_choices(&reports, &comparison.scale, *has_lens)
    });
    ChoiceLegend { all, drawn }
}

#[derive(PartialEq, Properties)]
struct BeamProps {
    /// The end of the detail.
    detail: Time,
    /// The end of the shared axis.
    end: Time,
}

/// What joins a stretch of the shared axis to the axis below, which shows it alone.
#[component]
fn Beam(BeamProps { detail, end }: &BeamProps) -> Html {
    let style = format!("--to:{}", percent(f64::from(x_of(*detail, *end, 1.0))));
    html! { <div class="beam" {style} aria-hidden="true"></div> }
}
