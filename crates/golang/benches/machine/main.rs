//! `cargo bench -p golang`: Go programs on the machine, and the same in Python, which take turns. A part of a name limits it:
//! `cargo bench -p golang fib`. If `GOROUTINE_LAB_WASM_BENCH` names this program, built for wasm32-wasip1 (`--target
//! wasm32-wasip1 --no-run` says where it is), that takes its turn, too, in Node.
//!
//! Why not criterion or divan: the peer is another process, and only the ratio of both in one run means something. Without
//! `python3` the machine's times stand alone. The processor's time counts, so that what else the machine does changes little.

#![expect(clippy::disallowed_types, reason = "a benchmark takes real time")]

use golang::Program;
use golang::machine::Limits;
use std::process::Command;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

/// How often each program runs; the median counts.
const RUNS: usize = 5;

/// What of a program is text: its name, its Go, its Python.
const PROGRAMS: [(&str, &str, &str); 4] = [
    ("fib(32)", include_str!("fib.go"), include_str!("fib.py")),
    (
        "sieve to 2,000,000",
        include_str!("sieve.go"),
        include_str!("sieve.py"),
    ),
    (
        "a million counts in a map",
        include_str!("count.go"),
        include_str!("count.py"),
    ),
    (
        "100 rounds in a ring of 1,000 goroutines",
        include_str!("ring.go"),
        include_str!("ring.py"),
    ),
];

/// What Python adds to a program: how long it takes itself, without the start of the interpreter.
const TIMED: &str =
    "\n\nimport time\nbegan = time.process_time()\nmain()\nprint(time.process_time() - began)\n";

/// Runs what is wanted once more after a first time, and prints how long it took: what is asked of the program in Node.
const ALONE: &str = "--alone";

/// Node's WASI, which runs the program for wasm32.
const WASI: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../xtask/wasi.mjs");

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let is_wanted = |name: &str| {
        let mut parts = arguments.iter().filter(|part| !part.starts_with('-'));
        parts.clone().next().is_none() || parts.any(|part| name.contains(part.as_str()))
    };
    let programs = PROGRAMS.into_iter().filter(|program| is_wanted(program.0));
    if arguments.iter().any(|argument| argument == ALONE) {
        for (name, go, _) in programs {
            let program = compiled(go);
            // V8 compiles again what has run for a while.
            let _ = run(name, &program);
            println!("{}", run(name, &program).1.as_secs_f64());
        }
        return;
    }
    let wasm = std::env::var("GOROUTINE_LAB_WASM_BENCH").ok();
    println!("milliseconds, and how many times as fast as CPython");
    for (name, go, python) in programs {
        let program = compiled(go);
        let (mut ours, mut theirs, mut in_node) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..RUNS {
            let (said, took) = run(name, &program);
            ours.push(took);
            if let Some((printed, took)) = of_python(python) {
                assert_eq!(printed, said.trim(), "{name}");
                theirs.push(took);
            }
            in_node.extend(wasm.as_ref().map(|wasm| of_wasm(wasm, name)));
        }
        let theirs = median(&mut theirs);
        let line = |took: f64| match theirs {
            Some(theirs) => format!("{:.1} ({:.1} times)", took * 1e3, theirs / took),
            None => format!("{:.1}", took * 1e3),
        };
        let mut said = vec![format!(
            "{name}: {}",
            median(&mut ours).map_or_else(String::new, line)
        )];
        said.extend(median(&mut in_node).map(|took| format!("as wasm32 {}", line(took))));
        said.extend(theirs.map(|theirs| format!("CPython {:.1}", theirs * 1e3)));
        println!("{}", said.join(", "));
    }
}

fn compiled(go: &str) -> Program {
    let files = [(String::from("main.go"), go.as_bytes().to_vec())];
    Program::compile(&files).unwrap_or_else(|complaints| panic!("{complaints:?}"))
}

/// What a program prints, and how long it takes.
fn run(name: &str, program: &Program) -> (String, Duration) {
    let began = spent();
    let execution = program.run(&[], 1, Limits::default());
    let took = spent().saturating_sub(began);
    assert_eq!(execution.exit_code, Some(0), "{name}");
    let said = String::from_utf8_lossy(&execution.stdout).into_owned();
    (said, took)
}

/// The processor's time that this thread has taken, as Linux tells it in nanoseconds; elsewhere the time since the first call.
fn spent() -> Duration {
    static BEGAN: LazyLock<Instant> = LazyLock::new(Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let told = told.and_then(|text| text.split(' ').next()?.parse().ok());
    told.map_or_else(|| BEGAN.elapsed(), Duration::from_nanos)
}

/// How long a program takes in Node.
fn of_wasm(wasm: &str, name: &str) -> Duration {
    let ran = Command::new("node")
        .args(["--no-warnings", WASI, wasm, ALONE, name])
        .output();
    let ran = ran.unwrap_or_else(|error| panic!("node: {error}"));
    let said = String::from_utf8_lossy(&ran.stdout);
    let took = said.trim().parse();
    Duration::from_secs_f64(took.unwrap_or_else(|_| panic!("{name} in Node: {ran:?}")))
}

/// In seconds; none if there are none.
fn median(times: &mut [Duration]) -> Option<f64> {
    times.sort_unstable();
    Some(times.get(times.len() / 2)?.as_secs_f64())
}

/// What a program prints under `python3`, and how long it takes; `None` if there is no Python.
fn of_python(text: &str) -> Option<(String, Duration)> {
    let ran = Command::new("python3")
        .args(["-c", &[text, TIMED].concat()])
        .output()
        .ok()?;
    let said = String::from_utf8_lossy(&ran.stdout);
    let (printed, took) = said.trim_end().rsplit_once('\n')?;
    Some((
        String::from(printed.trim()),
        Duration::from_secs_f64(took.parse().ok()?),
    ))
}
