//! The tools that cargo installs: trunk, wasm-bindgen's command line and cargo-deny.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::Result;
use semver::Version;

use super::{Tool, announce};
use crate::project::Project;
use crate::run::{self, find_program};
use crate::version;

/// The trunk that is installed where none is found.
const TRUNK: Version = Version::new(0, 21, 14);
/// The cargo-deny that is installed where none is found.
const CARGO_DENY: Version = Version::new(0, 20, 2);
/// The first trunk that may read `Trunk.toml` in another way.
const TRUNK_TOO_NEW: Version = Version::new(0, 22, 0);

const TRUNK_PACKAGE: Package = Package {
    name: "trunk",
    program: "trunk",
    // Its features are TLS and a look for newer versions. Here it serves on localhost and downloads nothing.
    args: &["--no-default-features"],
    takes: "3 minutes on a machine of two cores",
};

const WASM_BINDGEN_PACKAGE: Package = Package {
    name: "wasm-bindgen-cli",
    program: "wasm-bindgen",
    // The feature is TLS for the test runner, which is another program of the package.
    args: &["--no-default-features", "--bin", "wasm-bindgen"],
    takes: "1 minute on a machine of two cores",
};

const CARGO_DENY_PACKAGE: Package = Package {
    name: "cargo-deny",
    program: "cargo-deny",
    args: &[],
    takes: "1 minute on a machine of two cores",
};

/// trunk, and where it was found.
pub(super) struct Trunk(pub(super) Place);

impl Tool for Trunk {
    fn name(_: &Project) -> Result<String> {
        Ok(format!("trunk {TRUNK}"))
    }

    fn by_hand(_: &Project) -> Result<String> {
        Ok(TRUNK_PACKAGE.by_hand(&TRUNK))
    }

    fn find(project: &Project) -> Result<Option<Self>> {
        let fits = |found| TRUNK <= found && found < TRUNK_TOO_NEW;
        Ok(TRUNK_PACKAGE.find(project, &TRUNK, fits).map(Self))
    }

    fn install(project: &Project) -> Result<()> {
        TRUNK_PACKAGE.install(project, &TRUNK)
    }
}

/// cargo-deny, and where it was found.
pub(super) struct CargoDeny(pub(super) Place);

impl Tool for CargoDeny {
    fn name(_: &Project) -> Result<String> {
        Ok(format!("cargo-deny {CARGO_DENY}"))
    }

    fn by_hand(_: &Project) -> Result<String> {
        Ok(CARGO_DENY_PACKAGE.by_hand(&CARGO_DENY))
    }

    fn find(project: &Project) -> Result<Option<Self>> {
        let fits = |found| found >= CARGO_DENY;
        let place = CARGO_DENY_PACKAGE.find(project, &CARGO_DENY, fits);
        Ok(place.map(Self))
    }

    fn install(project: &Project) -> Result<()> {
        CARGO_DENY_PACKAGE.install(project, &CARGO_DENY)
    }
}

/// wasm-bindgen's command line, and where it was found.
///
/// It has the version of the library: the format between the two changes with every version.
pub(super) struct WasmBindgen(pub(super) Place);

/// Where a program was found.
pub(super) enum Place {
    /// On `PATH`.
    OnPath,
    /// In this folder, which `PATH` must get.
    Folder(PathBuf),
}

impl WasmBindgen {
    fn version(project: &Project) -> Result<Version> {
        project.locked_version("wasm-bindgen")
    }
}

impl Tool for WasmBindgen {
    fn name(project: &Project) -> Result<String> {
        Ok(format!("wasm-bindgen {}", Self::version(project)?))
    }

    fn by_hand(project: &Project) -> Result<String> {
        Ok(WASM_BINDGEN_PACKAGE.by_hand(&Self::version(project)?))
    }

    fn find(project: &Project) -> Result<Option<Self>> {
        let version = Self::version(project)?;
        let place = WASM_BINDGEN_PACKAGE.find(project, &version, |found| found == version);
        Ok(place.map(Self))
    }

    fn install(project: &Project) -> Result<()> {
        WASM_BINDGEN_PACKAGE.install(project, &Self::version(project)?)
    }
}

/// A package with a program, and how to compile it fast.
struct Package {
    name: &'static str,
    program: &'static str,
    /// Further arguments of `cargo install`.
    args: &'static [&'static str],
    /// How long that takes.
    takes: &'static str,
}

impl Package {
    fn by_hand(&self, version: &Version) -> String {
        format!(
            "run `cargo install {0} --version {version}`, or quicker `cargo binstall {0}@{version}`",
            self.name
        )
    }

    fn find(
        &self,
        project: &Project,
        version: &Version,
        fits: impl Fn(Version) -> bool,
    ) -> Option<Place> {
        let starts_and_fits = |program: PathBuf| {
            let text = run::capture(Command::new(program).arg("--version"));
            text.is_ok_and(|text| version::find_in(&text).is_some_and(&fits))
        };
        if find_program(self.program).is_some_and(starts_and_fits) {
            return Some(Place::OnPath);
        }
        let folder = self.root(project, version).join("bin");
        let program = folder.join(format!("{}{}", self.program, env::consts::EXE_SUFFIX));
        starts_and_fits(program).then_some(Place::Folder(folder))
    }

    fn root(&self, project: &Project, version: &Version) -> PathBuf {
        project.cache.join(format!("{}-{version}", self.program))
    }

    fn install(&self, project: &Project, version: &Version) -> Result<()> {
        let what = format!("{} {version}", self.program);
        if find_program("cargo-binstall").is_some() {
            announce(
                &format!("downloading {what} with cargo binstall"),
                "seconds",
            );
            match self.download(project, version) {
                Ok(()) => return Ok(()),
                Err(error) => println!("        {error}"),
            }
        }
        // Said here, because it is the longest wait of a set-up.
        let takes = format!("{}; seconds where cargo binstall is installed", self.takes);
        announce(&format!("compiling {what} with cargo"), &takes);
        let log = project.log(&format!("{}-locked", self.program));
        if let Err(error) = self.compile(project, version, &["--locked"], &log) {
            // The package's own lock file can name a version that this registry does not have yet.
            println!("        {error}");
            announce("once more without its lock file", self.takes);
            self.compile(project, version, &[], &project.log(self.program))?;
        }
        Ok(())
    }

    fn download(&self, project: &Project, version: &Version) -> Result<()> {
        let mut binstall = run::command("cargo");
        binstall
            .current_dir(&project.cache)
            // Else it compiles in its own way where there is nothing to download.
            .args([
                "binstall",
                "--no-confirm",
                "--disable-strategies",
                "compile",
            ])
            .arg("--root")
            .arg(self.root(project, version))
            .arg(format!("{}@{version}", self.name));
        let log = project.log(&format!("{}-binstall", self.program));
        run::run_logged(&mut binstall, Duration::from_mins(3), &log)
    }

    fn compile(
        &self,
        project: &Project,
        version: &Version,
        locked: &[&str],
        log: &Path,
    ) -> Result<()> {
        let mut cargo = run::command("cargo");
        // From outside the checkout, whose settings are not meant for this.
        cargo
            .current_dir(&project.cache)
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .env_remove("CARGO_TARGET_DIR")
            // Optimised, the two take four times as long to compile, and save a second at each build of the page.
            .env("CARGO_PROFILE_DEV_DEBUG", "false")
            .env("CARGO_INCREMENTAL", "0")
            .args(["install", self.name, "--version", &version.to_string()])
            .arg("--debug")
            .args(self.args)
            .args(locked)
            .arg("--root")
            .arg(self.root(project, version));
        run::run_logged(&mut cargo, Duration::from_mins(30), log)
    }
}
