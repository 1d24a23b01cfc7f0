//! Where things lie: the checkout, cargo's target folder, and the cache of tools outside of both.

use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result};
use semver::Version;

use crate::run;

/// Names the cache folder to use in place of the user's own.
const CACHE_CHOICE: &str = "GOROUTINE_LAB_CACHE";

/// The folders that the tasks work in.
pub(crate) struct Project {
    /// The checkout.
    pub(crate) root: PathBuf,
    /// Cargo's target folder.
    pub(crate) target: PathBuf,
    /// Tools and logs that every checkout on this machine shares.
    pub(crate) cache: PathBuf,
}

impl Project {
    /// Finds the folders, and makes the cache.
    pub(crate) fn locate() -> Result<Self> {
        // The value at run time: a checkout may have moved since xtask was compiled.
        let manifest = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let root = manifest.as_ref().and_then(|folder| folder.parent());
        let root = root.context("run this as `cargo xtask`")?.to_path_buf();
        // Cargo put this program into `<target>/<profile>/`. That holds for every way to choose the target folder.
        let program = env::current_exe().context("could not find the path of xtask itself")?;
        let target = program.ancestors().nth(2);
        let target = target
            .context("xtask lies in no target folder")?
            .to_path_buf();
        let cache = cache_folder()?;
        fs::create_dir_all(&cache)
            .with_context(|| format!("could not make the folder {}", cache.display()))?;
        Ok(Self {
            root,
            target,
            cache,
        })
    }

    /// The folder of the static page.
    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// The log of a set-up step.
    pub(crate) fn log(&self, step: &str) -> PathBuf {
        self.cache.join("logs").join(format!("{step}.log"))
    }

    /// The version of `package` in `Cargo.lock`.
    pub(crate) fn locked_version(&self, package: &str) -> Result<Version> {
        let mut ask = Command::new("cargo");
        ask.current_dir(&self.root).args(["pkgid", package]);
        let id = run::capture(&mut ask)?;
        version_of(&id).with_context(|| format!("`cargo pkgid {package}` printed `{}`", id.trim()))
    }
}

/// The version at the end of a package id: `registry+https://…#name@1.2.3`.
fn version_of(id: &str) -> Option<Version> {
    Version::parse(id.trim().rsplit_once('@')?.1).ok()
}

fn cache_folder() -> Result<PathBuf> {
    if let Some(chosen) = env::var_os(CACHE_CHOICE).map(PathBuf::from) {
        anyhow::ensure!(
            chosen.is_absolute(),
            "{CACHE_CHOICE} is `{}`; it must be an absolute path",
            chosen.display()
        );
        return Ok(chosen);
    }
    // The XDG specification says to ignore a relative path.
    let shared = env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let shared = shared.filter(|folder| folder.is_absolute());
    let shared = shared.or_else(|| Some(env::home_dir()?.join(".cache")));
    let shared = shared.with_context(|| {
        format!("there is no home folder to keep tools in: set {CACHE_CHOICE} to a folder")
    })?;
    Ok(shared.join("goroutine-lab"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_id_ends_in_the_version() {
        let id = "registry+https://example.org/index#wasm-bindgen@0.2.130\n";
        assert_eq!(version_of(id), Some(Version::new(0, 2, 130)));
        assert_eq!(version_of("path+file:///somewhere"), None);
    }
}
