//! How a state of a goroutine ends, which a finished run knows.

use super::{Detail, objects};
use crate::flows::{Flow, FlowKind};
use crate::fmt::length;
use crate::spans::Segment;
use crate::state::GoroutineState;
use crate::{ObjectKind, Report};
use goruntime::time::Time;

/// How a state of a goroutine ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ending {
    /// When; `None` if it lasts until the end of the run.
    pub at: Option<Time>,
    /// What another goroutine does to end it.
    pub flow: Option<Flow>,
}

impl Detail {
    /// How one of the goroutine's states ends.
    #[must_use]
    pub fn ending(&self, report: &Report, segment: &Segment) -> Ending {
        let Some(span) = report.span(self.id) else {
            return Ending {
                at: None,
                flow: None,
            };
        };
        if segment.to == span.end && span.fate != GoroutineState::Done {
            return Ending {
                at: None,
                flow: None,
            };
        }
        let at = segment.to;
        let first = self.incoming.partition_point(|flow| flow.at < at);
        let mut then = self.incoming[first..]
            .iter()
            .take_while(|flow| flow.at == at);
        let waits = segment.state.is_blocked() || segment.state == GoroutineState::Sleeping;
        // What comes of something else at the same moment, as after a sleep, has not ended this wait.
        let is_of_wait = |flow: &&Flow| {
            flow.object
                .is_none_or(|object| objects(report, segment.waits).any(|waited| waited == object))
        };
        // A value of a buffer that is taken at the same moment has woken nobody.
        let is_wake = |flow: &&Flow| flow.from_at == at || flow.kind != FlowKind::Send;
        let flow = then.find(|flow| waits && is_of_wait(flow) && is_wake(flow));
        Ending {
            at: Some(at),
            flow: flow.copied(),
        }
    }
}

impl Ending {
    /// The words for it: `until 1.3 s, when main sends to jobs`; `until the run ends`.
    #[must_use]
    pub fn words(&self, report: &Report, segment: &Segment) -> String {
        let Some(at) = self.at else {
            return String::from("until the run ends");
        };
        let until = String::from("until ") + &length(at.elapsed());
        if let Some(flow) = self.flow {
            return until + ", when " + &act(report, flow);
        }
        match segment.state {
            GoroutineState::Runnable => until + ", when it gets a processor",
            GoroutineState::Sleeping => until + ", when its time is over",
            GoroutineState::Running(_)
            | GoroutineState::Blocked(_)
            | GoroutineState::Done
            | GoroutineState::Leaked
            | GoroutineState::Killed => until,
        }
    }
}

/// What a goroutine does to another: `main sends to jobs`.
fn act(report: &Report, flow: Flow) -> String {
    let who = report.goroutine_name(flow.from);
    let Some(object) = flow.object else {
        return who + " wakes it";
    };
    let name = report.object_name(object);
    let is_context = report
        .object(object)
        .is_some_and(|of| of.kind == ObjectKind::Context);
    let verb = match flow.kind {
        FlowKind::Send => " sends to ",
        FlowKind::Receive => " receives from ",
        FlowKind::Close if is_context => {
            return who + " cancels " + name.trim_end_matches(".Done()");
        }
        FlowKind::Close => " closes ",
        FlowKind::Unlock => " unlocks ",
        FlowKind::Done => return who + " calls " + &name + ".Done()",
        FlowKind::Go | FlowKind::Wake => return who + " wakes it through " + &name,
    };
    who + verb + &name
}
