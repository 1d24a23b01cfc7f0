//! `cargo xtask build`: the static page.

use std::env;
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::finish;
use crate::page_options::PageOptions;
use crate::project::Project;
use crate::run;
use crate::tools::Tools;

/// Builds the page into `dist/`.
pub(crate) fn build(project: &Project, tools: &Tools, options: &PageOptions) -> Result<()> {
    println!("Building the page: 1 to 3 minutes the first time, seconds after that.");
    prepare(project, tools)?;
    run::run(trunk(project, tools, "build").arg("--release"))?;
    finish::finish(&project.dist(), options)?;
    println!("The page is in {}", project.dist().display());
    Ok(())
}

/// Runs all that the talk says: its links, its figures, its lines of Go.
pub(crate) fn check_talk(project: &Project, tools: &Tools) -> Result<()> {
    println!("Running what the talk says; the first time the command line is compiled for it.");
    let mut check = tools.command(project, "cargo");
    check.args([
        "run",
        "--quiet",
        "--package",
        "goroutine-lab",
        "--",
        "talk",
        "--check",
    ]);
    run::run(&mut check).context("the page is not built while the talk says what is not so")
}

/// What must be done before trunk runs.
pub(crate) fn prepare(project: &Project, tools: &Tools) -> Result<()> {
    tools.wasm.remove_stale_output(project)?;
    // trunk runs offline, so cargo must have what the page depends on.
    let mut fetch = tools.wasm_command(project, "cargo");
    fetch.args(["fetch", "--quiet"]);
    run::run(&mut fetch)
        .context("cargo could not get what Cargo.lock names; see that the network is there")
}

/// A trunk command.
pub(crate) fn trunk(project: &Project, tools: &Tools, task: &str) -> Command {
    let mut trunk = tools.wasm_command(project, "trunk");
    // trunk would download tools of its own, although they are on PATH. Without a network it hangs.
    trunk.args([task, "--offline"]);
    // trunk cannot minify wasm-bindgen's script. It leaves the script as it is, and warns at every build.
    if env::var_os("RUST_LOG").is_none() {
        trunk.args(["--log", "error,trunk=info,trunk::processing::minify=error"]);
    }
    // trunk accepts only `true` and `false` in this variable. By its convention any value counts.
    if env::var_os("NO_COLOR").is_some() {
        trunk.env("NO_COLOR", "true");
    }
    trunk
}
