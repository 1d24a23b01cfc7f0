//! A Go execution trace, for `go tool trace` and other readers of Go's traces.
//!
//! The format is that of Go 1.22 (`src/internal/trace/tracev2`), which Go 1.22 and all later versions read. What a run does
//! becomes the event that Go's own tracer has for it:
//!
//! - Goroutines keep their numbers, and have their names as labels. A goroutine runs on a P; who computes keeps its P, everyone else takes the first free one.
//! - A tick of the clock is a nanosecond of virtual time. Readers need moments that grow, so that the events of one instant
//!   are a nanosecond apart.
//! - Stacks hold what the marks tell: the function and line of the pattern's program, and below it the function in which the
//!   goroutine began. The frames of packages are not there.
//! - Tasks are user tasks with a region on their goroutine. A log of the key `task` has their number, and one of the key
//!   `outcome` says that they failed or were cancelled. Printed lines, races and what happens with resources are logs, too.
//! - Memory is the heap, and its limit the heap's goal.
//! - What is alive at the end of the run is alive at the end of the trace.

mod encoder;
mod tables;

use super::Run;
use super::event::Objects;
use super::lives::{Lives, index};
use super::source::{Place, Program};
use analysis::log::{block_reason, stop_reason};
use encoder::Encoder;
use goruntime::time::Time;
use goruntime::trace::{Event, GOROUTINE_BYTES, GoroutineId, Record, Resource, TaskOutcome};
use tables::Kind;

/// The program's function in which main begins.
const MAIN: &str = "main.main";

/// The run as a Go execution trace.
#[must_use]
pub fn go_trace(run: &Run<'_>) -> Vec<u8> {
    let mut writer = Writer::new(run);
    for record in run.trace.records() {
        writer.read(record);
    }
    writer.measure(run.trace.exit().at);
    writer.encoder.finish()
}

struct Writer<'a> {
    program: &'a Program,
    lives: Lives,
    objects: Objects<'a>,
    encoder: Encoder,
    goroutines: Vec<Goroutine>,
    /// By P, the goroutine on it.
    processors: Vec<Option<GoroutineId>>,
    /// How many user tasks have begun. 0 is the background of all.
    user_tasks: u64,
    at: Time,
    memory: Memory,
}

#[derive(Clone, Debug, Default)]
struct Goroutine {
    /// The order of its starts and wake-ups, by which readers put the events of several Ps in order.
    sequence: u64,
    processor: Option<usize>,
    line: u32,
    /// The function in which it began, once that is known.
    beginning: Option<Place>,
    /// Its name, until it has been written.
    name: Option<String>,
    /// The tasks that it has begun and not ended, the innermost last.
    tasks: Vec<Begun>,
}

/// A task that has begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Begun {
    task: u32,
    /// Its number as a user task.
    user_task: u64,
}

/// The memory in use.
#[derive(Debug, Default)]
struct Memory {
    goroutines: u64,
    held: u64,
    written: Option<u64>,
}

impl<'a> Writer<'a> {
    fn new(run: &Run<'a>) -> Writer<'a> {
        Writer {
            program: run.program,
            lives: Lives::new(run.trace),
            objects: Objects::new(run.report),
            encoder: Encoder::new(),
            goroutines: vec![Goroutine::default(); run.trace.goroutines() as usize],
            processors: Vec::new(),
            user_tasks: 0,
            at: Time(0),
            memory: Memory::default(),
        }
        .with_limits(run)
    }

    /// The first events: how many processors there are, and how much memory.
    fn with_limits(mut self, run: &Run<'_>) -> Writer<'a> {
        let processor = self.free_processor();
        if let Some(limit) = run.trace.memory_limit() {
            self.encoder
                .event(processor, Time(0), Kind::HeapGoal, &[limit]);
        }
        self
    }

    fn read(&mut self, record: Record<'a>) {
        if record.at != self.at {
            self.measure(self.at);
            self.at = record.at;
        }
        self.objects.read(&record);
        let by = record.by;
        match record.event {
            Event::GoCreate { child, name } => {
                self.goroutines[index(child)].name = name.map(|name| name.to_string());
                self.create(by, child);
            }
            Event::GoStart { goroutine } => self.start(goroutine),
            Event::GoBlock { reason, .. } => {
                self.leave(by, Kind::GoBlock, Some(block_reason(reason)));
            }
            Event::GoUnblock { goroutine, .. } => self.unblock(by, goroutine),
            Event::GoStop { goroutine } => {
                self.leave(Some(goroutine), Kind::GoStop, Some(stop_reason(&record)));
            }
            Event::GoEnd => {
                self.leave(by, Kind::GoDestroy, None);
                self.memory.goroutines -= u64::from(by != Some(GoroutineId::MAIN));
            }
            Event::TaskStart { task } => self.task_start(by, task),
            Event::TaskEnd { task, outcome } => self.task_end(by, task, outcome),
            Event::Log { line } => self.log(by, 0, "print", line),
            Event::Race { text, .. } => self.log(by, 0, "race", text),
            Event::Mark { line } => {
                if let Some(by) = by {
                    self.goroutines[index(by)].line = line;
                }
            }
            Event::Acquire {
                resource: Resource::Memory,
                amount,
            } => self.memory.held += amount,
            Event::Release {
                resource: Resource::Memory,
                amount,
            } => self.memory.held = self.memory.held.saturating_sub(amount),
            Event::Acquire { resource, amount } => {
                self.log(by, 0, resource.name(), &format!("acquire {amount}"));
            }
            Event::Release { resource, amount } => {
                self.log(by, 0, resource.name(), &format!("release {amount}"));
            }
            Event::Enqueue { resource } => self.log(by, 0, resource.name(), "wait"),
            Event::Dequeue { resource } => self.log(by, 0, resource.name(), "waited"),
            Event::Refuse { resource } => self.log(by, 0, resource.name(), "refused"),
            Event::Retry { resource } => self.log(by, 0, resource.name(), "retry"),
            Event::Fail { resource } => self.log(by, 0, resource.name(), "failed"),
            Event::ChanFull { object } => {
                let name = self.objects.name(object).unwrap_or_default();
                self.log(by, 0, "chan full", &name);
            }
            // Who computes keeps its P. Go's tracer knows nothing of objects.
            Event::GoCompute { .. }
            | Event::Object { .. }
            | Event::SelectCase { .. }
            | Event::ChanSend { .. }
            | Event::ChanReceive { .. }
            | Event::Close { .. }
            | Event::Lock { .. }
            | Event::Unlock { .. } => {}
        }
    }

    fn create(&mut self, by: Option<GoroutineId>, child: GoroutineId) {
        let beginning = self.lives.beginning(child, self.program);
        let beginning = match (child, beginning) {
            (GoroutineId::MAIN, _) => self.program.call(MAIN, MAIN),
            (_, beginning) => beginning,
        };
        let first = beginning.iter().cloned().collect::<Vec<_>>();
        let first = self.encoder.stack(&first);
        self.goroutines[index(child)].beginning = beginning;
        let stack = self.stack(by);
        let processor = self.processor(by);
        let arguments = [id(child), first, stack];
        self.encoder
            .event(processor, self.at, Kind::GoCreate, &arguments);
        self.memory.goroutines += u64::from(child != GoroutineId::MAIN);
    }

    fn start(&mut self, goroutine: GoroutineId) {
        // Who has computed still holds its P.
        if self.goroutines[index(goroutine)].processor.is_some() {
            return;
        }
        let processor = self.free_processor();
        self.processors[processor] = Some(goroutine);
        let sequence = self.next(goroutine);
        self.goroutines[index(goroutine)].processor = Some(processor);
        let arguments = [id(goroutine), sequence];
        self.encoder
            .event(processor, self.at, Kind::GoStart, &arguments);
        if let Some(name) = self.goroutines[index(goroutine)].name.take() {
            let name = [self.encoder.string(&name)];
            self.encoder.event(processor, self.at, Kind::GoLabel, &name);
        }
    }

    fn unblock(&mut self, by: Option<GoroutineId>, goroutine: GoroutineId) {
        let stack = self.stack(by);
        let processor = self.processor(by);
        let arguments = [id(goroutine), self.next(goroutine), stack];
        self.encoder
            .event(processor, self.at, Kind::GoUnblock, &arguments);
    }

    /// The goroutine leaves its P, for a reason if the event has one.
    fn leave(&mut self, goroutine: Option<GoroutineId>, kind: Kind, reason: Option<&str>) {
        let Some(goroutine) = goroutine else { return };
        let stack = self.stack(Some(goroutine));
        let Some(processor) = self.goroutines[index(goroutine)].processor.take() else {
            return;
        };
        let arguments = reason.map(|reason| [self.encoder.string(reason), stack]);
        let arguments = arguments.as_ref().map_or(&[][..], |both| &both[..]);
        self.encoder.event(processor, self.at, kind, arguments);
        self.processors[processor] = None;
    }

    fn task_start(&mut self, by: Option<GoroutineId>, task: u32) {
        let Some(by) = by else { return };
        let stack = self.stack(Some(by));
        let processor = self.processor(Some(by));
        self.user_tasks += 1;
        let (user_task, name) = (self.user_tasks, self.encoder.string("task"));
        let began = [user_task, 0, name, stack];
        self.encoder
            .event(processor, self.at, Kind::UserTaskBegin, &began);
        let began = [user_task, name, stack];
        self.encoder
            .event(processor, self.at, Kind::UserRegionBegin, &began);
        self.goroutines[index(by)]
            .tasks
            .push(Begun { task, user_task });
        self.log(Some(by), user_task, "task", &task.to_string());
    }

    fn task_end(&mut self, by: Option<GoroutineId>, task: u32, outcome: TaskOutcome) {
        let Some(by) = by else { return };
        let Some((user_task, is_innermost)) = self.close_task(by, task) else {
            return;
        };
        if outcome != TaskOutcome::Ok {
            self.log(Some(by), user_task, "outcome", outcome.name());
        }
        let stack = self.stack(Some(by));
        let processor = self.processor(Some(by));
        // Regions of a goroutine are nested: only the innermost can end.
        if is_innermost {
            let ended = [user_task, self.encoder.string("task"), stack];
            self.encoder
                .event(processor, self.at, Kind::UserRegionEnd, &ended);
        }
        let ended = [user_task, stack];
        self.encoder
            .event(processor, self.at, Kind::UserTaskEnd, &ended);
    }

    /// The user task that ends, and whether it is the innermost of the goroutine. Another goroutine may have begun it.
    fn close_task(&mut self, by: GoroutineId, task: u32) -> Option<(u64, bool)> {
        let is_it = |begun: &Begun| begun.task == task;
        let own = &mut self.goroutines[index(by)].tasks;
        if let Some(innermost) = own.pop_if(|begun| is_it(begun)) {
            return Some((innermost.user_task, true));
        }
        let others = self.goroutines.iter_mut().map(|other| &mut other.tasks);
        others.into_iter().find_map(|tasks| {
            let place = tasks.iter().position(is_it)?;
            Some((tasks.remove(place).user_task, false))
        })
    }

    fn log(&mut self, by: Option<GoroutineId>, user_task: u64, key: &str, value: &str) {
        // Only a goroutine can log.
        let Some(by) = by else { return };
        let stack = self.stack(Some(by));
        let processor = self.processor(Some(by));
        let (key, value) = (self.encoder.string(key), self.encoder.string(value));
        let arguments = [user_task, key, value, stack];
        self.encoder
            .event(processor, self.at, Kind::UserLog, &arguments);
    }

    /// Writes the memory in use at the end of an instant, if it has changed.
    fn measure(&mut self, at: Time) {
        let memory = &mut self.memory;
        let now = memory.goroutines * GOROUTINE_BYTES + memory.held;
        if memory.written.replace(now) != Some(now) {
            let processor = self.processor(None);
            self.encoder.event(processor, at, Kind::HeapAlloc, &[now]);
        }
    }

    fn next(&mut self, goroutine: GoroutineId) -> u64 {
        let sequence = &mut self.goroutines[index(goroutine)].sequence;
        *sequence += 1;
        *sequence
    }

    /// The P of a goroutine that runs, or a free one for the runtime's own events.
    fn processor(&mut self, by: Option<GoroutineId>) -> usize {
        let own = by.and_then(|by| self.goroutines[index(by)].processor);
        own.unwrap_or_else(|| self.free_processor())
    }

    /// The first P that no goroutine is on. A timer that fires while all compute finds none: it is shown on one more.
    fn free_processor(&mut self) -> usize {
        let free = self.processors.iter().position(Option::is_none);
        free.unwrap_or_else(|| {
            self.processors.push(None);
            self.processors.len() - 1
        })
    }

    /// The stack of a goroutine: where its mark is, and where it began.
    fn stack(&mut self, goroutine: Option<GoroutineId>) -> u64 {
        let Some(goroutine) = goroutine else { return 0 };
        let Goroutine {
            line, beginning, ..
        } = &self.goroutines[index(goroutine)];
        let here = self.program.place(*line);
        let below = match (&here, beginning) {
            (Some(here), Some(first)) if here.function == first.function => None,
            (Some(here), Some(first)) => self.program.call(&first.function, &here.function),
            (_, first) => first.clone(),
        };
        let frames: Vec<Place> = here.into_iter().chain(below).collect();
        self.encoder.stack(&frames)
    }
}

fn id(GoroutineId(id): GoroutineId) -> u64 {
    id.into()
}
