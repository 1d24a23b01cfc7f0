//! `goroutine-lab list`: the registries, for people and for programs.

use super::arguments::ListFormat;
use super::json;
use goroutine_lab::link;
use goroutine_lab::params::{Key, Max, PARAMS, Param, Unit, Value, Values};
use goroutine_lab::patterns::{self, Pattern};
use goroutine_lab::scenarios::{self, Entry, Scenario};
use serde::Serialize;

#[derive(Serialize)]
struct Answer {
    scenarios: Vec<ScenarioAnswer>,
    patterns: Vec<PatternAnswer>,
    params: Vec<ParamAnswer>,
}

#[derive(Serialize)]
struct ScenarioAnswer {
    id: &'static str,
    title: &'static str,
    summary: &'static str,
    claim: &'static str,
    source: &'static str,
    link: String,
    patterns: &'static [&'static str],
    params: Vec<ScenarioParam>,
}

/// A parameter that a scenario has, with the value that it has there unless a link says otherwise.
#[derive(Serialize)]
struct ScenarioParam {
    name: &'static str,
    default: u64,
}

#[derive(Serialize)]
struct PatternAnswer {
    id: &'static str,
    name: &'static str,
    summary: &'static str,
    when: &'static str,
    /// The parameters that only some patterns have.
    params: Vec<&'static str>,
}

/// Numbers are in the unit: of a duration in nanoseconds, of a size in bytes.
#[derive(Serialize)]
struct ParamAnswer {
    name: &'static str,
    label: &'static str,
    help: &'static str,
    unit: &'static str,
    min: u64,
    /// Null where the largest value is the value of another parameter.
    max: Option<u64>,
    /// That other parameter's name.
    max_of: Option<&'static str>,
    default: u64,
}

pub(super) fn list(format: ListFormat) -> String {
    match format {
        ListFormat::Text => text(),
        ListFormat::Json => answer(),
    }
}

fn answer() -> String {
    json::line(&Answer {
        scenarios: scenarios::ALL.into_iter().map(scenario).collect(),
        patterns: patterns::ALL.into_iter().map(pattern).collect(),
        params: PARAMS.iter().map(param).collect(),
    })
}

fn scenario(entry: &'static Entry) -> ScenarioAnswer {
    let values = entry.values();
    let param = |key: &Key| ScenarioParam {
        name: key.param().name,
        default: values.number(*key),
    };
    ScenarioAnswer {
        id: entry.id,
        title: entry.title,
        summary: entry.summary,
        claim: entry.claim,
        source: entry.source,
        link: link_of(entry),
        patterns: entry.patterns,
        params: entry.params.iter().map(param).collect(),
    }
}

fn pattern(pattern: &Pattern) -> PatternAnswer {
    PatternAnswer {
        id: pattern.id,
        name: pattern.name,
        summary: pattern.summary,
        when: pattern.when,
        params: pattern.params.iter().map(|key| key.param().name).collect(),
    }
}

fn param(param: &Param) -> ParamAnswer {
    let (max, max_of) = match param.max {
        Max::Is(n) => (Some(n), None),
        Max::Of(key) | Max::Below(key) => (None, Some(key.param().name)),
    };
    ParamAnswer {
        name: param.name,
        label: param.label,
        help: param.help,
        unit: match param.unit {
            Unit::Count => "count",
            Unit::Numbers => "numbers",
            Unit::Duration | Unit::DurationOrNone | Unit::Durations | Unit::Latency => "ns",
            Unit::Bytes(_) => "bytes",
            Unit::Percent => "percent",
        },
        min: param.min,
        max,
        max_of,
        default: param.default,
    }
}

fn text() -> String {
    let mut lines = vec![String::from("Scenarios")];
    for entry in scenarios::ALL {
        lines.push(format!("  {}: {}", entry.id, entry.title));
        lines.push(format!("    {}", entry.summary));
        lines.push(format!("    The talk: {} ({})", entry.claim, entry.source));
        lines.push(format!("    Compares {}", entry.patterns.join(", ")));
        let changed: Vec<String> = entry.defaults.iter().map(setting).collect();
        if !changed.is_empty() {
            lines.push(format!("    With {}", changed.join(", ")));
        }
        lines.push(format!("    {}", link_of(entry)));
    }
    lines.extend([String::new(), String::from("Patterns")]);
    let width = widest(patterns::ALL.iter().map(|pattern| pattern.id));
    for pattern in patterns::ALL {
        lines.push(format!("  {:width$}  {}", pattern.id, pattern.summary));
        lines.push(format!("  {:width$}  {}", "", pattern.when));
    }
    lines.extend([String::new(), String::from("Parameters")]);
    let values = Values::default();
    let rows: Vec<[String; 4]> = PARAMS.iter().map(|param| row(param, &values)).collect();
    let widths = [0, 1, 2].map(|column| widest(rows.iter().map(|row| row[column].as_str())));
    for [name, range, default, help] in &rows {
        let [names, ranges, defaults] = widths;
        lines.push(format!(
            "  {name:names$}  {range:ranges$}  {default:defaults$}  {help}"
        ));
    }
    lines.join("\n") + "\n"
}

fn row(param: &Param, values: &Values) -> [String; 4] {
    let range = match param.max {
        Max::Is(_) => param.range(values),
        Max::Below(key) => format!("below the number of {}", key.param().name),
        Max::Of(key) => {
            let min = param.show(&Value::Number(param.min));
            format!("{min} to the number of {}", key.param().name)
        }
    };
    let default = format!("default {}", param.show(&param.default_value()));
    [
        String::from(param.name),
        range,
        default,
        String::from(param.help),
    ]
}

fn setting((key, n): &(Key, u64)) -> String {
    let param = key.param();
    format!("{}={}", param.name, param.write(&Value::Number(*n)))
}

fn link_of(entry: &'static Entry) -> String {
    format!("?{}", link::format(&Scenario::new(entry)))
}

fn widest<'a>(texts: impl Iterator<Item = &'a str>) -> usize {
    texts.map(|text| text.chars().count()).max().unwrap_or(0)
}
