//! "What if …": what can be done to a run at a moment, as changes of the scenario's parameters. A run with such a change is
//! equal to the run without it up to that moment (`tests/it/interventions.rs`).

use analysis::fmt::exact_length;
use analysis::{GoroutineId, Report, TaskSpan};
use goruntime::time::{Duration, Time};
use lab::params::{Key, Value};
use lab::scenarios::Scenario;

/// Parameters and their new values, each written as in a link.
pub type Changes = Vec<(Key, String)>;

/// A parameter that is an intervention, and how its value is said of a run that has it.
const INTERVENTIONS: [(Key, &str); 7] = [
    (Key::Disconnect, "the client disconnects at"),
    (Key::Shutdown, "shutdown at"),
    (Key::Kill, "killed workers:"),
    (Key::Fail, "failing tasks:"),
    (Key::Slow, "slow tasks:"),
    (Key::OutageAt, "the API returns 500 from"),
    (Key::LoseAt, "the database loses a connection at"),
];

/// What can be done at a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What happens, in a few words: `The client disconnects`.
    pub label: String,
    /// What it changes.
    pub changes: Changes,
}

/// What can be done to the whole run at a moment: the client goes away, the process is told to stop, the API fails for a while, the
/// database loses a connection.
#[must_use]
pub fn offers(scenario: &Scenario, at: Time, end: Time) -> Vec<Offer> {
    let moment = Key::Disconnect
        .param()
        .write(&Value::Number(rounded(at, end).0));
    let values = scenario.values();
    let of_use = scenario.params_of_use();
    let has = |key: Key| of_use.contains(&key);
    let is_set = |key: &Key| has(*key) && values.number(*key) > 0;
    // An API is there if one of these says anything about it.
    let api = [Key::Qps, Key::InFlight, Key::ClientQps, Key::Failure];
    let has_api = has(Key::OutageAt) && api.iter().any(is_set);
    let has_database = has(Key::LoseAt) && is_set(&Key::MaxConnections);
    let outage = exact_length(Duration(values.number(Key::Outage)));
    let fails = format!("The API returns 500 for {outage}");
    let offers = [
        (
            has(Key::Disconnect),
            Key::Disconnect,
            "The client disconnects",
        ),
        (has(Key::Shutdown), Key::Shutdown, "Shut down"),
        (has_api, Key::OutageAt, &fails),
        (has_database, Key::LoseAt, "The database loses a connection"),
    ];
    offers
        .into_iter()
        .filter(|(has, ..)| *has)
        .map(|(_, key, label)| Offer {
            label: String::from(label),
            changes: vec![(key, moment.clone())],
        })
        .collect()
}

/// The numbers of the workers that can be killed; none if the scenario's patterns have no such workers.
#[must_use]
pub fn workers(scenario: &Scenario) -> u64 {
    let has_workers = scenario.params_of_use().contains(&Key::Kill);
    if has_workers {
        scenario.values().number(Key::Workers)
    } else {
        0
    }
}

/// A worker is killed.
#[must_use]
pub fn kill(worker: u64, at: Time, end: Time) -> Changes {
    let at = Key::KillAt
        .param()
        .write(&Value::Number(rounded(at, end).0));
    vec![(Key::Kill, worker.to_string()), (Key::KillAt, at)]
}

/// The tasks that run at a moment, in the order of their numbers.
pub fn running(tasks: &[TaskSpan], at: Time) -> impl Iterator<Item = u32> {
    tasks
        .iter()
        .filter(move |task| runs_at(task, at))
        .map(|task| task.id)
}

fn runs_at(task: &TaskSpan, at: Time) -> bool {
    task.start.is_some_and(|start| start <= at) && task.end.is_none_or(|end| end > at)
}

/// A task fails after its latency, or takes the latency of a slow one.
#[must_use]
pub fn task(scenario: &Scenario, key: Key, task: u32) -> Changes {
    let numbers = scenario.values().numbers(key).iter().copied();
    let numbers = Value::numbers(numbers.chain([task.into()]));
    vec![(key, key.param().write(&numbers))]
}

/// What can be done to one goroutine at a moment: to the worker that it is, to the tasks that it runs, and to the whole run.
#[must_use]
pub fn offers_to(
    scenario: &Scenario,
    report: &Report,
    goroutine: GoroutineId,
    at: Time,
    end: Time,
) -> Vec<Offer> {
    let name = report.goroutine_name(goroutine);
    let number = name
        .strip_prefix("worker ")
        .and_then(|number| number.parse().ok());
    let worker = number.filter(|number| *number < workers(scenario));
    let killed = worker.map(|worker| Offer {
        label: format!("Worker {worker} is killed"),
        changes: kill(worker, at, end),
    });
    let slow = exact_length(Duration(scenario.values().number(Key::SlowLatency)));
    let its = |task: &&TaskSpan| task.goroutine == Some(goroutine) && runs_at(task, at);
    let tasks = report.tasks.iter().filter(its).flat_map(|its| {
        let id = its.id;
        [
            (format!("Task {id} fails"), Key::Fail),
            (format!("Task {id} takes {slow}"), Key::Slow),
        ]
        .map(|(label, key)| Offer {
            label,
            changes: task(scenario, key, id),
        })
    });
    let all = offers(scenario, at, end);
    killed.into_iter().chain(tasks).chain(all).collect()
}

/// The interventions that a scenario has, in words, each with the changes that take it away.
#[must_use]
pub fn present(scenario: &Scenario) -> Vec<Offer> {
    let mut present = Vec::new();
    let of_use = scenario.params_of_use();
    for (key, words) in INTERVENTIONS {
        let (now, usual) = (scenario.values().get(key), scenario.default_of(key));
        if *now == usual || !of_use.contains(&key) {
            continue;
        }
        let mut label = format!("{words} {}", key.param().show(now));
        let mut changes = vec![(key, key.param().write(&usual))];
        if key == Key::Kill {
            let at = scenario.values().number(Key::KillAt);
            label = format!("{label} at {}", exact_length(Duration(at)));
            let usual = scenario.default_of(Key::KillAt);
            changes.push((Key::KillAt, Key::KillAt.param().write(&usual)));
        }
        if key == Key::OutageAt {
            let length = scenario.values().number(Key::Outage);
            label = format!("{label} for {}", exact_length(Duration(length)));
        }
        present.push(Offer { label, changes });
    }
    present
}

/// A moment in steps of less than a thousandth of the whole, so that a link is short. Never earlier, and never zero, which would
/// mean "none".
fn rounded(at: Time, end: Time) -> Time {
    let mut step = 1;
    while step * 10 <= end.0 / 10_000 {
        step *= 10;
    }
    Time(at.0.div_ceil(step).max(1) * step)
}

#[cfg(test)]
mod tests {
    use super::*;
    use analysis::analyse;
    use lab::link;
    use lab::simulate::simulate;

    fn scenario(query: &str) -> Scenario {
        link::parse(query).scenario
    }

    #[track_caller]
    fn check_offers(query: &str, at_ms: u64, expected: &[(&str, &str)]) {
        let offers = offers(
            &scenario(query),
            Time(at_ms * 1_000_000),
            Time(10_000_000_000),
        );
        let said: Vec<(&str, &str)> = offers
            .iter()
            .map(|offer| (offer.label.as_str(), offer.changes[0].1.as_str()))
            .collect();
        assert_eq!(said, expected, "{query}");
    }

    #[test]
    fn offers_are_those_of_the_patterns() {
        check_offers("?pattern=batched", 100, &[]);
        check_offers(
            "?pattern=client-disconnect",
            1_234,
            &[("The client disconnects", "1.234s")],
        );
        check_offers("?pattern=graceful-shutdown", 0, &[("Shut down", "1ms")]);
        check_offers(
            "?scenario=ci-api-limit&outage=500ms",
            300,
            &[("The API returns 500 for 500 ms", "300ms")],
        );
        check_offers("?scenario=ci-api-limit&qps=0", 300, &[]);
        check_offers(
            "?scenario=ci-connections",
            40,
            &[("The database loses a connection", "40ms")],
        );
        let both = [
            ("The API returns 500 for 2 s", "40ms"),
            ("The database loses a connection", "40ms"),
        ];
        check_offers("?scenario=ci-connections&qps=50", 40, &both);
    }

    #[track_caller]
    fn check_offers_to(query: &str, name: &str, at_ms: u64, expected: &[&str]) {
        let scenario = scenario(query);
        let trace = simulate(&scenario).remove(0);
        let report = analyse(&trace);
        let named = |id: &GoroutineId| report.goroutine_name(*id) == name;
        let goroutine = (1..=trace.goroutines()).map(GoroutineId).find(named);
        let goroutine = goroutine.unwrap_or_else(|| panic!("no {name}: {query}"));
        let at = Time(at_ms * 1_000_000);
        let offers = offers_to(&scenario, &report, goroutine, at, report.total);
        let labels: Vec<&str> = offers.iter().map(|offer| offer.label.as_str()).collect();
        assert_eq!(labels, expected, "{query}, {name} at {at_ms} ms");
    }

    #[test]
    fn a_worker_can_be_killed_and_what_it_runs_can_fail() {
        let pool = "?pattern=worker-pool&tasks=4&workers=2";
        let to_first = ["Worker 1 is killed", "Task 0 fails", "Task 0 takes 1 s"];
        check_offers_to(pool, "worker 1", 50, &to_first);
        let to_third = ["Worker 1 is killed", "Task 2 fails", "Task 2 takes 1 s"];
        check_offers_to(pool, "worker 1", 150, &to_third);
        check_offers_to(pool, "main", 50, &[]);
        let slow = "?pattern=batched&tasks=4&slow-latency=300ms";
        check_offers_to(slow, "task 2", 50, &["Task 2 fails", "Task 2 takes 300 ms"]);
        check_offers_to(slow, "task 2", 150, &[]);
        let calls = "?scenario=ci-api-limit&patterns=batched";
        let to_call = [
            "Task 2 fails",
            "Task 2 takes 1 s",
            "The API returns 500 for 2 s",
        ];
        check_offers_to(calls, "task 2", 50, &to_call);
    }

    #[test]
    fn a_moment_is_never_earlier() {
        for (at, end, expected) in [
            (0, 10_000, 1),
            (1_234, 9_999, 1_234),
            (1_234, 10_000, 1_234),
            (1_231, 123_456, 1_240),
        ] {
            assert_eq!(rounded(Time(at), Time(end)).0, expected, "{at} of {end}");
        }
    }

    #[test]
    fn what_is_changed_is_named_and_taken_away() {
        let mut scenario = scenario("?pattern=worker-pool&workers=3&fail=3&kill=1&kill-at=120ms");
        let present = present(&scenario);
        let labels: Vec<&str> = present.iter().map(|offer| offer.label.as_str()).collect();
        assert_eq!(labels, ["killed workers: 1 at 120 ms", "failing tasks: 3"]);
        for (key, text) in present.into_iter().flat_map(|offer| offer.changes) {
            let value = scenario.values().read(key, &text).unwrap();
            scenario.set(key, value).unwrap();
        }
        assert_eq!(link::format(&scenario), "pattern=worker-pool&workers=3");
    }

    #[test]
    fn an_outage_is_named_with_its_length() {
        let scenario = scenario("?scenario=ci-api-limit&outage-at=300ms&outage=500ms");
        let present = present(&scenario);
        let labels: Vec<&str> = present.iter().map(|offer| offer.label.as_str()).collect();
        assert_eq!(labels, ["the API returns 500 from 300 ms for 500 ms"]);
    }

    #[test]
    fn a_task_joins_those_that_fail() {
        let scenario = scenario("?pattern=batched&fail=3,7");
        assert_eq!(
            task(&scenario, Key::Fail, 5),
            [(Key::Fail, String::from("3,5,7"))]
        );
        assert_eq!(
            task(&scenario, Key::Slow, 5),
            [(Key::Slow, String::from("5"))]
        );
    }
}
