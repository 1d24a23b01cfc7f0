//! Reading links, and reading back what was written.

mod pasted;

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
fn links_hold_differences_from_the_defaults_in_order() {
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
        "scenario=ci-auto-trigger&latency=list:120,80.5,95",
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
fn a_link_names_the_parameter_of_the_large_slider() {
    check(
        "scenario=ci-api-limit&axis=linear&slider=qps&qps=20",
        "scenario=ci-api-limit&qps=20&slider=qps&axis=linear",
        &[],
    );
    check("slider=batch&axis=log", "scenario=ci-auto-trigger", &[]);
    check(
        "pattern=naive&slider=fail&axis=round",
        "pattern=naive",
        &[
            "slider=fail: allowed is tasks, latency, jitter, slow-latency, goroutines, memory, memory-limit, seed",
            "axis=round: allowed is log or linear",
        ],
    );
    // A list of latencies is not a number.
    check(
        "pattern=naive&tasks=2&slider=latency&latency=list:5,6",
        "pattern=naive&latency=list:5,6",
        &[
            "slider=latency: allowed is jitter, slow-latency, goroutines, memory, memory-limit, seed",
        ],
    );
}

#[test]
fn what_a_go_program_runs_is_allowed() {
    check(
        "pattern=batched&tasks=7&batch=10",
        "pattern=batched&tasks=7&batch=10",
        &[],
    );
    check(
        "pattern=worker-pool&tasks=7&workers=10000&latency=0",
        "pattern=worker-pool&tasks=7&workers=10000&latency=0s",
        &[],
    );
    check(
        "pattern=naive&slow=3&slow-latency=0ms",
        "pattern=naive&slow=3&slow-latency=0s",
        &[],
    );
    check(
        "pattern=naive&latency=250us",
        "pattern=naive&latency=250%C2%B5s",
        &[],
    );
    check(
        "pattern=chunked&tasks=7&chunks=10000",
        "pattern=chunked&tasks=7&chunks=10000",
        &[],
    );
}

#[test]
fn a_list_of_latencies_says_how_many_tasks_there_are() {
    #[track_caller]
    fn check(text: &str, expected: u64, notices: usize) {
        let link = parse(text);
        assert_eq!(
            link.scenario.values().number(Key::Tasks),
            expected,
            "{text}"
        );
        assert_eq!(link.notices.len(), notices, "{text}: {:?}", link.notices);
        assert!(!format(&link.scenario).contains("tasks="), "{text}");
    }
    let ten_thousand = (0..10_000).map(|_| "1").collect::<Vec<_>>().join(",");
    check(
        &format!("pattern=naive&latency=list:{ten_thousand}"),
        10_000,
        0,
    );
    check(
        &format!("pattern=naive&latency=list:{ten_thousand}&tasks=100"),
        10_000,
        1,
    );
    check("pattern=naive&latency=list:1,2,3", 3, 0);
    check("pattern=naive&tasks=3&latency=list:1,2,3", 3, 0);
    check("pattern=naive&tasks=2&latency=list:1,2,3", 3, 1);
    check("pattern=naive&tasks=4&latency=list:1,2,3", 3, 1);
    // The pattern's own latencies are a list.
    check("pattern=fan-out-fan-in&tasks=4", 3, 1);
    let other = parse("pattern=fan-out-fan-in&tasks=4&latency=5ms");
    assert_eq!(other.scenario.values().number(Key::Tasks), 4);
    assert_eq!(other.notices, []);
}

#[test]
fn a_bad_part_is_named_and_the_rest_applies() {
    check(
        "batch=0&seed=7",
        "scenario=ci-auto-trigger&seed=7",
        &["batch=0: allowed is 1 to 10000"],
    );
    check(
        "batch=lots",
        "scenario=ci-auto-trigger",
        &["batch=lots: allowed is a whole number, 1 to 10000"],
    );
    check(
        "tasks=1000001",
        "scenario=ci-auto-trigger",
        &["tasks=1000001: allowed is 1 to 1000000"],
    );
    check(
        "tasks=5&latency=list:1,2,3",
        "scenario=ci-auto-trigger&latency=list:1,2,3",
        &[
            "tasks=5: latency=list:1,2,3 has 3 latencies, one for each task; allowed is 3, or a latency that is no list",
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
        &[&format!(
            "scenario=x: there is no such scenario; allowed is {}",
            scenarios::ALL.map(|template| template.id).join(", ")
        )],
    );
    check(
        "colour=red&batch=8",
        "scenario=ci-auto-trigger&batch=8",
        &[
            "colour=red: there is no such parameter; allowed is scenario, patterns, tasks, batch, latency, jitter, seed, \
           slow, slow-latency, fail, goroutines, memory, memory-limit, slider, axis, words, schedule, controls, show, theme, autoplay, at, speed, loop, scale, pause-at, from, to, sel, object, lens, title, spoil, pace, size, predict, allow-origin, audience, talk, step, slide, diagram, question, advanced, section, approach, embed",
        ],
    );
    check(
        "embed=maybe",
        "scenario=ci-auto-trigger",
        &["embed=maybe: allowed is 1 or 0, or nothing behind it"],
    );
}

#[test]
fn patterns_need_no_scenario() {
    check("pattern=batched", "pattern=batched", &[]);
    check(
        "batch=8&tasks=37&pattern=batched",
        "pattern=batched&tasks=37&batch=8",
        &[],
    );
    check(
        "pattern=batched, naive,batched",
        "pattern=batched,naive",
        &[],
    );
    check("pattern=naive&goroutines=0&tasks=100", "pattern=naive", &[]);
    check("pattern=batched&fail=9,3", "pattern=batched&fail=3,9", &[]);
    check("pattern=naive&fail=none", "pattern=naive", &[]);
    check(
        "pattern=naive&latency=uniform:50..150ms&seed=3",
        "pattern=naive&latency=uniform:50..150ms&seed=3",
        &[],
    );
    check(
        "pattern=magic",
        "scenario=ci-auto-trigger",
        &[&format!(
            "pattern=magic: there is no pattern \"magic\"; allowed is one or more of {}",
            ids()
        )],
    );
    check(
        "scenario=ci-auto-trigger&pattern=naive",
        "scenario=ci-auto-trigger",
        &["pattern=naive: a scenario is there too, whose patterns are chosen by patterns=…"],
    );
    check(
        "pattern=naive&patterns=batched",
        "pattern=naive",
        &[
            "patterns=batched: chooses among a scenario's patterns; without a scenario, all stand in pattern=…",
        ],
    );
}

#[test]
fn a_parameter_that_no_pattern_here_has_is_refused() {
    let shared = "jitter, seed, slow, slow-latency, fail, goroutines, memory, memory-limit, slider, axis, words, schedule, controls, show, theme, autoplay, at, speed, loop, scale, pause-at, from, to, sel, object, lens, title, spoil, pace, size, predict, allow-origin, audience, talk, step, slide, diagram, question, advanced, section, approach, embed";
    check(
        "pattern=naive,sequential&batch=3",
        "pattern=naive,sequential",
        &[&format!(
            "batch=3: naive, sequential cannot use it; allowed is pattern, tasks, latency, {shared}"
        )],
    );
    check(
        "pattern=batched&colour=red",
        "pattern=batched",
        &[&format!(
            "colour=red: there is no such parameter; allowed is pattern, tasks, batch, latency, {shared}"
        )],
    );
    check(
        "pattern=naive&fail=3,100",
        "pattern=naive",
        &["fail=3,100: 100 among them: allowed is 0 to 99 (below the number of tasks)"],
    );
    check(
        "pattern=naive&jitter=5&latency=uniform:1..2s",
        "pattern=naive&latency=uniform:1000..2000ms",
        &["jitter=5: allowed is 0%: the latency is a distribution, which has no jitter"],
    );
}

/// All patterns.
fn ids() -> String {
    join(patterns::ALL.iter().map(|pattern| pattern.id))
}

#[test]
fn any_link_can_be_read_for_one_pattern() {
    #[track_caller]
    fn check(text: &str, id: &str, expected: &str) {
        let link = parse_for(text, patterns::find(id));
        assert_eq!(
            (format(&link.scenario).as_str(), link.notices),
            (expected, vec![])
        );
    }
    check(
        "batch=8",
        "naive",
        "scenario=ci-auto-trigger&patterns=naive&batch=8",
    );
    check(
        "pattern=naive&batch=8",
        "batched",
        "pattern=batched&batch=8",
    );
}

#[test]
fn the_defaults_of_every_pattern_are_its_own_and_allowed() {
    for pattern in patterns::ALL {
        let scenario = Scenario::of_pattern(pattern);
        assert_eq!(format(&scenario), format!("pattern={}", pattern.id));
        for (key, text) in pattern.defaults {
            let param = key.param();
            assert!(
                scenario.params().contains(key),
                "{}: {}",
                pattern.id,
                param.name
            );
            let value = param
                .read(text)
                .unwrap_or_else(|reason| panic!("{}: {}={text}: {reason}", pattern.id, param.name));
            assert_eq!(
                scenario.values().check(*key, &value),
                Ok(()),
                "{}: {}={text}",
                pattern.id,
                param.name
            );
            assert_eq!(
                *scenario.values().get(*key),
                value,
                "{}: {}",
                pattern.id,
                param.name
            );
        }
        let ids: Vec<_> = patterns::ALL
            .iter()
            .filter(|p| p.id == pattern.id)
            .collect();
        assert_eq!(ids.len(), 1, "{} is listed twice", pattern.id);
    }
}

/// Random scenarios: some patterns, with or without a template, and random settings, some of which are refused.
fn scenarios() -> impl Strategy<Value = Scenario> {
    let pattern = prop::sample::select(patterns::ALL.to_vec());
    let patterns = prop::collection::vec(pattern, 1..4);
    let key = prop::sample::select(Key::all().collect::<Vec<_>>());
    let text = prop_oneof![
        (0_u64..200).prop_map(|n| n.to_string()),
        (0_u64..3_000).prop_map(|ms| format!("{ms}ms")),
        (0_u64..300, 0_u64..300).prop_map(|(low, more)| format!("uniform:{low}..{}", low + more)),
        prop::collection::vec(1_u64..120, 1..9).prop_map(|list| {
            let items: Vec<String> = list.iter().map(ToString::to_string).collect();
            items.join(",")
        }),
    ];
    let slider = prop::sample::select(Key::all().collect::<Vec<_>>());
    let settings = prop::collection::vec((key, text), 0..12);
    let shown = (any::<bool>(), slider, any::<bool>());
    (shown, patterns, settings).prop_map(|((alone, slider, linear), patterns, settings)| {
        let mut scenario = if alone {
            Scenario::of_pattern(patterns[0])
        } else {
            Scenario::new(scenarios::ALL[0])
        };
        scenario.set_patterns(patterns);
        for (key, text) in settings {
            let text = match key {
                Key::Latency | Key::Process if text.contains(',') => format!("list:{text}"),
                _ => text,
            };
            if let Ok(value) = key.param().read(&text) {
                let _ = scenario.set(key, value);
            }
        }
        let _ = scenario.set_slider(slider.param().name);
        scenario.set_linear(linear);
        scenario
    })
}

proptest! {
    #[test]
    fn links_round_trip(tasks in 1u64..=10_000, batch in 1u64..=10_000, latency in 0u64..=60_000_000_000, jitter in 0u64..=100, seed in 0u64..1_000_000, memory in 0u64..(1 << 26)) {
        let mut scenario = Scenario::new(scenarios::ALL[0]);
        let values = [(Key::Tasks, tasks), (Key::Batch, batch), (Key::Latency, latency), (Key::Jitter, jitter), (Key::Seed, seed), (Key::Memory, memory)];
        for (key, n) in values {
            prop_assert_eq!(scenario.set(key, Value::Number(n)), Ok(()));
        }
        let link = parse(&format(&scenario));
        prop_assert_eq!(&link.notices, &vec![]);
        prop_assert_eq!(&link.scenario, &scenario);
    }

    #[test]
    fn every_scenario_is_the_scenario_of_its_link(scenario in scenarios()) {
        let text = format(&scenario);
        let link = parse(&text);
        prop_assert_eq!(&link.notices, &vec![], "{}", &text);
        prop_assert_eq!(&link.scenario, &scenario, "{}", &text);
        prop_assert_eq!(format(&link.scenario), text);
    }

    #[test]
    fn fewer_tasks_and_then_as_many_as_before_change_nothing(scenario in scenarios(), fewer in 1_u64..100) {
        let mut other = scenario.clone();
        let before = Value::Number(scenario.values().number(Key::Tasks));
        if other.set(Key::Tasks, Value::Number(fewer)).is_ok() {
            other.set(Key::Tasks, before).expect("as many as before are allowed");
        }
        prop_assert_eq!(other, scenario);
    }

    #[test]
    fn no_text_breaks_the_parser(text in ".{0,80}") {
        let link = parse(&text);
        prop_assert_eq!(parse(&format(&link.scenario)).scenario, link.scenario);
    }
}

#[test]
fn a_link_names_the_pattern_whose_program_was_edited() {
    let origin = |text: &str| parse(text).program.and_then(|program| program.origin);
    assert_eq!(
        origin("pattern=batched#go=x&go-pattern=batched"),
        patterns::find("batched")
    );
    assert_eq!(origin("pattern=batched#go=x"), None);
    let link = parse("#go=x&go-pattern=batchd");
    assert_eq!(link.notices.len(), 1);
    let said = link.notices[0].to_string();
    assert!(said.contains("no pattern \"batchd\""), "{said}");
    let alone = parse("pattern=batched&go-pattern=batched");
    let said = alone.notices[0].to_string();
    assert!(said.contains("no program beside it"), "{said}");
}
