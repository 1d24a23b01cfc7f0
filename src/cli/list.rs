//! `goroutine-lab list`: the registries, as text and as JSON.

use super::arguments::ListFormat;
use super::json;
use lab::link;
use lab::params::{Key, Max, PARAMS, Param, Unit, Value, Values};
use lab::patterns::{self, Pattern};
use lab::scenarios::{self, Scenario, Template};
use serde::Serialize;
use std::collections::BTreeMap;

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
    presets: Vec<PresetAnswer>,
}

/// The same case with other values.
#[derive(Serialize)]
struct PresetAnswer {
    name: &'static str,
    link: String,
}

/// A parameter of a scenario, with its default there.
#[derive(Serialize)]
struct ScenarioParam {
    name: &'static str,
    default: DefaultAnswer,
}

/// A number, or the form of links for other values.
#[derive(Serialize)]
#[serde(untagged)]
enum DefaultAnswer {
    Number(u64),
    Text(String),
}

#[derive(Serialize)]
struct PatternAnswer {
    id: &'static str,
    name: &'static str,
    summary: &'static str,
    when: &'static str,
    /// An error in the talk's own code; null if none is known.
    note: Option<&'static str>,
    /// The pattern's heading in lists.
    group: &'static str,
    /// The folder of its Go program.
    folder: &'static str,
    /// The variant of that program; null if it has none.
    variant: Option<&'static str>,
    link: String,
    /// The parameters that only some patterns have.
    params: Vec<&'static str>,
    /// The defaults of those, and of other parameters where they differ from the parameters' own, in the form of links.
    defaults: BTreeMap<&'static str, String>,
}

/// Numbers are in the base unit: nanoseconds for durations, bytes for sizes.
#[derive(Serialize)]
struct ParamAnswer {
    name: &'static str,
    label: &'static str,
    help: &'static str,
    unit: &'static str,
    min: u64,
    /// Null where the largest value depends on another parameter.
    max: Option<u64>,
    /// The parameter whose value, less one, is the maximum.
    max_below: Option<&'static str>,
    default: DefaultAnswer,
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

fn scenario(template: &'static Template) -> ScenarioAnswer {
    let scenario = Scenario::new(template);
    let param = |key: &Key| ScenarioParam {
        name: key.param().name,
        default: default(key.param(), scenario.values().get(*key)),
    };
    ScenarioAnswer {
        id: template.id,
        title: template.title,
        summary: template.summary,
        claim: template.claim,
        source: template.source,
        link: link_of(&scenario),
        patterns: template.patterns,
        params: template.params.iter().map(param).collect(),
        presets: template.presets().map(preset).collect(),
    }
}

fn preset((name, link): (&'static str, String)) -> PresetAnswer {
    let link = format!("?{link}");
    PresetAnswer { name, link }
}

fn pattern(pattern: &'static Pattern) -> PatternAnswer {
    PatternAnswer {
        id: pattern.id,
        name: pattern.name,
        summary: pattern.summary,
        when: pattern.when,
        note: pattern.note,
        group: pattern.group(),
        folder: pattern.folder,
        variant: pattern.variant(),
        link: link_of(&Scenario::of_pattern(pattern)),
        params: pattern.params.iter().map(|key| key.param().name).collect(),
        defaults: defaults(pattern).collect(),
    }
}

/// The defaults of a pattern's own parameters, then those of other parameters that the pattern changes.
fn defaults(pattern: &'static Pattern) -> impl Iterator<Item = (&'static str, String)> {
    let scenario = Scenario::of_pattern(pattern);
    let changed = pattern.defaults.iter().map(|(key, _)| key);
    let changed = changed.filter(|key| !pattern.params.contains(key));
    pattern.params.iter().chain(changed).map(move |key| {
        let param = key.param();
        (param.name, param.write(scenario.values().get(*key)))
    })
}

fn default(param: &Param, value: &Value) -> DefaultAnswer {
    match value {
        Value::Number(n) => DefaultAnswer::Number(*n),
        Value::List(_) | Value::Drawn(_) | Value::Numbers(_) => {
            DefaultAnswer::Text(param.write(value))
        }
    }
}

fn param(param: &Param) -> ParamAnswer {
    let (max, max_below) = match param.max {
        Max::Is(n) => (Some(n), None),
        Max::Below(key) => (None, Some(key.param().name)),
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
            Unit::Choice(_) => "choice",
        },
        min: param.min,
        max,
        max_below,
        default: default(param, &param.default_value()),
    }
}

fn text() -> String {
    let mut lines = vec![String::from("Scenarios")];
    for template in scenarios::ALL {
        lines.push(format!("  {}: {}", template.id, template.title));
        lines.push(format!("    {}", template.summary));
        lines.push(format!(
            "    The talk: {} ({})",
            template.claim, template.source
        ));
        lines.push(format!("    Compares {}", template.patterns.join(", ")));
        let changed: Vec<String> = template.defaults.iter().map(setting).collect();
        if !changed.is_empty() {
            lines.push(format!("    With {}", changed.join(", ")));
        }
        for (pattern, key, text) in template.only {
            lines.push(format!("    {pattern} with {}", setting(&(*key, *text))));
        }
        lines.push(format!("    {}", link_of(&Scenario::new(template))));
        let presets = template.presets().map(preset);
        lines.extend(presets.map(|preset| format!("      {}: {}", preset.name, preset.link)));
    }
    for (heading, patterns) in patterns::groups() {
        lines.extend([String::new(), format!("Patterns: {heading}")]);
        for pattern in patterns {
            lines.extend(pattern_lines(pattern));
        }
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

fn pattern_lines(pattern: &'static Pattern) -> Vec<String> {
    let mut lines = vec![
        format!("  {}: {}", pattern.id, pattern.name),
        format!("    {}", pattern.summary),
        format!("    {}", pattern.when),
    ];
    lines.extend(pattern.note.map(|note| format!("    Note: {note}")));
    let with: Vec<String> = defaults(pattern)
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    if !with.is_empty() {
        lines.push(format!("    With {}", with.join(", ")));
    }
    lines
}

fn row(param: &Param, values: &Values) -> [String; 4] {
    let range = match param.max {
        Max::Is(_) => param.range(values),
        Max::Below(key) => format!("below the number of {}", key.param().name),
    };
    let default = format!("default {}", param.show(&param.default_value()));
    [
        String::from(param.name),
        range,
        default,
        String::from(param.help),
    ]
}

fn setting((key, text): &(Key, &str)) -> String {
    format!("{}={text}", key.param().name)
}

fn link_of(scenario: &Scenario) -> String {
    format!("?{}", link::format(scenario))
}

fn widest<'a>(texts: impl Iterator<Item = &'a str>) -> usize {
    texts.map(|text| text.chars().count()).max().unwrap_or(0)
}
