//! The index of a run's events, made piece by piece.

use super::work::milliseconds;
use crate::comparison::Run;
use analysis::log::{EventFilter, EventIndex};
use gloo_timers::future::TimeoutFuture;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// How long the first piece may take: the first rows come with it. In milliseconds.
const FIRST: f64 = 20.0;
/// How long another piece may take, beside the frames.
const OTHER: f64 = 8.0;
/// The events between two looks at the clock.
const EVENTS: usize = 1_000;

/// The index of the events of a run that pass a filter. It grows while the component is shown, which renders anew with each
/// piece.
#[hook]
pub(crate) fn use_event_index(run: &Run, filter: &EventFilter) -> Rc<RefCell<EventIndex>> {
    let of = (run.clone(), filter.clone());
    let index = use_memo(of.clone(), |(run, filter)| {
        let mut index = EventIndex::new(filter);
        advance(&mut index, run, FIRST);
        RefCell::new(index)
    });
    // Also when the last piece has no row, it is to be seen that it was the last.
    let progress = use_state_eq(|| (0, false));
    let growing = (Rc::clone(&index), progress.setter());
    use_effect_with(of, move |(run, _)| {
        let is_wanted = Rc::new(Cell::new(true));
        let (run, wanted) = (run.clone(), Rc::clone(&is_wanted));
        spawn_local(async move {
            let (index, progress) = growing;
            let mut is_complete = index.borrow().is_complete();
            while !is_complete {
                TimeoutFuture::new(0).await;
                if !wanted.get() {
                    return;
                }
                is_complete = advance(&mut index.borrow_mut(), &run, OTHER);
                progress.set((index.borrow().rows(), is_complete));
            }
        });
        move || is_wanted.set(false)
    });
    index
}

fn advance(index: &mut EventIndex, run: &Run, length: f64) -> bool {
    let until = milliseconds() + length;
    loop {
        if index.advance(&run.trace, &run.report, EVENTS) {
            return true;
        }
        if milliseconds() >= until {
            return false;
        }
    }
}
