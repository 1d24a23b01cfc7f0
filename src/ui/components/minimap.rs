//! Where on the whole time axis the part lies that is shown.

use super::playhead::Playhead;
use super::scrub::use_scrub;
use crate::ui::css::percent;
use crate::ui::hooks::use_dispatch;
use crate::ui::state::{Command, Part};
use goruntime::time::Time;
use picture::x_of;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct MinimapProps {
    /// The part that is shown.
    pub part: Part,
    /// The end of the whole axis.
    pub end: Time,
}

/// The whole axis as a bar with the part and the playhead in it. A press or a drag moves the part, and a button shows the whole.
#[component]
pub(crate) fn Minimap(MinimapProps { part, end }: &MinimapProps) -> Html {
    let (node, dispatch) = (use_node_ref(), use_dispatch());
    let whole = dispatch.on(Command::Whole);
    let centre = use_callback(
        (dispatch, *part, *end),
        |at: Time, (dispatch, part, end)| {
            let length = part.to.since(part.from).0;
            let from = at.0.saturating_sub(length / 2).min(end.0 - length);
            let (from, to) = (Time(from), Time(from + length));
            dispatch.give(Command::Fit { from, to });
        },
    );
    let scrub = use_scrub(&node, (Time::ZERO, *end), centre);
    let [left, right] = [part.from, part.to].map(|at| f64::from(x_of(at, *end, 1.0)));
    let style = format!("left:{};width:{}", percent(left), percent(right - left));
    html! {
        <div class="minimap">
            <div ref={node} class="whole" onpointerdown={scrub.pressed} onpointermove={scrub.moved}>
                <div class="shown" {style}></div>
                <Playhead shown={(Time::ZERO, *end)} />
            </div>
            <button class="all" onclick={whole} title="The whole time axis (0)">{ "All" }</button>
        </div>
    }
}
