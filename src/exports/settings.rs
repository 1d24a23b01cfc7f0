//! The settings of a comparison, in words.

use crate::comparison::Comparison;
use analysis::fmt::{bytes, grouped, length};
use goruntime::time::Duration;
use lab::params::{Key, Param, Unit, Value};

/// The values of the parameters on which these runs depend, with their names in links.
#[must_use]
pub fn settings(comparison: &Comparison) -> Vec<String> {
    let values = comparison.scenario.values();
    let runs = &comparison.runs;
    let shown = |key: &Key| match key {
        Key::Jitter => values.number(Key::Jitter) > 0,
        Key::Seed => comparison.scenario.is_random(),
        Key::Fail | Key::Slow => !values.numbers(*key).is_empty(),
        Key::SlowLatency => !values.numbers(Key::Slow).is_empty(),
        Key::Kill | Key::KillAt => !values.numbers(Key::Kill).is_empty(),
        key if key.is_of_world() => *values.get(*key) != key.param().default_value(),
        key => {
            key.is_of_every_run()
                || runs.iter().any(|run| {
                    let pattern = run.pattern();
                    pattern.is_some_and(|pattern| pattern.params.contains(key))
                })
        }
    };
    let keys = comparison.scenario.params().into_iter().filter(shown);
    let setting = |key: Key| {
        let param = key.param();
        format!("{} {}", param.name, written(param, values.get(key)))
    };
    keys.map(setting).collect()
}

fn written(param: &Param, value: &Value) -> String {
    match value {
        Value::List(_) => String::from("as listed"),
        Value::Drawn(_) | Value::Numbers(_) => param.show(value),
        Value::Number(n) => match param.unit {
            Unit::Count => grouped(*n),
            Unit::Duration | Unit::Durations | Unit::Latency => length(Duration(*n)),
            Unit::Bytes(_) => bytes(*n),
            Unit::Numbers | Unit::DurationOrNone | Unit::Percent | Unit::Choice(_) => {
                param.show(value)
            }
        },
    }
}
