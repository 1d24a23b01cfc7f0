//! Closed forms of patterns with failing tasks. Latencies are distinct, so that no two events are at the same instant.

use crate::common;
use analysis::{Report, analyse};
use goruntime::trace::{Outcome, TaskOutcome};
use lab::patterns;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Tasks, some of which fail.
#[derive(Clone, Debug)]
struct Tasks {
    /// In nanoseconds, all different.
    latencies: Vec<u64>,
    fails: BTreeSet<usize>,
}

impl Tasks {
    #[track_caller]
    fn run(&self, id: &str, more: &str) -> Report {
        let pattern = patterns::find(id).expect("the pattern is in the registry");
        analyse(&common::run(&self.link(id, more), pattern))
    }

    fn link(&self, id: &str, more: &str) -> String {
        let list: Vec<String> = self
            .latencies
            .iter()
            .map(|ns| format!("{}.{:06}", ns / 1_000_000, ns % 1_000_000))
            .collect();
        let fails: Vec<String> = self.fails.iter().map(usize::to_string).collect();
        let fails = if fails.is_empty() {
            String::from("none")
        } else {
            fails.join(",")
        };
        format!(
            "?pattern={id}&tasks={}&latency=list:{}&fail={fails}{more}",
            list.len(),
            list.join(","),
        )
    }

    fn outcome(&self, task: usize) -> TaskOutcome {
        if self.fails.contains(&task) {
            TaskOutcome::Error
        } else {
            TaskOutcome::Ok
        }
    }

    fn longest(&self) -> u64 {
        self.latencies.iter().copied().max().unwrap_or_default()
    }

    /// A line for each failing task, in the order in which they fail.
    fn lines(&self) -> Vec<String> {
        let mut fails: Vec<&usize> = self.fails.iter().collect();
        fails.sort_by_key(|task| self.latencies[**task]);
        let line = |task| format!("error: task {task} failed");
        fails.into_iter().map(line).collect()
    }
}

/// The start, the end and the outcome of each task.
fn spans(report: &Report) -> Vec<Option<(u64, u64, TaskOutcome)>> {
    let span = |task: &analysis::TaskSpan| Some((task.start?.0, task.end?.0, task.outcome?));
    report.tasks.iter().map(span).collect()
}

fn errors(report: &Report) -> Vec<String> {
    let lines = report.stdout.iter().map(|printed| printed.line.clone());
    lines.filter(|line| line.starts_with("error: ")).collect()
}

fn tasks() -> impl Strategy<Value = Tasks> {
    let latencies = proptest::collection::btree_set(1_000_000..200_000_000_u64, 1..20);
    latencies
        .prop_flat_map(|latencies| {
            let latencies: Vec<u64> = latencies.into_iter().collect();
            let fails = proptest::collection::btree_set(0..latencies.len(), 0..=latencies.len());
            (Just(latencies).prop_shuffle(), fails)
        })
        .prop_map(|(latencies, fails)| Tasks { latencies, fails })
}

proptest! {
    #[test]
    fn all_run_to_their_end(tasks in tasks()) {
        let all = || (0..tasks.latencies.len())
            .map(|task| Some((0, tasks.latencies[task], tasks.outcome(task))))
            .collect::<Vec<_>>();
        for id in ["error-channel", "error-channel-fixed", "collect-errors"] {
            let report = tasks.run(id, "");
            prop_assert_eq!(spans(&report), all(), "{}", tasks.link(id, ""));
            prop_assert_eq!(errors(&report), tasks.lines(), "{}", tasks.link(id, ""));
            prop_assert_eq!(report.total.0, tasks.longest());
            let deadlocks = id == "error-channel" && tasks.fails.len() < tasks.latencies.len();
            let outcome = if deadlocks { Outcome::Deadlock } else { Outcome::Finished };
            prop_assert_eq!(report.outcome, outcome, "{}", tasks.link(id, ""));
        }
    }

    #[test]
    fn the_first_error_cancels_the_rest(tasks in tasks()) {
        let report = tasks.run("errgroup", "");
        let first = tasks.fails.iter().map(|task| tasks.latencies[*task]).min();
        let expected: Vec<_> = tasks.latencies
            .iter()
            .enumerate()
            .map(|(task, latency)| match first {
                Some(first) if *latency > first => Some((0, first, TaskOutcome::Cancelled)),
                _ => Some((0, *latency, tasks.outcome(task))),
            })
            .collect();
        prop_assert_eq!(spans(&report), expected);
        prop_assert_eq!(report.total.0, first.unwrap_or(tasks.longest()));
        prop_assert_eq!(report.exit_code, Some(i32::from(first.is_some())));
        prop_assert_eq!(errors(&report), tasks.lines().into_iter().take(1).collect::<Vec<_>>());
    }

    #[test]
    fn a_breaker_that_holds_its_lock(tasks in tasks(), breaker in breakers()) {
        let report = tasks.run("circuit-breaker", &breaker.parameters());
        let (mut free, mut state) = (0, State::default());
        let expected: Vec<_> = (0..tasks.latencies.len())
            .map(|task| {
                let arrives = task as u64 * breaker.period;
                let begins = arrives.max(free);
                let called = !state.open || begins - state.last_failure > breaker.reset;
                if !called {
                    free = begins;
                    return Some((arrives, begins, TaskOutcome::Error));
                }
                free = begins + tasks.latencies[task];
                state.count(&breaker, tasks.outcome(task), free);
                Some((arrives, free, tasks.outcome(task)))
            })
            .collect();
        prop_assert_eq!(spans(&report), expected);
    }

    #[test]
    fn a_breaker_that_does_not(tasks in tasks(), breaker in breakers()) {
        let report = tasks.run("circuit-breaker-unlocked", &breaker.parameters());
        let mut expected = vec![None; tasks.latencies.len()];
        let mut calls: Vec<(u64, usize, bool)> = Vec::new();
        let (mut state, mut trying) = (State::default(), false);
        for task in 0..=tasks.latencies.len() {
            let arrives = if task == tasks.latencies.len() { u64::MAX } else { task as u64 * breaker.period };
            calls.sort_unstable();
            while let Some((at, called, probe)) = calls.first().copied().filter(|c| c.0 < arrives) {
                calls.remove(0);
                if probe || !(state.open || trying) {
                    state.count(&breaker, tasks.outcome(called), at);
                    trying = false;
                }
                let start = called as u64 * breaker.period;
                expected[called] = Some((start, at, tasks.outcome(called)));
            }
            if task == tasks.latencies.len() {
                break;
            }
            let probe = state.open && !trying && arrives - state.last_failure >= breaker.reset;
            if state.open && !probe {
                expected[task] = Some((arrives, arrives, TaskOutcome::Error));
            } else {
                trying |= probe;
                calls.push((arrives + tasks.latencies[task], task, probe));
            }
        }
        prop_assert_eq!(spans(&report), expected);
    }
}

/// A circuit breaker's parameters.
#[derive(Clone, Debug)]
struct Breaker {
    failures: u32,
    reset: u64,
    period: u64,
}

impl Breaker {
    fn parameters(&self) -> String {
        let Breaker {
            failures,
            reset,
            period,
        } = self;
        format!("&failures={failures}&reset={reset}ns&period={period}ns")
    }
}

fn breakers() -> impl Strategy<Value = Breaker> {
    (
        1..5_u32,
        1_000_000..300_000_000_u64,
        1_000_000..100_000_000_u64,
    )
        .prop_map(|(failures, reset, period)| Breaker {
            failures,
            reset,
            period,
        })
}

/// The counts of a circuit breaker.
#[derive(Default)]
struct State {
    open: bool,
    failures: u32,
    last_failure: u64,
}

impl State {
    fn count(&mut self, breaker: &Breaker, outcome: TaskOutcome, at: u64) {
        if outcome == TaskOutcome::Ok {
            *self = State::default();
            return;
        }
        self.failures += 1;
        self.last_failure = at;
        self.open = self.failures >= breaker.failures;
    }
}

#[test]
fn the_circuit_closes_opens_and_closes_again() {
    #[track_caller]
    fn check(id: &str, expected: &[&str]) {
        let pattern = patterns::find(id).expect("the pattern is in the registry");
        let report = analyse(&common::run(&format!("?pattern={id}"), pattern));
        let lines: Vec<&str> = report.stdout.iter().map(|p| p.line.as_str()).collect();
        assert_eq!(lines, expected, "{id}");
    }
    check(
        "circuit-breaker",
        &[
            "open after 780ms",
            "half-open after 1.8s",
            "closed after 1.93s",
            "15 of 30 tasks done after 3.36s",
        ],
    );
    check(
        "circuit-breaker-unlocked",
        &[
            "open after 630ms",
            "half-open after 1.7s",
            "closed after 1.83s",
            "16 of 30 tasks done after 3.03s",
        ],
    );
}
