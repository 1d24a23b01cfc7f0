//! Chromium and chromedriver, in which the tests drive the page.

use std::env;
use std::path::{Path, PathBuf};

use super::apt;
use crate::project::{Project, find_program};
use crate::steps::{self, Failure};
use crate::version::Version;

/// Older ones lack `--headless=new` or what the page itself uses.
const OLDEST_MAJOR: u64 = 120;
/// Name programs to use in place of any others.
const CHROMIUM_CHOICE: &str = "GOROUTINE_LAB_CHROMIUM";
const CHROMEDRIVER_CHOICE: &str = "GOROUTINE_LAB_CHROMEDRIVER";

const CHROMIUM_NAMES: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];
const CHROME_ON_MACOS: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/// A browser and the driver that belongs to it.
pub(crate) struct Browser {
    chromium: PathBuf,
    chromedriver: PathBuf,
}

impl Browser {
    /// Finds the two, and installs them if they are missing.
    pub(super) fn ensure(project: &Project) -> Result<Self, Failure> {
        if let Some(found) = Self::find() {
            return Ok(found);
        }
        let advice = format!(
            "install Chromium (or Chrome) {OLDEST_MAJOR} or later and the chromedriver of the same version with your \
             package manager, and put both on PATH or name them in {CHROMIUM_CHOICE} and {CHROMEDRIVER_CHOICE}"
        );
        let chosen = [CHROMIUM_CHOICE, CHROMEDRIVER_CHOICE]
            .into_iter()
            .filter(|name| env::var_os(name).is_some());
        let chosen: Vec<&str> = chosen.collect();
        if !chosen.is_empty() {
            let problem = format!(
                "what {} names does not start, is too old or does not match",
                chosen.join(" or ")
            );
            return Err(Failure::new(problem).advise(format!("unset it, or {advice}")));
        }
        if !apt::available() {
            return Err(Failure::new(
                "no Chromium with a chromedriver of the same version was found",
            )
            .advise(advice));
        }
        apt::install(project, &["chromium", "chromium-driver"], "1 to 3 minutes")
            .map_err(|failure| failure.advise(&advice))?;
        Self::find().ok_or_else(|| {
            Failure::new(
                "Chromium and chromedriver are installed, but do not start or do not match",
            )
            .advise(advice)
        })
    }

    /// The environment that tells tests and benchmarks where the two are.
    pub(crate) fn variables(&self) -> [(&'static str, &Path); 2] {
        [
            (CHROMIUM_CHOICE, &self.chromium),
            (CHROMEDRIVER_CHOICE, &self.chromedriver),
        ]
    }

    fn find() -> Option<Self> {
        let chosen = |name| env::var_os(name).map(PathBuf::from);
        let chromium = chosen(CHROMIUM_CHOICE)
            .or_else(|| CHROMIUM_NAMES.into_iter().find_map(find_program))
            .or_else(|| Some(PathBuf::from(CHROME_ON_MACOS)).filter(|path| path.is_file()))?;
        let chromedriver = chosen(CHROMEDRIVER_CHOICE).or_else(|| find_program("chromedriver"))?;
        let (browser, driver) = (major(&chromium)?, major(&chromedriver)?);
        (browser >= OLDEST_MAJOR && browser == driver).then_some(Self {
            chromium,
            chromedriver,
        })
    }
}

fn major(program: &Path) -> Option<u64> {
    Some(Version::find_in(&steps::version_text(program, &["--version"])?)?.major)
}
