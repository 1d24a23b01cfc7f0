//! `sweep`: its output and its refusals.

use super::{output, printed};

const LINK: &str = "?pattern=batched&tasks=40&latency=10ms&memory=1MiB&memory-limit=12MiB";

/// The cells of a column, by the name in the header.
fn column(csv: &str, name: &str) -> Vec<String> {
    let mut lines = csv.lines();
    let head = lines.next().expect("there is a head");
    let place = head.split(',').position(|cell| cell == name);
    let place = place.expect("there is such a column");
    let cell = |line: &str| line.split(',').nth(place).map(String::from);
    lines.filter_map(cell).collect()
}

#[test]
fn every_value_is_run() {
    let csv = printed(&["sweep", LINK, "--over", "batch=1..40:13"]);
    assert_eq!(column(&csv, "value"), ["1", "14", "27", "40"]);
    let outcomes = column(&csv, "outcome");
    assert_eq!(outcomes[0], "finished");
    assert_eq!(outcomes[1], "out_of_memory");
    assert_eq!(column(&csv, "total_ns")[0], "400000000");
    assert_eq!(column(&csv, "peak_goroutines")[0], "1");
    let seeds = printed(&["sweep", LINK, "--over", "batch=1..2", "--seeds", "3"]);
    assert_eq!(
        column(&seeds, "seed_offset"),
        ["0", "1", "2", "0", "1", "2"]
    );
}

#[test]
fn shards_make_up_the_whole() {
    let values = |more: &[&str]| {
        let sweep = ["sweep", LINK, "--over", "batch=1..40:5"];
        column(&printed(&[&sweep, more].concat()), "value")
    };
    let shards = ["1/3", "2/3", "3/3"].map(|shard| values(&["--shard", shard]));
    assert_eq!(shards[1], ["6", "21", "36"]);
    let mut all: Vec<String> = shards.concat();
    all.sort_by_key(|value| value.parse::<u32>().expect("a number"));
    assert_eq!(all, values(&[]));
    let json = |shard| {
        printed(&[
            "sweep",
            LINK,
            "--over",
            "batch=1..40:5",
            "--shard",
            shard,
            "--format",
            "json",
        ])
    };
    let joined = ["1/3", "2/3", "3/3"].map(json).concat();
    let parts = serde_json::Deserializer::from_str(&joined).into_iter::<serde_json::Value>();
    let runs = parts.map(|part| {
        part.expect("it is JSON")["runs"]
            .as_array()
            .map_or(0, Vec::len)
    });
    assert_eq!(runs.sum::<usize>(), all.len());
}

#[test]
fn the_json_has_the_recommended_value() {
    let json = printed(&["sweep", LINK, "--over", "batch=1..40", "--format", "json"]);
    let answer: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    assert_eq!(answer["recommended"], "10");
    assert_eq!(answer["failing"][0]["from"], "12");
    assert_eq!(answer["failing"][0]["to"], "40");
    assert_eq!(answer["failing"][0]["reason"], "killed for memory");
    assert_eq!(answer["runs"].as_array().map(Vec::len), Some(40));
}

/// Checks the failures of each value, and the regions that fail, as from, to and reason.
#[track_caller]
fn check_failures(link: &str, pattern: &str, over: &str, expected: &[&str], failing: &[[&str; 3]]) {
    let arguments = ["sweep", link, "--pattern", pattern, "--over", over];
    assert_eq!(column(&printed(&arguments), "failures"), expected, "{link}");
    let json = printed(&[&arguments[..], &["--format", "json"]].concat());
    let answer: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    let expected = failing
        .iter()
        .map(|[from, to, reason]| serde_json::json!({ "from": from, "to": to, "reason": reason }));
    let expected = expected.collect::<Vec<_>>();
    assert_eq!(answer["failing"], serde_json::json!(expected), "{link}");
}

#[test]
fn what_was_told_to_stop_has_not_failed() {
    // Also where it stops between two tasks, so that none is cancelled.
    check_failures(
        "scenario=client-disconnect",
        "client-disconnect",
        "disconnect=4800ms..5200ms:50ms",
        &["0"; 9],
        &[],
    );
    check_failures(
        "pattern=graceful-shutdown",
        "graceful-shutdown",
        "shutdown=300ms..500ms:50ms",
        &["0"; 5],
        &[],
    );
    check_failures(
        "pattern=timeout",
        "timeout",
        "timeout=300ms..500ms:50ms",
        &["0"; 5],
        &[],
    );
    check_failures(
        "scenario=sse-broker",
        "sse-broker-fixed",
        "shutdown=300ms..500ms:50ms",
        &["0"; 5],
        &[],
    );
}

#[test]
fn a_failure_has_the_reason_that_it_has() {
    // All that are refused come back and succeed; one task fails by itself.
    check_failures(
        "scenario=ci-api-limit&retry=fixed&retries=100&tasks=40&fail=7",
        "unbounded",
        "tasks=40..41",
        &["1", "1"],
        &[["40", "41", "tasks fail"]],
    );
    check_failures(
        "scenario=ci-api-limit&tasks=40",
        "unbounded",
        "qps=50..51",
        &["30", "30"],
        &[["50", "51", "429 Too Many Requests"]],
    );
    check_failures(
        "pattern=chunked-remainder&tasks=37",
        "chunked-remainder",
        "chunks=36..38",
        &["1", "0", "37"],
        &[
            ["36", "36", "tasks left undone"],
            ["38", "38", "tasks left undone"],
        ],
    );
    check_failures(
        "pattern=leak-loop-fixed&tasks=100&period=1ms&latency=1m",
        "leak-loop-fixed",
        "tasks=100..100",
        &["92"],
        &[["100", "100", "stopped by the Lab"]],
    );
}

#[test]
fn the_curve_is_a_picture_that_stands_alone() {
    let svg = printed(&["sweep", LINK, "--over", "batch=1..40", "--format", "svg"]);
    super::picture::check(&svg, "960");
    for text in [
        ">recommended 10",
        ">killed for memory<",
        ">Recommended 10, the knee: 40 ms. 12 to 40: killed for memory.<",
    ] {
        assert!(svg.contains(text), "{text} is in {svg}");
    }
}

#[test]
fn a_sweep_is_the_same_every_time() {
    let arguments = [
        "sweep",
        "?jitter=40&goroutines=0",
        "--over",
        "tasks=10..200",
    ];
    assert_eq!(printed(&arguments), printed(&arguments));
}

#[test]
fn parameters_that_cannot_be_swept_are_refused() {
    #[track_caller]
    fn check(over: &str, expected: &str) {
        let output = output(&["sweep", "?pattern=batched", "--over", over]);
        let line = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{over}");
        assert!(line.contains(expected), "{over}: {line}");
    }
    check("batch", "--over batch: allowed is NAME=FROM..TO");
    check("batch=5", "allowed is NAME=FROM..TO");
    check("batch=5..3", "the first value is larger than the last");
    check("batch=1..20000", "allowed is 1 to 10000");
    check(
        "latency=1ms..10s:1ms",
        "that is 10000 values; allowed is 2000 at most",
    );
    let output = output(&[
        "sweep",
        "?patterns=sequential,batched",
        "--over",
        "batch=1..9",
        "--pattern",
        "sequential",
    ]);
    let line = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        line.contains("--over batch=1..9: sequential does not depend on it"),
        "{line}"
    );
    check(
        "workers=1..9",
        "workers cannot be swept here; allowed is batch",
    );
}
