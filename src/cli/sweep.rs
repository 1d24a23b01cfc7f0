//! `goroutine-lab sweep LINK --over batch=1..100`: runs the values in parallel on all cores.

use super::Refusal;
use super::answer::Answer;
use super::arguments::{Shard, SweepArguments, SweepFormat};
use super::json::Exact;
use super::png::png;
use super::progress::Progress;
use super::run::{scenario, without_picture};
use analysis::{Curve, Metrics, Point, Resource};
use goroutine_lab::exports::sweep_svg;
use lab::link;
use lab::params::{Key, Value};
use lab::patterns::{self, Pattern};
use lab::scenarios::Scenario;
use lab::sweep::{MOST_VALUES, Sweep, can_sweep, spread, unit};
use picture::Theme;
use rayon::prelude::*;
use serde::Serialize;

/// The number of values if no step is given.
const VALUES: usize = 100;
const ALLOWED: &str = "allowed is NAME=FROM..TO, such as batch=1..100";

pub(super) fn sweep(arguments: &SweepArguments) -> Result<Answer, Refusal> {
    let asked = arguments.pattern.as_deref().and_then(patterns::find);
    let scenario = scenario(&arguments.link, asked)?;
    let over = &arguments.over;
    let refuse = |reason: String| Refusal(format!("--over {over}: {reason}"));
    let (key, range) = key_of(over, &scenario).map_err(refuse)?;
    let values = values(range, key, &scenario).map_err(refuse)?;
    let pattern = pattern(asked, key, &scenario);
    if !key.is_of_every_run() && !pattern.params.contains(&key) {
        let problem = format!("{} does not depend on it", pattern.id);
        return Err(refuse(problem));
    }
    let in_shard = (0..).zip(&values).filter(|(n, _)| arguments.shard.has(*n));
    let values: Vec<u64> = in_shard.map(|(_, value)| *value).collect();
    if values.is_empty() {
        let Shard { number, of } = arguments.shard;
        return Err(refuse(format!(
            "there are fewer values than shards, so that shard {number}/{of} has none"
        )));
    }
    let is_picture = matches!(arguments.format, SweepFormat::Svg | SweepFormat::Png);
    if let Some(theme) = arguments.theme.filter(|_| !is_picture) {
        return Err(without_picture(theme));
    }
    let curve = run(&scenario, pattern, key, &values, arguments.seeds);
    let theme = arguments.theme.map_or_else(Theme::default, Theme::from);
    let svg = || sweep_svg(&curve, key, &scenario, pattern, theme);
    Ok(match arguments.format {
        SweepFormat::Csv => csv(&curve, key).into(),
        SweepFormat::Json => json(&curve, key, &scenario, pattern).into(),
        SweepFormat::Svg => svg().into(),
        SweepFormat::Png => Answer::Binary("png", png(&svg())?),
    })
}

/// Runs a sweep. Each thread parses the link, since a scenario is not `Send`.
fn run(
    scenario: &Scenario,
    pattern: &'static Pattern,
    key: Key,
    values: &[u64],
    seeds: u64,
) -> Curve {
    let text = link::format(scenario);
    let sweep = || {
        let scenario = link::parse(&text).scenario;
        Sweep::new(&scenario, pattern, key, Vec::new(), seeds)
    };
    let progress = Progress::of(values.len());
    let point = |sweep: &mut Sweep, value: &u64| {
        let point = sweep.point(*value);
        progress.step();
        point
    };
    let points: Vec<Point> = values.par_iter().map_init(sweep, point).collect();
    Curve {
        points,
        is_a_choice: Key::BOUNDS.contains(&key),
    }
}

fn key_of<'a>(over: &'a str, scenario: &Scenario) -> Result<(Key, &'a str), String> {
    let Some((name, range)) = over.split_once('=') else {
        return Err(String::from(ALLOWED));
    };
    let mut allowed = scenario.params();
    allowed.retain(|key| can_sweep(key.param()));
    if let Some(key) = Key::of(name).filter(|key| allowed.contains(key)) {
        return Ok((key, range));
    }
    let names: Vec<&str> = allowed.iter().map(|key| key.param().name).collect();
    let names = names.join(", ");
    Err(format!("{name} cannot be swept here; allowed is {names}"))
}

fn values(range: &str, key: Key, scenario: &Scenario) -> Result<Vec<u64>, String> {
    let (ends, step) = match range.split_once(':') {
        Some((ends, step)) => (ends, Some(step)),
        None => (range, None),
    };
    let (from, to) = ends.split_once("..").ok_or(ALLOWED)?;
    let number = |text: &str| match scenario.values().read(key, text)? {
        Value::Number(n) => Ok(n),
        _ => Err(format!("{text} is not a single value")),
    };
    let (from, to) = (number(from)?, number(to)?);
    for end in [from, to] {
        scenario.values().check(key, &Value::Number(end))?;
    }
    if from > to {
        return Err(String::from("the first value is larger than the last"));
    }
    let values = match step.map(number).transpose()? {
        Some(0) => return Err(String::from("the step is 0")),
        Some(step) => {
            let count = (to - from) / step + 1;
            if count > MOST_VALUES as u64 {
                let most = MOST_VALUES;
                return Err(format!("that is {count} values; allowed is {most} at most"));
            }
            spread(from, to, step, MOST_VALUES)
        }
        None => spread(from, to, unit(key.param()), VALUES),
    };
    Ok(values)
}

fn pattern(asked: Option<&'static Pattern>, key: Key, scenario: &Scenario) -> &'static Pattern {
    let patterns = scenario.patterns();
    let has_it = patterns
        .iter()
        .copied()
        .find(|pattern| pattern.params.contains(&key));
    asked.or(has_it).unwrap_or(patterns[patterns.len() - 1])
}

/// A run, for both formats.
#[derive(Serialize)]
struct Row {
    value: String,
    seed_offset: usize,
    outcome: &'static str,
    total_ns: Exact,
    p50_ns: Exact,
    p95_ns: Exact,
    p99_ns: Exact,
    done: u32,
    failures: u32,
    cancelled: u32,
    retries: u64,
    connections_refused: u64,
    requests_refused: u64,
    files_refused: u64,
    gave_up: u64,
    peak_goroutines: u64,
    peak_memory_bytes: Exact,
    barrier_idle_permille: u64,
    done_per_1000_s: Exact,
}

fn row(key: Key, value: u64, seed_offset: usize, run: &Metrics) -> Row {
    Row {
        value: key.param().write(&Value::Number(value)),
        seed_offset,
        outcome: run.outcome.name(),
        total_ns: Exact(run.total.0),
        p50_ns: Exact(run.p50.0),
        p95_ns: Exact(run.p95.0),
        p99_ns: Exact(run.p99.0),
        done: run.ok,
        failures: run.failures,
        cancelled: run.cancelled,
        retries: run.retries,
        connections_refused: run.refused[Resource::Connection as usize],
        requests_refused: run.refused[Resource::Request as usize],
        files_refused: run.refused[Resource::File as usize],
        gave_up: run.gave_up,
        peak_goroutines: run.peak_goroutines,
        peak_memory_bytes: Exact(run.peak_memory),
        barrier_idle_permille: run.idle_permille(),
        done_per_1000_s: Exact(run.throughput_millis()),
    }
}

fn rows(curve: &Curve, key: Key) -> Vec<Row> {
    let of_point = |point: &Point| -> Vec<Row> {
        let runs = point.runs.iter().enumerate();
        runs.map(|(seed, run)| row(key, point.value, seed, run))
            .collect()
    };
    curve.points.iter().flat_map(of_point).collect()
}

/// A header, and a line for each run. No cell contains a comma.
fn csv(curve: &Curve, key: Key) -> String {
    let mut lines = vec![String::from(
        "value,seed_offset,outcome,total_ns,p50_ns,p95_ns,p99_ns,done,failures,cancelled,retries,connections_refused,\
         requests_refused,files_refused,gave_up,peak_goroutines,peak_memory_bytes,barrier_idle_permille,done_per_1000_s",
    )];
    for r in rows(curve, key) {
        let numbers = [
            r.total_ns.0,
            r.p50_ns.0,
            r.p95_ns.0,
            r.p99_ns.0,
            r.done.into(),
            r.failures.into(),
            r.cancelled.into(),
            r.retries,
            r.connections_refused,
            r.requests_refused,
            r.files_refused,
            r.gave_up,
            r.peak_goroutines,
            r.peak_memory_bytes.0,
            r.barrier_idle_permille,
            r.done_per_1000_s.0,
        ];
        let numbers: Vec<String> = numbers.iter().map(u64::to_string).collect();
        let (value, seed, outcome) = (r.value, r.seed_offset, r.outcome);
        lines.push(format!("{value},{seed},{outcome},{}", numbers.join(",")));
    }
    lines.join("\n") + "\n"
}

#[derive(Serialize)]
struct SweepAnswer {
    link: String,
    pattern: &'static str,
    over: &'static str,
    /// Null if every value fails, or if nothing limits how many run at once.
    recommended: Option<String>,
    knee: Option<String>,
    failing: Vec<Failing>,
    runs: Vec<Row>,
}

#[derive(Serialize)]
struct Failing {
    from: String,
    to: String,
    reason: &'static str,
}

fn json(curve: &Curve, key: Key, scenario: &Scenario, pattern: &'static Pattern) -> String {
    let write = |value: u64| key.param().write(&Value::Number(value));
    let of_point = |point: Option<&Point>| point.map(|point| write(point.value));
    let failing = curve.failing().into_iter().map(|region| Failing {
        from: write(region.from),
        to: write(region.to),
        reason: region.reason,
    });
    let answer = SweepAnswer {
        link: format!("?{}", link::format(scenario)),
        pattern: pattern.id,
        over: key.param().name,
        recommended: of_point(curve.recommended()),
        knee: of_point(curve.knee()),
        failing: failing.collect(),
        runs: rows(curve, key),
    };
    let text = serde_json::to_string(&answer);
    text.expect("an answer has only names and numbers") + "\n"
}
