//! The rules for how many tasks run at once: the talk's, and the right one where it is another.

use crate::params::Key;
use crate::scenarios::Scenario;
use analysis::fmt::{bytes, grouped, length};
use goruntime::time::Duration;
use goruntime::trace::GOROUTINE_BYTES;

/// A second in nanoseconds.
const SECOND: u64 = 1_000_000_000;
/// The first batch size to try for tasks that wait and have no known limit (Q9).
const START: u64 = 10;

/// A number of tasks at once, and how it comes about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// The rule with its numbers.
    pub rule: String,
    /// The number of tasks at once.
    pub value: u64,
}

/// A rule that applies. It has at least one of its two forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The rule as the talk has it; `None` where its tree has none.
    pub talk: Option<Bound>,
    /// The right rule and why it is the right one; `None` where the talk's is.
    pub correction: Option<(Bound, &'static str)>,
}

impl Rule {
    fn as_the_talk_has_it(bound: Bound) -> Rule {
        Rule {
            talk: Some(bound),
            correction: None,
        }
    }

    /// The talk's number at once, if its tree has the rule.
    #[must_use]
    pub fn by_the_talk(&self) -> Option<u64> {
        self.talk.as_ref().map(|bound| bound.value)
    }

    /// The right number at once.
    #[must_use]
    pub fn right(&self) -> u64 {
        let right = self.correction.as_ref().map(|(bound, _)| bound.value);
        right.or(self.by_the_talk()).unwrap_or(u64::MAX)
    }
}

/// The rules for tasks that the tree bounds: at least one.
pub(super) fn of(scenario: &Scenario) -> Vec<Rule> {
    let found = [
        rate(scenario),
        connections(scenario).map(Rule::as_the_talk_has_it),
        memory(scenario),
    ];
    let mut rules: Vec<Rule> = found.into_iter().flatten().collect();
    let in_flight = in_flight(scenario);
    if computes(scenario) {
        rules.push(Rule::as_the_talk_has_it(cores(scenario, "")));
    }
    let start = Bound {
        rule: String::from("start with 10, measure, and increase (Q9)"),
        value: START,
    };
    let wait = (start, "tasks that wait need no core");
    match (rules.is_empty(), in_flight) {
        (true, in_flight) => rules.push(Rule {
            talk: Some(cores(scenario, ", then tune")),
            correction: Some(in_flight.unwrap_or(wait)),
        }),
        (false, Some(in_flight)) => rules.push(Rule {
            talk: None,
            correction: Some(in_flight),
        }),
        (false, None) => {}
    }
    rules
}

/// What bounds tasks that the tree runs all at once: it does not look at memory there.
pub(super) fn of_few(scenario: &Scenario) -> Vec<Rule> {
    let mut rules: Vec<Rule> = memory(scenario).into_iter().collect();
    for rule in &mut rules {
        let talk = rule.talk.take();
        let why = "few tasks, too, may hold more than there is";
        rule.correction = rule.correction.take().or(talk.map(|bound| (bound, why)));
    }
    rules
}

fn divided(what: &str, whole: &str, part: &str, value: u64) -> Bound {
    let value = value.max(1);
    let rule = [what, " = ", whole, " / ", part, " = ", &grouped(value)].concat();
    Bound { rule, value }
}

/// The talk divides a rate by a number, which is a rate again. By Little's law the number at once is the rate at which tasks
/// end times how long each takes.
fn rate(scenario: &Scenario) -> Option<Rule> {
    let values = scenario.values();
    let (rate, calls) = (values.number(Key::Qps), values.number(Key::Calls).max(1));
    if rate == 0 {
        return None;
    }
    let what = "rate limit / calls per task";
    let talk = divided(what, &grouped(rate), &grouped(calls), rate / calls);
    let tasks = values.number(Key::Tasks).max(1);
    let each = scenario.latencies() / tasks + values.number(Key::Cpu);
    let at_once = u128::from(rate) * u128::from(each) / u128::from(calls) / u128::from(SECOND);
    let part = [&grouped(calls), " × ", &length(Duration(each))].concat();
    let right = divided(
        "rate limit / calls per task × time of a task",
        &(grouped(rate) + "/s"),
        &part,
        u64::try_from(at_once).unwrap_or(u64::MAX),
    );
    let why = "calls a second divided by calls are tasks a second, and not yet a number at once";
    Some(Rule {
        talk: Some(talk),
        correction: Some((right, why)),
    })
}

fn connections(scenario: &Scenario) -> Option<Bound> {
    let number = |key| scenario.values().number(key);
    let server = number(Key::MaxConnections);
    let free = server.saturating_sub(number(Key::Taken));
    let available = match number(Key::MaxOpen) {
        0 => free,
        open if server > 0 => open.min(free),
        open => open,
    };
    let what = "available connections / 2";
    (available > 0 || server > 0).then(|| divided(what, &grouped(available), "2", available / 2))
}

/// The talk divides by what a goroutine holds; a task may be several goroutines.
fn memory(scenario: &Scenario) -> Option<Rule> {
    let number = |key| scenario.values().number(key);
    let (limit, held) = (number(Key::MemoryLimit), number(Key::Memory));
    let one = held + GOROUTINE_BYTES;
    let together = (number(Key::Goroutines) + 1) * one;
    // Memory is no limit if all tasks fit into it at once.
    if held == 0 || limit / together >= number(Key::Tasks) {
        return None;
    }
    let limit_words = bytes(limit);
    let what = "available memory / memory per goroutine";
    let talk = divided(what, &limit_words, &bytes(one), limit / one);
    let what = "available memory / memory of a task and its goroutines";
    let right = divided(what, &limit_words, &bytes(together), limit / together);
    let why = "a task starts goroutines of its own, and each of them holds as much";
    Some(Rule {
        talk: Some(talk),
        correction: (together > one).then_some((right, why)),
    })
}

/// The tree has no rule for an API that works on a few calls at once.
fn in_flight(scenario: &Scenario) -> Option<(Bound, &'static str)> {
    let value = scenario.values().number(Key::InFlight);
    let rule = ["calls that the API works on at once = ", &grouped(value)].concat();
    (value > 0).then_some((Bound { rule, value }, "the tree has no rule for it"))
}

/// Whether the tasks compute more than they wait.
fn computes(scenario: &Scenario) -> bool {
    let number = |key| scenario.values().number(key);
    number(Key::Cpu).saturating_mul(number(Key::Tasks)) > scenario.latencies()
}

/// As many as there are cores: right for tasks that compute. The tree says it for all tasks without a constraint; those that
/// wait need no core, and Q9 starts them with 10, if nothing else is known.
fn cores(scenario: &Scenario, more: &str) -> Bound {
    let value = scenario.values().number(Key::Procs);
    let rule = ["number of cores = ", &grouped(value), more].concat();
    Bound { rule, value }
}
