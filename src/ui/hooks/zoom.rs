//! Zooming and panning a picture by wheel, trackpad and fingers.

use super::Dispatch;
use crate::ui::state::{Command, Part};
use gloo_events::{EventListener, EventListenerOptions};
use goruntime::time::Time;
use picture::time_at;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, TouchEvent, WheelEvent};
use yew::prelude::*;

/// What is done about an event on the element.
type Heard = Box<dyn Fn(&Element, &Event)>;

/// How far a wheel turns for a step of zooming, in CSS pixels.
const STEP: f64 = 40.0;
/// Fingers that are closer than this zoom nothing, in CSS pixels.
const LEAST_APART: f64 = 8.0;

/// Zooms a picture of the time between two moments around the pointer, with Control or Meta and the wheel, or as a trackpad
/// says it; moves it by a wheel that turns sideways, or with Shift; and follows two fingers. A wheel alone scrolls the page. `end` is the
/// end of the whole axis.
#[hook]
pub(crate) fn use_zoom(node: &NodeRef, shown: (Time, Time), end: Time, dispatch: &Dispatch) {
    // The listeners stay; what they need is newest here.
    let newest = use_mut_ref(|| (shown, end, dispatch.clone()));
    *newest.borrow_mut() = (shown, end, dispatch.clone());
    use_effect_with(node.clone(), move |node| {
        let listeners = node.cast::<Element>().map(|element| {
            let fingers = Rc::new(Cell::new(None::<Fingers>));
            let listen = |name, heard: Heard| {
                let target = element.clone();
                let options = EventListenerOptions::enable_prevent_default();
                EventListener::new_with_options(&element, name, options, move |event| {
                    heard(&target, event);
                })
            };
            let (turned, began, moved) = (newest.clone(), newest.clone(), newest);
            let (first, held, left) = (Rc::clone(&fingers), Rc::clone(&fingers), fingers);
            [
                listen(
                    "wheel",
                    Box::new(move |element, event| {
                        let (shown, _, dispatch) = turned.borrow().clone();
                        if let Some(command) = of_wheel(element, event, shown) {
                            event.prevent_default();
                            dispatch.give(command);
                        }
                    }),
                ),
                listen(
                    "touchstart",
                    Box::new(move |element, event| {
                        first.set(Fingers::of(element, event, began.borrow().0));
                    }),
                ),
                listen(
                    "touchmove",
                    Box::new(move |element, event| {
                        let (_, end, dispatch) = moved.borrow().clone();
                        let Some(before) = held.get() else { return };
                        event.prevent_default();
                        if let Some(command) = before.moved(element, event, end) {
                            dispatch.give(command);
                        }
                    }),
                ),
                listen("touchend", Box::new(move |_, _| left.set(None))),
            ]
        });
        move || drop(listeners)
    });
}

/// What a wheel does to a picture, if not scroll the page.
fn of_wheel(element: &Element, event: &Event, (from, to): (Time, Time)) -> Option<Command> {
    let event: &WheelEvent = event.unchecked_ref();
    let (across, down) = (event.delta_x(), event.delta_y());
    if event.ctrl_key() || event.meta_key() {
        let at = moment(element, f64::from(event.client_x()), (from, to));
        return whole(-down / STEP, -down).map(|steps| Command::Zoom {
            steps,
            at: Some(at),
        });
    }
    let across = if event.shift_key() && across == 0.0 {
        down
    } else {
        across
    };
    if across.abs() <= down.abs() && !event.shift_key() {
        return None;
    }
    let width = element.get_bounding_client_rect().width().max(1.0);
    let hundredths = whole(across / width * 100.0, across)?;
    Some(Command::Pan { hundredths })
}

/// Two fingers on a picture: the moments under them, which stay under them.
#[derive(Clone, Copy)]
struct Fingers {
    moments: (Time, Time),
}

impl Fingers {
    fn of(element: &Element, event: &Event, shown: (Time, Time)) -> Option<Fingers> {
        let (left, right) = places(event)?;
        let moments = (moment(element, left, shown), moment(element, right, shown));
        (moments.0 < moments.1).then_some(Fingers { moments })
    }

    /// The part of the axis in which the moments lie under the fingers again.
    fn moved(self, element: &Element, event: &Event, end: Time) -> Option<Command> {
        let (left, right) = places(event)?;
        let area = element.get_bounding_client_rect();
        let places = (left - area.left(), right - area.left());
        if places.1 - places.0 < LEAST_APART {
            return None;
        }
        let part = Part::held(self.moments, places, area.width(), end);
        Some(
            part.map_or(Command::Whole, |Part { from, to }| Command::Fit {
                from,
                to,
            }),
        )
    }
}

/// The places of two fingers, from the left.
fn places(event: &Event) -> Option<(f64, f64)> {
    let event: &TouchEvent = event.unchecked_ref();
    let touches = event.touches();
    let (one, other) = (touches.get(0)?, touches.get(1)?);
    if touches.length() != 2 {
        return None;
    }
    let (a, b) = (f64::from(one.client_x()), f64::from(other.client_x()));
    Some((a.min(b), a.max(b)))
}

/// The moment at a place of the window, in an element that shows the time between two moments.
pub(crate) fn moment(element: &Element, x: f64, ends: (Time, Time)) -> Time {
    Stretch::across(element, ends).at(x)
}

/// A stretch of time that lies across a part of the screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Stretch {
    /// Its left edge in the window, in CSS pixels.
    pub left: f64,
    /// In CSS pixels.
    pub width: f64,
    /// The moments at its ends.
    pub ends: (Time, Time),
}

impl Stretch {
    /// The one that lies across an element.
    pub(crate) fn across(element: &Element, ends: (Time, Time)) -> Stretch {
        let area = element.get_bounding_client_rect();
        Stretch {
            left: area.left(),
            width: area.width(),
            ends,
        }
    }

    /// The moment at a place of the window.
    pub(crate) fn at(&self, x: f64) -> Time {
        let (from, to) = self.ends;
        let x = (x - self.left).min(self.width).max(0.0);
        let since = time_at(single(x), Time(to.since(from).0), single(self.width));
        Time(from.0 + since.0)
    }
}

/// A whole number of steps; at least one in the direction of a motion. `None` if nothing moves.
#[expect(clippy::cast_possible_truncation, reason = "a few steps")]
fn whole(steps: f64, motion: f64) -> Option<i64> {
    let steps = steps.round() as i64;
    match motion {
        0.0 => None,
        motion if steps == 0 => Some(motion.signum() as i64),
        _ => Some(steps),
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a place on a screen fits")]
fn single(pixels: f64) -> f32 {
    pixels as f32
}
