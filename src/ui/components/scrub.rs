//! Pointers on an axis or a plot, as moments.

use crate::ui::hooks::{finger_of, moment};
use crate::ui::state::Finger;
use goruntime::time::Time;
use std::cell::Cell;
use web_sys::Element;
use yew::prelude::*;

/// What an element on which one can scrub listens to.
#[derive(Clone)]
pub(crate) struct Scrub {
    pub pressed: Callback<PointerEvent>,
    pub moved: Callback<PointerEvent>,
    pub tapped: Callback<MouseEvent>,
}

/// Turns presses, drags and taps on an element into moments between those at its ends. A touch counts when it has moved
/// sideways, since it may be about to scroll the page; a tap counts when it is over.
#[hook]
pub(crate) fn use_scrub(node: &NodeRef, shown: (Time, Time), to: Callback<Time>) -> Scrub {
    let finger = use_memo((), |()| Cell::new(Finger::default()));
    let give = {
        let node = node.clone();
        move |x: i32| {
            if let Some(element) = node.cast::<Element>() {
                to.emit(moment(&element, f64::from(x), shown));
            }
        }
    };
    let pressed = {
        let (node, give, finger) = (node.clone(), give.clone(), finger.clone());
        Callback::from(move |event: PointerEvent| {
            finger.set(finger_of(&event));
            if event.button() != 0 || !event.is_primary() {
                return;
            }
            if let Some(element) = node.cast::<Element>() {
                // Without the capture a drag ends at the element's edge; the press itself works.
                let _ = element.set_pointer_capture(event.pointer_id());
            }
            if finger.get().acts() {
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
            let (x, y) = (event.client_x(), event.client_y());
            finger.set(finger.get().moved(x.into(), y.into()));
            if finger.get().acts() {
                give(x);
            }
        })
    };
    let tapped = Callback::from(move |event: MouseEvent| give(event.client_x()));
    Scrub {
        pressed,
        moved,
        tapped,
    }
}
