//! A timer for every round of a loop, or one for all.

use super::print::print_summary;
use super::source::{Program, at, functions};
use super::{Line, Pattern};
use crate::params::Key;
use crate::world::{Workload, process_task};
use goruntime::go::{Chan, Timer, after, go_named, now, println, select, select_default, sleep};
use goruntime::runtime;
use goruntime::time::{Duration, Time};
use goruntime::trace::Resource;
use std::cell::Cell;
use std::rc::Rc;

const GO: Program = Program::new(include_str!("../../../../assets/go/time-after/main.go"));
const SELECT_AFTER: Line = GO.line("select {\n\t\tcase task, ok := <-jobs:\n\t\t\tif !ok {\n\t\t\t\treturn\n\t\t\t}\n\t\t\tlab.ProcessTask(task)\n\t\tcase <-after");
const PROCESS_AFTER: Line = GO.line("lab.ProcessTask(task)\n\t\tcase <-after");
const SELECT_TIMER: Line = GO.line("select {\n\t\tcase task, ok := <-jobs:\n\t\t\tif !ok {\n\t\t\t\treturn\n\t\t\t}\n\t\t\tlab.ProcessTask(task)\n\t\tcase <-timer");
const PROCESS_TIMER: Line = GO.line("lab.ProcessTask(task)\n\t\tcase <-timer");
const PERIOD: Line = GO.line("time.Sleep(*period)");
const SEND: Line = GO.line("jobs <- task");

/// The bytes that a timer of `time.After` holds with its channel, as measured with Go 1.22.10.
const TIMER_BYTES: u64 = 208;
/// What a timeout of zero stands for, as in the Go program: 146 years.
const NEVER: Duration = Duration(1 << 62);

pub(super) const PATTERN: Pattern = Pattern {
    id: "time-after",
    name: "time.After in a loop",
    summary: "Each round makes a timer for a timeout that hardly ever comes; up to Go 1.22 each stays until it fires.",
    when: "Where a loop waits seldom, or the timeout is short; in a busy loop with a long one use one timer.",
    folder: "time-after",
    source: functions!(GO, "func receiveWithAfter", "func produce"),
    params: &[Key::Timeout, Key::Period],
    defaults: &[
        (Key::Tasks, "3000"),
        (Key::Latency, "1ms"),
        (Key::Memory, "0"),
        (Key::MemoryLimit, "1MiB"),
        (Key::Period, "2ms"),
        (Key::Timeout, "4.5s"),
    ],
    note: Some(
        "Measured: each timer holds 208 bytes with Go 1.22. Go 1.23 to 1.26 keep it, too, if go.mod asks for a Go before 1.23 \
         (GODEBUG asynctimerchan=1). The bytes are counted here, as all memory is.",
    ),
    main: |tasks| Box::pin(run(tasks, Way::UntilFired)),
};

pub(super) const GO123: Pattern = Pattern {
    id: "time-after-go123",
    name: "time.After since Go 1.23",
    summary: "The same text: a timer for each round, but the garbage collector takes it once nobody refers to it.",
    when: "Where clarity counts more than an allocation for each round.",
    note: Some(
        "Counted as free at once; in truth at the next garbage collection. An allocation for each round remains: 248 bytes \
         with Go 1.27.",
    ),
    main: |tasks| Box::pin(run(tasks, Way::UntilUnused)),
    ..PATTERN
};

pub(super) const FIXED: Pattern = Pattern {
    id: "time-after-fixed",
    name: "One timer, reset",
    summary: "One timer for all rounds, which each round resets.",
    when: "In every busy loop with a timeout, whatever the Go.",
    source: functions!(GO, "func receiveWithTimer", "func produce"),
    note: Some(
        "Up to Go 1.22 a reset timer may have a stale tick in its channel, so it is stopped and drained first; since Go 1.23 \
         Reset alone is enough.",
    ),
    main: |tasks| Box::pin(run(tasks, Way::Reset)),
    ..PATTERN
};

/// How timers are made, and how long each is held.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    UntilFired,
    UntilUnused,
    Reset,
}

async fn run(tasks: Workload, way: Way) {
    let timeout = match tasks.duration(Key::Timeout) {
        Duration::ZERO => NEVER,
        timeout => timeout,
    };
    let jobs = Chan::new(0).named("jobs");
    go_named("producer", produce(tasks.clone(), jobs.clone()));
    let timers = Rc::new(Timers::default());
    if way == Way::Reset {
        receive_with_timer(&tasks, &jobs, timeout, &timers).await;
    } else {
        receive_with_after(&tasks, &jobs, timeout, &timers, way).await;
    }
    let (made, most) = (timers.made.get(), timers.most.get());
    println(format!("timers made: {made}, held at once: at most {most}"));
    print_summary(&tasks);
}

async fn produce(tasks: Workload, jobs: Chan<usize>) {
    for task in 0..tasks.len() {
        at(PERIOD);
        sleep(tasks.duration(Key::Period)).await;
        at(SEND);
        jobs.send(task).await;
    }
    jobs.close();
}

async fn receive_with_after(
    tasks: &Workload,
    jobs: &Chan<usize>,
    timeout: Duration,
    timers: &Rc<Timers>,
    way: Way,
) {
    loop {
        at(SELECT_AFTER);
        if way == Way::UntilUnused {
            timers.release();
            timers.hold();
        } else {
            timers.hold_until(now() + timeout);
        }
        let idle = after(timeout);
        let mut job = jobs.receiving();
        if select(&mut [&mut job, &mut idle.receiving()]).await == 1 {
            say_idle(timeout);
            continue;
        }
        let Some(task) = job.take() else { return };
        at(PROCESS_AFTER);
        process_task(tasks, task).await;
    }
}

async fn receive_with_timer(
    tasks: &Workload,
    jobs: &Chan<usize>,
    timeout: Duration,
    timers: &Rc<Timers>,
) {
    // It is held until the end, since it is reset.
    timers.hold();
    let timer = Timer::new(timeout);
    let ticks = timer.channel();
    loop {
        at(SELECT_TIMER);
        let mut job = jobs.receiving();
        if select(&mut [&mut job, &mut ticks.receiving()]).await == 1 {
            say_idle(timeout);
        } else {
            let Some(task) = job.take() else { break };
            at(PROCESS_TIMER);
            process_task(tasks, task).await;
        }
        if !timer.stop() {
            select_default(&mut [&mut ticks.receiving()]);
        }
        timer.reset(timeout);
    }
    timer.stop();
}

fn say_idle(timeout: Duration) {
    println(format!("no job for {timeout}"));
}

/// The timers of `time.After`, and the memory that they hold.
#[derive(Default)]
struct Timers {
    made: Cell<u64>,
    held: Cell<u64>,
    /// The most that were held at once.
    most: Cell<u64>,
}

impl Timers {
    /// Holds one more.
    fn hold(&self) {
        runtime::acquire(Resource::Memory, TIMER_BYTES);
        self.made.set(self.made.get() + 1);
        self.held.set(self.held.get() + 1);
        self.most.set(self.most.get().max(self.held.get()));
    }

    /// Holds one more, until it fires.
    fn hold_until(self: &Rc<Timers>, when: Time) {
        self.hold();
        let this = Rc::clone(self);
        runtime::call_at(when, move || this.release());
    }

    fn release(&self) {
        if self.held.get() > 0 {
            self.held.set(self.held.get() - 1);
            runtime::release(Resource::Memory, TIMER_BYTES);
        }
    }
}
