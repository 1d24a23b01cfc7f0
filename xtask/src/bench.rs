//! `cargo xtask bench`: the same benchmarks natively and in a browser.

use std::time::Duration;

use crate::build;
use crate::project::Project;
use crate::setup::{Browser, Needs, Tools};
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
    let mut native = tools.command(project, "cargo");
    native.args([
        "bench",
        "--package",
        "goroutine-lab",
        "--bench",
        NATIVE_BENCH,
    ]);
    steps::run(&mut native, LIMIT)?;

    println!("\n==> as wasm32 in a browser (several minutes)");
    let program = project.target.join("wasm-bench");
    build_wasm(project, &tools, &program)?;
    let mut browser = tools.command(project, "cargo");
    browser.args([
        "bench",
        "--package",
        "goroutine-lab",
        "--features",
        "browser-tests",
        "--bench",
        BROWSER_BENCH,
    ]);
    browser
        .env("GOROUTINE_LAB_WASM_BENCH", &program)
        .env("GOROUTINE_LAB_DIST", project.dist());
    browser.envs(tools.browser.iter().flat_map(Browser::variables));
    steps::run(&mut browser, LIMIT)
}

/// Compiles the example to wasm32, and writes it with its JavaScript into a folder.
fn build_wasm(project: &Project, tools: &Tools, folder: &std::path::Path) -> Result<(), Failure> {
    build::prepare(project, tools)?;
    let target = "wasm32-unknown-unknown";
    let mut cargo = tools.wasm_command(project, "cargo");
    cargo.args([
        "build",
        "--release",
        "--package",
        "goroutine-lab",
        "--example",
        WASM_EXAMPLE,
        "--target",
        target,
    ]);
    steps::run(&mut cargo, LIMIT)?;
    let mut bindgen = tools.command(project, "wasm-bindgen");
    bindgen
        .args(["--target", "web", "--no-typescript", "--out-dir"])
        .arg(folder);
    bindgen.arg(
        project
            .target
            .join(target)
            .join("release/examples")
            .join(WASM_EXAMPLE)
            .with_extension("wasm"),
    );
    steps::run(&mut bindgen, Duration::from_mins(5))
}
