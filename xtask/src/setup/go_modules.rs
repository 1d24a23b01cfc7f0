//! The two Go modules that programs in `assets/go` use, `golang.org/x/sync` and `golang.org/x/time`.
//!
//! Go fetches them itself where it can. Where no module can be fetched, copies of them are made from what can be had:
//! Go's own distribution has the one among the sources of its tools, Debian has the other as a package. A go.mod beside
//! the copies names them, for the go command's `-modfile`. Their versions are not those that the module asks for; what the
//! programs use of them is the same in both.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::apt;
use crate::project::Project;
use crate::steps::{self, Failure};

/// Debian's package of `golang.org/x/time`, and where it lies in it.
const TIME_PACKAGE: &str = "golang-golang-x-time-dev";
const TIME_SOURCE: &str = "usr/share/gocode/src/golang.org/x/time";

/// The go.mod to use in place of the module's own, where that one's modules cannot be fetched.
pub(super) fn ensure(project: &Project, go: &Path) -> Result<Option<PathBuf>, Failure> {
    let folder = project.cache.join("go-modules");
    if download(project, go, Some("off"), Duration::from_secs(20)).is_ok() {
        return Ok(None);
    }
    if !is_copied(&folder) {
        steps::announce("fetching the Go modules", "seconds");
        let Err(no_network) = download(project, go, None, Duration::from_mins(1)) else {
            return Ok(None);
        };
        println!("        they cannot be fetched: taking Go's own copy and Debian's package");
        copy(project, go, &folder).map_err(|failure| {
            Failure::new(format!("{no_network}\nand {failure}")).advise(
                "run `go mod download` in assets/go where the network lets Go's module proxy through",
            )
        })?;
    }
    mod_file(project, &folder).map(Some)
}

/// Fetches the modules, or, where the proxy is `off`, says whether they are there.
fn download(
    project: &Project,
    go: &Path,
    proxy: Option<&str>,
    limit: Duration,
) -> Result<(), Failure> {
    let mut command = Command::new(go);
    command
        .args(["mod", "download"])
        .envs([
            ("GOTOOLCHAIN", "local"),
            ("GOFLAGS", "-mod=mod"),
            ("GOWORK", "off"),
        ])
        .envs(proxy.map(|proxy| ("GOPROXY", proxy)))
        .current_dir(project.root.join("assets").join("go"));
    steps::capture(&mut command, limit).map(drop)
}

const MODULES: [&str; 2] = ["sync", "time"];

fn is_copied(folder: &Path) -> bool {
    let is_there = |module: &&str| folder.join(module).join("go.mod").is_file();
    MODULES.iter().all(is_there)
}

fn copy(project: &Project, go: &Path, folder: &Path) -> Result<(), Failure> {
    let mut ask = Command::new(go);
    ask.args(["env", "GOROOT"]).env("GOTOOLCHAIN", "local");
    let root = steps::capture(&mut ask, Duration::from_secs(20))?;
    let sync = Path::new(root.trim()).join("src/cmd/vendor/golang.org/x/sync");
    copy_module("sync", &["errgroup", "semaphore"], &sync, folder)?;
    copy_module("time", &["rate"], &time_source(project)?, folder)
}

/// Where the sources of `golang.org/x/time` are: Debian's package, installed or only unpacked.
fn time_source(project: &Project) -> Result<PathBuf, Failure> {
    let installed = Path::new("/").join(TIME_SOURCE);
    if installed.is_dir() {
        return Ok(installed);
    }
    if !apt::available() {
        return Err(Failure::new(
            "this is no Debian to take golang.org/x/time from",
        ));
    }
    unpack(project).or_else(|_| {
        // The lists of packages are missing or old; installing fetches them, but needs root.
        apt::install(project, &[TIME_PACKAGE], "half a minute")?;
        Ok(installed)
    })
}

/// Fetches Debian's package and unpacks it into the cache, which needs no root.
fn unpack(project: &Project) -> Result<PathBuf, Failure> {
    let folder = project.cache.join("go-modules").join("unpacked");
    fs::create_dir_all(&folder).map_err(|error| Failure::io("make", &folder, &error))?;
    let log = project.cache.join("logs").join("go-modules.log");
    let script = format!(
        "rm -f {TIME_PACKAGE}_*.deb && apt-get download {TIME_PACKAGE} && dpkg-deb -x {TIME_PACKAGE}_*.deb ."
    );
    let mut shell = Command::new("sh");
    shell.args(["-ec", &script]).current_dir(&folder);
    steps::run_logged(&mut shell, Duration::from_mins(2), &log)?;
    Ok(folder.join(TIME_SOURCE))
}

/// Copies some packages of a module, without their tests. Its go.mod comes last: what has one is complete.
fn copy_module(name: &str, packages: &[&str], from: &Path, folder: &Path) -> Result<(), Failure> {
    let to = folder.join(name);
    for package in packages {
        let (from, to) = (from.join(package), to.join(package));
        fs::create_dir_all(&to).map_err(|error| Failure::io("make", &to, &error))?;
        let entries = fs::read_dir(&from).map_err(|error| Failure::io("read", &from, &error))?;
        for path in entries.flatten().map(|entry| entry.path()) {
            let Some(file) = path.file_name().and_then(|file| file.to_str()) else {
                continue;
            };
            let is_source = path.extension().is_some_and(|extension| extension == "go");
            if is_source && !file.ends_with("_test.go") {
                fs::copy(&path, to.join(file))
                    .map_err(|error| Failure::io("copy", &path, &error))?;
            }
        }
    }
    let text = format!("module golang.org/x/{name}\n\ngo 1.19\n");
    write(&to.join("go.mod"), &text)
}

/// The module's own go.mod, and where its modules are.
fn mod_file(project: &Project, folder: &Path) -> Result<PathBuf, Failure> {
    let own = project.root.join("assets").join("go").join("go.mod");
    let mut text = fs::read_to_string(&own).map_err(|error| Failure::io("read", &own, &error))?;
    for module in MODULES {
        let path = folder.join(module);
        // Writing to a String cannot fail.
        let _ = write!(
            text,
            "\nreplace golang.org/x/{module} => \"{}\"\n",
            path.display()
        );
    }
    let file = folder.join("go.mod");
    write(&file, &text)?;
    write(&folder.join("go.sum"), "")?;
    Ok(file)
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    fs::write(path, text).map_err(|error| Failure::io("write", path, &error))
}
