//! Links: a scenario as a query string, and back.
//!
//! `?scenario=ci-auto-trigger&batch=8&seed=7` holds only what differs from the defaults, in a fixed order, so that
//! equal scenarios have equal links. A part that cannot be read becomes a [`Notice`]; the rest still applies.

use crate::params::Key;
use crate::patterns::{self, Pattern};
use crate::scenarios::{self, Scenario};
use form_urlencoded::{Serializer, parse as parse_pairs};
use std::fmt;

/// What a link says.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// What to run.
    pub scenario: Scenario,
    /// Whether only the runs, the slider and the transport are shown, for a frame in a slide.
    pub embed: bool,
    /// What could not be read.
    pub notices: Vec<Notice>,
}

/// A part of a link that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The part's name.
    pub name: String,
    /// The part's value.
    pub value: String,
    /// Why, and what is allowed.
    pub reason: String,
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.value.as_str() {
            "" => write!(f, "{}: {}", self.name, self.reason),
            value => write!(f, "{}={value}: {}", self.name, self.reason),
        }
    }
}

/// No link has more parts than this; what is behind them is not looked at.
const MOST_PARTS: usize = 100;
/// So many parts that cannot be read are named one by one.
const MOST_NOTICES: usize = 6;

/// Reads a query string (with or without its `?`) or a whole address.
#[must_use]
pub fn parse(text: &str) -> Link {
    let (pairs, mut notices) = pairs_of(query_of(text.trim()));
    let scenario = scenario_of(&pairs, &mut notices);
    let mut link = Link {
        scenario,
        embed: false,
        notices,
    };
    // Tasks come first, then latencies: what other values may be depends on them.
    let leaders = [Key::Tasks, Key::Latency].map(|key| key.param().name);
    let leading = leaders
        .iter()
        .filter_map(|leader| pairs.iter().find(|(name, _)| name == leader));
    let others = pairs
        .iter()
        .filter(|(name, _)| !leaders.contains(&name.as_str()));
    for (name, value) in leading.chain(others) {
        if let Err(reason) = apply(&mut link, name, value) {
            link.notices.push(Notice {
                name: name.clone(),
                value: value.clone(),
                reason,
            });
        }
    }
    if let Some(more @ 1..) = link.notices.len().checked_sub(MOST_NOTICES) {
        link.notices.truncate(MOST_NOTICES);
        link.notices.push(Notice {
            name: format!("{more} more"),
            value: String::new(),
            reason: String::from("could not be read either"),
        });
    }
    link
}

/// The query string of a scenario, without its `?`: only what differs from the defaults, in a fixed order.
#[must_use]
pub fn format(scenario: &Scenario) -> String {
    let mut query = Serializer::new(String::new());
    query.append_pair("scenario", scenario.entry().id);
    let patterns: Vec<&str> = scenario.patterns().iter().map(|p| p.id).collect();
    if patterns != scenario.entry().patterns {
        query.append_pair("patterns", &patterns.join(","));
    }
    for key in Key::all() {
        let value = scenario.values().get(key);
        if *value != scenario.default_of(key) {
            query.append_pair(key.param().name, &key.param().write(value));
        }
    }
    // Commas and colons need no escape in a query, and a list is easier to read with them.
    query.finish().replace("%2C", ",").replace("%3A", ":")
}

fn query_of(text: &str) -> &str {
    let address = text.split('#').next().unwrap_or_default();
    match address.split_once('?') {
        Some((_, query)) => query,
        None if address.contains("://") => "",
        None => address,
    }
}

type Pairs = Vec<(String, String)>;

/// The parts of a query, each name once.
fn pairs_of(query: &str) -> (Pairs, Vec<Notice>) {
    let (mut pairs, mut notices) = (Pairs::new(), Vec::new());
    for (name, value) in parse_pairs(query.as_bytes()).into_owned().take(MOST_PARTS) {
        if pairs.iter().all(|(known, _)| *known != name) {
            pairs.push((name, value));
        } else {
            notices.push(Notice {
                name,
                value,
                reason: String::from("stands twice; the first counts"),
            });
        }
    }
    (pairs, notices)
}

fn scenario_of(pairs: &Pairs, notices: &mut Vec<Notice>) -> Scenario {
    let Some((name, id)) = pairs.iter().find(|(name, _)| name == "scenario") else {
        return Scenario::new(scenarios::ALL[0]);
    };
    let entry = scenarios::find(id).unwrap_or_else(|| {
        let reason = format!(
            "there is no such scenario; allowed is {}",
            join(scenarios::ALL.iter().map(|e| e.id))
        );
        notices.push(Notice {
            name: name.clone(),
            value: id.clone(),
            reason,
        });
        scenarios::ALL[0]
    });
    Scenario::new(entry)
}

fn apply(link: &mut Link, name: &str, value: &str) -> Result<(), String> {
    match name {
        "scenario" => Ok(()),
        "embed" => {
            link.embed = read_switch(value)?;
            Ok(())
        }
        "patterns" => {
            link.scenario.set_patterns(read_patterns(value)?);
            Ok(())
        }
        _ => {
            let known = link.scenario.entry().params;
            let key = Key::of(name)
                .filter(|key| known.contains(key))
                .ok_or_else(|| {
                    let names = Key::all()
                        .filter(|key| known.contains(key))
                        .map(|key| key.param().name);
                    format!(
                        "there is no such parameter; allowed is scenario, patterns, {}, embed",
                        join(names)
                    )
                })?;
            let value = link.scenario.values().read(key, value)?;
            link.scenario.set(key, value)
        }
    }
}

fn read_patterns(value: &str) -> Result<Vec<&'static Pattern>, String> {
    let one = |id: &str| {
        patterns::find(id).ok_or_else(|| {
            format!(
                "there is no pattern {id:?}; allowed is one or more of {}",
                join(patterns::ALL.iter().map(|p| p.id))
            )
        })
    };
    value.split(',').map(one).collect()
}

fn read_switch(value: &str) -> Result<bool, String> {
    match value {
        "" | "1" | "true" => Ok(true),
        "0" | "false" => Ok(false),
        _ => Err(String::from("allowed is 1 or 0, or nothing behind it")),
    }
}

fn join<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::params::Value;
    use proptest::prelude::*;

    #[track_caller]
    fn check(text: &str, expected_link: &str, expected_notices: &[&str]) {
        let link = parse(text);
        assert_eq!(format(&link.scenario), expected_link, "{text:?}");
        let notices: Vec<String> = link.notices.iter().map(ToString::to_string).collect();
        assert_eq!(notices, expected_notices, "{text:?}");
    }

    #[test]
    fn links_hold_what_differs_from_the_defaults_in_order() {
        check("", "scenario=ci-auto-trigger", &[]);
        check(
            "?seed=7&batch=8",
            "scenario=ci-auto-trigger&batch=8&seed=7",
            &[],
        );
        check(
            "https://lab.example/x/?batch=8&embed#top",
            "scenario=ci-auto-trigger&batch=8",
            &[],
        );
        check("https://lab.example/x/", "scenario=ci-auto-trigger", &[]);
        check(
            "batch=5&latency=100ms&memory=128KiB",
            "scenario=ci-auto-trigger",
            &[],
        );
        check(
            "tasks=3&latency=list:120,80.5,95",
            "scenario=ci-auto-trigger&tasks=3&latency=list:120,80.5,95",
            &[],
        );
        check("jitter=30%25", "scenario=ci-auto-trigger&jitter=30", &[]);
        check(
            "batch=200&tasks=200",
            "scenario=ci-auto-trigger&tasks=200&batch=200",
            &[],
        );
        check(
            "patterns=naive,batched,naive",
            "scenario=ci-auto-trigger&patterns=naive,batched",
            &[],
        );
        check(
            "memory-limit=1.5GiB",
            "scenario=ci-auto-trigger&memory-limit=1536MiB",
            &[],
        );
    }

    #[test]
    fn a_bad_part_is_named_and_the_rest_applies() {
        check(
            "batch=0&seed=7",
            "scenario=ci-auto-trigger&seed=7",
            &["batch=0: allowed is 1 to 100 (the number of tasks)"],
        );
        check(
            "batch=lots",
            "scenario=ci-auto-trigger",
            &["batch=lots: allowed is a whole number, 1 to 100 (the number of tasks)"],
        );
        check(
            "tasks=10001",
            "scenario=ci-auto-trigger",
            &["tasks=10001: allowed is 1 to 10000"],
        );
        check(
            "tasks=5&latency=list:1,2,3",
            "scenario=ci-auto-trigger&tasks=5",
            &[
                "latency=list:1,2,3: the list has 3 latencies, but there are 5 tasks: one for each task is needed",
            ],
        );
        check(
            "batch=8&batch=9",
            "scenario=ci-auto-trigger&batch=8",
            &["batch=9: stands twice; the first counts"],
        );
        check(
            "scenario=x",
            "scenario=ci-auto-trigger",
            &["scenario=x: there is no such scenario; allowed is ci-auto-trigger"],
        );
        check(
            "colour=red&batch=8",
            "scenario=ci-auto-trigger&batch=8",
            &[
                "colour=red: there is no such parameter; allowed is scenario, patterns, tasks, batch, latency, jitter, seed, \
               goroutines, memory, memory-limit, embed",
            ],
        );
        check(
            "embed=maybe",
            "scenario=ci-auto-trigger",
            &["embed=maybe: allowed is 1 or 0, or nothing behind it"],
        );
    }

    proptest! {
        #[test]
        fn links_round_trip(tasks in 1u64..=10_000, batch in 1u64..=10_000, latency in 1_000_000u64..=60_000_000_000, jitter in 0u64..=100, seed in 0u64..1_000_000, memory in 0u64..(1 << 26)) {
            let mut scenario = Scenario::new(scenarios::ALL[0]);
            let values = [(Key::Tasks, tasks), (Key::Batch, batch), (Key::Latency, latency), (Key::Jitter, jitter), (Key::Seed, seed), (Key::Memory, memory)];
            for (key, n) in values {
                // A batch larger than the tasks is refused; the rest of the scenario must still round-trip.
                let _ = scenario.set(key, Value::Number(n));
            }
            let link = parse(&format(&scenario));
            prop_assert_eq!(&link.notices, &vec![]);
            prop_assert_eq!(&link.scenario, &scenario);
        }

        #[test]
        fn no_text_breaks_the_parser(text in ".{0,80}") {
            let link = parse(&text);
            prop_assert_eq!(parse(&format(&link.scenario)).scenario, link.scenario);
        }
    }
}
