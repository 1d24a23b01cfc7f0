//! `cargo bench -p export`: what it would cost if the Go of each pattern ran on the machine, in place of the twin in Rust that
//! is proven equal to it: the first runs, a slider move at 1,000 tasks, a sweep of 100 values.
//!
//! Why not criterion or divan: only the ratios of the two in one run mean something. Reading and drawing a run takes the same
//! time for both and is not in here.

#![expect(clippy::disallowed_types, reason = "a benchmark takes real time")]

use export::program::arguments;
use golang::Program;
use golang::machine::Limits;
use goruntime::runtime::Budget;
use lab::params::{Key, Value};
use lab::patterns::{self, Pattern};
use lab::scenarios::Scenario;
use lab::simulate::Simulation;
use lab::world::{Workload, limits};
use std::time::{Duration, Instant};

/// How often each run is repeated; the median counts.
const RUNS: usize = 5;

/// The number of tasks at which the slider is moved.
const TASKS: u64 = 1_000;

/// The tasks of a sweep: as many values, from one step to `TASKS`.
const VALUES: u64 = 100;

/// Its loops stand for time: the twin lets virtual time pass, and the machine would go round for each nanosecond.
const COMPUTES: [&str; 1] = ["cpu-bound"];

/// The version of Go that `assets/go/go.mod` names.
const VERSION: (u32, u32) = (1, 19);

/// Milliseconds of both for one pattern.
struct Row {
    pattern: &'static Pattern,
    compiling: f64,
    first: [f64; 2],
    moved: [f64; 2],
    sweep: [f64; 2],
}

fn main() {
    let rows: Vec<Row> = patterns::ALL
        .iter()
        .copied()
        .filter(|pattern| !COMPUTES.contains(&pattern.id))
        .map(row)
        .collect();
    println!("milliseconds: compiling the Go; then twin and machine each");
    println!(
        "{:22} {:>7} {:>15} {:>15} {:>17}",
        "pattern", "compile", "as it opens", "1,000 tasks", "100 values"
    );
    for row in &rows {
        println!(
            "{:22} {:7.2} {:7.2} {:7.2} {:7.2} {:7.2} {:8.1} {:8.1}",
            row.pattern.id,
            row.compiling,
            row.first[0],
            row.first[1],
            row.moved[0],
            row.moved[1],
            row.sweep[0],
            row.sweep[1]
        );
    }
    say("compiling", &rows, |row| [row.compiling; 2]);
    say("as it opens", &rows, |row| row.first);
    say("1,000 tasks", &rows, |row| row.moved);
    say("100 values", &rows, |row| row.sweep);
}

/// Median and largest of the twins and of the machine, and of the ratios.
fn say(name: &str, rows: &[Row], of: impl Fn(&Row) -> [f64; 2]) {
    let sorted = |number: &dyn Fn(&Row) -> f64| {
        let mut all: Vec<f64> = rows.iter().map(number).collect();
        all.sort_by(f64::total_cmp);
        (all[all.len() / 2], all[all.len() - 1])
    };
    let twin = sorted(&|row| of(row)[0]);
    let machine = sorted(&|row| of(row)[1]);
    let ratio = sorted(&|row| of(row)[1] / of(row)[0]);
    println!(
        "{name}, median (largest): twin {:.2} ms ({:.2}), machine {:.2} ms ({:.2}), ratio {:.1} ({:.1})",
        twin.0, twin.1, machine.0, machine.1, ratio.0, ratio.1
    );
}

fn row(pattern: &'static Pattern) -> Row {
    let files: Vec<(String, Vec<u8>)> = export::folder(pattern.folder)
        .into_iter()
        .filter(|(_, text)| !text.starts_with("//go:build !go1."))
        .map(|(name, text)| (name, text.into_bytes()))
        .collect();
    let compile = || match Program::compile_in_module(&files, VERSION) {
        Ok(program) => program,
        Err(complaints) => panic!("{}: {}", pattern.id, complaints[0]),
    };
    let program = compile();
    let opened = Scenario::of_pattern(pattern);
    let with = |tasks: u64| {
        let mut scenario = Scenario::of_pattern(pattern);
        // A pattern without tasks stays as it is.
        let _ = scenario.set(Key::Tasks, Value::Number(tasks));
        scenario
    };
    let moved = with(TASKS);
    let values: Vec<Scenario> = (1..=VALUES)
        .map(|value| with(value * TASKS / VALUES))
        .collect();
    Row {
        pattern,
        compiling: median(|| drop(compile())),
        first: both(&program, pattern, std::slice::from_ref(&opened)),
        moved: both(&program, pattern, std::slice::from_ref(&moved)),
        sweep: once_each(&program, pattern, &values),
    }
}

/// The milliseconds that the twin and the machine take for runs of these scenarios, repeated.
fn both(program: &Program, pattern: &'static Pattern, scenarios: &[Scenario]) -> [f64; 2] {
    [
        median(|| twins(pattern, scenarios)),
        median(|| machines(program, pattern, scenarios)),
    ]
}

/// The same for runs so many that one time is enough.
fn once_each(program: &Program, pattern: &'static Pattern, scenarios: &[Scenario]) -> [f64; 2] {
    [
        took(|| twins(pattern, scenarios)),
        took(|| machines(program, pattern, scenarios)),
    ]
}

fn twins(pattern: &'static Pattern, scenarios: &[Scenario]) {
    for scenario in scenarios {
        std::hint::black_box(Simulation::new(scenario, pattern).finish());
    }
}

fn machines(program: &Program, pattern: &'static Pattern, scenarios: &[Scenario]) {
    for scenario in scenarios {
        let values = &scenario.values_for(pattern);
        let workload = Workload::new(values);
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
        let arguments = arguments(scenario, pattern);
        std::hint::black_box(program.run(&arguments, values.number(Key::Seed), limits));
    }
}

fn took(work: impl FnOnce()) -> f64 {
    let began = Instant::now();
    work();
    began.elapsed().as_secs_f64() * 1e3
}

fn median(mut work: impl FnMut()) -> f64 {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let began = Instant::now();
            work();
            began.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[RUNS / 2].as_secs_f64() * 1e3
}
