//! Links: what they restore, and what happens to bad ones.

use crate::hands::keys::{DOWN, UP};
use crate::look::Look;
use crate::page::{Page, Screen, browse};
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

pub(crate) fn shown_runs(page: &Page) -> Look<'_, Vec<(String, String)>> {
    let script = "return all('article').map(run => [run.dataset.pattern, run.dataset.trace])";
    page.read("patterns and traces", script)
}

#[test]
fn a_link_runs_in_the_browser_as_it_does_natively() {
    browse(Screen::LAPTOP, |page| {
        for text in LINKS {
            page.open(text);
            page.notices().is_empty();
            shown_runs(page).is(&native_runs(text));

            let scenario = link::parse(text).scenario;
            let headlines: Vec<String> = simulate(&scenario)
                .iter()
                .map(|trace| analyse(trace).verdict.headline)
                .collect();
            page.headlines().is(&headlines);
            page.address().is(&format!("?{}", link::format(&scenario)));
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
            page.notices().is_empty();
            shown_runs(page).is(&native_runs(&text));
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
            page.notices().is_empty();
            shown_runs(page).is(&Vec::from_iter(hashes));
        }
    });
}

#[test]
fn the_address_bar_is_a_link_to_what_is_shown() {
    const ADDRESS: &str = "?scenario=ci-auto-trigger&batch=8&jitter=30&seed=7";
    browse(Screen::LAPTOP, |page| {
        page.open("?seed=7&jitter=30");
        page.keys(&[UP, UP, UP]);
        page.address().is(ADDRESS);
        let runs = native_runs(ADDRESS);
        shown_runs(page).is(&runs);
        let headlines = page.headlines().get();
        let picture = page.picture("batched").get();
        page.open(ADDRESS);
        page.headlines().is(&headlines);
        shown_runs(page).is(&runs);
        page.picture("batched").is(&picture);
    });
}

#[test]
fn a_bad_link_is_named_and_the_rest_applies() {
    browse(Screen::LAPTOP, |page| {
        page.open("?batch=0&colour=red&seed=7");
        let notices = page.notices().wait("be two", |notices| notices.len() == 2);
        assert_eq!(notices[0], "batch=0: allowed is 1 to 10000");
        assert!(
            notices[1].starts_with("colour=red: there is no such parameter; allowed is "),
            "{notices:?}"
        );
        page.address().is("?scenario=ci-auto-trigger&seed=7");
        page.headlines().is(&["10 s", "killed", "2 s"]);

        page.click("Dismiss");
        page.notices().is_empty();
        page.keys(&[UP]);
        page.batch().is("6");
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
            page.headlines().has_length(3);
            page.notices().is_not_empty();
            let batch = page.batch().get();
            page.keys(&[DOWN]);
            page.batch().is_not(&batch);
        }
    });
}
