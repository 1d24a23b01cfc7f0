//! The rules, and what running says of them.

use super::*;
use crate::link;
use crate::scenarios;
use crate::sweep::Sweep;

#[track_caller]
fn check_advice(link: &str, approach: Approach, value: u64, rules: &[&str]) {
    let advice = advise(&link::parse(link).scenario);
    let said: Vec<&str> = advice.bounds.iter().map(|bound| &*bound.rule).collect();
    assert_eq!((advice.approach, advice.value), (approach, value), "{link}");
    assert_eq!(said, rules, "{link}");
}

#[track_caller]
fn check_rate(link: &str, expected: Option<(u64, &str)>) {
    let bound = within_rate(&link::parse(link).scenario);
    let bound = bound
        .as_ref()
        .map(|bound| (bound.value, bound.rule.as_str()));
    assert_eq!(bound, expected, "{link}");
}

/// The talk's rule gives 50, 5 and 5 for these; running says 5, 5 and 1.
#[test]
fn a_rate_times_a_duration_is_a_number_at_once() {
    let rule = "rate limit / calls per task × time of a task = ";
    let check = |link: &str, value: u64, numbers: &str| {
        check_rate(link, Some((value, &[rule, numbers].concat())));
    };
    check("scenario=ci-api-limit", 5, "50/s / 1 × 100 ms = 5");
    check("scenario=emails", 5, "10/s / 2 × 1 s = 5");
    check("scenario=emails&latency=200ms", 1, "10/s / 2 × 200 ms = 1");
    check("scenario=emails&latency=1ms", 1, "10/s / 2 × 1 ms = 1");
    check_rate("scenario=files", None);
}

#[test]
fn the_tree_of_the_talk() {
    let memory = "available memory / memory of a task and its goroutines = 512 MiB / 6.5 MiB = 78";
    check_advice("?", Approach::Bounded, 78, &[memory]);
    check_advice("?scenario=files", Approach::WaitGroup, 20, &[]);
    check_advice(
        "?scenario=emails",
        Approach::Bounded,
        5,
        &["rate limit / calls per task = 10 / 2 = 5"],
    );
    check_advice(
        "?scenario=ci-connections",
        Approach::Bounded,
        40,
        &["available connections / 2 = 80 / 2 = 40"],
    );
    check_advice(
        "?scenario=ci-connections&max-open=30",
        Approach::Bounded,
        15,
        &["available connections / 2 = 30 / 2 = 15"],
    );
    check_advice(
        "?scenario=cpu-bound",
        Approach::Bounded,
        4,
        &["It computes more than it waits: number of cores = 4"],
    );
    check_advice(
        "?scenario=deploy-50-clusters",
        Approach::Bounded,
        10,
        &["No limit is known: start with 10, measure, and increase"],
    );
    check_advice("?tasks=1", Approach::Sequential, 1, &[]);
    // A limit gives a rule even if it suffices for all tasks.
    check_advice(
        "?scenario=hibernation-check",
        Approach::Bounded,
        100,
        &["rate limit / calls per task = 200 / 1 = 200"],
    );
    check_advice(
        "?scenario=k8s-manifests&qps=0&in-flight=10&queue=20",
        Approach::Bounded,
        10,
        &["calls that the API works on at once = 10"],
    );
    // Few tasks may still be too many at once.
    check_advice(
        "?scenario=files&tasks=40&memory=32MiB",
        Approach::Bounded,
        15,
        &["available memory / memory of a task and its goroutines = 512 MiB / 32 MiB = 15"],
    );
    check_advice(
        "?scenario=cpu-bound&latency=uniform:500..900ms&cpu=50ms",
        Approach::Bounded,
        10,
        &["No limit is known: start with 10, measure, and increase"],
    );
}

#[track_caller]
fn check_run(link: &str, expected: &str) {
    let scenario = link::parse(link).scenario;
    let (scenario, pattern, key) = bounded(&scenario, "").expect("there is a bound");
    let values = (1..=scenario.values().max(key).min(100)).collect();
    let sweep = Sweep::new(&scenario, pattern, key, values, 1);
    let mut curve = Curve {
        is_a_choice: true,
        ..Curve::default()
    };
    for value in sweep.values() {
        curve.add(sweep.point(*value));
    }
    let said = check(advise(&scenario).value, &curve);
    assert_eq!(said.as_deref(), Some(expected), "{link}");
}

#[test]
fn the_rules_are_checked_by_running() {
    check_run(
        "?goroutines=0",
        "The rule says 10: 1 s. The sweep’s best is 100: 100 ms. The rule’s caution costs 900 ms, 900% more.",
    );
    check_run(
        "?",
        "The rule says 78: 200 ms. 50 is as fast, with less at once.",
    );
    check_run(
        "?scenario=emails",
        "The rule says 5: 20 s. That is the sweep’s best, too.",
    );
    check_run(
        "?scenario=ci-connections",
        "The rule says 40: 300 ms. The sweep’s best is 50: 200 ms. The rule’s caution costs 100 ms, 50% more.",
    );
}

#[test]
fn named_scenarios_and_patterns_exist() {
    let settings = SETTINGS.iter().flat_map(|(_, ids)| *ids);
    for id in settings.chain(RESOURCES.iter().map(|(_, id)| id)) {
        assert!(scenarios::find(id).is_some(), "{id}");
    }
    assert_eq!(
        setting(&link::parse("?scenario=rbac-batch").scenario),
        Some("ENFORCER_MAX_BATCH_SIZE")
    );
    for template in scenarios::ALL {
        assert!(
            bounded(&Scenario::new(template), "").is_some(),
            "{}",
            template.id
        );
    }
}
