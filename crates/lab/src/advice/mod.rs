//! The talk's decision tree: its rules for pattern and batch size as the talk has them, the right ones where they differ, and
//! how a sweep compares with both.
//!
//! The tree is talk.md's, section 5; the rules for tasks that wait or compute are those of advanced-patterns-and-qa.md, Q9.

mod rules;
mod running;
#[cfg(test)]
mod tests;

pub use rules::{Bound, Rule};
pub use running::{bounded, check};

use crate::params::Key;
use crate::patterns::Pattern;
use crate::scenarios::Scenario;

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

/// The tree calls fewer tasks than this small.
const SMALL: u64 = 50;
/// From this number of tasks on the tree speaks of many; those between are in neither branch.
const LARGE: u64 = 100;
/// A fan-out of this size or more needs batches (talk.md, section 4).
const FAN_OUT: u64 = 1000;
/// The folders of the patterns that ask several sources for one answer.
const FAN_OUTS: [&str; 2] = ["fan-out-fan-in", "cluster-test"];

/// What the tree says, and what is right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// The branch of the tree.
    pub approach: Approach,
    /// The rules that apply.
    pub rules: Vec<Rule>,
    /// The number of tasks at once by the tree: the smallest value of its rules.
    pub value: u64,
    /// The number of tasks at once by the right rules.
    pub right: u64,
    /// Something that the tree leaves open here.
    pub open: Option<&'static str>,
}

/// A branch of the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Approach {
    /// A single task.
    Sequential,
    /// Few tasks and no outside resource.
    WaitGroup,
    /// Several sources for one answer: all at once.
    FanOut,
    /// Many tasks, or an outside resource: a bound.
    Bounded,
}

impl Approach {
    /// The branch in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Approach::Sequential => "One task: run it, nothing else is needed.",
            Approach::WaitGroup => {
                "Fewer than 50 tasks and nothing outside: all at once with a sync.WaitGroup."
            }
            Approach::FanOut => {
                "Fewer than 1,000 independent sources for one answer: fan-out, all at once."
            }
            Approach::Bounded => {
                "Many tasks, or something outside that is scarce: a bound on how many run at once."
            }
        }
    }
}

impl Advice {
    /// Whether the right number at once is another than the tree's.
    #[must_use]
    pub fn is_corrected(&self) -> bool {
        self.value != self.right
    }

    /// The numbers at once to try: the tree's, and the right one if it is another.
    pub fn values(&self) -> impl Iterator<Item = u64> + use<> {
        let right = self.is_corrected().then_some(self.right);
        std::iter::once(self.value).chain(right)
    }
}

/// Applies the talk's tree to a scenario, and corrects it.
#[must_use]
pub fn advise(scenario: &Scenario) -> Advice {
    let values = scenario.values();
    let tasks = values.number(Key::Tasks);
    let outside = [Key::Qps, Key::MaxConnections, Key::MaxOpen, Key::InFlight];
    let is_outside = outside.iter().any(|key| values.number(*key) > 0);
    let is_fan_out = |pattern: &&'static Pattern| FAN_OUTS.contains(&pattern.folder);
    let approach = match tasks {
        0..=1 => Approach::Sequential,
        2..FAN_OUT if !is_outside && scenario.patterns().iter().any(is_fan_out) => Approach::FanOut,
        2..SMALL if !is_outside => Approach::WaitGroup,
        _ => Approach::Bounded,
    };
    let rules = match approach {
        Approach::Sequential => Vec::new(),
        Approach::WaitGroup | Approach::FanOut => rules::of_few(scenario),
        Approach::Bounded => rules::of(scenario),
    };
    let at_once = |least: Option<u64>| least.unwrap_or(tasks).clamp(1, tasks.max(1));
    let is_between =
        approach == Approach::Bounded && !is_outside && (SMALL..LARGE).contains(&tasks);
    Advice {
        approach,
        value: at_once(rules.iter().filter_map(Rule::by_the_talk).min()),
        right: at_once(rules.iter().map(Rule::right).min()),
        rules,
        open: is_between.then_some("The tree leaves 50 to 99 tasks open; here they count as many."),
    }
}

/// Devtron's name for the bound that a scenario is about.
#[must_use]
pub fn setting(scenario: &Scenario) -> Option<&'static str> {
    let id = scenario.template()?.id;
    let is_about = |(_, scenarios): &&(&str, &[&str])| scenarios.contains(&id);
    SETTINGS.iter().find(is_about).map(|(name, _)| *name)
}
