//! Where on the whole time axis the part lies that is shown.

use super::playhead::Playhead;
use super::scrub::is_captured;
use crate::ui::css::percent;
use crate::ui::hooks::{moment, use_dispatch};
use crate::ui::state::{Command, Grip, Part};
use goruntime::time::Time;
use picture::x_of;
use std::cell::Cell;
use std::rc::Rc;
use web_sys::Element;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct MinimapProps {
    /// The part that is shown.
    pub part: Part,
    /// The end of the whole axis.
    pub end: Time,
}

/// The whole axis as a bar with the part and the playhead in it. The part is dragged; a press beside it brings it there first. A
/// button shows the whole.
#[component]
pub(crate) fn Minimap(MinimapProps { part, end }: &MinimapProps) -> Html {
    let (node, dispatch) = (use_node_ref(), use_dispatch());
    let whole = dispatch.on(Command::Whole);
    let held = use_memo((), |()| Cell::new(None::<Grip>));
    let fit = move |Part { from, to }: Part| dispatch.give(Command::Fit { from, to });
    let (part, end) = (*part, *end);
    let onpointerdown = {
        let (node, held, fit) = (node.clone(), Rc::clone(&held), fit.clone());
        Callback::from(move |event: PointerEvent| {
            let element = node.cast::<Element>();
            let is_press = event.button() == 0 && event.is_primary();
            let Some(element) = element.filter(|_| is_press) else {
                return;
            };
            // Without the capture a drag ends at the element's edge; the press itself works.
            let _ = element.set_pointer_capture(event.pointer_id());
            let x = f64::from(event.client_x());
            let at = moment(&element, x, (Time::ZERO, end));
            let part = part.around(at, end);
            fit(part);
            let width = element.get_bounding_client_rect().width();
            held.set(Some(Grip::in_whole(part, end, x, width)));
        })
    };
    let onpointermove = {
        let node = node.clone();
        Callback::from(move |event: PointerEvent| {
            if let Some(grip) = held.get().filter(|_| is_captured(&node, &event)) {
                fit(grip.moved(event.client_x().into()));
            }
        })
    };
    let [left, right] = [part.from, part.to].map(|at| f64::from(x_of(at, end, 1.0)));
    let style = format!("left:{};width:{}", percent(left), percent(right - left));
    html! {
        <div class="minimap">
            <div ref={node} class="whole" {onpointerdown} {onpointermove}>
                <div class="shown" {style}></div>
                <Playhead shown={(Time::ZERO, end)} />
            </div>
            <button class="all" onclick={whole} title="The whole time axis (0)">{ "All" }</button>
        </div>
    }
}
