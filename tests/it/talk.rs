//! The first pictures of the scenarios, and the presets, agree with the talk.

use crate::common;
use analysis::{Report, analyse};
use goruntime::trace::{Outcome, Resource};
use lab::patterns;
use lab::scenarios::{self, Scenario};

#[track_caller]
fn report(link: &str, id: &str) -> Report {
    let pattern = patterns::find(id).expect("the pattern is in the registry");
    analyse(&common::run(link, pattern))
}

/// Checks the number of tasks done and not done, and the total in milliseconds.
#[track_caller]
fn check(scenario: &str, expected: &[(&str, u32, u32, u64)]) {
    let link = format!("scenario={scenario}");
    for (id, done, not, total) in expected {
        let report = report(&link, id);
        let counts = report.counts;
        let actual = (
            counts.ok,
            counts.all() - counts.ok,
            report.total.0 / 1_000_000,
        );
        assert_eq!(actual, (*done, *not, *total), "run '{link}' --pattern {id}");
        assert_eq!(report.outcome, Outcome::Finished, "{link}");
    }
}

#[test]
fn unbounded_loses_as_in_production() {
    check(
        "ci-connections",
        &[
            ("sequential", 100, 0, 10_000),
            ("unbounded", 80, 20, 100),
            ("batched", 100, 0, 2_000),
        ],
    );
    check(
        "ci-connections&connect=5ms&qps=50",
        &[
            ("sequential", 100, 0, 10_500),
            ("unbounded", 10, 90, 105),
            ("batched", 100, 0, 2_100),
        ],
    );
    check(
        "ci-api-limit",
        &[("unbounded", 10, 90, 100), ("batched", 100, 0, 2_000)],
    );
    check(
        "ci-api-limit&retry=fixed",
        &[("unbounded", 35, 65, 600), ("batched", 100, 0, 2_000)],
    );
    check(
        "k8s-manifests",
        &[
            ("sequential", 100, 0, 5_000),
            ("unbounded", 10, 90, 50),
            ("manifests", 100, 0, 1_000),
        ],
    );
    check(
        "rbac-batch",
        &[
            ("sequential", 1_000, 0, 10_000),
            ("unbounded", 500, 500, 500),
            ("chunked", 1_000, 0, 1_000),
        ],
    );
    check(
        "hibernation-check",
        &[
            ("sequential", 100, 0, 5_000),
            ("unbounded", 20, 80, 50),
            ("hibernation", 100, 0, 500),
        ],
    );
    check(
        "emails",
        &[("unbounded", 5, 95, 1_000), ("worker-pool", 100, 0, 20_000)],
    );
    check(
        "restaurant",
        &[
            ("sequential", 1_000, 0, 30_000_000),
            ("unbounded", 10, 990, 30_000),
            ("batched", 1_000, 0, 6_000_000),
        ],
    );
}

#[test]
fn where_nothing_is_scarce_the_slowest_decides() {
    check(
        "workflow-status",
        &[("sequential", 2, 0, 500), ("fan-out-fan-in", 2, 0, 300)],
    );
    check(
        "cluster-test",
        &[
            ("sequential", 50, 0, 25_001),
            ("batched", 50, 0, 4_796),
            ("cluster-test", 50, 0, 3_000),
        ],
    );
    check(
        "deploy-50-clusters",
        &[
            ("sequential", 50, 0, 100_000),
            ("batched", 50, 0, 10_000),
            ("worker-pool", 50, 0, 10_000),
        ],
    );
    check(
        "files",
        &[("sequential", 20, 0, 400), ("unbounded", 20, 0, 20)],
    );
    check(
        "cpu-bound",
        &[
            ("sequential", 100, 0, 10_000),
            ("batched", 100, 0, 2_500),
            ("unbounded", 100, 0, 2_476),
        ],
    );
}

#[test]
fn clients_that_are_gone_or_slow_and_threads_that_wait() {
    check(
        "client-disconnect",
        &[
            ("client-disconnect-ignored", 100, 0, 10_000),
            ("client-disconnect", 49, 51, 4_950),
        ],
    );
    check(
        "sse-broker",
        &[
            ("sse-broker-blocking", 12, 0, 2_880),
            ("sse-broker", 12, 0, 1_150),
        ],
    );
    let memory = |id| {
        report("scenario=threads-vs-goroutines", id)
            .peak_memory
            .value
    };
    assert_eq!(memory("threads"), 100 * 2_698);
    assert_eq!(memory("threads-os"), 100 * (2_698 + (2 << 20)));
    let both = "scenario=threads-vs-goroutines&memory=1MiB";
    assert_eq!(
        report(both, "threads").peak_memory,
        report(both, "threads-os").peak_memory
    );
}

/// The talk's main case: the calls that the database lets through are then too many for the API.
#[test]
fn the_database_refuses_some_and_the_api_more() {
    let refused = |link: &str, resource: Resource| {
        let report = report(link, "unbounded");
        let mut used = report.resources.iter();
        used.find(|used| used.resource == resource)
            .map(|used| used.refused.count)
    };
    let both = "scenario=ci-connections&connect=5ms&qps=50";
    assert_eq!(refused(both, Resource::Connection), Some(20));
    assert_eq!(refused(both, Resource::Request), Some(70));
    // Without a rate there is no API.
    assert_eq!(refused("scenario=ci-connections", Resource::Request), None);
}

/// A batch that is too large fails at the scenario's limit, and the next smaller one does not.
#[test]
fn the_slider_finds_the_limit() {
    #[track_caller]
    fn check(scenario: &str, id: &str, slider: &str, holds: u32) {
        let failed = |value: u32| {
            let report = report(&format!("scenario={scenario}&{slider}={value}"), id);
            report.counts.all() - report.counts.ok
        };
        assert_eq!(failed(holds), 0, "{scenario} with {slider}={holds}");
        assert_ne!(failed(holds + 1), 0, "{scenario} with {slider}={holds}+1");
    }
    check("ci-connections", "batched", "batch", 80);
    check("ci-api-limit", "batched", "batch", 5);
    let both = "ci-connections&tasks=1000&connect=5ms";
    check(&format!("{both}&qps=50"), "batched", "batch", 5);
    check(&format!("{both}&qps=100"), "batched", "batch", 10);
    check("k8s-manifests", "manifests", "batch", 5);
    check("hibernation-check", "hibernation", "batch", 11);
    check("emails", "worker-pool", "workers", 5);
    check("rbac-batch", "unbounded", "tasks", 500);
    check("restaurant", "batched", "batch", 10);
    check("files", "unbounded", "tasks", 127);
}

#[test]
fn the_first_parameter_is_the_large_slider() {
    for template in scenarios::ALL {
        let scenario = Scenario::new(template);
        assert_eq!(scenario.slider(), template.params[0], "{}", template.id);
        let texts = [
            template.title,
            template.summary,
            template.claim,
            template.source,
        ];
        assert!(texts.iter().all(|text| !text.is_empty()), "{}", template.id);
        let compared = scenario.patterns().len();
        assert!((2..=6).contains(&compared), "{}", template.id);
    }
}
