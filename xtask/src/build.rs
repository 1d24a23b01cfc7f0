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

/// What LLVM leaves out for the page: both passes make code longer so that loops do less. After brotli they cost 1.4 and
/// 0.6 KB.
const PASSES_LEFT_OUT: [&str; 2] = ["-disable-lsr", "-enable-load-pre=false"];

/// The compiler's flags for the page; none where the user has flags of their own, which these would replace.
fn flags() -> Option<String> {
    if env::var_os("RUSTFLAGS").is_some() || env::var_os("CARGO_ENCODED_RUSTFLAGS").is_some() {
        return None;
    }
    let passes = PASSES_LEFT_OUT
        .iter()
        .map(|pass| format!("-Cllvm-args={pass}"));
    Some(
        passes
            .chain(short_paths())
            .collect::<Vec<_>>()
            .join("\u{1f}"),
    )
}

/// Keeps the builder's folders out of the page's messages: a page is the same whoever builds it, and smaller.
fn short_paths() -> Vec<String> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| env::home_dir().map(|home| home.join(".cargo")));
    let sources = home.map(|home| home.join("registry").join("src"));
    let registries = sources.and_then(|sources| fs::read_dir(sources).ok());
    let registries = registries.into_iter().flatten().flatten();
    registries
        .map(|registry| format!("--remap-path-prefix={}/=", registry.path().display()))
        .collect()
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
    if let Some(flags) = flags() {
        trunk.env("CARGO_ENCODED_RUSTFLAGS", flags);
    }
    // trunk takes no value but `true` and `false` in this variable, which other programs only look for.
    if env::var_os("NO_COLOR").is_some() {
        trunk.env("NO_COLOR", "true");
    }
    trunk
}
