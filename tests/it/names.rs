//! The names that the patterns give: every goroutine, and everything on which one waits, is called as in the Go beside it.

use crate::common;
use goruntime::trace::{Event, ObjectKind};
use lab::patterns::{self, Pattern};
use std::collections::{BTreeMap, BTreeSet};

/// Parameter sets for every pattern, as the rest of a link: the defaults; goroutines of tasks and failures; what happens at
/// a moment; little memory.
const SETS: [&str; 4] = [
    "",
    "&tasks=7&latency=uniform:10..300ms&goroutines=3&fail=1,4",
    "&tasks=6&latency=uniform:100..900ms&fail=none&timeout=330ms&shutdown=250ms&disconnect=250ms&kill=0&kill-at=90ms",
    "&tasks=3&latency=20ms&fail=0,1,2&memory=1MiB&memory-limit=2MiB",
];

/// The world's resources, for which tasks wait.
const WORLDS: [&str; 2] = [
    "?scenario=ci-connections&tasks=9&latency=50ms&max-connections=6&max-open=3&taken=0&pool-timeout=70ms&qps=50&client-qps=100",
    "?scenario=ci-api-limit&tasks=9&latency=50ms&in-flight=2&queue=4",
];

#[test]
fn every_goroutine_and_everything_waited_for_has_a_name() {
    for pattern in patterns::ALL {
        for set in SETS {
            let link = format!("?pattern={}{}", pattern.id, its_own(set, pattern));
            check(&link, pattern);
        }
        for link in WORLDS {
            check(link, pattern);
        }
    }
}

/// The part of a set that a pattern knows: a link may not name the parameters of other patterns.
fn its_own(set: &str, pattern: &Pattern) -> String {
    let is_known = |part: &&str| {
        let name = part.split('=').next().unwrap_or_default();
        lab::params::Key::of(name)
            .is_some_and(|key| !key.belongs_to_patterns() || pattern.params.contains(&key))
    };
    let parts = set.split('&').filter(is_known);
    parts.flat_map(|part| ["&", part]).collect()
}

#[track_caller]
fn check(link: &str, pattern: &Pattern) {
    let trace = common::run(link, pattern);
    let (mut unnamed, mut waited) = (BTreeMap::new(), BTreeSet::new());
    for record in trace.records() {
        let on = match record.event {
            Event::GoCreate { child, name } => {
                assert!(name.is_some(), "{link}: {child} has no name");
                continue;
            }
            Event::Object {
                object,
                kind,
                name: None,
                ..
            } if kind != ObjectKind::Timer => {
                unnamed.insert(object, (record.at, record.by, kind));
                continue;
            }
            Event::GoBlock { on, .. } => on,
            Event::SelectCase { object, .. } => object,
            _ => continue,
        };
        waited.extend(on);
    }
    for object in waited {
        let first = unnamed.get(&object);
        assert_eq!(first, None, "{link}: somebody waits for what has no name");
    }
}
