//! The talk's decision tree: its rules for pattern and batch size, and how a sweep compares with them.
//!
//! The rules are from talk.md, section 5 (the tree) and advanced-patterns-and-qa.md, Q9 (cores, "start with 10").

#[cfg(test)]
mod tests;

use crate::params::Key;
use crate::patterns::{self, Pattern};
use crate::scenarios::Scenario;
use analysis::fmt::{bytes, grouped, length, percent};
use analysis::{Curve, Point};
use goruntime::time::Duration;
use goruntime::trace::GOROUTINE_BYTES;

/// The questions of the tree, each with the parameter that holds the answer.
pub const QUESTIONS: [(Key, &str); 11] = [
    (Key::Tasks, "How many tasks?"),
    (Key::Qps, "Rate limit: how many calls a second?"),
    (Key::Calls, "How many calls does a task make?"),
    (Key::MaxConnections, "How many connections are there?"),
    (
        Key::Taken,
        "How many of them has the rest of the application?",
    ),
    (Key::MaxOpen, "How many does the pool open?"),
    (Key::MemoryLimit, "How much memory is there?"),
    (Key::Memory, "How much does a goroutine hold?"),
    (
        Key::Goroutines,
        "How many more goroutines does a task start?",
    ),
    (Key::Cpu, "How long does a task compute?"),
    (Key::Procs, "How many cores are there?"),
];

/// The resources that tasks may use, each with a scenario of the talk.
pub const RESOURCES: [(&str, &str); 5] = [
    ("nothing scarce", "files"),
    ("memory", "ci-auto-trigger"),
    ("a database", "ci-connections"),
    ("an API with a rate limit", "ci-api-limit"),
    ("the processor", "cpu-bound"),
];

/// Devtron's names for the batch sizes in its code, each with the scenarios about it.
const SETTINGS: [(&str, &[&str]); 4] = [
    (
        "CI_SUCCESS_AUTO_TRIGGER_BATCH_SIZE",
        &["ci-auto-trigger", "ci-connections", "ci-api-limit"],
    ),
    ("ENFORCER_MAX_BATCH_SIZE", &["rbac-batch"]),
    ("BATCH_SIZE", &["k8s-manifests"]),
    (
        "RESOURCE_LIST_FOR_REPLICAS_BATCH_SIZE",
        &["hibernation-check"],
    ),
];

/// Fewer tasks than this need no bound, if they use no outside resource.
const SMALL: u64 = 50;
/// The first batch size to try for tasks that wait and have no known limit.
const START: u64 = 10;

/// The result of the rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// The kind of pattern.
    pub approach: Approach,
    /// The rules that apply.
    pub bounds: Vec<Bound>,
    /// The number of tasks at once: the smallest value of the rules.
    pub value: u64,
}

/// A kind of pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Approach {
    /// A single task.
    Sequential,
    /// Few tasks and no outside resource.
    WaitGroup,
    /// Many tasks, or an outside resource: a bound.
    Bounded,
}

/// A rule and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// The rule with its numbers.
    pub rule: String,
    /// The number of tasks at once.
    pub value: u64,
}

impl Approach {
    /// The rule of the tree in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Approach::Sequential => "One task: run it, nothing else is needed.",
            Approach::WaitGroup => {
                "Fewer than 50 tasks and nothing outside: all at once with a sync.WaitGroup."
            }
            Approach::Bounded => {
                "Many tasks, or something outside that is scarce: a bound on how many run at once."
            }
        }
    }
}

/// Applies the talk's rules to a scenario.
#[must_use]
pub fn advise(scenario: &Scenario) -> Advice {
    let values = scenario.values();
    let tasks = values.number(Key::Tasks);
    let is_outside = [Key::Qps, Key::MaxConnections, Key::MaxOpen, Key::InFlight]
        .iter()
        .any(|key| values.number(*key) > 0);
    let mut bounds = bounds(scenario);
    let least = bounds.iter().map(|bound| bound.value).min();
    let approach = match tasks {
        0..=1 => Approach::Sequential,
        2..SMALL if !is_outside && least.is_none_or(|least| least >= tasks) => Approach::WaitGroup,
        _ => Approach::Bounded,
    };
    if approach != Approach::Bounded {
        bounds.clear();
    }
    if bounds.is_empty() && approach == Approach::Bounded {
        bounds.push(Bound {
            rule: String::from("No limit is known: start with 10, measure, and increase"),
            value: START,
        });
    }
    let least = bounds.iter().map(|bound| bound.value).min();
    Advice {
        approach,
        value: least.unwrap_or(tasks).clamp(1, tasks.max(1)),
        bounds,
    }
}

/// Every rule whose limit the scenario has.
fn bounds(scenario: &Scenario) -> Vec<Bound> {
    let values = scenario.values();
    let number = |key| values.number(key);
    let tasks = number(Key::Tasks);
    let mut bounds = Vec::new();
    let mut divide = |what: &str, whole: String, part: String, value: u64| {
        let value = value.max(1);
        let rule = [what, " = ", &whole, " / ", &part, " = ", &grouped(value)].concat();
        bounds.push(Bound { rule, value });
    };
    let (rate, calls) = (number(Key::Qps), number(Key::Calls).max(1));
    if rate > 0 {
        let what = "rate limit / calls per task";
        divide(what, grouped(rate), grouped(calls), rate / calls);
    }
    let server = number(Key::MaxConnections);
    let free = server.saturating_sub(number(Key::Taken));
    let available = match number(Key::MaxOpen) {
        0 => free,
        open if server > 0 => open.min(free),
        open => open,
    };
    if available > 0 || server > 0 {
        let what = "available connections / 2";
        divide(what, grouped(available), String::from("2"), available / 2);
    }
    let (memory, held) = (number(Key::MemoryLimit), number(Key::Memory));
    let task = (number(Key::Goroutines) + 1) * (held + GOROUTINE_BYTES);
    // Memory is no limit if all tasks fit into it at once.
    if held > 0 && memory / task < tasks {
        let what = "available memory / memory of a task and its goroutines";
        divide(what, bytes(memory), bytes(task), memory / task);
    }
    let in_flight = number(Key::InFlight);
    if in_flight > 0 {
        let rule = [
            "calls that the API works on at once = ",
            &grouped(in_flight),
        ]
        .concat();
        bounds.push(Bound {
            rule,
            value: in_flight,
        });
    }
    let cpu = number(Key::Cpu);
    if cpu.saturating_mul(tasks) > scenario.latencies() {
        let value = number(Key::Procs);
        let rule = [
            "It computes more than it waits: number of cores = ",
            &grouped(value),
        ]
        .concat();
        bounds.push(Bound { rule, value });
    }
    bounds
}

/// A scenario with a bounded pattern, that pattern, and the parameter that is its bound. The pattern is `chosen` if it has
/// a bound, else the first one with a bound, else `batched` is added.
#[must_use]
pub fn bounded(scenario: &Scenario, chosen: &str) -> Option<(Scenario, &'static Pattern, Key)> {
    let mut scenario = scenario.clone();
    let has_bound = |pattern: &&'static Pattern| {
        let mut bounds = Key::BOUNDS.into_iter();
        let key = bounds.find(|key| pattern.params.contains(key));
        key.map(|key| (*pattern, key))
    };
    let of = |scenario: &Scenario| {
        let patterns = scenario.patterns();
        let mut chosen = patterns.iter().filter(|pattern| pattern.id == chosen);
        let first = chosen.find_map(has_bound);
        first.or_else(|| patterns.iter().find_map(has_bound))
    };
    if of(&scenario).is_none() {
        let more = scenario.patterns().to_vec();
        scenario.set_patterns(more.into_iter().chain(patterns::find("batched")));
    }
    let (pattern, key) = of(&scenario)?;
    Some((scenario, pattern, key))
}

/// Compares the rule's value with a sweep. `None` while the value has not been run.
#[must_use]
pub fn check(value: u64, curve: &Curve) -> Option<String> {
    let rule = curve.at(value)?;
    let says = |before: &str, point: &Point| {
        let came = point
            .failure()
            .map_or_else(|| length(point.total()), String::from);
        [before, &grouped(point.value), ": ", &came, "."].concat()
    };
    let mut text = says("The rule says ", rule);
    let Some(best) = curve.recommended() else {
        return Some(text + " Whatever the value, something fails.");
    };
    let (ours, least) = (rule.total(), best.total());
    if best.value == value {
        text += " That is the sweep’s best, too.";
    } else if rule.failure().is_some() {
        text += &says(" The sweep’s best is ", best);
    } else if ours.0.saturating_sub(least.0) * 20 <= least.0 {
        text += &[" ", &grouped(best.value), " is as fast, with less at once."].concat();
        if best.value > value {
            text = says("The rule says ", rule) + " More is hardly faster.";
        }
    } else {
        let more = Duration(ours.0 - least.0);
        text += &says(" The sweep’s best is ", best);
        text += &[" The rule’s caution costs ", &length(more), ", "].concat();
        text += &[&percent(more.0, least.0), " more."].concat();
    }
    Some(text)
}

/// How many tasks at once keep the rate limit, with the numbers; `None` without a limit. The talk's rule lacks the duration: a rate
/// divided by a number is a rate. By Little's law the number at once is the rate at which tasks end times how long each takes.
#[must_use]
pub fn within_rate(scenario: &Scenario) -> Option<Bound> {
    let values = scenario.values();
    let (rate, calls) = (values.number(Key::Qps), values.number(Key::Calls).max(1));
    let tasks = values.number(Key::Tasks).max(1);
    if rate == 0 {
        return None;
    }
    let each = scenario.latencies() / tasks + values.number(Key::Cpu);
    let at_once = u128::from(rate) * u128::from(each) / u128::from(calls) / u128::from(SECOND);
    let value = u64::try_from(at_once).unwrap_or(u64::MAX).max(1);
    let (rate, calls, each) = (grouped(rate), grouped(calls), length(Duration(each)));
    let number = grouped(value);
    let parts = [
        "rate limit / calls per task × time of a task = ",
        &rate,
        "/s / ",
        &calls,
        " × ",
        &each,
        " = ",
        &number,
    ];
    Some(Bound {
        rule: parts.concat(),
        value,
    })
}

/// A second in nanoseconds.
const SECOND: u64 = 1_000_000_000;

/// Devtron's name for the bound that a scenario is about.
#[must_use]
pub fn setting(scenario: &Scenario) -> Option<&'static str> {
    let id = scenario.template()?.id;
    let is_about = |(_, scenarios): &&(&str, &[&str])| scenarios.contains(&id);
    SETTINGS.iter().find(is_about).map(|(name, _)| *name)
}
