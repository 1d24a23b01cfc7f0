//! Where things lie: the checkout, cargo's target folder, and the cache of tools outside of both.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::steps::Failure;
use crate::version::{self, Version};

/// The folders that the tasks work in.
pub(crate) struct Project {
    /// The checkout.
    pub(crate) root: PathBuf,
    /// Cargo's target folder.
    pub(crate) target: PathBuf,
    /// Tools and notes that every checkout on this machine shares.
    pub(crate) cache: PathBuf,
}

impl Project {
    /// Finds the folders, and makes the cache.
    pub(crate) fn locate() -> Result<Self, Failure> {
        // Cargo says at run time where xtask's manifest lies; the value from compile time would be wrong in a
        // checkout that was moved or that shares its target folder with another.
        let manifest = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
        let root = manifest
            .parent()
            .ok_or_else(|| {
                Failure::new("xtask does not lie in a checkout").advise("run it as `cargo xtask`")
            })?
            .to_path_buf();
        let target = env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| root.join("target"), |dir| root.join(dir));
        let cache = cache_folder()?.join("goroutine-lab");
        fs::create_dir_all(&cache).map_err(|error| Failure::io("make", &cache, &error))?;
        Ok(Self {
            root,
            target,
            cache,
        })
    }

    /// The static page.
    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// The version of `package` that the lock file holds.
    pub(crate) fn locked_version(&self, package: &str) -> Result<Version, Failure> {
        let path = self.root.join("Cargo.lock");
        let lock = fs::read_to_string(&path).map_err(|error| Failure::io("read", &path, &error))?;
        version::locked(&lock, package).ok_or_else(|| {
            Failure::new(format!("Cargo.lock holds no {package}"))
                .advise("add it to the dependencies in Cargo.toml")
        })
    }
}

fn cache_folder() -> Result<PathBuf, Failure> {
    let absolute = |path: PathBuf| path.is_absolute().then_some(path);
    if let Some(dir) = env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .and_then(absolute)
    {
        return Ok(dir);
    }
    let home = env::home_dir().ok_or_else(|| {
        Failure::new("there is no home folder to keep tools in")
            .advise("set XDG_CACHE_HOME to a folder")
    })?;
    Ok(home.join(".cache"))
}

/// A program on `PATH`.
pub(crate) fn find_program(name: &str) -> Option<PathBuf> {
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&env::var_os("PATH")?)
        .map(|dir| dir.join(&file))
        .find(|path| is_file(path))
}

fn is_file(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|found| found.is_file())
}
