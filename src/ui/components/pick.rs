//! Taps on the picture of a run.

use crate::comparison::Run;
use crate::ui::hooks::{Dispatch, moment};
use crate::ui::state::{Command, mark_at};
use picture::{Frame, Point, Scale, goroutine_at, object_at};
use std::cell::Cell;
use std::rc::Rc;
use web_sys::Element;
use yew::prelude::*;

/// How a picture is drawn: its scale, whether labels are large, and the first row of the lens, from 0.
pub(super) type Seen = (Scale, bool, Option<u32>);

/// Chooses the run that is tapped, and selects the goroutine whose row is tapped, or the channel or lock of a strip; a tap beside them
/// selects none. A tap on a mark shows its very moment: a finger is wider than an instant. `seen` is what was there when it was pressed:
/// the press itself may bring another scale.
#[hook]
pub(super) fn use_pick(
    node: &NodeRef,
    run: &Run,
    seen: Rc<Cell<Seen>>,
    dispatch: &Dispatch,
) -> Callback<MouseEvent> {
    let of = (node.clone(), run.clone(), dispatch.clone());
    use_callback(of, move |event: MouseEvent, (node, run, dispatch)| {
        let Some(element) = node.cast::<Element>() else {
            return;
        };
        let (frame, place) = tapped(&element, &event, seen.get());
        let goroutine = goroutine_at(&run.report, &frame, place);
        dispatch.give(Command::choose(run));
        let shown = (frame.scale.from, frame.scale.end);
        let at = moment(&element, f64::from(event.client_x()), shown);
        if let Some(at) = goroutine.and_then(|id| mark_at(&run.report, id, at, shown)) {
            dispatch.give(Command::Seek { at });
        }
        let goroutine = goroutine.map(|id| id.0);
        dispatch.give(match object_at(&run.report, &frame, place) {
            Some(object) => Command::Object {
                object: Some(object.0),
            },
            None => Command::Select { goroutine },
        });
    })
}

/// The frame of a picture, and the place in it that was tapped.
pub(super) fn tapped(
    element: &Element,
    event: &MouseEvent,
    (scale, large, lens): Seen,
) -> (Frame, Point) {
    let area = element.get_bounding_client_rect();
    #[expect(clippy::cast_possible_truncation, reason = "a place on a screen fits")]
    let [width, height, x, y] = [
        area.width(),
        area.height(),
        f64::from(event.client_x()) - area.left(),
        f64::from(event.client_y()) - area.top(),
    ]
    .map(|length| length as f32);
    let frame = Frame {
        width,
        height,
        scale,
        large,
        chosen: None,
        lens,
    };
    (frame, Point { x, y })
}
