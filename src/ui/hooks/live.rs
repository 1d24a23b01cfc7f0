//! Live: the chosen program on the browser's own event loop and clock, through the same runtime.

use super::work::milliseconds;
use crate::comparison::{Comparison, Run};
use crate::ui::state::Motion;
use analysis::fmt::length;
use gloo_timers::future::TimeoutFuture;
use goruntime::time::Time;
use goruntime::trace::Trace;
use lab::simulate::Simulation;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// The longest sleep between two looks at the clock, so that the playhead keeps moving, in milliseconds.
const LONGEST_SLEEP: u64 = 16;

/// What the transport shows of the live run.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Live {
    /// Whether a program runs.
    pub is_running: bool,
    /// What the newest run says.
    pub remark: String,
}

/// The live run, and what starts and stops it.
#[derive(Clone)]
pub(crate) struct LiveHandle {
    state: UseStateHandle<Live>,
    /// The number of the newest run. One that finds another number here has been stopped.
    newest: Rc<Cell<u32>>,
    is_running: Rc<Cell<bool>>,
    motion: Callback<Motion>,
}

/// A program on the browser's clock.
#[hook]
pub(crate) fn use_live(motion: Callback<Motion>) -> LiveHandle {
    let newest = use_memo((), |()| Cell::new(0));
    let is_running = use_memo((), |()| Cell::new(false));
    LiveHandle {
        state: use_state_eq(Live::default),
        newest,
        is_running,
        motion,
    }
}

impl LiveHandle {
    /// What is shown of it.
    pub(crate) fn shown(&self) -> Live {
        (*self.state).clone()
    }

    /// Whether a program runs.
    pub(crate) fn is_running(&self) -> bool {
        self.is_running.get()
    }

    /// Starts a pattern of a comparison; stops it, if one runs.
    pub(crate) fn toggle(&self, shown: &Comparison, chosen: usize) {
        if self.is_running() {
            self.stop();
            return;
        }
        let Some(run) = shown.runs.get(chosen) else {
            return;
        };
        self.end();
        let Some(pattern) = run.pattern() else {
            let words = "Your own program runs in virtual time only.";
            self.show(false, String::from(words));
            return;
        };
        self.is_running.set(true);
        self.show(
            true,
            format!("{} runs on the browser's clock …", run.name()),
        );
        let simulation = Simulation::new(&shown.scenario, pattern);
        spawn_local(self.clone().run(simulation, run.clone(), self.newest.get()));
    }

    /// Stops what runs, and says so.
    pub(crate) fn stop(&self) {
        if self.is_running.get() {
            self.end();
            self.show(false, String::from("Live run stopped."));
        }
    }

    /// Stops what runs, and forgets what the newest run said: it is no longer about what is shown.
    pub(crate) fn forget(&self) {
        self.end();
        self.show(false, String::new());
    }

    fn end(&self) {
        self.is_running.set(false);
        self.newest.set(self.newest.get() + 1);
    }

    fn show(&self, is_running: bool, remark: String) {
        self.state.set(Live { is_running, remark });
    }

    /// Runs a program in step with the clock until it ends or is stopped. `shown` is its run in virtual time.
    async fn run(self, mut simulation: Simulation, shown: Run, number: u32) {
        let began = milliseconds();
        loop {
            let elapsed = since(began);
            let Some(wait) = simulation.advance_to(elapsed) else {
                break;
            };
            self.motion.emit(Motion::Live(elapsed));
            let sleep = wait.0.div_ceil(1_000_000).min(LONGEST_SLEEP);
            TimeoutFuture::new(u32::try_from(sleep).unwrap_or_default()).await;
            if self.newest.get() != number {
                return;
            }
        }
        let trace = simulation.into_trace();
        self.end();
        self.motion.emit(Motion::Live(trace.exit().at));
        self.show(false, compared(&shown, &trace, since(began)));
    }
}

fn compared(shown: &Run, trace: &Trace, wall: Time) -> String {
    let same = if trace.hash() == shown.trace_hash {
        "the same trace"
    } else {
        "a different trace"
    };
    format!(
        "{} took {} on the browser's clock, {} in virtual time: {same}.",
        shown.name(),
        length(wall.elapsed()),
        length(trace.exit().at.elapsed()),
    )
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a page is not open for centuries"
)]
fn since(began: f64) -> Time {
    Time(((milliseconds() - began).max(0.0) * 1e6) as u64)
}
