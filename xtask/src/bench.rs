//! `cargo xtask bench`: the same benchmarks natively and in a browser.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::build;
use crate::project::Project;
use crate::setup::{Browser, Needs, Tools, Wasm};
use crate::steps::{self, Failure};

/// The native benchmark, and the one that loads the wasm32 program in a browser.
const NATIVE_BENCH: &str = "runtime";
const BROWSER_BENCH: &str = "browser";
/// The example that is compiled to wasm32 for it.
const WASM_EXAMPLE: &str = "wasm_bench";

const LIMIT: Duration = Duration::from_hours(1);

/// Runs the benchmarks.
pub(crate) fn bench(project: &Project) -> Result<(), Failure> {
    let tools = Tools::ensure(project, Needs::BENCH)?;
    println!("\n==> natively (several minutes)");
    steps::run(&mut cargo_bench(project, &tools, NATIVE_BENCH), LIMIT)?;

    println!("\n==> as wasm32 in a browser (several minutes)");
    let program = project.target.join("wasm-bench");
    build::build(project, &tools)?;
    build_wasm(project, &tools, &program)?;
    let mut browser = cargo_bench(project, &tools, BROWSER_BENCH);
    browser.args(["--features", "browser-tests"]);
    browser
        .env("GOROUTINE_LAB_WASM_BENCH", &program)
        .env("GOROUTINE_LAB_DIST", project.dist());
    browser.envs(tools.browser.iter().flat_map(Browser::variables));
    steps::run(&mut browser, LIMIT)
}

fn cargo_bench(project: &Project, tools: &Tools, name: &str) -> Command {
    let mut cargo = tools.command(project, "cargo");
    cargo.args(["bench", "--package", "goroutine-lab", "--bench", name]);
    cargo
}

/// Compiles the example to wasm32, and writes it with its JavaScript into a folder.
fn build_wasm(project: &Project, tools: &Tools, folder: &Path) -> Result<(), Failure> {
    let mut cargo = tools.wasm_command(project, "cargo");
    cargo.args(["build", "--release", "--package", "goroutine-lab"]);
    cargo.args(["--example", WASM_EXAMPLE, "--target", Wasm::TARGET]);
    steps::run(&mut cargo, LIMIT)?;
    let examples = project.target.join(Wasm::TARGET).join("release/examples");
    let mut bindgen = tools.command(project, "wasm-bindgen");
    bindgen
        .args(["--target", "web", "--no-typescript", "--out-dir"])
        .arg(folder);
    bindgen.arg(examples.join(WASM_EXAMPLE).with_extension("wasm"));
    steps::run(&mut bindgen, Duration::from_mins(5))
}
