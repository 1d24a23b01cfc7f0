//! The time axis, which is the playhead's slider.

use super::canvas::Canvas;
use super::playhead::Playhead;
use super::scrub::{across, use_time_scrub};
use crate::ui::hooks::{Size, use_dispatch, use_look, use_playback, use_zoom};
use analysis::fmt::length;
use goruntime::time::Time;
use std::rc::Rc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct AxisProps {
    /// The moments at its ends.
    pub shown: (Time, Time),
    /// The last moment that can be chosen on it.
    pub end: Time,
    /// Its name.
    pub label: &'static str,
}

/// An axis that all runs share.
#[component]
pub(crate) fn Axis(AxisProps { shown, end, label }: &AxisProps) -> Html {
    let (dispatch, look, playback) = (use_dispatch(), use_look(), use_playback());
    let node = use_node_ref();
    use_zoom(&node, *shown, *end, &dispatch);
    let scrub = use_time_scrub(&node, *shown, *end, across(&node, *shown), Callback::noop());
    let draw = use_callback((*shown, look.large), |size: Size, ((from, to), large)| {
        Rc::new(picture::axis(*from, *to, size.width, *large))
    });
    let milliseconds = |at: Time| (at.0 / 1_000_000).to_string();
    html! {
        <div ref={node} class="axis" role="slider" tabindex="0" aria-label={*label} aria-valuemin="0"
            aria-valuemax={milliseconds(*end)} aria-valuenow={milliseconds(playback.at())}
            aria-valuetext={length(playback.at().elapsed())} onpointerdown={scrub.pressed} onpointermove={scrub.moved}
            onclick={scrub.tapped}>
            <Canvas {draw} flat=true />
            <Playhead shown={*shown} handle=true />
        </div>
    }
}
