//! The workload: the number of tasks, their latencies, the failing ones, and the parameters of the pattern.

use super::latency::latencies;
use super::resources::{Resources, is_finite};
use crate::params::{Key, Value, Values};
use goruntime::time::Duration;
use std::cell::{Cell, OnceCell};
use std::rc::Rc;

/// The tasks of a run and the parameters of its pattern. Clones are the same workload.
#[derive(Debug)]
pub struct Workload(Rc<Inner>);

impl Clone for Workload {
    // Every goroutine clones one: in the page a call is half as large as the inlined code.
    #[cfg_attr(target_family = "wasm", inline(never))]
    fn clone(&self) -> Workload {
        Workload(Rc::clone(&self.0))
    }
}

#[derive(Debug)]
struct Inner {
    latencies: Vec<Duration>,
    values: Values,
    done: Cell<usize>,
    resources: OnceCell<Option<Resources>>,
}

impl Workload {
    /// The workload for a scenario's values. A task's latency depends on the seed and the task alone.
    #[must_use]
    pub fn new(values: &Values) -> Workload {
        Workload(Rc::new(Inner {
            latencies: latencies(values),
            values: values.clone(),
            done: Cell::new(0),
            resources: OnceCell::new(),
        }))
    }

    /// The number of tasks; their ids are `0..len()`.
    #[must_use]
    #[expect(
        clippy::len_without_is_empty,
        reason = "a workload has at least one task"
    )]
    pub fn len(&self) -> usize {
        self.0.latencies.len()
    }

    /// The latency of a task.
    #[must_use]
    pub fn latency(&self, task: usize) -> Duration {
        self.0.latencies[task]
    }

    /// The latency of each task, in the order of their ids.
    #[must_use]
    pub fn latencies(&self) -> &[Duration] {
        &self.0.latencies
    }

    /// Whether a task fails after its latency.
    #[must_use]
    pub fn fails(&self, task: usize) -> bool {
        self.0.values.numbers(Key::Fail).contains(&(task as u64))
    }

    /// A parameter that is a count.
    #[must_use]
    #[cfg_attr(
        target_family = "wasm",
        inline(never) // Every pattern reads several: calls make the page a kilobyte smaller.
    )]
    pub fn count(&self, key: Key) -> usize {
        usize::try_from(self.0.values.number(key)).unwrap_or(usize::MAX)
    }

    /// A parameter that is a moment or a duration; zero for none.
    #[must_use]
    #[cfg_attr(target_family = "wasm", inline(never))]
    pub fn duration(&self, key: Key) -> Duration {
        Duration(self.0.values.number(key))
    }

    /// A parameter that is a list of `n` durations. A single one applies to all, and the last one of a shorter list to the
    /// rest.
    #[must_use]
    pub fn durations(&self, key: Key, n: usize) -> Vec<Duration> {
        match self.0.values.get(key) {
            Value::List(list) => {
                let rest = list.last().copied().unwrap_or_default();
                let all = list.iter().copied().chain(std::iter::repeat(rest));
                all.take(n).map(Duration).collect()
            }
            Value::Number(_) | Value::Drawn(_) | Value::Numbers(_) => vec![self.duration(key); n],
        }
    }

    /// The number of durations of a list; `None` for a single one.
    #[must_use]
    pub fn listed(&self, key: Key) -> Option<usize> {
        match self.0.values.get(key) {
            Value::List(list) => Some(list.len()),
            Value::Number(_) | Value::Drawn(_) | Value::Numbers(_) => None,
        }
    }

    /// A parameter that is numbers of tasks or workers.
    #[must_use]
    pub fn numbers(&self, key: Key) -> Vec<usize> {
        let numbers = self.0.values.numbers(key).iter();
        numbers.filter_map(|n| usize::try_from(*n).ok()).collect()
    }

    /// The number of tasks that have succeeded so far.
    #[must_use]
    pub fn done(&self) -> usize {
        self.0.done.get()
    }

    /// The resources of the tasks, if any are limited.
    pub(super) fn resources(&self) -> Option<&Resources> {
        let resources = self
            .0
            .resources
            .get_or_init(|| is_finite(self).then(|| Resources::new(self)));
        resources.as_ref()
    }

    pub(super) fn count_done(&self) {
        self.0.done.set(self.0.done.get() + 1);
    }
}
