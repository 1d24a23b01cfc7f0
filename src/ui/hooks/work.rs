//! The work on what is shown, in slices of the page's thread.

use crate::ui::work::{Results, Scheduler, Wanted};
use gloo_timers::future::TimeoutFuture;
use gloo_utils::window;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// How long a slice may take while the runs are awaited, in milliseconds. Between two slices the browser may draw a frame, and on
/// a slow phone that takes longer than the slice; up to 50 ms nobody feels that the page does not answer. The last piece of a
/// slice ends later.
const RUNS: f64 = 30.0;
/// How long a slice may take whose results are rendered in the same turn, in milliseconds. The first one after a wish is such a
/// slice, so that short runs follow the slider at once.
const FIRST: f64 = 20.0;
/// How long a slice may take while only a curve is awaited: every frame has room for it.
const CURVES: f64 = 8.0;

/// The scheduler, and whether a task works it off.
#[derive(Default)]
struct Worker {
    scheduler: RefCell<Scheduler>,
    is_running: Cell<bool>,
}

/// Computes what is wanted, the most urgent first, and renders anew when there is something new to show.
#[hook]
pub(crate) fn use_work(wanted: &Wanted) -> Results {
    let results = use_state_eq(Results::default);
    let worker = use_memo((), |()| Worker::default());
    let set = results.setter();
    use_effect_with(wanted.clone(), move |wanted| {
        let now = milliseconds();
        worker.scheduler.borrow_mut().want(wanted, now);
        worker.slice(FIRST);
        set.set(worker.scheduler.borrow().results());
        if !worker.is_running.replace(true) {
            spawn_local(work_off(worker, set));
        }
    });
    (*results).clone()
}

async fn work_off(worker: Rc<Worker>, set: UseStateSetter<Results>) {
    loop {
        TimeoutFuture::new(0).await;
        if !worker.scheduler.borrow().is_busy() {
            worker.is_running.set(false);
            return;
        }
        let awaits_runs = worker.scheduler.borrow().awaits_runs();
        let length = if awaits_runs { RUNS } else { CURVES };
        let began = milliseconds();
        if worker.slice(length) {
            if milliseconds() - began > FIRST {
                // Together, a slice and its rendering would hold up the thread for too long.
                TimeoutFuture::new(0).await;
            }
            set.set(worker.scheduler.borrow().results());
        }
    }
}

impl Worker {
    fn slice(&self, length: f64) -> bool {
        let until = milliseconds() + length;
        self.scheduler.borrow_mut().work(until, milliseconds)
    }
}

/// Milliseconds since the page was opened.
pub(crate) fn milliseconds() -> f64 {
    window()
        .performance()
        .map_or(0.0, |performance| performance.now())
}
