//! The bar of the lens: which rows of a run it shows.

use crate::comparison::Run;
use crate::ui::css::percent;
use crate::ui::hooks::{use_dispatch, use_look, use_size};
use crate::ui::state::Command;
use analysis::GoroutineId;
use analysis::fmt::grouped;
use picture::{Frame, Lens, Scale, lens};
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct LensBarProps {
    pub run: Run,
    /// The picture of the run.
    pub plot: NodeRef,
    /// The scale of the picture.
    pub scale: Scale,
    /// The first row, from 0.
    pub first: u32,
    /// The goroutine that is selected: the lens goes where it is.
    pub goroutine: Option<GoroutineId>,
}

/// Moves the lens by a slider, by keys, or by as many rows as it shows, and closes it.
#[component]
pub(crate) fn LensBar(props: &LensBarProps) -> Html {
    let LensBarProps {
        run,
        plot,
        scale,
        first,
        goroutine,
    } = props;
    let (dispatch, size, look) = (use_dispatch(), use_size(plot), use_look());
    let frame = Frame {
        width: size.width,
        height: size.height,
        scale: *scale,
        large: look.large,
        chosen: None,
        lens: Some(*first),
    };
    let lens = lens(&run.report, &frame).filter(|_| size.height > 0.0);
    // It may be read only after the goroutine was selected.
    let life = goroutine.and_then(|id| run.report.span(id));
    let row = life.map(|span| span.lane);
    use_effect_with((*goroutine, row, lens.is_some()), {
        let dispatch = dispatch.clone();
        move |(_, row, _)| {
            if let (Some(lens), Some(row)) = (lens, *row)
                && lens.around(row) != lens.first
            {
                dispatch.give(from_row(lens.around(row)));
            }
        }
    });
    let Some(Lens { first, rows, all }) = lens else {
        return Html::default();
    };
    let most = all - rows;
    let to = |row: u32| dispatch.on(from_row(row.min(most)));
    let oninput = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: InputEvent| {
            let input: Option<HtmlInputElement> = event.target_dyn_into();
            if let Some(row) = input.and_then(|input| input.value().parse().ok()) {
                dispatch.give(from_row(row));
            }
        })
    };
    let [from, until, count] = [first + 1, first + rows, all].map(|row| grouped(row.into()));
    let mut words = format!("rows {from} to {until} of {count}");
    if run.report.has_too_many_states() {
        words += ": too many states to show them";
    } else if run.report.spans().is_none() {
        words += ": reading the trace …";
    }
    let part = f64::from(first) / f64::from(most.max(1));
    html! {
        <div class="lens-bar" role="group" aria-label="Rows of goroutines">
            <button aria-label="Rows above" title="Rows above" disabled={first == 0} onclick={to(first.saturating_sub(rows))}>{ "▲" }</button>
            <button aria-label="Rows below" title="Rows below" disabled={first == most} onclick={to(first + rows)}>{ "▼" }</button>
            <input type="range" min="0" max={most.to_string()} step="1" value={first.to_string()} style={format!("--part:{}", percent(part))} aria-label="First row"
                aria-valuetext={words.clone()} {oninput} />
            <output>{ words }</output>
            <button aria-label="Fold the rows" title="Show all goroutines again (l)" onclick={dispatch.on(Command::Lens { row: None })}>{ "✕" }</button>
        </div>
    }
}

/// The command that shows rows from one on, which is counted from 0.
pub(super) fn from_row(row: u32) -> Command {
    Command::Lens {
        row: Some(row.saturating_add(1)),
    }
}
