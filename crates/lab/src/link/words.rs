//! What a link holds, in words.

use crate::params::{Key, Value};
use crate::scenarios::Scenario;

/// A line for what is run, and one for each parameter whose value the link names, beside the value that it has otherwise.
#[must_use]
pub fn words(scenario: &Scenario) -> Vec<String> {
    let names: Vec<&str> = scenario
        .patterns()
        .iter()
        .map(|pattern| pattern.name)
        .collect();
    let runs = match scenario.template() {
        Some(template) => format!("{}: {}", template.title, names.join(", ")),
        None => names.join(", "),
    };
    let params = scenario.params();
    let values = scenario.values();
    let changed = Key::all()
        .filter(|key| params.contains(key) && *values.get(*key) != scenario.default_of(*key));
    let value = |key: Key| {
        let shown = |value: &Value| match value {
            Value::List(list) => format!("a list of {}", list.len()),
            value => key.param().show(value),
        };
        let (now, before) = (shown(values.get(key)), shown(&scenario.default_of(key)));
        format!(
            "{}: {now}, otherwise {before}",
            scenario.say(key.param().label)
        )
    };
    let mut lines = vec![runs];
    lines.extend(changed.map(value));
    let slider = scenario.slider();
    if scenario.sliders().first() != Some(&slider) {
        lines.push(format!(
            "On the large slider: {}",
            scenario.say(slider.param().label)
        ));
    }
    if scenario.is_linear() {
        lines.push(String::from("The slider’s axis is linear"));
    }
    lines
}
