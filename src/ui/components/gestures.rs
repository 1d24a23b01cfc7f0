//! What hands do on the picture of a run: press, drag, tap and double tap.

use super::lens_bar::from_row;
use super::pick::{Drawn, Seen, Tapped, stretch_at, use_pick};
use super::scrub::use_time_scrub;
use crate::comparison::Run;
use crate::ui::hooks::use_dispatch;
use crate::ui::state::fit;
use analysis::GoroutineId;
use goruntime::time::Time;
use picture::{MOST_ROWS, row_at};
use std::cell::Cell;
use std::rc::Rc;
use web_sys::Element;
use yew::prelude::*;

/// What the picture of a run listens to.
pub(super) struct Gestures {
    pub pressed: Callback<PointerEvent>,
    pub moved: Callback<PointerEvent>,
    pub tapped: Callback<MouseEvent>,
    /// A double tap.
    pub fitted: Callback<MouseEvent>,
    /// Whether what came of the run is shown: who shows it says so here. The picture is not rendered again when the playhead moves.
    pub has_result: Rc<Cell<bool>>,
}

/// A press and a drag show a moment of the picture on which they begin, a tap chooses what is there, and a double tap fits the time
/// axis to it or gives rows to its goroutines. `goroutine` is the one that is selected, `end` that of the whole axis.
#[hook]
pub(super) fn use_gestures(
    node: &NodeRef,
    run: &Run,
    goroutine: Option<GoroutineId>,
    end: Time,
    drawn: Drawn,
) -> Gestures {
    let dispatch = use_dispatch();
    let shown = (drawn.scale.from, drawn.scale.end);
    let has_result = use_memo((), |()| Cell::new(false));
    let seen = {
        let has_result = Rc::clone(&has_result);
        move || Seen {
            drawn,
            has_result: has_result.get(),
        }
    };
    // What was there at the press, until its click: the press itself may bring another scale.
    let held = use_memo((), |()| Cell::new(None::<Seen>));
    let seen_first = {
        let (held, seen) = (Rc::clone(&held), seen.clone());
        Callback::from(move |()| held.get().unwrap_or_else(&seen))
    };
    let picked = use_pick(node, run, seen_first.clone(), &dispatch);
    let stretch = stretch_at(node, run, seen_first);
    let scrub = use_time_scrub(node, shown, end, stretch, picked);
    let pressed = {
        let (held, seen) = (Rc::clone(&held), seen.clone());
        Callback::from(move |event: PointerEvent| {
            if event.is_primary() {
                held.set(Some(seen()));
            }
            scrub.pressed.emit(event);
        })
    };
    let tapped = Callback::from(move |event: MouseEvent| {
        scrub.tapped.emit(event);
        held.set(None);
    });
    // The first of the two taps has selected the goroutine.
    let fitted = {
        let (run, node) = (run.clone(), node.clone());
        Callback::from(move |event: MouseEvent| {
            let Some(element) = node.cast::<Element>() else {
                return;
            };
            let many = run.report.most_at_once() > MOST_ROWS;
            let tapped = Tapped::at(&element, &event, &run, seen());
            // Goroutines without rows get some.
            let row = row_at(&run.report, &tapped.frame, tapped.place)
                .filter(|_| many && goroutine.is_none() && drawn.lens.is_none());
            let at = tapped.moment();
            dispatch.give(match row {
                Some(row) => from_row(row),
                None => fit(&run.report, goroutine, at, shown),
            });
        })
    };
    Gestures {
        pressed,
        moved: scrub.moved,
        tapped,
        fitted,
        has_result,
    }
}
