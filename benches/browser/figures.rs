//! What every table here needs.

use serde_json::Value;

/// The middle value, or the mean of the two in the middle.
///
/// # Panics
/// If there is none.
pub(crate) fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    f64::midpoint(values[(values.len() - 1) / 2], values[values.len() / 2])
}

/// Two numbers that a script returned.
///
/// # Panics
/// If it returned something else, with what that was.
pub(crate) fn pair(answer: &Value) -> [f64; 2] {
    let numbers = [&answer[0], &answer[1]].map(Value::as_f64);
    let [Some(first), Some(second)] = numbers else {
        panic!("the page answered {answer} and not with two numbers")
    };
    [first, second]
}

/// What is said of a goal.
pub(crate) fn word(met: bool) -> &'static str {
    if met { "met" } else { "missed" }
}
