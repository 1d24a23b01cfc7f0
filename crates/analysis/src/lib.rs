//! What a person is told about a run, read off its trace in one pass: lanes, curves, counts, findings.
//!
//! [`analyse`] is the door. It reads the events once; what it keeps grows with the instants, tasks and lines of a
//! run, and with its goroutines only up to a limit, above which their lives are not kept one by one.

mod curve;
mod findings;
#[cfg(any(test, feature = "fixtures"))]
pub mod fixtures;
pub mod fmt;
mod groups;
mod held;
mod lanes;
#[cfg(test)]
mod laws;
mod lines;
mod live;
mod metrics;
mod pass;
mod resources;
mod series;
mod spans;
mod state;
#[cfg(test)]
mod stories;
mod tasks;
mod verdict;
mod waiting;
mod waves;

pub use curve::{Curve, FailingRegion, Point};
pub use findings::{Finding, FindingKind};
pub use goruntime::trace::{BlockReason, GoroutineId, Limit, Outcome, Resource, TaskOutcome};
pub use lines::LineCount;
pub use metrics::{Metrics, measure};
pub use resources::{Level, ResourceUse, Tally, resource_name};
pub use series::Moment;
pub use spans::{GoroutineSpan, Segment};
pub use state::{GoroutineState, StateCounts};
pub use tasks::{Activity, HelperStep, StateTimes, TaskCounts, TaskSpan};
pub use verdict::{Verdict, VerdictKind, verdicts};
pub use waves::Waves;

use goruntime::time::Time;
use goruntime::trace::{Cursor, Exit, Trace};
use lines::LineActivity;
use pass::Pass;
use spans::{Lives, SpanRecorder};

/// All that is told about a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// How the run ended.
    pub outcome: Outcome,
    /// The exit code that a shell would see; `None` where no process ended.
    pub exit_code: Option<i32>,
    /// What the Go runtime, the kernel or the Lab said about the end; empty if all went well.
    pub message: String,
    /// When the run ended.
    pub total: Time,
    /// When main returned, if it did.
    pub main_returned: Option<Time>,
    /// How many goroutines were created, main not counted.
    pub goroutines: u32,
    /// The most goroutines alive at once, main not counted.
    pub peak_goroutines: Peak,
    /// The most memory in use at once, in bytes: every live goroutine but main, and what all of them hold.
    pub peak_memory: Peak,
    /// The memory limit in bytes, if there was one.
    pub memory_limit: Option<u64>,
    /// The tasks of the workload, by number.
    pub tasks: Vec<TaskSpan>,
    /// How many of them ended in which way.
    pub counts: TaskCounts,
    /// The most tasks that ran at once.
    pub lanes: u32,
    /// The most helpers that one task had at once.
    pub helpers_peak: u32,
    /// The waves in which main ran the tasks, if it did.
    pub waves: Option<Waves>,
    /// The lines that were printed.
    pub stdout: Vec<Printed>,
    /// The finite things besides memory that were used.
    pub resources: Vec<ResourceUse>,
    /// The data races that were seen.
    pub races: Vec<Printed>,
    /// What is worth saying about the run, the most important first.
    pub findings: Vec<Finding>,
    /// The run in two words.
    pub verdict: Verdict,
    moments: Vec<Moment>,
    /// When main waited for its tasks, if it ran them in waves.
    barriers: Vec<(Time, Time)>,
    lines: LineActivity,
    lives: Option<Lives>,
    steps: Vec<HelperStep>,
}

/// The largest value of a curve and the first moment at which it was reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Peak {
    /// The value.
    pub value: u64,
    /// The moment.
    pub at: Time,
}

impl Peak {
    /// Takes a value of the curve into account.
    pub(crate) fn raise(&mut self, value: u64, at: Time) {
        if value > self.value {
            *self = Peak { value, at };
        }
    }
}

/// A line that was printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// When.
    pub at: Time,
    /// The line, without its end.
    pub line: String,
}

/// Reads a report off a trace.
#[must_use]
pub fn analyse(trace: &Trace) -> Report {
    let mut analysis = Analysis::new(trace);
    analysis.advance(trace, usize::MAX);
    analysis.finish(trace)
}

/// A report that is being read off a trace, piece by piece: for a page that must answer meanwhile.
///
/// Each call gets the same trace.
#[derive(Debug)]
pub struct Analysis {
    pass: Pass,
    cursor: Cursor,
}

impl Analysis {
    /// Before the first event of a trace.
    #[must_use]
    pub fn new(trace: &Trace) -> Analysis {
        Analysis {
            pass: Pass::new(trace),
            cursor: Cursor::default(),
        }
    }

    /// Reads at most `events` events. True when all are read.
    pub fn advance(&mut self, trace: &Trace, events: usize) -> bool {
        let mut records = trace.records_after(std::mem::take(&mut self.cursor));
        for _ in 0..events {
            let Some(record) = records.next() else {
                return true;
            };
            self.pass.read(record);
        }
        self.cursor = records.cursor();
        false
    }

    /// The report, once all events are read.
    #[must_use]
    pub fn finish(mut self, trace: &Trace) -> Report {
        self.pass.end_run(trace);
        report(self.pass, trace)
    }
}

fn report(pass: Pass, trace: &Trace) -> Report {
    let Exit {
        outcome,
        at,
        main_returned,
        message,
    } = trace.exit();
    let mut resources = pass.resources.finish(trace);
    resources.extend(resources::processors(&pass.moments, trace));
    let lanes = pass.tasks.lanes();
    let (tasks, steps, counts) = pass.tasks.finish();
    let mut report = Report {
        outcome: *outcome,
        exit_code: outcome.exit_code(),
        message: message.clone(),
        total: *at,
        main_returned: *main_returned,
        goroutines: trace.goroutines().saturating_sub(1),
        peak_goroutines: pass.peak_goroutines,
        peak_memory: pass.peak_memory,
        memory_limit: trace.memory_limit(),
        counts,
        lanes,
        helpers_peak: tasks
            .iter()
            .map(|task| task.helpers_peak)
            .max()
            .unwrap_or(0),
        waves: waves::waves(&tasks, &pass.barriers),
        tasks,
        stdout: pass.stdout,
        races: pass.races,
        resources,
        findings: Vec::new(),
        verdict: Verdict::default(),
        moments: pass.moments,
        barriers: pass.barriers,
        lines: pass.lines,
        lives: pass.spans.map(SpanRecorder::finish),
        steps,
    };
    report.findings = findings::findings(&report, pass.held, &pass.waiting);
    report.verdict = verdict::verdict(&report);
    report
}

impl Report {
    /// Puts what is said about the run into other words.
    pub fn reword(&mut self, say: impl Fn(&str) -> String) {
        let texts = self.findings.iter_mut().map(|finding| &mut finding.text);
        let names = self.resources.iter_mut().map(|used| &mut used.name);
        let verdict = [&mut self.verdict.headline, &mut self.verdict.chip];
        for text in texts.chain(names).chain(verdict) {
            *text = say(text);
        }
    }

    /// How the run stands at a moment, once all that happened at its instant has happened.
    #[must_use]
    pub fn moment_at(&self, at: Time) -> Moment {
        series::last_at(&self.moments, at, |moment| moment.at)
            .copied()
            .unwrap_or_default()
    }

    /// How many goroutines, main not counted, are in each state at a moment.
    #[must_use]
    pub fn state_counts_at(&self, at: Time) -> StateCounts {
        self.moment_at(at).states
    }

    /// Which lines of the Go program goroutines are at, and how many, in the order of the lines. Main is counted.
    #[must_use]
    pub fn lines_at(&self, at: Time) -> Vec<LineCount> {
        self.lines.at(at)
    }

    /// The first instant after `at` at which something happened.
    #[must_use]
    pub fn next_instant(&self, at: Time) -> Option<Time> {
        series::next_instant(&self.moments, at)
    }

    /// The last instant before `at` at which something happened.
    #[must_use]
    pub fn previous_instant(&self, at: Time) -> Option<Time> {
        series::previous_instant(&self.moments, at)
    }

    /// Every instant at which something happened, in order; the last is the end of the run.
    #[must_use]
    pub fn moments(&self) -> &[Moment] {
        &self.moments
    }

    /// Every goroutine's life in the order of their creation, main's first; `None` if the run had too many to keep.
    #[must_use]
    pub fn spans(&self) -> Option<&[GoroutineSpan]> {
        self.lives.as_ref().map(|lives| &*lives.spans)
    }

    /// The most goroutines alive at once, main among them, if their lives were kept.
    #[must_use]
    pub fn span_lanes(&self) -> Option<u32> {
        self.lives.as_ref().map(|lives| lives.lanes)
    }

    /// A goroutine's states in order; what took no time is left out.
    #[must_use]
    pub fn segments(&self, span: &GoroutineSpan) -> &[Segment] {
        self.lives
            .as_ref()
            .map_or(&[], |lives| lives.segments(span))
    }

    /// Until when a task's lane lay idle after its end, because main waited for the others of its wave before it went
    /// on; `None` if it did not, or if there was nothing more to do.
    #[must_use]
    pub fn idle_until(&self, task: &TaskSpan) -> Option<Time> {
        self.waves?.idle_until(&self.barriers, task)
    }

    /// How many helpers a task had over time; empty if it had none, or if the run had too many to keep.
    #[must_use]
    pub fn helper_steps(&self, task: &TaskSpan) -> &[HelperStep] {
        let (from, to) = task.steps;
        self.steps
            .get(from as usize..to as usize)
            .unwrap_or_default()
    }
}

/// What becomes of a goroutine that is alive when the run ends.
const fn fate(outcome: Outcome) -> GoroutineState {
    match outcome {
        Outcome::Finished | Outcome::MainReturnedEarly | Outcome::Exited => GoroutineState::Leaked,
        Outcome::Deadlock
        | Outcome::Panic
        | Outcome::Fatal
        | Outcome::OutOfMemory
        | Outcome::BudgetExceeded
        | Outcome::Cancelled => GoroutineState::Killed,
    }
}
