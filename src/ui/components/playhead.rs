//! The moment shown, over a picture. Both parts move by a transform alone, so that a frame lays out and paints nothing.

use crate::ui::css::decimal;
use crate::ui::hooks::use_playback;
use goruntime::time::Time;
use picture::x_of;
use std::rc::Rc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct PlayheadProps {
    /// The moments at the picture's left and right edge.
    pub shown: (Time, Time),
    /// Whether it has a handle.
    #[prop_or_default]
    pub handle: bool,
}

/// The line at the moment shown.
#[component]
pub(crate) fn Playhead(PlayheadProps { shown, handle }: &PlayheadProps) -> Html {
    let at = use_playback().at();
    if at < shown.0 || at > shown.1 {
        return Html::default();
    }
    let part = part(at, *shown);
    // A hundredth of the picture's width, which is a container.
    let style = format!("transform:translateX({}cqw)", decimal(part * 100.0));
    html! { <div class={classes!("playhead", handle.then_some("handle"))} {style}></div> }
}

/// What dims everything after the moment shown.
#[component]
pub(crate) fn Future(PlayheadProps { shown, .. }: &PlayheadProps) -> Html {
    let part = part(use_playback().at(), *shown);
    let style = format!("transform:scaleX({})", decimal(1.0 - part));
    html! { <div class="future" {style}></div> }
}

/// How far a mark reaches to the right of its moment.
const MARK: &str = "0.85rem";

#[derive(PartialEq, Properties)]
pub(crate) struct PastProps {
    /// The moments at the picture's left and right edge.
    pub shown: (Time, Time),
    /// How long the run takes: once its result is shown, so is all of it.
    pub total: Time,
    /// The moments of marks, in order: at one of them, all of the mark is seen, whose right half lies beyond.
    pub marks: Rc<Vec<Time>>,
    pub children: Html,
}

/// What is seen up to the moment shown. The outer part moves to the left, the inner one back.
#[component]
pub(crate) fn Past(props: &PastProps) -> Html {
    let PastProps {
        shown,
        total,
        marks,
        children,
    } = props;
    let playback = use_playback();
    let at = playback.at();
    let unseen = if playback.is_revealed(*total) {
        0.0
    } else {
        1.0 - part(at, *shown)
    };
    let unseen = decimal(unseen * 100.0);
    let reach = if marks.binary_search(&at).is_ok() {
        MARK
    } else {
        "0rem"
    };
    let outer = format!("transform:translateX(calc({reach} - {unseen}%))");
    let inner = format!("transform:translateX(calc({unseen}% - {reach}))");
    html! { <div class="past" style={outer}><div style={inner}>{ children.clone() }</div></div> }
}

fn part(at: Time, (from, to): (Time, Time)) -> f64 {
    let since = |at: Time| Time(at.since(from).0);
    f64::from(x_of(since(at), since(to), 1.0)).clamp(0.0, 1.0)
}
