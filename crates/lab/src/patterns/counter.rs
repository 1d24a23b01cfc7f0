//! Goroutines that increment a counter: with a race, atomically, or under a mutex.

use super::print::print_summary;
use super::source::{Program, at, functions};
use super::{Line, Pattern};
use crate::params::Key;
use crate::world::{Workload, begin, end, result};
use goruntime::go::{AtomicInt, Mutex, Shared, WaitGroup, defer, go_named, println, sleep};
use goruntime::time::Duration;
use std::rc::Rc;

const GO: Program = Program::new(include_str!("../../../../assets/go/counter/main.go"));
const READ: Line = GO.line("value := counter\n");
const PAUSE: Line = GO.line("time.Sleep(pause)\n\tcounter");
const WRITE: Line = GO.line("counter = value + 1");
const PAUSE_BEFORE_ADD: Line = GO.line("time.Sleep(pause)\n\tvalue");
const ADD: Line = GO.line("value := atomic.AddInt64");
const LOCK: Line = GO.line("mu.Lock()");
const SPAWN: Line = GO.line("go func(t lab.Task) {");
const WAIT: Line = GO.line("wg.Wait()");

pub(super) const PATTERN: Pattern = Pattern {
    id: "counter",
    name: "Racy counter",
    summary: "Each goroutine reads the counter, pauses, and writes one more: what other goroutines added meanwhile is lost.",
    when: "Never: what goroutines share needs a mutex, an atomic, or an owner.",
    folder: "counter",
    source: functions!(GO, "func incrementRacy", "func main"),
    params: &[Key::Increments],
    defaults: &[
        (Key::Tasks, "2"),
        (Key::Increments, "3"),
        (Key::Latency, "uniform:80..120ms"),
    ],
    note: Some(
        "On one processor a plain counter++ loses nothing; the pause stands for a second processor.",
    ),
    main: |tasks| Box::pin(run(tasks, Way::Racy)),
};

pub(super) const ATOMIC: Pattern = Pattern {
    id: "counter-atomic",
    name: "Atomic counter",
    summary: "An atomic add reads and writes in one step: nothing is lost, nobody waits.",
    when: "For counters and flags.",
    source: functions!(GO, "func incrementAtomic", "func main"),
    note: None,
    main: |tasks| Box::pin(run(tasks, Way::Atomic)),
    ..PATTERN
};

pub(super) const MUTEX: Pattern = Pattern {
    id: "counter-mutex",
    name: "Counter under a mutex",
    summary: "Read, pause and write happen under a mutex: nothing is lost, the goroutines take turns.",
    when: "For state that takes more than one step to change; keep what is slow outside.",
    source: functions!(
        GO,
        "func incrementRacy",
        "func incrementUnderMutex",
        "func main"
    ),
    note: None,
    main: |tasks| Box::pin(run(tasks, Way::Mutex)),
    ..PATTERN
};

/// How the counter is incremented.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Racy,
    Atomic,
    Mutex,
}

struct Counter {
    /// Present only in the variant that uses it: a shared variable starts the race detector.
    plain: Option<Shared<usize>>,
    atomic: AtomicInt,
    mu: Mutex,
    expected: usize,
}

async fn run(tasks: Workload, way: Way) {
    let increments = tasks.count(Key::Increments);
    let counter = Rc::new(Counter {
        plain: match way {
            Way::Racy | Way::Mutex => Some(Shared::new("counter", 0)),
            Way::Atomic => None,
        },
        atomic: AtomicInt::default(),
        mu: Mutex::new().named("mu"),
        expected: tasks.len() * increments,
    });
    let wg = WaitGroup::new().named("wg");
    for task in 0..tasks.len() {
        wg.add(1);
        at(SPAWN);
        let (t, wg, counter) = (tasks.clone(), wg.clone(), Rc::clone(&counter));
        go_named(("worker", task), async move {
            let _done = defer(|| wg.done());
            begin(&t, task);
            for _ in 0..increments {
                counter.increment(way, task, t.latency(task)).await;
            }
            end(&t, task, &result(&t, task));
        });
    }
    at(WAIT);
    wg.wait().await;
    let value = match &counter.plain {
        Some(plain) => plain.get(),
        None => usize::try_from(counter.atomic.load()).unwrap_or_default(),
    };
    let expected = counter.expected;
    println(format!(
        "counter {value}, expected {expected}: {} lost",
        expected - value
    ));
    print_summary(&tasks);
}

impl Counter {
    async fn increment(&self, way: Way, worker: usize, pause: Duration) {
        if let Some(plain) = &self.plain {
            if way == Way::Mutex {
                at(LOCK);
                self.mu.lock().await;
            }
            at(READ);
            let value = plain.get();
            self.say(|| format!("worker {worker} reads {value}"));
            at(PAUSE);
            sleep(pause).await;
            at(WRITE);
            plain.set(value + 1);
            self.say(|| format!("worker {worker} writes {}", value + 1));
            if way == Way::Mutex {
                self.mu.unlock().await;
            }
        } else {
            at(PAUSE_BEFORE_ADD);
            sleep(pause).await;
            at(ADD);
            let value = self.atomic.add(1);
            self.say(|| format!("a worker makes it {value}"));
        }
    }

    /// Prints the single steps, if there are only a few.
    fn say(&self, line: impl FnOnce() -> String) {
        if self.expected <= 12 {
            println(line());
        }
    }
}
