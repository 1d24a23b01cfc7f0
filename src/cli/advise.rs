//! `goroutine-lab advise`: the talk's decision tree, and what running says to it.

use super::{Refusal, run};
use analysis::fmt::grouped;
use analysis::{Curve, Point, measure};
use lab::advice;
use lab::link;
use lab::params::Slider;
use lab::scenarios::Scenario;
use lab::sweep::{Sweep, spread};

/// How many values of the bound are run.
const VALUES: usize = 100;

pub(super) fn advise(text: &str) -> Result<String, Refusal> {
    let scenario = run::scenario(text, None)?;
    let advice = advice::advise(&scenario);
    let mut lines = vec![
        scenario.title(),
        format!("?{}", link::format(&scenario)),
        String::new(),
        format!("The talk’s tree: {}", advice.approach.words()),
    ];
    lines.extend(advice.open.map(|open| format!("  {open}")));
    let talk = advice.rules.iter().filter_map(|rule| rule.talk.as_ref());
    lines.extend(talk.map(|bound| format!("  {}", bound.rule)));
    lines.push(format!("  At once: {}", grouped(advice.value)));
    let mut corrections = advice
        .rules
        .iter()
        .filter_map(|rule| rule.correction.as_ref());
    if let Some(first) = corrections.next() {
        lines.push(String::from("What is right:"));
        let right = std::iter::once(first).chain(corrections);
        lines.extend(right.map(|(bound, why)| format!("  {}: {why}", bound.rule)));
        lines.push(format!("  At once: {}", grouped(advice.right)));
    }
    lines.extend(running(&scenario));
    Ok(lines.join("\n") + "\n")
}

/// What a sweep over the bound says; nothing if no pattern has one.
fn running(scenario: &Scenario) -> Option<String> {
    let chosen = scenario.patterns().first().map_or("", |pattern| pattern.id);
    let (scenario, pattern, key) = advice::bounded(scenario, chosen)?;
    let advice = advice::advise(&scenario);
    let (first, last) = Slider::of(key, scenario.values()).ends();
    let mut values = spread(first, last, 1, VALUES);
    // The rules' own values are run, too.
    let own = advice
        .values()
        .filter(|value| (first..=last).contains(value));
    values.extend(own);
    values.sort_unstable();
    values.dedup();
    let sweep = Sweep::new(&scenario, pattern, key, values, 1);
    let points = sweep.values().iter().map(|value| Point {
        value: *value,
        runs: vec![measure(&sweep.start(*value, 0).finish())],
    });
    let curve = Curve {
        points: points.collect(),
        is_a_choice: true,
    };
    let said = advice::check(&advice, &curve)?;
    Some(format!("Running {}: {said}", pattern.id))
}
