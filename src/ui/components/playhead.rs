//! The moment shown, over a picture. Both parts move by a transform alone, so that a frame lays out and paints nothing.

use crate::ui::css::decimal;
use crate::ui::hooks::use_playback;
use goruntime::time::Time;
use picture::x_of;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct PlayheadProps {
    /// The moment at the picture's right edge.
    pub end: Time,
    /// Whether it has a handle.
    #[prop_or_default]
    pub handle: bool,
}

/// The line at the moment shown.
#[component]
pub(crate) fn Playhead(PlayheadProps { end, handle }: &PlayheadProps) -> Html {
    let part = part(use_playback().at(), *end);
    // A hundredth of the picture's width, which is a container.
    let style = format!("transform:translateX({}cqw)", decimal(part * 100.0));
    html! { <div class={classes!("playhead", handle.then_some("handle"))} {style}></div> }
}

/// What dims everything after the moment shown.
#[component]
pub(crate) fn Future(PlayheadProps { end, .. }: &PlayheadProps) -> Html {
    let part = part(use_playback().at(), *end);
    let style = format!("transform:scaleX({})", decimal(1.0 - part));
    html! { <div class="future" {style}></div> }
}

fn part(at: Time, end: Time) -> f64 {
    f64::from(x_of(at, end, 1.0)).clamp(0.0, 1.0)
}
