//! `cargo xtask build`: the static page.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result};
use clap::Args;

use crate::finish;
use crate::project::Project;
use crate::run;
use crate::tools::Tools;

/// What to make of the page.
#[derive(Debug, Default, Args)]
pub(crate) struct PageOptions {
    /// Also make dist/goroutine-lab.html: the whole page as one file, which runs from a disk without a network
    #[arg(long)]
    pub(crate) single_file: bool,
    /// The address at which the page will be, such as <https://lab.example/go/>. Previews in chats need it, and the page
    /// as one file shares links to it
    #[arg(long, value_name = "URL", value_parser = read_address)]
    pub(crate) address: Option<String>,
    /// A picture for previews in chats, which becomes dist/social.png: `goroutine-lab run '' --format png` writes one
    #[arg(long, value_name = "PNG", requires = "address")]
    pub(crate) picture: Option<PathBuf>,
}

impl PageOptions {
    /// Everything that tests look at.
    pub(crate) const ALL: Self = Self {
        single_file: true,
        address: None,
        picture: None,
    };
}

/// The address of a folder, with a slash at its end.
fn read_address(text: &str) -> Result<String, String> {
    let host = ["https://", "http://"]
        .iter()
        .find_map(|scheme| text.strip_prefix(scheme));
    let is_folder = host.is_some_and(|host| {
        let strange = |c: char| c.is_whitespace() || c.is_control() || "?#\"<>".contains(c);
        !host.is_empty() && !host.starts_with('/') && !host.contains(strange)
    });
    if is_folder {
        Ok(format!("{}/", text.trim_end_matches('/')))
    } else {
        Err("allowed is the address of a folder, such as https://lab.example/go/".to_owned())
    }
}

/// Builds the page into `dist/`.
pub(crate) fn build(project: &Project, tools: &Tools, options: &PageOptions) -> Result<()> {
    println!("Building the page: 1 to 3 minutes the first time, seconds after that.");
    prepare(project, tools)?;
    run::run(trunk(project, tools, "build").arg("--release"))?;
    finish::finish(&project.dist(), options)?;
    println!("The page is in {}", project.dist().display());
    Ok(())
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
