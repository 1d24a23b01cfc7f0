//! Tools that cargo installs: trunk and wasm-bindgen's command line.

use std::env;
use std::path::PathBuf;
use std::time::Duration;

use crate::project::{Project, find_program};
use crate::steps::{self, Failure};
use crate::version::Version;

/// The trunk that is installed where none is found.
const TRUNK: Version = Version::new(0, 21, 14);
/// The first trunk whose settings may differ from those in `Trunk.toml`.
const TRUNK_TOO_NEW: Version = Version::new(0, 22, 0);

/// trunk; returns the folder to put on `PATH` if it is not there yet.
pub(super) fn trunk(project: &Project) -> Result<Option<PathBuf>, Failure> {
    if on_path("trunk").is_some_and(|found| TRUNK <= found && found < TRUNK_TOO_NEW) {
        return Ok(None);
    }
    installed(
        project,
        "trunk",
        "trunk",
        TRUNK,
        "5 to 8 minutes on a small machine",
    )
    .map(Some)
}

/// wasm-bindgen in exactly the version of the library: the two talk in a format that changes with every version.
pub(super) fn wasm_bindgen(project: &Project) -> Result<Option<PathBuf>, Failure> {
    let version = project.locked_version("wasm-bindgen")?;
    if on_path("wasm-bindgen") == Some(version) {
        return Ok(None);
    }
    installed(
        project,
        "wasm-bindgen-cli",
        "wasm-bindgen",
        version,
        "2 to 3 minutes on a small machine",
    )
    .map(Some)
}

fn on_path(program: &str) -> Option<Version> {
    Version::find_in(&steps::version_text(
        &find_program(program)?,
        &["--version"],
    )?)
}

/// The folder of a tool in the cache, after installing it if it is not there.
fn installed(
    project: &Project,
    package: &str,
    program: &str,
    version: Version,
    takes: &str,
) -> Result<PathBuf, Failure> {
    let root = project.cache.join(format!("{program}-{version}"));
    let folder = root.join("bin");
    if folder
        .join(format!("{program}{}", env::consts::EXE_SUFFIX))
        .is_file()
    {
        return Ok(folder);
    }
    steps::announce(&format!("installing {program} {version} with cargo"), takes);
    let log = project.cache.join("logs").join(format!("{program}.log"));
    let install = |locked: &[&str]| {
        let mut cargo = super::plain("cargo");
        // Outside the checkout, whose settings are not meant for this, and with a target folder of its own.
        cargo
            .current_dir(&project.cache)
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_TARGET_DIR");
        cargo
            .args(["install", package, "--version", &version.to_string()])
            .args(locked);
        cargo.arg("--root").arg(&root);
        steps::run_logged(&mut cargo, Duration::from_mins(30), &log)
    };
    let first = install(&["--locked"]);
    // The tool's own lock file can name a version that the registry does not have, or not yet.
    if let Err(failure) = first {
        println!("        {failure}");
        steps::announce(
            "once more with the newest versions of what it depends on",
            takes,
        );
        install(&[]).map_err(|failure| {
            failure.advise(format!(
                "see that the network is there; or run `cargo install {package} --version {version}` yourself"
            ))
        })?;
    }
    Ok(folder)
}
