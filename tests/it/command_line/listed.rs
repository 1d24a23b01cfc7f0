//! `goroutine-lab list` covers the registries.

use super::printed;
use lab::link;
use lab::params::{Key, PARAMS, Value as Setting};
use lab::patterns;
use lab::scenarios::{self, Scenario};
use serde_json::{Value, json};

fn listed() -> Value {
    serde_json::from_str(&printed(&["list", "--format", "json"])).expect("the list is JSON")
}

#[test]
fn every_scenario_with_its_patterns_and_defaults() {
    let expected: Vec<Value> = scenarios::ALL
        .into_iter()
        .map(|template| {
            let scenario = Scenario::new(template);
            let default = |key: &Key| match scenario.values().get(*key) {
                Setting::Number(n) => json!(n),
                other => json!(key.param().write(other)),
            };
            let param = |key: &Key| json!({"name": key.param().name, "default": default(key)});
            let preset = |(name, link)| json!({"name": name, "link": format!("?{link}")});
            json!({
                "id": template.id,
                "title": template.title,
                "summary": template.summary,
                "claim": template.claim,
                "source": template.source,
                "link": format!("?{}", link::format(&scenario)),
                "patterns": template.patterns,
                "params": template.params.iter().map(param).collect::<Vec<_>>(),
                "presets": template.presets().map(preset).collect::<Vec<_>>(),
            })
        })
        .collect();
    assert_eq!(listed()["scenarios"], Value::from(expected));
}

#[test]
fn every_pattern() {
    let expected: Vec<Value> = patterns::ALL
        .into_iter()
        .map(|pattern| {
            let params: Vec<&str> = pattern.params.iter().map(|key| key.param().name).collect();
            let scenario = Scenario::of_pattern(pattern);
            let set = pattern.defaults.iter().map(|(key, _)| key);
            let default = |key: &Key| {
                let text = key.param().write(scenario.values().get(*key));
                (String::from(key.param().name), json!(text))
            };
            let defaults: serde_json::Map<String, Value> =
                pattern.params.iter().chain(set).map(default).collect();
            json!({
                "id": pattern.id,
                "name": pattern.name,
                "summary": pattern.summary,
                "when": pattern.when,
                "note": pattern.note,
                "group": pattern.group(),
                "folder": pattern.folder,
                "variant": pattern.variant(),
                "link": format!("?pattern={}", pattern.id),
                "params": params,
                "defaults": defaults,
            })
        })
        .collect();
    assert_eq!(listed()["patterns"], Value::from(expected));
}

#[test]
fn every_pattern_for_people() {
    let list = printed(&["list"]);
    for pattern in patterns::ALL {
        let lines = [pattern.summary, pattern.when].map(|line| format!("    {line}\n"));
        let block = format!("  {}: {}\n{}", pattern.id, pattern.name, lines.concat());
        assert!(list.contains(&block), "{}", pattern.id);
        assert!(
            list.contains(pattern.note.unwrap_or_default()),
            "{}",
            pattern.id
        );
    }
    assert!(list.contains("\n    With batch=5\n"));
}

#[test]
fn every_parameter_with_its_range_and_default() {
    let listed = listed();
    let names: Vec<&str> = PARAMS.iter().map(|param| param.name).collect();
    let params = listed["params"]
        .as_array()
        .expect("the parameters are a list");
    let listed_names: Vec<&Value> = params.iter().map(|param| &param["name"]).collect();
    assert_eq!(listed_names, names);
    let expected =
        |name: &str, unit: &str, min: u64, max: Value, max_below: Value, default: Value| {
            let param = params.iter().find(|param| param["name"] == name);
            let param = param.expect("the parameter is listed");
            let ranges = ["unit", "min", "max", "max_below", "default"].map(|field| &param[field]);
            let values = [json!(unit), json!(min), max, max_below, default];
            assert_eq!(ranges, values.each_ref(), "{name}");
        };
    expected(
        "tasks",
        "count",
        1,
        json!(1_000_000),
        Value::Null,
        json!(100),
    );
    expected("batch", "count", 1, json!(10_000), Value::Null, json!(5));
    expected(
        "latency",
        "ns",
        0,
        json!(600_000_000_000_u64),
        Value::Null,
        json!(100_000_000),
    );
    expected(
        "fail",
        "numbers",
        0,
        Value::Null,
        json!("tasks"),
        json!("none"),
    );
    expected("jitter", "percent", 0, json!(100), Value::Null, json!(0));
    expected(
        "memory",
        "bytes",
        0,
        json!(64 << 20),
        Value::Null,
        json!(128 << 10),
    );
}
