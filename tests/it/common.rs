//! Helpers of the tests: running a link, and golden files.

use goruntime::trace::Trace;
use lab::link;
use lab::patterns::Pattern;
use lab::scenarios::Scenario;
use lab::simulate::Simulation;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// The scenario of a valid link.
#[track_caller]
pub(crate) fn scenario(text: &str) -> Scenario {
    let link = link::parse(text);
    assert_eq!(link.notices, [], "{text}");
    link.scenario
}

/// The trace of a pattern, whether or not the scenario compares it.
#[track_caller]
pub(crate) fn run(text: &str, pattern: &Pattern) -> Trace {
    Simulation::new(&scenario(text), pattern).finish()
}

/// Compares `actual` with a file in `tests/golden/`; with `UPDATE_GOLDEN=1` writes the file.
#[track_caller]
pub(crate) fn check_golden(name: &str, actual: &str) {
    let path = golden_path(name);
    if updates_golden() {
        let folder = path.parent().expect("a golden file lies in a folder");
        fs::create_dir_all(folder).expect("the folder of golden files can be made");
        fs::write(&path, actual).expect("the golden file can be written");
        return;
    }
    let expected = golden(name);
    if let Some((at, (expected, actual))) = first_difference(&expected, actual) {
        panic!(
            "tests/golden/{name} differs in line {at}:\n  golden: {expected}\n  actual: {actual}\n\
             If the change is meant, run the tests with UPDATE_GOLDEN=1 and look at what changed in the file.",
        );
    }
}

/// The text of a golden file; empty if it does not exist.
pub(crate) fn golden(name: &str) -> String {
    fs::read_to_string(golden_path(name)).unwrap_or_default()
}

/// Whether golden files are to be written.
pub(crate) fn updates_golden() -> bool {
    env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1")
}

fn golden_path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(name)
}

type Difference<'a> = (usize, (&'a str, &'a str));

fn first_difference<'a>(expected: &'a str, actual: &'a str) -> Option<Difference<'a>> {
    let end = std::iter::once("(end of file)");
    let lines = expected
        .lines()
        .chain(end.clone())
        .zip(actual.lines().chain(end));
    (1..).zip(lines).find(|(_, (e, a))| e != a)
}

/// Compares a table between its two marks in a page of `docs/` with the expected one, or writes it.
#[track_caller]
pub(crate) fn check_docs(page: &str, begin: &str, end: &str, expected: &str) {
    // Tests that write the same page run in parallel.
    static WRITING: Mutex<()> = Mutex::new(());
    let _one_at_a_time = WRITING.lock();
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("docs")
        .join(page);
    let text = fs::read_to_string(&path).expect("the page is there");
    let (before, rest) = text.split_once(begin).expect("the table begins");
    let (actual, after) = rest.split_once(end).expect("the table ends");
    if updates_golden() {
        let text = [before, begin, expected, end, after].concat();
        fs::write(&path, text).expect("the page can be written");
        return;
    }
    assert_eq!(
        actual, expected,
        "the table of docs/{page} is out of date: UPDATE_GOLDEN=1 writes it"
    );
}
