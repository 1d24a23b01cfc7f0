//! The tasks of the workload: start, end, lane and helpers.

use super::groups::by_owner;
use super::lanes::Lanes;
use super::state::GoroutineState;
use goruntime::time::{Duration, Time};
use goruntime::trace::{GoroutineId, TaskOutcome};

/// With more changes in the number of helpers than this, only each task's peak is kept, not its steps.
const MOST_STEPS: usize = 40_000;

/// One task of the workload.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TaskSpan {
    /// The task's number, from 0.
    pub id: u32,
    /// The goroutine that ran it.
    pub goroutine: Option<GoroutineId>,
    /// When it started; `None` if it never did.
    pub start: Option<Time>,
    /// When it ended; `None` if it never did.
    pub end: Option<Time>,
    /// How it ended; `None` if it is unfinished.
    pub outcome: Option<TaskOutcome>,
    /// Its row among the tasks that ran at the same time, from 0.
    pub lane: u32,
    /// The number of goroutines started for it, besides its own.
    pub helpers: u32,
    /// The most helpers alive at once.
    pub helpers_peak: u32,
    /// When the first helper was started.
    pub first_helper: Option<Time>,
    /// When the most helpers were alive for the first time.
    pub helpers_peak_at: Time,
    /// The states of its own goroutine meanwhile.
    pub times: StateTimes,
    /// The number of main's waits that were over when it ended: the index of its wave, if there are waves.
    pub(super) wave: u32,
    pub(super) steps: (u32, u32),
}

impl TaskSpan {
    /// The activity that took its own goroutine the most time.
    #[must_use]
    pub fn mostly(&self) -> Activity {
        let StateTimes {
            sleeping,
            blocked,
            runnable,
            running,
        } = self.times;
        let most = sleeping.max(blocked).max(runnable).max(running);
        if most == sleeping {
            Activity::Sleeping
        } else if most == running {
            Activity::Running
        } else if most == blocked {
            Activity::Blocked
        } else {
            Activity::Runnable
        }
    }
}

/// The activity of a task's goroutine, without the reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Activity {
    /// It sleeps or waits for I/O.
    Sleeping,
    /// It has the processor.
    Running,
    /// It waits for another goroutine.
    Blocked,
    /// It waits for the processor.
    Runnable,
}

impl Activity {
    /// The number of activities.
    pub const COUNT: usize = 4;

    /// Every activity, in the order of their numbers.
    pub const ALL: [Activity; Activity::COUNT] = [
        Activity::Sleeping,
        Activity::Running,
        Activity::Blocked,
        Activity::Runnable,
    ];

    /// The activity of a goroutine in this state; `None` after its end.
    #[must_use]
    pub const fn of(state: GoroutineState) -> Option<Activity> {
        match state {
            GoroutineState::Sleeping => Some(Activity::Sleeping),
            GoroutineState::Running(_) => Some(Activity::Running),
            GoroutineState::Runnable => Some(Activity::Runnable),
            GoroutineState::Blocked(_) => Some(Activity::Blocked),
            GoroutineState::Done | GoroutineState::Leaked | GoroutineState::Killed => None,
        }
    }
}

/// The time that a goroutine spent in each state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StateTimes {
    /// Sleeping or waiting for I/O.
    pub sleeping: Duration,
    /// Waiting for another goroutine.
    pub blocked: Duration,
    /// Waiting for the processor.
    pub runnable: Duration,
    /// Having the processor.
    pub running: Duration,
}

/// The number of tasks for each kind of end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TaskCounts {
    /// Successful.
    pub ok: u32,
    /// Returned an error.
    pub error: u32,
    /// Cancelled.
    pub cancelled: u32,
    /// Never ended, or never started.
    pub unfinished: u32,
}

impl TaskCounts {
    /// All tasks of the workload.
    #[must_use]
    pub const fn all(&self) -> u32 {
        self.ok + self.error + self.cancelled + self.unfinished
    }
}

/// The number of a task's helpers from a moment on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HelperStep {
    /// The moment.
    pub at: Time,
    /// The number of live helpers.
    pub live: u32,
    /// The number of helpers that wait for another goroutine.
    pub blocked: u32,
}

/// The tasks during the pass.
#[derive(Clone, Debug)]
pub(super) struct Tasks {
    spans: Vec<TaskSpan>,
    now: Vec<Now>,
    changed: Vec<u32>,
    steps: Option<Vec<(u32, HelperStep)>>,
    lanes: Lanes,
}

#[derive(Clone, Copy, Debug, Default)]
struct Now {
    live: u32,
    blocked: u32,
    is_changed: bool,
}

impl Tasks {
    /// A workload of `count` tasks, none of them started.
    pub(super) fn new(count: u32) -> Tasks {
        let spans = (0..count)
            .map(|id| TaskSpan {
                id,
                ..TaskSpan::default()
            })
            .collect();
        let now = vec![Now::default(); count as usize];
        Tasks {
            spans,
            now,
            changed: Vec::new(),
            steps: Some(Vec::new()),
            lanes: Lanes::default(),
        }
    }

    /// A goroutine starts a task. Returns whether the task could be started.
    pub(super) fn start(&mut self, task: u32, goroutine: GoroutineId, at: Time) -> bool {
        let Some(span) = self.spans.get_mut(task as usize) else {
            return false;
        };
        if span.start.is_some() {
            return false;
        }
        span.start = Some(at);
        span.goroutine = Some(goroutine);
        span.lane = self.lanes.take();
        true
    }

    /// A task ends, after `wave` of main's waits. Returns whether it was running.
    pub(super) fn end(&mut self, task: u32, outcome: TaskOutcome, at: Time, wave: usize) -> bool {
        let Some(span) = self.spans.get_mut(task as usize) else {
            return false;
        };
        if span.start.is_none() || span.end.is_some() {
            return false;
        }
        span.end = Some(at);
        span.outcome = Some(outcome);
        span.wave = u32::try_from(wave).unwrap_or(u32::MAX);
        self.lanes.free(span.lane);
        true
    }

    /// Adds a time that the task's own goroutine spent in a state.
    pub(super) fn spent(&mut self, task: u32, state: GoroutineState, time: Duration) {
        let times = &mut self.spans[task as usize].times;
        match state {
            GoroutineState::Sleeping => times.sleeping += time,
            GoroutineState::Blocked(_) => times.blocked += time,
            GoroutineState::Runnable => times.runnable += time,
            GoroutineState::Running(_) => times.running += time,
            GoroutineState::Done | GoroutineState::Leaked | GoroutineState::Killed => {}
        }
    }

    /// A helper of the task is created.
    pub(super) fn helper_created(&mut self, task: u32, at: Time) {
        let now = self.change(task);
        now.live += 1;
        let live = now.live;
        let span = &mut self.spans[task as usize];
        span.helpers += 1;
        span.first_helper.get_or_insert(at);
        if live > span.helpers_peak {
            span.helpers_peak = live;
            span.helpers_peak_at = at;
        }
    }

    /// A helper of the task begins or stops waiting for another goroutine.
    pub(super) fn helper_blocked(&mut self, task: u32, blocked: bool) {
        let now = self.change(task);
        if blocked {
            now.blocked += 1;
        } else {
            now.blocked -= 1;
        }
    }

    /// A helper of the task returns, or starts a task of its own.
    pub(super) fn helper_gone(&mut self, task: u32, blocked: bool) {
        let now = self.change(task);
        now.live -= 1;
        now.blocked -= u32::from(blocked);
    }

    /// Stores the number of helpers after the instant `at`, which is over. Helpers that outlive their task are not stored.
    pub(super) fn close_instant(&mut self, at: Time) {
        for task in self.changed.drain(..) {
            let now = &mut self.now[task as usize];
            now.is_changed = false;
            let Some(steps) = &mut self.steps else {
                continue;
            };
            if self.spans[task as usize].end.is_some_and(|end| end < at) {
                continue;
            }
            if steps.len() < MOST_STEPS {
                steps.push((
                    task,
                    HelperStep {
                        at,
                        live: now.live,
                        blocked: now.blocked,
                    },
                ));
            } else {
                self.steps = None;
            }
        }
    }

    /// The most tasks that ran at once.
    pub(super) fn lanes(&self) -> u32 {
        self.lanes.count()
    }

    /// The finished spans, their steps, and the counts.
    pub(super) fn finish(self) -> (Vec<TaskSpan>, Vec<HelperStep>, TaskCounts) {
        let mut spans = self.spans;
        let (ranges, steps) = by_owner(&self.steps.unwrap_or_default(), spans.len());
        for (span, range) in spans.iter_mut().zip(ranges) {
            span.steps = range;
        }
        let mut counts = TaskCounts::default();
        for span in &spans {
            match span.outcome {
                Some(TaskOutcome::Ok) => counts.ok += 1,
                Some(TaskOutcome::Error) => counts.error += 1,
                Some(TaskOutcome::Cancelled) => counts.cancelled += 1,
                None => counts.unfinished += 1,
            }
        }
        (spans, steps, counts)
    }

    /// Marks the task as changed in this instant.
    #[inline]
    fn change(&mut self, task: u32) -> &mut Now {
        let now = &mut self.now[task as usize];
        if !now.is_changed {
            now.is_changed = true;
            self.changed.push(task);
        }
        now
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_one_an_instant_and_end_with_the_task() {
        let mut tasks = Tasks::new(2);
        for task in [1, 0] {
            assert!(tasks.start(task, GoroutineId(task + 2), Time(0)));
            assert!(
                !tasks.start(task, GoroutineId(9), Time(1)),
                "a task starts once"
            );
            tasks.helper_created(task, Time(2));
            tasks.helper_blocked(task, true);
            tasks.close_instant(Time(2));
            tasks.helper_created(task, Time(4));
            tasks.close_instant(Time(4));
            assert!(tasks.end(task, TaskOutcome::Ok, Time(6), 0));
            tasks.helper_gone(task, true);
            tasks.close_instant(Time(6));
            tasks.helper_gone(task, false);
            tasks.close_instant(Time(8));
        }
        assert_eq!(tasks.lanes(), 1);
        let (spans, steps, counts) = tasks.finish();
        assert_eq!(
            counts,
            TaskCounts {
                ok: 2,
                ..TaskCounts::default()
            }
        );
        assert_eq!(
            (
                spans[0].helpers,
                spans[0].helpers_peak,
                spans[0].helpers_peak_at
            ),
            (2, 2, Time(4))
        );
        assert_eq!(spans[0].steps, (0, 3));
        assert_eq!(spans[1].steps, (3, 6));
        let step = |at, live, blocked| HelperStep {
            at: Time(at),
            live,
            blocked,
        };
        assert_eq!(steps[..3], [step(2, 1, 1), step(4, 2, 1), step(6, 1, 0)]);
    }

    #[test]
    fn the_most_frequent_activity_of_a_task() {
        let times = StateTimes {
            sleeping: Duration(2),
            blocked: Duration(7),
            ..StateTimes::default()
        };
        assert_eq!(
            TaskSpan {
                times,
                ..TaskSpan::default()
            }
            .mostly(),
            Activity::Blocked
        );
        assert_eq!(TaskSpan::default().mostly(), Activity::Sleeping);
    }
}
