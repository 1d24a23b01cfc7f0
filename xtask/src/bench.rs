//! `cargo xtask bench`: the same benchmarks natively and in a browser.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::build;
use crate::page_options::PageOptions;
use crate::project::Project;
use crate::run;
use crate::tools::{Browser, Go, Tools, WasmTarget};

/// The benchmarks: natively, and as wasm32 in a browser.
const NATIVE_BENCH: &str = "runtime";
const PICTURE_BENCH: &str = "lanes";
const BROWSER_BENCH: &str = "browser";
/// The example that is compiled to wasm32 for the second.
const WASM_EXAMPLE: &str = "wasm_bench";
/// The folder of the minimal page.
const MINIMAL_PAGE: &str = "benches/browser/minimal";

/// Runs the benchmarks.
pub(crate) fn bench(project: &Project, tools: &Tools) -> Result<()> {
    println!("\n==> natively (several minutes)");
    run::run(&mut cargo_bench(project, tools, NATIVE_BENCH))?;
    run::run(&mut cargo_bench(project, tools, PICTURE_BENCH))?;

    println!("\n==> in a browser (several minutes)");
    let program = project.target.join("wasm-bench");
    let minimal = project.target.join("minimal-page");
    build::build(project, tools, &PageOptions::default())?;
    build_minimal(project, tools, &minimal)?;
    build_wasm(project, tools, &program)?;
    let mut browser = cargo_bench(project, tools, BROWSER_BENCH);
    browser
        .args(["--features", "browser-tests"])
        .env("GOROUTINE_LAB_WASM_BENCH", &program)
        .env("GOROUTINE_LAB_MINIMAL", &minimal)
        .env("GOROUTINE_LAB_DIST", project.dist());
    run::run(&mut browser)
}

fn cargo_bench(project: &Project, tools: &Tools, name: &str) -> Command {
    let mut cargo = tools.command(project, "cargo");
    cargo
        .args(["bench", "--package", "goroutine-lab", "--bench", name])
        .envs(tools.browser.iter().flat_map(Browser::variables))
        .envs(tools.go.iter().flat_map(Go::variables));
    cargo
}

/// Builds the smallest page of Yew, with which the first run of ours is compared.
fn build_minimal(project: &Project, tools: &Tools, folder: &Path) -> Result<()> {
    let mut trunk = build::trunk(project, tools, "build");
    trunk
        .current_dir(project.root.join(MINIMAL_PAGE))
        .args(["--release", "--dist"])
        .arg(folder);
    run::run(&mut trunk)
}

/// Compiles the example to wasm32, and writes it with its JavaScript into a folder.
fn build_wasm(project: &Project, tools: &Tools, folder: &Path) -> Result<()> {
    let mut cargo = tools.wasm_command(project, "cargo");
    cargo
        .args(["build", "--release", "--package", "goroutine-lab"])
        .args(["--example", WASM_EXAMPLE, "--target", WasmTarget::NAME]);
    run::run(&mut cargo)?;
    let examples = project
        .target
        .join(WasmTarget::NAME)
        .join("release/examples");
    let mut bindgen = tools.command(project, "wasm-bindgen");
    bindgen
        .args(["--target", "web", "--no-typescript", "--out-dir"])
        .arg(folder)
        .arg(examples.join(WASM_EXAMPLE).with_extension("wasm"));
    run::run(&mut bindgen)
}
