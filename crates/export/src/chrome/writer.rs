//! A run as trace events.

use super::event::{Arguments, ChromeEvent, LocalId};
use crate::Run;
use crate::event::{Lines, Objects};
use crate::lives::{Lives, index};
use goruntime::time::Time;
use goruntime::trace::{
    BlockReason, Event, GOROUTINE_BYTES, GoroutineId, ObjectId, Record, Resource,
};
use std::collections::BTreeMap;

/// Writes the events of one run.
pub(super) struct Writer<'a, Put> {
    run: &'a Run<'a>,
    process: u32,
    put: Put,
    lines: Lines,
    objects: Objects<'a>,
    goroutines: Vec<Goroutine>,
    /// The tasks that have begun and not ended.
    tasks: Vec<OpenTask>,
    /// How many tasks have begun.
    begun: u32,
    /// The number of the last arrow.
    arrows: u64,
    at: Time,
    counters: Counters,
}

/// A goroutine with its open slice.
#[derive(Clone, Copy, Debug, Default)]
struct Goroutine {
    state: Option<State>,
    since: Time,
    /// Whether the slice has been opened in the file. It is not before it has taken time, or runs.
    is_open: bool,
    line: Option<u32>,
    /// What it waits for.
    on: Option<ObjectId>,
    /// The arrow that ends when it runs next.
    arrow: Option<u64>,
}

/// A task that runs.
#[derive(Clone, Copy, Debug)]
struct OpenTask {
    /// How many tasks had begun then: its number in the file.
    number: u32,
    task: u32,
    by: GoroutineId,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Runnable,
    Running,
    Waiting(BlockReason),
}

impl State {
    const fn name(self) -> &'static str {
        match self {
            State::Runnable => "runnable",
            State::Running => "running",
            State::Waiting(reason) => reason.name(),
        }
    }
}

/// What is counted now, and what was written of it last.
#[derive(Debug, Default)]
struct Counters {
    now: Counts,
    written: Option<Counts>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    running: u64,
    runnable: u64,
    waiting: u64,
    /// The goroutines that are alive, without main.
    live: u64,
    memory: u64,
    /// What is in use of each resource.
    used: [u64; Resource::ALL.len()],
}

impl<'a, Put: FnMut(&ChromeEvent<'_>)> Writer<'a, Put> {
    /// A run as a process, whose arrows are numbered on from `arrows`.
    pub(super) fn new(run: &'a Run<'a>, process: u32, arrows: u64, put: Put) -> Writer<'a, Put> {
        Writer {
            run,
            process,
            put,
            lines: Lines::new(run.trace),
            objects: Objects::new(run.report),
            goroutines: vec![Goroutine::default(); run.trace.goroutines() as usize],
            tasks: Vec::new(),
            begun: 0,
            arrows,
            at: Time(0),
            counters: Counters::default(),
        }
    }

    /// The number of the last arrow.
    pub(super) fn arrows(&self) -> u64 {
        self.arrows
    }

    pub(super) fn run(&mut self) {
        self.names();
        for record in self.run.trace.records() {
            if record.at != self.at {
                self.count();
                self.at = record.at;
            }
            self.read(&record);
        }
        self.count();
        self.at = self.run.trace.exit().at;
        self.end();
    }

    /// Ends what is open at the end of the run, so that every slice and every arrow has its end.
    fn end(&mut self) {
        for id in 1..=self.run.trace.goroutines() {
            let goroutine = GoroutineId(id);
            let Goroutine {
                state,
                since,
                is_open,
                arrow,
                ..
            } = self.goroutines[index(goroutine)];
            // It was woken and never ran: the arrow ends where it waits for the processor.
            if let (Some(state), false, Some(_)) = (state, is_open, arrow) {
                self.open(goroutine, state, since);
            }
            self.end_arrow(goroutine);
            self.enter(goroutine, None);
        }
        for open in std::mem::take(&mut self.tasks) {
            self.task("e", open.by, open, Some("unfinished"));
        }
    }

    /// The threads are called as the goroutines are, or else after the functions in which they began.
    fn names(&mut self) {
        let lives = Lives::new(self.run.trace);
        let mut given = BTreeMap::new();
        for record in self.run.trace.records() {
            if let Event::GoCreate {
                child,
                name: Some(name),
            } = record.event
            {
                given.insert(child.0, name);
            }
        }
        for id in 1..=self.run.trace.goroutines() {
            let place = lives.beginning(GoroutineId(id), self.run.program);
            let name = match (given.get(&id), place) {
                (Some(name), _) => name.to_string(),
                (None, Some(place)) => format!("goroutine {id} {}", place.function),
                (None, None) => format!("goroutine {id}"),
            };
            let names = |key, arguments| ChromeEvent::metadata(self.process, id, key, arguments);
            (self.put)(&names("thread_name", Arguments::name(&name)));
            (self.put)(&names("thread_sort_index", Arguments::sort_index(id)));
        }
    }

    fn read(&mut self, record: &Record<'a>) {
        let line = self.lines.read(record);
        self.objects.read(record);
        if let Some(by) = record.by {
            self.goroutines[index(by)].line = line;
        }
        match (record.event, record.by) {
            (Event::GoCreate { child, .. }, by) => {
                self.enter(child, Some(State::Runnable));
                self.begin_arrow(by, child);
            }
            (Event::GoUnblock { goroutine, .. }, by) => {
                self.enter(goroutine, Some(State::Runnable));
                self.begin_arrow(by, goroutine);
            }
            (Event::GoStop { goroutine }, _) => self.enter(goroutine, Some(State::Runnable)),
            (Event::GoStart { goroutine }, _) => {
                self.enter(goroutine, Some(State::Running));
                self.end_arrow(goroutine);
            }
            (Event::GoBlock { reason, on }, Some(by)) => {
                self.enter(by, Some(State::Waiting(reason)));
                self.goroutines[index(by)].on = on;
            }
            (Event::GoEnd, Some(by)) => self.enter(by, None),
            (Event::TaskStart { task }, Some(by)) => {
                self.begun += 1;
                let open = OpenTask {
                    number: self.begun,
                    task,
                    by,
                };
                self.tasks.push(open);
                self.task("b", by, open, None);
            }
            (Event::TaskEnd { task, outcome }, Some(by)) => {
                if let Some(open) = self.close_task(task, by) {
                    self.task("e", by, open, Some(outcome.name()));
                }
            }
            (Event::Log { line }, Some(by)) => self.instant("print", by, line),
            (Event::Race { text, .. }, Some(by)) => self.instant("race", by, text),
            (Event::Acquire { resource, amount }, _) => {
                self.counters.now.used[resource as usize] += amount;
            }
            (Event::Release { resource, amount }, _) => {
                let used = &mut self.counters.now.used[resource as usize];
                *used = used.saturating_sub(amount);
            }
            _ => {}
        }
    }

    /// The goroutine goes over to a state; `None` once it has ended.
    fn enter(&mut self, goroutine: GoroutineId, state: Option<State>) {
        let place = index(goroutine);
        if self.goroutines[place].state == state {
            return;
        }
        let now = self.at;
        let before = self.goroutines[place];
        if let Some(left) = before.state {
            let counted = self.counters.now.of(left);
            *counted = counted.saturating_sub(1);
            if !before.is_open && now > before.since {
                self.open(goroutine, left, before.since);
            }
            if self.goroutines[place].is_open {
                self.slice("E", goroutine, now, None, None);
            }
        }
        let own = &mut self.goroutines[place];
        (own.state, own.since, own.is_open) = (state, now, false);
        // Main's own stack is not counted, as in the Lab's other figures.
        if goroutine != GoroutineId::MAIN {
            let live = &mut self.counters.now.live;
            *live += u64::from(before.state.is_none());
            *live = live.saturating_sub(u64::from(state.is_none()));
        }
        if let Some(entered) = state {
            *self.counters.now.of(entered) += 1;
            if entered == State::Running {
                self.open(goroutine, entered, now);
            }
        }
    }

    fn open(&mut self, goroutine: GoroutineId, state: State, since: Time) {
        let own = &mut self.goroutines[index(goroutine)];
        own.is_open = true;
        let on = match state {
            State::Waiting(_) => own.on.and_then(|on| self.objects.name(on)),
            State::Runnable | State::Running => None,
        };
        let place = own.line.and_then(|line| self.run.program.place(line));
        let at = place
            .as_ref()
            .map(|place| format!("{}:{}", place.file, place.line));
        let arguments = Arguments {
            function: place.as_ref().map(|place| &*place.function),
            on: on.as_deref(),
            at: at.as_deref(),
            ..Arguments::default()
        };
        let arguments = (place.is_some() || on.is_some()).then_some(arguments);
        self.slice("B", goroutine, since, Some(state.name()), arguments);
    }

    fn slice(
        &mut self,
        phase: &'static str,
        goroutine: GoroutineId,
        at: Time,
        name: Option<&str>,
        args: Option<Arguments<'_>>,
    ) {
        (self.put)(&ChromeEvent {
            ts: Some(microseconds(at)),
            name,
            cat: name.map(|_| "goroutine"),
            args,
            ..ChromeEvent::new(phase, self.process, goroutine.0)
        });
    }

    /// An arrow from who creates or wakes a goroutine. What a timer wakes has none.
    fn begin_arrow(&mut self, by: Option<GoroutineId>, to: GoroutineId) {
        let Some(by) = by else { return };
        self.arrows += 1;
        self.goroutines[index(to)].arrow = Some(self.arrows);
        self.arrow("s", by, self.arrows);
    }

    fn end_arrow(&mut self, goroutine: GoroutineId) {
        if let Some(arrow) = self.goroutines[index(goroutine)].arrow.take() {
            self.arrow("f", goroutine, arrow);
        }
    }

    fn arrow(&mut self, phase: &'static str, goroutine: GoroutineId, id: u64) {
        (self.put)(&ChromeEvent {
            ts: Some(microseconds(self.at)),
            name: Some("wakes"),
            cat: Some("wake"),
            id: Some(id),
            bp: (phase == "f").then_some("e"),
            ..ChromeEvent::new(phase, self.process, goroutine.0)
        });
    }

    /// The open task that ends. A task may run on several goroutines at once, as in the pattern of the captured variable.
    fn close_task(&mut self, task: u32, by: GoroutineId) -> Option<OpenTask> {
        let is_own = |open: &OpenTask| open.task == task && open.by == by;
        let place = self.tasks.iter().position(is_own);
        let place = place.or_else(|| self.tasks.iter().position(|open| open.task == task))?;
        Some(self.tasks.swap_remove(place))
    }

    fn task(
        &mut self,
        phase: &'static str,
        by: GoroutineId,
        open: OpenTask,
        outcome: Option<&'static str>,
    ) {
        let args = outcome.map(|outcome| Arguments {
            outcome: Some(outcome),
            ..Arguments::default()
        });
        (self.put)(&ChromeEvent {
            ts: Some(microseconds(self.at)),
            name: Some(&format!("task {}", open.task)),
            cat: Some("task"),
            id2: Some(LocalId {
                local: &open.number.to_string(),
            }),
            args,
            ..ChromeEvent::new(phase, self.process, by.0)
        });
    }

    fn instant(&mut self, name: &'static str, by: GoroutineId, text: &str) {
        (self.put)(&ChromeEvent {
            ts: Some(microseconds(self.at)),
            name: Some(name),
            cat: Some("log"),
            s: Some("t"),
            args: Some(Arguments {
                text: Some(text),
                ..Arguments::default()
            }),
            ..ChromeEvent::new("i", self.process, by.0)
        });
    }

    /// Writes the counters that have changed by the end of an instant.
    fn count(&mut self) {
        let now = &mut self.counters.now;
        now.memory = now.live * GOROUTINE_BYTES + now.used[Resource::Memory as usize];
        let now = *now;
        let before = self.counters.written.replace(now);
        let states = |counts: Counts| (counts.running, counts.runnable, counts.waiting);
        if before.map(states) != Some(states(now)) {
            let arguments = Arguments {
                running: Some(now.running),
                runnable: Some(now.runnable),
                waiting: Some(now.waiting),
                ..Arguments::default()
            };
            self.counter("goroutines", arguments);
        }
        if before.map(|counts| counts.memory) != Some(now.memory) {
            self.level("memory (bytes)", now.memory);
        }
        for resource in Resource::ALL {
            let used = |counts: &Counts| counts.used[resource as usize];
            if resource != Resource::Memory && before.as_ref().map_or(0, used) != used(&now) {
                self.level(resource.name(), used(&now));
            }
        }
    }

    fn level(&mut self, name: &str, value: u64) {
        let arguments = Arguments {
            value: Some(value),
            ..Arguments::default()
        };
        self.counter(name, arguments);
    }

    fn counter(&mut self, name: &str, args: Arguments<'_>) {
        (self.put)(&ChromeEvent {
            ts: Some(microseconds(self.at)),
            name: Some(name),
            args: Some(args),
            ..ChromeEvent::new("C", self.process, 0)
        });
    }
}

impl Counts {
    fn of(&mut self, state: State) -> &mut u64 {
        match state {
            State::Running => &mut self.running,
            State::Runnable => &mut self.runnable,
            State::Waiting(_) => &mut self.waiting,
        }
    }
}

/// The format's unit. Up to 104 days the nanoseconds are exact.
fn microseconds(at: Time) -> f64 {
    at.0 as f64 / 1_000.0
}
