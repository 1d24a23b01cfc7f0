//! The runs, stacked on one time axis with one playhead.

use super::axis::Axis;
use super::differences::DifferenceMarks;
use super::legend::Legend;
use super::minimap::Minimap;
use super::run_row::RunRow;
use crate::comparison::Comparison;
use crate::ui::hooks::use_look;
use crate::ui::state::Part;
use analysis::GoroutineId;
use picture::{lanes_height, strip_height, strips};
use std::rc::Rc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct StageProps {
    pub comparison: Rc<Comparison>,
    /// The place of the run whose source is shown.
    pub chosen: usize,
    /// The part of the time axis that is shown; `None` for the whole.
    pub part: Option<Part>,
    /// The goroutine of the chosen run that is selected.
    pub goroutine: Option<GoroutineId>,
    /// The line of the chosen run's source that is selected.
    pub line: Option<u32>,
    /// Whether newer runs are on their way.
    pub is_busy: bool,
}

/// The axis, a row for each run, and the legend.
#[component]
pub(crate) fn Stage(props: &StageProps) -> Html {
    let StageProps {
        comparison,
        chosen,
        part,
        goroutine,
        line,
        is_busy,
    } = props;
    let look = use_look();
    let scale = part.map_or(comparison.scale, |Part { from, to }| {
        comparison.scale.zoomed(from, to)
    });
    let class = match comparison.runs.len() {
        ..=3 => "runs",
        4 => "runs many",
        _ => "runs many crowd",
    };
    let strip = strip_height(look.large);
    let count = strips(&scale).len();
    // Beside strips, the lanes need some room for themselves.
    let strips = usize::from(strip) * count + if count > 0 { 16 } else { 0 };
    // A run that is alone has room for the names of its goroutines.
    let lanes = match &*comparison.runs {
        [run] => lanes_height(&[&run.report], look.large),
        _ => 0.0,
    };
    let style = format!("--strips:{strips}px;--strip:{strip}px;--lanes:{lanes:.0}px");
    let row = |(place, pattern): (usize, &'static str)| {
        let is_chosen = place == *chosen;
        let goroutine = goroutine.filter(|_| is_chosen);
        let line = line.filter(|_| is_chosen);
        html! { <RunRow key={pattern} {comparison} {place} {is_chosen} {scale} {goroutine} {line} /> }
    };
    let patterns = comparison.runs.iter().map(|run| run.pattern.id);
    html! {
        <section {class} {style} aria-label="Runs" aria-busy={is_busy.to_string()}>
            <div class="axis-row">
                <Axis shown={(scale.from, scale.end)} end={comparison.scale.end} />
                <DifferenceMarks {comparison} chosen={*chosen} shown={(scale.from, scale.end)} />
                if let Some(part) = part {
                    <Minimap part={*part} end={comparison.scale.end} />
                }
            </div>
            { for patterns.enumerate().map(row) }
            <Legend {comparison} />
        </section>
    }
}
