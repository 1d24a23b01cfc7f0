//! Getting the tools: the wasm32 target, trunk, wasm-bindgen, Chromium with chromedriver, and Go.
//!
//! What is there already is used. What is missing is installed into the cache folder (or by the system's package
//! manager, where only that can). The second time, all this is a handful of look-ups.

mod apt;
mod browser;
mod cargo_tools;
mod go;
mod go_modules;
mod wasm;

use std::env;
use std::ffi::OsStr;
use std::fs::File;
use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

use crate::project::Project;
use crate::steps::{self, Failure};

pub(crate) use browser::Browser;
pub(crate) use go::Go;
pub(crate) use wasm::Wasm;

/// Which tools a task needs besides the wasm32 target, wasm-bindgen and trunk.
#[derive(Clone, Copy)]
pub(crate) struct Needs {
    browser: bool,
    go: bool,
}

impl Needs {
    /// To build and to serve the page.
    pub(crate) const BUILD: Self = Self {
        browser: false,
        go: false,
    };
    /// To run the same benchmarks natively and in a browser.
    pub(crate) const BENCH: Self = Self {
        browser: true,
        go: false,
    };
    /// To run every check.
    pub(crate) const EVERYTHING: Self = Self {
        browser: true,
        go: true,
    };
}

/// The tools that were found or installed.
pub(crate) struct Tools {
    /// How to compile for wasm32.
    pub(crate) wasm: Wasm,
    /// Where a browser was needed.
    pub(crate) browser: Option<Browser>,
    /// Where Go was needed.
    pub(crate) go: Option<Go>,
    /// Folders to put on `PATH`.
    folders: Vec<PathBuf>,
}

impl Tools {
    /// Finds the tools, and installs what is missing.
    pub(crate) fn ensure(project: &Project, needs: Needs) -> Result<Self, Failure> {
        let start = Instant::now();
        let _lock = lock(project)?;
        let wasm = Wasm::ensure(project)?;
        let found = [
            cargo_tools::wasm_bindgen(project)?,
            cargo_tools::trunk(project)?,
        ];
        let folders = found.into_iter().flatten().collect();
        let browser = needs
            .browser
            .then(|| Browser::ensure(project))
            .transpose()?;
        let go = needs.go.then(|| Go::ensure(project)).transpose()?;
        let (seconds, wasm_by) = (start.elapsed().as_secs_f64(), wasm.describe());
        println!("set-up: ready after {seconds:.1} s; {wasm_by} compiles for wasm32");
        Ok(Self {
            wasm,
            browser,
            go,
            folders,
        })
    }

    /// A command that runs in the checkout and finds the tools.
    pub(crate) fn command(&self, project: &Project, program: &str) -> Command {
        let mut command = plain(program);
        command
            .current_dir(&project.root)
            .env("PATH", steps::path_with(&self.folders));
        command
    }

    /// The same for what compiles to wasm32.
    pub(crate) fn wasm_command(&self, project: &Project, program: &str) -> Command {
        let mut command = self.command(project, program);
        self.wasm.apply(&mut command);
        command
    }
}

/// A command without what `cargo run` says about xtask in the environment: cargo and trunk would take it for theirs.
fn plain(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    for (name, _) in env::vars_os() {
        let about_xtask = name.to_str().is_some_and(|name| {
            name.starts_with("CARGO_PKG_")
                || matches!(
                    name,
                    "CARGO" | "CARGO_MANIFEST_DIR" | "CARGO_MANIFEST_PATH" | "CARGO_BIN_NAME"
                )
        });
        if about_xtask {
            command.env_remove(name);
        }
    }
    command
}

/// Keeps a second set-up on this machine from installing the same things at the same time.
fn lock(project: &Project) -> Result<File, Failure> {
    let path = project.cache.join("lock");
    let file = File::create(&path).map_err(|error| Failure::io("make", &path, &error))?;
    if file.try_lock().is_err() {
        steps::announce(
            "waiting for another set-up on this machine",
            "as long as that one takes",
        );
        file.lock()
            .map_err(|error| Failure::io("lock", &path, &error))?;
    }
    Ok(file)
}
