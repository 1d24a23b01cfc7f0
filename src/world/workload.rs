//! The tasks: how many, how long each takes, and what each does while it runs.
//!
//! What a task does here, `assets/go/lab/lab.go` does in Go, line for line.

use crate::go::{Chan, WaitGroup, defer, go, sleep};
use crate::params::{Key, Value, Values};
use crate::rng::Rng;
use crate::runtime;
use crate::time::Duration;
use crate::trace::{Resource, TaskOutcome};
use std::cell::Cell;
use std::rc::Rc;

/// The tasks of a run and the parameters that its pattern takes. Clones are the same workload.
#[derive(Clone, Debug)]
pub struct Workload(Rc<Inner>);

#[derive(Debug)]
struct Inner {
    latencies: Vec<Duration>,
    goroutines: u64,
    memory: u64,
    values: Values,
    done: Cell<usize>,
}

impl Workload {
    /// The workload of a scenario's values. A task's latency depends on the seed and the task alone.
    #[must_use]
    pub fn new(values: &Values) -> Workload {
        Workload(Rc::new(Inner {
            latencies: latencies(values),
            goroutines: values.number(Key::Goroutines),
            memory: values.number(Key::Memory),
            values: values.clone(),
            done: Cell::new(0),
        }))
    }

    /// How many tasks there are; their ids are `0..len()`.
    #[must_use]
    #[expect(
        clippy::len_without_is_empty,
        reason = "a workload has at least one task"
    )]
    pub fn len(&self) -> usize {
        self.0.latencies.len()
    }

    /// A parameter of the pattern that counts something.
    #[must_use]
    pub fn count(&self, key: Key) -> usize {
        usize::try_from(self.0.values.number(key)).unwrap_or(usize::MAX)
    }
}

fn latencies(values: &Values) -> Vec<Duration> {
    let tasks = values.number(Key::Tasks);
    let [low, high] = match values.get(Key::Latency) {
        Value::List(list) => {
            return list
                .iter()
                .take(usize::try_from(tasks).unwrap_or(usize::MAX))
                .map(|ns| Duration(*ns))
                .collect();
        }
        Value::Drawn(distribution) => distribution.ends(),
        Value::Number(_) | Value::Numbers(_) => {
            let mean = values.number(Key::Latency);
            let spread = mean / 100 * values.number(Key::Jitter);
            [mean - spread.min(mean), mean + spread]
        }
    };
    let seed = values.number(Key::Seed);
    // Stream 0 is the scheduler's.
    let latency = |task| Duration(Rng::new(seed, task + 1).between(low, high));
    (0..tasks).map(latency).collect()
}

/// One task's work: it holds memory, starts its goroutines one after the other over its latency, each of which holds
/// memory too, and ends them all at its end.
pub async fn process_task(workload: &Workload, task: usize) {
    let _end = begin(workload, task);
    let _release = hold(workload);
    let (latency, goroutines) = (workload.0.latencies[task], workload.0.goroutines);
    if goroutines == 0 {
        sleep(latency).await;
        return;
    }
    let done: Chan<()> = Chan::new(0);
    let wg = WaitGroup::new();
    let interval = Duration(latency.0 / goroutines);
    for _ in 0..goroutines {
        wg.add(1);
        let (workload, done, wg) = (workload.clone(), done.clone(), wg.clone());
        go(async move {
            let _done = defer(|| wg.done());
            let _release = hold(&workload);
            done.receive().await;
        });
        sleep(interval).await;
    }
    sleep(latency - interval * goroutines).await;
    done.close();
    wg.wait().await;
}

/// What the program prints at its end: how many tasks are done, and after how long.
#[must_use]
pub fn summary(workload: &Workload) -> String {
    let (done, tasks) = (workload.0.done.get(), workload.len());
    format!(
        "{done} of {tasks} tasks done after {}",
        runtime::now().elapsed().round_to_millis()
    )
}

fn begin(workload: &Workload, task: usize) -> impl Drop + use<> {
    let id = u32::try_from(task).unwrap_or(u32::MAX);
    runtime::task_start(id);
    let workload = workload.clone();
    defer(move || {
        runtime::task_end(id, TaskOutcome::Ok);
        workload.0.done.set(workload.0.done.get() + 1);
    })
}

fn hold(workload: &Workload) -> impl Drop + use<> {
    let bytes = workload.0.memory;
    runtime::acquire(Resource::Memory, bytes);
    defer(move || runtime::release(Resource::Memory, bytes))
}
