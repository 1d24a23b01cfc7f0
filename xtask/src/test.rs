//! `cargo xtask test`: every check, in the order in which a mistake shows soonest.

use std::fmt;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use clap::{Args, ValueEnum};

use crate::build;
use crate::page_options::PageOptions;
use crate::project::Project;
use crate::run;
use crate::tools::{Browser, Engines, Go, Needs, NpmPackages, Tools, WasmTarget};

/// The steps that the command line selects.
#[derive(Debug, Args)]
pub(crate) struct Selection {
    /// The steps to run; without any, all of them
    #[arg(value_enum, value_name = "STEP")]
    steps: Vec<Step>,
    /// Go on after a step that failed
    #[arg(long)]
    keep_going: bool,
    /// Run the steps this many times, to find a test that fails now and then
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    repeat: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
enum Step {
    /// cargo fmt
    Format,
    /// cargo deny: licenses and sources of what the workspace depends on
    Deny,
    /// Clippy on everything, compiled natively
    Clippy,
    /// Clippy on the page, compiled for wasm32
    ClippyWasm,
    /// cargo doc
    Doc,
    /// The native tests, real Go among them
    Native,
    /// Build the page, as `cargo xtask build --single-file` does
    Page,
    /// The sizes of the page's files
    Size,
    /// The built page in a real browser
    Browser,
    /// The core of that in Firefox and in WebKit, where they are on this machine
    Engines,
}

impl Step {
    fn needs_page(self) -> bool {
        matches!(self, Self::Size | Self::Browser | Self::Engines)
    }

    fn run(self, project: &Project, tools: &Tools) -> Result<()> {
        match self {
            Self::Format => cargo(project, tools, "fmt --all --check")
                .context("the format differs; run `cargo fmt --all`"),
            Self::Deny => cargo(
                project,
                tools,
                // The advisories are on a server. Without a network they cannot be checked.
                "deny --offline check --hide-inclusion-graph bans licenses sources",
            ),
            Self::Clippy => cargo(
                project,
                tools,
                "clippy --workspace --all-targets --all-features -- -D warnings",
            ),
            Self::ClippyWasm => clippy_wasm(project, tools),
            Self::Doc => documentation(project, tools),
            Self::Native => native_tests(project, tools),
            Self::Page => build::build(project, tools, &PageOptions::ALL),
            Self::Size => sizes(project, tools),
            Self::Browser => browser_tests(project, tools),
            Self::Engines => engine_tests(project, tools),
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = self.to_possible_value();
        f.write_str(value.as_ref().map_or("", |value| value.get_name()))
    }
}

impl Selection {
    /// The steps in their order, with the page where a step looks at it.
    fn steps(&self) -> Vec<Step> {
        if self.steps.is_empty() {
            return Step::value_variants().to_vec();
        }
        let mut steps = self.steps.clone();
        if steps.iter().any(|step| step.needs_page()) {
            steps.push(Step::Page);
        }
        steps.sort_unstable();
        steps.dedup();
        steps
    }

    fn needs(&self) -> Needs {
        let steps = self.steps();
        Needs {
            browser: steps.contains(&Step::Browser),
            npm: steps.contains(&Step::Browser),
            go: steps.contains(&Step::Native),
            deny: steps.contains(&Step::Deny),
        }
    }
}

/// How a step ended.
enum Ending {
    Passed,
    Failed(anyhow::Error),
    Skipped,
}

/// A line of the summary.
struct Done {
    name: String,
    time: Duration,
    ending: Ending,
}

impl Done {
    fn failed(&self) -> bool {
        matches!(self.ending, Ending::Failed(_))
    }
}

/// Runs the selected steps and prints each one's time.
pub(crate) fn test(
    project: &Project,
    selection: &Selection,
    tools: impl Fn(Needs) -> Result<Tools>,
) -> Result<()> {
    let start = Instant::now();
    println!("==> set-up");
    let tools = tools(selection.needs())?;
    let mut done = vec![Done {
        name: "set-up".to_owned(),
        time: start.elapsed(),
        ending: Ending::Passed,
    }];
    for round in 1..=selection.repeat {
        let page_failed = run_round(round, project, &tools, selection, &mut done);
        if page_failed || (done.iter().any(Done::failed) && !selection.keep_going) {
            break;
        }
    }
    println!("\n{}", summary(&done, start.elapsed()));
    match done.into_iter().find(Done::failed) {
        Some(Done {
            name,
            ending: Ending::Failed(error),
            ..
        }) => Err(error.context(format!("the step {name} failed"))),
        _ => Ok(()),
    }
}

/// Runs the steps once. Returns whether the page could not be built.
fn run_round(
    round: u32,
    project: &Project,
    tools: &Tools,
    selection: &Selection,
    done: &mut Vec<Done>,
) -> bool {
    let mut page_failed = false;
    for step in selection.steps() {
        let name = if selection.repeat == 1 {
            step.to_string()
        } else {
            format!("{step}, {round} of {}", selection.repeat)
        };
        let stopped = done.iter().any(Done::failed) && !selection.keep_going;
        let skip = stopped || (page_failed && step.needs_page());
        let start = Instant::now();
        let ending = if skip {
            Ending::Skipped
        } else {
            println!("\n==> {name}");
            run_step(step, project, tools)
        };
        page_failed |= step == Step::Page && !matches!(ending, Ending::Passed);
        done.push(Done {
            name,
            time: start.elapsed(),
            ending,
        });
    }
    page_failed
}

fn run_step(step: Step, project: &Project, tools: &Tools) -> Ending {
    match step.run(project, tools) {
        Ok(()) => Ending::Passed,
        Err(error) => {
            // With --keep-going the end is far away.
            eprintln!("{}", run::describe(&error));
            Ending::Failed(error)
        }
    }
}

fn summary(done: &[Done], total: Duration) -> String {
    let line = |word: &str, time: Duration, name: &str| {
        format!("{word:<8}{:>7.1} s  {name}\n", time.as_secs_f64())
    };
    let lines = done.iter().map(|done| match done.ending {
        Ending::Passed => line("ok", done.time, &done.name),
        Ending::Failed(_) => line("FAILED", done.time, &done.name),
        Ending::Skipped => format!("{:<8}{:>9}  {}\n", "skipped", "", done.name),
    });
    lines.chain([line("", total, "in all")]).collect()
}

fn cargo(project: &Project, tools: &Tools, args: &str) -> Result<()> {
    let mut cargo = tools.command(project, "cargo");
    run::run(cargo.args(args.split_whitespace()))
}

/// Only what the page is made of: tests and benches, and what they alone depend on, are native.
fn clippy_wasm(project: &Project, tools: &Tools) -> Result<()> {
    tools.wasm.remove_stale_output(project)?;
    let mut clippy = tools.wasm_command(project, "cargo");
    clippy
        .args(["clippy", "--workspace", "--exclude", "xtask"])
        .args(["--lib", "--bins", "--target", WasmTarget::NAME])
        .args(["--features", "goroutine-lab/exporter,goroutine-lab/machine"])
        .args(["--", "-D", "warnings"]);
    run::run(&mut clippy)
}

fn documentation(project: &Project, tools: &Tools) -> Result<()> {
    let mut doc = tools.command(project, "cargo");
    doc.args(["doc", "--workspace", "--no-deps"])
        .env("RUSTDOCFLAGS", "-D warnings");
    run::run(&mut doc)
}

fn native_tests(project: &Project, tools: &Tools) -> Result<()> {
    let mut tests = tools.command(project, "cargo");
    tests
        .args(["test", "--workspace"])
        .envs(tools.go.iter().flat_map(Go::variables));
    run::run(&mut tests)
}

fn sizes(project: &Project, tools: &Tools) -> Result<()> {
    let mut tests = tools.command(project, "cargo");
    tests
        .args(["test", "--quiet", "--package", "xtask", "--test", "sizes"])
        .args(["--", "--ignored", "--nocapture"])
        .env("GOROUTINE_LAB_DIST", project.dist());
    run::run(&mut tests)
}

fn browser_tests(project: &Project, tools: &Tools) -> Result<()> {
    let mut tests = tools.command(project, "cargo");
    tests
        .args(["test", "--features", "browser-tests", "--test", "browser"])
        // One at a time: each starts a browser, and some measure how long the page takes.
        .args(["--", "--test-threads=1", "--skip", ENGINE_TESTS])
        .env("GOROUTINE_LAB_DIST", project.dist())
        .envs(tools.browser.iter().flat_map(Browser::variables))
        .envs(tools.npm.iter().flat_map(NpmPackages::variables));
    run::run(&mut tests)
}

/// What the names of the tests in other engines begin with.
const ENGINE_TESTS: &str = "engines::";

fn engine_tests(project: &Project, tools: &Tools) -> Result<()> {
    let engines = Engines::find();
    for line in engines.missing() {
        println!("{line}");
    }
    if engines.is_empty() {
        return Ok(());
    }
    let mut tests = tools.command(project, "cargo");
    tests
        .args(["test", "--features", "browser-tests", "--test", "browser"])
        .args(["--", "--test-threads=1", ENGINE_TESTS])
        .env("GOROUTINE_LAB_DIST", project.dist())
        .envs(engines.variables());
    run::run(&mut tests)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn selection(steps: &[Step]) -> Selection {
        Selection {
            steps: steps.to_vec(),
            keep_going: false,
            repeat: 1,
        }
    }

    #[track_caller]
    fn check(chosen: &[Step], expected: &[Step], needs: Needs) {
        let selection = selection(chosen);
        assert_eq!(selection.steps(), expected);
        assert_eq!(selection.needs(), needs);
    }

    #[test]
    fn steps_run_in_order_and_bring_what_they_need() {
        check(&[], Step::value_variants(), Needs::ALL);
        check(
            &[Step::Doc, Step::Format],
            &[Step::Format, Step::Doc],
            Needs::PAGE,
        );
        let browser = Needs {
            browser: true,
            npm: true,
            ..Needs::PAGE
        };
        check(&[Step::Browser], &[Step::Page, Step::Browser], browser);
        check(
            &[Step::Page, Step::Size],
            &[Step::Page, Step::Size],
            Needs::PAGE,
        );
    }

    #[test]
    fn the_page_is_built_before_a_step_looks_at_it() {
        for step in Step::value_variants() {
            assert!(!step.needs_page() || Step::Page < *step, "{step}");
        }
    }

    #[test]
    fn the_summary_has_a_line_for_each_step_and_the_total() {
        let line = |name: &str, millis: u64, ending| Done {
            name: name.to_owned(),
            time: Duration::from_millis(millis),
            ending,
        };
        let done = [
            line("format", 1250, Ending::Passed),
            line("clippy", 12_000, Ending::Failed(anyhow::anyhow!("no"))),
            line("native", 0, Ending::Skipped),
        ];
        let expected = "\
ok          1.2 s  format
FAILED     12.0 s  clippy
skipped            native
           13.2 s  in all
";
        assert_eq!(summary(&done, Duration::from_millis(13_250)), expected);
    }
}
