//! `cargo xtask build`: the static page.

use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use crate::pack;
use crate::project::Project;
use crate::setup::Tools;
use crate::steps::{self, Failure};

/// Builds the page into `dist/`.
pub(crate) fn build(project: &Project, tools: &Tools) -> Result<(), Failure> {
    println!("Building the page: 1 to 3 minutes the first time, seconds after that.");
    prepare(project, tools)?;
    let mut trunk = trunk(project, tools, "build");
    trunk.arg("--release");
    steps::run(&mut trunk, Duration::from_mins(30))?;
    pack::pack(&project.dist())?;
    println!("The page is in {}", project.dist().display());
    Ok(())
}

/// What must be done before trunk runs.
pub(crate) fn prepare(project: &Project, tools: &Tools) -> Result<(), Failure> {
    tools.wasm.forget_stale_output(project)?;
    // trunk runs offline, so what the page depends on must be here before.
    let mut fetch = tools.wasm_command(project, "cargo");
    fetch.args(["fetch", "--quiet"]);
    steps::run(&mut fetch, Duration::from_mins(10)).map_err(|failure| {
        failure.advise("see that the network is there: cargo gets what Cargo.lock names")
    })
}

/// Flags that keep the builder's folders out of the page's messages: a page is the same whoever builds it, and smaller.
///
/// None where the user has flags of their own, which these would replace.
fn short_paths() -> Option<String> {
    if env::var_os("RUSTFLAGS").is_some() || env::var_os("CARGO_ENCODED_RUSTFLAGS").is_some() {
        return None;
    }
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| env::home_dir().map(|home| home.join(".cargo")))?;
    let registries = fs::read_dir(home.join("registry").join("src")).ok()?;
    let flags = registries
        .flatten()
        .map(|registry| format!("--remap-path-prefix={}/=", registry.path().display()));
    Some(flags.collect::<Vec<_>>().join("\u{1f}"))
}

/// A trunk command.
pub(crate) fn trunk(project: &Project, tools: &Tools, task: &str) -> Command {
    let mut trunk = tools.wasm_command(project, "trunk");
    // The tools that trunk would download are on PATH, and where there is no network the download would hang.
    trunk.args([task, "--offline"]);
    // Its JavaScript minifier does not know all the syntax of wasm-bindgen's file and leaves that as it is, with a
    // warning that nobody can act on.
    if env::var_os("RUST_LOG").is_none() {
        trunk.args(["--log", "error,trunk=info,trunk::processing::minify=error"]);
    }
    if let Some(flags) = short_paths() {
        trunk.env("CARGO_ENCODED_RUSTFLAGS", flags);
    }
    // trunk takes no value but `true` and `false` in this variable, which other programs only look for.
    if env::var_os("NO_COLOR").is_some() {
        trunk.env("NO_COLOR", "true");
    }
    trunk
}
