//! The rules, and what running says of them.

use super::*;
use crate::link;
use crate::scenarios;
use crate::sweep::Sweep;
use analysis::Curve;

/// The rules as the talk has them, and the right ones after an arrow.
fn written(rule: &Rule) -> String {
    let talk = rule.talk.as_ref().map_or("", |bound| &bound.rule);
    let right = rule.correction.as_ref().map(|(bound, _)| &*bound.rule);
    right.map_or_else(|| String::from(talk), |right| format!("{talk} → {right}"))
}

#[track_caller]
fn check_advice(link: &str, approach: Approach, (value, right): (u64, u64), rules: &[&str]) {
    let advice = advise(&link::parse(link).scenario);
    let said: Vec<String> = advice.rules.iter().map(written).collect();
    let found = (advice.approach, advice.value, advice.right);
    assert_eq!(found, (approach, value, right), "{link}");
    assert_eq!(said, rules, "{link}");
}

/// The talk's rule gives 50, 5 and 5 for these; running says 5, 5 and 1.
#[test]
fn a_rate_times_a_duration_is_a_number_at_once() {
    let check = |link: &str, values, talk: &str, right: &str| {
        let talk = ["rate limit / calls per task = ", talk].concat();
        let right = ["rate limit / calls per task × time of a task = ", right].concat();
        let rule = [&talk, " → ", &right].concat();
        check_advice(link, Approach::Bounded, values, &[&rule]);
    };
    check(
        "scenario=ci-api-limit",
        (50, 5),
        "50 / 1 = 50",
        "50/s / 1 × 100 ms = 5",
    );
    check(
        "scenario=emails",
        (5, 5),
        "10 / 2 = 5",
        "10/s / 2 × 1 s = 5",
    );
    check(
        "scenario=emails&latency=200ms",
        (5, 1),
        "10 / 2 = 5",
        "10/s / 2 × 200 ms = 1",
    );
    check(
        "scenario=emails&latency=1ms",
        (5, 1),
        "10 / 2 = 5",
        "10/s / 2 × 1 ms = 1",
    );
    // A limit gives a rule even if it suffices for all tasks.
    check(
        "scenario=hibernation-check",
        (100, 10),
        "200 / 1 = 200",
        "200/s / 1 × 50 ms = 10",
    );
}

#[test]
fn the_tree_of_the_talk() {
    check_advice("?scenario=files", Approach::WaitGroup, (20, 20), &[]);
    check_advice("?tasks=1", Approach::Sequential, (1, 1), &[]);
    check_advice(
        "?scenario=ci-connections",
        Approach::Bounded,
        (40, 40),
        &["available connections / 2 = 80 / 2 = 40"],
    );
    check_advice(
        "?scenario=ci-connections&max-open=30",
        Approach::Bounded,
        (15, 15),
        &["available connections / 2 = 30 / 2 = 15"],
    );
    check_advice(
        "?scenario=k8s-manifests&qps=0&in-flight=10&queue=20",
        Approach::Bounded,
        (1, 10),
        &["number of cores = 1, then tune → calls that the API works on at once = 10"],
    );
}

/// What a task's goroutines hold is not in the talk's rule: by it all 100 pipelines start, and the process is killed.
#[test]
fn the_talk_divides_memory_by_that_of_a_goroutine() {
    check_advice(
        "?",
        Approach::Bounded,
        (100, 78),
        &[
            "available memory / memory per goroutine = 512 MiB / 131 KiB = 4,013 → \
           available memory / memory of a task and its goroutines = 512 MiB / 6.5 MiB = 78",
        ],
    );
    // Few tasks may still be too many at once: the tree does not look at their memory.
    check_advice(
        "?scenario=files&tasks=40&memory=32MiB",
        Approach::WaitGroup,
        (40, 15),
        &[" → available memory / memory per goroutine = 512 MiB / 32 MiB = 15"],
    );
}

#[test]
fn without_a_constraint_the_tree_says_the_cores() {
    check_advice(
        "?scenario=cpu-bound",
        Approach::Bounded,
        (4, 4),
        &["number of cores = 4"],
    );
    let waits = "number of cores = 1, then tune → start with 10, measure, and increase (Q9)";
    check_advice(
        "?scenario=deploy-50-clusters",
        Approach::Bounded,
        (1, 10),
        &[waits],
    );
    check_advice(
        "?scenario=cpu-bound&latency=uniform:500..900ms&cpu=50ms",
        Approach::Bounded,
        (4, 10),
        &["number of cores = 4, then tune → start with 10, measure, and increase (Q9)"],
    );
    let open = |link: &str| advise(&link::parse(link).scenario).open.is_some();
    assert!(open("?scenario=deploy-50-clusters"));
    assert!(!open("?scenario=deploy-50-clusters&tasks=100"));
}

#[test]
fn several_sources_for_one_answer_are_a_fan_out() {
    for (link, all) in [
        ("?scenario=cluster-test&tasks=100", 100),
        ("?scenario=cluster-test", 50),
        ("?scenario=workflow-status", 2),
    ] {
        check_advice(link, Approach::FanOut, (all, all), &[]);
    }
    let waits = "number of cores = 1, then tune → start with 10, measure, and increase (Q9)";
    check_advice(
        "?scenario=cluster-test&tasks=1000",
        Approach::Bounded,
        (1, 10),
        &[waits],
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
    let advice = advise(&scenario);
    let said = check(&advice, &curve);
    assert_eq!(said.as_deref(), Some(expected), "{link}");
}

#[test]
fn the_rules_are_checked_by_running() {
    check_run(
        "?goroutines=0",
        "The talk’s rule says 1: 10 s. The right one says 10: 1 s. The sweep’s best is 100: 100 ms. The rule’s caution costs 900 ms, 900% more.",
    );
    check_run(
        "?",
        "The talk’s rule says 100: killed for memory. The right one says 78: 200 ms. 50 is as fast, with less at once.",
    );
    check_run(
        "?scenario=emails&latency=200ms",
        "The talk’s rule says 5: 429 Too Many Requests. The right one says 1: 20 s. That is the sweep’s best, too.",
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
