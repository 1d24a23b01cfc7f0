//! Live: the chosen program on the browser's own event loop and clock, through the same runtime.

use super::app::{App, Msg};
use super::dom::{self, Timeout};
use goruntime::time::{Duration, Time};
use lab::patterns::Pattern;
use lab::scenarios::Scenario;
use lab::simulate::Simulation;
use yew::html::Scope;

/// The longest sleep between two looks at the clock, so that the playhead keeps moving, in milliseconds.
const LONGEST_SLEEP: u64 = 16;

/// A live run, or what the last one said.
#[derive(Default)]
pub(super) struct Live {
    run: Option<Run>,
    remark: String,
}

struct Run {
    pattern: &'static Pattern,
    simulation: Simulation,
    began: f64,
    /// Until it goes on.
    pause: Timeout,
}

/// How a live run ended.
pub(super) struct Ended {
    pub(super) pattern: &'static Pattern,
    wall: Duration,
    pub(super) virtual_time: Duration,
    trace_hash: u64,
}

impl Live {
    pub(super) fn running(&self) -> bool {
        self.run.is_some()
    }

    pub(super) fn remark(&self) -> &str {
        &self.remark
    }

    /// Starts a pattern. The page is told at once, and again and again, to let it go on.
    pub(super) fn start(
        &mut self,
        link: &Scope<App>,
        scenario: &Scenario,
        pattern: &'static Pattern,
    ) {
        self.run = Some(Run {
            pattern,
            simulation: Simulation::new(scenario, pattern),
            began: dom::milliseconds(),
            pause: dom::later(link, 0, Msg::Live),
        });
        self.remark = [pattern.name, " runs on the browser's clock …"].concat();
    }

    /// Goes on up to the clock's moment. Returns it, and how the run ended, if it did.
    pub(super) fn go_on(&mut self, link: &Scope<App>) -> Option<(Time, Option<Ended>)> {
        let run = self.run.as_mut()?;
        let elapsed = since(run.began);
        if let Some(wait) = run.simulation.advance_to(elapsed) {
            let milliseconds = wait.0.div_ceil(1_000_000).min(LONGEST_SLEEP);
            let milliseconds = i32::try_from(milliseconds).unwrap_or_default();
            run.pause = dom::later(link, milliseconds, Msg::Live);
            return Some((elapsed, None));
        }
        let run = self.run.take()?;
        let wall = since(run.began).elapsed();
        let trace = run.simulation.into_trace();
        let ended = Ended {
            pattern: run.pattern,
            wall,
            virtual_time: trace.exit().at.elapsed(),
            trace_hash: trace.hash(),
        };
        Some((elapsed, Some(ended)))
    }

    /// Stops what runs; says so.
    pub(super) fn stop(&mut self) {
        if self.run.take().is_some() {
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

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a page is not open for centuries"
)]
fn since(began: f64) -> Time {
    Time(((dom::milliseconds() - began).max(0.0) * 1e6) as u64)
}
