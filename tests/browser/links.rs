//! Links: what they restore, and what happens to bad ones.

use crate::driver::keys::{DOWN, UP};
use crate::page::{Page, Screen, browse, eventually, until};
use analysis::analyse;
use lab::link;
use lab::patterns;
use lab::scenarios::MOST_PATTERNS;
use lab::simulate::simulate;
use serde_json::Value;
use std::collections::BTreeMap;
use std::process::Command;

/// Links whose traces are pinned: `{link: {pattern: hash}}`.
const PINNED: &str = include_str!("../golden/hashes.json");

/// Each changes something else that decides how the runs go.
const LINKS: [&str; 4] = [
    "?batch=8&seed=7&jitter=30",
    "?tasks=37&batch=10&latency=250ms&memory-limit=64MiB",
    "?patterns=naive,batched&tasks=12&jitter=100&seed=42",
    "?tasks=3&batch=2&latency=list:120,80.5,95&goroutines=0",
];

/// The pattern and the trace's hash of each run, as the native program computes them.
fn native_runs(link: &str) -> Vec<(String, String)> {
    let output = Command::new(env!("CARGO_BIN_EXE_goroutine-lab"))
        .args(["run", link, "--format", "json"])
        .output()
        .expect("the program runs");
    assert!(
        output.status.success(),
        "{link}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let answer: Value = serde_json::from_slice(&output.stdout).expect("the program writes JSON");
    let text = |run: &Value, name: &str| String::from(run[name].as_str().expect("a text"));
    let runs = answer["runs"].as_array().expect("there are runs");
    runs.iter()
        .map(|run| (text(run, "pattern"), text(run, "trace_hash")))
        .collect()
}

#[track_caller]
fn shown_runs(page: &Page) -> Vec<(String, String)> {
    page.read("return all('article').map(run => [run.dataset.pattern, run.dataset.trace])")
}

#[test]
fn a_link_runs_in_the_browser_as_it_does_natively() {
    browse(Screen::LAPTOP, |page| {
        for text in LINKS {
            page.open(text);
            assert_eq!(page.notices(), [""; 0], "{text}");
            assert_eq!(
                shown_runs(page),
                native_runs(text),
                "{text}: native and wasm32 have equal traces"
            );

            let scenario = link::parse(text).scenario;
            let headlines: Vec<String> = simulate(&scenario)
                .iter()
                .map(|trace| analyse(trace).verdict.headline)
                .collect();
            assert_eq!(page.headlines(), headlines, "{text}");
            assert_eq!(
                page.address(),
                format!("?{}", link::format(&scenario)),
                "{text}"
            );
        }
    });
}

#[test]
fn every_pattern_runs_in_the_browser_as_it_does_natively() {
    browse(Screen::LAPTOP, |page| {
        for patterns in patterns::ALL.chunks(MOST_PATTERNS) {
            let ids: Vec<&str> = patterns.iter().map(|pattern| pattern.id).collect();
            let text = format!("?pattern={}", ids.join(","));
            page.open(&text);
            assert_eq!(page.notices(), [""; 0], "{text}");
            assert_eq!(shown_runs(page), native_runs(&text), "{text}");
        }
    });
}

#[test]
fn pinned_traces_are_the_same_in_the_browser() {
    let pinned: BTreeMap<String, BTreeMap<String, String>> =
        serde_json::from_str(PINNED).expect("links with patterns and their hashes");
    assert!(!pinned.is_empty());
    browse(Screen::LAPTOP, |page| {
        for (text, hashes) in pinned {
            let patterns: Vec<&str> = hashes.keys().map(String::as_str).collect();
            page.open(&format!("{text}&patterns={}", patterns.join(",")));
            assert_eq!(page.notices(), [""; 0], "{text}");
            assert_eq!(shown_runs(page), Vec::from_iter(hashes), "{text}");
        }
    });
}

#[test]
fn the_address_bar_is_a_link_to_what_is_shown() {
    browse(Screen::LAPTOP, |page| {
        page.open("?seed=7&jitter=30");
        page.keys(&[UP, UP, UP]);
        eventually(
            "the address",
            &"?scenario=ci-auto-trigger&batch=8&jitter=30&seed=7".into(),
            || page.address(),
        );
        let before = (
            page.headlines(),
            page.trace("batched"),
            page.picture("batched"),
        );
        page.open(&page.address());
        assert_eq!(
            (
                page.headlines(),
                page.trace("batched"),
                page.picture("batched")
            ),
            before
        );
    });
}

#[test]
fn a_bad_link_is_named_and_the_rest_applies() {
    browse(Screen::LAPTOP, |page| {
        page.open("?batch=0&colour=red&seed=7");
        let notices = page.notices();
        assert_eq!(notices.len(), 2, "{notices:?}");
        assert_eq!(
            notices[0],
            "batch=0: allowed is 1 to 100 (the number of tasks)"
        );
        assert!(
            notices[1].starts_with("colour=red: there is no such parameter; allowed is "),
            "{notices:?}"
        );
        assert_eq!(page.address(), "?scenario=ci-auto-trigger&seed=7");
        assert_eq!(page.headlines(), ["10 s", "killed", "2 s"]);

        page.click("Dismiss");
        eventually("the notices are gone", &Vec::new(), || page.notices());
        page.keys(&[UP]);
        eventually("the batch size", &"6".into(), || page.batch());
    });
}

#[test]
fn no_link_breaks_the_page() {
    let links = [
        "?%ff&&=",
        "?batch=%&seed=%00",
        "?tasks=99999999999999999999999&batch=-1",
        "?scenario=nowhere&patterns=&embed=maybe",
        "?latency=list:&tasks=2",
        "?batch=8&batch=9#top",
        "?<script>alert(1)</script>=<b>x</b>",
    ];
    browse(Screen::LAPTOP, |page| {
        for link in links {
            page.open(link);
            assert_eq!(page.headlines().len(), 3, "{link}");
            assert!(!page.notices().is_empty(), "{link}");
            let batch = page.batch();
            page.keys(&[DOWN]);
            until("the slider works", || page.batch() != batch);
        }
    });
}
