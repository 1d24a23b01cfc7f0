//! The tools from outside the checkout: the wasm32 target, wasm-bindgen, trunk, cargo-deny, Chromium
//! with chromedriver, npm's packages for the tests, and Go.
//!
//! A tool that is there in the right version is used. One that is missing is installed into the cache folder, or by the
//! system's package manager where only that has it. The second time, all this is a handful of look-ups.

mod apt;
mod browser;
mod cargo_tools;
mod debian_rust;
mod engines;
mod go;
mod go_modules;
mod npm;
mod wasm_target;

use std::fs::File;
use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context as _, Result, bail};

use crate::project::Project;
use crate::run;

use cargo_tools::{CargoDeny, Place, Trunk, WasmBindgen};

pub(crate) use browser::Browser;
pub(crate) use engines::Engines;
pub(crate) use go::Go;
pub(crate) use npm::NpmPackages;
pub(crate) use wasm_target::WasmTarget;

/// Which tools a task needs besides those that build the page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a tool of its own")]
pub(crate) struct Needs {
    /// Chromium and chromedriver.
    pub(crate) browser: bool,
    /// The packages of npm that the browser tests use.
    pub(crate) npm: bool,
    /// Go, and the modules of the programs in `assets/go`.
    pub(crate) go: bool,
    /// cargo-deny.
    pub(crate) deny: bool,
}

impl Needs {
    /// To build and to serve the page.
    pub(crate) const PAGE: Self = Self {
        browser: false,
        npm: false,
        go: false,
        deny: false,
    };
    /// To run the benchmarks.
    pub(crate) const BENCH: Self = Self {
        browser: true,
        npm: false,
        go: true,
        deny: false,
    };
    /// To run everything.
    pub(crate) const ALL: Self = Self {
        browser: true,
        npm: true,
        go: true,
        deny: true,
    };
}

/// The tools that were found or installed.
pub(crate) struct Tools {
    /// The toolchain that compiles for wasm32.
    pub(crate) wasm: WasmTarget,
    /// Where a browser was needed.
    pub(crate) browser: Option<Browser>,
    /// Where they were needed.
    pub(crate) npm: Option<NpmPackages>,
    /// Where Go was needed.
    pub(crate) go: Option<Go>,
    /// Folders to put on `PATH`.
    folders: Vec<PathBuf>,
}

impl Tools {
    /// Finds the tools, and installs what is missing, or names it where it must not `install`.
    pub(crate) fn ensure(project: &Project, needs: Needs, install: bool) -> Result<Self> {
        let start = Instant::now();
        let _lock = lock(project)?;
        let mut missing = Vec::new();
        let mut setup = Setup {
            project,
            install,
            missing: &mut missing,
        };
        let wasm = setup.get::<WasmTarget>()?;
        let wasm_bindgen = setup.get::<WasmBindgen>()?;
        let trunk = setup.get::<Trunk>()?;
        let deny = setup.get_if::<CargoDeny>(needs.deny)?;
        let browser = setup.get_if::<Browser>(needs.browser)?;
        let npm = setup.get_if::<NpmPackages>(needs.npm)?;
        let go = setup.get_if::<Go>(needs.go)?;
        let (Some(wasm), true) = (wasm, missing.is_empty()) else {
            bail!("these tools are missing:\n{}", missing.join("\n"));
        };
        let seconds = start.elapsed().as_secs_f64();
        println!("set-up: ready after {seconds:.1} s");
        let places = wasm_bindgen.map(|tool| tool.0).into_iter();
        let places = places.chain(trunk.map(|tool| tool.0));
        let places = places.chain(deny.map(|tool| tool.0));
        let folders = places.filter_map(|place| match place {
            Place::OnPath => None,
            Place::Folder(folder) => Some(folder),
        });
        Ok(Self {
            wasm,
            browser,
            npm,
            go,
            folders: folders.collect(),
        })
    }

    /// A command that runs in the checkout and finds the tools.
    pub(crate) fn command(&self, project: &Project, program: &str) -> Command {
        let mut command = run::command(program);
        command
            .current_dir(&project.root)
            .env("PATH", run::path_with(&self.folders));
        command
    }

    /// The same for a command that compiles to wasm32.
    pub(crate) fn wasm_command(&self, project: &Project, program: &str) -> Command {
        let mut command = self.command(project, program);
        self.wasm.apply(&mut command);
        command
    }
}

/// Something that is found on this machine or installed.
trait Tool: Sized {
    /// The name in messages, with the version.
    fn name(project: &Project) -> Result<String>;
    /// How a user gets it by hand: one line, for `--no-install`.
    fn by_hand(project: &Project) -> Result<String>;
    /// `None` where it is missing or has the wrong version.
    fn find(project: &Project) -> Result<Option<Self>>;
    /// Installs it, and says what it does and how long that may take.
    fn install(project: &Project) -> Result<()>;
}

/// One set-up of several tools.
struct Setup<'a> {
    project: &'a Project,
    install: bool,
    /// A line for each tool that is missing and must not be installed.
    missing: &'a mut Vec<String>,
}

impl Setup<'_> {
    fn get<T: Tool>(&mut self) -> Result<Option<T>> {
        let found = T::find(self.project)?;
        if found.is_some() {
            return Ok(found);
        }
        let (name, by_hand) = (T::name(self.project)?, T::by_hand(self.project)?);
        if !self.install {
            self.missing.push(format!("  {name}: {by_hand}"));
            return Ok(None);
        }
        T::install(self.project)
            .and_then(|()| {
                let found = T::find(self.project)?;
                found.context("it was installed, but it does not start or has the wrong version")
            })
            .map(Some)
            .with_context(|| {
                format!(
                    "could not install {name}\nTo get it by hand: {by_hand}. Then run this again."
                )
            })
    }

    fn get_if<T: Tool>(&mut self, needed: bool) -> Result<Option<T>> {
        if needed { self.get() } else { Ok(None) }
    }
}

/// Says what set-up does now, and how long it may take.
fn announce(what: &str, takes: &str) {
    println!("set-up: {what} ({takes})");
}

/// Keeps a second set-up on this machine from installing the same things at the same time.
fn lock(project: &Project) -> Result<File> {
    let path = project.cache.join("lock");
    let file = File::create(&path).with_context(|| format!("could not make {}", path.display()))?;
    if file.try_lock().is_err() {
        announce(
            "waiting for another set-up on this machine",
            "as long as that one takes",
        );
        file.lock()
            .with_context(|| format!("could not lock {}", path.display()))?;
    }
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Absent;

    impl Tool for Absent {
        fn name(_: &Project) -> Result<String> {
            Ok("absent 1.0.0".to_owned())
        }
        fn by_hand(_: &Project) -> Result<String> {
            Ok("run `get absent`".to_owned())
        }
        fn find(_: &Project) -> Result<Option<Self>> {
            Ok(None)
        }
        fn install(_: &Project) -> Result<()> {
            Ok(())
        }
    }

    fn get_absent(install: bool) -> (Result<Option<Absent>>, Vec<String>) {
        let project = Project {
            root: PathBuf::new(),
            target: PathBuf::new(),
            cache: PathBuf::new(),
        };
        let mut missing = Vec::new();
        let mut setup = Setup {
            project: &project,
            install,
            missing: &mut missing,
        };
        let found = setup.get::<Absent>();
        (found, missing)
    }

    #[test]
    fn without_installing_a_missing_tool_is_named_with_the_way_to_get_it() {
        let (found, missing) = get_absent(false);
        assert!(matches!(found, Ok(None)));
        assert_eq!(missing, ["  absent 1.0.0: run `get absent`"]);
    }

    #[test]
    fn a_tool_that_is_still_missing_after_its_installation_is_an_error() {
        let (found, missing) = get_absent(true);
        let Err(error) = found else {
            panic!("it was not found")
        };
        let text = run::describe(&error);
        assert!(
            text.contains("absent 1.0.0") && text.contains("`get absent`"),
            "{text}"
        );
        assert!(missing.is_empty());
    }
}
