//! The analysis of a run, computed from its trace in one pass: lanes, curves, counts, findings.
//!
//! [`analyse`] is the entry point. It reads the events once. Its memory grows with the instants, tasks and lines of a run,
//! and with its goroutines up to a limit, above which their lives are not kept.

mod at_end;
mod at_object;
mod curve;
mod detail;
mod difference;
mod findings;
#[cfg(any(test, feature = "fixtures"))]
pub mod fixtures;
mod flows;
pub mod fmt;
mod gauges;
mod groups;
mod held;
mod lanes;
mod lessons;
mod lines;
mod live;
mod lives;
pub mod log;
mod metrics;
mod most;
mod objects;
mod pass;
mod pyramid;
mod resources;
mod series;
mod spans;
mod state;
mod stays;
mod story;
mod tasks;
#[cfg(test)]
mod tests;
mod verdict;
mod waiting;
mod waves;
mod who;

pub use curve::{Curve, FailingRegion, Point};
pub use detail::{Detail, DetailReading, Ending, LineShare, StateShare, detail};
pub use difference::{Difference, DifferenceReading, first_difference};
pub use findings::{Finding, FindingKind};
pub use flows::{Flow, FlowKind, Incident, IncidentKind};
pub use gauges::{Gauge, Gauges};
pub use goruntime::trace::{
    BlockReason, GoroutineId, Limit, Name, ObjectId, ObjectKind, Outcome, Resource, TaskOutcome,
};
pub use lessons::{CircuitState, Counter};
pub use lines::LineCount;
pub use lives::{Kept, MOST_GOROUTINES, MOST_SEGMENTS};
pub use metrics::{Measurement, Metrics, UNDONE, measure};
pub use most::Most;
pub use objects::{Hold, ObjectLevel, ObjectUse};
pub use resources::{BucketStep, Level, MostUsed, ResourceUse, Tally, resource_name};
pub use series::Moment;
pub use spans::{GoroutineSpan, Segment, SelectCase, Waits};
pub use state::{GoroutineState, StateCounts};
pub use stays::{Stay, StayReading, stays};
pub use story::Step;
pub use tasks::{Activity, HelperStep, StateTimes, TaskCounts, TaskSpan};
pub use verdict::{Verdict, VerdictKind, verdicts};
pub use waves::Waves;

use goruntime::time::Time;
use goruntime::trace::{Cursor, Exit, Trace};
use lines::LineActivity;
use lives::{LifeRecorder, Lives};
use pass::Pass;
use pyramid::Pyramid;
use std::ops::Range;

/// The analysis of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// How the run ended.
    pub outcome: Outcome,
    /// The exit code that a shell would see; `None` where no process ended.
    pub exit_code: Option<i32>,
    /// The message of the Go runtime, the kernel or the Lab; empty if all went well.
    pub message: String,
    /// When the run ended.
    pub total: Time,
    /// When main returned, if it did.
    pub main_returned: Option<Time>,
    /// The number of goroutines created, without main.
    pub goroutines: u32,
    /// The most goroutines alive at once, without main.
    pub peak_goroutines: Peak,
    /// The most memory in use at once, in bytes: live goroutines without main, and the memory that goroutines hold.
    pub peak_memory: Peak,
    /// The memory limit in bytes, if there was one.
    pub memory_limit: Option<u64>,
    /// The tasks of the workload, by number.
    pub tasks: Vec<TaskSpan>,
    /// The number of tasks for each kind of end.
    pub counts: TaskCounts,
    /// The most tasks that ran at once.
    pub lanes: u32,
    /// The most helpers that one task had at once.
    pub helpers_peak: u32,
    /// The waves in which main ran the tasks, if it did.
    pub waves: Option<Waves>,
    /// The printed lines.
    pub stdout: Vec<Printed>,
    /// The use of the resources other than memory.
    pub resources: Vec<ResourceUse>,
    /// The data races, in words with the goroutines' names.
    pub races: Vec<Printed>,
    /// The findings, the most important first.
    pub findings: Vec<Finding>,
    /// The run in two words.
    pub verdict: Verdict,
    moments: Vec<Moment>,
    most: Pyramid<Most>,
    /// The times at which main waited for tasks, if it ran them in waves.
    barriers: Vec<(Time, Time)>,
    lines: LineActivity,
    lives: Option<Lives>,
    steps: Vec<HelperStep>,
    /// Whether the lives of some goroutines were asked for.
    of_some: bool,
}

/// The largest value of a curve and the first moment of it.
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

/// A printed line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// When.
    pub at: Time,
    /// The goroutine that printed it; `None` for the runtime.
    pub by: Option<GoroutineId>,
    /// The line, without its end.
    pub line: String,
}

/// Computes the report of a trace.
#[must_use]
pub fn analyse(trace: &Trace) -> Report {
    let mut analysis = Analysis::new(trace);
    analysis.advance(trace, usize::MAX);
    analysis.finish(trace)
}

/// A report that is computed piece by piece, so that a page can respond meanwhile.
///
/// Each call gets the same trace.
#[derive(Debug)]
pub struct Analysis {
    pass: Pass,
    cursor: Cursor,
}

impl Analysis {
    /// An analysis before the first event of a trace.
    #[must_use]
    pub fn new(trace: &Trace) -> Analysis {
        Analysis {
            pass: Pass::new(trace),
            cursor: Cursor::default(),
        }
    }

    /// An analysis that keeps the lives of some goroutines, of a run that has too many to keep all. All else in its report is the
    /// same, as far as it is not read off lives.
    #[must_use]
    pub fn of_some(trace: &Trace, kept: Kept) -> Analysis {
        Analysis {
            pass: Pass::of(trace, kept),
            cursor: Cursor::default(),
        }
    }

    /// Reads at most `events` more events. True when all are read.
    pub fn advance(&mut self, trace: &Trace, events: usize) -> bool {
        trace.read_on(&mut self.cursor, events, |record| self.pass.read(record))
    }

    /// The report, once all events are read.
    #[must_use]
    pub fn finish(mut self, trace: &Trace) -> Report {
        self.pass.end_run(trace);
        report(self.pass, trace)
    }
}

fn report(mut pass: Pass, trace: &Trace) -> Report {
    pass.moments.shrink_to_fit();
    pass.lines.shrink_to_fit();
    let Exit {
        outcome,
        at,
        main_returned,
        message,
    } = trace.exit();
    let mut resources = pass.resources.finish(trace);
    resources.extend(pass.processors.finish(trace));
    let lanes = pass.tasks.lanes();
    let (tasks, steps, counts) = pass.tasks.finish();
    let mut races = pass.races;
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
        races: Vec::new(),
        resources,
        findings: Vec::new(),
        verdict: Verdict::default(),
        moments: pass.moments,
        most: Pyramid::default(),
        barriers: pass.barriers,
        lines: pass.lines,
        lives: pass.lives.map(LifeRecorder::finish),
        steps,
        of_some: pass.of_some,
    };
    report.most = Pyramid::over(report.moments.len(), |place| report.most_at(place));
    for race in &mut races {
        race.line = report.with_names(&race.line);
    }
    report.races = races;
    report.findings = findings::findings(&report, pass.held, &pass.waiting);
    if let (Some(incident), Some(lives)) = (findings::straggler(&report), &mut report.lives) {
        // It need not be one of those whose lives are kept.
        lives.add_incident(incident);
    }
    report.verdict = verdict::verdict(&report);
    report
}

impl Report {
    /// Rewrites the texts of the report by `say`.
    pub fn reword(&mut self, say: impl Fn(&str) -> String) {
        let texts = self.findings.iter_mut().map(|finding| &mut finding.text);
        let names = self.resources.iter_mut().map(|used| &mut used.name);
        let verdict = [&mut self.verdict.headline, &mut self.verdict.chip];
        for text in texts.chain(names).chain(verdict) {
            *text = say(text);
        }
    }

    /// The memory of its lists in bytes: nearly all that it takes.
    #[must_use]
    pub fn size(&self) -> usize {
        fn of<T>(list: &Vec<T>) -> usize {
            list.capacity() * size_of::<T>()
        }
        let printed = self.stdout.iter().chain(&self.races);
        let levels = self.resources.iter().map(ResourceUse::size);
        of(&self.moments)
            + of(&self.barriers)
            + of(&self.tasks)
            + of(&self.steps)
            + of(&self.stdout)
            + printed.map(|printed| printed.line.len()).sum::<usize>()
            + levels.sum::<usize>()
            + self.most.size()
            + self.lines.size()
            + self.lives.as_ref().map_or(0, Lives::size)
    }

    /// The state of the run at a moment, after all events of its instant.
    #[must_use]
    pub fn moment_at(&self, at: Time) -> Moment {
        series::last_at(&self.moments, at, |moment| moment.at)
            .copied()
            .unwrap_or_default()
    }

    /// The number of goroutines in each state at a moment, without main.
    #[must_use]
    pub fn state_counts_at(&self, at: Time) -> StateCounts {
        self.moment_at(at).states
    }

    /// The lines of the Go program at which goroutines are at a moment, in order, with their numbers. Main is counted.
    #[must_use]
    pub fn lines_at(&self, at: Time) -> Vec<LineCount> {
        self.lines.at(at)
    }

    /// The lines of the Go program at which goroutines are at some moment of the run, in order.
    pub fn lines_ever(&self) -> impl Iterator<Item = u32> + '_ {
        self.lines.ever()
    }

    /// The number of goroutines at a line of the Go program from each moment on, in order.
    pub fn line_steps(&self, line: u32) -> impl Iterator<Item = (Time, u32)> + '_ {
        self.lines.steps(line)
    }

    /// The first instant with an event after `at`.
    #[must_use]
    pub fn next_instant(&self, at: Time) -> Option<Time> {
        series::next_instant(&self.moments, at)
    }

    /// The last instant with an event before `at`.
    #[must_use]
    pub fn previous_instant(&self, at: Time) -> Option<Time> {
        series::previous_instant(&self.moments, at)
    }

    /// Every instant with an event, in order; the last is the end of the run.
    #[must_use]
    pub fn moments(&self) -> &[Moment] {
        &self.moments
    }

    /// The most of each count over some of [`Report::moments`], by their places. The cost is that of few of them.
    #[must_use]
    pub fn most(&self, moments: Range<usize>) -> Most {
        let places = moments.start..moments.end.min(self.moments.len());
        let most = self.most.largest(places, |place| self.most_at(place));
        most.unwrap_or_default()
    }

    /// The first of some moments, by its place, at which at least half of the running tasks ended, and more than one.
    #[must_use]
    pub fn first_barrier(&self, moments: Range<usize>) -> Option<usize> {
        let places = moments.start..moments.end.min(self.moments.len());
        let is_barrier = |most: &Most| most.is_barrier;
        self.most
            .first(places, |place| self.most_at(place), is_barrier)
    }

    fn most_at(&self, place: usize) -> Most {
        let rule = most::Rule {
            has_tasks: !self.tasks.is_empty(),
            helpers_peak: self.helpers_peak,
        };
        let before = &self.moments[place.saturating_sub(1)];
        Most::of(before, &self.moments[place], rule)
    }

    /// The end of the time for which a task's lane lay idle, because main waited for the rest of its wave; `None` if it did
    /// not, or if no tasks were left.
    #[must_use]
    pub fn idle_until(&self, task: &TaskSpan) -> Option<Time> {
        self.waves?.idle_until(&self.barriers, task)
    }

    /// The number of a task's helpers over time; empty if it had none, or if the run had too many.
    #[must_use]
    pub fn helper_steps(&self, task: &TaskSpan) -> &[HelperStep] {
        let (from, to) = task.steps;
        self.steps
            .get(from as usize..to as usize)
            .unwrap_or_default()
    }
}

/// The final state of a goroutine that is alive when the run ends.
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
