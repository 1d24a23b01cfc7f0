//! The two Go modules that programs in `assets/go` use, `golang.org/x/sync` and `golang.org/x/time`.
//!
//! Go fetches them itself where it can. Elsewhere they are copied: Go's own distribution has the one among the sources
//! of its tools, Debian has the other as a package. A go.mod beside the copies names them, for the go command's
//! `-modfile`. Their versions may differ from those that the programs' go.mod asks for; the packages in use do not.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};

use super::{announce, apt};
use crate::project::Project;
use crate::run;

const MODULES: [&str; 2] = ["sync", "time"];
/// Debian's package of `golang.org/x/time`, and the module's folder in it.
const TIME_PACKAGE: &str = "golang-golang-x-time-dev";
const TIME_SOURCE: &str = "usr/share/gocode/src/golang.org/x/time";

/// Where the modules are.
pub(super) enum Modules {
    /// Where Go puts what it fetches.
    Fetched,
    /// Where this go.mod says.
    Copied(PathBuf),
}

/// `None` where they are missing.
pub(super) fn find(project: &Project, go: &Path) -> Result<Option<Modules>> {
    let log = project.log("go-modules");
    if run::run_logged(
        download(project, go).env("GOPROXY", "off"),
        Duration::from_secs(20),
        &log,
    )
    .is_ok()
    {
        return Ok(Some(Modules::Fetched));
    }
    let is_copied = |module: &&str| folder(project).join(module).join("go.mod").is_file();
    if MODULES.iter().all(is_copied) {
        return Ok(Some(Modules::Copied(mod_file(project)?)));
    }
    Ok(None)
}

/// Fetches the modules, or copies them.
pub(super) fn install(project: &Project, go: &Path) -> Result<()> {
    announce("fetching the Go modules", "seconds, given up after 60");
    let log = project.log("go-modules");
    let fetched = run::run_logged(&mut download(project, go), Duration::from_mins(1), &log);
    if fetched.is_err() {
        println!("        Go cannot fetch them; taking Go's own copy and Debian's package");
        return copy(project, go);
    }
    Ok(())
}

fn folder(project: &Project) -> PathBuf {
    project.cache.join("go-modules")
}

fn download(project: &Project, go: &Path) -> Command {
    let mut command = run::command(go);
    command
        .args(["mod", "download"])
        .envs([
            ("GOTOOLCHAIN", "local"),
            ("GOFLAGS", "-mod=mod"),
            ("GOWORK", "off"),
        ])
        .current_dir(project.root.join("assets").join("go"));
    command
}

fn copy(project: &Project, go: &Path) -> Result<()> {
    let mut ask = run::command(go);
    ask.args(["env", "GOROOT"]).env("GOTOOLCHAIN", "local");
    let root = run::capture(&mut ask)?;
    let sync = Path::new(root.trim()).join("src/cmd/vendor/golang.org/x/sync");
    let folder = folder(project);
    copy_module("sync", &["errgroup", "semaphore"], &sync, &folder)?;
    copy_module("time", &["rate"], &time_source(project)?, &folder)
}

/// The folder of `golang.org/x/time`: Debian's package, installed or only unpacked.
fn time_source(project: &Project) -> Result<PathBuf> {
    let installed = Path::new("/").join(TIME_SOURCE);
    if installed.is_dir() {
        return Ok(installed);
    }
    ensure!(
        apt::available(),
        "golang.org/x/time can be neither fetched nor taken from Debian"
    );
    unpack(project).or_else(|_| {
        // The package lists are missing or old. An installation fetches them, but needs root.
        apt::install(project, &[TIME_PACKAGE], "half a minute")?;
        Ok(installed)
    })
}

/// Downloads Debian's package and unpacks it into the cache, which needs no root.
fn unpack(project: &Project) -> Result<PathBuf> {
    let folder = folder(project).join("unpacked");
    make_folder(&folder)?;
    let script = format!(
        "rm -f {TIME_PACKAGE}_*.deb && apt-get download {TIME_PACKAGE} && dpkg-deb -x {TIME_PACKAGE}_*.deb ."
    );
    let mut shell = run::command("sh");
    shell.args(["-ec", &script]).current_dir(&folder);
    run::run_logged(
        &mut shell,
        Duration::from_mins(2),
        &project.log("go-modules-debian"),
    )?;
    Ok(folder.join(TIME_SOURCE))
}

/// Copies some packages of a module, without their tests. Its go.mod comes last: a module that has one is complete.
fn copy_module(name: &str, packages: &[&str], from: &Path, folder: &Path) -> Result<()> {
    let to = folder.join(name);
    for package in packages {
        let (from, to) = (from.join(package), to.join(package));
        make_folder(&to)?;
        let entries =
            fs::read_dir(&from).with_context(|| format!("could not read {}", from.display()))?;
        for entry in entries {
            let path = entry?.path();
            let Some(file) = path.file_name().and_then(|file| file.to_str()) else {
                continue;
            };
            let is_source = path.extension().is_some_and(|extension| extension == "go");
            if is_source && !file.ends_with("_test.go") {
                fs::copy(&path, to.join(file))
                    .with_context(|| format!("could not copy {}", path.display()))?;
            }
        }
    }
    let text = format!("module golang.org/x/{name}\n\ngo 1.19\n");
    write(&to.join("go.mod"), &text)
}

/// The programs' own go.mod, with the folders of the copies.
fn mod_file(project: &Project) -> Result<PathBuf> {
    let own = project.root.join("assets").join("go").join("go.mod");
    let own =
        fs::read_to_string(&own).with_context(|| format!("could not read {}", own.display()))?;
    let folder = folder(project);
    let replacements = MODULES.iter().map(|module| {
        let path = folder.join(module);
        format!(
            "\nreplace golang.org/x/{module} => \"{}\"\n",
            path.display()
        )
    });
    let file = folder.join("go.mod");
    write(&file, &(own + &replacements.collect::<String>()))?;
    write(&folder.join("go.sum"), "")?;
    Ok(file)
}

fn make_folder(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("could not make {}", folder.display()))
}

fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).with_context(|| format!("could not write {}", path.display()))
}
