//! Random links in the browser: each shows the runs that are computed natively, and the console stays silent.
//!
//! A sample runs with the other tests. Three hundred over the whole range of every parameter, with how long the page's thread was
//! blocked: `cargo test --release --features browser-tests --test browser fuzz -- --ignored --nocapture`.

use crate::links::shown_runs;
use crate::page::{Page, Screen, browse};
use goruntime::rng::Rng;
use lab::link;
use lab::params::{Key, POSITIONS, Slider, Unit, Value};
use lab::patterns;
use lab::scenarios::{self, Scenario};
use lab::simulate::simulate;
use std::thread;
use std::time::Duration;

const SEED: u64 = 20_261_128;
/// The number of links of the sample, and of all.
const SAMPLE: u64 = 12;
const ALL: u64 = 300;
/// How often a link is opened at most, before its blocks count as its own.
const LOADS: usize = 3;
/// The largest counts and the longest times of the sample, the latter in milliseconds.
const SMALL: u64 = 60;
/// How long the curves are watched, too.
const IDLE: Duration = Duration::from_millis(400);

/// Remembers each block of the page's thread that browsers call long: 50 ms and more.
const WATCH: &str = "window.blocks = [];
    new PerformanceObserver(list => blocks.push(...list.getEntries().map(({ duration }) => duration)))
        .observe({ type: 'longtask', buffered: true });";

#[test]
fn some_random_links_run_as_they_do_natively() {
    browse(Screen::LAPTOP, |page| {
        for number in 0..SAMPLE {
            runs_as_natively(page, &random(number, SMALL));
        }
    });
}

#[test]
#[ignore = "takes some minutes, and belongs into an optimised build"]
fn random_links_over_all_ranges_run_as_they_do_natively() {
    let mut slowest = Vec::new();
    browse(Screen::LAPTOP, |page| {
        page.inject(WATCH);
        for number in 0..ALL {
            let link = random(number, u64::MAX);
            let mut blocks = vec![longest_block(page, &link)];
            // A machine that does something else for a while blocks the page, too, but not each time.
            while blocks.len() < LOADS && !blocks.contains(&0) {
                blocks.push(longest_block(page, &link));
            }
            if blocks[0] > 0 {
                slowest.push((blocks, number, link));
            }
        }
    });
    slowest.sort_by_key(|(blocks, ..)| blocks.iter().min().copied());
    let long = slowest.iter().filter(|(blocks, ..)| !blocks.contains(&0));
    println!(
        "{} of {ALL} links block the page's thread for 50 ms or more at the first load, {} at each of {LOADS}:",
        slowest.len(),
        long.count()
    );
    for (blocks, number, link) in slowest.iter().rev().take(20) {
        println!("{blocks:?} ms, link {number}: ?{link}");
    }
}

/// Opens a link. The longest block of the page's thread in milliseconds, 0 if none took 50.
fn longest_block(page: &Page, link: &str) -> u64 {
    runs_as_natively(page, link);
    thread::sleep(IDLE);
    let longest = "return Math.round(Math.max(0, ...blocks))";
    page.read::<u64>("the longest block", longest).get()
}

#[track_caller]
fn runs_as_natively(page: &Page, text: &str) {
    let scenario = link::parse(text).scenario;
    let patterns = scenario.patterns().iter();
    let runs: Vec<(String, String)> = patterns
        .zip(simulate(&scenario))
        .map(|(pattern, trace)| (String::from(pattern.id), format!("{:016x}", trace.hash())))
        .collect();
    page.open_at(&format!("{}/?{text}", page.origin()));
    shown_runs(page).is(&runs);
    page.notices().is_empty();
    page.address().is(&format!("?{text}"));
    page.texts("#end").is_empty();
    let said = page.session().console();
    assert!(said.is_empty(), "?{text}: {said:?}");
}

/// The link of a random scenario: any of the talk's or any patterns, and for about half of their parameters any value. Counts, and
/// times in milliseconds, are at most `most`.
fn random(number: u64, most: u64) -> String {
    let mut rng = Rng::new(SEED, number);
    let mut scenario = if rng.below(2) == 0 {
        Scenario::new(pick(&mut rng, &scenarios::ALL))
    } else {
        Scenario::of_pattern(pick(&mut rng, &patterns::ALL))
    };
    if rng.below(2) == 0 {
        let count = rng.between(1, 3);
        let some: Vec<_> = (0..count).map(|_| pick(&mut rng, &patterns::ALL)).collect();
        scenario.set_patterns(some);
    }
    let small = most < u64::MAX;
    for key in scenario.params() {
        // Few tasks are what keeps a run small.
        if rng.below(2) == 0 || (small && key == Key::Tasks) {
            let value = value(&mut rng, key, &scenario, most);
            // A value that the others do not allow stays as it was.
            let _ = value.map(|value| scenario.set(key, value));
        }
    }
    link::format(&scenario)
}

/// A value of a parameter; none for one that is no number, as the lists of moments are.
fn value(rng: &mut Rng, key: Key, scenario: &Scenario, most: u64) -> Option<Value> {
    let values = scenario.values();
    let choices = match key.param().unit {
        Unit::Choice(words) => return Some(Value::Number(rng.below(words.len() as u64))),
        Unit::Count => most,
        Unit::Duration | Unit::Latency => most.saturating_mul(1_000_000),
        _ => u64::MAX,
    };
    if key == Key::Latency && rng.below(2) == 0 {
        let forms = [
            "uniform:1..50ms",
            "normal:20,8ms",
            "lognormal:10,40ms",
            "bimodal:5,50ms,10%",
            "0.5ms",
        ];
        return values.read(key, pick(rng, &forms)).ok();
    }
    let Value::Number(_) = values.get(key) else {
        return None;
    };
    let slider = Slider::of(key, values);
    let position = u32::try_from(rng.between(0, u64::from(POSITIONS))).unwrap_or_default();
    let (least, _) = slider.ends();
    Some(Value::Number(
        slider.value(position).min(choices).max(least),
    ))
}

fn pick<T: Copy>(rng: &mut Rng, all: &[T]) -> T {
    all[usize::try_from(rng.below(all.len() as u64)).expect("it is below a length")]
}
