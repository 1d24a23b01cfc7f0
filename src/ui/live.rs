//! Live: the chosen program on the browser's own event loop and clock, through the same runtime.

use super::app::{App, Msg};
use super::dom;
use crate::patterns::Pattern;
use crate::scenarios::Scenario;
use crate::simulate::Simulation;
use crate::time::{Duration, Time};
use futures::future::{AbortHandle, Abortable};
use gloo_timers::future::TimeoutFuture;
use wasm_bindgen_futures::spawn_local;
use yew::html::Scope;

/// The longest sleep between two looks at the clock, so that the playhead keeps moving, in milliseconds.
const LONGEST_SLEEP: u64 = 16;

/// A live run, or what the last one said.
pub(super) struct Live {
    task: Option<AbortHandle>,
    remark: String,
}

/// How a live run ended.
pub(super) struct Ended {
    pub(super) pattern: &'static Pattern,
    pub(super) wall: Duration,
    pub(super) virtual_time: Duration,
    pub(super) trace_hash: u64,
}

impl Live {
    pub(super) fn new() -> Live {
        Live {
            task: None,
            remark: String::new(),
        }
    }

    pub(super) fn running(&self) -> bool {
        self.task.is_some()
    }

    pub(super) fn remark(&self) -> &str {
        &self.remark
    }

    /// Starts a pattern; it reports to the page.
    pub(super) fn start(
        &mut self,
        link: &Scope<App>,
        scenario: &Scenario,
        pattern: &'static Pattern,
    ) {
        self.stop();
        let simulation = Simulation::new(scenario, pattern);
        let (handle, registration) = AbortHandle::new_pair();
        let run = Abortable::new(run(link.clone(), simulation, pattern), registration);
        spawn_local(async move {
            // An aborted run has nothing to report.
            let _ = run.await;
        });
        self.task = Some(handle);
        self.remark = format!("{} runs on the browser's clock …", pattern.name);
    }

    /// Stops what runs; says so.
    pub(super) fn stop(&mut self) {
        if let Some(task) = self.task.take() {
            task.abort();
            self.remark = String::from("Live run stopped.");
        }
    }

    /// Stops what runs, and forgets what the last run said: it is no longer about what is shown.
    pub(super) fn forget(&mut self) {
        self.stop();
        self.remark.clear();
    }

    /// Takes the end of a run. `expected` is the hash of the trace on the screen.
    pub(super) fn ended(&mut self, ended: &Ended, expected: Option<u64>) {
        self.task = None;
        let Ended {
            pattern,
            wall,
            virtual_time,
            trace_hash,
        } = ended;
        let same = if expected == Some(*trace_hash) {
            "the same trace"
        } else {
            "a different trace"
        };
        self.remark = format!(
            "{} took {} on the browser's clock, {virtual_time} in virtual time: {same}.",
            pattern.name,
            wall.round_to_millis(),
        );
    }
}

async fn run(link: Scope<App>, mut simulation: Simulation, pattern: &'static Pattern) {
    let began = dom::milliseconds();
    loop {
        let elapsed = since(began);
        link.send_message(Msg::LiveAt(elapsed));
        let Some(wait) = simulation.advance_to(elapsed) else {
            break;
        };
        let milliseconds = wait.0.div_ceil(1_000_000).min(LONGEST_SLEEP);
        TimeoutFuture::new(u32::try_from(milliseconds).unwrap_or_default()).await;
    }
    let wall = since(began).elapsed();
    let trace = simulation.into_trace();
    let virtual_time = trace.exit().at.elapsed();
    link.send_message(Msg::LiveEnded(Ended {
        pattern,
        wall,
        virtual_time,
        trace_hash: trace.hash(),
    }));
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a page is not open for centuries"
)]
fn since(began: f64) -> Time {
    Time(((dom::milliseconds() - began).max(0.0) * 1e6) as u64)
}
