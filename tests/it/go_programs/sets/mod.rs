//! The parameter sets on which every program is compared, as links.
//!
//! The sets of a pattern are made from the list of its parameters by a seeded generator. Times are drawn to the nanosecond,
//! so that no two timers are due at the same instant. Some sets with equal latencies follow. Special needs of patterns are
//! in the table [`own`].

mod own;
mod talk;

use crate::common;
use goruntime::rng::Rng;
use goruntime::trace::GOROUTINE_BYTES;
use lab::params::Key;
use lab::patterns::Pattern;
use lab::simulate::inputs;
pub(super) use own::Comparable;
use own::Own;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::RangeInclusive;

const SEED: u64 = 20_240_817;
/// The number of random sets for each pattern.
const RANDOM: u64 = 24;
/// Sets whose number has this remainder modulo four have little memory.
const SHORT_OF_MEMORY: u64 = 3;
const MIB: u64 = 1 << 20;
/// In nanoseconds.
const LATENCIES: RangeInclusive<u64> = 1_000_000..=300_000_000;

/// A parameter set.
#[derive(Clone, Debug)]
pub(super) struct Set {
    pub(super) link: String,
    /// Whether timers of the set may be due at the same instant.
    pub(super) ties: bool,
    pub(super) comparable: Comparable,
}

/// The sets for a pattern, without repetitions.
pub(super) fn of(pattern: &Pattern) -> Vec<Set> {
    let own = Own::of(pattern.id);
    let mut sets = if own.is_of_the_talk {
        let set = |link| Set {
            link,
            ties: true,
            comparable: own.comparable,
        };
        talk::links().into_iter().map(set).collect()
    } else {
        generated(pattern, &own)
    };
    let mut known = Vec::new();
    sets.retain(|set| {
        let inputs = inputs(&common::scenario(&set.link), pattern);
        let new = !known.contains(&inputs);
        known.push(inputs);
        new
    });
    sets
}

/// The degree to which a pattern's runs can be compared with Go's.
pub(super) fn comparable(pattern: &Pattern) -> Comparable {
    Own::of(pattern.id).comparable
}

fn generated(pattern: &Pattern, own: &Own) -> Vec<Set> {
    let set = |link: &str, ties| Set {
        link: format!("?pattern={}{link}", pattern.id),
        ties,
        comparable: own.comparable,
    };
    let mut sets = Vec::new();
    sets.extend(own.defaults.then(|| set("", true)));
    sets.extend(
        own.extra
            .iter()
            .map(|extra| set(&format!("&{extra}"), true)),
    );
    sets.push(set(&beyond(pattern, "list:31,17,23"), true));
    // Where the order at an instant decides what happens, equal latencies are of no use.
    sets.extend((own.ties > 0).then(|| set(&beyond(pattern, "0s"), true)));
    sets.extend((0..RANDOM).map(|number| set(&random(pattern, own, number), false)));
    let with_ties = RANDOM..RANDOM + own.ties;
    sets.extend(with_ties.map(|number| set(&ties(pattern, own, number), true)));
    sets
}

/// Three tasks, and room for more of them.
fn beyond(pattern: &Pattern, latency: &str) -> String {
    let mut link = format!("&tasks=3&latency={latency}");
    let counts = [
        "batch", "workers", "permits", "limit", "chunks", "buffer", "heavy", "burst", "failures",
    ];
    for key in pattern
        .params
        .iter()
        .filter(|key| counts.contains(&key.param().name))
    {
        // Writing to a String cannot fail.
        let _ = write!(link, "&{}=10", key.param().name);
    }
    link
}

/// Distinct latencies, and a value for each of the pattern's parameters.
fn random(pattern: &Pattern, own: &Own, number: u64) -> String {
    let mut rng = Rng::new(SEED, number);
    let latencies = nanoseconds(&own.latencies);
    let tasks = rng.between(*own.tasks.start(), *own.tasks.end());
    let mut link = format!(
        "&tasks={tasks}&latency={}",
        distinct(&mut rng, tasks, latencies.clone())
    );
    // Writing to a String cannot fail.
    if own.fails && !number.is_multiple_of(4) {
        let _ = write!(link, "&fail={}", some_in_a_row(&mut rng, tasks));
    } else if number % 3 == 1 {
        let _ = write!(link, "&fail={}", some_of(&mut rng, tasks));
    }
    if number % 6 == 2 {
        let latency = duration(&mut rng, latencies.clone());
        let slow = rng.below(tasks);
        let _ = write!(link, "&slow={slow}&slow-latency={latency}");
    }
    let helpers = [0, 0, 0, 1, 0, 3][usize::try_from(number % 6).unwrap_or_default()];
    let _ = write!(link, "&goroutines={helpers}");
    if number % 4 == SHORT_OF_MEMORY {
        let one = (1 + helpers) * (MIB + GOROUTINE_BYTES);
        let limit = MIB.max(one * rng.between(1, tasks) + one / 2);
        let _ = write!(link, "&memory=1MiB&memory-limit={limit}B");
    }
    link + &own_values(pattern, own, &mut rng, tasks)
}

/// Latencies that are all or partly equal.
fn ties(pattern: &Pattern, own: &Own, number: u64) -> String {
    let mut rng = Rng::new(SEED, number);
    let tasks = rng.between(*own.tasks.start(), *own.tasks.end());
    let latencies = if number.is_multiple_of(2) {
        String::from("20ms")
    } else {
        let some = (0..tasks).map(|_| (10 * rng.between(1, 3)).to_string());
        format!("list:{}", some.collect::<Vec<_>>().join(","))
    };
    format!("&tasks={tasks}&latency={latencies}") + &own_values(pattern, own, &mut rng, tasks)
}

/// Values of the parameters that the pattern has besides the workload's.
fn own_values(pattern: &Pattern, own: &Own, rng: &mut Rng, tasks: u64) -> String {
    let mut link = String::new();
    let mut counts = BTreeMap::new();
    for key in pattern.params {
        let param = key.param();
        let value = match own.range(param.name) {
            Some(range) => drawn(rng, *key, range, tasks, &mut counts),
            None => continue,
        };
        // Writing to a String cannot fail.
        let _ = write!(link, "&{}={value}", param.name);
    }
    link
}

/// A random value for a parameter, from its range. Counts are noted in `counts`, for ranges that refer to them.
fn drawn(
    rng: &mut Rng,
    key: Key,
    range: own::Range,
    tasks: u64,
    counts: &mut BTreeMap<&'static str, u64>,
) -> String {
    match range {
        own::Range::Count(low, high) => {
            let count = rng.between(low, high);
            counts.insert(key.param().name, count);
            count.to_string()
        }
        own::Range::UpToTasks(low) => {
            let count = rng.between(low, tasks);
            counts.insert(key.param().name, count);
            count.to_string()
        }
        own::Range::SomeOf(name) => match (rng.below(2), counts.get(name)) {
            (0, Some(of)) => some_of(rng, *of),
            _ => String::from("none"),
        },
        own::Range::Duration(ms) => duration(rng, nanoseconds(&ms)),
        own::Range::DurationOrNone(ms) => match rng.below(4) {
            0 => String::from("none"),
            _ => duration(rng, nanoseconds(&ms)),
        },
        own::Range::Durations(ms) => distinct(rng, tasks, nanoseconds(&ms)),
        own::Range::Some(many, ms) => {
            let many = rng.between(*many.start(), *many.end());
            distinct(rng, many, nanoseconds(&ms))
        }
        own::Range::Each(ranges) => {
            let each = ranges.iter().map(|ms| milliseconds(rng, &nanoseconds(ms)));
            format!("list:{}", each.collect::<Vec<_>>().join(","))
        }
    }
}

fn nanoseconds(ms: &RangeInclusive<u64>) -> RangeInclusive<u64> {
    1_000_000 * ms.start()..=1_000_000 * ms.end()
}

/// One to three numbers below `n`.
fn some_of(rng: &mut Rng, n: u64) -> String {
    let mut numbers: Vec<u64> = (0..rng.between(1, 3)).map(|_| rng.below(n)).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let numbers: Vec<String> = numbers.iter().map(u64::to_string).collect();
    numbers.join(",")
}

/// Up to half of the numbers below `n`, consecutive.
fn some_in_a_row(rng: &mut Rng, n: u64) -> String {
    let first = rng.below(n);
    let after = n.min(first + rng.between(1, 1 + n / 2));
    let numbers: Vec<String> = (first..after).map(|number| number.to_string()).collect();
    numbers.join(",")
}

/// Latencies to the nanosecond, so that no two timers are due at the same instant.
fn distinct(rng: &mut Rng, n: u64, range: RangeInclusive<u64>) -> String {
    let latencies: Vec<String> = (0..n).map(|_| milliseconds(rng, &range)).collect();
    format!("list:{}", latencies.join(","))
}

fn duration(rng: &mut Rng, range: RangeInclusive<u64>) -> String {
    milliseconds(rng, &range) + "ms"
}

fn milliseconds(rng: &mut Rng, range: &RangeInclusive<u64>) -> String {
    let ns = rng.between(*range.start(), *range.end());
    format!("{}.{:06}", ns / 1_000_000, ns % 1_000_000)
}
