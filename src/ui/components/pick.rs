//! Taps on the picture of a run.

use super::scrub::StretchAt;
use crate::comparison::Run;
use crate::ui::hooks::{Dispatch, Stretch};
use crate::ui::state::{Command, mark_at};
use goruntime::time::Time;
use picture::{Frame, Point, Scale, goroutine_at, magnified_frame, object_at};
use web_sys::Element;
use yew::prelude::*;

/// How a picture is drawn.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Drawn {
    pub scale: Scale,
    /// Whether labels are large.
    pub large: bool,
    /// The first row of the lens, from 0.
    pub lens: Option<u32>,
}

/// What is there to be pressed.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Seen {
    pub drawn: Drawn,
    /// Whether what came of the run is shown: a run that is too short to see is magnified then.
    pub has_result: bool,
}

/// Chooses the run that is tapped, and selects the goroutine whose row is tapped, or the channel or lock of a strip; a tap beside them
/// selects none. A tap on a mark shows its very moment: a finger is wider than an instant. `seen` is what was there when it was pressed.
#[hook]
pub(super) fn use_pick(
    node: &NodeRef,
    run: &Run,
    seen: Callback<(), Seen>,
    dispatch: &Dispatch,
) -> Callback<MouseEvent> {
    let of = (node.clone(), run.clone(), dispatch.clone(), seen);
    use_callback(of, move |event: MouseEvent, (node, run, dispatch, seen)| {
        let Some(element) = node.cast::<Element>() else {
            return;
        };
        let tapped = Tapped::at(&element, &event, run, seen.emit(()));
        let Tapped { frame, place, .. } = &tapped;
        let goroutine = goroutine_at(&run.report, frame, *place);
        dispatch.give(Command::choose(run));
        let (at, shown) = (tapped.moment(), tapped.stretch.ends);
        if let Some(at) = goroutine.and_then(|id| mark_at(&run.report, id, at, shown)) {
            dispatch.give(Command::Seek { at });
        }
        let goroutine = goroutine.map(|id| id.0);
        dispatch.give(match object_at(&run.report, frame, *place) {
            Some(object) => Command::Object {
                object: Some(object.0),
            },
            None => Command::Select { goroutine },
        });
    })
}

/// The stretch that a pointer on the picture of a run is on: that of the picture, or of the magnified one in it.
pub(super) fn stretch_at(node: &NodeRef, run: &Run, seen: Callback<(), Seen>) -> StretchAt {
    let (node, run) = (node.clone(), run.clone());
    Callback::from(move |x| {
        let element = node.cast::<Element>()?;
        Some(on_picture(&element, x, &run, seen.emit(())).1)
    })
}

/// What was tapped of the picture of a run.
pub(super) struct Tapped {
    /// The picture, or the magnified one in it.
    pub frame: Frame,
    /// The place in it, in pixels.
    pub place: Point,
    stretch: Stretch,
}

impl Tapped {
    pub(super) fn at(element: &Element, event: &MouseEvent, run: &Run, seen: Seen) -> Tapped {
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        let (frame, stretch) = on_picture(element, x, run, seen);
        let top = element.get_bounding_client_rect().top();
        let place = Point {
            x: single(x - stretch.left),
            y: single(y - top),
        };
        Tapped {
            frame,
            place,
            stretch,
        }
    }

    /// The moment there.
    pub(super) fn moment(&self) -> Time {
        self.stretch.at(self.stretch.left + f64::from(self.place.x))
    }
}

fn on_picture(element: &Element, x: f64, run: &Run, seen: Seen) -> (Frame, Stretch) {
    let Drawn { scale, large, lens } = seen.drawn;
    let whole = Stretch::across(element, (scale.from, scale.end));
    let frame = Frame {
        width: single(whole.width),
        height: single(element.get_bounding_client_rect().height()),
        scale,
        large,
        chosen: None,
        lens,
    };
    let magnified = magnified_frame(&run.report, &frame).filter(|_| seen.has_result);
    if let Some((left, inner)) = magnified {
        let part = Stretch {
            left: whole.left + f64::from(left),
            width: inner.width.into(),
            ends: (inner.scale.from, inner.scale.end),
        };
        if (part.left..part.left + part.width).contains(&x) {
            return (inner, part);
        }
    }
    (frame, whole)
}

#[expect(clippy::cast_possible_truncation, reason = "a place on a screen fits")]
fn single(pixels: f64) -> f32 {
    pixels as f32
}
