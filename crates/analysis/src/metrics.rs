//! The numbers of a run, in one light pass: for a sweep, which has hundreds of runs and draws none of them.

use goruntime::time::{Duration, Time};
use goruntime::trace::{
    BlockReason, Cursor, Event, GOROUTINE_BYTES, GoroutineId, Outcome, Resource, TaskOutcome, Trace,
};
use std::collections::BinaryHeap;

/// The numbers of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Metrics {
    /// How it ended.
    pub outcome: Outcome,
    /// When it ended.
    pub total: Duration,
    /// The median duration of the successful tasks.
    pub p50: Duration,
    /// The 95th percentile of the durations of the successful tasks.
    pub p95: Duration,
    /// The 99th percentile of the durations of the successful tasks.
    pub p99: Duration,
    /// The number of successful tasks.
    pub ok: u32,
    /// The number of tasks that failed, gave up waiting, or were left undone. A program that was told to stop leaves none
    /// undone.
    pub failures: u32,
    /// The number of tasks that were told to stop, and did.
    pub cancelled: u32,
    /// The most frequent reason of the failures, if there are any.
    cause: Option<Cause>,
    /// The number of retries after refusals and failed calls.
    pub retries: u64,
    /// For each resource, in the order of [`Resource::ALL`], the number of refusals.
    pub refused: [u64; Resource::ALL.len()],
    /// The number of times a task gave up waiting for any resource.
    pub gave_up: u64,
    /// The most goroutines alive at once, without main.
    pub peak_goroutines: u64,
    /// The most memory in use at once, in bytes.
    pub peak_memory: u64,
    /// The time for which finished tasks waited at main's barriers for the slowest while more work was left, summed.
    pub barrier_idle: Duration,
    /// The durations of all tasks, summed.
    pub busy: Duration,
}

/// The reason why a task failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cause {
    /// It was refused this.
    Refused(Resource),
    /// It gave up waiting.
    GaveUp,
    /// Its call failed.
    Call,
    /// The connection of its query was lost.
    Lost,
    /// The task itself.
    Task,
    /// Nobody did it.
    Undone,
}

impl Cause {
    /// All causes; a run with as many failures of two causes has the first.
    const ALL: [Cause; 8] = [
        Cause::Refused(Resource::Connection),
        Cause::Refused(Resource::Request),
        Cause::Refused(Resource::File),
        Cause::GaveUp,
        Cause::Call,
        Cause::Lost,
        Cause::Task,
        Cause::Undone,
    ];

    const fn words(self) -> &'static str {
        match self {
            Cause::Refused(Resource::Connection) => "connections refused",
            Cause::Refused(Resource::Request) => "429 Too Many Requests",
            Cause::Refused(Resource::File) => "too many open files",
            Cause::GaveUp => "gave up waiting",
            Cause::Call => "calls fail",
            Cause::Lost => "connection lost",
            Cause::Refused(Resource::Memory | Resource::Token | Resource::Processor)
            | Cause::Task => "tasks fail",
            Cause::Undone => UNDONE,
        }
    }
}

/// The reason of a run whose program ends before all tasks are done.
pub const UNDONE: &str = "tasks left undone";

/// What programs print first when they are told to stop: tasks that nobody has begun then are not lost.
const TOLD: [&str; 3] = [
    "the client disconnects",
    "operation timed out",
    "shutdown after",
];

impl Metrics {
    /// Tasks per second, times 1,000.
    #[must_use]
    pub fn throughput_millis(&self) -> u64 {
        let per_second = u128::from(self.ok) * 1_000_000_000_000;
        let total = u128::from(self.total.0.max(1));
        u64::try_from(per_second / total).unwrap_or(u64::MAX)
    }

    /// The share of the workers' time lost at barriers, in thousandths.
    #[must_use]
    pub fn idle_permille(&self) -> u64 {
        let all = u128::from(self.barrier_idle.0) + u128::from(self.busy.0);
        let idle = u128::from(self.barrier_idle.0) * 1_000;
        u64::try_from(idle.checked_div(all).unwrap_or_default()).unwrap_or(u64::MAX)
    }

    /// The reason of a failure in a few words; `None` if the run did not fail.
    #[must_use]
    pub fn failure(&self) -> Option<&'static str> {
        let died = match self.outcome {
            Outcome::Finished | Outcome::Exited | Outcome::Cancelled => None,
            Outcome::MainReturnedEarly => Some("main returns early"),
            Outcome::Deadlock => Some("deadlock"),
            Outcome::Panic => Some("panic"),
            Outcome::Fatal => Some("fatal error"),
            Outcome::OutOfMemory => Some("killed for memory"),
            Outcome::BudgetExceeded => Some("stopped by the Lab"),
        };
        if died.is_some() || self.failures == 0 {
            return died;
        }
        Some(self.cause.unwrap_or(Cause::Task).words())
    }
}

/// Computes the numbers of a trace.
#[must_use]
pub fn measure(trace: &Trace) -> Metrics {
    let mut measurement = Measurement::default();
    while !measurement.advance(trace, usize::MAX) {}
    measurement.finish(trace)
}

/// The numbers of a trace in the making, which reads a long trace in pieces.
#[derive(Debug, Default)]
pub struct Measurement {
    meter: Meter,
    cursor: Cursor,
}

impl Measurement {
    /// Reads at most `events` more events. True when all are read.
    pub fn advance(&mut self, trace: &Trace, events: usize) -> bool {
        trace.read_on(&mut self.cursor, events, |record| {
            self.meter.read(record.at, record.by, record.event);
        })
    }

    /// The numbers, once all events are read.
    #[must_use]
    pub fn finish(self, trace: &Trace) -> Metrics {
        self.meter.finish(trace)
    }
}

/// How far a task has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Progress {
    Open,
    Begun(Time),
    Ended,
}

#[derive(Debug, Default)]
struct Meter {
    tasks: Vec<Progress>,
    lengths: Vec<u64>,
    busy: u64,
    ok: u32,
    /// The number of failed tasks for each cause, in the order of [`Cause::ALL`].
    failed: [u32; Cause::ALL.len()],
    cancelled: u32,
    /// Whether the program was told to stop.
    is_told: bool,
    retries: u64,
    refused: [u64; Resource::ALL.len()],
    gave_up: u64,
    /// The last end of waiting: moment, goroutine and resource.
    dequeued: Option<(Time, Option<GoroutineId>, Resource)>,
    /// The last refusal or failed call: moment, goroutine and what it was.
    mishap: Option<(Time, Option<GoroutineId>, Cause)>,
    live: u64,
    held: u64,
    peak_goroutines: u64,
    peak_memory: u64,
    /// The number of tasks that have ended since main began to wait, and the sum of their ends.
    ended: u64,
    ended_at: u128,
    waits: bool,
    barriers: Vec<(Time, u128)>,
    last_start: Time,
}

impl Meter {
    #[inline]
    fn read(&mut self, at: Time, by: Option<GoroutineId>, event: Event<'_>) {
        match event {
            Event::GoCreate { child, .. } if child != GoroutineId::MAIN => {
                self.live += 1;
                self.peak_goroutines = self.peak_goroutines.max(self.live);
            }
            Event::GoEnd if by != Some(GoroutineId::MAIN) => self.live -= 1,
            Event::GoBlock {
                reason: BlockReason::WaitGroupWait,
                ..
            } if by == Some(GoroutineId::MAIN) => {
                self.waits = true;
                (self.ended, self.ended_at) = (0, 0);
            }
            Event::GoUnblock {
                goroutine: GoroutineId::MAIN,
                ..
            } if self.waits => {
                self.waits = false;
                let idle = u128::from(self.ended) * u128::from(at.0) - self.ended_at;
                self.barriers.push((at, idle));
            }
            Event::TaskStart { task } => self.start(at, task),
            Event::TaskEnd { task, outcome } => self.end(at, by, task, outcome),
            Event::Acquire {
                resource: Resource::Memory,
                amount,
            } => {
                self.held = self.held.saturating_add(amount);
                let in_use = self.held.saturating_add(self.live * GOROUTINE_BYTES);
                self.peak_memory = self.peak_memory.max(in_use);
            }
            Event::Release {
                resource: Resource::Memory,
                amount,
            } => self.held = self.held.saturating_sub(amount),
            Event::Dequeue { resource } => self.dequeued = Some((at, by, resource)),
            // A refusal at the end of waiting means that it gave up.
            Event::Refuse { resource } if self.dequeued == Some((at, by, resource)) => {
                self.gave_up += 1;
                self.mishap = Some((at, by, Cause::GaveUp));
            }
            Event::Refuse { resource } => {
                self.refused[resource as usize] += 1;
                self.mishap = Some((at, by, Cause::Refused(resource)));
            }
            Event::Fail {
                resource: Resource::Connection,
            } => self.mishap = Some((at, by, Cause::Lost)),
            Event::Fail { .. } => self.mishap = Some((at, by, Cause::Call)),
            Event::Retry { .. } => self.retries += 1,
            Event::Log { line } => self.is_told |= TOLD.iter().any(|told| line.starts_with(told)),
            _ => {}
        }
    }

    fn start(&mut self, at: Time, task: u32) {
        let place = task as usize;
        if self.tasks.len() <= place {
            self.tasks.resize(place + 1, Progress::Open);
        }
        // A program may run a task twice by mistake. Only the first time counts, as in a report.
        if self.tasks[place] == Progress::Open {
            self.tasks[place] = Progress::Begun(at);
            self.last_start = at;
        }
    }

    fn end(&mut self, at: Time, by: Option<GoroutineId>, task: u32, outcome: TaskOutcome) {
        let Some(task) = self.tasks.get_mut(task as usize) else {
            return;
        };
        let Progress::Begun(began) = *task else {
            return;
        };
        *task = Progress::Ended;
        let length = at.since(began).0;
        self.busy = self.busy.saturating_add(length);
        match outcome {
            TaskOutcome::Ok => {
                self.ok += 1;
                self.lengths.push(length);
            }
            TaskOutcome::Error | TaskOutcome::Cancelled => {
                // A task fails at the moment of its last mishap.
                let mishap = self
                    .mishap
                    .filter(|(when, whose, _)| (*when, *whose) == (at, by));
                match (mishap.map(|(_, _, cause)| cause), outcome) {
                    (None, TaskOutcome::Cancelled) => self.cancelled += 1,
                    (cause, _) => self.fail(cause.unwrap_or(Cause::Task), 1),
                }
            }
        }
        if self.waits {
            self.ended += 1;
            self.ended_at += u128::from(at.0);
        }
    }

    fn fail(&mut self, cause: Cause, tasks: u32) {
        if let Some(place) = Cause::ALL.iter().position(|other| *other == cause) {
            self.failed[place] += tasks;
        }
    }

    fn finish(mut self, trace: &Trace) -> Metrics {
        let exit = trace.exit();
        let is_told = self.is_told || self.cancelled > 0;
        let has_ended = matches!(
            exit.outcome,
            Outcome::Finished | Outcome::Exited | Outcome::Cancelled
        );
        if !(is_told && has_ended) {
            let failed: u32 = self.failed.iter().sum();
            let ended = self.ok + self.cancelled + failed;
            self.fail(Cause::Undone, trace.tasks().saturating_sub(ended));
        }
        let failures = self.failed.iter().sum();
        let most = self.failed.iter().max().copied().unwrap_or_default();
        let causes = Cause::ALL.into_iter().zip(self.failed);
        let mut causes = causes.filter(|(_, tasks)| *tasks == most && most > 0);
        let cause = causes.next().map(|(cause, _)| cause);
        // A heap: `sort_unstable` is ten times the code, which counts in the page.
        let lengths = BinaryHeap::from(self.lengths).into_sorted_vec();
        let percentile = |percent: usize| {
            let rank = (lengths.len() * percent).div_ceil(100);
            let length = rank.checked_sub(1).and_then(|place| lengths.get(place));
            Duration(length.copied().unwrap_or_default())
        };
        // At the last barrier no work is left to wait for.
        let last_start = self.last_start;
        let with_more = self.barriers.iter().filter(|(end, _)| *end <= last_start);
        let idle: u128 = with_more.map(|(_, idle)| idle).sum();
        Metrics {
            outcome: exit.outcome,
            total: exit.at.elapsed(),
            p50: percentile(50),
            p95: percentile(95),
            p99: percentile(99),
            ok: self.ok,
            failures,
            cancelled: self.cancelled,
            cause,
            retries: self.retries,
            refused: self.refused,
            gave_up: self.gave_up,
            peak_goroutines: self.peak_goroutines,
            peak_memory: self.peak_memory.max(self.peak_goroutines * GOROUTINE_BYTES),
            barrier_idle: Duration(u64::try_from(idle).unwrap_or(u64::MAX)),
            busy: Duration(self.busy),
        }
    }
}
