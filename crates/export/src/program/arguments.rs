//! The values of a scenario as arguments of a Go program.

use lab::params::{Key, Unit, Value};
use lab::patterns::Pattern;
use lab::scenarios::Scenario;
use lab::world::Workload;

/// The arguments of a pattern's program that give it the values of a scenario.
#[must_use]
pub fn arguments(scenario: &Scenario, pattern: &Pattern) -> Vec<String> {
    let values = &scenario.values_for(pattern);
    // The variant comes first, since it presets values that other arguments may change.
    let variant = pattern.variant();
    let variant = variant.map(|variant| format!("-variant={variant}"));
    let mut arguments: Vec<String> = variant.into_iter().collect();
    // The programs draw what the Lab draws, but know nothing of slow tasks: their latencies are listed.
    let is_listed = !values.numbers(Key::Slow).is_empty();
    for key in Key::all() {
        let (param, value) = (key.param(), values.get(key));
        let is_left_out = match key {
            Key::Slow | Key::SlowLatency => true,
            Key::Jitter => is_listed || *value == Value::Number(0),
            Key::Seed => is_listed || !scenario.is_random(),
            key => {
                key.is_of_world() || (key.belongs_to_patterns() && !pattern.params.contains(&key))
            }
        };
        if is_left_out {
            continue;
        }
        let text = match (key, param.unit, value) {
            (Key::Latency, ..) if is_listed => {
                let workload = Workload::new(values);
                let latencies = workload.latencies().iter().map(|latency| latency.0);
                param.write(&Value::List(latencies.collect()))
            }
            (_, Unit::Bytes(_), Value::Number(n)) => n.to_string(),
            (_, Unit::DurationOrNone, Value::Number(0)) => String::from("0s"),
            (_, Unit::Numbers, Value::Numbers(numbers)) if numbers.is_empty() => String::new(),
            _ => param.write(value),
        };
        arguments.push(format!("-{}={text}", param.name));
    }
    arguments
}

/// The limits of a scenario that a Go program does not have, as in its link.
#[must_use]
pub fn unsupported(scenario: &Scenario) -> Vec<String> {
    let values = scenario.values();
    let is_set = |key: &Key| key.is_of_world() && *values.get(*key) != key.param().default_value();
    let written = |key: Key| {
        let param = key.param();
        format!("{}={}", param.name, param.write(values.get(key)))
    };
    Key::all().filter(is_set).map(written).collect()
}
