//! Debian's package manager, for what neither rustup nor cargo has.

use std::process::Command;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};

use super::announce;
use crate::project::Project;
use crate::run::{self, find_program};

/// Whether this is a system with apt.
pub(super) fn available() -> bool {
    find_program("apt-get").is_some() && find_program("dpkg-query").is_some()
}

/// The version of a package, if it is installed.
pub(super) fn installed(package: &str) -> Option<String> {
    let mut query = Command::new("dpkg-query");
    query.args(["-W", "-f=${db:Status-Abbrev} ${Version}", package]);
    installed_version(&run::capture(&mut query).ok()?)
}

/// The command for a user to type.
pub(super) fn by_hand(packages: &[&str]) -> String {
    format!(
        "run `sudo apt-get update && sudo apt-get install --no-install-recommends {}`",
        packages.join(" ")
    )
}

/// Installs packages, as root or by sudo.
pub(super) fn install(project: &Project, packages: &[&str], takes: &str) -> Result<()> {
    let mut update = apt_get(Duration::from_mins(5), &["update"])?;
    announce(
        &format!("as root, with apt-get: {}", packages.join(" ")),
        takes,
    );
    let log = project.log("apt-update");
    if let Err(error) = run::run_logged(&mut update, Duration::from_mins(6), &log) {
        // One source out of reach fails the update, and the packages may come from another.
        println!("        {error}; going on with the package lists as they are");
    }
    let mut args = vec!["install", "-y", "--no-install-recommends"];
    args.extend(packages);
    let mut install = apt_get(Duration::from_mins(30), &args)?;
    run::run_logged(
        &mut install,
        Duration::from_mins(31),
        &project.log("apt-install"),
    )
}

/// A command that runs as root: directly for root, else by sudo if that asks for no password.
pub(super) fn as_root(program: &str) -> Result<Command> {
    let user = run::capture(Command::new("id").arg("-u"))?;
    if user.trim() == "0" {
        return Ok(run::command(program));
    }
    run::capture(Command::new("sudo").args(["-n", "true"]))
        .context("this needs root, and sudo does not work without a password")?;
    let mut command = Command::new("sudo");
    command.args(["-n", program]);
    Ok(command)
}

/// apt-get as root, with a limit of its own: a process of root cannot be stopped from here.
fn apt_get(limit: Duration, args: &[&str]) -> Result<Command> {
    ensure!(available(), "this is no Debian system");
    let mut command = as_root("timeout")?;
    command.args(["-k", "10", &limit.as_secs().to_string()]);
    command.args(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    for option in [
        "Acquire::Retries=2",
        "Acquire::http::Timeout=60",
        "Acquire::https::Timeout=60",
        "DPkg::Lock::Timeout=120",
    ] {
        command.args(["-o", option]);
    }
    command.args(args);
    Ok(command)
}

fn installed_version(text: &str) -> Option<String> {
    let (status, version) = text.trim().split_once(' ')?;
    (status == "ii").then(|| version.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(installed_version(text).as_deref(), expected, "{text}");
    }

    #[test]
    fn only_a_wholly_installed_package_counts() {
        check("ii  1.96.0+dfsg1-1", Some("1.96.0+dfsg1-1"));
        check("rc  1.96.0+dfsg1-1", None);
        check("", None);
    }
}
