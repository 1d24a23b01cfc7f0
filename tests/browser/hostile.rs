//! Hostile links in the browser: the runs are those of the link's good part, the notices stay small, and no script runs.
//!
//! A sample runs with the other tests; a thousand, with how long the page's thread was blocked:
//! `cargo test --features browser-tests --test browser hostile -- --ignored --nocapture`.

#[path = "../it/hostile/links.rs"]
mod links;

use crate::links::shown_runs;
use crate::page::{Page, Screen, browse};
use lab::link;
use lab::simulate::simulate;
use links::{Hostile, MEGABYTE};

/// The number of links of the sample, and of all.
const SAMPLE: u64 = 10;
const ALL: u64 = 1_000;
/// One in this many of the links is a megabyte long.
const LARGE_OF_SAMPLE: u64 = 5;
const LARGE_OF_ALL: u64 = 50;
/// What a host takes; longer links stand behind `#`, which is not sent to it. In characters.
const LONGEST_SENT: usize = 4_000;

/// Remembers how long the thread was blocked, and whether a script of a link has run.
const WATCH: &str = "window.blocks = [0];
    window.alert = () => { window.alerted = true; };
    new PerformanceObserver(list => blocks.push(...list.getEntries().map(({ duration }) => duration)))
        .observe({ type: 'longtask', buffered: true });";

#[test]
fn a_sample_of_hostile_links_changes_nothing_but_the_notices() {
    change_nothing(SAMPLE, LARGE_OF_SAMPLE);
}

#[test]
#[ignore = "takes some minutes"]
fn a_thousand_hostile_links_change_nothing_but_the_notices() {
    change_nothing(ALL, LARGE_OF_ALL);
}

#[track_caller]
fn change_nothing(count: u64, large: u64) {
    browse(Screen::LAPTOP, |page| {
        page.inject(WATCH);
        let mut longest = (0, 0);
        for number in 0..count {
            let blocked = changes_nothing(page, &Hostile::new(number, large));
            longest = longest.max((blocked, number));
        }
        println!(
            "blocked for at most {} ms, by link {}",
            longest.0, longest.1
        );
    });
}

/// Returns the longest time for which the page's thread was blocked, in milliseconds.
#[track_caller]
fn changes_nothing(page: &Page, Hostile { good, bad }: &Hostile) -> u64 {
    let text = [good.as_str(), bad].concat();
    let begins: String = text.chars().take(300).collect();
    let scenario = link::parse(good).scenario;
    let patterns = scenario.patterns().iter();
    let runs: Vec<(String, String)> = patterns
        .zip(simulate(&scenario))
        .map(|(pattern, trace)| (String::from(pattern.id), format!("{:016x}", trace.hash())))
        .collect();
    let sign = if text.chars().count() > LONGEST_SENT {
        '#'
    } else {
        '?'
    };
    // A megabyte is what the page gets, and not more than a browser opens.
    assert!(text.len() < 2 * MEGABYTE, "?{begins}");
    page.open_at("about:blank");
    page.open_at(&format!("{}/{sign}{text}", page.origin()));
    shown_runs(page).is(&runs);
    page.notices().is_not_empty();
    let height = "return document.querySelector('.notices').offsetHeight / innerHeight";
    page.read::<f64>("the part of the window that notices take", height)
        .wait("be a quarter or less", |part| *part <= 0.25);
    page.read::<bool>(
        "whether a script of the link ran",
        "return window.alerted ?? false",
    )
    .is(&false);
    page.texts("#end").is_empty();
    let said = page.session().console();
    assert!(said.is_empty(), "?{begins}: {said:?}");
    let longest = "return Math.round(Math.max(...blocks))";
    page.read("the longest block", longest).get()
}
