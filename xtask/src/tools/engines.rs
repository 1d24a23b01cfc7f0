//! Firefox, and WebKit as WebKitGTK has it: the engines of other browsers, in which the core of the browser tests runs, too.
//!
//! They are used where they are there. A set-up does not install them: the page is built and tested without, and Firefox's
//! driver takes minutes to compile.

use std::env;
use std::path::{Path, PathBuf};

use super::apt;
use crate::run::find_program;

/// A program that an engine needs: the variable that names it, and the names under which it is looked for on `PATH`.
struct Program {
    choice: &'static str,
    names: &'static [&'static str],
}

const FIREFOX: [Program; 2] = [
    Program {
        choice: "GOROUTINE_LAB_FIREFOX",
        names: &["firefox-esr", "firefox"],
    },
    Program {
        choice: "GOROUTINE_LAB_GECKODRIVER",
        names: &["geckodriver"],
    },
];

const WEBKIT: [Program; 2] = [
    Program {
        choice: "GOROUTINE_LAB_WEBKITDRIVER",
        names: &["WebKitWebDriver"],
    },
    Program {
        choice: "GOROUTINE_LAB_XVFB",
        names: &["Xvfb"],
    },
];

/// The name of an engine, its programs, and how one gets them by hand.
type Engine = (&'static str, &'static [Program], fn() -> String);

const ENGINES: [Engine; 2] = [
    ("Firefox", &FIREFOX, firefox_by_hand),
    ("WebKit", &WEBKIT, webkit_by_hand),
];

/// The programs of the engines that are on this machine.
pub(crate) struct Engines {
    found: Vec<(&'static str, PathBuf)>,
    /// A line for each engine that is not there.
    missing: Vec<String>,
}

impl Engines {
    /// Looks for them.
    pub(crate) fn find() -> Self {
        Self::find_by(|program| {
            let chosen = env::var_os(program.choice).map(PathBuf::from);
            chosen.or_else(|| program.names.iter().copied().find_map(find_program))
        })
    }

    fn find_by(find: impl Fn(&Program) -> Option<PathBuf>) -> Self {
        let (mut found, mut missing) = (Vec::new(), Vec::new());
        for (name, programs, by_hand) in ENGINES {
            let paths = programs
                .iter()
                .map(|program| Some((program.choice, find(program)?)));
            match paths.collect::<Option<Vec<_>>>() {
                Some(paths) => found.extend(paths),
                None => missing.push(format!("skipped: {name} is not here; {}", by_hand())),
            }
        }
        Self { found, missing }
    }

    /// The environment in which the tests find them. An engine that is not there has no variable.
    pub(crate) fn variables(&self) -> impl Iterator<Item = (&'static str, &Path)> {
        self.found
            .iter()
            .map(|(name, path)| (*name, path.as_path()))
    }

    /// A line for each engine that is not there, with the way to get it.
    pub(crate) fn missing(&self) -> &[String] {
        &self.missing
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }
}

fn firefox_by_hand() -> String {
    let firefox = if apt::available() {
        apt::by_hand(&["firefox-esr"])
    } else {
        String::from("install Firefox")
    };
    format!("{firefox} and `cargo install geckodriver`")
}

fn webkit_by_hand() -> String {
    if apt::available() {
        return apt::by_hand(&["webkit2gtk-driver", "xvfb"]);
    }
    String::from("install WebKitGTK's WebKitWebDriver and Xvfb")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_engine_is_used_whole_or_not_at_all() {
        let engines = Engines::find_by(|program| {
            let is_there = program.choice != "GOROUTINE_LAB_XVFB";
            is_there.then(|| PathBuf::from(program.names[0]))
        });
        let found: Vec<_> = engines.variables().map(|(name, _)| name).collect();
        assert_eq!(
            found,
            ["GOROUTINE_LAB_FIREFOX", "GOROUTINE_LAB_GECKODRIVER"]
        );
        let [missing] = engines.missing() else {
            panic!("{:?}", engines.missing())
        };
        assert!(
            missing.starts_with("skipped: WebKit is not here; "),
            "{missing}"
        );
    }

    #[test]
    fn a_machine_without_engines_is_told_how_to_get_them() {
        let engines = Engines::find_by(|_| None);
        assert!(engines.is_empty());
        assert!(engines.missing()[0].contains("geckodriver"));
        assert!(engines.missing()[1].to_lowercase().contains("xvfb"));
    }
}
