use golang::Program;
use golang::machine::Limits;
use goruntime::runtime::Budget;
use goruntime::trace::{Event, Trace};
use lab::params::{Key, Unit, Value};
use lab::patterns::{self, Pattern};
use lab::scenarios::Scenario;
use lab::simulate::Simulation;
use lab::world::{Workload, limits};

fn files(pattern: &Pattern) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(format!("assets/go/{}", pattern.folder)).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        if text.starts_with("//go:build !go1.22") {
            continue;
        }
        let text = if text.starts_with("//go:build") {
            text
        } else {
            format!("//go:build go1.19\n\n{text}")
        };
        files.push((path.display().to_string(), text.into_bytes()));
    }
    files.sort();
    files
}
fn events(trace: &Trace) -> Vec<String> {
    trace
        .records()
        .filter(|r| !matches!(r.event, Event::Mark { .. } | Event::Race { .. }))
        .map(|r| format!("{r:?}"))
        .collect()
}
fn flags(scenario: &Scenario, pattern: &Pattern) -> Vec<String> {
    let values = scenario.values_for(pattern);
    let values = &values;
    let variant = pattern
        .variant()
        .map(|variant| format!("-variant={variant}"));
    let mut flags: Vec<String> = variant.into_iter().collect();
    let w = Workload::new(values);
    let list: Vec<String> = (0..w.len())
        .map(|t| format!("{}", w.latency(t).0 as f64 / 1e6))
        .collect();
    flags.push(format!("-latency=list:{}", list.join(",")));
    for key in Key::all() {
        if matches!(
            key,
            Key::Latency | Key::Jitter | Key::Seed | Key::Slow | Key::SlowLatency
        ) || key.is_of_world()
            || (key.belongs_to_patterns() && !pattern.params.contains(&key))
        {
            continue;
        }
        let (param, value) = (key.param(), values.get(key));
        let text = match (param.unit, value) {
            (Unit::Bytes(_), Value::Number(n)) => n.to_string(),
            (Unit::DurationOrNone, Value::Number(0)) => String::from("0s"),
            (Unit::Numbers, Value::Numbers(numbers)) if numbers.is_empty() => String::new(),
            _ => param.write(value),
        };
        flags.push(format!("-{}={text}", param.name));
    }
    flags
}
fn main() {
    let only = std::env::args().nth(1);
    let (mut good, mut bad) = (0, 0);
    for pattern in patterns::ALL {
        if only.as_ref().is_some_and(|only| only != pattern.id) {
            continue;
        }
        let program = match Program::compile(&files(pattern)) {
            Ok(p) => p,
            Err(c) => {
                bad += 1;
                println!("{}: {}", pattern.id, c[0]);
                continue;
            }
        };
        for link in [
            "",
            "&latency=uniform:50..300ms&seed=3",
            "&tasks=7&latency=uniform:5..300ms&seed=5&fail=2",
            "&tasks=23&latency=uniform:5..300ms&seed=9&goroutines=3",
        ] {
            let scenario = lab::link::parse(&format!("?pattern={}{link}", pattern.id)).scenario;
            let values = &scenario.values_for(pattern);
            let workload = Workload::new(values);
            let budget = Budget {
                memory: Some(values.number(Key::MemoryLimit)),
                tasks: workload.len() as u32,
                processors: values.number(Key::Procs) as u32,
                limits: limits(&workload),
                ..Budget::default()
            };
            let ex = program.run(
                &flags(&scenario, pattern),
                values.number(Key::Seed),
                Limits {
                    budget,
                    ..Limits::default()
                },
            );
            let twin = Simulation::new(&scenario, pattern).finish();
            let (a, b) = (events(&ex.trace), events(&twin));
            if a == b && ex.trace.exit().outcome == twin.exit().outcome {
                good += 1;
                continue;
            }
            bad += 1;
            let at = a
                .iter()
                .zip(&b)
                .position(|(x, y)| x != y)
                .unwrap_or(a.len().min(b.len()));
            println!(
                "== {}{link} event {at} of {} {}\n  {:?}\n  twin {:?}\n  before {:?}\n  {:?} {:?}\n  {}",
                pattern.id,
                a.len(),
                b.len(),
                a.get(at),
                b.get(at),
                a.get(at.wrapping_sub(1)),
                ex.trace.exit(),
                twin.exit(),
                String::from_utf8_lossy(&ex.stderr[..ex.stderr.len().min(300)])
            );
            break;
        }
    }
    println!("good {good} bad {bad}");
}
