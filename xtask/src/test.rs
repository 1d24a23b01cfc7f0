//! `cargo xtask test`: every check, in the order in which a mistake shows soonest.

use std::process::Command;
use std::time::{Duration, Instant};

use crate::build;
use crate::project::Project;
use crate::setup::{Browser, Go, Needs, Tools, Wasm};
use crate::size;
use crate::steps::{self, Failure};

/// How a step ended.
enum Ending {
    Passed,
    Failed(Failure),
    Skipped,
}

/// A step that was reached, with its time.
struct Done {
    name: &'static str,
    time: Duration,
    ending: Ending,
}

/// A check of the list.
struct Step {
    name: &'static str,
    /// Whether it looks at the page that an earlier step builds.
    needs_page: bool,
    run: fn(&Project, &Tools) -> Result<(), Failure>,
}

const PAGE: &str = "trunk build --release";

const STEPS: [Step; 8] = [
    Step {
        name: "format",
        needs_page: false,
        run: format,
    },
    Step {
        name: "clippy, native",
        needs_page: false,
        run: clippy_native,
    },
    Step {
        name: "clippy, wasm32",
        needs_page: false,
        run: clippy_wasm,
    },
    Step {
        name: "unit and integration tests",
        needs_page: false,
        run: native_tests,
    },
    Step {
        name: "documentation",
        needs_page: false,
        run: documentation,
    },
    Step {
        name: PAGE,
        needs_page: false,
        run: build::build,
    },
    Step {
        name: "size budget",
        needs_page: true,
        run: |project, _| size::check(project),
    },
    Step {
        name: "browser tests",
        needs_page: true,
        run: browser_tests,
    },
];

/// Runs the checks; with `keep_going` also those after one that failed.
pub(crate) fn test(project: &Project, keep_going: bool) -> Result<(), Failure> {
    let start = Instant::now();
    let mut done = Vec::new();
    headline("set-up");
    let (tools, set_up) = timed("set-up", || Tools::ensure(project, Needs::EVERYTHING));
    done.push(set_up);
    if let Some(tools) = tools {
        for step in &STEPS {
            let failed = done
                .iter()
                .any(|done| matches!(done.ending, Ending::Failed(_)));
            let no_page = done
                .iter()
                .any(|done| done.name == PAGE && !matches!(done.ending, Ending::Passed));
            if (failed && !keep_going) || (step.needs_page && no_page) {
                done.push(Done {
                    name: step.name,
                    time: Duration::ZERO,
                    ending: Ending::Skipped,
                });
                continue;
            }
            headline(step.name);
            done.push(timed(step.name, || (step.run)(project, &tools)).1);
        }
    }
    println!("\n{}", summary(&done, start.elapsed()));
    let mut failures = done.into_iter().filter_map(|done| match done.ending {
        Ending::Failed(failure) => Some((done.name, failure)),
        Ending::Passed | Ending::Skipped => None,
    });
    match failures.next() {
        None => Ok(()),
        Some((name, failure)) => Err(Failure::new(format!("{name}: {failure}"))),
    }
}

fn headline(name: &str) {
    println!("\n==> {name}");
}

fn timed<T>(name: &'static str, work: impl FnOnce() -> Result<T, Failure>) -> (Option<T>, Done) {
    let start = Instant::now();
    let (value, ending) = match work() {
        Ok(value) => (Some(value), Ending::Passed),
        Err(failure) => {
            // At once, and not only at the end: with --keep-going the end is far.
            eprintln!("{failure}");
            (None, Ending::Failed(failure))
        }
    };
    (
        value,
        Done {
            name,
            time: start.elapsed(),
            ending,
        },
    )
}

fn summary(done: &[Done], total: Duration) -> String {
    let line = |word: &str, time: Duration, name: &str| {
        format!("{word:<8}{:>7.1} s  {name}\n", time.as_secs_f64())
    };
    let lines = done.iter().map(|done| match done.ending {
        Ending::Passed => line("ok", done.time, done.name),
        Ending::Failed(_) => line("FAILED", done.time, done.name),
        Ending::Skipped => format!("{:<8}{:>9}  {}\n", "skipped", "", done.name),
    });
    lines.chain([line("", total, "in all")]).collect()
}

fn cargo(project: &Project, tools: &Tools, args: &[&str]) -> Command {
    let mut cargo = tools.command(project, "cargo");
    cargo.args(args);
    cargo
}

fn format(project: &Project, tools: &Tools) -> Result<(), Failure> {
    steps::run(
        &mut cargo(project, tools, &["fmt", "--all", "--check"]),
        Duration::from_mins(2),
    )
    .map_err(|failure| failure.advise("run `cargo fmt --all`"))
}

fn clippy_native(project: &Project, tools: &Tools) -> Result<(), Failure> {
    let args = [
        "clippy",
        "--workspace",
        "--all-targets",
        "--all-features",
        "--",
        "-D",
        "warnings",
    ];
    steps::run(&mut cargo(project, tools, &args), Duration::from_mins(30))
}

/// Only what the page is made of: tests and benches, and what they alone depend on, are native.
fn clippy_wasm(project: &Project, tools: &Tools) -> Result<(), Failure> {
    tools.wasm.forget_stale_output(project)?;
    let mut clippy = tools.wasm_command(project, "cargo");
    clippy.args([
        "clippy",
        "--package",
        "goroutine-lab",
        "--lib",
        "--bins",
        "--target",
        Wasm::TARGET,
    ]);
    clippy.args(["--", "-D", "warnings"]);
    steps::run(&mut clippy, Duration::from_mins(30))
}

fn native_tests(project: &Project, tools: &Tools) -> Result<(), Failure> {
    let mut tests = cargo(project, tools, &["test", "--workspace"]);
    tests.envs(tools.go.iter().flat_map(Go::variables));
    steps::run(&mut tests, Duration::from_mins(45))
}

fn documentation(project: &Project, tools: &Tools) -> Result<(), Failure> {
    let mut doc = cargo(project, tools, &["doc", "--workspace", "--no-deps"]);
    steps::run(
        doc.env("RUSTDOCFLAGS", "-D warnings"),
        Duration::from_mins(15),
    )
}

fn browser_tests(project: &Project, tools: &Tools) -> Result<(), Failure> {
    // One at a time: each starts a browser, and they measure how long the page takes.
    let args = [
        "test",
        "--features",
        "browser-tests",
        "--test",
        "browser",
        "--",
        "--test-threads=1",
    ];
    let mut tests = cargo(project, tools, &args);
    tests.env("GOROUTINE_LAB_DIST", project.dist());
    tests.envs(tools.browser.iter().flat_map(Browser::variables));
    steps::run(&mut tests, Duration::from_mins(30))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_has_a_line_for_each_step_and_the_total() {
        let done = [
            Done {
                name: "format",
                time: Duration::from_millis(1250),
                ending: Ending::Passed,
            },
            Done {
                name: "clippy",
                time: Duration::from_secs(12),
                ending: Ending::Failed(Failure::new("no")),
            },
            Done {
                name: "tests",
                time: Duration::ZERO,
                ending: Ending::Skipped,
            },
        ];
        let expected = "\
ok          1.2 s  format
FAILED     12.0 s  clippy
skipped            tests
           13.2 s  in all
";
        assert_eq!(summary(&done, Duration::from_millis(13_250)), expected);
    }

    #[test]
    fn every_step_that_needs_the_page_comes_after_it() {
        let page = STEPS
            .iter()
            .position(|step| step.name == PAGE)
            .expect("the page is built");
        let first = STEPS
            .iter()
            .position(|step| step.needs_page)
            .expect("the page is looked at");
        assert!(page < first);
    }
}
