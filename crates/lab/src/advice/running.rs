//! What running says to the rules.

use super::Advice;
use crate::params::Key;
use crate::patterns::{self, Pattern};
use crate::scenarios::Scenario;
use analysis::fmt::{grouped, length, percent};
use analysis::{Curve, Point};
use goruntime::time::Duration;

/// A scenario with a bounded pattern, that pattern, and the parameter that is its bound. The pattern is `chosen` if it has
/// a bound, else the first one with a bound, else `batched` is added.
#[must_use]
pub fn bounded(scenario: &Scenario, chosen: &str) -> Option<(Scenario, &'static Pattern, Key)> {
    let mut scenario = scenario.clone();
    let has_bound = |pattern: &&'static Pattern| {
        let mut bounds = Key::BOUNDS.into_iter();
        let key = bounds.find(|key| pattern.params.contains(key));
        key.map(|key| (*pattern, key))
    };
    let of = |scenario: &Scenario| {
        let patterns = scenario.patterns();
        let mut chosen = patterns.iter().filter(|pattern| pattern.id == chosen);
        let first = chosen.find_map(has_bound);
        first.or_else(|| patterns.iter().find_map(has_bound))
    };
    if of(&scenario).is_none() {
        let more = scenario.patterns().to_vec();
        scenario.set_patterns(more.into_iter().chain(patterns::find("batched")));
    }
    let (pattern, key) = of(&scenario)?;
    Some((scenario, pattern, key))
}

/// Compares the tree's number at once, and the right one if it is another, with a sweep. `None` while one of them has not been
/// run.
#[must_use]
pub fn check(advice: &Advice, curve: &Curve) -> Option<String> {
    let tree = curve.at(advice.value)?;
    if !advice.is_corrected() {
        return Some(against_the_best("The rule says ", tree, curve));
    }
    let right = curve.at(advice.right)?;
    let talk = says("The talk’s rule says ", tree);
    Some(talk + " " + &against_the_best("The right one says ", right, curve))
}

fn says(before: &str, point: &Point) -> String {
    let came = point
        .failure()
        .map_or_else(|| length(point.total()), String::from);
    [before, &grouped(point.value), ": ", &came, "."].concat()
}

fn against_the_best(before: &str, rule: &Point, curve: &Curve) -> String {
    let text = says(before, rule);
    let Some(best) = curve.best() else {
        return text + " Whatever the value, something fails.";
    };
    let more = match (best.value == rule.value, rule.failure()) {
        (true, _) => String::from(" That is the sweep’s best, too."),
        (false, Some(_)) => says(" The sweep’s best is ", best),
        (false, None) => difference(rule, best),
    };
    text + &more
}

/// How much longer a value without failures takes than the best one.
fn difference(rule: &Point, best: &Point) -> String {
    let (ours, least) = (rule.total(), best.total());
    let more = Duration(ours.0.saturating_sub(least.0));
    if more.0 * 20 > least.0 {
        let costs = [" The rule’s caution costs ", &length(more), ", "].concat();
        return says(" The sweep’s best is ", best) + &costs + &percent(more.0, least.0) + " more.";
    }
    if best.value > rule.value {
        return String::from(" More is hardly faster.");
    }
    [" ", &grouped(best.value), " is as fast, with less at once."].concat()
}
