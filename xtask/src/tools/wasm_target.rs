//! The wasm32 target: rustup's, or where its server is out of reach, one for Debian's Rust.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context as _, Result, anyhow, ensure};

use super::debian_rust::{MARK, write};
use super::{Tool, announce, apt, debian_rust};
use crate::project::Project;
use crate::run::{self, find_program};

/// Where rustup's server is out of reach, rustup can hang instead of failing.
const RUSTUP_LIMIT: Duration = Duration::from_mins(1);

/// A toolchain that compiles for wasm32.
pub(crate) enum WasmTarget {
    /// The toolchain in use.
    Rustup,
    /// Debian's Rust, with a standard library that was built here.
    Debian {
        /// Differs from one build of the library to the next.
        mark: String,
    },
}

impl WasmTarget {
    /// Rust's name for it.
    pub(crate) const NAME: &str = debian_rust::TARGET;

    /// Makes a cargo or trunk command compile with the toolchain.
    pub(crate) fn apply(&self, command: &mut Command) {
        if let Self::Debian { .. } = self {
            select_debian(command);
        }
    }

    /// Removes what was compiled with another build of the standard library, which cargo cannot know.
    pub(crate) fn remove_stale_output(&self, project: &Project) -> Result<()> {
        let Self::Debian { mark } = self else {
            return Ok(());
        };
        let output = project.target.join(Self::NAME);
        let note = output.join(MARK);
        match fs::read_to_string(&note) {
            Ok(found) if found == *mark => return Ok(()),
            Ok(_) => fs::remove_dir_all(&output)
                .with_context(|| format!("could not remove {}", output.display()))?,
            Err(_) => {}
        }
        write(&note, mark)
    }
}

impl Tool for WasmTarget {
    fn name(_: &Project) -> Result<String> {
        Ok(format!("the Rust target {}", Self::NAME))
    }

    fn by_hand(_: &Project) -> Result<String> {
        Ok(format!("run `rustup target add {}`", Self::NAME))
    }

    fn find(project: &Project) -> Result<Option<Self>> {
        if has_std(rustc(project))? {
            return Ok(Some(Self::Rustup));
        }
        let mut debian = rustc(project);
        select_debian(&mut debian);
        // An error means that there is no such toolchain.
        let linked = has_std(debian).unwrap_or(false);
        let mark = linked.then(debian_rust::mark).flatten();
        Ok(mark.map(|mark| Self::Debian { mark }))
    }

    fn install(project: &Project) -> Result<()> {
        let Err(error) = add_by_rustup(project) else {
            return Ok(());
        };
        println!("        {error}");
        ensure!(
            apt::available(),
            "rustup cannot add it, and this is no Debian system"
        );
        println!("set-up: taking Debian's Rust for wasm32 instead");
        debian_rust::install(project)
    }
}

fn rustc(project: &Project) -> Command {
    let mut rustc = run::command("rustc");
    rustc.current_dir(&project.root);
    rustc
}

fn select_debian(command: &mut Command) {
    command
        .env("RUSTUP_TOOLCHAIN", debian_rust::TOOLCHAIN)
        // The toolchain in use has put its own libraries on this path. Another compiler must not find them.
        .env_remove("LD_LIBRARY_PATH");
}

/// Whether this compiler has the standard library for wasm32.
fn has_std(mut rustc: Command) -> Result<bool> {
    rustc.args(["--print", "target-libdir", "--target", WasmTarget::NAME]);
    let folder = run::capture(&mut rustc)?;
    let Ok(files) = fs::read_dir(folder.trim()) else {
        return Ok(false);
    };
    let names = files.flatten().map(|file| file.file_name());
    Ok(names.into_iter().any(|name| {
        let name = Path::new(&name);
        let is_library = name
            .extension()
            .is_some_and(|extension| extension == "rlib");
        is_library && name.to_string_lossy().starts_with("libstd-")
    }))
}

fn add_by_rustup(project: &Project) -> Result<()> {
    if find_program("rustup").is_none() {
        return Err(anyhow!("there is no rustup on PATH to add it with"));
    }
    announce(
        &format!("rustup target add {}", WasmTarget::NAME),
        "seconds, given up after 60",
    );
    let mut rustup = run::command("rustup");
    rustup
        .current_dir(&project.root)
        .args(["target", "add", WasmTarget::NAME]);
    run::run_logged(&mut rustup, RUSTUP_LIMIT, &project.log("rustup"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn output_of_another_build_of_the_library_is_removed() {
        let scratch = tempfile::tempdir().expect("a scratch folder");
        let project = Project {
            root: scratch.path().to_path_buf(),
            target: scratch.path().join("target"),
            cache: scratch.path().join("cache"),
        };
        let output = project.target.join(WasmTarget::NAME).join("output.rlib");
        let compile = || write(&output, "compiled").expect("the scratch folder can be written");
        let remains = |target: &WasmTarget| {
            target
                .remove_stale_output(&project)
                .expect("the scratch folder can be changed");
            output.exists()
        };
        let debian = |mark: &str| WasmTarget::Debian {
            mark: mark.to_owned(),
        };
        let (first, second) = (debian("1.96 built at 1"), debian("1.96 built at 2"));

        compile();
        assert!(remains(&WasmTarget::Rustup), "rustup's library has no mark");
        assert!(remains(&first), "no mark says that the output is stale");
        assert!(remains(&first), "the output is of this library");
        assert!(!remains(&second), "the output is of another library");
        compile();
        assert!(remains(&second), "the output is of this library");
    }
}
