//! Debian's package manager, for what neither rustup nor cargo can bring.

use std::process::Command;
use std::time::Duration;

use crate::project::{Project, find_program};
use crate::steps::{self, Failure};

/// Whether this is a system with apt.
pub(super) fn available() -> bool {
    find_program("apt-get").is_some() && find_program("dpkg-query").is_some()
}

/// The version of a package, if it is installed.
pub(super) fn installed(package: &str) -> Option<String> {
    let mut query = Command::new("dpkg-query");
    query.args(["-W", "-f=${db:Status-Abbrev} ${Version}", package]);
    let text = steps::capture(&mut query, Duration::from_secs(10)).ok()?;
    installed_version(&text)
}

fn installed_version(text: &str) -> Option<String> {
    let (status, version) = text.trim().split_once(' ')?;
    (status == "ii").then(|| version.trim().to_owned())
}

/// Installs packages, as root or by sudo.
pub(super) fn install(project: &Project, packages: &[&str], takes: &str) -> Result<(), Failure> {
    steps::announce(
        &format!("installing with apt: {}", packages.join(", ")),
        takes,
    );
    let by_hand = format!(
        "run `sudo apt-get update && sudo apt-get install --no-install-recommends {}`, then this again",
        packages.join(" ")
    );
    let log = |name: &str| project.cache.join("logs").join(name);
    let mut update =
        apt_get(Duration::from_mins(5), &["update"]).map_err(|failure| failure.advise(&by_hand))?;
    let updated = steps::run_logged(&mut update, Duration::from_mins(6), &log("apt-update.log"));
    if let Err(failure) = updated {
        // One unreachable source fails the update, and the packages may well come from another.
        println!("        {failure}\n        (going on with the package lists as they are)");
    }
    let mut args = vec!["install", "-y", "--no-install-recommends"];
    args.extend(packages);
    let mut install = apt_get(Duration::from_mins(30), &args)?;
    steps::run_logged(
        &mut install,
        Duration::from_mins(31),
        &log("apt-install.log"),
    )
    .map_err(|failure| failure.advise(by_hand))
}

fn apt_get(limit: Duration, args: &[&str]) -> Result<Command, Failure> {
    let limit = limit.as_secs().to_string();
    // What runs as root cannot be stopped from outside, so it gets its limit on the inside.
    let mut command = privileged("timeout")?;
    command.args([
        "-k",
        "10",
        &limit,
        "env",
        "DEBIAN_FRONTEND=noninteractive",
        "apt-get",
    ]);
    command.args([
        "-o",
        "Acquire::Retries=2",
        "-o",
        "Acquire::http::Timeout=60",
    ]);
    command.args([
        "-o",
        "Acquire::https::Timeout=60",
        "-o",
        "DPkg::Lock::Timeout=120",
    ]);
    command.args(args);
    Ok(command)
}

/// A command that runs as root: as it is for root, else by sudo if that asks for no password.
pub(super) fn privileged(program: &str) -> Result<Command, Failure> {
    let user = steps::capture(Command::new("id").arg("-u"), Duration::from_secs(10))?;
    if user.trim() == "0" {
        return Ok(Command::new(program));
    }
    if steps::capture(
        Command::new("sudo").args(["-n", "true"]),
        Duration::from_secs(10),
    )
    .is_err()
    {
        return Err(Failure::new(
            "installing this needs root, and sudo would ask for a password",
        ));
    }
    let mut command = Command::new("sudo");
    command.args(["-n", program]);
    Ok(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_wholly_installed_package_counts() {
        assert_eq!(
            installed_version("ii  1.96.0+dfsg1-1"),
            Some("1.96.0+dfsg1-1".to_owned())
        );
        assert_eq!(installed_version("rc  1.96.0+dfsg1-1"), None);
        assert_eq!(installed_version(""), None);
    }
}
