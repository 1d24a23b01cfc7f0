//! Pointers on an axis or a plot, as moments, or as a hand that moves what is shown.

use crate::ui::hooks::{Stretch, finger_of, use_dispatch};
use crate::ui::state::{Command, Finger, Grip, Part};
use goruntime::time::Time;
use std::cell::Cell;
use std::rc::Rc;
use web_sys::Element;
use yew::prelude::*;

/// What an element on which one can scrub listens to.
#[derive(Clone)]
pub(crate) struct Scrub {
    pub pressed: Callback<PointerEvent>,
    pub moved: Callback<PointerEvent>,
    pub tapped: Callback<MouseEvent>,
}

/// Which stretch of time a pointer at a place of the window, in CSS pixels, is on.
pub(crate) type StretchAt = Callback<f64, Option<Stretch>>;

/// The stretch that lies across all of an element.
pub(crate) fn across(node: &NodeRef, ends: (Time, Time)) -> StretchAt {
    let node = node.clone();
    Callback::from(move |_| {
        let element = node.cast::<Element>()?;
        Some(Stretch::across(&element, ends))
    })
}

/// Turns presses, drags and taps on an element into moments of the stretch on which they begin. A touch counts when it has moved
/// sideways, since it may be about to scroll the page; a tap counts when it is over.
#[hook]
pub(crate) fn use_scrub(node: &NodeRef, stretch: StretchAt, to: Callback<Time>) -> Scrub {
    let finger = use_memo((), |()| Cell::new(Finger::default()));
    // The stretch on which it was pressed: what is found there may bring another, as one that is too short to see, and the same
    // place is the same moment until the press is over.
    let held = use_memo((), |()| Cell::new(None::<Stretch>));
    let give = {
        let (stretch, held) = (stretch.clone(), Rc::clone(&held));
        move |x: i32| {
            let x = f64::from(x);
            if let Some(stretch) = held.get().or_else(|| stretch.emit(x)) {
                to.emit(stretch.at(x));
            }
        }
    };
    let pressed = {
        let (node, give, finger) = (node.clone(), give.clone(), finger.clone());
        let held = Rc::clone(&held);
        Callback::from(move |event: PointerEvent| {
            // A second finger ends what the first one was about to do.
            finger.set(finger_of(&event));
            if event.button() != 0 || !event.is_primary() {
                return;
            }
            held.set(stretch.emit(event.client_x().into()));
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
            if !is_captured(&node, &event) || !event.is_primary() {
                return;
            }
            let (x, y) = (event.client_x(), event.client_y());
            finger.set(finger.get().moved(x.into(), y.into()));
            if finger.get().acts() {
                give(x);
            }
        })
    };
    let tapped = Callback::from(move |event: MouseEvent| {
        give(event.client_x());
        held.set(None);
    });
    Scrub {
        pressed,
        moved,
        tapped,
    }
}

/// How far a pointer may move between its press and its release for a tap, in CSS pixels.
const SLOP: i32 = 4;

/// [`use_scrub`] for the pictures of a part of the time axis, which ends at `end`: a press or a drag shows a moment, and a mouse
/// with Shift moves the part, as in trace viewers. `picked` gets the taps, but not the ends of drags.
#[hook]
pub(crate) fn use_time_scrub(
    node: &NodeRef,
    shown: (Time, Time),
    end: Time,
    stretch: StretchAt,
    picked: Callback<MouseEvent>,
) -> Scrub {
    let dispatch = use_dispatch();
    let seek = use_callback(dispatch.clone(), |at, dispatch| {
        dispatch.give(Command::Seek { at });
    });
    let scrub = use_scrub(node, stretch, seek);
    // What is held until the tap that ends the move.
    let held = use_memo((), |()| Cell::new(None::<Grip>));
    let press = use_memo((), |()| Cell::new(0));
    let pressed = {
        let (node, held, press) = (node.clone(), Rc::clone(&held), Rc::clone(&press));
        Callback::from(move |event: PointerEvent| {
            held.set(None);
            press.set(event.client_x());
            // The whole has nowhere to go.
            let moves = event.shift_key() && event.button() == 0 && shown != (Time::ZERO, end);
            let Some(element) = node.cast::<Element>().filter(|_| moves) else {
                scrub.pressed.emit(event);
                return;
            };
            // Without the capture a drag ends at the element's edge; the press itself works.
            let _ = element.set_pointer_capture(event.pointer_id());
            held.set(Some(grip(&element, &event, shown, end)));
        })
    };
    let moved = {
        let (node, held) = (node.clone(), Rc::clone(&held));
        Callback::from(move |event: PointerEvent| match held.get() {
            None => scrub.moved.emit(event),
            Some(grip) if is_captured(&node, &event) => {
                let Part { from, to } = grip.moved(event.client_x().into());
                dispatch.give(Command::Fit { from, to });
            }
            Some(_) => {}
        })
    };
    let tapped = Callback::from(move |event: MouseEvent| {
        if held.take().is_none() {
            scrub.tapped.emit(event.clone());
            if (event.client_x() - press.get()).abs() <= SLOP {
                picked.emit(event);
            }
        }
    });
    Scrub {
        pressed,
        moved,
        tapped,
    }
}

fn grip(element: &Element, event: &PointerEvent, (from, to): (Time, Time), end: Time) -> Grip {
    let width = element.get_bounding_client_rect().width();
    Grip::on_picture(Part { from, to }, end, event.client_x().into(), width)
}

/// Whether an element has got hold of a pointer, which then moves it also from outside.
pub(crate) fn is_captured(node: &NodeRef, event: &PointerEvent) -> bool {
    let element = node.cast::<Element>();
    element.is_some_and(|element| element.has_pointer_capture(event.pointer_id()))
}
