//! A circuit breaker: the lock is held during the call, as in the talk, or not.

use super::print::{print_after, print_summary};
use super::source::{Program, at, functions};
use super::{Line, Pattern};
use crate::params::Key;
use crate::world::{Workload, begin, end, work};
use goruntime::go::{Error, Mutex, WaitGroup, context, defer, go_named, now, sleep};
use goruntime::time::{Duration, Time};
use std::cell::Cell;
use std::rc::Rc;

const GO: Program = Program::new(include_str!(
    "../../../../assets/go/circuit-breaker/main.go"
));
const LOCK: Line = GO.line("cb.mu.Lock()\n\tdefer cb.mu.Unlock()\n\n\t// Check");
const CALL: Line = GO.line("err := fn()\n\n\tif err");
const REFUSE: Line = GO.line("return errOpen\n\t\t}\n\t}\n\n\t// Execute");

const UNLOCKED_LOCK: Line = GO.line("cb.mu.Lock()\n\tprobe");
const UNLOCKED_CALL: Line = GO.line("err := fn()\n\n\tcb.mu");
const UNLOCKED_COUNT: Line = GO.line("cb.mu.Lock()\n\tdefer cb.mu.Unlock()\n\tswitch");
const UNLOCKED_REFUSE: Line = GO.line("return errOpen\n\t}\n\tif probe");

const SPAWN: Line = GO.line("go func(t lab.Task) {");
const PERIOD: Line = GO.line("time.Sleep(*period)");
const WAIT: Line = GO.line("wg.Wait()");

const OPEN: Error = Error::constant("circuit breaker is open");

pub(super) const PATTERN: Pattern = Pattern {
    id: "circuit-breaker",
    name: "Circuit breaker",
    summary: "After a number of failures in a row calls are refused for a while; then one may try, and if it succeeds \
              closes the circuit.",
    when: "In front of a service that may be down: it can recover, and callers do not wait for what will fail.",
    folder: "circuit-breaker",
    source: functions!(GO, ") call(", "func main"),
    params: &[Key::Failures, Key::Reset, Key::Period],
    defaults: &[
        (Key::Tasks, "30"),
        (Key::Latency, "130ms"),
        (Key::Fail, "3,4,5"),
    ],
    note: Some(
        "The talk's code holds its mutex during the call: calls go one after the other, and a refused one waits too. \
         Exactly the reset time after the last failure it still refuses (>, not >=).",
    ),
    main: |tasks| Box::pin(run(tasks, false)),
};

pub(super) const UNLOCKED: Pattern = Pattern {
    id: "circuit-breaker-unlocked",
    name: "Circuit breaker, unlocked call",
    summary: "The same, but the mutex guards only the state: calls go side by side.",
    when: PATTERN.when,
    source: functions!(GO, ") callUnlocked(", "func main"),
    note: None,
    main: |tasks| Box::pin(run(tasks, true)),
    ..PATTERN
};

async fn run(tasks: Workload, unlocked: bool) {
    let cb = CircuitBreaker::new(tasks.count(Key::Failures), tasks.duration(Key::Reset));
    let wg = WaitGroup::new().named("wg");
    for task in 0..tasks.len() {
        wg.add(1);
        at(SPAWN);
        let (cb, t, wg) = (Rc::clone(&cb), tasks.clone(), wg.clone());
        go_named(("call", task), async move {
            let _done = defer(|| wg.done());
            begin(&t, task);
            let result = if unlocked {
                cb.call_unlocked(&t, task).await
            } else {
                cb.call(&t, task).await
            };
            end(&t, task, &result);
        });
        at(PERIOD);
        sleep(tasks.duration(Key::Period)).await;
    }
    at(WAIT);
    wg.wait().await;
    print_summary(&tasks);
}

struct CircuitBreaker {
    max_failures: usize,
    reset_time: Duration,
    failures: Cell<usize>,
    last_failure: Cell<Time>,
    state: Cell<&'static str>,
    mu: Mutex,
}

impl CircuitBreaker {
    fn new(max_failures: usize, reset_time: Duration) -> Rc<CircuitBreaker> {
        Rc::new(CircuitBreaker {
            max_failures,
            reset_time,
            failures: Cell::default(),
            last_failure: Cell::new(Time::ZERO),
            state: Cell::new("closed"),
            mu: Mutex::new().named("mu"),
        })
    }

    async fn call(&self, tasks: &Workload, task: usize) -> Result<(), Error> {
        at(LOCK);
        self.mu.lock().await;
        let result = if self.refuses() {
            at(REFUSE);
            Err(OPEN)
        } else {
            at(CALL);
            let result = work(&context::background(), tasks, task).await;
            self.count(&result);
            result
        };
        self.mu.unlock().await;
        result
    }

    /// Whether the circuit is open. It is half open once the reset time is over.
    fn refuses(&self) -> bool {
        if self.state.get() == "open" {
            if now().since(self.last_failure.get()) <= self.reset_time {
                return true;
            }
            self.becomes("half-open");
        }
        false
    }

    async fn call_unlocked(&self, tasks: &Workload, task: usize) -> Result<(), Error> {
        at(UNLOCKED_LOCK);
        self.mu.lock().await;
        let state = self.state.get();
        let probe = state == "open" && now().since(self.last_failure.get()) >= self.reset_time;
        let refused = state != "closed" && !probe;
        if probe {
            self.becomes("half-open"); // So that no second call tries meanwhile.
        }
        self.mu.unlock().await;
        if refused {
            at(UNLOCKED_REFUSE);
            return Err(OPEN);
        }

        at(UNLOCKED_CALL);
        let result = work(&context::background(), tasks, task).await;

        at(UNLOCKED_COUNT);
        self.mu.lock().await;
        // The result of a call from before the circuit opened does not count.
        if self.state.get() == "closed" || probe {
            self.count(&result);
        }
        self.mu.unlock().await;
        result
    }

    fn count(&self, result: &Result<(), Error>) {
        if result.is_ok() {
            self.failures.set(0);
            self.becomes("closed");
            return;
        }
        self.failures.set(self.failures.get() + 1);
        self.last_failure.set(now());
        if self.failures.get() >= self.max_failures {
            self.becomes("open");
        }
    }

    fn becomes(&self, state: &'static str) {
        if self.state.replace(state) != state {
            print_after(state);
        }
    }
}
