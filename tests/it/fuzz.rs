//! Random links across all scenarios, all patterns and the whole range of every parameter: none panics, each run is within
//! its budget and is reproduced by its own link, and if the scenario says that it does not depend on the seed, it does not.
//!
//! A sample with small numbers runs with the other tests. All of it, which takes some minutes:
//! `cargo test --release --test it fuzz -- --ignored --nocapture`.

use analysis::{Report, analyse, measure};
use goroutine_lab::comparison::{Comparison, Run};
use goruntime::rng::Rng;
use goruntime::runtime::Budget;
use goruntime::trace::{Outcome, Trace};
use lab::link;
use lab::params::{Distribution, Key, Unit, Value};
use lab::patterns::{self, Pattern};
use lab::scenarios::{self, Scenario};
use lab::simulate::simulate;
use picture::{FigureView, Theme, figure};
use rayon::prelude::*;
use std::ops::RangeInclusive;
use std::panic::catch_unwind;
use std::rc::Rc;

const SEED: u64 = 20_261_128;
/// The number of links of the sample, and of all.
const SAMPLE: u64 = 300;
const ALL: u64 = 5_000;
/// The largest numbers of the sample: counts, and milliseconds.
const SMALL: u64 = 60;
/// What is read off a run takes at most this many bytes, and these for each task. Six runs beside each other fit into two thirds
/// of a gigabyte; with a million tasks each, into one and a half.
const MOST_READ: usize = 100 << 20;
const READ_OF_TASK: usize = 160;
/// The last step of a run may add this much to its trace, and this many instants.
const LAST_STEP: usize = 4 << 20;
const LAST_INSTANTS: usize = 8;
/// All but one in so many links have at most so many tasks: a million take seconds.
const LARGE: u64 = 50;
const USUAL_TASKS: u64 = 10_000;
/// The most bytes of a picture.
const MOST_DRAWN: usize = 4 << 20;

#[test]
fn some_random_links_are_run_and_reproduced() {
    (0..SAMPLE).into_par_iter().for_each(|number| {
        check(&random(number, SMALL));
    });
}

#[test]
#[ignore = "takes some minutes, and belongs into an optimised build"]
#[expect(
    clippy::disallowed_types,
    reason = "it says how long the slowest links take"
)]
fn random_links_over_all_ranges_are_run_and_reproduced() {
    let timed = |number: u64| {
        let link = random(number, u64::MAX);
        let begun = std::time::Instant::now();
        let has_passed = catch_unwind(|| check(&link)).is_ok();
        (begun.elapsed(), link, has_passed)
    };
    let mut all: Vec<_> = (0..ALL).into_par_iter().map(timed).collect();
    all.sort();
    for (taken, link, _) in all.iter().rev().take(20) {
        println!("{taken:?} for two or three times ?{link}");
    }
    let failed = all.iter().filter(|(.., has_passed)| !has_passed);
    let failed: Vec<&str> = failed.map(|(_, link, _)| &**link).collect();
    assert!(failed.is_empty(), "{} fail: {failed:#?}", failed.len());
}

/// The longest runs that are known for each pattern, at the ends of its ranges.
#[test]
#[ignore = "takes some minutes, and belongs into an optimised build"]
fn the_longest_runs_of_every_pattern_are_within_the_budget() {
    let links = [
        "tasks=10000&latency=1m",
        "tasks=10000&latency=1m&memory=0",
        "tasks=10000&latency=uniform:1..60000ms&goroutines=200&memory=0&memory-limit=64GiB",
        "tasks=999&latency=uniform:1..60000ms&memory=0",
        "tasks=10000&jitter=14&calls=84&qps=11630&client-qps=1618&retry=backoff&retry-wait=23ms&retry-cap=0s&outage-at=32ms",
    ];
    let own = |pattern: &'static Pattern, is_least: bool| {
        let mut scenario = Scenario::of_pattern(pattern);
        for key in pattern.params {
            let values = scenario.values();
            // A short period and a large count are much work.
            let end = match key.param().unit {
                Unit::Count if !is_least => values.max(*key),
                Unit::Duration => values.min(*key),
                _ => continue,
            };
            scenario
                .set(*key, Value::Number(end))
                .expect("an end of the range is allowed");
        }
        link::format(&scenario)
    };
    let all = patterns::ALL.par_iter().flat_map_iter(|pattern| {
        let own = [own(pattern, true), own(pattern, false)];
        own.into_iter()
            .flat_map(move |own| links.map(|link| format!("{own}&{link}")))
    });
    let sizes = all.map(|link| {
        let sizes = simulate(&link::parse(&link).scenario)
            .iter()
            .map(|trace| (trace.size(), check_run(&link, trace).size()))
            .collect::<Vec<_>>();
        (sizes, link)
    });
    let mut sizes: Vec<_> = sizes.collect();
    sizes.sort_by_key(|(sizes, _)| {
        std::cmp::Reverse(sizes.iter().map(|size| size.0 + size.1).max())
    });
    for (sizes, link) in sizes.iter().take(20) {
        println!("trace and report in bytes: {sizes:?} ?{link}");
    }
}

#[test]
fn the_runs_that_a_page_could_not_hold_are_stopped() {
    #[track_caller]
    fn check(link: &str, expected: &str) {
        let scenario = crate::common::scenario(link);
        let trace = simulate(&scenario).remove(0);
        let report = check_run(link, &trace);
        assert_eq!(report.outcome, Outcome::BudgetExceeded, "{link}");
        assert_eq!(report.findings[0].text, expected, "{link}");
    }
    check(
        "?pattern=leak-loop-fixed&tasks=10000&period=1ms&latency=1m",
        "Stopped by the Lab at 8 min 44 s, with 8 of 10,000 tasks done: after 524,288 instants with an event, the most \
         that the Lab allows a run.",
    );
    check(
        "?pattern=counter&tasks=10000&increments=10000",
        "Stopped by the Lab at 5.23 s, with 0 of 10,000 tasks done: after 524,288 instants with an event, the most that the \
         Lab allows a run.",
    );
}

/// Many states in a row of little height, and many short lives one behind the other in few rows.
#[test]
fn pictures_of_much_stay_small() {
    #[track_caller]
    fn check(link: &str) {
        let scenario = crate::common::scenario(link);
        let report = analyse(&simulate(&scenario)[0]);
        let size = drawn(&[("", &report)]).len();
        assert!(size < 1 << 20, "{link}: {size} bytes of picture");
    }
    check("?pattern=cpu-bound&tasks=108&latency=13s");
    check("?pattern=hibernation&tasks=10000");
    check(
        "?scenario=ci-api-limit&patterns=manifests&tasks=7251&qps=35&retry=fixed&retry-wait=18ms",
    );
}

/// The picture of runs with these names, as SVG.
fn drawn(named: &[(&str, &Report)]) -> String {
    let figure = figure("", "", named, 960.0, FigureView::default());
    picture::svg(&figure, Theme::default())
}

/// Says which link is at work when something panics.
struct Naming<'a>(&'a str);

impl Drop for Naming<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("the link is ?{}", self.0);
        }
    }
}

fn check(text: &str) {
    let _naming = Naming(text);
    let link = link::parse(text);
    assert_eq!(link.notices, [], "?{text}");
    assert_eq!(link::format(&link.scenario), text);
    let again = link::parse(text).scenario;
    assert_eq!(again, link.scenario);
    let traces = simulate(&link.scenario);
    let hashes = |traces: &[Trace]| traces.iter().map(Trace::hash).collect::<Vec<_>>();
    assert_eq!(hashes(&simulate(&again)), hashes(&traces), "?{text}");
    if !link.scenario.is_random() {
        let other = with_another_seed(&link.scenario);
        assert_eq!(
            hashes(&simulate(&other)),
            hashes(&traces),
            "?{text} with another seed"
        );
    }
    let runs = traces
        .into_iter()
        .zip(link.scenario.patterns())
        .map(|(trace, pattern)| {
            let report = check_run(text, &trace);
            Run::new(&link.scenario, pattern, report, trace)
        });
    let runs: Vec<Run> = runs.collect();
    let comparison = Comparison::new(Rc::new(link.scenario), runs);
    let named: Vec<(&str, &Report)> = comparison
        .runs
        .iter()
        .map(|run| (run.name(), &*run.report))
        .collect();
    let svg = drawn(&named);
    assert!(
        svg.len() < MOST_DRAWN,
        "?{text}: {} bytes of picture",
        svg.len()
    );
}

/// Checks the size of a run, and that a sweep says of it what the page says. Returns its report.
fn check_run(text: &str, trace: &Trace) -> Report {
    let budget = Budget::default();
    let (size, report) = (trace.size(), analyse(trace));
    assert!(
        size <= budget.trace + LAST_STEP,
        "?{text}: {size} bytes of trace"
    );
    let instants = report.moments().len();
    assert!(
        instants <= budget.instants as usize + LAST_INSTANTS,
        "?{text}: {instants} instants"
    );
    let measured = measure(trace);
    let counts = report.counts;
    assert!(
        report.size() <= MOST_READ + READ_OF_TASK * report.tasks.len(),
        "?{text}: {} bytes are read off it",
        report.size()
    );
    assert_eq!(
        (measured.outcome, measured.ok),
        (report.outcome, counts.ok),
        "?{text}"
    );
    assert!(
        measured.ok + measured.cancelled + measured.failures <= counts.all(),
        "?{text}"
    );
    assert!(
        measured.cancelled + measured.failures >= counts.error,
        "?{text}"
    );
    assert_eq!(
        measured.peak_goroutines, report.peak_goroutines.value,
        "?{text}"
    );
    report
}

fn with_another_seed(scenario: &Scenario) -> Scenario {
    let mut other = scenario.clone();
    let seed = scenario.values().number(Key::Seed);
    let seed = if seed == 0 { 1 } else { seed - 1 };
    other
        .set(Key::Seed, Value::Number(seed))
        .expect("a seed is allowed");
    other
}

/// The link of a random scenario. Counts and milliseconds are at most `most`.
fn random(number: u64, most: u64) -> String {
    let mut rng = Rng::new(SEED, number);
    let pattern = |rng: &mut Rng| patterns::ALL[place(rng, patterns::ALL.len())];
    let mut scenario = if rng.below(2) == 0 {
        Scenario::new(scenarios::ALL[place(&mut rng, scenarios::ALL.len())])
    } else {
        Scenario::of_pattern(pattern(&mut rng))
    };
    if rng.below(2) == 0 {
        let some: Vec<_> = (0..rng.between(1, 3)).map(|_| pattern(&mut rng)).collect();
        scenario.set_patterns(some);
    }
    // The ranges of the others depend on these.
    let first = [Key::Latency, Key::Tasks, Key::Workers];
    let params = scenario.params();
    let rest = Key::all().filter(|key| !first.contains(key));
    for key in first
        .into_iter()
        .chain(rest)
        .filter(|key| params.contains(key))
    {
        let is_default = rng.below(2) == 0 && (most == u64::MAX || key != Key::Tasks);
        if is_default || (key == Key::Jitter && !scenario.values().has_mean()) {
            continue;
        }
        let most = match key {
            Key::Tasks if !number.is_multiple_of(LARGE) => most.min(USUAL_TASKS),
            _ => most,
        };
        let value = value(&mut rng, key, &scenario, most);
        let set = scenario.set(key, value.clone());
        assert_eq!(set, Ok(()), "{} = {value:?}", key.param().name);
    }
    link::format(&scenario)
}

fn value(rng: &mut Rng, key: Key, scenario: &Scenario, most: u64) -> Value {
    let values = scenario.values();
    let (min, max) = (values.min(key), values.max(key));
    let unit = key.param().unit;
    match unit {
        Unit::Choice(words) => Value::Number(rng.below(words.len() as u64)),
        Unit::Numbers => {
            let some = rng.below(6);
            Value::numbers((0..some).map(|_| rng.between(min, max)).collect::<Vec<_>>())
        }
        Unit::Count | Unit::Percent => Value::Number(number(rng, min, max.min(most).max(min))),
        Unit::Bytes(_) => Value::Number(number(rng, min, max)),
        Unit::Duration | Unit::DurationOrNone => Value::Number(duration(rng, min, max, most)),
        Unit::Durations | Unit::Latency => {
            match rng.below(if unit == Unit::Latency { 8 } else { 3 }) {
                0 => {
                    let many = number(rng, 1, most.min(10_000));
                    Value::List((0..many).map(|_| duration(rng, min, max, most)).collect())
                }
                1..=3 => Value::Number(duration(rng, min, max, most)),
                kind => {
                    let low = duration(rng, min, max, most);
                    Value::Drawn(distribution(rng, kind, low..=max, most))
                }
            }
        }
    }
}

fn distribution(rng: &mut Rng, kind: u64, lengths: RangeInclusive<u64>, most: u64) -> Distribution {
    let (low, max) = lengths.into_inner();
    let more = duration(rng, low, max, most);
    let high = more.max(low);
    match kind {
        4 => Distribution::Uniform { low, high },
        5 => Distribution::Normal {
            mean: low,
            deviation: high,
        },
        6 => Distribution::LogNormal {
            median: low.max(1),
            p95: high.max(1),
        },
        _ => Distribution::Bimodal {
            usual: low,
            straggler: high,
            percent: rng.between(0, 100),
        },
    }
}

/// Nanoseconds: mostly whole milliseconds, so that things happen at the same instant.
fn duration(rng: &mut Rng, min: u64, max: u64, most: u64) -> u64 {
    let most = max.min(most.saturating_mul(1_000_000)).max(min);
    match number(rng, min, most) {
        ns if rng.below(4) > 0 => (ns / 1_000_000 * 1_000_000).max(min),
        ns => ns,
    }
}

/// An end of a range, or a number between them; the small ones are as frequent as the large ones.
fn number(rng: &mut Rng, min: u64, max: u64) -> u64 {
    match rng.below(6) {
        0 => min,
        1 => max,
        _ => {
            let bits = rng.between(0, u64::from((max - min).max(1).ilog2()));
            min + rng.below(2 << bits).min(max - min)
        }
    }
}

fn place(rng: &mut Rng, length: usize) -> usize {
    usize::try_from(rng.below(length as u64)).expect("it is below a length")
}
