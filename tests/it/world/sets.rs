//! The compared sets of tasks and limits, drawn from a seed.

use analysis::analyse;
use goruntime::rng::Rng;
use lab::params::{Key, Value, Values};
use std::collections::BTreeMap;
use std::fmt::Write as _;

const SEED: u64 = 20_261_120;
/// The number of sets of each kind.
const SETS: u64 = 24;
const MS: u64 = 1_000_000;

/// Tasks and the limits around them.
#[derive(Clone, Debug)]
pub(super) struct Set {
    pub(super) name: String,
    pub(super) arrivals: Vec<u64>,
    latencies: Vec<u64>,
    settings: Vec<(Key, u64)>,
    /// Whether the tasks are alike, so that which of them ends when is left to chance.
    alike: bool,
}

impl Set {
    fn has_pool(&self) -> bool {
        self.settings.iter().any(|(key, _)| *key == Key::MaxOpen)
    }

    /// The values of the Lab's parameters.
    pub(super) fn values(&self) -> Values {
        let mut values = Values::default();
        values.set(Key::Tasks, Value::Number(self.arrivals.len() as u64));
        values.set(Key::Latency, Value::List(self.latencies.clone().into()));
        values.set(Key::Memory, Value::Number(0));
        for (key, n) in &self.settings {
            values.set(*key, Value::Number(*n));
        }
        values
    }

    /// The flags of the Go program.
    pub(super) fn flags(&self) -> Vec<String> {
        let list = |numbers: &[u64]| {
            numbers
                .iter()
                .map(u64::to_string)
                .collect::<Vec<_>>()
                .join(",")
        };
        let mut flags = vec![
            format!("-arrivals={}", list(&self.arrivals)),
            format!("-latencies={}", list(&self.latencies)),
        ];
        let durations = [
            Key::PoolTimeout,
            Key::Connect,
            Key::RetryWait,
            Key::LoseAt,
            Key::OutageAt,
            Key::Outage,
        ];
        for (key, n) in self.settings.iter().filter(|(key, _)| *key != Key::Retry) {
            let unit = if durations.contains(key) { "ns" } else { "" };
            flags.push(format!("-{}={n}{unit}", key.param().name));
        }
        flags
    }

    /// The end and the outcome of each task; for alike tasks, the number of tasks with each end and outcome.
    pub(super) fn account(&self, ends: Vec<String>) -> String {
        if !self.alike {
            return ends.join("\n");
        }
        let mut counts: BTreeMap<(u64, String), u32> = BTreeMap::new();
        for end in ends {
            let (word, at) = end.split_once(' ').expect("an outcome and a moment");
            let at = at.parse().expect("a moment in nanoseconds");
            *counts.entry((at, String::from(word))).or_default() += 1;
        }
        let lines = counts
            .iter()
            .map(|((at, word), count)| format!("{count} × {word} {at}"));
        lines.collect::<Vec<_>>().join("\n")
    }

    /// The set's block in the golden file.
    pub(super) fn block(&self, account: &str) -> String {
        format!("{}\n{account}\n\n", self.name)
    }
}

/// Every set.
pub(super) fn all() -> Vec<Set> {
    let kinds: [fn(&mut Rng) -> Set; 6] = [
        pool_of_alike,
        pool_of_few,
        bucket,
        bucket_with_retries,
        pool_that_loses_one,
        bucket_with_outage,
    ];
    let mut sets = Vec::new();
    for (kind, draw) in (0..).zip(kinds) {
        for number in 0..SETS {
            let mut rng = Rng::new(SEED + kind, number);
            let mut set = draw(&mut rng);
            // If the tasks differ, only one may wait at a time: otherwise Go's pool chooses at random.
            while set.has_pool() && !set.alike && most_queued(&set) != 1 {
                set = draw(&mut rng);
            }
            set.name = named(&set, kind, number);
            sets.push(set);
        }
    }
    sets
}

fn most_queued(set: &Set) -> u64 {
    let report = analyse(&super::run(set));
    let queues = report.resources.iter().map(|used| used.peak_queue.value);
    queues.max().unwrap_or(0)
}

fn named(set: &Set, kind: u64, number: u64) -> String {
    let mut name = format!("{kind}.{number}: {} tasks", set.arrivals.len());
    for (key, n) in &set.settings {
        let param = key.param();
        // Writing to a String cannot fail.
        let _ = write!(name, " {}={}", param.name, param.write(&Value::Number(*n)));
    }
    name
}

/// All tasks start at once with equal latencies, so that the order of waiters does not matter.
fn pool_of_alike(rng: &mut Rng) -> Set {
    let tasks = rng.between(4, 30);
    let latency = rng.between(5 * MS, 50 * MS);
    let mut settings = database(rng);
    let patience = rng.between(10 * MS, 80 * MS);
    settings.push((Key::PoolTimeout, rng.below(4).min(1) * patience));
    if rng.below(3) == 0 {
        settings.extend(retries(rng, 100));
    }
    set(
        vec![0; size(tasks)],
        vec![latency; size(tasks)],
        settings,
        true,
    )
}

/// Tasks that start one after the other and differ: at most one of them waits.
fn pool_of_few(rng: &mut Rng) -> Set {
    let tasks = rng.between(3, 8);
    let arrivals = distinct(rng, tasks, 0, 200 * MS);
    let latencies = distinct(rng, tasks, 5 * MS, 120 * MS);
    let mut settings = database(rng);
    let patience = rng.between(5 * MS, 30 * MS);
    settings.push((Key::PoolTimeout, rng.below(4).min(1) * patience));
    set(arrivals, latencies, settings, false)
}

/// A server with a rate, and a client with or without a limiter of its own.
fn bucket(rng: &mut Rng) -> Set {
    let tasks = rng.between(5, 30);
    let arrivals = distinct(rng, tasks, 0, 500 * MS);
    let latencies = distinct(rng, tasks, 5 * MS, 300 * MS);
    let settings = api(rng);
    set(arrivals, latencies, settings, false)
}

/// Refused tasks retry at the moment that the server names, several at once: which of them gets the token is chance.
fn bucket_with_retries(rng: &mut Rng) -> Set {
    let tasks = rng.between(5, 25);
    let latency = rng.between(5 * MS, 50 * MS);
    let mut settings = api(rng);
    settings.retain(|(key, _)| *key != Key::Calls);
    settings.extend(retries(rng, 100));
    set(
        vec![0; size(tasks)],
        vec![latency; size(tasks)],
        settings,
        true,
    )
}

/// As [`pool_of_few`], and the server loses a connection: one with a query on it, whose task may try again, or an idle one.
fn pool_that_loses_one(rng: &mut Rng) -> Set {
    let mut set = pool_of_few(rng);
    set.settings.push((Key::LoseAt, rng.between(MS, 300 * MS)));
    if rng.below(2) == 0 {
        set.settings.extend(retries(rng, 3));
    }
    set
}

/// As [`bucket`], with a server that fails for a while.
fn bucket_with_outage(rng: &mut Rng) -> Set {
    let mut set = bucket(rng);
    let (at, length) = (rng.between(MS, 500 * MS), rng.between(MS, 400 * MS));
    set.settings
        .extend([(Key::OutageAt, at), (Key::Outage, length)]);
    set
}

/// Every third set has no pool. In some sets with a pool the database has fewer connections than the pool may open.
fn database(rng: &mut Rng) -> Vec<(Key, u64)> {
    let (max, taken) = (rng.between(4, 10), rng.below(4));
    let max_open = rng.below(3).min(1) * rng.between(1, 6);
    let max_idle = max_open.min(1) * rng.below(5);
    vec![
        (Key::MaxConnections, max),
        (Key::Taken, taken),
        (Key::MaxOpen, max_open),
        (Key::MaxIdle, max_idle),
        (Key::Connect, rng.below(2) * rng.between(MS, 9 * MS)),
    ]
}

fn api(rng: &mut Rng) -> Vec<(Key, u64)> {
    vec![
        (Key::Qps, rng.between(3, 60)),
        (Key::ApiBurst, rng.between(1, 8)),
        (Key::ClientQps, rng.below(2) * rng.between(5, 60)),
        (Key::Calls, rng.between(1, 3)),
        (Key::ClientBurst, rng.between(1, 12)),
    ]
}

fn retries(rng: &mut Rng, most: u64) -> Vec<(Key, u64)> {
    vec![
        (Key::Retry, 1),
        (Key::Retries, most),
        (Key::RetryWait, rng.between(MS, 80 * MS)),
    ]
}

fn set(arrivals: Vec<u64>, latencies: Vec<u64>, settings: Vec<(Key, u64)>, alike: bool) -> Set {
    Set {
        name: String::new(),
        arrivals,
        latencies,
        settings,
        alike,
    }
}

fn distinct(rng: &mut Rng, n: u64, low: u64, high: u64) -> Vec<u64> {
    (0..n).map(|_| rng.between(low, high)).collect()
}

fn size(n: u64) -> usize {
    usize::try_from(n).expect("a set has few tasks")
}
