//! The time axis, which is the playhead's slider.

use super::canvas::Canvas;
use super::playhead::Playhead;
use super::scrub::use_scrub;
use crate::ui::hooks::{Size, use_dispatch, use_look, use_playback};
use crate::ui::state::Command;
use analysis::fmt::length;
use goruntime::time::Time;
use std::rc::Rc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct AxisProps {
    pub end: Time,
}

/// The axis that all runs share.
#[component]
pub(crate) fn Axis(AxisProps { end }: &AxisProps) -> Html {
    let (dispatch, look, playback) = (use_dispatch(), use_look(), use_playback());
    let node = use_node_ref();
    let seek = use_callback(dispatch, |at, dispatch| dispatch.give(Command::Seek { at }));
    let scrub = use_scrub(&node, *end, seek);
    let draw = use_callback((*end, look.large), |size: Size, (end, large)| {
        Rc::new(picture::axis(Time::ZERO, *end, size.width, *large))
    });
    let milliseconds = |at: Time| (at.0 / 1_000_000).to_string();
    html! {
        <div ref={node} class="axis" role="slider" tabindex="0" aria-label="Playhead" aria-valuemin="0"
            aria-valuemax={milliseconds(*end)} aria-valuenow={milliseconds(playback.at())}
            aria-valuetext={length(playback.at().elapsed())} onpointerdown={scrub.pressed} onpointermove={scrub.moved}
            onclick={scrub.tapped}>
            <Canvas {draw} />
            <Playhead end={*end} handle=true />
        </div>
    }
}
