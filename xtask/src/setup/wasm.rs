//! The wasm32 target: from rustup, or where its server is out of reach, built from the sources that Debian ships.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

use super::apt;
use crate::project::{Project, find_program};
use crate::steps::{self, Failure};

const TARGET: &str = Wasm::TARGET;
/// The name under which rustup knows Debian's Rust.
const WEB: &str = "web";
/// Where Debian installs it.
const WEB_PREFIX: &str = "/usr";
/// Debian's current Rust; it is there for the browsers, hence the name, and lives beside rustup without harm.
const WEB_PACKAGES: [&str; 5] = [
    "rustc-web",
    "cargo-web",
    "rust-web-src",
    "rust-web-llvm",
    "rust-web-clippy",
];
/// A file beside the library that we built, so that it is built anew for another compiler, or in another way.
const MARK: &str = "goroutine-lab-std.txt";
/// The library is built as the page is: small.
const OPT_LEVEL: &str = "z";
/// How long rustup gets: where it does not fail but hang, nobody wants to wait for longer.
const RUSTUP_LIMIT: Duration = Duration::from_mins(1);
const SHORT: Duration = Duration::from_secs(20);

/// How to compile for wasm32.
pub(crate) enum Wasm {
    /// With the toolchain in use.
    Ordinary,
    /// With Debian's Rust, and the library of this mark.
    Web {
        /// Differs from one build of the library to the next.
        mark: String,
    },
}

impl Wasm {
    /// Rust's name for it.
    pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

    /// Finds the target, and gets it if it is missing.
    pub(super) fn ensure(project: &Project) -> Result<Self, Failure> {
        if has_target(project, None) {
            return Ok(Self::Ordinary);
        }
        if add_by_rustup(project)? {
            return Ok(Self::Ordinary);
        }
        web(project).map_err(|failure| {
            failure.advise(format!(
                "run `rustup target add {TARGET}` where its server can be reached, or use a Debian system; then this again"
            ))
        })
    }

    /// Which of the two it is, in words.
    pub(super) fn describe(&self) -> &'static str {
        match self {
            Self::Ordinary => "the toolchain in use",
            Self::Web { .. } => "Debian's Rust",
        }
    }

    /// Makes a cargo or trunk command compile with the toolchain that has the target.
    pub(crate) fn apply(&self, command: &mut Command) {
        if let Self::Web { .. } = self {
            // The toolchain in use has put its own libraries on this path; the other compiler must not find them.
            command
                .env("RUSTUP_TOOLCHAIN", WEB)
                .env_remove("LD_LIBRARY_PATH");
        }
    }

    /// Removes what was compiled against another build of the standard library: cargo does not see that it changed.
    pub(crate) fn forget_stale_output(&self, project: &Project) -> Result<(), Failure> {
        let Self::Web { mark } = self else {
            return Ok(());
        };
        let output = project.target.join(TARGET);
        let note = output.join(MARK);
        match fs::read_to_string(&note) {
            Ok(found) if found == *mark => return Ok(()),
            Ok(_) => fs::remove_dir_all(&output)
                .map_err(|error| Failure::io("remove", &output, &error))?,
            Err(_) => {}
        }
        write(&note, mark)
    }
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(path, text))
        .map_err(|error| Failure::io("write", path, &error))
}

fn rustc(project: &Project, toolchain: Option<&str>) -> Command {
    let mut rustc = Command::new("rustc");
    rustc.current_dir(&project.root);
    if let Some(toolchain) = toolchain {
        rustc
            .env("RUSTUP_TOOLCHAIN", toolchain)
            .env_remove("LD_LIBRARY_PATH");
    }
    rustc
}

/// Whether a toolchain has the standard library for wasm32.
fn has_target(project: &Project, toolchain: Option<&str>) -> bool {
    let mut rustc = rustc(project, toolchain);
    rustc.args(["--print", "target-libdir", "--target", TARGET]);
    steps::capture(&mut rustc, SHORT).is_ok_and(|folder| has_std(Path::new(folder.trim())))
}

fn has_std(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|files| {
        files.flatten().any(|file| {
            let path = file.path();
            is_library(&path) && file.file_name().to_string_lossy().starts_with("libstd-")
        })
    })
}

fn is_library(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension == "rlib")
}

/// The ordinary way. It is tried once per toolchain: where it failed, it would cost a minute at every run.
fn add_by_rustup(project: &Project) -> Result<bool, Failure> {
    if find_program("rustup").is_none() {
        println!("set-up: there is no rustup to add {TARGET} with");
        return Ok(false);
    }
    let toolchain = steps::capture(rustc(project, None).arg("-vV"), SHORT)
        .map_err(|failure| failure.advise("install Rust with rustup, then run this again"))?;
    let note = project.cache.join("rustup-target-add-failed.txt");
    if apt::available() && fs::read_to_string(&note).is_ok_and(|failed| failed == toolchain) {
        return Ok(false);
    }
    steps::announce(
        &format!("rustup target add {TARGET}"),
        "a few seconds, given up after 60",
    );
    let mut rustup = super::plain("rustup");
    rustup
        .env("RUST_BACKTRACE", "0")
        .current_dir(&project.root)
        .args(["target", "add", TARGET]);
    let log = project.cache.join("logs").join("rustup.log");
    match steps::run_logged(&mut rustup, RUSTUP_LIMIT, &log) {
        Ok(()) => Ok(has_target(project, None)),
        Err(failure) => {
            println!("        {failure}");
            write(&note, &toolchain)?;
            println!(
                "        (to have it tried again, remove {})",
                note.display()
            );
            Ok(false)
        }
    }
}

/// The other way: Debian's compiler, and the standard library built from its sources.
fn web(project: &Project) -> Result<Wasm, Failure> {
    if !apt::available() {
        return Err(Failure::new(format!(
            "{TARGET} is missing, and this is not a Debian system"
        )));
    }
    let version = web_packages(project)?;
    let mark_path = target_folder().join(MARK);
    let current = || {
        fs::read_to_string(&mark_path)
            .ok()
            .filter(|mark| mark.lines().next() == Some(&kind_of(&version)))
    };
    let mark = match current().filter(|_| has_std(&target_folder().join("lib"))) {
        Some(mark) => mark,
        None => build_std(project, &version)?,
    };
    if !has_target(project, Some(WEB)) {
        steps::announce(
            &format!("rustup toolchain link {WEB} {WEB_PREFIX}"),
            "a second",
        );
        let mut rustup = super::plain("rustup");
        rustup.args(["toolchain", "link", WEB, WEB_PREFIX]);
        steps::run_logged(
            &mut rustup,
            SHORT,
            &project.cache.join("logs").join("rustup-link.log"),
        )?;
        if !has_target(project, Some(WEB)) {
            return Err(
                Failure::new(format!("the toolchain `{WEB}` still lacks {TARGET}")).advise(
                    format!(
                        "run `rustup toolchain uninstall {WEB}` if it was yours, then this again"
                    ),
                ),
            );
        }
    }
    Ok(Wasm::Web { mark })
}

/// Installs Debian's compiler if need be, and returns its version.
fn web_packages(project: &Project) -> Result<String, Failure> {
    let takes = "1 to 2 minutes";
    if !WEB_PACKAGES
        .iter()
        .all(|package| apt::installed(package).is_some())
    {
        apt::install(project, &WEB_PACKAGES, takes)?;
    }
    let llvm = llvm_of_web();
    let linker = format!("lld-{llvm}");
    if apt::installed(&linker).is_none() {
        apt::install(project, &[linker.as_str()], takes)?;
    }
    apt::installed(WEB_PACKAGES[0])
        .ok_or_else(|| Failure::new(format!("the package {} did not install", WEB_PACKAGES[0])))
}

/// The LLVM that the compiler was built with, whose linker it calls.
fn llvm_of_web() -> String {
    let text =
        steps::capture(Command::new(web_program("rustc")).arg("-vV"), SHORT).unwrap_or_default();
    llvm_major(&text).unwrap_or("22").to_owned()
}

fn llvm_major(rustc_version: &str) -> Option<&str> {
    let version = rustc_version
        .lines()
        .find_map(|line| line.strip_prefix("LLVM version: "))?;
    version.split('.').next()
}

fn web_program(name: &str) -> PathBuf {
    Path::new(WEB_PREFIX).join("bin").join(name)
}

fn target_folder() -> PathBuf {
    Path::new(WEB_PREFIX).join("lib/rustlib").join(TARGET)
}

/// Which library is wanted, in the mark's first line.
fn kind_of(version: &str) -> String {
    format!("{version}, opt-level {OPT_LEVEL}")
}

/// Compiles the standard library and installs it beside the compiler's others; returns its mark.
fn build_std(project: &Project, version: &str) -> Result<String, Failure> {
    steps::announce(
        &format!("building Rust's standard library for {TARGET}"),
        "1 to 2 minutes, once per compiler",
    );
    let scratch = project.cache.join("wasm-std");
    drop(fs::remove_dir_all(&scratch));
    write(
        &scratch.join("Cargo.toml"),
        "[package]\nname = \"empty\"\nedition = \"2021\"\n\n[workspace]\n",
    )?;
    write(&scratch.join("src/lib.rs"), "")?;
    let mut cargo = super::plain(web_program("cargo"));
    // Cargo may enable nightly features here because this is how the compiler's own distribution builds the library.
    cargo
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTC", web_program("rustc"));
    cargo.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", OPT_LEVEL);
    // Without the bitcode, a program that is linked with `lto = true` cannot use the library.
    cargo
        .env("RUSTFLAGS", "-Cembed-bitcode=yes")
        .env("CARGO_TARGET_DIR", scratch.join("target"));
    cargo
        .env_remove("LD_LIBRARY_PATH")
        .env_remove("RUSTUP_TOOLCHAIN")
        .current_dir(&scratch);
    cargo.args([
        "build",
        "--release",
        "-Zbuild-std=std,panic_abort,proc_macro",
        "--target",
        TARGET,
    ]);
    steps::run_logged(
        &mut cargo,
        Duration::from_mins(20),
        &project.cache.join("logs").join("wasm-std.log"),
    )?;

    let staged = scratch.join("staged");
    let built = scratch.join("target").join(TARGET).join("release/deps");
    stage(&built, &staged.join("lib"))?;
    let now = SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap_or_default()
        .as_secs();
    let mark = format!("{}\nbuilt at {now}\n", kind_of(version));
    write(&staged.join(MARK), &mark)?;
    let mut install = apt::privileged("sh")?;
    install
        .args(["-c", r#"rm -rf "$2" && cp -R "$1" "$2""#, "install"])
        .arg(&staged)
        .arg(target_folder());
    steps::run_logged(
        &mut install,
        Duration::from_mins(1),
        &project.cache.join("logs").join("wasm-std-install.log"),
    )?;
    drop(fs::remove_dir_all(&scratch));
    Ok(mark)
}

/// Collects the libraries, less the empty crate's own.
fn stage(built: &Path, lib: &Path) -> Result<(), Failure> {
    fs::create_dir_all(lib).map_err(|error| Failure::io("make", lib, &error))?;
    let files = fs::read_dir(built).map_err(|error| Failure::io("read", built, &error))?;
    for path in files.flatten().map(|file| file.path()) {
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
            continue;
        };
        if is_library(&path) && !name.starts_with("libempty-") {
            fs::copy(&path, lib.join(name)).map_err(|error| Failure::io("copy", &path, &error))?;
        }
    }
    Ok(())
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

    #[test]
    fn output_of_another_build_of_the_library_is_removed() {
        let scratch =
            std::env::temp_dir().join(format!("xtask-stale-output-{}", std::process::id()));
        let project = Project {
            root: scratch.clone(),
            target: scratch.join("target"),
            cache: scratch.join("cache"),
        };
        let output = project.target.join(TARGET).join("output.rlib");
        let compile = || write(&output, "compiled").expect("the scratch folder can be written");
        let forget = |wasm: &Wasm| {
            wasm.forget_stale_output(&project)
                .expect("the scratch folder can be changed");
            output.exists()
        };
        let first = Wasm::Web {
            mark: "1.96 built at 1".to_owned(),
        };
        let second = Wasm::Web {
            mark: "1.96 built at 2".to_owned(),
        };

        compile();
        assert!(forget(&Wasm::Ordinary), "rustup's library is none of ours");
        assert!(
            forget(&first),
            "nothing says that the output is of another library"
        );
        assert!(forget(&first), "the output is of this library");
        assert!(!forget(&second), "the output is of another library");
        compile();
        assert!(forget(&second), "the output is of this library");
        fs::remove_dir_all(&scratch).expect("the scratch folder can be removed");
    }
}
