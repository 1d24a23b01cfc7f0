//! `goroutine-lab advise`: the talk's decision tree, and what running says to it.

use super::{Refusal, run};
use analysis::{Curve, Point, measure};
use lab::advice::{self, Approach};
use lab::link;
use lab::params::Slider;
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
        format!("The talk's tree: {}", advice.approach.words()),
    ];
    lines.extend(
        advice
            .bounds
            .iter()
            .map(|bound| format!("  {}", bound.rule)),
    );
    if advice.approach == Approach::Bounded {
        lines.push(format!("  At once: {}", advice.value));
        if let Some(bound) = advice::within_rate(&scenario) {
            lines.push(String::from(
                "The rate rule lacks the time of a task; with it:",
            ));
            lines.push(format!("  {}", bound.rule));
        }
        lines.extend(running(&scenario, advice.value));
    }
    Ok(lines.join("\n") + "\n")
}

/// What a sweep over the bound says; nothing if no pattern has one.
fn running(scenario: &lab::scenarios::Scenario, value: u64) -> Option<String> {
    let chosen = scenario.patterns().first().map_or("", |pattern| pattern.id);
    let (scenario, pattern, key) = advice::bounded(scenario, chosen)?;
    let (first, last) = Slider::of(key, scenario.values()).ends();
    let mut values = spread(first, last, 1, VALUES);
    // The rule's own value is run, too.
    if (first..=last).contains(&value) && !values.contains(&value) {
        values.push(value);
        values.sort_unstable();
    }
    let sweep = Sweep::new(&scenario, pattern, key, values, 1);
    let points = sweep.values().iter().map(|value| Point {
        value: *value,
        runs: vec![measure(&sweep.start(*value, 0).finish())],
    });
    let curve = Curve {
        points: points.collect(),
        is_a_choice: true,
    };
    let said = advice::check(value, &curve)?;
    Some(format!("Running {}: {said}", pattern.id))
}
