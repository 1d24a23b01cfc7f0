//! Every pattern's Go program as the Lab's own machine runs it, compared event for event with the trace of the pattern.
//!
//! What differs are the marks, since a pattern marks the lines that it chooses, and the machine every line that acts on
//! the runtime; and names, which a Go program does not give. Computing takes no time in the machine, as in Go's own
//! virtual time: of programs that compute, only what they print is compared.

use super::program::{flags, module};
use super::sets;
use crate::common;
use golang::Program;
use golang::machine::Limits;
use goruntime::runtime::Budget;
use goruntime::trace::{Event, Resource, Trace};
use lab::params::Key;
use lab::patterns::{self, Pattern};
use lab::world::{Workload, limits};

/// The files of a pattern's program that Go 1.22 and later builds. The module is one of Go 1.19, which each file without a
/// build line is told.
fn files(pattern: &Pattern) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    let folder = module().join(pattern.folder);
    for entry in std::fs::read_dir(&folder).expect("the folder is there") {
        let path = entry.expect("the folder can be read").path();
        let text = std::fs::read_to_string(&path).expect("a Go file is text");
        if text.starts_with("//go:build !go1.") {
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

/// What goroutines and tasks do, in order: without marks, without what is recorded of named objects alone, and without the
/// Lab's resources, of which a Go program has memory alone.
fn events(trace: &Trace) -> Vec<String> {
    let records = trace.records().filter_map(|record| {
        let text = match record.event {
            Event::GoCreate { child, .. } => format!("go {child}"),
            Event::GoBlock { reason, .. } => format!("block {}", reason.name()),
            Event::GoUnblock { goroutine, .. } => format!("unblock {goroutine}"),
            Event::GoStart { .. }
            | Event::GoCompute { .. }
            | Event::GoStop { .. }
            | Event::GoEnd
            | Event::TaskStart { .. }
            | Event::TaskEnd { .. }
            | Event::Log { .. } => format!("{:?}", record.event),
            Event::Acquire {
                resource: Resource::Memory,
                ..
            }
            | Event::Release {
                resource: Resource::Memory,
                ..
            } => {
                format!("{:?}", record.event)
            }
            _ => return None,
        };
        Some(format!("{} {:?} {text}", record.at.elapsed(), record.by))
    });
    records.collect()
}

/// The twins that count what abandoned timers take. The program itself does not know it.
const COUNTS_TIMERS: [&str; 1] = ["time-after"];

/// The patterns that compute.
const COMPUTES: [&str; 1] = ["cpu-bound"];

/// The most nanoseconds that a program may compute here: a round of its loop stands for one.
const MOST_COMPUTING: u64 = 3_000_000;

#[test]
fn the_machine_runs_every_program_as_its_twin_runs() {
    let mut differences = Vec::new();
    let mut compared = 0;
    for pattern in patterns::ALL {
        let program = match Program::compile(&files(pattern)) {
            Ok(program) => program,
            Err(complaints) => {
                let complaints: Vec<String> = complaints.iter().map(ToString::to_string).collect();
                differences.push(format!("{}: {}", pattern.id, complaints.join("\n")));
                continue;
            }
        };
        for set in sets::of(pattern) {
            let scenario = common::scenario(&set.link);
            let values = &scenario.values_for(pattern);
            let workload = Workload::new(values);
            let computing: u64 = workload.latencies().iter().map(|latency| latency.0).sum();
            if COMPUTES.contains(&pattern.id) && computing > MOST_COMPUTING {
                continue;
            }
            let budget = Budget {
                memory: Some(values.number(Key::MemoryLimit)),
                tasks: u32::try_from(workload.len()).unwrap_or(u32::MAX),
                processors: u32::try_from(values.number(Key::Procs)).unwrap_or(1),
                limits: limits(&workload),
                ..Budget::default()
            };
            let limits = Limits {
                budget,
                ..Limits::default()
            };
            let execution =
                program.run(&flags(&scenario, pattern), values.number(Key::Seed), limits);
            let twin = common::run(&set.link, pattern);
            compared += 1;
            let (mut ours, mut theirs) = (events(&execution.trace), events(&twin));
            if COMPUTES.contains(&pattern.id) {
                // What it prints of the time differs.
                let printed =
                    |events: &mut Vec<String>| events.retain(|event| event.contains("checksum"));
                printed(&mut ours);
                printed(&mut theirs);
            }
            if COUNTS_TIMERS.contains(&pattern.id) {
                for events in [&mut ours, &mut theirs] {
                    events.retain(|event| !event.contains("resource: Memory"));
                }
            }
            let exits = (execution.trace.exit(), twin.exit());
            let same_end = COMPUTES.contains(&pattern.id) || exits.0.at == exits.1.at;
            if ours != theirs || exits.0.outcome != exits.1.outcome || !same_end {
                let at = ours
                    .iter()
                    .zip(&theirs)
                    .position(|(ours, theirs)| ours != theirs);
                let at = at.unwrap_or(ours.len().min(theirs.len()));
                differences.push(format!(
                    "{} {}: event {at}: {:?} where the twin has {:?}; {:?}; {:?}; {}",
                    pattern.id,
                    set.link,
                    ours.get(at),
                    theirs.get(at),
                    exits.0,
                    exits.1,
                    String::from_utf8_lossy(&execution.stderr[..execution.stderr.len().min(300)]),
                ));
                break;
            }
        }
    }
    assert!(
        differences.is_empty(),
        "{compared} compared\n{}",
        differences.join("\n\n")
    );
}
