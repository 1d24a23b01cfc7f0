//! Chromium and chromedriver, in which the tests drive the page.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use super::{Tool, apt};
use crate::project::Project;
use crate::run::{self, find_program};
use crate::version;

/// Older ones lack `--headless=new` or what the page itself uses.
const OLDEST_MAJOR: u64 = 120;
/// Variables that name the programs to use.
const CHROMIUM_CHOICE: &str = "GOROUTINE_LAB_CHROMIUM";
const CHROMEDRIVER_CHOICE: &str = "GOROUTINE_LAB_CHROMEDRIVER";

const CHROMIUM_NAMES: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];
const CHROME_ON_MACOS: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
const PACKAGES: [&str; 2] = ["chromium", "chromium-driver"];

/// A browser and the driver of the same version.
pub(crate) struct Browser {
    chromium: PathBuf,
    chromedriver: PathBuf,
}

impl Browser {
    /// The environment in which tests and benchmarks find the two.
    pub(crate) fn variables(&self) -> [(&'static str, &Path); 2] {
        [
            (CHROMIUM_CHOICE, &self.chromium),
            (CHROMEDRIVER_CHOICE, &self.chromedriver),
        ]
    }
}

impl Tool for Browser {
    fn name(_: &Project) -> Result<String> {
        Ok(format!(
            "Chromium {OLDEST_MAJOR} or later, with the chromedriver of the same version"
        ))
    }

    fn by_hand(_: &Project) -> Result<String> {
        let manager = if apt::available() {
            apt::by_hand(&PACKAGES)
        } else {
            "install both with the system's package manager".to_owned()
        };
        Ok(format!(
            "{manager}, or name the programs in {CHROMIUM_CHOICE} and {CHROMEDRIVER_CHOICE}"
        ))
    }

    fn find(_: &Project) -> Result<Option<Self>> {
        let chosen = |name| env::var_os(name).map(PathBuf::from);
        let chromium = chosen(CHROMIUM_CHOICE)
            .or_else(|| CHROMIUM_NAMES.into_iter().find_map(find_program))
            .or_else(|| Some(PathBuf::from(CHROME_ON_MACOS)).filter(|path| path.is_file()));
        let chromedriver = chosen(CHROMEDRIVER_CHOICE).or_else(|| find_program("chromedriver"));
        let (Some(chromium), Some(chromedriver)) = (chromium, chromedriver) else {
            return Ok(None);
        };
        let versions = (major(&chromium), major(&chromedriver));
        if versions.0 >= Some(OLDEST_MAJOR) && versions.0 == versions.1 {
            return Ok(Some(Self {
                chromium,
                chromedriver,
            }));
        }
        if chosen(CHROMIUM_CHOICE).is_some() || chosen(CHROMEDRIVER_CHOICE).is_some() {
            let words = |major: Option<u64>| {
                major.map_or_else(
                    || "does not start".to_owned(),
                    |major| format!("has version {major}"),
                )
            };
            bail!(
                "{} {} and {} {}; both must have one version from {OLDEST_MAJOR} on. \
                 Set {CHROMIUM_CHOICE} and {CHROMEDRIVER_CHOICE} to such programs, or unset them.",
                chromium.display(),
                words(versions.0),
                chromedriver.display(),
                words(versions.1),
            );
        }
        Ok(None)
    }

    fn install(project: &Project) -> Result<()> {
        apt::install(project, &PACKAGES, "1 to 3 minutes")
    }
}

fn major(program: &Path) -> Option<u64> {
    let text = run::capture(Command::new(program).arg("--version")).ok()?;
    Some(version::find_in(&text)?.major)
}
