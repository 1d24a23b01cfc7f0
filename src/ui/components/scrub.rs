//! Pointers on an axis or a plot, as moments.

use crate::ui::hooks::moment;
use goruntime::time::Time;
use std::cell::Cell;
use web_sys::Element;
use yew::prelude::*;

/// How far a finger moves sideways before that is a drag, in CSS pixels. A finger that moves more up or down scrolls.
const SLOP: f64 = 8.0;

/// What an element on which one can scrub listens to.
#[derive(Clone)]
pub(crate) struct Scrub {
    pub pressed: Callback<PointerEvent>,
    pub moved: Callback<PointerEvent>,
    pub tapped: Callback<MouseEvent>,
}

/// Where a finger came down that may still be about to scroll or to zoom.
#[derive(Clone, Copy)]
struct Undecided {
    x: f64,
    y: f64,
}

/// Turns presses, drags and taps on an element into moments between those at its ends. With `at_once` a touch counts as soon
/// as it comes down; otherwise only when it has moved sideways, since it may be about to scroll the page.
#[hook]
pub(crate) fn use_scrub(
    node: &NodeRef,
    shown: (Time, Time),
    at_once: bool,
    to: Callback<Time>,
) -> Scrub {
    let undecided = use_memo((), |()| Cell::new(None::<Undecided>));
    let give = {
        let node = node.clone();
        move |x: i32| {
            if let Some(element) = node.cast::<Element>() {
                to.emit(moment(&element, f64::from(x), shown));
            }
        }
    };
    let pressed = {
        let (node, give, undecided) = (node.clone(), give.clone(), undecided.clone());
        Callback::from(move |event: PointerEvent| {
            if event.button() != 0 || !event.is_primary() {
                // A second finger zooms.
                undecided.set(None);
                return;
            }
            if let Some(element) = node.cast::<Element>() {
                // Without the capture a drag ends at the element's edge; the press itself works.
                let _ = element.set_pointer_capture(event.pointer_id());
            }
            let waits = event.pointer_type() == "touch" && !at_once;
            undecided.set(waits.then(|| Undecided {
                x: f64::from(event.client_x()),
                y: f64::from(event.client_y()),
            }));
            if !waits {
                give(event.client_x());
            }
        })
    };
    let moved = {
        let (node, give) = (node.clone(), give.clone());
        Callback::from(move |event: PointerEvent| {
            let element = node.cast::<Element>();
            let is_captured =
                element.is_some_and(|element| element.has_pointer_capture(event.pointer_id()));
            if !is_captured || !event.is_primary() {
                return;
            }
            if let Some(Undecided { x, y }) = undecided.get() {
                let across = (f64::from(event.client_x()) - x).abs();
                let down = (f64::from(event.client_y()) - y).abs();
                if across < SLOP || across < down {
                    return;
                }
                undecided.set(None);
            }
            give(event.client_x());
        })
    };
    let tapped = Callback::from(move |event: MouseEvent| give(event.client_x()));
    Scrub {
        pressed,
        moved,
        tapped,
    }
}
