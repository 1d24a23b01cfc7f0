//! Packages of npm that tests use: the decks in which people show the Lab, and what looks for obstacles in the page.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Result;

use super::{Tool, announce, apt};
use crate::project::Project;
use crate::run::{self, find_program};

/// The packages with their versions.
const PACKAGES: [(&str, &str); 2] = [("reveal.js", "6.0.2"), ("axe-core", "4.14.1")];
/// Names the folder with the packages, as the tests find it.
const CHOICE: &str = "GOROUTINE_LAB_NPM_MODULES";

/// The folder with the packages.
pub(crate) struct NpmPackages {
    modules: PathBuf,
}

impl NpmPackages {
    /// The environment in which the tests find them.
    pub(crate) fn variables(&self) -> [(&'static str, &Path); 1] {
        [(CHOICE, &self.modules)]
    }
}

impl Tool for NpmPackages {
    fn name(_: &Project) -> Result<String> {
        let named = PACKAGES.map(|(name, version)| format!("{name} {version}"));
        Ok(named.join(", "))
    }

    fn by_hand(project: &Project) -> Result<String> {
        Ok(format!(
            "npm install --ignore-scripts --prefix {} {}",
            home(project).display(),
            specifiers().join(" ")
        ))
    }

    fn find(project: &Project) -> Result<Option<Self>> {
        let modules = home(project).join("node_modules");
        let all = PACKAGES
            .iter()
            .all(|(name, version)| is_installed(&modules, name, version));
        Ok(all.then_some(Self { modules }))
    }

    fn install(project: &Project) -> Result<()> {
        announce(
            &format!("getting {} with npm", Self::name(project)?),
            "some seconds, 10 MB",
        );
        if find_program("npm").is_none() {
            apt::install(project, &["npm"], "1 to 2 minutes")?;
        }
        let mut npm = run::command("npm");
        npm.args(["install", "--ignore-scripts", "--no-audit", "--no-fund"])
            .arg("--prefix")
            .arg(home(project))
            .args(specifiers());
        run::run_logged(&mut npm, Duration::from_mins(5), &project.log("npm"))
    }
}

fn home(project: &Project) -> PathBuf {
    project.cache.join("npm")
}

fn specifiers() -> Vec<String> {
    let all = PACKAGES.iter();
    all.map(|(name, version)| format!("{name}@{version}"))
        .collect()
}

fn is_installed(modules: &Path, name: &str, version: &str) -> bool {
    let description = fs::read_to_string(modules.join(name).join("package.json"));
    let line = format!("\"version\": \"{version}\"");
    description.is_ok_and(|text| text.contains(&line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_counts_in_its_own_version_alone() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let modules = folder.path();
        assert!(!is_installed(modules, "reveal.js", "6.0.2"));
        fs::create_dir(modules.join("reveal.js")).expect("a folder can be made");
        let description = "{\n  \"name\": \"reveal.js\",\n  \"version\": \"6.0.2\"\n}";
        fs::write(modules.join("reveal.js/package.json"), description)
            .expect("a file can be written");
        assert!(is_installed(modules, "reveal.js", "6.0.2"));
        assert!(!is_installed(modules, "reveal.js", "6.0.3"));
    }
}
