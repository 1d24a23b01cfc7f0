//! The pass over the trace. Its tables are indexed by goroutine, task or line; nothing is searched.

use super::held::Held;
use super::lines::LineActivity;
use super::live::{Live, Role};
use super::lives::{Kept, LifeRecorder, MOST_GOROUTINES};
use super::resources::{Processors, Resources};
use super::series::Moment;
use super::state::GoroutineState;
use super::tasks::Tasks;
use super::waiting::Waiting;
use super::{Peak, Printed};
use goruntime::time::Time;
use goruntime::trace::{
    BlockReason, Demand, Event, GOROUTINE_BYTES, GoroutineId, Outcome, Record, Resource,
    TaskOutcome, Trace,
};

/// The index of main in the tables, which count from 0 while ids count from 1.
const MAIN: usize = 0;

/// The data gathered by the pass.
#[derive(Debug)]
pub(super) struct Pass {
    pub(super) moments: Vec<Moment>,
    pub(super) lines: LineActivity,
    pub(super) tasks: Tasks,
    pub(super) lives: Option<LifeRecorder>,
    pub(super) stdout: Vec<Printed>,
    /// The data races.
    pub(super) races: Vec<Printed>,
    /// The resources other than memory.
    pub(super) resources: Resources,
    pub(super) processors: Processors,
    pub(super) peak_goroutines: Peak,
    pub(super) peak_memory: Peak,
    pub(super) held: Held,
    pub(super) waiting: Waiting,
    /// The times (begin, end) for which main waited for a `WaitGroup`, without waits inside a task, and without those that
    /// took no time and in which no task ended.
    pub(super) barriers: Vec<(Time, Time)>,
    /// The number of tasks that had ended when main began to wait.
    ended_before: u32,
    now: Moment,
    live: Vec<Live>,
    /// Whether the lives of some goroutines were asked for.
    pub(super) of_some: bool,
}

impl Pass {
    /// A pass before the first event.
    pub(super) fn new(trace: &Trace) -> Pass {
        let goroutines = trace.goroutines();
        Pass {
            moments: Vec::new(),
            lines: LineActivity::default(),
            tasks: Tasks::new(trace.tasks()),
            lives: (goroutines <= MOST_GOROUTINES).then(LifeRecorder::default),
            stdout: Vec::new(),
            races: Vec::new(),
            resources: Resources::default(),
            processors: Processors::new(trace),
            peak_goroutines: Peak::default(),
            peak_memory: Peak::default(),
            held: Held::default(),
            waiting: Waiting::default(),
            barriers: Vec::new(),
            ended_before: 0,
            now: Moment::default(),
            live: Vec::with_capacity(goroutines as usize),
            of_some: false,
        }
    }

    /// A pass that keeps some lives alone.
    pub(super) fn of(trace: &Trace, kept: Kept) -> Pass {
        Pass {
            lives: Some(LifeRecorder::of(kept)),
            of_some: true,
            ..Pass::new(trace)
        }
    }

    /// The index of a live goroutine; main's is 0.
    #[inline]
    fn place(&self, id: Option<GoroutineId>) -> Option<usize> {
        let place = id?.0.checked_sub(1)? as usize;
        let live = self.live.get(place)?;
        (live.state != GoroutineState::Done).then_some(place)
    }

    #[inline]
    pub(super) fn read(&mut self, record: Record<'_>) {
        if record.at != self.now.at {
            self.close_instant(record.at);
        }
        if let Some(lives) = &mut self.lives {
            lives.read(&record);
        }
        match record.event {
            Event::GoCreate { .. } => self.create(record.by),
            Event::GoStart { goroutine } => {
                self.become_state(Some(goroutine), GoroutineState::Running(0));
            }
            Event::GoBlock { reason, .. } => {
                self.become_state(record.by, GoroutineState::waiting(reason));
            }
            Event::GoUnblock { goroutine, .. } | Event::GoStop { goroutine } => {
                self.become_state(Some(goroutine), GoroutineState::Runnable);
            }
            Event::GoCompute { processor } => {
                self.become_state(record.by, GoroutineState::Running(processor));
            }
            Event::GoEnd => self.end(record.by),
            Event::Race { text, .. } => self.races.push(Printed {
                at: self.now.at,
                by: record.by,
                line: text.to_owned(),
            }),
            Event::TaskStart { task } => self.start_task(record.by, task),
            Event::TaskEnd { task, outcome } => self.end_task(record.by, task, outcome),
            Event::Acquire {
                resource: Resource::Memory,
                amount,
            } => {
                self.held.acquire(amount);
                self.measure_memory();
            }
            Event::Release {
                resource: Resource::Memory,
                amount,
            } => {
                self.held.release(amount);
            }
            Event::Acquire { resource, amount } => {
                self.resources
                    .acquire(self.now.at, record.by, resource, amount);
            }
            Event::Release { resource, amount } => {
                self.resources.release(self.now.at, resource, amount);
            }
            Event::Enqueue { resource } => self.demand(record.by, Demand::Enqueue, resource),
            Event::Dequeue { resource } => self.demand(record.by, Demand::Dequeue, resource),
            Event::Refuse { resource } => self.demand(record.by, Demand::Refuse, resource),
            Event::Retry { resource } => self.demand(record.by, Demand::Retry, resource),
            Event::Fail { resource } => self.demand(record.by, Demand::Fail, resource),
            Event::Log { line } => self.stdout.push(Printed {
                at: self.now.at,
                by: record.by,
                line: line.to_owned(),
            }),
            Event::Mark { line } => self.mark(record.by, line),
            Event::Object { .. }
            | Event::SelectCase { .. }
            | Event::ChanSend { .. }
            | Event::ChanReceive { .. }
            | Event::ChanFull { .. }
            | Event::Close { .. }
            | Event::Lock { .. }
            | Event::Unlock { .. } => {}
        }
    }

    fn demand(&mut self, by: Option<GoroutineId>, demand: Demand, resource: Resource) {
        self.resources.demand(self.now.at, by, demand, resource);
    }

    fn create(&mut self, by: Option<GoroutineId>) {
        let at = self.now.at;
        let parent = self.place(by).map(|g| self.live[g]);
        let (line, task) = match parent {
            Some(Live {
                line,
                task,
                role: Role::Carrier | Role::Helper,
                ..
            }) => (line, Some(task)),
            Some(Live {
                line,
                role: Role::Free,
                ..
            }) => (line, None),
            None => (0, None),
        };
        let role = if task.is_some() {
            Role::Helper
        } else {
            Role::Free
        };
        let is_main = self.live.is_empty();
        self.now.ready += 1;
        self.live.push(Live {
            since: at,
            line,
            task: task.unwrap_or(0),
            role,
            state: GoroutineState::Runnable,
        });
        self.lines.enter(line, false);
        if let Some(task) = task {
            self.lives.iter_mut().for_each(|lives| lives.helps(task));
            self.now.helpers += 1;
            self.tasks.helper_created(task, at);
        }
        if is_main {
            self.lines.main_at(line, at);
        } else {
            self.now.states.runnable += 1;
            self.measure_goroutines();
        }
    }

    #[inline]
    fn become_state(&mut self, id: Option<GoroutineId>, state: GoroutineState) {
        let Some(g) = self.place(id) else { return };
        let since = self.live[g].since;
        self.spend(g);
        let live = &mut self.live[g];
        let old = std::mem::replace(&mut live.state, state);
        let live = *live;
        self.count(old, state);
        if g == MAIN && live.role == Role::Free {
            let waiting = GoroutineState::Blocked(BlockReason::WaitGroupWait);
            let (at, ended) = (self.now.at, self.now.tasks_ended);
            if old == waiting && (since < at || self.ended_before < ended) {
                self.barriers.push((since, at));
            }
            self.ended_before = ended;
        }
        if old.is_blocked() != state.is_blocked() {
            self.lines.set_blocked(live.line, state.is_blocked());
            if live.role == Role::Helper {
                if state.is_blocked() {
                    self.now.helpers_blocked += 1;
                } else {
                    self.now.helpers_blocked -= 1;
                }
                self.tasks.helper_blocked(live.task, state.is_blocked());
            }
        }
        if g != MAIN {
            *self.now.states.of(old) -= 1;
            *self.now.states.of(state) += 1;
        }
    }

    /// Updates the numbers of computing and ready goroutines after a change of state.
    #[inline]
    fn count(&mut self, old: GoroutineState, new: GoroutineState) {
        self.now.computing += u32::from(new.is_running());
        self.now.computing -= u32::from(old.is_running());
        self.now.ready += u32::from(new == GoroutineState::Runnable);
        self.now.ready -= u32::from(old == GoroutineState::Runnable);
    }

    /// Adds the time since the goroutine's last change of state.
    #[inline]
    fn spend(&mut self, g: usize) {
        let at = self.now.at;
        let live = &mut self.live[g];
        let since = std::mem::replace(&mut live.since, at);
        if since == at {
            return;
        }
        let Live {
            task, role, state, ..
        } = *live;
        if role == Role::Carrier {
            self.tasks.spent(task, state, at.since(since));
        }
    }

    fn end(&mut self, by: Option<GoroutineId>) {
        let Some(g) = self.place(by) else { return };
        self.spend(g);
        let Live { line, state, .. } = self.live[g];
        self.count(state, GoroutineState::Done);
        self.lines.leave(line, state.is_blocked());
        self.leave_helpers(g);
        self.live[g].state = GoroutineState::Done;
        let at = self.now.at;
        if g == MAIN {
            self.lines.main_at(0, at);
        } else {
            *self.now.states.of(state) -= 1;
            self.now.states.done += 1;
        }
    }

    fn start_task(&mut self, by: Option<GoroutineId>, task: u32) {
        let Some(g) = self.place(by) else { return };
        let id = GoroutineId(number(g) + 1);
        if !self.tasks.start(task, id, self.now.at) {
            return;
        }
        self.now.tasks_running += 1;
        self.spend(g);
        self.leave_helpers(g);
        self.live[g].task = task;
        self.live[g].role = Role::Carrier;
    }

    fn end_task(&mut self, by: Option<GoroutineId>, task: u32, outcome: TaskOutcome) {
        self.resources.end_task(by);
        if let Some(g) = self.place(by) {
            self.spend(g);
            let live = &mut self.live[g];
            if live.role == Role::Carrier && live.task == task {
                live.role = Role::Free;
            }
        }
        let wave = self.barriers.len();
        if self.tasks.end(task, outcome, self.now.at, wave) {
            self.now.tasks_running -= 1;
            self.now.tasks_ended += 1;
            self.now.tasks_failed += u32::from(outcome != TaskOutcome::Ok);
        }
    }

    /// A helper stops being one.
    fn leave_helpers(&mut self, g: usize) {
        let Live {
            task, role, state, ..
        } = self.live[g];
        if role == Role::Helper {
            self.now.helpers -= 1;
            self.now.helpers_blocked -= u32::from(state.is_blocked());
            self.tasks.helper_gone(task, state.is_blocked());
            self.live[g].role = Role::Free;
        }
    }

    fn mark(&mut self, by: Option<GoroutineId>, line: u32) {
        let Some(g) = self.place(by) else { return };
        let Live {
            line: old, state, ..
        } = self.live[g];
        let blocked = state.is_blocked();
        self.live[g].line = line;
        if old != line {
            self.lines.leave(old, blocked);
            self.lines.enter(line, blocked);
        }
        if g == MAIN {
            self.lines.main_at(line, self.now.at);
        }
    }

    fn measure_goroutines(&mut self) {
        let live = self.now.states.live();
        self.now.goroutines_peak = self.now.goroutines_peak.max(live);
        self.peak_goroutines.raise(live.into(), self.now.at);
        self.measure_memory();
    }

    /// Called when memory rises: there is no peak where it falls.
    fn measure_memory(&mut self) {
        let memory = self.memory();
        self.now.memory_peak = self.now.memory_peak.max(memory);
        self.peak_memory.raise(memory, self.now.at);
    }

    fn memory(&self) -> u64 {
        let live = u64::from(self.now.states.live());
        (live * GOROUTINE_BYTES).saturating_add(self.held.bytes)
    }

    /// Stores the instant that is over and begins the next.
    fn close_instant(&mut self, next: Time) {
        self.lines.close_instant(self.now.at);
        self.tasks.close_instant(self.now.at);
        self.now.memory = self.memory();
        self.moments.push(self.now);
        self.processors.read(&self.moments);
        self.now.at = next;
        self.now.goroutines_peak = self.now.states.live();
        self.now.memory_peak = self.now.memory;
        if self.lives.as_ref().is_some_and(LifeRecorder::is_full) {
            self.lives = None;
        }
    }

    /// The run is over. The goroutines that are still alive keep their state and end here.
    pub(super) fn end_run(&mut self, trace: &Trace) {
        let exit = trace.exit();
        if exit.at > self.now.at {
            self.close_instant(exit.at);
        }
        for g in 0..self.live.len() {
            if self.live[g].state != GoroutineState::Done {
                self.spend(g);
                let Live { role, state, .. } = self.live[g];
                let counts = match role {
                    Role::Free => true,
                    // It is reported as an unfinished task.
                    Role::Carrier => state.is_blocked(),
                    Role::Helper => exit.outcome == Outcome::Deadlock,
                };
                if counts {
                    self.waiting.add(g == MAIN, state);
                }
            }
        }
        if let Some(lives) = &mut self.lives {
            lives.end_run(exit, super::fate(exit.outcome));
        }
        self.close_instant(exit.at);
    }
}

fn number(g: usize) -> u32 {
    u32::try_from(g).unwrap_or(u32::MAX)
}
