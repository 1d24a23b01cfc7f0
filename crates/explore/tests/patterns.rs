//! Every built-in pattern: those that are there to show a fault show it, the others none.

use explore::{Kind, Search, Settings, Tally, Twin};
use lab::patterns::{self, Pattern};
use lab::scenarios::Scenario;
use std::collections::BTreeMap;

/// The patterns with a fault, and its kind.
const FAULTY: [(&str, Kind); 21] = [
    ("batched-slide", Kind::Panic),
    ("closed-channel", Kind::Panic),
    ("closed-channel-select", Kind::Panic),
    ("closed-channel-twice", Kind::Panic),
    ("cluster-test-map", Kind::Race),
    ("counter", Kind::Race),
    ("error-channel", Kind::Deadlock),
    ("forgotten-done", Kind::Deadlock),
    ("forgotten-done-panic", Kind::Panic),
    ("forgotten-done-recover", Kind::Deadlock),
    ("hibernation-slide", Kind::Panic),
    ("leak", Kind::Leak),
    ("leak-loop", Kind::Leak),
    ("loop-capture", Kind::Race),
    ("pipeline-leak", Kind::Leak),
    ("shared-err", Kind::Race),
    ("sse-broker", Kind::Leak),
    ("sse-broker-blocking", Kind::Leak),
    ("transaction", Kind::Deadlock),
    ("wait-group-negative", Kind::Panic),
    ("wait-group-reuse", Kind::Panic),
];

/// Those that take thousands of goroutines.
const LARGE: [&str; 2] = ["threads", "threads-os"];

fn searched(pattern: &'static Pattern, schedules: u64) -> Tally {
    let twin = Twin::new(Scenario::of_pattern(pattern), pattern);
    let settings = Settings {
        schedules,
        decisions: u64::MAX,
        seed: 1,
        depth: 3,
    };
    let (search, first) = Search::begin(&twin, settings);
    let mut tally = Tally::default();
    for one in first {
        tally.merge(one);
    }
    let racy = search.racy();
    for number in search.left() {
        search.try_one(&twin, number, &racy, &mut tally);
    }
    tally
}

/// Patterns with the kinds of their faults.
fn faulty(schedules: u64) -> BTreeMap<&'static str, Vec<Kind>> {
    let mut faulty = BTreeMap::new();
    for pattern in patterns::ALL.iter().filter(|p| !LARGE.contains(&p.id)) {
        let found = searched(pattern, schedules).found;
        let mut kinds: Vec<Kind> = found.values().map(|found| found.fault.kind).collect();
        kinds.sort();
        kinds.dedup();
        if !kinds.is_empty() {
            faulty.insert(pattern.id, kinds);
        }
    }
    faulty
}

fn expected() -> BTreeMap<&'static str, Vec<Kind>> {
    FAULTY.iter().map(|(id, kind)| (*id, vec![*kind])).collect()
}

#[test]
fn patterns_show_their_faults_and_the_corrected_ones_none() {
    assert_eq!(faulty(12), expected());
}

/// `cargo test --release -p explore --test patterns -- --ignored`
#[test]
#[ignore = "takes minutes"]
fn the_same_in_ten_thousand_schedules() {
    assert_eq!(faulty(10_000), expected());
}
