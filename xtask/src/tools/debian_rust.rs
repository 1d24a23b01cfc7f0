//! Debian's Rust with a standard library for wasm32, where rustup's server is out of reach.
//!
//! Debian ships the compiler and the library's source, but no library for wasm32: it is built here. The compiler lives
//! beside rustup's, and is linked to rustup as a toolchain of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

use anyhow::{Context as _, Result};

use super::{announce, apt};
use crate::project::Project;
use crate::run;

/// Rust's name for what a browser runs.
pub(super) const TARGET: &str = "wasm32-unknown-unknown";
/// The name of the file that says which build of the standard library compiled output belongs to.
pub(super) const MARK: &str = "goroutine-lab-std.txt";

/// The name under which rustup knows it.
pub(super) const TOOLCHAIN: &str = "web";
/// Where Debian installs it.
const PREFIX: &str = "/usr";
/// Debian keeps this Rust current for its browsers, hence the names.
const COMPILER: &str = "rustc-web";
const PACKAGES: [&str; 5] = [
    COMPILER,
    "cargo-web",
    "rust-web-src",
    "rust-web-llvm",
    "rust-web-clippy",
];

/// Which build of the standard library is installed. `None` where it is missing or was built for another compiler.
pub(super) fn mark() -> Option<String> {
    let mark = fs::read_to_string(library_folder().join(MARK)).ok()?;
    (mark.lines().next() == apt::installed(COMPILER).as_deref()).then_some(mark)
}

/// Installs the compiler and its library, and links it to rustup.
pub(super) fn install(project: &Project) -> Result<()> {
    let takes = "1 to 2 minutes";
    let is_missing = |package: &&str| apt::installed(package).is_none();
    if PACKAGES.iter().any(is_missing) {
        apt::install(project, &PACKAGES, takes)?;
    }
    let linker = format!("lld-{}", llvm()?);
    if apt::installed(&linker).is_none() {
        apt::install(project, &[&linker], takes)?;
    }
    if mark().is_none() {
        build_library(project)?;
    }
    announce(
        &format!("rustup toolchain link {TOOLCHAIN} {PREFIX}"),
        "a second",
    );
    let mut link = run::command("rustup");
    link.args(["toolchain", "link", TOOLCHAIN, PREFIX]);
    run::run_logged(
        &mut link,
        Duration::from_secs(20),
        &project.log("rustup-link"),
    )
}

fn program(name: &str) -> PathBuf {
    Path::new(PREFIX).join("bin").join(name)
}

fn library_folder() -> PathBuf {
    Path::new(PREFIX).join("lib/rustlib").join(TARGET)
}

/// The major version of the compiler's LLVM. The linker must have the same.
fn llvm() -> Result<String> {
    let text = run::capture(Command::new(program("rustc")).arg("-vV"))?;
    let major = llvm_major(&text).with_context(|| format!("no LLVM version in: {text}"))?;
    Ok(major.to_owned())
}

fn llvm_major(rustc_version: &str) -> Option<&str> {
    let version = rustc_version
        .lines()
        .find_map(|line| line.strip_prefix("LLVM version: "))?;
    version.split('.').next()
}

/// Compiles the standard library and installs it beside the compiler's others.
fn build_library(project: &Project) -> Result<()> {
    announce(
        "building Rust's standard library for wasm32, and installing it as root",
        "1 to 2 minutes, once per compiler",
    );
    let scratch = empty_crate(project)?;
    let built = compile_library(project, &scratch)?;
    let staged = scratch.join("staged");
    copy_libraries(&built, &staged.join("lib"))?;
    let version = apt::installed(COMPILER).context("the compiler did not install")?;
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?;
    write(
        &staged.join(MARK),
        &format!("{version}\nbuilt at {}\n", now.as_secs()),
    )?;
    let mut install = apt::as_root("sh")?;
    install
        .args(["-c", r#"rm -rf "$2" && cp -R "$1" "$2""#, "install"])
        .arg(&staged)
        .arg(library_folder());
    run::run_logged(
        &mut install,
        Duration::from_mins(1),
        &project.log("wasm-std-install"),
    )?;
    fs::remove_dir_all(&scratch).with_context(|| format!("could not remove {}", scratch.display()))
}

/// A folder with an empty crate, whose build compiles the standard library.
fn empty_crate(project: &Project) -> Result<PathBuf> {
    let scratch = project.cache.join("wasm-std");
    if scratch.exists() {
        fs::remove_dir_all(&scratch)
            .with_context(|| format!("could not remove {}", scratch.display()))?;
    }
    let manifest = "[package]\nname = \"empty\"\nedition = \"2024\"\n\n[workspace]\n";
    write(&scratch.join("Cargo.toml"), manifest)?;
    write(&scratch.join("src/lib.rs"), "")?;
    Ok(scratch)
}

/// Returns the folder of the compiled libraries.
fn compile_library(project: &Project, scratch: &Path) -> Result<PathBuf> {
    let mut cargo = run::command(program("cargo"));
    cargo
        // Distributions build their library so: the compiler itself is the stable one.
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTC", program("rustc"))
        // Without the bitcode, a program that is linked with `lto = true` cannot use the library.
        .env("RUSTFLAGS", "-Cembed-bitcode=yes")
        .env("CARGO_TARGET_DIR", scratch.join("target"))
        .env_remove("LD_LIBRARY_PATH")
        .env_remove("RUSTUP_TOOLCHAIN")
        .current_dir(scratch)
        .args(["build", "--release", "--target", TARGET])
        .arg("-Zbuild-std=std,panic_abort,proc_macro");
    run::run_logged(
        &mut cargo,
        Duration::from_mins(20),
        &project.log("wasm-std"),
    )?;
    Ok(scratch.join("target").join(TARGET).join("release/deps"))
}

/// Copies the libraries, without the empty crate's own.
fn copy_libraries(built: &Path, lib: &Path) -> Result<()> {
    fs::create_dir_all(lib).with_context(|| format!("could not make {}", lib.display()))?;
    let files =
        fs::read_dir(built).with_context(|| format!("could not read {}", built.display()))?;
    for file in files {
        let path = file?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
            continue;
        };
        let is_library = path
            .extension()
            .is_some_and(|extension| extension == "rlib");
        if is_library && !name.starts_with("libempty-") {
            fs::copy(&path, lib.join(name))
                .with_context(|| format!("could not copy {}", path.display()))?;
        }
    }
    Ok(())
}

/// Writes a file, and makes its folder.
pub(super) fn write(path: &Path, text: &str) -> Result<()> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(path, text))
        .with_context(|| format!("could not write {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_linker_belongs_to_the_compilers_llvm() {
        assert_eq!(
            llvm_major("rustc 1.96.0\nhost: x86_64\nLLVM version: 22.1.8\n"),
            Some("22")
        );
        assert_eq!(llvm_major("rustc 1.96.0"), None);
    }
}
