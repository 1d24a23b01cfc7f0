//! `cargo bench -p golang`: Go programs on the machine, and the same in Python, which take turns.
//!
//! Why not criterion or divan: the peer is another process, and only the ratio of both in one run means something. Without
//! `python3` the machine's times stand alone.

#![expect(clippy::disallowed_types, reason = "a benchmark takes real time")]

use golang::Program;
use golang::machine::Limits;
use std::process::Command;
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
    "\n\nimport time\nbegan = time.perf_counter()\nmain()\nprint(time.perf_counter() - began)\n";

fn main() {
    println!("milliseconds, and how many times as fast as CPython");
    for (name, go, python) in PROGRAMS {
        let files = [(String::from("main.go"), go.as_bytes().to_vec())];
        let program =
            Program::compile(&files).unwrap_or_else(|complaints| panic!("{complaints:?}"));
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for _ in 0..RUNS {
            let began = Instant::now();
            let execution = program.run(&[], 1, Limits::default());
            ours.push(began.elapsed());
            let said = String::from_utf8_lossy(&execution.stdout).into_owned();
            assert_eq!(execution.exit_code, Some(0), "{name}");
            if let Some((printed, took)) = of_python(python) {
                assert_eq!(printed, said.trim(), "{name}");
                theirs.push(took);
            }
        }
        let ours = median(&mut ours);
        if theirs.is_empty() {
            println!("{name}: {:.1}", ours * 1e3);
        } else {
            let theirs = median(&mut theirs);
            println!(
                "{name}: {:.1}, CPython {:.1}: {:.1} times",
                ours * 1e3,
                theirs * 1e3,
                theirs / ours
            );
        }
    }
}

fn median(times: &mut [Duration]) -> f64 {
    times.sort_unstable();
    times[times.len() / 2].as_secs_f64()
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
