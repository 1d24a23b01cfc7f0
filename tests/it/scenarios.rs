//! The numbers of the talk's scenarios; a scenario determines its traces to the last byte.

use crate::common;
use analysis::{TaskSpan, analyse};
use goruntime::time::{Duration, Time};
use goruntime::trace::{GOROUTINE_BYTES, Outcome, TaskOutcome, Trace};
use lab::patterns::{self, Pattern};
use lab::scenarios::{self, Scenario};
use lab::simulate::{Simulation, inputs, simulate};
use proptest::prelude::*;
use std::collections::BTreeMap;

const MS: u64 = 1_000_000;
/// The memory of a goroutine of `ci-auto-trigger`: its own and what it acquires.
const COST: u64 = GOROUTINE_BYTES + (128 << 10);

#[track_caller]
fn pattern(id: &str) -> &'static Pattern {
    patterns::find(id).expect("the pattern is in the registry")
}

/// Checks the outcome, the end, and the peaks of goroutines and memory.
#[track_caller]
fn check(link: &str, id: &str, outcome: Outcome, total: u64, goroutines: u64, memory: u64) {
    let report = analyse(&common::run(link, pattern(id)));
    let context = format!("run '{link}' --pattern {id}");
    assert_eq!(report.outcome, outcome, "{context}");
    assert_eq!(report.total, Time(total), "{context}");
    assert_eq!(report.peak_goroutines.value, goroutines, "{context}");
    assert_eq!(report.peak_memory.value, memory, "{context}");
}

#[test]
fn the_talks_case_reads_ten_seconds_killed_two_seconds() {
    // Main runs the task. It does not count as a goroutine, but the memory of the task does.
    let sequential = 50 * COST + (128 << 10);
    check(
        "",
        "sequential",
        Outcome::Finished,
        10_000 * MS,
        50,
        sequential,
    );
    check(
        "",
        "batched",
        Outcome::Finished,
        2_000 * MS,
        255,
        255 * COST,
    );
    check(
        "",
        "naive",
        Outcome::MainReturnedEarly,
        0,
        100,
        100 * GOROUTINE_BYTES,
    );
    let killed = 4_014;
    check(
        "",
        "unbounded",
        Outcome::OutOfMemory,
        78 * MS,
        killed,
        killed * COST,
    );
}

#[test]
fn the_slider_has_its_story() {
    let batch = |batch: u64| format!("?batch={batch}");
    check(
        &batch(10),
        "batched",
        Outcome::Finished,
        1_000 * MS,
        510,
        510 * COST,
    );
    check(
        &batch(50),
        "batched",
        Outcome::Finished,
        200 * MS,
        2_550,
        2_550 * COST,
    );
    // 78 × 51 goroutines are the most that fit into 512 MiB.
    check(
        &batch(78),
        "batched",
        Outcome::Finished,
        200 * MS,
        3_978,
        3_978 * COST,
    );
    check(
        &batch(79),
        "batched",
        Outcome::OutOfMemory,
        98 * MS,
        4_014,
        4_014 * COST,
    );
    check(
        &batch(100),
        "batched",
        Outcome::OutOfMemory,
        78 * MS,
        4_014,
        4_014 * COST,
    );
}

#[test]
fn the_kill_names_its_moment_and_its_reason() {
    let trace = common::run("", pattern("unbounded"));
    let exit = trace.exit();
    assert_eq!(exit.outcome.exit_code(), Some(137));
    assert_eq!(exit.at, Time(78 * MS));
    assert_eq!(exit.main_returned, None);
    let message = "signal: killed (out of memory: 536952780 bytes in use, the limit is 536870912)";
    assert_eq!(exit.message, message);
}

#[test]
fn a_byte_decides() {
    let four = 4 * ((1 << 20) + GOROUTINE_BYTES);
    let link =
        |limit: u64| format!("?tasks=4&batch=4&goroutines=0&memory=1MiB&memory-limit={limit}B");
    check(&link(four), "batched", Outcome::Finished, 100 * MS, 4, four);
    check(&link(four - 1), "batched", Outcome::OutOfMemory, 0, 4, four);
}

/// Whether the traces of a scenario's patterns differ between two seeds.
fn depends_on_the_seed(link: &str) -> bool {
    let hashes = |seed: u64| -> Vec<u64> {
        let scenario = common::scenario(&format!("{link}&seed={seed}"));
        simulate(&scenario).iter().map(Trace::hash).collect()
    };
    let first = hashes(1);
    (2..6).any(|seed| hashes(seed) != first)
}

#[test]
fn what_depends_on_the_seed_says_so() {
    let alone = patterns::ALL.map(|pattern| format!("pattern={}", pattern.id));
    let of_scenarios = scenarios::ALL.into_iter().flat_map(|template| {
        let presets = template.presets().map(|(_, link)| link);
        let own = [format!("scenario={}", template.id)]
            .into_iter()
            .chain(presets);
        let with_each = patterns::ALL
            .map(|pattern| format!("scenario={}&patterns={}&tasks=20", template.id, pattern.id));
        own.chain(with_each).collect::<Vec<_>>()
    });
    for link in of_scenarios.chain(alone) {
        let is_random = common::scenario(&link).is_random();
        assert!(is_random || !depends_on_the_seed(&link), "{link}");
    }
}

#[test]
fn chance_is_seen_where_it_is() {
    #[track_caller]
    fn check(link: &str, expected: bool) {
        assert_eq!(common::scenario(link).is_random(), expected, "{link}");
        assert_eq!(depends_on_the_seed(link), expected, "{link}");
    }
    check("scenario=ci-api-limit", false);
    check("scenario=ci-api-limit&failure=30", true);
    check("scenario=ci-api-limit&retry=backoff", true);
    check("scenario=ci-api-limit&retry=fixed", false);
    check("scenario=ci-auto-trigger&jitter=1", true);
    check("pattern=batched&latency=uniform:1..2ms", true);
    // The last arrival and the signal come at the same instant.
    check(
        "pattern=graceful-shutdown&period=100ms&shutdown=300ms",
        true,
    );
}

#[test]
fn every_scenario_names_patterns_and_defaults_that_exist() {
    for template in scenarios::ALL {
        let scenario = Scenario::new(template);
        assert!(!scenario.patterns().is_empty(), "{}", template.id);
        for key in template.params {
            let value = scenario.values().get(*key);
            assert_eq!(
                scenario.values().check(*key, value),
                Ok(()),
                "{}",
                template.id
            );
        }
        let links: Vec<_> = scenarios::ALL
            .iter()
            .filter(|e| e.id == template.id)
            .collect();
        assert_eq!(links.len(), 1, "{} is listed twice", template.id);
        assert_eq!(simulate(&scenario).len(), scenario.patterns().len());
        for (name, link) in template.presets() {
            // The link is read without a notice.
            let preset = common::scenario(&link);
            assert_ne!(preset, scenario, "{name}: {link}");
        }
    }
}

/// The patterns of the talk's evolution.
const EVOLUTION: [&str; 4] = ["sequential", "naive", "unbounded", "batched"];

/// Links whose traces of these patterns are pinned in `tests/golden/hashes.json`: `{link: {pattern: hash}}`. The browser
/// test runs the same on wasm32.
const PINNED: [&str; 10] = [
    "?scenario=ci-auto-trigger",
    "?scenario=ci-auto-trigger&batch=10",
    "?scenario=ci-auto-trigger&batch=50",
    "?scenario=ci-auto-trigger&batch=79",
    "?scenario=ci-auto-trigger&batch=8&jitter=30%&seed=7",
    "?scenario=ci-auto-trigger&tasks=1000&batch=20&jitter=100%&seed=999999999&goroutines=3",
    "?scenario=ci-auto-trigger&tasks=10000&batch=100&goroutines=0&memory=0B",
    "?scenario=ci-auto-trigger&tasks=7&batch=3&latency=list:120,80,95,0001.5,60000,12.345678,80&goroutines=11",
    "?scenario=ci-auto-trigger&tasks=13&batch=4&latency=33.333333ms&goroutines=7&memory-limit=9MiB",
    "?scenario=ci-auto-trigger&tasks=1&batch=1&latency=1m0s&goroutines=200&memory=64MiB&memory-limit=64GiB",
];

#[test]
fn hashes_are_unchanged() {
    let hashes = |link: &str| -> BTreeMap<&str, String> {
        let hash = |id| format!("{:016x}", common::run(link, pattern(id)).hash());
        EVOLUTION.into_iter().map(|id| (id, hash(id))).collect()
    };
    let pinned: BTreeMap<&str, _> = PINNED
        .into_iter()
        .map(|link| (link, hashes(link)))
        .collect();
    let text = serde_json::to_string_pretty(&pinned).expect("names and hashes are JSON");
    common::check_golden("hashes.json", &(text + "\n"));
}

#[test]
fn the_same_scenario_twice_gives_the_same_traces() {
    for link in PINNED {
        let hashes = || -> Vec<u64> {
            simulate(&common::scenario(link))
                .iter()
                .map(Trace::hash)
                .collect()
        };
        assert_eq!(hashes(), hashes(), "{link}");
    }
}

#[test]
fn the_seed_matters_where_there_is_jitter_and_only_there() {
    let hash = |link: &str| common::run(link, pattern("unbounded")).hash();
    assert_ne!(hash("jitter=10&seed=1"), hash("jitter=10&seed=2"));
    assert_eq!(hash("seed=1"), hash("seed=2"));
}

fn links() -> impl Strategy<Value = String> {
    let numbers = (1_u64..40, 1_u64..40, 1_u64..200, 0_u64..=100, 0_u64..1_000);
    (numbers, 0_u64..12, 1_u64..8).prop_map(|((tasks, batch, latency, jitter, seed), helpers, limit)| {
        format!(
            "?tasks={tasks}&batch={}&latency={latency}ms&jitter={}&seed={seed}&goroutines={helpers}&memory-limit={}MiB",
            batch.min(tasks),
            // The range does not go below a millisecond.
            if latency > 1 { jitter } else { 0 },
            limit * limit * limit,
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_run_in_slices_is_the_run_in_one_go(link in links(), steps in 1_u64..50, slice in 1_u64..40_000_000) {
        let scenario = common::scenario(&link);
        for pattern in patterns::ALL {
            let whole = Simulation::new(&scenario, pattern).finish();
            let mut by_steps = Simulation::new(&scenario, pattern);
            while !by_steps.advance(steps) {}
            prop_assert_eq!(by_steps.into_trace().hash(), whole.hash(), "{} in steps, {}", pattern.id, &link);

            let mut by_time = Simulation::new(&scenario, pattern);
            let mut until = Time::ZERO;
            while by_time.advance_to(until).is_some() {
                until.0 += slice;
            }
            prop_assert_eq!(by_time.into_trace().hash(), whole.hash(), "{} in time, {}", pattern.id, &link);
        }
    }

    #[test]
    fn equal_inputs_have_equal_traces(link in links(), other_batch in 1_u64..40) {
        let scenario = common::scenario(&link);
        let mut other = scenario.clone();
        // A batch larger than the tasks is refused; the scenarios are then equal, and so must their traces be.
        let _ = other.set(lab::params::Key::Batch, lab::params::Value::Number(other_batch));
        for pattern in patterns::ALL {
            if inputs(&scenario, pattern) == inputs(&other, pattern) {
                let (one, two) = (Simulation::new(&scenario, pattern), Simulation::new(&other, pattern));
                prop_assert_eq!(one.finish().hash(), two.finish().hash(), "{} of {}", pattern.id, &link);
            }
        }
    }
}

/// Patterns whose tasks do not last their latency: they also wait for one another, compute, or are messages.
const OTHERWISE: [&str; 6] = [
    "circuit-breaker",
    "counter",
    "cpu-bound",
    "pipeline",
    "sse-broker",
    "transaction",
];

const DISTRIBUTIONS: [&str; 5] = [
    "uniform:50..150ms",
    "normal:100,20ms",
    "lognormal:100,300ms",
    "bimodal:50,2000ms,20%",
    "100ms&jitter=60",
];

/// Tasks with drawn latencies.
fn drawn() -> impl Strategy<Value = String> {
    let latency = proptest::sample::select(&DISTRIBUTIONS[..]);
    let of = (latency, 0_u64..1_000, 0..4_u64);
    of.prop_map(|(latency, seed, helpers)| {
        format!("tasks=12&latency={latency}&seed={seed}&goroutines={helpers}&memory=0B")
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn a_task_lasts_as_long_under_every_pattern(drawn in drawn()) {
        let lengths = |pattern: &Pattern| -> Vec<Option<Duration>> {
            let report = analyse(&common::run(&format!("?pattern={}&{drawn}", pattern.id), pattern));
            let is_done = |outcome| outcome == Some(TaskOutcome::Ok);
            let length = |task: &TaskSpan| Some(task.end?.since(task.start?)).filter(|_| is_done(task.outcome));
            report.tasks.iter().map(length).collect()
        };
        let expected = lengths(pattern("sequential"));
        prop_assert!(expected.iter().all(Option::is_some));
        let mut finished = 0;
        for pattern in patterns::ALL {
            if OTHERWISE.iter().any(|id| pattern.id.starts_with(id)) {
                continue;
            }
            // Some tasks never run, fail, or are cancelled.
            let lengths = lengths(pattern);
            finished += usize::from(lengths.iter().all(Option::is_some));
            for (task, (length, expected)) in lengths.into_iter().zip(&expected).enumerate() {
                let same = length.is_none() || length == *expected;
                prop_assert!(same, "{}, task {}: {:?}, not {:?}", pattern.id, task, length, expected);
            }
        }
        prop_assert!(finished >= 20, "only {finished} patterns do all tasks");
    }

    /// The same calls of a task fail under every pattern, for any number of retries.
    #[test]
    fn a_task_fails_as_often_under_every_pattern(seed in 0_u64..1_000, retries in 0..3_u64) {
        let link = format!("?scenario=ci-api-limit&qps=0&failure=50&retry=backoff&retries={retries}&seed={seed}");
        let outcomes = |id| {
            let report = analyse(&common::run(&link, pattern(id)));
            let length = |task: &TaskSpan| Some((task.outcome?, task.end?.since(task.start?)));
            report.tasks.iter().map(length).collect::<Vec<_>>()
        };
        let expected = outcomes("sequential");
        for id in ["unbounded", "batched", "worker-pool", "semaphore"] {
            prop_assert_eq!(&outcomes(id), &expected, "{}", id);
        }
    }
}
