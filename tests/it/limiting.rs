//! Closed forms of the patterns with a limit on concurrency or on a rate: the weighted semaphore and the token bucket.

use crate::common;
use analysis::{Report, analyse};
use goruntime::trace::Outcome;
use lab::patterns;
use proptest::prelude::*;

#[track_caller]
fn run(id: &str, latencies: &[u64], more: &str) -> Report {
    let list: Vec<String> = latencies
        .iter()
        .map(|ns| format!("{}.{:06}", ns / 1_000_000, ns % 1_000_000))
        .collect();
    let link = format!(
        "?pattern={id}&tasks={}&latency=list:{}{more}",
        list.len(),
        list.join(",")
    );
    let pattern = patterns::find(id).expect("the pattern is in the registry");
    analyse(&common::run(&link, pattern))
}

fn starts(report: &Report) -> Vec<Option<u64>> {
    let start = |task: &analysis::TaskSpan| task.start.map(|start| start.0);
    report.tasks.iter().map(start).collect()
}

fn latencies() -> impl Strategy<Value = Vec<u64>> {
    proptest::collection::vec(1_000_000..200_000_000_u64, 1..30)
}

/// The moments at which tasks get their permits: first come, first served, and no task passes the first in line. The
/// goroutine that was started last comes first, then the rest in order.
fn served(latencies: &[u64], permits: u64, heavy: usize) -> Vec<u64> {
    let mut starts = vec![0; latencies.len()];
    let mut running: Vec<(u64, u64)> = Vec::new();
    let mut at = 0;
    let last = latencies.len() - 1;
    for task in std::iter::once(last).chain(0..last) {
        let weight = if (task + 1).is_multiple_of(heavy) {
            10
        } else {
            1
        };
        running.retain(|(end, _)| *end > at);
        while running.iter().map(|(_, weight)| weight).sum::<u64>() + weight > permits {
            at = running.iter().map(|(end, _)| *end).min().unwrap_or(at);
            running.retain(|(end, _)| *end > at);
        }
        starts[task] = at;
        running.push((at + latencies[task], weight));
    }
    starts
}

proptest! {
    #[test]
    fn permits_are_given_in_the_order_of_arrival(
        latencies in latencies(),
        permits in 10..40_u64,
        heavy in 1..8_usize,
    ) {
        let more = format!("&permits={permits}&heavy={heavy}");
        let report = run("weighted-semaphore", &latencies, &more);
        let expected = served(&latencies, permits, heavy);
        let ends = expected.iter().zip(&latencies).map(|(start, latency)| start + latency);
        prop_assert_eq!(report.total.0, ends.max().unwrap_or_default(), "{}", more);
        let expected: Vec<Option<u64>> = expected.into_iter().map(Some).collect();
        prop_assert_eq!(starts(&report), expected, "{}", more);
    }

    #[test]
    fn a_weight_above_the_size_waits_for_ever(latencies in latencies(), permits in 1..10_u64) {
        let more = format!("&permits={permits}&heavy=1");
        let report = run("weighted-semaphore", &latencies, &more);
        prop_assert_eq!(report.outcome, Outcome::Deadlock);
        prop_assert_eq!(starts(&report), vec![None; latencies.len()]);
    }

    /// `period` divides a second, so that the intervals of tokens are exact.
    #[test]
    fn a_token_for_each(
        latencies in latencies(),
        rps in prop_oneof![Just(1_u64), Just(2), Just(5), Just(10), Just(20), Just(50)],
        burst in 1..12_u64,
    ) {
        let more = format!("&rps={rps}&burst={burst}");
        let period = 1_000_000_000 / rps;

        let report = run("token-bucket-burst", &latencies, &more);
        let waits = (0..latencies.len() as u64).map(|task| (task + 1).saturating_sub(burst) * period);
        let waits: Vec<u64> = waits.collect();
        let total = waits.last().copied().unwrap_or_default();
        prop_assert_eq!(report.total.0, total, "{}", more);
        // A goroutine that starts at the very end never runs.
        let expected: Vec<_> = waits.iter().map(|at| Some(*at).filter(|at| *at < total)).collect();
        prop_assert_eq!(starts(&report), expected, "{}", more);

        let report = run("token-bucket", &latencies, &more);
        // The bucket is not full until `full`, in units of a token's time in nanoseconds.
        let (mut at, mut full) = (0, 0_u64);
        for (task, start) in starts(&report).into_iter().enumerate() {
            full = full.max(at) + period;
            at = at.max(full.saturating_sub(burst * period));
            let off = start.unwrap_or(u64::MAX).abs_diff(at);
            prop_assert!(off <= 2 * (1 + task as u64), "{}: task {} at {:?}, not {}", more, task, start, at);
            at = start.unwrap_or(at) + latencies[task];
        }
    }
}

/// The finding on barriers gives the time of the worker pool.
#[test]
fn without_barriers_the_batches_would_be_a_worker_pool() {
    for (seed, size) in [(1, 3), (2, 5), (3, 8), (4, 20)] {
        let more = format!("&tasks=50&jitter=80&seed={seed}");
        let run = |id: &str, more: String| {
            let pattern = patterns::find(id).expect("the pattern is in the registry");
            analyse(&common::run(&format!("?pattern={id}{more}"), pattern))
        };
        let batched = run("batched", format!("{more}&batch={size}"));
        let pool = run("worker-pool", format!("{more}&workers={size}"));
        let text = format!(
            "({} without barriers, by {size} workers).",
            pool.verdict.headline
        );
        let said = &batched.findings[0].text;
        assert!(said.ends_with(&text), "{said} {text}");
    }
}

/// With calls that all come at once, the last of them waits for a token for each call after the burst.
#[test]
fn the_clients_limit_lets_a_burst_pass() {
    #[track_caller]
    fn check(limit: &str, total_ms: u64) {
        let link = format!(
            "?scenario=k8s-manifests&patterns=unbounded&tasks=80&latency=50ms&qps=0&{limit}"
        );
        let pattern = patterns::find("unbounded").expect("the pattern is in the registry");
        let report = analyse(&common::run(&link, pattern));
        assert_eq!(report.total.0, total_ms * 1_000_000, "{limit}");
    }
    // The numbers of client-go's `rest.DefaultQPS` and `rest.DefaultBurst`.
    check("client-qps=5&client-burst=10", 70 * 200 + 50);
    check("client-qps=5&client-burst=80", 50);
    check("client-qps=5&client-burst=1", 79 * 200 + 50);
    check("client-qps=0", 50);
}
