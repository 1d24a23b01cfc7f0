//! Shared state: under a mutex, or owned by one goroutine.

use super::print::print_summary;
use super::source::{Program, at, functions};
use super::{Line, Pattern};
use crate::params::Key;
use crate::world::{Workload, process};
use goruntime::go::context::background;
use goruntime::go::{Chan, Error, Mutex, WaitGroup, defer, go_named, println};
use std::cell::RefCell;
use std::rc::Rc;

const GO: Program = Program::new(include_str!("../../../../assets/go/shared-state/main.go"));
const PROCESS: Line = GO.line("err := lab.Process(");
const LOCK: Line = GO.line("mu.Lock()");
const WAIT: Line = GO.line("wg.Wait()\n\treturn state");
const OWNER: Line = GO.line("for err := range results {");
const SEND_STATE: Line = GO.line("final <- state");
const PROCESS_AND_SEND: Line = GO.line("results <- lab.Process(");
const WAIT_AND_CLOSE: Line = GO.line("wg.Wait()\n\tclose(results)");
const RECEIVE_STATE: Line = GO.line("return <-final");

pub(super) const PATTERN: Pattern = Pattern {
    id: "shared-state",
    name: "Mutex",
    summary: "The tasks' goroutines count successes and failures under a mutex.",
    when: "For simple state and short critical sections: counters, flags, a cache.",
    folder: "shared-state",
    source: functions!(GO, "func countUnderMutex"),
    params: &[],
    defaults: &[(Key::Tasks, "10"), (Key::Fail, "1")],
    note: None,
    main: |tasks| Box::pin(under_mutex(tasks)),
};

pub(super) const CHANNEL: Pattern = Pattern {
    id: "shared-state-channel",
    name: "Owner and channel",
    summary: "The tasks' goroutines send successes and failures to one that owns the counts.",
    when: "When data changes hands, or goroutines are coordinated anyway.",
    source: functions!(GO, "func countByOwner"),
    main: |tasks| Box::pin(by_owner(tasks)),
    ..PATTERN
};

#[derive(Clone, Copy, Default)]
struct Counts {
    ok: usize,
    failed: usize,
}

impl Counts {
    fn add(&mut self, result: &Result<(), Error>) {
        match result {
            Ok(()) => self.ok += 1,
            Err(_) => self.failed += 1,
        }
    }
}

async fn under_mutex(tasks: Workload) {
    let (wg, mu) = (WaitGroup::new().named("wg"), Mutex::new().named("mu"));
    let state: Rc<RefCell<Counts>> = Rc::default();
    for task in 0..tasks.len() {
        wg.add(1);
        let (t, wg, mu, state) = (tasks.clone(), wg.clone(), mu.clone(), Rc::clone(&state));
        go_named(("task", task), async move {
            let _done = defer(|| wg.done());
            at(PROCESS);
            let result = process(&background(), &t, task).await;
            at(LOCK);
            mu.lock().await;
            state.borrow_mut().add(&result);
            mu.unlock().await;
        });
    }
    at(WAIT);
    wg.wait().await;
    let counts = *state.borrow();
    say(&tasks, counts);
}

async fn by_owner(tasks: Workload) {
    let results = Chan::new(0).named("results");
    let last = Chan::new(0).named("final");
    let (received, sent) = (results.clone(), last.clone());
    go_named("owner", async move {
        let mut state = Counts::default();
        at(OWNER);
        while let Some(result) = received.receive().await {
            state.add(&result);
        }
        // The number of successes; all other tasks have failed.
        at(SEND_STATE);
        sent.send(state.ok).await;
    });
    let wg = WaitGroup::new().named("wg");
    for task in 0..tasks.len() {
        wg.add(1);
        let (t, wg, results) = (tasks.clone(), wg.clone(), results.clone());
        go_named(("task", task), async move {
            let _done = defer(|| wg.done());
            at(PROCESS_AND_SEND);
            results.send(process(&background(), &t, task).await).await;
        });
    }
    at(WAIT_AND_CLOSE);
    wg.wait().await;
    results.close();
    at(RECEIVE_STATE);
    let ok = last.receive().await.unwrap_or_default();
    let failed = tasks.len() - ok;
    say(&tasks, Counts { ok, failed });
}

fn say(tasks: &Workload, Counts { ok, failed }: Counts) {
    println(format!("{ok} ok, {failed} failed"));
    print_summary(tasks);
}
