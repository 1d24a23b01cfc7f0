//! Traces written by hand, and random ones, for tests.

use super::{Report, analyse};
use goruntime::time::Time;
use goruntime::trace::{
    BlockReason, Demand, Exit, GoroutineId, Limits, Outcome, Recorder, Resource, TaskOutcome, Trace,
};
use proptest::prelude::*;

/// The memory of each goroutine of a script, in bytes.
pub const HELD: u64 = 128 << 10;

/// A task with a goroutine of its own; times are in milliseconds.
#[derive(Clone, Debug)]
pub struct Script {
    /// When it starts.
    pub start: u64,
    /// When it ends.
    pub end: u64,
    /// How it ends.
    pub outcome: TaskOutcome,
    /// The starts of its helpers, which live until it ends.
    pub helpers: Vec<u64>,
    /// A resource that it uses besides memory, and how it gets it.
    pub uses: Option<(Resource, Got)>,
}

impl Script {
    /// A successful task that starts `helpers` helpers, one every two milliseconds.
    #[must_use]
    pub fn new(start: u64, end: u64, helpers: u64) -> Script {
        let helpers = (0..helpers)
            .map(|i| start + 2 * i)
            .filter(|at| *at <= end)
            .collect();
        Script {
            start,
            end,
            outcome: TaskOutcome::Ok,
            helpers,
            uses: None,
        }
    }
}

/// How a task gets its resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Got {
    /// At once.
    AtOnce,
    /// It waits for it until its end.
    Queued,
    /// It is refused at its start and at its end.
    Refused,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Action {
    End,
    Start,
    Help,
}

/// The report of a run of these tasks that is over at `end` ms; later ends of tasks do not happen. Main waits from each
/// start to the next in a `WaitGroup`.
///
/// # Panics
///
/// As [`trace`].
#[must_use]
pub fn report(scripts: &[Script], outcome: Outcome, end: u64) -> Report {
    analyse(&trace(scripts, outcome, end))
}

/// The trace of such a run.
///
/// # Panics
///
/// If there are more than 2^32 scripts.
#[must_use]
pub fn trace(scripts: &[Script], outcome: Outcome, end: u64) -> Trace {
    let mut actions = Vec::new();
    for (task, script) in scripts.iter().enumerate() {
        actions.push((script.start, Action::Start, task));
        actions.extend(script.helpers.iter().map(|at| (*at, Action::Help, task)));
        actions.push((script.end.max(script.start), Action::End, task));
    }
    // A task without duration starts before it ends.
    let is_instant = |task: usize| scripts[task].end <= scripts[task].start;
    actions.sort_by_key(|(at, action, task)| {
        (
            *at,
            *action == Action::End && is_instant(*task),
            *action,
            *task,
        )
    });
    let mut writer = Writer::new(scripts.len());
    for (ms, action, task) in actions.into_iter().filter(|action| action.0 <= end) {
        let at = millis(ms);
        match action {
            Action::Start => writer.start(at, task, scripts[task].uses),
            Action::Help => writer.help(at, task),
            Action::End => writer.end(at, task, &scripts[task]),
        }
    }
    let at = millis(end);
    let is_main_done = matches!(outcome, Outcome::Finished | Outcome::MainReturnedEarly);
    if is_main_done {
        writer.recorder.unblock(at, GoroutineId::MAIN);
        writer.recorder.start(at, GoroutineId::MAIN);
        writer.recorder.end(at);
    }
    let exit = Exit {
        outcome,
        at,
        main_returned: is_main_done.then_some(at),
        message: String::new(),
    };
    let tasks = u32::try_from(scripts.len()).unwrap();
    let mut limits = Limits::default();
    limits[Resource::Memory as usize].total = Some(512 << 20);
    limits[Resource::Connection as usize].total = Some(5);
    Trace::new(writer.recorder, exit, tasks, limits)
}

/// The moment `n` milliseconds after the beginning.
#[must_use]
pub fn millis(n: u64) -> Time {
    Time(n * 1_000_000)
}

struct Writer {
    recorder: Recorder,
    own: Vec<Option<GoroutineId>>,
    helpers: Vec<Vec<GoroutineId>>,
}

impl Writer {
    fn new(tasks: usize) -> Writer {
        let mut recorder = Recorder::new();
        let main = recorder.create(Time::ZERO, None);
        recorder.start(Time::ZERO, main);
        recorder.mark(Time::ZERO, 3);
        recorder.block(Time::ZERO, BlockReason::WaitGroupWait, None);
        Writer {
            recorder,
            own: vec![None; tasks],
            helpers: vec![Vec::new(); tasks],
        }
    }

    fn start(&mut self, at: Time, task: usize, uses: Option<(Resource, Got)>) {
        let r = &mut self.recorder;
        r.unblock(at, GoroutineId::MAIN);
        r.start(at, GoroutineId::MAIN);
        let own = r.create(at, None);
        r.block(at, BlockReason::WaitGroupWait, None);
        r.start(at, own);
        r.task_start(at, u32::try_from(task).unwrap());
        r.mark(at, 7);
        r.acquire(at, Resource::Memory, HELD);
        match uses {
            Some((resource, Got::AtOnce)) => r.acquire(at, resource, 1),
            Some((resource, Got::Queued)) => r.demand(at, Demand::Enqueue, resource),
            Some((resource, Got::Refused)) => r.demand(at, Demand::Refuse, resource),
            None => {}
        }
        r.block(at, BlockReason::Sleep, None);
        self.own[task] = Some(own);
    }

    fn help(&mut self, at: Time, task: usize) {
        let Some(own) = self.own[task] else { return };
        let r = &mut self.recorder;
        r.unblock(at, own);
        r.start(at, own);
        let helper = r.create(at, None);
        r.block(at, BlockReason::Sleep, None);
        r.start(at, helper);
        r.mark(at, 9);
        r.acquire(at, Resource::Memory, HELD);
        r.block(at, BlockReason::ChanReceive, None);
        self.helpers[task].push(helper);
    }

    fn end(&mut self, at: Time, task: usize, script: &Script) {
        let Some(own) = self.own[task].take() else {
            return;
        };
        let r = &mut self.recorder;
        r.unblock(at, own);
        r.start(at, own);
        for helper in &self.helpers[task] {
            r.unblock(at, *helper);
        }
        r.block(at, BlockReason::WaitGroupWait, None);
        for helper in self.helpers[task].drain(..) {
            r.start(at, helper);
            r.release(at, Resource::Memory, HELD);
            r.end(at);
        }
        r.unblock(at, own);
        r.start(at, own);
        match script.uses {
            Some((resource, Got::AtOnce)) => r.release(at, resource, 1),
            Some((resource, Got::Queued)) => r.demand(at, Demand::Dequeue, resource),
            Some((resource, Got::Refused)) => {
                r.demand(at, Demand::Retry, resource);
                r.demand(at, Demand::Refuse, resource);
            }
            None => {}
        }
        r.task_end(at, u32::try_from(task).unwrap(), script.outcome);
        r.release(at, Resource::Memory, HELD);
        r.end(at);
    }
}

fn script() -> impl Strategy<Value = Script> {
    let outcome = prop_oneof![
        5 => Just(TaskOutcome::Ok),
        1 => Just(TaskOutcome::Error),
        1 => Just(TaskOutcome::Cancelled),
    ];
    let resource = prop_oneof![
        3 => Just(Resource::Connection),
        1 => Just(Resource::Request),
    ];
    let got = prop_oneof![Just(Got::AtOnce), Just(Got::Queued), Just(Got::Refused)];
    let uses = prop::option::weighted(0.2, (resource, got));
    let time = (0..300_u64, 0..120_u64, 0..8_u64);
    (time, outcome, uses).prop_map(|((start, length, helpers), outcome, uses)| Script {
        outcome,
        uses,
        ..Script::new(start, start + length, helpers)
    })
}

/// Any run: some tasks, and an end that may come before theirs.
pub fn run() -> impl Strategy<Value = Report> {
    (prop::collection::vec(script(), 0..40), 0..500_u64).prop_map(|(scripts, end)| {
        let are_done = scripts.iter().all(|script| script.end <= end);
        report(
            &scripts,
            if are_done {
                Outcome::Finished
            } else {
                Outcome::OutOfMemory
            },
            end,
        )
    })
}
